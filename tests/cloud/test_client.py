"""The entry to the cloud: what it takes, what it refuses, and what the models of its answers know."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cloud.conftest import client_with
from tests.support.clock import FakeClock
from unifi_sdk import (
    AuthenticationError,
    BadRequestError,
    CloudClient,
    ConfigurationError,
    ConflictError,
    CustomCA,
    Insecure,
    NotFoundError,
    Pinned,
    Safety,
    UntrustedCertificateError,
)
from unifi_sdk._core.codec import Codec, camel_case, snake_case
from unifi_sdk._core.model import is_personal
from unifi_sdk._core.transport import Transport
from unifi_sdk.cloud import MissingScopeError
from unifi_sdk.cloud.models import Host, IspSite, MobileDevice, SdWanApplyStatus, SdWanStatus, UserData
from unifi_sdk.simulator import CloudHost, CloudKey, Fault, ManualClock, SimulatedCloud

DAY = "a" * 64


def test_the_vendors_certificate_can_neither_be_pinned_nor_ignored():
    with pytest.warns(UserWarning, match="any certificate"):
        anything = Insecure(reason="a test")
    for tls in (Pinned(DAY), anything):
        with pytest.raises(ConfigurationError, match="tls"):
            CloudClient(api_key="some-key", tls=tls)
    CloudClient(api_key="some-key", tls=CustomCA("ca.pem"))


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(simulated: SimulatedCloud):
    async with CloudClient(api_key="some-key", host=simulated.address) as cloud:
        with pytest.raises(UntrustedCertificateError):
            await cloud.hosts.list()
    assert simulated.requests == []


def test_the_key_comes_from_the_environment():
    assert CloudClient.from_env({"UNIFI_CLOUD_API_KEY": "some-key"}).address == "api.ui.com:443"
    with pytest.raises(ConfigurationError, match="UNIFI_CLOUD_API_KEY"):
        CloudClient.from_env({})


async def test_a_wrong_key_is_told_where_the_right_one_is_made(simulated: SimulatedCloud, transport: Transport):
    cloud = client_with(simulated, transport, "key-of-a-console")
    with pytest.raises(
        AuthenticationError, match=r"unifi\.ui\.com > Settings > API Keys; one that was made on a console"
    ):
        await cloud.hosts.list()


async def test_a_trace_id_is_the_request_id_of_an_error(cloud: CloudClient):
    with pytest.raises(NotFoundError) as caught:
        await cloud.hosts.get("nothing:1")
    error = caught.value
    assert (error.application, error.code, error.known, len(error.request_id)) == ("cloud", "NOT_FOUND", True, 32)


async def test_hosts_and_sites_are_found_by_their_names(cloud: CloudClient, simulated: SimulatedCloud):
    assert (await cloud.hosts.find(name="Recorder")).runs("protect")
    simulated.add_host(name="Recorder")
    for name, error in (("Recorder", ConflictError), ("Nobody", NotFoundError)):
        with pytest.raises(error):
            await cloud.hosts.find(name=name)
    assert (await cloud.sites.find(name="Warehouse")).permission == "admin"


@pytest.mark.parametrize("spelled", ["{}{}{}{}{}{}", "{}:{}:{}:{}:{}:{}", "{}-{}-{}-{}-{}-{}", "{}{}.{}{}.{}{}"])
async def test_a_device_is_found_by_its_address_however_it_is_written(cloud: CloudClient, spelled: str):
    device = await cloud.devices.every().first()
    assert device is not None
    assert device.mac is not None
    written = spelled.format(*(device.mac.lower()[i : i + 2] for i in range(0, 12, 2)))
    assert device.has_mac(written)
    assert await cloud.devices.find(mac=written) == device


async def test_an_address_that_nobody_has_is_not_found(cloud: CloudClient):
    with pytest.raises(NotFoundError):
        await cloud.devices.find(mac="00:00:00:00:00:00")
    with pytest.raises(ConfigurationError, match="mac"):
        await cloud.devices.find(mac="nonsense")


async def test_the_parts_of_a_host_are_put_together(cloud: CloudClient, simulated: SimulatedCloud, host: CloudHost):
    part = '{"hostId": "h", "devices": [{"id": "%s"}, null]}'
    body = f'{{"data": [{part % 1}, null, {part % 2}], "httpStatusCode": 200, "traceId": "t"}}'
    simulated.faults.add(Fault.body(body.encode()), "GET /v1/devices", 2)
    assert [device.id for device in (await cloud.devices.by_host())["h"]] == ["1", "2"]
    listed = await cloud.devices.list()
    assert (len(listed), len(listed.undecodable)) == (2, 1)


async def test_each_device_comes_with_its_host(cloud: CloudClient, simulated: SimulatedCloud, host: CloudHost):
    part = '{"hostId": "h", "hostName": "H", "devices": [{"id": "%s"}, null]}'
    gone = '{"hostId": "gone", "devices": null}'
    body = f'{{"data": [{part % 1}, null, {gone}, {part % 2}], "httpStatusCode": 200, "traceId": "t"}}'
    simulated.faults.add(Fault.body(body.encode()), "GET /v1/devices")
    every = await cloud.devices.every()
    assert [(device.id, device.host_id, device.host_name) for device in every] == [("1", "h", "H"), ("2", "h", "H")]
    assert len(every.undecodable) == 4
    assert {device.host_id for device in await cloud.devices.every(host_ids=[host.id])} == {host.id}


async def test_hosts_without_devices_end_no_list(cloud: CloudClient, simulated: SimulatedCloud):
    pages = [("a", "[]"), ("b", "[]"), ("c", "[]"), ("", '[{"id": "1"}]')]
    for token, devices in pages:
        body = f'{{"data": [{{"hostId": "h", "devices": {devices}}}], "nextToken": "{token}", "traceId": "t"}}'
        simulated.faults.add(Fault.body(body.encode()), "GET /v1/devices")
    assert len(await cloud.devices.every()) == 1


async def test_devices_of_no_host_can_not_be_asked_for(cloud: CloudClient):
    for ids in ([], [""]):
        with pytest.raises(ConfigurationError, match="host_ids"):
            cloud.devices.list(host_ids=ids)
    with pytest.raises(ConfigurationError, match="host_ids"):
        cloud.devices.list(host_ids="one text")


async def test_a_time_is_sent_in_whole_seconds(cloud: CloudClient, simulated: SimulatedCloud):
    await cloud.devices.list(time=datetime(2026, 6, 15, 7, 21, 27, 900_000, UTC))
    assert ("time", "2026-06-15T07:21:27Z") in simulated.requests[-1].query
    with pytest.raises(ConfigurationError, match="time has no time zone"):
        cloud.devices.list(time=datetime(2026, 6, 15))


async def test_items_that_are_null_are_kept_aside_and_cost_nothing_else(cloud: CloudClient, simulated: SimulatedCloud):
    simulated.null_items = 2
    sites = await cloud.sites.list()
    assert (len(sites), len(sites.undecodable)) == (2, 2)


async def test_a_code_beside_a_success_is_logged_and_raises_nothing(
    cloud: CloudClient, simulated: SimulatedCloud, caplog: pytest.LogCaptureFixture
):
    simulated.upstream_code = "BAD_GATEWAY"
    assert len(await cloud.hosts.list()) == 4
    assert "BAD_GATEWAY" in caplog.text


async def test_a_host_that_is_blocked_says_so(cloud: CloudClient, host: CloudHost):
    host.is_blocked = True
    assert (await cloud.hosts.get(host.id)).is_blocked


async def test_whatever_a_host_reports_has_a_field(cloud: CloudClient):
    for host in await cloud.hosts.list():
        state, user = host.reported_state, host.user_data
        assert set(host.extra) <= {"registrationTime", "latestBackupTime", "reportedState", "userData"}
        assert set(state.extra if state else {}) <= {"deviceErrorCode", "firmware_version"}  # null
        assert set(user.extra if user else {}) == set()
        for controller in state.controllers if state else ():
            assert all(value is None for value in controller.extra.values())


async def test_who_and_where_somebody_is_is_masked(cloud: CloudClient, host: CloudHost, simulated: SimulatedCloud):
    found = await cloud.hosts.get(host.id)
    assert found.user_data is not None
    assert found.user_data.email == "owner@example.com"
    workspace = (await cloud.mobility.workspaces.list())[0]
    admins = await cloud.mobility.admins.list(workspace.workspace_id)
    router = (await cloud.mobility.devices.list(workspace.workspace_id))[0]
    whole = await cloud.mobility.devices.get(workspace.workspace_id, router.id)
    shown = repr([found, admins, whole]) + found._repr_html_() + admins._repr_html_()
    for personal in ("owner@example.com", "Olga Owner", "48.2082", "Vienna,", "text='Vienna'"):
        assert personal not in shown
    marked = {a.name for a in UserData.__attrs_attrs__ if is_personal(a)}
    assert marked == {"email", "full_name"}


@pytest.mark.parametrize(
    ("interval", "arguments", "word"),
    [
        ("5m", {"duration": "7d"}, "24h with periods of 5m"),
        ("1h", {"duration": "24h"}, "7d or 30d with 1h"),
        ("5m", {"duration": "24h", "begin": datetime(2026, 1, 1, tzinfo=UTC)}, "neither begin nor end"),
        (
            "5m",
            {"begin": datetime(2026, 1, 2, tzinfo=UTC), "end": datetime(2026, 1, 1, tzinfo=UTC)},
            "end comes before",
        ),
        ("5m", {"begin": datetime(2026, 1, 2)}, "begin has no time zone"),
    ],
)
async def test_metrics_can_not_be_asked_for_so(
    cloud: CloudClient, simulated: SimulatedCloud, interval: str, arguments: dict[str, object], word: str
):
    with pytest.raises(ConfigurationError, match=word):
        cloud.isp_metrics.list(interval, **arguments)  # type: ignore[arg-type]
    assert simulated.requests == []


async def test_metrics_have_the_periods_between_two_moments(cloud: CloudClient, clock: ManualClock):
    end = datetime.fromtimestamp(clock.now(), UTC)
    begin = end.replace(hour=0) if end.hour else datetime(2025, 12, 31, 22, tzinfo=UTC)
    metrics = await cloud.isp_metrics.list("1h", begin=begin, end=end)
    assert metrics[0].periods[0].metric_time == begin
    assert len(metrics[0].periods) == (end - begin).total_seconds() / 3600


async def test_a_query_for_sites_of_which_some_are_missing_is_partial(cloud: CloudClient):
    site = (await cloud.sites.list())[0]
    mine = IspSite(host_id=site.host_id, site_id=site.id)
    for asked in ([mine, IspSite(host_id="h", site_id="s")], [mine, mine]):
        found = await cloud.isp_metrics.query("5m", asked)
        assert (found.is_partial, len(found.metrics)) == (True, 1)
        assert found.message
    with pytest.raises(ConfigurationError, match="sites is empty"):
        await cloud.isp_metrics.query("5m", [])


async def test_a_configuration_of_which_the_cloud_shows_nothing_is_none(cloud: CloudClient, simulated: SimulatedCloud):
    simulated.sd_wan_configs["empty"] = simulated.sd_wan_statuses["empty"] = None
    assert await cloud.sd_wan_configs.get("empty") is None
    assert await cloud.sd_wan_configs.status("empty") is None
    with pytest.raises(NotFoundError):
        await cloud.sd_wan_configs.get("nothing")


async def test_a_status_is_read_in_either_case(cloud: CloudClient):
    config = (await cloud.sd_wan_configs.list())[0]
    status = await cloud.sd_wan_configs.status(config.id)
    assert status is not None
    hub = status.hubs[0]
    assert hub.apply_status == "OK"
    assert hub.apply_status is not None
    assert hub.apply_status.folded is SdWanApplyStatus.OK
    assert SdWanApplyStatus("soon").folded == "soon"
    assert (status.id, status.updated_at) == ("", datetime(2026, 1, 1, tzinfo=UTC))


def test_errors_of_an_sd_wan_may_be_texts_or_objects():
    document = {"id": "", "errors": ["text", {"code": 1}], "warnings": []}
    status = Codec(camel_case).decode(SdWanStatus, document)
    assert status.errors == ("text", {"code": 1})


async def test_routers_are_read_and_changed(cloud: CloudClient, simulated: SimulatedCloud):
    workspace = (await cloud.mobility.workspaces.list())[0]
    routers = cloud.mobility.devices
    router = (await routers.list(workspace.workspace_id))[0]
    wanted = (workspace.workspace_id, router.id)
    await routers.rename(*wanted, "Van 9")
    await routers.set_network(*wanted, host_address="192.168.7.1", dhcp_mode="none", dhcp_lease_time=0)
    await routers.set_wireless(*wanted, ssid="Van", password="correct horse")
    assert simulated.requests[-2].json == {"host_address": "192.168.7.1", "dhcp_mode": "none", "dhcp_lease_time": 0}
    changed = await routers.get(*wanted)
    assert (changed.name, changed.host_address, changed.wifi_ssid) == ("Van 9", "192.168.7.1", "Van")
    assert simulated.workspaces[workspace.workspace_id].passwords == {router.id: "correct horse"}
    assert [client.wifi_experience for client in await routers.clients(*wanted)] == [85, None]


async def test_a_router_can_not_be_changed_so(cloud: CloudClient, simulated: SimulatedCloud):
    routers = cloud.mobility.devices
    for call, word in (
        (routers.rename("w", "d", "x" * 33), "name must have 1 to 32 characters, not 33"),
        (routers.set_network("w", "d"), "nothing is to change"),
        (routers.set_network("w", "d", host_address="192.168.1"), "host_address is no IPv4 address"),
        (routers.set_network("w", "d", dhcp_lease_time=-1), "dhcp_lease_time must be at least 0"),
        (routers.set_wireless("w", "d", ssid="a", password="short"), "password must have 8 to 63 characters, not 5"),
    ):
        with pytest.raises(ConfigurationError, match=word) as caught:
            await call
        assert "short" not in str(caught.value)
    assert simulated.requests == []


async def test_a_router_without_a_fix_has_no_location(cloud: CloudClient):
    workspace = (await cloud.mobility.workspaces.list())[0]
    routers = await cloud.mobility.devices.list(workspace.workspace_id)
    found = [await cloud.mobility.devices.get(workspace.workspace_id, router.id) for router in routers]
    assert [router.location is None for router in found] == [False, True]
    assert found[0].location is not None
    assert found[0].location.last_updated == datetime(2026, 1, 1, tzinfo=UTC)


async def test_a_router_of_another_workspace_is_not_told_from_none(cloud: CloudClient):
    workspace = (await cloud.mobility.workspaces.list())[0]
    with pytest.raises(NotFoundError, match="another workspace"):
        await cloud.mobility.devices.get(workspace.workspace_id, "550e8400-e29b-41d4-a716-446655440000")
    with pytest.raises(BadRequestError, match="invalid device ID format"):
        await cloud.mobility.devices.get(workspace.workspace_id, "nonsense")


async def test_a_key_without_the_scope_is_told_which_it_lacks(cloud: CloudClient, simulated: SimulatedCloud):
    key: CloudKey = simulated.keys[simulated.api_key]
    workspace = (await cloud.mobility.workspaces.list())[0]
    key.scopes.discard("write:mobility")
    with pytest.raises(MissingScopeError, match="write:mobility"):
        await cloud.mobility.devices.rename(workspace.workspace_id, "d", "name")
    key.scopes.clear()
    with pytest.raises(MissingScopeError):
        await cloud.mobility.workspaces.list()


async def test_mobility_has_a_pace_of_its_own(cloud: CloudClient, fake_clock: FakeClock):
    for _ in range(20):
        await cloud.mobility.workspaces.list()
        await cloud.hosts.list()
    assert fake_clock.slept == []
    await cloud.hosts.list()
    assert fake_clock.slept == []
    await cloud.mobility.workspaces.list()
    assert sum(fake_clock.slept) == pytest.approx(0.75, abs=0.01)


async def test_a_long_list_of_mobility_is_read_to_its_end(cloud: CloudClient, simulated: SimulatedCloud):
    workspace = next(iter(simulated.workspaces.values()))
    sample = next(iter(workspace.devices.values()))
    for number in range(450):
        workspace.devices[f"{number:032x}"] = {**sample, "id": f"{number:032x}"}
    assert len(await cloud.mobility.devices.list(workspace.id)) == 452
    assert {dict(request.query)["limit"] for request in simulated.requests} == {"200"}


def test_an_empty_word_of_mobility_is_a_member():
    document = {"id": "d", "vpn_status": "", "wan_source": "", "location": None}
    router = Codec(snake_case).decode(MobileDevice, document)
    assert (router.vpn_status, router.wan_source) == ("", "")
    assert router.vpn_status is not None
    assert router.vpn_status.is_known


def test_a_controller_runs_by_its_flag_and_else_by_its_state():
    def host(**controller: object) -> Host:
        document = {"id": "h", "reportedState": {"controllers": [{"name": "network", **controller}]}}
        return Codec(camel_case).decode(Host, document)

    assert host(isRunning=True, isInstalled=True).runs("network") is True
    assert host(isRunning=False, state="active").runs("network") is False
    assert host(state="active").runs("network") is True
    assert host(isRunning=True, isInstalled=False).runs("network") is False
    assert host(isRunning=True).runs("protect") is False
    assert Codec(camel_case).decode(Host, {"id": "h"}).runs("network") is None


async def test_an_operation_without_a_method_is_called_by_its_name(cloud: CloudClient, simulated: SimulatedCloud):
    answer = await cloud.call("GET /v1/hosts", query={"pageSize": 1})
    assert isinstance(answer, list)
    assert len(answer) == 1
    with pytest.raises(NotFoundError):
        await cloud.call("GET /ea/hosts/{host_id}", host_id="a:b")
    assert simulated.requests[-1].path == "/ea/hosts/a:b"
    with pytest.raises(ConfigurationError, match="console has its own way"):
        await cloud.call("GET /v1/connector/consoles/x/proxy/network/integration/v1/info")


async def test_early_access_has_a_pace_of_its_own(cloud: CloudClient, fake_clock: FakeClock):
    for _ in range(20):
        with pytest.raises(NotFoundError):
            await cloud.call("GET /ea/hosts")
    assert fake_clock.slept == []
    with pytest.raises(NotFoundError):
        await cloud.call("GET /ea/hosts")
    assert sum(fake_clock.slept) == pytest.approx(0.75, abs=0.01)


async def test_a_query_by_post_may_be_called_a_read(simulated: SimulatedCloud):
    async with simulated.connect(read_only=True) as cloud:
        site = (await cloud.sites.list())[0]
        body = {"sites": [{"hostId": site.host_id, "siteId": site.id}]}
        answer = await cloud.call("POST /v1/isp-metrics/5m/query", body=body)
        assert isinstance(answer, dict)
        with pytest.raises(ConfigurationError, match="safety"):
            await cloud.call("PUT /v1/mobility/workspaces/a/devices/b", body={"name": "a"}, safety=Safety.READ)
