"""What a person needs to judge a certificate: whom it names, how long it is valid, and why it was not accepted.

The standard library shows the first two only for certificates that it has verified, which a self-signed console's never is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

__all__ = ["FLAWS", "UNKNOWN_ISSUER", "flaw_of", "read_subject_and_validity"]

UNKNOWN_ISSUER: Final = "unknown issuer"
FLAWS: Final = {
    "expired": "has expired",
    "not yet valid": "is not valid yet",
    "other name": "is made out to another name",
    UNKNOWN_ISSUER: "this machine doesn't trust",
}
"""What can be wrong with a certificate, as a program and as a sentence says it."""

_UTC_TIME = 0x17
_BMP_STRING = 0x1E
_VERSION = 0xA0
_COMMON_NAME = bytes.fromhex("550403")
_FLAW_OF = {9: "not yet valid", 10: "expired", 62: "other name", 64: "other name"}
"""By OpenSSL's number (x509_vfy.h); 64 is for addresses."""


def flaw_of(error: BaseException | None) -> str:
    """Why a certificate was not accepted: one of `FLAWS`.

    Args:
        error: The `ssl.SSLCertVerificationError` of the handshake.
    """
    return _FLAW_OF.get(getattr(error, "verify_code", 0), UNKNOWN_ISSUER)


def read_subject_and_validity(certificate: bytes) -> tuple[str, datetime, datetime]:
    """Read a DER certificate (RFC 5280, section 4.1).

    Args:
        certificate: The certificate as the server presents it.

    Returns:
        The subject's common name ("" when it has none), and the first and last moment of validity in UTC.

    Raises:
        ValueError: this is no certificate.
    """
    try:
        to_be_signed = next(_elements(next(_elements(certificate))[1]))[1]
        fields = [element for element in _elements(to_be_signed) if element[0] != _VERSION]
        _serial, _algorithm, _issuer, validity, subject = fields[:5]
        not_before, not_after = (_time(tag, content) for tag, content in _elements(validity[1]))
        return _common_name(subject[1]), not_before, not_after
    except (IndexError, StopIteration, ValueError) as error:
        raise ValueError("not an X.509 certificate in DER") from error


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tag and content of each element that stands in the data, one after the other."""
    position = 0
    while position < len(data):
        tag, length, position = data[position], data[position + 1], position + 2
        if length & 0x80:
            octets = length & 0x7F
            length, position = int.from_bytes(data[position : position + octets]), position + octets
        if position + length > len(data):
            raise ValueError("not an X.509 certificate in DER")
        yield tag, data[position : position + length]
        position += length


def _time(tag: int, content: bytes) -> datetime:
    text = content.decode("ascii")
    if tag == _UTC_TIME:  # two-digit years: 50 to 99 are 19xx
        text = ("19" if text[:2] >= "50" else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _common_name(name: bytes) -> str:
    for _, relative_name in _elements(name):
        for _, attribute in _elements(relative_name):
            (_, kind), (tag, value) = _elements(attribute)
            if kind == _COMMON_NAME:
                return value.decode("utf-16-be" if tag == _BMP_STRING else "utf-8", "replace")
    return ""
