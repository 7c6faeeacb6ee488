"""Certificates: self-signed, for the name of a console, replaced while it runs, and wrong where clients must see it."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from cryptography import x509

from unifi_sdk import CertificateMismatchError, CustomCA, NetworkClient, Pinned, UntrustedCertificateError
from unifi_sdk.simulator import Certificate, SimulatedConsole, make_certificate
from unifi_sdk.simulator.certificates import CertificatePool

NOW = datetime.now(UTC).replace(microsecond=0)
PAST = NOW - timedelta(days=2)
FUTURE = NOW + timedelta(days=2)
WRONG = {
    "expired": make_certificate(valid_until=PAST),
    "not yet valid": make_certificate(valid_from=FUTURE),
    "somebody else's": make_certificate("nas.example"),
}


def pin(fingerprint: str) -> aiohttp.Fingerprint:
    return aiohttp.Fingerprint(bytes.fromhex(fingerprint))


def strict(pem: bytes) -> ssl.SSLContext:
    """As Python verifies from 3.13 on, which is more than 3.11 does by itself."""
    context = ssl.create_default_context(cadata=pem.decode())
    context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def parsed(certificate: Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificate.ca_pem)


async def presented(console: SimulatedConsole, port: int) -> x509.Certificate:
    """What a port shows to a client that trusts anything."""
    pem = await asyncio.to_thread(ssl.get_server_certificate, (console.host, port))
    return x509.load_pem_x509_certificate(pem.encode())


async def test_every_port_shows_a_certificate_that_it_has_signed_itself(console):
    for port in (console.unifi_port, console.access_port, console.legacy_port):
        certificate = await presented(console, port)
        certificate.verify_directly_issued_by(certificate)
        assert certificate.subject == certificate.issuer
        assert certificate.subject.rfc4514_string() == "CN=unifi.local"


def test_it_is_valid_for_its_name_and_localhost_and_for_no_address():
    names = parsed(make_certificate()).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["unifi.local", "localhost"]
    assert names.get_values_for_type(x509.IPAddress) == []


def test_it_can_sign_no_other_certificate():
    extensions = parsed(make_certificate()).extensions
    assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign


async def test_that_of_access_is_valid_for_decades_and_that_of_the_console_for_825_days(console):
    unifi, access = [await presented(console, port) for port in (console.unifi_port, console.access_port)]
    assert unifi.not_valid_after_utc - unifi.not_valid_before_utc == timedelta(days=825)
    assert access.not_valid_after_utc - datetime.now(UTC) > timedelta(days=29 * 365)
    assert max(unifi.not_valid_before_utc, access.not_valid_before_utc) < datetime.now(UTC)


async def test_a_connection_shows_the_certificate_that_the_console_announces(browser):
    answer = await browser.call("GET", "/")
    assert answer.status == 200


async def test_another_certificate_is_shown_on_the_access_port_and_the_same_on_the_legacy_port(console):
    assert console.fingerprint("access") != console.fingerprint("unifi")
    assert console.fingerprint("legacy") == console.fingerprint("unifi")
    assert console.fingerprints == (console.fingerprint("unifi"), console.fingerprint("access"))


@pytest.mark.parametrize("listener", ["unifi", "access", "legacy"])
async def test_the_certificate_verifies_by_its_own_name_however_strict_the_client_is(console, listener):
    port = {"unifi": console.unifi_port, "access": console.access_port, "legacy": console.legacy_port}[listener]
    async with aiohttp.ClientSession() as session:
        trust = strict(console.ca_pem(listener))
        async with session.get(f"https://{console.host}:{port}/", ssl=trust, server_hostname="unifi.local") as response:
            assert response.status in (200, 404)


async def test_the_certificate_does_not_verify_by_the_address(console):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await session.get(f"https://{console.address}/", ssl=strict(console.ca_pem("unifi")))


async def test_the_machine_trusts_no_console(console):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorCertificateError, match="self-signed certificate"):
            await session.get(f"https://{console.address}/", server_hostname="unifi.local")


async def test_the_certificate_of_one_console_does_not_verify_another(console):
    trust = CustomCA(make_certificate().ca_pem, server_hostname="unifi.local")
    async with NetworkClient(console.address, api_key=console.api_key, tls=trust) as network:
        with pytest.raises(UntrustedCertificateError):
            await network.info.get()


async def test_a_replaced_certificate_is_shown_to_new_connections_on_the_same_port(console):
    old, address = console.fingerprint("unifi"), console.address
    new = await console.replace_certificate("unifi")
    assert new == console.fingerprint("unifi") != old
    async with aiohttp.ClientSession() as session:
        async with session.get(f"https://{address}/", ssl=pin(new)) as response:
            assert response.status == 200
        with pytest.raises(aiohttp.ServerFingerprintMismatch):
            await session.get(f"https://{address}/", ssl=pin(old))


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_wrong_certificate_is_refused_by_who_verifies_and_taken_by_who_pins_it(console, wrong):
    certificate = WRONG[wrong]
    old = console.fingerprint("unifi")
    assert await console.replace_certificate("unifi", certificate) == certificate.fingerprint
    for trust, error in (
        (CustomCA(console.ca_pem("unifi"), server_hostname="unifi.local"), UntrustedCertificateError),
        (Pinned(old), CertificateMismatchError),
    ):
        async with NetworkClient(console.address, api_key=console.api_key, tls=trust) as network:
            with pytest.raises(error):
                await network.info.get()
    assert console.requests == []
    pinned = Pinned(certificate.fingerprint)
    async with NetworkClient(console.address, api_key=console.api_key, tls=pinned) as network:
        assert await network.info.get()


async def test_a_certificate_of_ones_own_is_not_lent_to_another_console():
    mine = WRONG["expired"]
    async with SimulatedConsole(seed=False) as console:
        await console.replace_certificate("access", mine)
        assert console.fingerprints[-1] != console.fingerprints[0]
    async with SimulatedConsole(seed=False) as one, SimulatedConsole(seed=False) as other:
        assert mine.fingerprint not in one.fingerprints + other.fingerprints


async def test_a_request_with_the_wrong_pin_never_arrives(console):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ServerFingerprintMismatch):
            await session.get(f"https://{console.address}/", ssl=pin("00" * 32))
    assert console.requests == []


async def test_two_consoles_at_the_same_time_have_different_certificates():
    async with SimulatedConsole(seed=False) as one, SimulatedConsole(seed=False) as other:
        assert not set(one.fingerprints) & set(other.fingerprints)


def test_a_pool_lends_a_certificate_again_once_it_is_back():
    pool = CertificatePool()
    first = pool.take()
    second = pool.take()
    pool.give_back(first)
    assert second is not first
    assert pool.take() is first


def test_a_fingerprint_is_the_hash_of_what_the_server_loads():
    certificate = make_certificate()
    der = ssl.PEM_cert_to_DER_cert(certificate.ca_pem.decode())
    assert certificate.fingerprint == hashlib.sha256(der).hexdigest()
    assert certificate.server_context().num_tickets == 0


def test_the_key_shows_in_no_text():
    assert "PRIVATE" not in repr(make_certificate())


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (None, PAST, (PAST - timedelta(days=1), PAST)),
        (FUTURE, None, (FUTURE, FUTURE + timedelta(days=825))),
        (PAST, FUTURE, (PAST, FUTURE)),
    ],
)
def test_a_certificate_is_valid_when_it_is_told(begin, end, expected):
    made = parsed(make_certificate(valid_from=begin, valid_until=end))
    assert (made.not_valid_before_utc, made.not_valid_after_utc) == expected


@pytest.mark.parametrize(
    ("begin", "end", "why"),
    [
        (FUTURE, PAST, "must come after"),
        (NOW, NOW, "must come after"),
        (NOW.replace(tzinfo=None), None, "time zone"),
        (None, FUTURE.replace(tzinfo=None), "time zone"),
    ],
)
def test_a_validity_that_makes_no_sense_is_refused(begin, end, why):
    with pytest.raises(ValueError, match=why):
        make_certificate(valid_from=begin, valid_until=end)
