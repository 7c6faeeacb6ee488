"""Certificates at real sockets: who is trusted, what is told about who isn't, and that nothing is sent before."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import aiohttp
import attrs
import pytest

from tests.support.calls import Caller
from tests.support.certificates import ServerCertificate, certificate
from tests.support.raw_server import RawServer
from unifi_sdk._core.clock import SystemClock
from unifi_sdk.errors import (
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    UntrustedCertificateError,
)
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.trust import CustomCA, Insecure, InsecureTransportWarning, Pinned, SystemTrust, Trust

WRONG = "ab" * 32
ONCE = RetryPolicy(attempts=1)


def insecure() -> Insecure:
    with pytest.warns(InsecureTransportWarning):
        return Insecure(reason="a test")


# pins


async def test_a_wrong_pin_fails_before_any_byte_is_sent():
    async with RawServer() as server, Caller(server.port, Pinned(WRONG)) as call:
        with pytest.raises(CertificateMismatchError):
            await call.send("POST", body=b"{}")
        assert await server.met_and_told_nothing()


async def test_a_wrong_pin_is_not_tried_again():
    async with RawServer() as server, Caller(server.port, Pinned(WRONG)) as call:
        with pytest.raises(CertificateMismatchError):
            await call.send()
        assert await server.met_and_told_nothing()
        assert server.connections == 1


async def test_a_mismatch_tells_the_old_and_the_new_fingerprint_and_how_to_pin_the_new():
    async with RawServer() as server, Caller(server.port, Pinned(WRONG, "cd" * 32)) as call:
        with pytest.raises(CertificateMismatchError, match="nothing was sent") as caught:
            await call.send("GET", "/v1/sites")
        error = caught.value
        assert error.expected == (WRONG, "cd" * 32)
        assert error.presented == server.fingerprint
        assert (error.host, error.port, error.operation) == ("127.0.0.1", server.port, "GET /v1/sites")
        assert f'Pinned("{server.fingerprint}")' in str(error)


@pytest.mark.parametrize("pins", [(WRONG, None), (None, WRONG), (WRONG, None, "cd" * 32)])
async def test_any_of_several_pins_will_do_while_a_certificate_is_changed(pins: tuple[str | None, ...]):
    async with RawServer() as server:
        accepted = Pinned(*(pin or server.fingerprint for pin in pins))
        async with Caller(server.port, accepted) as call:
            assert (await call.send()).status == 200


async def test_one_pin_set_serves_ports_with_different_certificates():
    async with RawServer(presented=certificate("a")) as one, RawServer(presented=certificate("b")) as other:
        both = Pinned(one.fingerprint, other.fingerprint)
        async with Caller(one.port, both) as first, Caller(other.port, both) as second:
            assert (await first.send()).status == 200
            assert (await second.send()).status == 200


async def test_a_pin_of_another_port_is_a_wrong_pin():
    async with RawServer(presented=certificate("a")) as one, RawServer(presented=certificate("b")) as other:
        async with Caller(other.port, Pinned(one.fingerprint)) as call:
            with pytest.raises(CertificateMismatchError):
                await call.send()
        assert await other.met_and_told_nothing()


async def test_a_pin_holds_on_an_injected_session_too():
    async with RawServer() as server, aiohttp.ClientSession() as session:
        async with Caller(server.port, Pinned(WRONG), session=session) as call:
            with pytest.raises(CertificateMismatchError):
                await call.send()
        async with Caller(server.port, Pinned(server.fingerprint), session=session) as call:
            await call.send()
        assert len(server.requests) == 1


async def test_a_pin_holds_on_a_session_whose_connector_checks_nothing():
    connector = aiohttp.TCPConnector(ssl=False)
    async with RawServer() as server, aiohttp.ClientSession(connector=connector) as session:
        async with Caller(server.port, Pinned(WRONG), session=session) as call:
            with pytest.raises(CertificateMismatchError):
                await call.send()
        assert await server.met_and_told_nothing()


async def test_a_connection_that_somebody_else_opened_without_a_check_is_not_reused_for_a_pin():
    async with RawServer() as server, aiohttp.ClientSession() as session:
        async with Caller(server.port, insecure(), session=session) as careless:
            await careless.send()
        async with Caller(server.port, Pinned(WRONG), session=session) as call:
            with pytest.raises(CertificateMismatchError):
                await call.send()
        assert len(server.requests) == 1


async def test_a_certificate_that_changes_between_two_connections_is_noticed():
    async with SimulatedConsole(seed=False) as console:
        pin = Pinned(console.fingerprint("unifi"))
        async with Caller(console.unifi_port, pin) as call:
            await call.send()
            console.drop_connections("unifi")
            new = await console.replace_certificate("unifi")
            with pytest.raises(CertificateMismatchError) as caught:
                await call.send()
        assert caught.value.presented == new


# the system's trust


async def test_a_self_signed_console_is_not_trusted_and_the_error_carries_what_pins_it():
    async with RawServer() as server, Caller(server.port, SystemTrust()) as call:
        with pytest.raises(UntrustedCertificateError, match="nothing was sent") as caught:
            await call.send("POST", "/v1/sites")
        error = caught.value
        assert error.fingerprint == server.fingerprint
        assert (error.host, error.port, error.operation) == ("127.0.0.1", server.port, "POST /v1/sites")
        assert f'tls=Pinned("{server.fingerprint}")' in str(error)
        assert await server.met_and_told_nothing()


async def test_the_fingerprint_in_the_error_pins_the_console():
    async with RawServer() as server:
        async with Caller(server.port, SystemTrust()) as call:
            with pytest.raises(UntrustedCertificateError) as caught:
                await call.send()
        async with Caller(server.port, Pinned(caught.value.fingerprint)) as call:
            assert (await call.send()).status == 200


async def test_an_untrusted_console_that_vanishes_still_gets_an_error_that_helps(monkeypatch: pytest.MonkeyPatch):
    async def gone(*_: object, **__: object) -> None:
        raise ConnectionFailedError("gone")

    monkeypatch.setattr("unifi_sdk._core.failures.fetch_certificate", gone)
    async with RawServer() as server, Caller(server.port, SystemTrust()) as call:
        with pytest.raises(UntrustedCertificateError, match="fetch_certificate") as caught:
            await call.send()
    assert caught.value.fingerprint == ""


# a CA of one's own


@pytest.fixture(params=["path", "text", "bytes", "path text", "with comments"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str | bytes | Path:
    """The CA of the tests' servers, in every way in which it can be given."""
    pem = certificate().ca_pem
    file = tmp_path / "ca.pem"
    file.write_bytes(pem)
    ways: dict[str, str | bytes | Path] = {
        "path": file,
        "text": pem.decode(),
        "bytes": pem,
        "path text": str(file),
        "with comments": "# Autorité de tests\n".encode() + pem,
    }
    return ways[request.param]


