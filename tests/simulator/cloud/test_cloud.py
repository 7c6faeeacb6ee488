"""The simulated cloud, asked without the SDK: what it refuses it refuses in the vendor's words, and its limits hold."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from unifi_sdk.simulator import Fault, ManualClock, SimulatedCloud, SimulatedConsole


@pytest.fixture
async def console() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        yield console


@pytest.fixture
async def cloud(console: SimulatedConsole) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(consoles=[console], clock=ManualClock(), seed=True) as cloud:
        yield cloud


class Asking:
    """Requests to the cloud, with a key."""

    def __init__(self, cloud: SimulatedCloud, session: aiohttp.ClientSession) -> None:
        self._cloud = cloud
        self._session = session
        self._tls = ssl.create_default_context(cadata=cloud.ca_pem.decode())

    async def __call__(self, path: str, verb: str = "GET", *, key: str = "", **options: Any) -> tuple[int, Any, Any]:
        sending = self._session.request(
            verb,
            f"https://{self._cloud.address}{path}",
            headers={"X-API-KEY": key or self._cloud.api_key, **options.pop("headers", {})},
            ssl=self._tls,
            server_hostname="api.ui.com",
            **options,
        )
        async with sending as answer:
            raw = await answer.read()
            return answer.status, (await answer.json() if raw[:1] in (b"{", b"[") else raw), answer.headers


@pytest.fixture
async def ask(cloud: SimulatedCloud) -> AsyncIterator[Asking]:
    async with aiohttp.ClientSession() as session:
        yield Asking(cloud, session)


def below(cloud: SimulatedCloud, path: str) -> str:
    return f"/v1/connector/consoles/{next(iter(cloud.hosts))}{path}"


async def test_a_list_is_in_an_envelope(ask: Asking):
    status, body, _ = await ask("/v1/hosts?pageSize=2")
    assert status == 200
    assert body.keys() == {"data", "httpStatusCode", "traceId", "nextToken"}
    assert len(body["data"]) == 2


@pytest.mark.parametrize(
    ("path", "status", "code", "message"),
    [
        ("/v1/hosts?pageSize=x", 400, "parameter_invalid", "invalid pageSize: x"),
        ("/v1/hosts?pageSize=0", 400, "parameter_invalid", "invalid pageSize: 0"),
        ("/v1/hosts?nextToken=x", 400, "parameter_invalid", "invalid nextToken"),
        ("/v1/hosts/x", 404, "NOT_FOUND", "thing not found: x"),
        ("/v1/sites/x/health", 404, "NOT_FOUND", "thing not found: /v1/sites/x/health"),
        ("/v1/v1/sites", 404, "NOT_FOUND", "thing not found: /v1/v1/sites"),
        ("/v1/devices?time=2024-04-24", 400, "parameter_invalid", "invalid time format: 2024-04-24"),
        ("/v1/isp-metrics/2h", 400, "parameter_invalid", "invalid type: 2h"),
        ("/v1/isp-metrics/5m?duration=7d", 400, "parameter_invalid", "invalid duration: 7d"),
        (
            "/v1/isp-metrics/5m?beginTimestamp=2024-06-30",
            400,
            "parameter_invalid",
            "invalid beginTimestamp format: 2024-06-30",
        ),
        ("/v1/sd-wan-configs/x", 404, "not_found", "config not found"),
        ("/v1/mobility/workspaces/x/devices", 400, "upstream_error", "Bad Request"),
    ],
)
async def test_what_can_not_be_is_refused_in_the_vendors_words(
    ask: Asking, path: str, status: int, code: str, message: str
):
    answered, body, _ = await ask(path)
    assert (answered, body["httpStatusCode"], body["code"], body["message"]) == (status, status, code, message)
    assert body["traceId"]


async def test_a_key_of_the_console_is_none_of_the_cloud(ask: Asking, console: SimulatedConsole):
    status, body, _ = await ask("/v1/hosts", key=console.api_key)
    assert (status, body["code"]) == (401, "unauthorized")


async def test_parameters_that_the_vendor_does_not_have_are_ignored(ask: Asking):
    _, body, _ = await ask("/v1/hosts?limit=1&offset=3")
    assert len(body["data"]) == 4
    _, body, _ = await ask("/v1/devices?hostIds=nothing")
    assert body["data"]
    _, body, _ = await ask("/v1/devices?hostIds%5B%5D=nothing")
    assert body["data"] == []


async def test_a_429_has_whole_seconds_in_the_header_and_all_of_them_in_the_sentence(
    ask: Asking, cloud: SimulatedCloud
):
    cloud.requests_a_minute = 2
    await ask("/v1/hosts")
    cloud.clock.advance(54.627)  # type: ignore[attr-defined]
    await ask("/v1/sites")
    status, body, headers = await ask("/v1/devices")
    assert (status, body["code"], headers["Retry-After"]) == (429, "rate_limit", "6")
    assert body["message"].startswith("rate limit exceeded, retry after 5.37")
    cloud.clock.advance(6)  # type: ignore[attr-defined]
    assert (await ask("/v1/devices"))[0] == 200


async def test_mobility_counts_for_itself(ask: Asking, cloud: SimulatedCloud):
    cloud.mobility_requests_a_minute = 1
    assert (await ask("/v1/mobility/workspaces"))[0] == 200
    assert (await ask("/v1/mobility/workspaces"))[0] == 429
    assert (await ask("/v1/hosts"))[0] == 200


async def test_a_console_counts_for_itself(ask: Asking, cloud: SimulatedCloud, console: SimulatedConsole):
    cloud.console_requests_a_minute = 1
    other = cloud.add_host(console)
    path = "/proxy/network/integration/v1/info"
    assert [(await ask(below(cloud, path)))[0] for _ in range(2)] == [200, 429]
    assert (await ask(f"/v1/connector/consoles/{other.id}{path}"))[0] == 200


async def test_the_connector_takes_a_path_with_and_without_proxy(ask: Asking, cloud: SimulatedCloud):
    for path in ("/proxy/network/integration/v1/info", "/network/integration/v1/info"):
        assert (await ask(below(cloud, path)))[1] == {"applicationVersion": "10.5.66"}


@pytest.mark.parametrize("path", ["/proxy/proxy/network/integration/v1/info", "/proxy/access/api/v1/developer/doors"])
async def test_what_no_application_serves_is_refused_by_the_console(ask: Asking, cloud: SimulatedCloud, path: str):
    status, body, _ = await ask(below(cloud, path))
    assert (status, "traceId" in body) == (404, False)


async def test_the_connector_opens_no_socket(ask: Asking, cloud: SimulatedCloud):
    headers = {"Connection": "Upgrade", "Upgrade": "websocket"}
    status, body, _ = await ask(below(cloud, "/proxy/protect/integration/v1/subscribe/devices"), headers=headers)
    assert (status, body["message"]) == (400, "path is invalid")


async def test_a_body_loses_the_header_that_says_it_is_compressed(ask: Asking, cloud: SimulatedCloud):
    next(iter(cloud.hosts.values())).gzips = True
    _, body, headers = await ask(below(cloud, "/proxy/network/integration/v1/info"))
    assert body.startswith(b"\x1f\x8b")
    assert "Content-Encoding" not in headers
    assert headers["Content-Type"].startswith("application/json")


async def test_a_request_that_takes_too_long_is_ended(ask: Asking, cloud: SimulatedCloud, console: SimulatedConsole):
    cloud.connector_seconds = 0.05
    console.faults.add(Fault.delay(5), "GET *")
    status, body, _ = await ask(below(cloud, "/proxy/network/integration/v1/info"))
    assert (status, body["code"], body["message"]) == (408, "DeviceTimeout", "Device connection timeout")


async def test_an_answer_may_be_replaced_after_the_request_was_carried_out(ask: Asking, cloud: SimulatedCloud):
    workspace = next(iter(cloud.workspaces.values()))
    device = next(iter(workspace.devices))
    cloud.faults.add(Fault.answer_instead(502, {"code": "bad_gateway"}), "PUT *")
    path = f"/v1/mobility/workspaces/{workspace.id}/devices/{device}"
    assert (await ask(path, "PUT", json={"name": "Van 7"}))[0] == 502
    assert workspace.devices[device]["name"] == "Van 7"


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("", {"name": ""}, "name must be between 1 and 32 characters"),
        ("", {}, "name must be between 1 and 32 characters"),
        ("/network", {"host_address": "1.2.3"}, "host_address is not a valid IPv4 address"),
        ("/network", {"dhcp_mode": "maybe"}, "dhcp_mode must be one of dhcp, none"),
        ("/network", {"dhcp_lease_time": -1}, "dhcp_lease_time must not be negative"),
        ("/wireless", {"ssid": "a", "password": "short"}, "password must be between 8 and 63 characters"),
        ("/wireless", {"password": "long enough"}, "ssid must be between 1 and 32 characters"),
    ],
)
async def test_a_router_takes_nothing_else(ask: Asking, cloud: SimulatedCloud, path: str, body: Any, message: str):
    workspace = next(iter(cloud.workspaces.values()))
    router = f"/v1/mobility/workspaces/{workspace.id}/devices/{next(iter(workspace.devices))}"
    status, answer, _ = await ask(router + path, "PUT", json=body)
    assert (status, answer["code"], answer["message"]) == (400, "upstream_error", message)


async def test_whoever_only_views_a_workspace_changes_nothing(ask: Asking, cloud: SimulatedCloud):
    viewer = cloud.add_account("viewer@example.com")
    key = cloud.add_key(viewer)
    workspace = cloud.add_workspace("Another")
    path = f"/v1/mobility/workspaces/{workspace.id}/devices"
    assert (await ask(path, key=key.text))[0] == 403
    workspace.viewers[viewer.id] = viewer
    assert (await ask(path, key=key.text))[0] == 200
    status, body, _ = await ask(f"{path}/550e8400-e29b-41d4-a716-446655440000", "PUT", key=key.text, json={"name": "a"})
    assert (status, body["message"]) == (403, "insufficient permissions")
    admins = (await ask(f"/v1/mobility/workspaces/{workspace.id}/admins"))[1]["data"]
    assert [admin["permissions"]["umr"] for admin in admins] == ["ALL", "VIEW_ONLY"]


async def test_a_trace_id_that_was_given_comes_back(ask: Asking):
    _, body, _ = await ask("/v1/mobility/workspaces", headers={"X-Request-ID": "mine"})
    assert body["traceId"] == "mine"


async def test_the_record_shows_no_key(ask: Asking, cloud: SimulatedCloud):
    await ask("/v1/hosts")
    assert cloud.requests[-1].headers["X-API-KEY"] == "***"


async def test_it_starts_again_and_keeps_its_state(cloud: SimulatedCloud):
    hosts = list(cloud.hosts)
    await cloud.stop()
    with pytest.raises(RuntimeError):
        cloud.ca_pem  # noqa: B018 - it raises
    await cloud.start()
    await cloud.start()
    assert list(cloud.hosts) == hosts
    before = {task for task in asyncio.all_tasks() if "Cloud" in repr(task)}
    assert before == set()


def test_a_cloud_may_have_nothing_but_its_consoles():
    assert SimulatedCloud().hosts == {}


async def test_the_fixture_is_a_cloud_with_one_console(
    simulated_cloud: SimulatedCloud, simulated_console: SimulatedConsole
):
    (host,) = simulated_cloud.hosts.values()
    assert host.console is simulated_console
    assert simulated_cloud.clock is simulated_console.clock
