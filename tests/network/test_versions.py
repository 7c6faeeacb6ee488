"""A 404 of an operation that came later: the console's version tells whether it is the operation that is missing."""

from __future__ import annotations

import pytest

from tests.network.conftest import Sent
from unifi_sdk import NetworkClient, NotFoundError, NotSupportedError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._versions import is_before, version_needed
from unifi_sdk.simulator import Fault, SimulatedConsole

INFO = "GET /v1/info"
NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_an_operation_that_the_version_lacks_is_not_supported(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.version = "10.0.162"
    with pytest.raises(NotSupportedError) as caught:
        await site.dns_policies.get(NOBODY)
    error = caught.value
    assert "UniFi Network 10.0.162 does not have this operation, which came with 10.1.68" in str(error)
    assert (error.application, error.status, error.code) == ("network", 404, "api.request.error")
    assert error.operation == "GET /v1/sites/{site_id}/dns/policies/{dns_policy_id}"
    assert error.request_id
    assert error.__cause__ is None
    assert error.__context__ is None


async def test_so_is_a_list_and_a_write(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.version = "10.1.68"
    with pytest.raises(NotSupportedError, match=r"10\.2\.78"):
        await site.lags.list()
    with pytest.raises(NotSupportedError, match=r"10\.1\.78"):
        await site.devices.remove(NOBODY)


async def test_a_thing_that_is_not_there_is_not_found_and_nothing_is_said_about_versions(
    site: SiteScope, sent: Sent
) -> None:
    with pytest.raises(NotFoundError) as caught:
        await site.networks.get(NOBODY)
    assert "10.0.162" not in str(caught.value)
    assert sent.lines[-1] == INFO


async def test_a_version_that_is_new_enough_is_asked_for_once(site: SiteScope, sent: Sent) -> None:
    for _ in range(3):
        with pytest.raises(NotFoundError):
            await site.networks.get(NOBODY)
    assert sent.lines.count(INFO) == 1


async def test_after_an_update_the_same_operation_works_and_a_404_is_what_it_says(
    site: SiteScope, console: SimulatedConsole
) -> None:
    console.network.version = "9.5.21"
    with pytest.raises(NotSupportedError):
        await site.networks.get(NOBODY)
    console.network.version = "10.5.66"
    with pytest.raises(NotFoundError):
        await site.networks.get(NOBODY)


async def test_a_version_that_cannot_be_learned_leaves_it_at_not_found(
    site: SiteScope, console: SimulatedConsole
) -> None:
    console.network.version = "9.5.21"
    console.faults.add(Fault.status(403), "GET /*/info", times=None)
    with pytest.raises(NotFoundError, match=r"before 10\.0\.162"):
        await site.networks.get(NOBODY)


@pytest.mark.parametrize("version", ["", "unknown"])
async def test_a_version_that_is_none_leaves_it_at_not_found(
    site: SiteScope, console: SimulatedConsole, version: str
) -> None:
    console.faults.add(Fault.status(200, {"applicationVersion": version}), "GET /*/info")
    with pytest.raises(NotFoundError):
        await site.networks.get(NOBODY)


async def test_an_operation_as_old_as_9_1_asks_for_no_version(site: SiteScope, sent: Sent) -> None:
    with pytest.raises(NotFoundError):
        await site.vouchers.get(NOBODY)
    with pytest.raises(NotFoundError):
        await site.devices.get(NOBODY)
    assert INFO not in sent.lines


async def test_a_404_with_a_code_of_another_meaning_keeps_it(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.version = "9.5.21"
    console.faults.add(Fault.status(404, {"code": "api.resource.conflict"}), "GET /*/networks/*")
    with pytest.raises(Exception, match=r"api\.resource\.conflict") as caught:
        await site.networks.get(NOBODY)
    assert not isinstance(caught.value, NotSupportedError)


async def test_a_success_asks_for_no_version(site: SiteScope, network: NetworkClient, sent: Sent) -> None:
    await site.networks.list()
    await network.countries.list()
    assert INFO not in sent.lines


@pytest.mark.parametrize(
    ("version", "other", "before"),
    [
        ("9.5.21", "10.0.162", True),
        ("10.0.162", "10.0.162", False),
        ("10.1.7", "10.1.68", True),
        ("10.2.78-rc1", "10.2.78", False),
        ("11", "10.2.78", False),
        ("", "10.0.162", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, other: str, before: bool) -> None:
    assert is_before(version, other) is before


def test_what_every_version_has_needs_none() -> None:
    assert version_needed("GET /v1/sites") == ""