async def test_a_ca_is_trusted_for_the_name_in_the_certificate(source: str | bytes | Path):
    trust = CustomCA(source, server_hostname="unifi.local")
    async with RawServer() as server, Caller(server.port, trust) as call:
        assert (await call.send()).status == 200


@pytest.mark.parametrize("name", [None, "elsewhere.local"])
async def test_a_ca_is_not_enough_for_another_name(name: str | None):
    trust = CustomCA(certificate().ca_pem, server_hostname=name)
    async with RawServer() as server, Caller(server.port, trust) as call:
        with pytest.raises(UntrustedCertificateError):
            await call.send()
        assert await server.met_and_told_nothing()


async def test_another_ca_is_not_trusted():
    trust = CustomCA(certificate("another").ca_pem, server_hostname="unifi.local")
    async with RawServer() as server, Caller(server.port, trust) as call:
        with pytest.raises(UntrustedCertificateError):
            await call.send()


@attrs.frozen
class Flawed:
    """A certificate that is not accepted, by a CA that is.

    Args:
        presented: The certificate.
        expected: The name that it should have.
        reason: What the error calls it.
        says: What it says about it.
    """

    presented: ServerCertificate
    expected: str
    reason: str
    says: str


FLAWED = {
    "expired": Flawed(
        certificate(first_day=-9, last_day=-3), "unifi.local", "expired", r"that has expired \(it says: from \d{4}-"
    ),
    "early": Flawed(
        certificate(first_day=3, last_day=9), "unifi.local", "not yet valid", r"is not valid yet \(.*clock"
    ),
    "foreign": Flawed(
        certificate("lobby"), "hall.local", "other name", r"made out to another name \(lobby\) than hall.local"
    ),
    "address": Flawed(certificate(), "127.0.0.1", "other name", r"than 127\.0\.0\.1"),
}


@pytest.mark.parametrize("flawed", FLAWED.values(), ids=FLAWED)
@pytest.mark.parametrize("way", ["CustomCA", "SystemTrust", "WebSocket"])
async def test_what_is_wrong_with_a_certificate_is_said(flawed: Flawed, way: str):
    vouching = ssl.create_default_context(cadata=flawed.presented.ca_pem.decode())
    async with RawServer(presented=flawed.presented) as server:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=vouching)) as machine:
            trust: Trust = CustomCA(flawed.presented.ca_pem)
            if way == "SystemTrust":
                trust = SystemTrust()
            trust.server_hostname = flawed.expected if flawed.expected != "127.0.0.1" else None
            async with Caller(server.port, trust, session=machine if way == "SystemTrust" else None) as call:
                with pytest.raises(UntrustedCertificateError, match=flawed.says) as caught:
                    await (call.websocket() if way == "WebSocket" else call.send())
        error = caught.value
        assert (error.reason, error.fingerprint) == (flawed.reason, server.fingerprint)
        assert f'Pinned("{server.fingerprint}")' in str(error)
        assert await server.met_and_told_nothing()


