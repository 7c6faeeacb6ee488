"""The simulated Access application on the wire: PINs, cards and their enrolment, doors and emergencies."""

from __future__ import annotations

import json as json_text
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from unifi_sdk.simulator.access.application import BASE_PATH, SimulatedAccess, Tap
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.clock import ManualClock

READER, HUB = "00005e005302", "00005e005301"
SESSIONS = "/credentials/nfc_cards/sessions"
TOKENS = "/credentials/nfc_cards/tokens"
EMERGENCY = "/doors/settings/emergency"
ADA, BRUNO, ELIF = (f"/users/{sample_id(name)}" for name in ("ada", "bruno", "elif"))
MAIN, LOBBY, GATE, WORKSHOP, STORE = (
    f"/doors/{sample_id(name)}" for name in ("main-entrance", "lobby", "car-gate", "workshop", "store-room")
)
MINUTE = 60


class Api:
    def __init__(self, client: TestClient) -> None:
        self._client = client

    async def ok(self, method: str, path: str, json: object = None) -> dict:
        status, body = await self._send(method, path, json)
        assert (status, body["code"]) == (200, "SUCCESS")
        return body

    async def refusal(self, method: str, path: str, json: object = None) -> str:
        status, body = await self._send(method, path, json)
        assert status == 200
        assert set(body) == {"code", "msg"}
        return body["code"]

    async def relay(self, door: str) -> str:
        return (await self.ok("GET", door))["data"]["door_lock_relay_status"]

    async def rule(self, door: str) -> dict:
        return (await self.ok("GET", f"{door}/lock_rule"))["data"]

    async def session(self, **fields: object) -> str:
        body = await self.ok("POST", SESSIONS, {"device_id": READER, **fields})
        return f"{SESSIONS}/{body['data']['session_id']}"

    async def _send(self, method: str, path: str, json: object) -> tuple[int, dict]:
        headers = {"Authorization": "Bearer all"}
        async with self._client.request(method, BASE_PATH + path, json=json, headers=headers) as response:
            return response.status, await response.json()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    access = SimulatedAccess(clock)
    access.tokens = {"all": None}
    return access


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    app = web.Application()
    app.add_routes(access.routes())
    async with TestClient(TestServer(app)) as client:
        yield Api(client)
    await access.close()


# PINs


async def test_a_generated_pin_is_a_bare_text_of_digits(api: Api) -> None:
    pin = (await api.ok("POST", "/credentials/pin_codes"))["data"]
    assert len(pin) == 8
    assert pin.isdigit()


async def test_a_pin_is_stored_but_never_told(api: Api, access: SimulatedAccess) -> None:
    assert await api.ok("PUT", f"{ELIF}/pin_codes", {"pin_code": "57301208"}) == {"code": "SUCCESS", "msg": "success"}
    read = await api.ok("GET", ELIF)
    assert access.users[sample_id("elif")].pin_code == "57301208"
    assert len(read["data"]["pin_code"]["token"]) == 64
    assert "57301208" not in json_text.dumps(read)


async def test_a_pin_can_be_taken_away(api: Api) -> None:
    assert await api.ok("DELETE", f"{ADA}/pin_codes") == {"code": "SUCCESS", "msg": "success"}
    assert (await api.ok("GET", ADA))["data"]["pin_code"] is None


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("10012001", "CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST"),
        ("1234", "CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID"),
        ("1234567x", "CODE_PARAMS_INVALID"),
        (12345678, "CODE_PARAMS_INVALID"),
    ],
)
async def test_a_pin_must_be_free_and_of_the_right_length(api: Api, pin: object, code: str) -> None:
    assert await api.refusal("PUT", f"{ELIF}/pin_codes", {"pin_code": pin}) == code
    assert (await api.ok("GET", ELIF))["data"]["pin_code"] is None


async def test_a_pin_is_unique_over_users_and_visitors(api: Api) -> None:
    path = f"/visitors/{sample_id('fay')}/pin_codes"
    assert await api.refusal("PUT", path, {"pin_code": "10012001"}) == "CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST"


async def test_assigning_the_same_pin_again_is_a_system_error(api: Api) -> None:
    assert await api.refusal("PUT", f"{ADA}/pin_codes", {"pin_code": "10012001"}) == "CODE_SYSTEM_ERROR"


# Cards


