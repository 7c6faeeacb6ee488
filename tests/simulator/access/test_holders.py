"""The simulated Access application on the wire: what users and visitors open doors with."""

from __future__ import annotations

import io
import json as json_text

import pytest
import zxingcpp
from PIL import Image

from tests.support.access_api import HOUR, Api, new_visitor
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.access.pictures import qr_picture
from unifi_sdk.simulator.clock import ManualClock

BARE = {"code": "SUCCESS", "msg": "success"}
FREE, USED, ADAS = (sample_id(f"{name}-touch-pass") for name in ("free", "used", "ada"))
PASSES = "/credentials/touch_passes"
GUS, GUS_CODE = f"/visitors/{sample_id('gus')}", f"/credentials/qr_codes/download/{sample_id('gus')}"
ADA, BRUNO, ELIF = (f"/users/{sample_id(name)}" for name in ("ada", "bruno", "elif"))


def read_codes(picture: bytes) -> list[str]:
    """What a reader of bar codes finds in a picture."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


async def test_a_visitors_credentials_are_gone_when_the_visit_ends(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    path = f"/visitors/{(await new_visitor(api, clock))['id']}"
    await api.ok("PUT", f"{path}/pin_codes", {"pin_code": "57301208"})
    await api.ok("PUT", f"{path}/nfc_cards", {"token": sample_token("100005")})
    clock.advance(2 * HOUR)
    visitor = (await api.ok("GET", path))["data"]
    assert (visitor["pin_code"], visitor["nfc_cards"]) == (None, [])
    await api.ok("PUT", path, {"end_time": int(clock.now()) + HOUR})
    visitor = (await api.ok("GET", path))["data"]
    assert (visitor["status"], visitor["pin_code"], visitor["nfc_cards"]) == ("ACTIVE", None, [])


async def test_a_cancelled_visit_loses_its_credentials_and_takes_no_new_ones(api: Api) -> None:
    path = f"/visitors/{sample_id('fay')}"
    assert len((await api.ok("GET", path))["data"]["nfc_cards"]) == 1
    await api.ok("DELETE", path)
    assert (await api.ok("GET", path))["data"]["nfc_cards"] == []
    assert await api.refusal("PUT", f"{path}/pin_codes", {"pin_code": "57301208"}) == "CODE_OPERATION_FORBIDDEN"


@pytest.mark.parametrize("person", [ELIF, GUS])
async def test_plates_are_added_by_text_and_removed_by_id(api: Api, person: str) -> None:
    await api.ok("PUT", f"{person}/license_plates", ["abcd5"])
    assert await api.ok("PUT", f"{person}/license_plates", ["efge36", "abcd5"]) == {**BARE, "data": None}
    plates = (await api.data("GET", person))["license_plates"]
    assert [plate["credential"] for plate in plates] == ["abcd5", "efge36"]
    assert {(plate["credential_type"], plate["credential_status"]) for plate in plates} == {("license", "active")}
    path = f"{person}/license_plates/{plates[0]['id']}"
    assert await api.ok("DELETE", path) == {**BARE, "data": None}
    assert await api.refusal("DELETE", path) == "CODE_RESOURCE_NOT_FOUND"


async def test_plates_replace_what_is_there_when_told_so(api: Api, access: SimulatedAccess) -> None:
    access.plates_replace = True
    await api.ok("PUT", f"{ADA}/license_plates", ["abcd5"])
    assert [*access.users[sample_id("ada")].license_plates.values()] == ["abcd5"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"license_plates": ["abcd5"]}, "CODE_PARAMS_INVALID"),
        ([""], "CODE_PARAMS_INVALID"),
        (["EX 1001"], "CODE_OPERATION_FORBIDDEN"),
    ],
)
async def test_malformed_and_taken_plates_are_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("PUT", f"{ELIF}/license_plates", body) == code


async def test_a_pass_is_pending_once_it_is_assigned(api: Api) -> None:
    given = await api.data("PUT", f"{BRUNO}/touch_passes/{FREE}")
    assert (given["status"], given["user_id"], given["user_name"], given["user_status"]) == (
        "PENDING",
        sample_id("bruno"),
        "Bruno Sample",
        "",
    )
    assert (await api.data("GET", BRUNO))["touch_pass"]["id"] == FREE
    assert [item["id"] for item in await api.data("GET", f"{PASSES}/assignable")] == [USED]


@pytest.mark.parametrize(
    ("user", "touch_pass", "code"),
    [
        (ADA, FREE, "CODE_OPERATION_FORBIDDEN"),
        (BRUNO, ADAS, "CODE_OPERATION_FORBIDDEN"),
        (BRUNO, "unknown", "CODE_RESOURCE_NOT_FOUND"),
        ("/users/unknown", FREE, "CODE_USER_WORKER_NOT_EXISTS"),
    ],
)
async def test_one_free_pass_goes_to_one_user(api: Api, user: str, touch_pass: str, code: str) -> None:
    assert await api.refusal("PUT", f"{user}/touch_passes/{touch_pass}") == code


@pytest.mark.parametrize(("user", "touch_pass", "status"), [(ADA, ADAS, "SUSPENDED"), (BRUNO, FREE, "INACTIVE")])
async def test_an_unassigned_pass_is_suspended_if_a_phone_ever_had_it(
    api: Api, user: str, touch_pass: str, status: str
) -> None:
    if user == BRUNO:
        await api.ok("PUT", f"{user}/touch_passes/{touch_pass}")
    data = await api.data("DELETE", f"{user}/touch_passes/{touch_pass}")
    assert (data["status"], data["user_id"], data["user_name"], data["user_status"]) == (status, "", "", "ACTIVE")
    assert "touch_pass" not in await api.data("GET", user)


async def test_a_qr_code_is_assigned_without_a_body_and_a_phone_can_read_it(api: Api, access: SimulatedAccess) -> None:
    assert await api.ok("PUT", f"{GUS}/qr_codes") == {"code": "SUCCESS", "msg": "success", "data": None}
    assert (await api.data("GET", GUS))["has_qr_code"] is True
    kind, picture = await api.file("GET", GUS_CODE)
    assert kind == "image/png"
    assert read_codes(picture) == [access.visitors[sample_id("gus")].qr_code]


@pytest.mark.parametrize("text", ["1", "https://example.com/?a=b", "Größe und Ünïcödé", "x" * 400])
def test_a_qr_picture_says_what_it_was_made_of(text: str) -> None:
    assert read_codes(qr_picture(text)) == [text]


async def test_there_is_no_picture_without_a_qr_code(api: Api) -> None:
    assert await api.refusal("GET", GUS_CODE) == "CODE_RESOURCE_NOT_FOUND"
    await api.ok("PUT", f"{GUS}/qr_codes")
    assert await api.data("DELETE", f"{GUS}/qr_codes") is None
    assert await api.refusal("GET", GUS_CODE) == "CODE_RESOURCE_NOT_FOUND"
    assert await api.refusal("GET", "/credentials/qr_codes/download/unknown") == "CODE_NOT_EXISTS"


async def test_a_qr_code_ends_with_the_visit(api: Api, clock: ManualClock) -> None:
    await api.ok("PUT", f"{GUS}/qr_codes")
    clock.advance(28 * 3600)
    assert (await api.data("GET", GUS))["has_qr_code"] is False
    assert await api.refusal("PUT", f"{GUS}/qr_codes") == "CODE_OPERATION_FORBIDDEN"


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
