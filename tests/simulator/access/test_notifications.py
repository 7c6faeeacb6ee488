"""The simulated Access application's notification socket: handshake, greetings, events, and how it fails."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.support.access_api import Api, until
from unifi_sdk.simulator.access.application import BASE_PATH, DoorbellReason, SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock

SOCKET = "/devices/notifications"
HUB, READER = "00005e005301", "00005e005302"
MAIN = sample_id("main-entrance")
HELLO = '"Hello"\n'


@pytest.fixture
async def socket(api: Api, access: SimulatedAccess) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with api.listen() as socket:
        assert json.loads(await text(socket))["event"] == "access.base.info"
        yield socket


async def text(socket: aiohttp.ClientWebSocketResponse) -> str:
    return await socket.receive_str(timeout=2)


async def event(socket: aiohttp.ClientWebSocketResponse, name: str) -> Any:
    """The next event of this name."""
    while True:
        frame = json.loads(await text(socket))
        if frame != "Hello" and frame["event"] == name:
            return frame


# Handshake


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        (None, 401, "CODE_AUTH_FAILED"),
        ("wrong", 401, "CODE_ACCESS_TOKEN_INVALID"),
        ("doors", 403, "CODE_UNAUTHORIZED"),
    ],
)
async def test_a_socket_needs_a_token_like_any_operation(
    api: Api, access: SimulatedAccess, token: str | None, status: int, code: str
) -> None:
    access.tokens["doors"] = {"view:space"}
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await api.client.ws_connect(BASE_PATH + SOCKET, headers=headers)
    assert caught.value.status == status
    assert (await api.send("GET", SOCKET, headers=headers))[1]["code"] == code


async def test_a_request_that_is_no_handshake_is_http_400(api: Api) -> None:
    status, body = await api.send("GET", SOCKET)
    assert (status, body["code"]) == (400, "CODE_PARAMS_INVALID")


async def test_the_first_event_counts_the_log(api: Api) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    async with api.listen() as socket:
        first = json.loads(await text(socket))
    assert (first["event"], first["data"]) == ("access.base.info", {"top_log_count": 1})
    assert (first["receiver_id"], first["save_to_history"]) == ("", False)


# Hello


async def test_hello_is_a_json_text_with_a_newline_every_five_seconds_of_the_clock(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess, clock: ManualClock
) -> None:
    for _ in range(2):
        clock.advance(5)
        assert await text(socket) == HELLO


async def test_hellos_stop_and_go_on(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess, clock: ManualClock
) -> None:
    access.stop_hellos()
    clock.advance(60)
    with pytest.raises(TimeoutError):
        await socket.receive_str(timeout=0.1)
    access.resume_hellos()
    assert await text(socket) == HELLO


# Events


async def test_an_unlock_is_pushed_as_unlock_log_insight_and_new_state(
    socket: aiohttp.ClientWebSocketResponse, api: Api, clock: ManualClock, access: SimulatedAccess
) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    unlock = await event(socket, "access.data.device.remote_unlock")
    assert (unlock["event_object_id"], unlock["data"]["unique_id"]) == (HUB, MAIN)
    added = (await event(socket, "access.logs.add"))["data"]["_source"]["event"]
    insight = (await event(socket, "access.logs.insights.add"))["data"]
    assert (insight["log_key"], insight["published"]) == (added["log_key"], added["published"])
    update = (await event(socket, "access.data.v2.location.update"))["data"]
    assert (update["id"], update["state"]["lock"]) == (MAIN, "unlocked")
    clock.advance(access.unlock_seconds)
    assert (await event(socket, "access.data.v2.location.update"))["data"]["state"]["lock"] == "locked"


async def test_a_door_that_is_moved_is_pushed_without_a_request(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess
) -> None:
    access.doors[MAIN].position = "open"
    state = (await event(socket, "access.data.v2.location.update"))["data"]["state"]
    assert (state["dps"], state["dps_connected"], state["emergency"]) == (
        "open",
        True,
        {"software": "none", "hardware": "none"},
    )


@pytest.mark.parametrize(("rule", "field"), [("keep_lock", "remain_lock"), ("keep_unlock", "remain_unlock")])
async def test_a_rule_is_part_of_the_pushed_state(
    socket: aiohttp.ClientWebSocketResponse, api: Api, rule: str, field: str
) -> None:
    await api.ok("PUT", f"/doors/{MAIN}/lock_rule", {"type": rule})
    state = (await event(socket, "access.data.v2.location.update"))["data"]["state"]
    assert state[field]["type"] == rule


async def test_a_doorbell_is_pushed_with_its_request_and_its_end(
    socket: aiohttp.ClientWebSocketResponse, api: Api, access: SimulatedAccess
) -> None:
    await api.ok("POST", f"/devices/{READER}/doorbell", {"room_name": ""})
    view = (await event(socket, "access.remote_view"))["data"]
    assert (view["device_id"], view["door_name"], view["connected_uah_id"]) == (READER, "Main Entrance", HUB)
    assert (len(view["request_id"]), view["floor_name"], view["reason_code"]) == (32, "1F", 0)
    assert MAIN not in view.values()
    access.end_ring(DoorbellReason.ANSWERED_ELSEWHERE, view["request_id"])
    change = (await event(socket, "access.remote_view.change"))["data"]
    assert change == {"reason_code": 400, "remote_call_request_id": view["request_id"]}


async def test_a_doorbell_that_nobody_answers_times_out_by_the_clock(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess, clock: ManualClock
) -> None:
    access.ring(READER)
    clock.advance(access.ring_seconds)
    assert (await event(socket, "access.remote_view.change"))["data"]["reason_code"] == 105


async def test_an_emergency_is_pushed_as_a_setting(socket: aiohttp.ClientWebSocketResponse, api: Api) -> None:
    await api.ok("PUT", "/doors/settings/emergency", {"lockdown": True, "evacuation": False})
    assert (await event(socket, "access.data.setting.update"))["data"] == {"lockdown": True, "evacuation": False}
    state = (await event(socket, "access.data.v2.location.update"))["data"]["state"]
    assert (state["lock"], state["emergency"]["software"]) == ("locked", "lockdown")


async def test_a_device_that_goes_offline_is_pushed_with_nulls(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess
) -> None:
    access.devices[READER].is_online = False
    data = (await event(socket, "access.data.v2.device.update"))["data"]
    assert (data["id"], data["online"], data["cap"], data["category"]) == (READER, False, None, None)


async def test_a_request_to_enter_is_pushed_as_a_door_bell(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess
) -> None:
    access.ask_to_enter(MAIN)
    assert (await event(socket, "access.hw.door_bell"))["data"]["door_name"] == "Main Entrance"


async def test_anything_can_be_pushed_to_every_open_socket(
    socket: aiohttp.ClientWebSocketResponse, api: Api, access: SimulatedAccess
) -> None:
    async with api.listen() as other:
        await event(other, "access.base.info")
        assert access.socket_count == 2
        access.push({"event": "access.new", "data": {}})
        access.push_text("{broken")
        for listener in (socket, other):
            assert (await event(listener, "access.new"))["data"] == {}
            assert await text(listener) == "{broken"


# Ends


async def test_dropped_sockets_end_without_a_goodbye_and_new_ones_are_welcome(
    socket: aiohttp.ClientWebSocketResponse, api: Api, access: SimulatedAccess
) -> None:
    access.drop_sockets()
    end = await socket.receive(timeout=2)
    assert end.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSING)
    assert socket.close_code in (None, 1006)
    async with api.listen() as again:
        await event(again, "access.base.info")
        assert access.socket_count == 1


async def test_a_client_that_leaves_is_forgotten(
    socket: aiohttp.ClientWebSocketResponse, access: SimulatedAccess
) -> None:
    await socket.close()
    await until(lambda: access.socket_count == 0)


@pytest.mark.parametrize("answers", [True, False])
async def test_pings_are_answered_or_not(api: Api, access: SimulatedAccess, answers: bool) -> None:
    access.notifications.answers_pings = answers
    async with api.listen(autoping=False) as socket:
        await event(socket, "access.base.info")
        await socket.ping()
        access.push({"event": "access.after", "data": {}})
        seen = [(await socket.receive(timeout=2)).type for _ in range(2 if answers else 1)]
    assert (aiohttp.WSMsgType.PONG in seen) == answers


async def test_closing_leaves_no_task_and_no_socket(
    socket: aiohttp.ClientWebSocketResponse, api: Api, access: SimulatedAccess
) -> None:
    hook = {"endpoint": "http://127.0.0.1:9/", "name": "Test", "events": ["access.door.unlock"]}
    await api.ok("POST", "/webhooks/endpoints", hook)
    assert [task for task in asyncio.all_tasks() if "_tick" in repr(task)]
    await access.close()
    await until(lambda: access.socket_count == 0)
    assert not [task for task in asyncio.all_tasks() if "_tick" in repr(task) or "_Line.send" in repr(task)]
