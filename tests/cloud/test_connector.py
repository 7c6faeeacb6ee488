"""A console behind the connector: the same Network and Protect, within what the way there carries."""

from __future__ import annotations

import gzip
import inspect

import aiohttp
import pytest

from tests.support.clock import FakeClock
from unifi_sdk import (
    BadRequestError,
    CloudClient,
    ConfigurationError,
    Console,
    MutationBlockedError,
    NetworkClient,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    RateLimitedError,
    ResponseTooLargeError,
    RetryPolicy,
    ServerError,
    UnexpectedContentError,
    plan,
)
from unifi_sdk._core.connector import connector_path
from unifi_sdk.cloud import ConsoleTimeoutError, NotOwnerError
from unifi_sdk.protect.models import Camera
from unifi_sdk.simulator import CloudHost, Fault, SimulatedCloud, SimulatedConsole

SERVER_ERROR = {"code": "server_error", "httpStatusCode": 500, "message": "failed to proxy request", "traceId": "t-1"}
OF_NETWORK = {"statusCode": 500, "statusName": "INTERNAL", "code": "api.unexpected-error", "requestPath": "/x"}


@pytest.fixture
def far(cloud: CloudClient, host: CloudHost) -> Console:
    """The console, with writes allowed."""
    return cloud.console(host.id, read_only=False)


async def test_the_console_is_the_same_whichever_way_it_is_asked_for(
    cloud: CloudClient, host: CloudHost, console: SimulatedConsole
):
    shown = await cloud.hosts.get(host.id)
    for far in (cloud.console(shown), cloud.console(host.id), Console.through(cloud, host.id)):
        assert (await far.network.info.get()).application_version == console.network.version
        assert len(await far.protect.cameras.list()) == len(console.protect.cameras)


async def test_requests_stand_below_the_console_whose_id_keeps_its_colon(
    far: Console, host: CloudHost, simulated: SimulatedCloud, console: SimulatedConsole
):
    await far.network.info.get()
    assert simulated.requests[-1].path == f"/v1/connector/consoles/{host.id}/proxy/network/integration/v1/info"
    assert console.requests[-1].path == "/proxy/network/integration/v1/info"


@pytest.mark.parametrize("console_id", ["", "..", "a/b", "a\\b", "a%2fb", "a\nb", "%2e%2e"])
def test_an_id_can_lead_nowhere_else(console_id: str):
    with pytest.raises(ConfigurationError, match="console_id"):
        connector_path(console_id)


async def test_it_only_reads_unless_it_is_told_otherwise(
    cloud: CloudClient, host: CloudHost, console: SimulatedConsole
):
    site = await cloud.console(host.id).network.default_site()
    with pytest.raises(MutationBlockedError, match="read_only=False"):
        await site.vouchers.create(name="a", minutes=1)
    assert {request.verb for request in console.requests} == {"GET"}


async def test_a_cloud_that_only_reads_gives_no_console_that_writes(simulated: SimulatedCloud, host: CloudHost):
    async with simulated.connect(read_only=True) as cloud:
        site = await cloud.console(host.id, read_only=False).network.default_site()
        with pytest.raises(MutationBlockedError):
            await site.vouchers.create(name="a", minutes=1)


async def test_a_plan_names_the_console(far: Console, host: CloudHost):
    site = await far.network.default_site()
    planned = await plan(site.vouchers.create(name="a", minutes=1))
    assert host.id in planned.path


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_a_write_that_the_connector_saw_no_end_of_has_an_unknown_outcome(
    far: Console, simulated: SimulatedCloud, console: SimulatedConsole, is_carried_out: bool
):
    site = await far.network.default_site()
    before = len(console.network.default_site.vouchers)
    simulated.faults.add(simulated.device_timeout(carried_out=is_carried_out), "POST *")
    with pytest.raises(OutcomeUnknownError) as caught:
        await site.vouchers.create(name="a", minutes=1)
    assert caught.value.status == 408
    assert len(console.network.default_site.vouchers) - before == is_carried_out
    assert [request.verb for request in simulated.requests].count("POST") == 1


@pytest.mark.parametrize(
    "fault",
    [Fault.status(500, SERVER_ERROR), Fault.status(502, SERVER_ERROR), Fault.html(500), Fault.lose_answer()],
    ids=str,
)
async def test_a_gateway_that_fails_at_a_write_does_not_know_whether_it_was_done(
    far: Console, simulated: SimulatedCloud, fault: Fault
):
    site = await far.network.default_site()
    simulated.faults.add(fault, "POST *")
    with pytest.raises(OutcomeUnknownError):
        await site.vouchers.create(name="a", minutes=1)


async def test_an_application_that_fails_at_a_write_says_so_itself(far: Console, simulated: SimulatedCloud):
    site = await far.network.default_site()
    simulated.faults.add(Fault.status(500, OF_NETWORK), "POST *")
    with pytest.raises(ServerError) as caught:
        await site.vouchers.create(name="a", minutes=1)
    assert caught.value.application == "network"


