"""The small certificate reader agrees with a large one, and garbage is a `ValueError` and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.certificates import certificate
from unifi_sdk._core.x509 import read_subject_and_validity

KEY_TYPES = {
    "ec256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ec521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "ed448": ed448.Ed448PrivateKey.generate,
    "dsa": lambda: dsa.generate_private_key(1024),
}
FIRST = datetime(1951, 1, 1, tzinfo=UTC)
LAST = datetime(9998, 12, 31, tzinfo=UTC)
moments = st.datetimes(datetime(1951, 1, 1), datetime(9990, 1, 1)).map(lambda t: t.replace(microsecond=0, tzinfo=UTC))
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=64).filter(
    lambda name: len(name.encode()) <= 64
)


@cache
def key(kind: str) -> object:
    return KEY_TYPES[kind]()


def make(kind: str, subject: x509.Name, start: datetime, end: datetime, *, extensions: bool = True) -> x509.Certificate:
    private = key(kind)
    issuer = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, "the issuer"), *subject.rdns[0]] if subject.rdns else []
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if extensions:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("unifi.local")]), critical=False)
    return builder.sign(private, None if kind.startswith("ed") else hashes.SHA256())


def common_name(name: str, **options: object) -> x509.NameAttribute:
    return x509.NameAttribute(NameOID.COMMON_NAME, name, **options)


@pytest.mark.parametrize("kind", KEY_TYPES)
@pytest.mark.parametrize("extensions", [True, False])
def test_a_certificate_of_every_kind_of_key_is_read(kind: str, extensions: bool):
    start, end = datetime(2020, 2, 29, 12, 0, 1, tzinfo=UTC), datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)
    made = make(kind, x509.Name([common_name("unifi.local")]), start, end, extensions=extensions)
    assert read_subject_and_validity(made.public_bytes(Encoding.DER)) == ("unifi.local", start, end)


@given(names, moments, st.timedeltas(timedelta(0), timedelta(days=3000)))
@settings(max_examples=40)
def test_any_subject_and_validity_are_read_as_cryptography_reads_them(name: str, start: datetime, length: timedelta):
    made = make("ec256", x509.Name([common_name(name)]), start, start + length)
    subject, not_before, not_after = read_subject_and_validity(made.public_bytes(Encoding.DER))
    assert subject == made.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == name
    assert (not_before, not_after) == (made.not_valid_before_utc, made.not_valid_after_utc)


@pytest.mark.parametrize("start", [FIRST, datetime(1999, 12, 31, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC), LAST])
def test_both_ways_to_write_a_year_are_read(start: datetime):
    made = make("ec256", x509.Name([common_name("x")]), start, LAST + timedelta(days=1))
    assert read_subject_and_validity(made.public_bytes(Encoding.DER))[1] == start


def test_the_common_name_is_found_among_other_names():
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "somebody"),
            common_name("unifi.local"),
            common_name("second"),
        ]
    )
    made = make("ec256", subject, FIRST, LAST)
    assert read_subject_and_validity(made.public_bytes(Encoding.DER))[0] == "unifi.local"


def test_the_common_name_is_found_within_a_name_of_several_parts():
    several = x509.RelativeDistinguishedName(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "somebody"), common_name("unifi.local")]
    )
    made = make("ec256", x509.Name([several]), FIRST, LAST)
    assert read_subject_and_validity(made.public_bytes(Encoding.DER))[0] == "unifi.local"


def test_a_subject_without_a_common_name_is_empty():
    made = make("ec256", x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "somebody")]), FIRST, LAST)
    assert read_subject_and_validity(made.public_bytes(Encoding.DER))[0] == ""


def test_a_certificate_without_a_subject_is_read():
    assert read_subject_and_validity(make("ec256", x509.Name([]), FIRST, LAST).public_bytes(Encoding.DER))[0] == ""


@pytest.mark.parametrize("kind", [_ASN1Type.UTF8String, _ASN1Type.PrintableString, _ASN1Type.BMPString])
def test_the_common_name_is_read_in_every_usual_string_type(kind: _ASN1Type):
    made = make("ec256", x509.Name([common_name("unifi.local", _type=kind)]), FIRST, LAST)
    assert read_subject_and_validity(made.public_bytes(Encoding.DER))[0] == "unifi.local"


@given(st.binary(max_size=200))
def test_garbage_is_a_value_error(data: bytes):
    with pytest.raises(ValueError, match=r"not an X.509 certificate"):
        read_subject_and_validity(data)


@given(st.integers(0), st.integers(0, 255))
@settings(max_examples=300)
def test_a_certificate_with_one_wrong_byte_is_read_or_is_a_value_error(place: int, byte: int):
    data = bytearray(certificate().der)
    data[place % len(data)] = byte
    try:
        subject, not_before, not_after = read_subject_and_validity(bytes(data))
    except ValueError:
        return
    assert isinstance(subject, str)
    assert not_before.tzinfo is not_after.tzinfo is UTC


@given(st.integers(0, 400))
def test_a_certificate_that_was_cut_off_is_a_value_error(length: int):
    whole = certificate().der
    with pytest.raises(ValueError, match=r"not an X.509 certificate"):
        read_subject_and_validity(whole[: min(length, len(whole) - 1)])
