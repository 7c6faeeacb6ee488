"""What has cost users of the cloud their days, each as a test: what other clients died of, or took for something else."""

from __future__ import annotations

import asyncio

import pytest

from tests.cloud.conftest import client_with
from tests.support.clock import FakeClock
from unifi_sdk import (
    AuthenticationError,
    CloudClient,
    ConfigurationError,
    MutationBlockedError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    UnexpectedContentError,
)
from unifi_sdk._core.transport import Transport
from unifi_sdk.cloud import ConsoleTimeoutError, NotOwnerError
from unifi_sdk.cloud.models import HostType, IspSite
from unifi_sdk.simulator import CloudHost, Fault, SimulatedCloud, SimulatedConsole

EDGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


async def test_a_429_while_many_consoles_are_discovered_is_waited_for(cloud: CloudClient, simulated: SimulatedCloud):
    for number in range(7):
        simulated.add_host(name=f"Shop {number}")
    simulated.largest_page = 3
    simulated.faults.add(Fault.rate_limit("2"), "GET /v1/hosts", skip=1)
    assert len(await cloud.hosts.list()) == 11


async def test_a_wait_that_is_longer_than_the_deadline_is_told_at_once(
    cloud: CloudClient, simulated: SimulatedCloud, fake_clock: FakeClock
):
    simulated.faults.add(Fault.rate_limit("300"), "GET /v1/hosts", None)
    with pytest.raises(RateLimitedError) as caught:
        await cloud.hosts.list()
    assert caught.value.retry_after == 300
    assert fake_clock.slept == []


async def test_a_recorder_among_the_hosts_is_told_by_its_controllers_and_not_by_its_name(
    cloud: CloudClient, simulated: SimulatedCloud
):
    recorder = next(host for host in simulated.hosts.values() if host.name == "Recorder")
    recorder.name = "UDM Pro of the office"
    found = await cloud.hosts.get(recorder.id)
    assert (found.runs("network"), found.runs("protect")) == (False, True)


@pytest.mark.parametrize(("status", "kind"), [(403, PermissionDeniedError), (404, NotFoundError)])
async def test_a_recorder_that_is_asked_for_network_all_the_same_says_that_it_has_none(
    cloud: CloudClient, simulated: SimulatedCloud, host: CloudHost, status: int, kind: type[Exception]
):
    simulated.faults.add(Fault.status(status, {}), "GET /v1/connector/*")
    with pytest.raises(kind):
        await cloud.console(host.id).network.info.get()


async def test_a_console_that_is_administered_and_not_owned_is_listed_and_not_reached(
    cloud: CloudClient, simulated: SimulatedCloud, console: SimulatedConsole
):
    other = simulated.add_account("other@example.com")
    foreign = simulated.add_host(console, name="Customer", owner=other)
    foreign.admins.add(simulated.account.id)
    assert (await cloud.hosts.get(foreign.id)).owner is False
    assert foreign.id not in await cloud.devices.by_host()
    with pytest.raises(NotOwnerError, match="owns") as caught:
        await cloud.console(foreign.id).network.info.get()
    assert (caught.value.application, caught.value.code) == ("connector", "forbidden")


async def test_an_organisations_key_reaches_the_consoles_of_all_its_people(
    simulated: SimulatedCloud, transport: Transport, console: SimulatedConsole
):
    owner = simulated.add_account("a@example.com", organisation="Hotels")
    clerk = simulated.add_account("b@example.com", organisation="Hotels")
    host = simulated.add_host(console, owner=owner)
    key = simulated.add_key(clerk, is_organisations=True)
    cloud = client_with(simulated, transport, key.text)
    assert (await cloud.console(host.id).network.info.get()).application_version == console.network.version


async def test_a_host_may_be_of_a_type_that_no_document_has(cloud: CloudClient, simulated: SimulatedCloud):
    silent = next(host for host in simulated.hosts.values() if host.type == "ucore")
    silent.type = "ucore-of-tomorrow"
    types = {host.type for host in await cloud.hosts.list()}
    assert types == {HostType.CONSOLE, HostType.NETWORK_SERVER, "ucore-of-tomorrow"}