async def test_cards_are_listed_with_their_holder_beside_the_user_object(api: Api) -> None:
    body = await api.ok("GET", f"{TOKENS}?page_size=12")
    assert (body["msg"], body["pagination"]) == ("succ", {"page_num": 1, "page_size": 5, "total": 5})
    by_id = {card["display_id"]: card for card in body["data"]}
    assert (by_id["100003"]["user_id"], by_id["100003"]["user_type"]) == (sample_id("bruno"), "USER")
    assert (by_id["100004"]["user"]["id"], by_id["100004"]["user_type"]) == (sample_id("fay"), "VISITOR")
    assert (by_id["100005"]["user_id"], by_id["100005"]["user_type"], by_id["100005"]["status"]) == ("", "", "pending")


async def test_a_card_of_somebody_else_is_only_taken_by_force(api: Api) -> None:
    token = sample_token("100003")
    assert await api.refusal("PUT", f"{ELIF}/nfc_cards", {"token": token}) == "CODE_CREDS_NFC_HAS_BIND_USER"
    await api.ok("PUT", f"{ELIF}/nfc_cards", {"token": token, "force_add": True})
    assert (await api.ok("GET", BRUNO))["data"]["nfc_cards"] == []
    assert (await api.ok("GET", ELIF))["data"]["nfc_cards"] == [{"id": "100003", "token": token, "type": "ua_card"}]


async def test_a_card_that_is_not_transferable_is_not_even_taken_by_force(api: Api) -> None:
    body = {"token": sample_token("100002"), "force_add": True}
    assert await api.refusal("PUT", f"{ELIF}/nfc_cards", body) == "CODE_CREDS_DISABLE_TRANSFER_UID_USER_NFC"


async def test_an_unassigned_card_is_free_for_the_next(api: Api) -> None:
    body = {"token": sample_token("100003")}
    assert await api.ok("PUT", f"{BRUNO}/nfc_cards/delete", body) == {"code": "SUCCESS", "msg": "success"}
    assert await api.refusal("PUT", f"{BRUNO}/nfc_cards/delete", body) == "CODE_RESOURCE_NOT_FOUND"
    await api.ok("PUT", f"{ELIF}/nfc_cards", body)


async def test_an_unknown_card_cannot_be_assigned(api: Api) -> None:
    assert await api.refusal("PUT", f"{ELIF}/nfc_cards", {"token": "0" * 64}) == "CODE_RESOURCE_NOT_FOUND"


async def test_an_assigned_card_cannot_be_deleted(api: Api) -> None:
    path = f"{TOKENS}/{sample_token('100003')}"
    assert await api.refusal("DELETE", path) == "CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE"


async def test_a_free_card_can_be_deleted(api: Api) -> None:
    path = f"{TOKENS}/{sample_token('100005')}"
    assert (await api.ok("DELETE", path))["data"] == "success"
    assert await api.refusal("GET", path) == "CODE_RESOURCE_NOT_FOUND"


# Enrolment


async def test_an_enrolment_has_no_card_until_one_is_held_to_the_reader(api: Api, access: SimulatedAccess) -> None:
    session = await api.session()
    assert await api.refusal("GET", session) == "CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY"
    token = access.tap()
    data = (await api.ok("GET", session))["data"]
    assert data == {"token": token, "card_id": access.cards[token or ""].display_id}
    await api.ok("PUT", f"{ELIF}/nfc_cards", {"token": token})


async def test_a_known_card_gives_its_own_token(api: Api, access: SimulatedAccess) -> None:
    session = await api.session()
    access.tap("100003", session.rpartition("/")[2])
    assert (await api.ok("GET", session))["data"] == {"token": sample_token("100003"), "card_id": "100003"}


async def test_a_card_cannot_be_held_to_a_reader_that_does_not_wait(access: SimulatedAccess) -> None:
    with pytest.raises(LookupError):
        access.tap()


async def test_an_enrolment_expires_by_the_clock(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    session = await api.session()
    clock.advance(access.session_seconds)
    assert await api.refusal("GET", session) == "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND"


async def test_a_removed_enrolment_is_gone(api: Api) -> None:
    session = await api.session()
    assert (await api.ok("DELETE", session))["data"] == "success"
    assert await api.refusal("GET", session) == "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (Tap.TOO_SHORT, "CODE_CREDS_NFC_CARD_PROVISION_FAILED"),
        (Tap.OTHER_SITE, "CODE_CREDS_NFC_CARD_IS_PROVISION"),
        (Tap.UNSUPPORTED, "CODE_CREDS_NFC_CARD_INVALID"),
    ],
)
async def test_an_enrolment_can_fail_and_be_tried_again(api: Api, access: SimulatedAccess, how: Tap, code: str) -> None:
    session = await api.session()
    assert access.tap(how=how) is None
    assert await api.refusal("GET", session) == code
    token = access.tap()
    assert (await api.ok("GET", session))["data"]["token"] == token


