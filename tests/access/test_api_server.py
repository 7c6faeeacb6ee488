"""The certificate of the API itself."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import BadRequestError, ConfigurationError
from unifi_sdk.retry import Safety

KEY = b"-----BEGIN PRIVATE KEY-----\nZmFrZQ==\n-----END PRIVATE KEY-----\n"
CERTIFICATE = b"-----BEGIN CERTIFICATE-----\nZmFrZQ==\n-----END CERTIFICATE-----\n"


async def test_key_and_certificate_go_in_one_form() -> None:
    wire = Wire()
    wire.data("success")
    await wire.access.api_server.upload_certificate(key=KEY, certificate=CERTIFICATE)
    assert (wire.lines, wire.last.safety) == (["POST /api_server/certificates"], Safety.UNSAFE)
    assert wire.last.request.content_type.startswith("multipart/form-data; boundary=")
    assert isinstance(wire.last.body, bytes)
    first, second = wire.last.body.split(b"Content-Disposition: ")[1:]
    assert first.startswith(b'form-data; name="key"; filename="server.key"')
    assert KEY in first
    assert second.startswith(b'form-data; name="cert"; filename="server.crt"')
    assert CERTIFICATE in second


async def test_a_pair_that_does_not_match_is_refused_by_the_console() -> None:
    wire = Wire()
    wire.refuse("CODE_PARAMS_INVALID")
    with pytest.raises(BadRequestError):
        await wire.access.api_server.upload_certificate(key=KEY, certificate=CERTIFICATE)


@pytest.mark.parametrize(
    ("key", "certificate", "argument"),
    [(b"", CERTIFICATE, "key"), (KEY, b"", "certificate"), (CERTIFICATE, KEY, "key"), (KEY, KEY, "certificate")],
)
async def test_what_is_no_pair_fails_before_any_byte_is_sent_and_is_not_repeated(
    key: bytes, certificate: bytes, argument: str
) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match=f"^{argument} must") as raised:
        await wire.access.api_server.upload_certificate(key=key, certificate=certificate)
    assert "ZmFrZQ" not in str(raised.value)
    assert wire.sent == []


async def test_the_consoles_own_certificate_comes_back() -> None:
    wire = Wire()
    wire.data("success")
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    await wire.access.api_server.delete_certificate()
    await wire.access.api_server.delete_certificate()
    assert wire.lines == ["DELETE /api_server/certificates"] * 2
    assert wire.last.safety is Safety.IDEMPOTENT