@pytest.mark.parametrize("name", ["expired", "early", "foreign"])
async def test_a_pinned_certificate_goes_on_whatever_it_says_about_itself(name: str):
    presented = FLAWED[name].presented
    async with RawServer(presented=presented) as server, Caller(server.port, Pinned(presented.fingerprint)) as call:
        assert (await call.send()).status == 200


async def test_a_ca_that_is_not_the_servers_is_told_from_a_machine_that_trusts_nobody():
    async with RawServer() as server:
        async with Caller(server.port, CustomCA(certificate("another").ca_pem)) as call:
            with pytest.raises(UntrustedCertificateError, match="not signed by the CA that was given") as caught:
                await call.send()
        assert caught.value.reason == "unknown issuer"
        async with Caller(server.port, SystemTrust()) as call:
            with pytest.raises(UntrustedCertificateError, match="this machine doesn't trust, as consoles do"):
                await call.send()


@pytest.mark.parametrize(
    "source",
    [
        "/no/such/file.pem",
        "with\0nul",
        b"\x30\x82\x01\x00",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    ],
)
async def test_a_ca_that_can_not_be_read_is_a_configuration_error_and_sends_nothing(source: str | bytes):
    async with RawServer() as server, Caller(server.port, CustomCA(source)) as call:
        with pytest.raises(ConfigurationError, match="source: no CA certificate could be read"):
            await call.send()
        with pytest.raises(ConfigurationError, match="source: no CA certificate could be read"):
            await call.websocket()
        assert server.connections == 0


async def test_an_empty_ca_file_is_a_configuration_error(tmp_path: Path):
    empty = tmp_path / "empty.pem"
    empty.touch()
    async with Caller(443, CustomCA(empty)) as call:
        with pytest.raises(ConfigurationError, match="source"):
            await call.send()


@pytest.mark.parametrize(
    "make_trust",
    [
        lambda: CustomCA(certificate().ca_pem, server_hostname="unifi.local"),
        lambda: Pinned(certificate().fingerprint),
        SystemTrust,
        insecure,
    ],
    ids=["CustomCA", "Pinned", "SystemTrust", "Insecure"],
)
async def test_nothing_reads_certificates_in_the_thread_of_the_loop(
    make_trust: Callable[[], Trust], monkeypatch: pytest.MonkeyPatch
):
    threads: list[str] = []
    original = ssl.SSLContext.load_verify_locations

    def watched(self: ssl.SSLContext, *args: object, **named: object) -> None:
        threads.append(threading.current_thread().name)
        original(self, *args, **named)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", watched)
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda *_: threads.append("default"))
    monkeypatch.setattr(ssl.SSLContext, "set_default_verify_paths", lambda *_: threads.append("default"))
    async with RawServer() as server, Caller(server.port, make_trust(), retry=ONCE) as call:
        try:
            await call.send()
        except UntrustedCertificateError:
            assert isinstance(call.endpoint.trust, SystemTrust)
    assert threading.main_thread().name not in threads
    assert "default" not in threads


async def test_the_context_of_a_ca_is_made_once():
    trust = CustomCA(certificate().ca_pem, server_hostname="unifi.local")
    assert await trust.ssl_option() is await trust.ssl_option()


async def test_insecure_takes_any_certificate():
    async with RawServer() as server, Caller(server.port, insecure()) as call:
        assert (await call.send()).status == 200


async def test_looking_at_an_untrusted_certificate_ends_with_the_deadline():
    async with RawServer() as server:
        connections = 0

        async def once_and_then_never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal connections
            connections += 1
            if connections == 1:
                inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", server.port)
                await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))
            else:
                await reader.read()
                writer.close()

        relay = await asyncio.start_server(once_and_then_never, "127.0.0.1", 0)
        started = asyncio.get_running_loop().time()
        async with relay, Caller(relay.sockets[0].getsockname()[1], SystemTrust(), clock=SystemClock()) as call:
            with pytest.raises(UntrustedCertificateError) as caught:
                await call.send(deadline_seconds=0.3)
        assert caught.value.fingerprint == ""
        assert connections == 2
        assert asyncio.get_running_loop().time() - started < 2


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
    writer.close()