async def test_a_card_of_another_site_is_enrolled_when_the_session_resets_it(api: Api, access: SimulatedAccess) -> None:
    session = await api.session(reset_ua_card=True)
    token = access.tap(how=Tap.OTHER_SITE)
    assert (await api.ok("GET", session))["data"]["token"] == token


@pytest.mark.parametrize(
    ("device_id", "code"),
    [("00005e0053ff", "CODE_DEVICE_DEVICE_NOT_FOUND"), (HUB, "CODE_DEVICE_API_NOT_SUPPORTED")],
)
async def test_an_enrolment_needs_a_reader(api: Api, device_id: str, code: str) -> None:
    assert await api.refusal("POST", SESSIONS, {"device_id": device_id}) == code


async def test_an_enrolment_needs_a_reader_that_is_online(api: Api, access: SimulatedAccess) -> None:
    access.devices[READER].is_online = False
    assert await api.refusal("POST", SESSIONS, {"device_id": READER}) == "CODE_DEVICE_DEVICE_OFFLINE"


# Doors


async def test_doors_come_in_every_shape_that_consoles_send(api: Api) -> None:
    body = await api.ok("GET", "/doors")
    assert "pagination" not in body
    assert [door["door_position_status"] for door in body["data"]] == ["close", "open", "none", "", None]
    assert [door["is_bind_hub"] for door in body["data"]] == [True, True, True, True, False]
    assert ["extras" in door for door in body["data"]] == [True, False, True, False, False]


async def test_an_unlock_opens_the_lock_for_a_few_seconds(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    assert await api.relay(MAIN) == "lock"
    assert (await api.ok("PUT", f"{MAIN}/unlock"))["data"] == "success"
    assert await api.relay(MAIN) == "unlock"
    clock.advance(access.unlock_seconds)
    assert await api.relay(MAIN) == "lock"


async def test_every_unlock_is_recorded_with_what_was_sent(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    await api.ok("PUT", f"{MAIN}/unlock")
    clock.advance(1)
    actor = {"actor_id": "42", "actor_name": "Night shift", "extra": {"ticket": 7}}
    await api.ok("PUT", f"{MAIN}/unlock?reader_id={READER}&entry_method=in", actor)
    first, second = access.unlocks
    assert (first.actor_id, first.actor_name, first.extra) == (None, None, None)
    assert (second.actor_id, second.actor_name, second.extra) == ("42", "Night shift", {"ticket": 7})
    assert (second.reader_id, second.entry_method, second.time - first.time) == (READER, "in", 1)
    assert access.times_opened(sample_id("main-entrance")) == 2


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (f"{MAIN}/unlock", {"actor_id": "42"}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock", {"actor_name": "Night shift"}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock", {"extra": "text"}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock?entry_method=up", {}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock?reader_id=00005e0053ff", {}, "CODE_DEVICE_DEVICE_NOT_FOUND"),
        (f"{MAIN}/unlock?control_cmd=stop", {}, "CODE_DEVICE_API_NOT_SUPPORTED"),
        (f"{GATE}/unlock?control_cmd=lift", {}, "CODE_PARAMS_INVALID"),
        (f"{STORE}/unlock", {}, "CODE_DEVICE_DEVICE_NOT_FOUND"),
        ("/doors/unknown/unlock", {}, "CODE_RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_refused_unlock_opens_nothing(
    api: Api, access: SimulatedAccess, path: str, body: object, code: str
) -> None:
    assert await api.refusal("PUT", path, body) == code
    assert access.unlocks == []


async def test_a_door_whose_hub_is_offline_cannot_be_unlocked(api: Api, access: SimulatedAccess) -> None:
    access.devices[HUB].is_online = False
    assert await api.refusal("PUT", f"{MAIN}/unlock") == "CODE_DEVICE_DEVICE_OFFLINE"


async def test_a_gate_is_opened_stopped_and_closed(api: Api, access: SimulatedAccess) -> None:
    seen = []
    for command in ("open", "stop", "close"):
        await api.ok("PUT", f"{GATE}/unlock?control_cmd={command}")
        seen.append((await api.ok("GET", GATE))["data"]["door_position_status"])
    assert seen == ["open", "open", "close"]
    assert len(access.unlocks) == 3
    assert access.times_opened(sample_id("car-gate")) == 1


async def test_a_custom_rule_ends_after_its_minutes(api: Api, clock: ManualClock) -> None:
    assert (await api.ok("PUT", f"{MAIN}/lock_rule", {"type": "custom", "interval": 10}))["data"] == "success"
    assert await api.rule(MAIN) == {"type": "custom", "ended_time": int(clock.now()) + 10 * MINUTE}
    assert await api.relay(MAIN) == "unlock"
    clock.advance(10 * MINUTE)
    assert await api.rule(MAIN) == {"type": "", "ended_time": 0}
    assert await api.relay(MAIN) == "lock"


@pytest.mark.parametrize(("kind", "relay"), [("keep_unlock", "unlock"), ("keep_lock", "lock")])
async def test_a_keep_rule_lasts_until_it_is_reset(api: Api, clock: ManualClock, kind: str, relay: str) -> None:
    await api.ok("PUT", f"{MAIN}/lock_rule", {"type": kind})
    clock.advance(365 * 24 * 60 * MINUTE)
    assert ((await api.rule(MAIN))["type"], await api.relay(MAIN)) == (kind, relay)
    await api.ok("PUT", f"{MAIN}/lock_rule", {"type": "reset"})
    assert ((await api.rule(MAIN))["type"], await api.relay(MAIN)) == ("", "lock")


async def test_a_door_that_is_kept_locked_is_not_unlocked(api: Api, access: SimulatedAccess) -> None:
    await api.ok("PUT", f"{MAIN}/lock_rule", {"type": "keep_lock"})
    assert await api.refusal("PUT", f"{MAIN}/unlock") == "CODE_OPERATION_FORBIDDEN"
    assert access.unlocks == []


async def test_a_schedule_keeps_a_door_open_until_it_is_ended_early(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    end = int(access.doors[sample_id("lobby")].schedule_until)
    assert (await api.rule(LOBBY), await api.relay(LOBBY)) == ({"type": "schedule", "ended_time": end}, "unlock")
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "lock_early"})
    assert (await api.rule(LOBBY), await api.relay(LOBBY)) == ({"type": "lock_early", "ended_time": end}, "lock")
    clock.advance(end - clock.now())
    assert await api.rule(LOBBY) == {"type": "", "ended_time": 0}


async def test_lock_early_leaves_a_temporary_unlock_and_lock_now_ends_both(api: Api) -> None:
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "custom", "interval": 10})
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "lock_early"})
    assert ((await api.rule(LOBBY))["type"], await api.relay(LOBBY)) == ("custom", "unlock")
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "lock_now"})
    assert ((await api.rule(LOBBY))["type"], await api.relay(LOBBY)) == ("lock_now", "lock")


