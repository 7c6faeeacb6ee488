"""A 404 of an operation that came later: the console's version tells whether it is the operation that is missing."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest

from tests.network.conftest import Sent
from unifi_sdk import NetworkClient, NotFoundError, NotSupportedError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._versions import Span, is_before, version_needed
from unifi_sdk.network.errors import (
    FilterNotSupportedError,
    InvalidFilterError,
    PropertyNotSupportedError,
    UnknownPropertyError,
)
from unifi_sdk.network.filters import SwitchStackFilter
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


async def told_of(call: Awaitable[object], kind: type[NotSupportedError]) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        await call
    assert caught.value.status == 400
    assert caught.value.__context__ is None
    return str(caught.value), caught.value.since, caught.value.until


async def test_a_filter_of_another_version_says_since_or_until_when(site: SiteScope, console: SimulatedConsole) -> None:
    by_unit = SwitchStackFilter.name.eq("x") | SwitchStackFilter.units_id.contains(1)
    by_member = SwitchStackFilter.members_device_id.contains(NOBODY)
    text, *span = await told_of(site.switch_stacks.list(filter=by_unit), FilterNotSupportedError)
    assert "UniFi Network 10.5.66 does not have 'units.id', which came with 10.6: update it on the console" in text
    assert span == ["10.6", ""]
    console.network.version = "11.0.81"
    text, *span = await told_of(site.switch_stacks.list(filter=by_member), FilterNotSupportedError)
    assert text.endswith("UniFi Network 11.0.81 does not have 'members.deviceId', which is gone since 10.6")
    assert span == ["", "10.6"]
    assert await site.switch_stacks.list(filter=by_unit)


async def test_it_is_a_wrong_filter_and_an_unknown_property_all_the_same(
    site: SiteScope, console: SimulatedConsole
) -> None:
    with pytest.raises(InvalidFilterError):
        await site.switch_stacks.list(filter=SwitchStackFilter.units_id.contains(1))
    policy = next(one for one in await site.firewall_policies.list() if one.name == "Guests may print")
    with pytest.raises(UnknownPropertyError) as caught:
        await site.firewall_policies.replace(policy.evolve(report_flow_enabled=True))
    assert isinstance(caught.value, PropertyNotSupportedError)
    assert (caught.value.path, caught.value.since) == ("$.reportFlowEnabled", "11.0")
    text, *_ = await told_of(
        site.firewall_policies.update(policy.id, report_flow_enabled=True), PropertyNotSupportedError
    )
    assert "UniFi Network 10.5.66 does not have '$.reportFlowEnabled', which came with 11.0" in text


async def test_a_wrong_filter_that_the_version_has_stays_what_it_is(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    console.faults.add(Fault.status(400, {"code": "api.request.invalid-filter"}), "GET /*/switch-stacks", times=2)
    for condition in (SwitchStackFilter.members_device_id.contains(NOBODY), SwitchStackFilter.name.eq("units.id.x")):
        with pytest.raises(InvalidFilterError) as caught:
            await site.switch_stacks.list(filter=condition)
        assert not isinstance(caught.value, NotSupportedError)
    assert sent.lines.count(INFO) == 1  # the second has nothing that came or went


async def test_a_version_that_cannot_be_learned_leaves_a_wrong_filter_at_that(
    site: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.status(403), "GET /*/info", times=None)
    with pytest.raises(InvalidFilterError) as caught:
        await site.switch_stacks.list(filter=SwitchStackFilter.units_id.contains(1))
    assert not isinstance(caught.value, NotSupportedError)


async def test_an_operation_says_since_when_it_is_there(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.version = "10.1.68"
    with pytest.raises(NotSupportedError) as caught:
        await site.lags.list()
    assert (caught.value.since, caught.value.until) == ("10.2.78", "")


def test_what_is_gone_is_not_there_any_more() -> None:
    span = Span("x", since="10.2", until="10.6")
    assert [span.has(version) for version in ("10.1.84", "10.2.78", "10.5.66", "10.6.88", "")] == [
        *(False, True, True, False, True)
    ]
    assert str(span) == "came with 10.2 and is gone since 10.6"