async def test_a_host_that_tells_nothing_of_itself_is_unknown_and_no_failure(
    cloud: CloudClient, simulated: SimulatedCloud
):
    silent = next(host for host in await cloud.hosts.list() if host.type is HostType.UCORE)
    assert (silent.reported_state, silent.name, silent.is_online, silent.version) == (None, None, None, None)
    assert silent.runs("network") is True  # the account lists it
    server = next(host for host in await cloud.hosts.list() if host.type is HostType.NETWORK_SERVER)
    assert (server.user_data, server.runs("network"), server.runs("protect")) == (None, True, False)


@pytest.mark.parametrize("is_empty", [True, False])
async def test_a_last_page_ends_the_list_with_an_empty_token_or_none(
    cloud: CloudClient, simulated: SimulatedCloud, is_empty: bool
):
    simulated.ends_with_empty_token = is_empty
    simulated.largest_page = 2
    assert len(await cloud.hosts.list()) == 4


async def test_an_empty_text_for_a_time_is_none_and_kept(cloud: CloudClient, host: CloudHost):
    found = await cloud.hosts.get(host.id)
    assert (found.registration_time, found.latest_backup_time) == (None, None)
    assert found.extra == {"registrationTime": "", "latestBackupTime": ""}
    assert found.last_connection_state_change is not None


async def test_a_body_that_is_compressed_and_does_not_say_so_is_read(cloud: CloudClient, host: CloudHost):
    host.gzips = True
    site = await cloud.console(host.id).network.default_site()
    assert len(await site.vouchers.list()) == 4
    with pytest.raises(NotFoundError) as caught:
        await site.vouchers.get("88f7af54-98f8-306a-a1c7-c9349722b1f6")
    assert caught.value.application == "network"


async def test_the_three_ids_of_a_site_are_kept_apart(cloud: CloudClient, host: CloudHost):
    known = next(site for site in await cloud.sites.list() if site.name == "Default")
    network = cloud.console(host.id).network
    there = await network.default_site()
    assert known.host_id == host.id
    assert there.site is not None
    assert known.meta is not None
    assert (known.meta.name, known.id == there.id) == (there.site.internal_reference, False)
    with pytest.raises(NotFoundError):
        await network.find_site(known.id)


async def test_a_502_of_the_query_tells_that_the_key_may_reach_none_of_the_sites(
    cloud: CloudClient, simulated: SimulatedCloud
):
    with pytest.raises(ServerError, match="reaches none of these sites") as caught:
        await cloud.isp_metrics.query("5m", [IspSite(host_id="h", site_id="s")])
    assert caught.value.status == 502
    assert len(simulated.requests) == 2  # once more, in case it was a bad gateway after all


async def test_a_query_by_post_reads_and_is_sent_again(simulated: SimulatedCloud, cloud: CloudClient):
    site = (await cloud.sites.list())[0]
    simulated.faults.add(Fault.drop(), "POST *")
    found = await cloud.isp_metrics.query("1h", [IspSite(host_id=site.host_id, site_id=site.id)])
    assert (found.is_partial, len(found.metrics[0].periods)) == (False, 720)
    async with simulated.connect(read_only=True) as reading:
        await reading.isp_metrics.query("1h", [IspSite(host_id=site.host_id, site_id=site.id)])
        with pytest.raises(MutationBlockedError):
            await reading.mobility.devices.rename("w", "d", "name")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5),
        ("5.37", 5.37),
        ("350ms", 0.35),
        ("1m0s", 60),
        ("Thu, 01 Jan 2026 00:02:00 GMT", 120),
        ("junk", 5.25),
        ("-1", 5.25),
        ("nan", 5.25),
        ("inf", 5.25),
        (None, 5.25),
    ],
)
async def test_a_retry_after_is_read_in_every_form_and_else_from_the_sentence(
    cloud: CloudClient, simulated: SimulatedCloud, header: str | None, seconds: float
):
    body = {
        "code": "rate_limit",
        "httpStatusCode": 429,
        "message": "rate limit exceeded, retry after 5.25s",
        "traceId": "t",
    }
    headers = {} if header is None else {"Retry-After": header}
    simulated.faults.add(Fault.status(429, body, headers), "GET /v1/hosts", 3)
    with pytest.raises(RateLimitedError) as caught:
        await cloud.hosts.list()
    assert caught.value.retry_after == pytest.approx(seconds)


