"""The simulated Access application on the wire: card aliases and imports, QR codes, certificates of the API server."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator

import pytest
import trustme

from tests.support.access_api import Api, form, serve
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.access.pictures import qr_picture
from unifi_sdk.simulator.clock import ManualClock

IMPORT, CERTIFICATES = "/credentials/nfc_cards/import", "/api_server/certificates"
CARD = f"/credentials/nfc_cards/tokens/{sample_token('100005')}"
GUS, GUS_CODE = f"/visitors/{sample_id('gus')}", f"/credentials/qr_codes/download/{sample_id('gus')}"


def decode_png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of an eight-bit greyscale PNG; every checksum is checked."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, place = {}, 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        body = data[place + 4 : place + 8 + length]
        assert struct.unpack_from(">I", data, place + 8 + length) == (zlib.crc32(body),)
        chunks[body[:4]], place = body[4:], place + 12 + length
    assert [*chunks] == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, colour) == (8, 0)
    return width, height, zlib.decompress(chunks[b"IDAT"])


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    return SimulatedAccess(clock)


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    async with serve(access) as api:
        yield api


# Cards


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


# QR codes


async def test_a_qr_code_is_assigned_without_a_body_and_downloaded_as_png(api: Api) -> None:
    assert await api.ok("PUT", f"{GUS}/qr_codes") == {"code": "SUCCESS", "msg": "success", "data": None}
    assert (await api.data("GET", GUS))["has_qr_code"] is True
    kind, picture = await api.file("GET", GUS_CODE)
    width, height, pixels = decode_png(picture)
    assert (kind, width, len(pixels)) == ("image/png", height, height * (width + 1))
    assert set(pixels) == {0, 255}


async def test_a_qr_picture_differs_with_its_text_in_all_but_the_three_squares(api: Api) -> None:
    (width, _, one), (_, _, other) = decode_png(qr_picture("one")), decode_png(qr_picture("other"))
    different = {
        (index % (width + 1) // 8, index // (width + 1) // 8) for index in range(len(one)) if one[index] != other[index]
    }
    assert different
    assert not {(x, y) for x, y in different if x < 12 and y < 12}


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


# Certificates


async def test_a_certificate_with_its_key_is_kept_until_it_is_deleted(api: Api, access: SimulatedAccess) -> None:
    leaf = trustme.CA().issue_cert("unifi.local")
    certificate, key = leaf.cert_chain_pems[0].bytes(), leaf.private_key_pem.bytes()
    assert await api.data("POST", CERTIFICATES, data=form(key=key, cert=certificate)) == "success"
    assert access.certificate == (certificate, key)
    assert await api.data("DELETE", CERTIFICATES) == "success"
    assert access.certificate is None


async def test_a_certificate_with_another_key_is_a_parameter_error(api: Api, access: SimulatedAccess) -> None:
    one, other = (trustme.CA().issue_cert("unifi.local") for _ in range(2))
    files = {"key": other.private_key_pem.bytes(), "cert": one.cert_chain_pems[0].bytes()}
    assert await api.refusal("POST", CERTIFICATES, data=form(**files)) == "CODE_PARAMS_INVALID"
    assert access.certificate is None


async def test_a_certificate_without_a_key_is_a_parameter_error(api: Api) -> None:
    certificate = trustme.CA().cert_pem.bytes()
    assert await api.refusal("POST", CERTIFICATES, data=form(cert=certificate)) == "CODE_PARAMS_INVALID"
