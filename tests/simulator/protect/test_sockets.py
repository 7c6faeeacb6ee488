"""The two event streams of the simulated Protect application on the wire: who hears what, and how sockets end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.protect_browser import BASE, ProtectBrowser
from tests.support.raw_request import send_raw
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.devices import SimulatedDevice
from unifi_sdk.simulator.protect.sockets import QUEUE_SIZE


@pytest.fixture
def protect(console: SimulatedConsole) -> SimulatedProtect:
    return console.protect


@pytest.fixture
async def api(console: SimulatedConsole) -> AsyncIterator[ProtectBrowser]:
    async with aiohttp.ClientSession() as session:
        yield ProtectBrowser(console, session)


@pytest.fixture
def light(protect: SimulatedProtect) -> SimulatedDevice:
    return protect.find_device("Driveway")


async def refused(api: ProtectBrowser, stream: str = "devices") -> aiohttp.WSServerHandshakeError:
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        async with api.listen(stream):
            pytest.fail("the upgrade was accepted")
    return caught.value


@pytest.mark.parametrize("stream", ["devices", "events"])
async def test_a_new_socket_is_told_nothing_of_what_was_before(api, protect, light, stream):
    light.name = "Before"
    protect.start_event("motion", "Yard")
    async with api.listen(stream) as listener:
        assert protect.count_sockets(stream) == 1
        assert await listener.is_silent()


async def test_a_change_is_one_text_frame_with_nothing_but_what_changed(api, light):
    async with api.listen("devices") as listener:
        await api.call("PATCH", f"/v1/lights/{light.id}", json={"name": "Gate", "lightDeviceSettings": {"ledLevel": 6}})
        assert await listener.frame() == {
            "type": "update",
            "item": {"id": light.id, "modelKey": "light", "name": "Gate", "lightDeviceSettings": {"ledLevel": 6}},
        }


async def test_a_change_to_what_it_is_already_is_no_frame(api, light):
    async with api.listen("devices") as listener:
        await api.call("PATCH", f"/v1/lights/{light.id}", json={"name": light.name})
        assert await listener.is_silent()


async def test_a_device_that_comes_and_goes_is_told(api, protect):
    document = {**protect.find_device("Driveway").body(), "id": "66e0000000000000000000fe"}
    async with api.listen("devices") as listener:
        device = protect.add_device(document)
        protect.remove_devices(device.id)
        assert await listener.frames(2) == [
            {"type": "add", "item": document},
            {"type": "remove", "item": {"id": device.id, "modelKey": "light"}},
        ]
    assert (await api.call("GET", f"/v1/lights/{device.id}")).status == 404


async def test_a_removed_device_is_heard_of_no_more(api, protect, light):
    async with api.listen("devices") as listener:
        protect.remove_devices(light.id)
        light.name = "Gone"
        assert (await listener.frame())["type"] == "remove"
        assert await listener.is_silent()


def test_a_camera_has_to_be_a_camera(protect):
    with pytest.raises(ValueError, match="Camera"):
        protect.add_device({**protect.find_device("Yard").body(), "id": "x"})


async def test_several_devices_share_one_frame(api, protect):
    ids = [device.id for device in protect.devices_of("light").values()]
    async with api.listen("devices") as listener:
        protect.change_devices(ids, {"isDark": True})
        protect.remove_devices(*ids)
        item = {"id": ids, "modelKey": "light"}
        assert await listener.frames(2) == [
            {"type": "update", "item": {**item, "isDark": True}},
            {"type": "remove", "item": item},
        ]
    assert await api.get("/v1/lights") == []


async def test_the_two_streams_are_apart(api, protect, light):
    async with api.listen("devices") as devices, api.listen("events") as events:
        protect.start_event("motion", "Yard")
        light.name = "Other"
        assert (await devices.frame())["item"]["modelKey"] == "light"
        assert (await events.frame())["item"]["modelKey"] == "event"
        assert await devices.is_silent()
        assert await events.is_silent()


async def test_every_socket_of_a_stream_hears_the_same(api, light):
    async with api.listen("devices") as first, api.listen("devices") as second:
        light.name = "Other"
        assert await first.frame() == await second.frame()


async def test_anything_at_all_can_be_sent(api, protect):
    async with api.listen("devices") as devices, api.listen("events") as events:
        protect.push({"type": "update", "item": {"id": "1", "modelKey": "toaster"}})
        protect.push("not JSON")
        protect.push(b"\x00")
        protect.push({"type": "party"}, "events")
        assert (await devices.frame())["item"]["modelKey"] == "toaster"
        assert (await devices.socket.receive()).data == "not JSON"
        assert (await devices.socket.receive()).type is aiohttp.WSMsgType.BINARY
        assert await events.frame() == {"type": "party"}


async def test_what_is_held_back_is_delivered_in_order(api, protect, light):
    async with api.listen("devices") as listener:
        protect.pause_delivery()
        for number in range(3):
            light.name = str(number)
        assert await listener.is_silent()
        protect.resume_delivery()
        assert [frame["item"]["name"] for frame in await listener.frames(3)] == ["0", "1", "2"]


async def test_a_listener_that_lets_frames_pile_up_is_cut(api, protect):
    async with api.listen("devices") as listener:
        protect.pause_delivery()
        for number in range(QUEUE_SIZE + 2):
            protect.push(str(number))
        assert protect.count_sockets() == 0
        protect.resume_delivery()
        assert await listener.end() in (None, 1006)


async def test_dropped_sockets_end_without_a_close_frame(api, protect):
    async with api.listen("devices") as devices, api.listen("events") as events:
        assert protect.drop_sockets() == 2
        assert {await devices.end(), await events.end()} <= {None, 1006}
    assert protect.count_sockets() == 0
    async with api.listen("devices"):
        assert protect.count_sockets() == 1


async def test_ten_minutes_of_silence_end_a_socket(api, protect, clock: ManualClock):
    async with api.listen("devices") as listener:
        clock.advance(599)
        assert protect.cut_idle() == 0
        clock.advance(1)
        assert protect.cut_idle() == 1
        assert await listener.end() in (None, 1006)


async def test_a_silent_socket_is_cut_before_the_next_frame_and_misses_it(api, protect, clock, light):
    async with api.listen("devices") as listener:
        clock.advance(600)
        light.name = "Missed"
        assert protect.count_sockets() == 0
        assert await listener.end() in (None, 1006)


async def test_a_request_is_activity_at_which_silent_sockets_are_cut(api, protect, clock):
    async with api.listen("devices"):
        clock.advance(600)
        await api.get("/v1/nvrs")
        assert protect.count_sockets() == 0


async def test_a_frame_keeps_a_socket_alive(api, protect, clock, light):
    async with api.listen("devices") as listener:
        clock.advance(599)
        light.name = "Heard"
        await listener.frame()
        clock.advance(599)
        assert protect.cut_idle() == 0


async def test_a_ping_is_answered_and_keeps_a_socket_alive(api, protect, clock):
    async with api.listen("devices", autoping=False) as listener:
        clock.advance(599)
        await listener.socket.ping(b"there?")
        answer = await listener.socket.receive()
        assert (answer.type, answer.data) == (aiohttp.WSMsgType.PONG, b"there?")
        clock.advance(599)
        assert protect.cut_idle() == 0


async def test_a_socket_that_the_client_closes_is_forgotten(api, protect):
    async with api.listen("devices"):
        pass
    await api.get("/v1/nvrs")
    assert protect.count_sockets() == 0


async def test_an_upgrade_counts_as_a_request_and_over_the_limit_is_closed_with_1008(api, protect, clock):
    protect.rate_limit = 2
    async with api.listen("devices"):
        await api.get("/v1/nvrs")
        async with api.listen("events") as listener:
            assert await listener.end() == 1008
        assert protect.count_sockets() == 1
    clock.advance(1)
    async with api.listen("events"):
        assert (await api.call("GET", "/v1/nvrs")).status == 200
        assert (await api.call("GET", "/v1/nvrs")).status == 429


async def test_the_answer_to_an_upgrade_tells_what_is_left_of_the_limit(console, api):
    headers = {"X-API-KEY": console.api_key, "Connection": "upgrade", "Upgrade": "websocket",
               "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}  # fmt: skip
    pin = aiohttp.Fingerprint(bytes.fromhex(console.fingerprint("unifi")))
    url = f"https://{console.address}{BASE}/v1/subscribe/events"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, ssl=pin) as response:
        assert response.status == 101
        assert response.headers["RateLimit"] == '"10-in-1sec"; r=9; t=1'


@pytest.mark.parametrize("status", [401, 403, 500, 503])
async def test_upgrades_can_be_refused_and_let_in_again(api, protect, status):
    protect.refuse_sockets(status)
    assert (await refused(api)).status == status
    assert (await api.call("GET", "/v1/nvrs")).status == 200
    protect.refuse_sockets(None)
    async with api.listen("devices"):
        assert protect.count_sockets() == 1


async def test_an_upgrade_can_be_accepted_and_closed_at_once(api, protect):
    protect.refuse_sockets(1011)
    async with api.listen("devices") as listener:
        assert await listener.end() == 1011
    assert protect.count_sockets() == 0


async def test_a_key_that_was_revoked_opens_no_socket(api, protect):
    protect.api_keys.clear()
    assert (await refused(api)).status == 401


async def test_a_stream_is_no_page(api):
    answer = await api.call("GET", "/v1/subscribe/devices")
    assert (answer.status, answer.json["name"]) == (400, "API_ERROR")


async def test_sockets_are_closed_when_the_console_stops(console, api):
    async with api.listen("devices") as listener:
        ending = asyncio.create_task(listener.end())
        await console.stop()
        assert await ending == aiohttp.WSCloseCode.GOING_AWAY
    assert console.protect.count_sockets() == 0


async def test_a_console_stops_at_once_though_nobody_reads_the_sockets(console, api):
    async with api.listen("devices"), api.listen("events"), asyncio.timeout(2):
        await console.stop()


async def test_a_change_between_an_answer_and_its_delivery_is_told_first(api, protect, light):
    def change(operation: str) -> None:
        protect.before_answer = None
        light.name = f"during {operation}"

    async with api.listen("devices") as listener:
        protect.before_answer = change
        shown = await api.get("/v1/lights")
        assert shown[0]["name"] == "Driveway"
        assert (await listener.frame())["item"]["name"] == "during GET /v1/lights"
    assert protect.snapshot_truth()[light.id]["name"] == "during GET /v1/lights"


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("Upgrade: websocket",),
        ("Upgrade: websocket", "Connection: Upgrade"),
        ("Upgrade: other", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        ("Upgrade: websocket", "Sec-WebSocket-Version: 99", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: short"),
        ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: \xff"),
    ],
)
async def test_what_is_no_upgrade_is_refused_with_400(console, protect, headers):
    answer = await send_raw(console, f"GET {BASE}/v1/subscribe/devices", *headers, "Connection: close")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b'"API_ERROR"' in answer
    assert protect.count_sockets() == 0