async def test_hosts_are_named_in_a_query_with_brackets(cloud: CloudClient, simulated: SimulatedCloud, host: CloudHost):
    parts = await cloud.devices.list(host_ids=[host.id])
    assert [part.host_id for part in parts] == [host.id]
    assert [name for name, _ in simulated.requests[-1].query if name.startswith("host")] == ["hostIds[]"]


def test_an_address_with_a_path_that_would_stand_there_twice_is_refused():
    for address in ("https://api.ui.com/v1", "api.ui.com/v1", "http://api.ui.com"):
        with pytest.raises(ConfigurationError, match="host"):
            CloudClient(api_key="some-key", host=address)


async def test_pages_are_asked_for_by_size_and_token(cloud: CloudClient, simulated: SimulatedCloud):
    simulated.largest_page = 3
    await cloud.hosts.list()
    asked = [dict(request.query) for request in simulated.requests]
    assert [query["pageSize"] for query in asked] == ["500", "500"]
    assert "nextToken" not in asked[0]
    assert asked[1]["nextToken"] in simulated.tokens


@pytest.mark.parametrize(("status", "kind"), [(200, UnexpectedContentError), (502, ServerError), (503, ServerError)])
async def test_a_web_page_of_some_edge_is_no_answer(
    cloud: CloudClient, simulated: SimulatedCloud, status: int, kind: type[Exception]
):
    simulated.faults.add(Fault.body(EDGE, content_type="text/html", status=status), "GET /v1/hosts", None)
    with pytest.raises(kind):
        await cloud.hosts.list()


async def test_a_console_that_hangs_is_asked_twice_and_told_by_its_name(
    cloud: CloudClient, simulated: SimulatedCloud, host: CloudHost
):
    host.hangs, simulated.connector_seconds = True, 0.05
    with pytest.raises(ConsoleTimeoutError, match="offline or slow"):
        await cloud.console(host.id).network.info.get()
    assert len(simulated.requests) == 2


async def test_a_console_that_is_known_to_be_offline_need_not_be_asked(cloud: CloudClient, host: CloudHost):
    host.is_online = False
    assert (await cloud.hosts.get(host.id)).is_online is False


async def test_a_key_that_dies_is_told_from_a_console_that_is_not_reached(
    cloud: CloudClient, simulated: SimulatedCloud, host: CloudHost
):
    far = cloud.console(host.id)
    await far.network.info.get()
    simulated.keys.clear()
    for call in (far.network.info.get(), far.protect.meta.info(), cloud.hosts.get(host.id)):
        with pytest.raises(AuthenticationError, match=r"unifi\.ui\.com") as caught:
            await call
        assert not isinstance(caught.value, PermissionDeniedError)


async def test_cancelling_a_fan_out_leaves_no_task_and_no_session(simulated: SimulatedCloud, host: CloudHost):
    host.hangs = True
    before = asyncio.all_tasks()
    async with simulated.connect() as cloud:
        consoles = [cloud.console(host.id) for _ in range(10)]
        for far in consoles:
            await far.__aenter__()
        calls = [asyncio.create_task(far.network.info.get()) for far in consoles]
        await asyncio.sleep(0.2)
        for call in calls:
            call.cancel()
        done = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(each) for each in done} == {asyncio.CancelledError}
        session = cloud._app.transport._session
        for far in consoles:
            await far.close()
        assert session is not None
        assert not session.closed
    assert session.closed
    left = {task for task in asyncio.all_tasks() - before if "RequestHandler" not in repr(task)}
    assert left == set()