async def test_a_write_that_was_refused_for_its_pace_is_sent_again(far: Console, simulated: SimulatedCloud):
    site = await far.network.default_site()
    simulated.faults.add(Fault.rate_limit("1"), "POST *")
    assert len(await site.vouchers.create(name="a", minutes=1)) == 1


async def test_what_needs_a_socket_is_refused_at_once_with_what_to_do_instead(far: Console, simulated: SimulatedCloud):
    protect = far.protect
    for open_stream in (
        protect.events,
        protect.mirror,
        lambda: protect.frames("events"),
        lambda: protect.frames("devices"),
    ):
        with pytest.raises(NotSupportedError, match=r"ask for lists again.*100 requests a minute"):
            open_stream()
    assert simulated.requests == []


async def test_uploads_are_refused_before_anything_is_sent(far: Console, simulated: SimulatedCloud):
    with pytest.raises(NotSupportedError, match="uploads"):
        await far.protect.files.upload(b"GIF89a", name="a.gif", content_type="image/gif")
    assert simulated.requests == []


async def test_access_and_the_old_cloud_key_are_not_behind_the_connector(far: Console):
    for application in ("access", "legacy_protect"):
        with pytest.raises(NotSupportedError, match="connect to the console itself"):
            getattr(far, application)


async def test_the_classic_api_is_not_behind_the_connector(far: Console, console: SimulatedConsole):
    site = await far.network.default_site()
    console.requests.clear()
    with pytest.raises(NotSupportedError, match="classic API"):
        _ = site.classic
    assert console.requests == []


async def test_pictures_come_through(far: Console):
    camera: Camera = (await far.protect.cameras.list())[0]
    assert (await far.protect.cameras.snapshot(camera.id)).content.startswith(b"\xff\xd8")


async def test_refusals_of_the_connector_are_told_from_those_behind_it(cloud: CloudClient, far: Console):
    site = await far.network.default_site()
    with pytest.raises(NotFoundError) as behind:
        await site.vouchers.get("88f7af54-98f8-306a-a1c7-c9349722b1f6")
    with pytest.raises(NotOwnerError) as before:
        await cloud.console("0" * 64 + ":1").network.info.get()
    assert (behind.value.application, before.value.application) == ("network", "connector")
    assert before.value.request_id


async def test_a_console_whose_firmware_is_too_old_is_told_so(far: Console, host: CloudHost):
    host.version = "4.4.6"
    with pytest.raises(BadRequestError, match=r"UniFi OS 5\.0\.3"):
        await far.network.info.get()


async def test_a_key_that_may_only_read_is_told_so_at_a_write(far: Console, simulated: SimulatedCloud):
    site = await far.network.default_site()
    simulated.keys[simulated.api_key].can_write = False
    with pytest.raises(NotOwnerError, match="may only read"):
        await site.vouchers.create(name="a", minutes=1)


async def test_an_offline_console_times_out(far: Console, host: CloudHost):
    host.is_online = False
    with pytest.raises(ConsoleTimeoutError) as caught:
        await far.network.info.get()
    assert isinstance(caught.value, TimeoutError)
    assert (caught.value.code, caught.value.operation) == ("DeviceTimeout", "GET /v1/info")


async def test_the_applications_of_a_console_share_its_pace(far: Console, fake_clock: FakeClock):
    for _ in range(10):
        await far.network.info.get()
        await far.protect.meta.info()
    assert fake_clock.slept == []  # a fifth of a minute's requests may go at once
    await far.network.info.get()
    assert sum(fake_clock.slept) == pytest.approx(0.75, abs=0.01)


async def test_consoles_have_a_pace_each(cloud: CloudClient, simulated: SimulatedCloud, console: SimulatedConsole):
    clock = cloud._app.transport.clock
    for number in range(3):
        far = cloud.console(simulated.add_host(console, name=str(number)).id)
        for _ in range(20):
            await far.network.info.get()
    assert isinstance(clock, FakeClock)
    assert clock.slept == []


async def test_the_connector_takes_a_hundred_a_minute(simulated: SimulatedCloud, host: CloudHost):
    simulated.console_requests_a_minute = 3
    async with simulated.connect(retry=RetryPolicy(attempts=1)) as cloud:
        far = cloud.console(host.id)
        for _ in range(3):
            await far.network.info.get()
        with pytest.raises(RateLimitedError, match="100 requests a minute") as caught:
            await far.network.info.get()
        assert caught.value.retry_after == 60
        simulated.clock.advance(60)  # type: ignore[attr-defined]
        async with simulated.connect() as other:
            await other.hosts.get(host.id)


async def test_an_answer_that_is_too_large_says_what_to_do(far: Console, simulated: SimulatedCloud):
    simulated.faults.add(Fault.oversized(10 * 1024 * 1024 + 1), "GET *")
    with pytest.raises(ResponseTooLargeError, match=r"10 MB.*pages\(size="):
        await far.network.info.get()


async def test_an_answer_that_the_connector_does_not_pass_on_is_a_bad_gateway(far: Console, simulated: SimulatedCloud):
    simulated.largest_answer = 10
    with pytest.raises(ServerError) as caught:
        await far.network.info.get()
    assert (caught.value.status, caught.value.application) == (502, "connector")


