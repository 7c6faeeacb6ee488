"""The simulated Access application on the wire: PINs and cards."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api, form
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.credentials import NFC_ID
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token

CARD = f"/credentials/nfc_cards/tokens/{sample_token('100005')}"
IMPORT = "/credentials/nfc_cards/import"
TOKENS = "/credentials/nfc_cards/tokens"


async def test_the_alias_of_a_card_is_changed(api: Api) -> None:
    assert await api.data("PUT", CARD, {"alias": "Spare"}) == "success"
    assert await api.data("PUT", CARD, {}) == "success"
    assert (await api.data("GET", CARD))["alias"] == "Spare"


async def test_imported_cards_can_be_assigned(api: Api) -> None:
    rows = await api.data("POST", IMPORT, data=form(file=b"068E2836,gate\r\n068E2839\r\n"))
    assert [(row["nfc_id"], row["alias"], len(row["token"])) for row in rows] == [
        ("068E2836", "gate", 64),
        ("068E2839", "", 64),
    ]
    await api.ok("PUT", f"/users/{sample_id('elif')}/nfc_cards", {"token": rows[0]["token"]})


async def test_a_line_that_cannot_be_imported_has_an_empty_token(api: Api, access: SimulatedAccess) -> None:
    await api.ok("POST", IMPORT, data=form(file=b"068E2836,gate\n"))
    rows = await api.data("POST", IMPORT, data=form(file=b"068E2836,again\n068e2837,lower\n068E2838,good\n"))
    assert [bool(row["token"]) for row in rows] == [False, False, True]
    assert len(access.cards) == 7


@pytest.mark.parametrize(
    "content", [b"068E2836,a\n068E2837,a\n", b"068E2836,taken\n", b"\n", b"\xff\xfe\n", b'"068E2836']
)
async def test_an_import_with_a_double_alias_or_no_csv_fails_whole(
    api: Api, access: SimulatedAccess, content: bytes
) -> None:
    await api.ok("PUT", CARD, {"alias": "taken"})
    assert await api.refusal("POST", IMPORT, data=form(file=content)) == "CODE_PARAMS_INVALID"
    assert len(access.cards) == 5


async def test_a_generated_pin_is_a_bare_text_of_digits(api: Api) -> None:
    pin = (await api.ok("POST", "/credentials/pin_codes"))["data"]
    assert len(pin) == 8
    assert pin.isdigit()


async def test_cards_are_listed_with_their_holder_beside_the_user_object(api: Api) -> None:
    body = await api.ok("GET", f"{TOKENS}?page_size=12")
    assert (body["msg"], body["pagination"]) == ("succ", {"page_num": 1, "page_size": 5, "total": 5})
    by_id = {card["display_id"]: card for card in body["data"]}
    assert (by_id["100003"]["user_id"], by_id["100003"]["user_type"]) == (sample_id("bruno"), "USER")
    assert (by_id["100004"]["user"]["id"], by_id["100004"]["user_type"]) == (sample_id("fay"), "VISITOR")
    assert (by_id["100005"]["user_id"], by_id["100005"]["user_type"], by_id["100005"]["status"]) == ("", "", "pending")


async def test_an_assigned_card_cannot_be_deleted(api: Api) -> None:
    path = f"{TOKENS}/{sample_token('100003')}"
    assert await api.refusal("DELETE", path) == "CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE"


async def test_a_free_card_can_be_deleted(api: Api) -> None:
    path = f"{TOKENS}/{sample_token('100005')}"
    assert (await api.ok("DELETE", path))["data"] == "success"
    assert await api.refusal("GET", path) == "CODE_RESOURCE_NOT_FOUND"


async def test_every_card_tells_its_chip(api: Api) -> None:
    cards = await api.data("GET", TOKENS)
    assert len({card["nfc_id"] for card in cards}) == 5
    assert all(NFC_ID.fullmatch(card["nfc_id"]) for card in cards)
    assert (await api.data("GET", f"{TOKENS}/{cards[0]['token']}"))["nfc_id"] == cards[0]["nfc_id"]