@pytest.mark.parametrize(
    "body", [{"type": "custom"}, {"type": "custom", "interval": 0}, {"type": "schedule"}, {"interval": 5}]
)
async def test_a_malformed_rule_is_refused(api: Api, body: object) -> None:
    assert await api.refusal("PUT", f"{MAIN}/lock_rule", body) == "CODE_PARAMS_INVALID"


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_an_old_hub_takes_no_rules(api: Api, method: str) -> None:
    body = {"type": "reset"} if method == "PUT" else None
    assert await api.refusal(method, f"{WORKSHOP}/lock_rule", body) == "CODE_DEVICE_API_NOT_SUPPORTED"


async def test_an_evacuation_opens_every_door_with_a_hub(api: Api) -> None:
    assert (await api.ok("PUT", EMERGENCY, {"lockdown": False, "evacuation": True}))["data"] == "success"
    assert (await api.ok("GET", EMERGENCY))["data"] == {"lockdown": False, "evacuation": True}
    doors = (await api.ok("GET", "/doors"))["data"]
    assert [door["door_lock_relay_status"] for door in doors] == ["unlock"] * 4 + ["lock"]


async def test_a_lockdown_locks_every_door_and_refuses_to_unlock(api: Api) -> None:
    await api.ok("PUT", EMERGENCY, {"lockdown": True, "evacuation": False})
    doors = (await api.ok("GET", "/doors"))["data"]
    assert {door["door_lock_relay_status"] for door in doors} == {"lock"}
    assert await api.refusal("PUT", f"{MAIN}/unlock") == "CODE_OPERATION_FORBIDDEN"


async def test_an_emergency_flag_that_is_left_out_becomes_false(api: Api) -> None:
    await api.ok("PUT", EMERGENCY, {"lockdown": True})
    await api.ok("PUT", EMERGENCY, {"evacuation": True})
    assert (await api.ok("GET", EMERGENCY))["data"] == {"lockdown": False, "evacuation": True}