async def test_a_client_with_the_path_of_the_connector_is_one_of_it(simulated: SimulatedCloud, host: CloudHost):
    tls = simulated.connect()._access.trust
    base_path = f"/v1/connector/consoles/{host.id}/proxy/network/integration"
    async with NetworkClient(
        simulated.address, api_key="wrong-key-of-a-console", tls=tls, base_path=base_path
    ) as network:
        with pytest.raises(Exception, match=r"unifi\.ui\.com") as caught:
            await network.info.get()
    assert "keys of Site Manager" not in str(caught.value)
    async with Console(
        simulated.address, api_key=simulated.api_key, tls=tls, base_path=base_path.partition("/proxy")[0]
    ) as console:
        await console.network.info.get()
        with pytest.raises(NotSupportedError):
            console.protect.events()


@pytest.mark.parametrize("base_path", ["x", "/x/", "/x/proxy", "/x/proxy/network"])
def test_a_base_path_is_what_stands_before_the_proxy(base_path: str):
    with pytest.raises(ConfigurationError, match="base_path"):
        Console("console.test", api_key="some-key", base_path=base_path)


def test_the_environment_may_name_a_console_behind_the_cloud(host: CloudHost):
    environ = {"UNIFI_CONSOLE_ID": host.id, "UNIFI_CLOUD_API_KEY": "some-cloud-key"}
    console = Console.from_env(environ)
    assert console.address == "api.ui.com:443"
    assert console._transport._read_only
    assert not Console.from_env(environ, read_only=False)._transport._read_only
    with pytest.raises(ConfigurationError, match="UNIFI_CLOUD_API_KEY"):
        Console.from_env({"UNIFI_CONSOLE_ID": host.id})
    assert not Console.from_env({"UNIFI_HOST": "console.test", "UNIFI_API_KEY": "some-key"})._transport._read_only


async def test_only_a_client_of_the_cloud_leads_to_a_console(host: CloudHost):
    with pytest.raises(ConfigurationError, match="cloud must be a CloudClient"):
        Console.through(object(), host.id)  # type: ignore[arg-type]


async def test_a_console_does_not_outlive_its_cloud_and_does_not_close_its_session(
    simulated: SimulatedCloud, host: CloudHost
):
    async with aiohttp.ClientSession() as session:
        async with simulated.connect(session=session) as cloud:
            async with cloud.console(host.id) as far:
                await far.network.info.get()
            with pytest.raises(ConfigurationError, match="not open"):
                await far.network.info.get()
            later = cloud.console(host.id)
            await later.network.info.get()
        assert not session.closed
    async with simulated.connect() as cloud:
        far = cloud.console(host.id)
    with pytest.raises(ConfigurationError, match="not open"):
        await far.network.info.get()


async def test_a_console_in_trouble_spends_no_retries_of_the_others(cloud: CloudClient, host: CloudHost):
    one, other = cloud.console(host.id), cloud.console(host.id)
    assert one._transport._quota is not other._transport._quota


def test_consoles_behind_one_cloud_are_told_apart(cloud: CloudClient, host: CloudHost):
    assert host.id in repr(cloud.console(host.id))


async def test_a_bomb_in_a_body_is_dropped_at_the_cap(far: Console, simulated: SimulatedCloud):
    bomb = gzip.compress(b" " * (11 * 1024 * 1024))
    simulated.faults.add(Fault.body(bomb), "GET *")
    with pytest.raises(ResponseTooLargeError, match="10485760 bytes"):
        await far.network.info.get()


@pytest.mark.parametrize("status", [404, 500])
async def test_a_compressed_refusal_that_is_broken_is_one_by_its_status(
    far: Console, simulated: SimulatedCloud, status: int
):
    simulated.faults.add(Fault.body(gzip.compress(b"{}")[:-3], status=status), "GET *", None)
    with pytest.raises(NotFoundError if status == 404 else ServerError):
        await far.network.info.get()


async def test_a_compressed_success_that_is_broken_is_no_answer(far: Console, simulated: SimulatedCloud):
    site = await far.network.default_site()
    simulated.faults.add(Fault.body(gzip.compress(b"{}")[:-3]), times=None)
    with pytest.raises(UnexpectedContentError):
        await far.network.info.get()
    with pytest.raises(OutcomeUnknownError):
        await site.vouchers.create(name="a", minutes=1)


def test_the_key_shows_in_no_representation(cloud: CloudClient, host: CloudHost):
    shown = [repr(cloud), repr(cloud._access), repr(cloud.console(host.id)), str(inspect.signature(CloudClient))]
    assert not any("simulated-cloud-key" in text for text in shown)


async def test_the_classic_api_is_not_asked_through_the_connector(far: Console, simulated: SimulatedCloud):
    site = far.network.site("88f7af54-98f8-306a-a1c7-c9349722b1f6")
    with pytest.raises(NotSupportedError, match="classic API answers through the cloud for some consoles"):
        _ = site.classic
    assert simulated.requests == []
