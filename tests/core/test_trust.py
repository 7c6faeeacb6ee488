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
    read_fingerprints,
)

FINGERPRINT = "0123456789abcdef" * 4
fingerprints = st.binary(min_size=32, max_size=32)


LABELS = ["", "sha256:", "SHA256:", "sha256 Fingerprint=", "SHA256 Fingerprint=", "SHA-256 Fingerprint: "]


@given(fingerprints, st.booleans(), st.booleans(), st.sampled_from(LABELS))
def test_a_fingerprint_is_taken_in_every_usual_spelling(digest: bytes, upper: bool, colons: bool, prefix: str):
    text = digest.hex(":") if colons else digest.hex()
    assert Pinned(f" {prefix}{text.upper() if upper else text}\n").fingerprints == (digest.hex(),)


@pytest.mark.parametrize(
    "text", ["", "ab", FINGERPRINT[:-1], FINGERPRINT + "0", "z" * 64, "d41d8cd98f00b204e9800998ecf8427e", "٣" * 64]
)
def test_what_is_no_sha256_is_refused(text: str):
    with pytest.raises(ConfigurationError, match="64 hexadecimal digits"):
        Pinned(FINGERPRINT, text)


@pytest.mark.parametrize("name", ["sha256", "SHA256"])
def test_all_that_openssl_prints_with_the_certificate_will_do(name: str):
    pem = certificate().ca_pem.decode()
    digest = bytes.fromhex(FINGERPRINT).hex(":").upper()
    assert Pinned(f"{name} Fingerprint={digest}\n{pem}").fingerprints == (FINGERPRINT,)


def test_what_openssl_prints_when_it_is_not_asked_for_sha256_is_refused_with_what_to_ask():
    with pytest.raises(ConfigurationError, match="-sha256"):
        Pinned("SHA1 Fingerprint=" + bytes(20).hex(":").upper())


@pytest.mark.parametrize("between", [",", ", ", " ", "\n", ",\n  "])
@given(st.lists(st.tuples(fingerprints, st.sampled_from(LABELS)), max_size=3))
def test_several_in_one_text_are_told_apart(between: str, pins: list[tuple[bytes, str]]):
    text = between.join(label + digest.hex(":") for digest, label in pins)
    assert read_fingerprints(text) == tuple(digest.hex() for digest, _ in pins)


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


async def test_a_port_of_its_own_comes_before_that_of_the_host(closed_port: int):
    async with RawServer() as server:
        fetched = await fetch_certificate(f"127.0.0.1:{closed_port}", server.port)
        assert fetched.fingerprint == server.fingerprint


async def test_a_closed_port_is_no_server_and_not_one_without_a_certificate(closed_port: int):
    said = f"127.0.0.1:{closed_port} can't be reached (connection refused)"
    with pytest.raises(ConnectionFailedError, match=re.escape(said)):
        await fetch_certificate("127.0.0.1", closed_port)


async def test_a_name_that_nobody_knows_is_told_as_such():
    with pytest.raises(ConnectionFailedError, match=r"can't be reached \(the name is unknown"):
        await fetch_certificate("no-such-host.invalid")


async def test_a_server_without_tls_is_told_as_such():
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail ready\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as plain:
        with pytest.raises(ConnectionFailedError, match="does not speak TLS"):
            await fetch_certificate("127.0.0.1", plain.sockets[0].getsockname()[1])


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), True, "5", None])
async def test_a_time_that_can_not_be_is_refused_by_name(seconds: float):
    with pytest.raises(ConfigurationError, match="timeout_seconds"):
        await fetch_certificate("127.0.0.1", timeout_seconds=seconds)


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
