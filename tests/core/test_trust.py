"""The kinds of trust by themselves, and what `fetch_certificate` tells about a real server."""

from __future__ import annotations

import asyncio
import logging
import re

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tests.support.certificates import certificate
from tests.support.raw_server import RawServer
from unifi_sdk import trust as trust_module
from unifi_sdk.errors import ConfigurationError, ConnectionFailedError, RequestTimeoutError
from unifi_sdk.trust import (
    CustomCA,
    Insecure,
    InsecureTransportWarning,
    Pinned,
    SystemTrust,
    fetch_certificate,
)

FINGERPRINT = "0123456789abcdef" * 4
fingerprints = st.binary(min_size=32, max_size=32)


@given(fingerprints, st.booleans(), st.booleans(), st.sampled_from(["", "sha256:", "SHA256:"]))
def test_a_fingerprint_is_taken_in_every_usual_spelling(digest: bytes, upper: bool, colons: bool, prefix: str):
    text = digest.hex(":") if colons else digest.hex()
    assert Pinned(f" {prefix}{text.upper() if upper else text}\n").fingerprints == (digest.hex(),)


@pytest.mark.parametrize(
    "text", ["", "ab", FINGERPRINT[:-1], FINGERPRINT + "0", "z" * 64, "d41d8cd98f00b204e9800998ecf8427e", "٣" * 64]
)
def test_what_is_no_sha256_is_refused(text: str):
    with pytest.raises(ConfigurationError, match="64 hexadecimal digits"):
        Pinned(FINGERPRINT, text)


def test_a_pin_needs_a_fingerprint():
    with pytest.raises(ConfigurationError, match="at least one"):
        Pinned()


def test_the_repr_of_a_pin_makes_it_again():
    pin = Pinned(FINGERPRINT.upper(), "ab" * 32)
    assert eval(repr(pin), {"Pinned": Pinned}).fingerprints == pin.fingerprints


async def test_the_system_is_trusted_by_aiohttps_own_context():
    assert await SystemTrust().ssl_option() is True
    assert repr(SystemTrust()) == "SystemTrust()"


@pytest.mark.parametrize("source", ["", b""])
def test_an_empty_ca_is_refused(source: str | bytes):
    with pytest.raises(ConfigurationError, match="source is empty"):
        CustomCA(source)


def test_the_repr_of_a_ca_shows_nothing_of_it():
    assert "BEGIN" not in repr(CustomCA(certificate().ca_pem))


def test_insecure_wants_a_reason():
    with pytest.raises(ConfigurationError, match="reason is empty"):
        Insecure(reason=" ")


async def test_insecure_warns_where_it_is_made_and_in_the_log(caplog: pytest.LogCaptureFixture):
    with pytest.warns(InsecureTransportWarning, match="lab bench") as warned:
        trust = Insecure(reason="lab bench")
    assert warned[0].filename == __file__
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "any certificate is accepted: lab bench")
    ]
    assert repr(trust) == "Insecure(reason='lab bench')"
    assert await trust.ssl_option() is False


# fetch_certificate


async def test_a_fetched_certificate_is_the_one_that_was_presented():
    presented = x509.load_der_x509_certificate(certificate().der)
    async with RawServer() as server:
        fetched = await fetch_certificate("127.0.0.1", server.port)
        assert fetched.fingerprint == server.fingerprint
        assert fetched.subject == "console"
        assert fetched.not_before == presented.not_valid_before_utc
        assert fetched.not_after == presented.not_valid_after_utc
        assert await server.met_and_told_nothing()


async def test_the_host_may_carry_the_port():
    async with RawServer() as server:
        assert (await fetch_certificate(server.host)).fingerprint == server.fingerprint


async def test_no_server_is_a_failed_connection(closed_port: int):
    with pytest.raises(ConnectionFailedError, match=re.escape(f"127.0.0.1:{closed_port}")):
        await fetch_certificate("127.0.0.1", closed_port)


async def test_a_server_that_says_nothing_times_out(deaf_port: int):
    with pytest.raises(RequestTimeoutError, match=r"within 0\.05 s"):
        await fetch_certificate("127.0.0.1", deaf_port, timeout_seconds=0.05)
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(("host", "port"), [("", 443), ("a/b", 443), ("a", 0), ("a", 65536), ("http://a", 443)])
async def test_no_host_is_refused_before_any_connection(host: str, port: int):
    with pytest.raises(ConfigurationError):
        await fetch_certificate(host, port)


async def test_a_certificate_that_can_not_be_read_is_a_failed_connection(monkeypatch: pytest.MonkeyPatch):
    def refuse(_: bytes) -> None:
        raise ValueError("not an X.509 certificate in DER")

    monkeypatch.setattr(trust_module, "read_subject_and_validity", refuse)
    async with RawServer() as server:
        with pytest.raises(ConnectionFailedError, match="can't be read"):
            await fetch_certificate("127.0.0.1", server.port)


async def test_cancelling_a_fetch_leaves_nothing(deaf_port: int):
    task = asyncio.create_task(fetch_certificate("127.0.0.1", deaf_port))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}
