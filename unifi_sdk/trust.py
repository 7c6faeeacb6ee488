"""How a console's certificate is judged: by the system, by a CA of your own, by its fingerprint, or (said aloud) not at all.

A console signs its own certificate and names neither its address nor its public name in it, so that ordinary
verification can't pass. Pin it instead: read the fingerprint once with `fetch_certificate`, compare it
with what the console shows, and pass ``Pinned("…")``.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import ssl
import warnings
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

import aiohttp
import attrs

from unifi_sdk._core.address import Address, check_port, parse_host, why_unreachable
from unifi_sdk._core.arguments import checked
from unifi_sdk._core.check import positive_seconds
from unifi_sdk._core.known import known_by_port
from unifi_sdk._core.x509 import read_subject_and_validity
from unifi_sdk.errors import ConfigurationError, ConnectionFailedError, RequestTimeoutError

__all__ = [
    "Certificate",
    "CustomCA",
    "Insecure",
    "InsecureTransportWarning",
    "Pinned",
    "SystemTrust",
    "Trust",
    "fetch_certificate",
    "known_pins",
]

SslOption: TypeAlias = "ssl.SSLContext | bool | aiohttp.Fingerprint"

_log = logging.getLogger("unifi_sdk.trust")
_SHA256_HEX: Final = re.compile(r"[0-9a-f]{64}")
_LABEL: Final = re.compile(r"sha-?256(?:[ \t]+fingerprint)?[ \t]*[=:]", re.IGNORECASE)
_LABELLED_LINE: Final = re.compile(rf"^[ \t]*{_LABEL.pattern}(.*)$", re.IGNORECASE | re.MULTILINE)
_USUAL_PORT: Final = 443


class InsecureTransportWarning(UserWarning):
    """A connection accepts any certificate, and so anybody in between."""


class Trust(ABC):
    """How a certificate is judged. Choose one of `SystemTrust`, `CustomCA`, `Pinned` and `Insecure`."""

    server_hostname: str | None = None
    """The name to expect in the certificate, where it isn't the host that is called."""

    @abstractmethod
    async def ssl_option(self) -> SslOption:
        """What aiohttp is given as ``ssl=``; whatever reads files does so outside the event loop."""


class SystemTrust(Trust):
    """Trust what this machine's certificate store trusts; for a console behind a public certificate."""

    async def ssl_option(self) -> SslOption:
        """The context that aiohttp made when it was imported."""
        return True

    def __repr__(self) -> str:
        return "SystemTrust()"


class CustomCA(Trust):
    """Trust what one CA, or one self-signed certificate, has signed.

    Args:
        source: Path of a PEM file, or the PEM text or bytes themselves.
        server_hostname: The name in the certificate, where the console is called by its address; consoles name
            themselves ``unifi.local``.

    Raises:
        ConfigurationError: the source is empty; when the first connection is made: it can't be read or holds no certificate.
    """

    @checked
    def __init__(self, source: str | bytes | Path, *, server_hostname: str | None = None) -> None:
        if not source:
            raise ConfigurationError("source is empty: pass the path of a PEM file, or its content")
        self._source = source
        self._context: ssl.SSLContext | None = None
        self.server_hostname = server_hostname

    async def ssl_option(self) -> SslOption:
        """A context with this CA alone, made once, in a thread."""
        if self._context is None:
            self._context = await asyncio.to_thread(self._make_context)
        return self._context

    def _make_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            context.load_verify_locations(cadata=self._read())
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise ConfigurationError(f"source: no CA certificate could be read ({type(error).__name__})") from error
        return context

    def _read(self) -> str:
        source = self._source
        text = source.decode("ascii", "ignore") if isinstance(source, bytes) else str(source)
        if "-----BEGIN" not in text:
            text = Path(text).read_text(encoding="ascii", errors="ignore")
        return text.encode("ascii", "ignore").decode()  # a bundle may have comments in any language

    def __repr__(self) -> str:
        return "CustomCA(…)"


class Pinned(Trust):
    """Trust exactly these certificates, by the SHA-256 of the whole certificate, whatever they say about themselves.

    A console's applications may present different certificates on their ports; pass each fingerprint. Pass the old and
    the new one while a certificate is being changed.

    Args:
        fingerprints: SHA-256 as 64 hexadecimal digits, with or without colons, in either case; what
            ``openssl x509 -fingerprint -sha256`` prints will do as well.

    Raises:
        ConfigurationError: there is no fingerprint, or one that isn't a SHA-256.
    """

    @checked
    def __init__(self, *fingerprints: str) -> None:
        if not fingerprints:
            raise ConfigurationError("fingerprints: pass at least one SHA-256 fingerprint")
        self.fingerprints = tuple(read_fingerprint(text) for text in fingerprints)
        self._option = _FingerprintSet(self.fingerprints)

    async def ssl_option(self) -> SslOption:
        """A check that aiohttp makes after the handshake and before the first byte of the request."""
        return self._option

    def __repr__(self) -> str:
        return f"Pinned({', '.join(repr(text) for text in self.fingerprints)})"


class Insecure(Trust):
    """Accept any certificate, which lets anybody on the way read the key and answer in the console's place.

    Args:
        reason: Why that is acceptable here; it goes to the log and into an `InsecureTransportWarning`.

    Raises:
        ConfigurationError: there is no reason.
    """

    @checked
    def __init__(self, *, reason: str) -> None:
        if not reason.strip():
            raise ConfigurationError("reason is empty: say why any certificate may be accepted here")
        self.reason = reason
        warnings.warn(f"any certificate is accepted: {reason}", InsecureTransportWarning, stacklevel=3)
        _log.warning("any certificate is accepted: %s", reason)

    async def ssl_option(self) -> SslOption:
        """False, as aiohttp spells it."""
        return False

    def __repr__(self) -> str:
        return f"Insecure(reason={self.reason!r})"


@attrs.frozen
class Certificate:
    """What a server presented, for a person to compare with what the console shows.

    Args:
        fingerprint: SHA-256 of the whole certificate, lower-case hex; what `Pinned` takes.
        subject: The common name; anybody can write anything there.
        not_before: The first moment of validity.
        not_after: The last moment of validity.
    """

    fingerprint: str
    subject: str
    not_before: datetime
    not_after: datetime


@checked
async def fetch_certificate(host: str, port: int | None = None, *, timeout_seconds: float = 10.0) -> Certificate:
    """Read the certificate that a server presents, without trusting it and without sending anything but a TLS greeting.

    This is the first half of pinning. The other half is yours: compare the fingerprint with what the console shows,
    or fetch it once over a cable that you can see.

    Args:
        host: Name or address of the console, ``host`` or ``host:port``.
        port: 443 for the console, 12445 for Access, 7443 for an old Cloud Key; it comes before one in ``host``. When left
            out, that of ``host``, or 443.
        timeout_seconds: For connecting and the handshake together.

    Returns:
        The fingerprint, the subject and the validity.

    Raises:
        ConfigurationError: the host is none, or the port or the time out of range.
        ConnectionFailedError: nobody listens there, or it is no TLS server, or its certificate can't be read.
        RequestTimeoutError: no answer in time.
    """
    positive_seconds(timeout_seconds=timeout_seconds)
    address = parse_host(host, _USUAL_PORT)
    if port is not None:
        address = Address(address.host, check_port(port))
    try:
        async with asyncio.timeout(timeout_seconds):
            return await _read_certificate(address)
    except TimeoutError:
        failure: Exception = RequestTimeoutError(f"{address} presented no certificate within {timeout_seconds:g} s")
    except (ssl.SSLError, ConnectionResetError):
        failure = ConnectionFailedError(f"{address} presented no certificate, it does not speak TLS; check the port")
    except OSError as error:
        failure = ConnectionFailedError(
            f"{address} can't be reached ({why_unreachable(error)}); check the host, the port and the firewall"
        )
    except ValueError:
        failure = ConnectionFailedError(f"{address} presented a certificate that can't be read")
    raise failure


async def _read_certificate(address: Address) -> Certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    _, writer = await asyncio.open_connection(address.host, address.port, ssl=context)
    try:
        der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.transport.abort()
    subject, not_before, not_after = read_subject_and_validity(der)
    return Certificate(hashlib.sha256(der).hexdigest(), subject, not_before, not_after)


@checked
def known_pins(host: str, environ: Mapping[str, str] | None = None) -> Mapping[int, Trust]:
    """What `unifi trust` has kept for a console, by port; to be passed as ``tls=``.

    One small file is read: `known_consoles.json` in the folder ``UNIFI_CONFIG_DIR``, or in `unifi-sdk` in
    ``XDG_CONFIG_HOME`` or ``~/.config``. `Console.from_env` does so by itself.

    Args:
        host: Its name or address; a port is left aside.
        environ: The variables that name the folder; the process's own when left out.

    Returns:
        A `Pinned` for each port that is known; a port that isn't is judged by `SystemTrust`.

    Raises:
        KnownConsolesError: the file is there and can't be read, others can write it, or it holds something else.
        ConfigurationError: the host is none.
    """
    known = known_by_port(parse_host(host, _USUAL_PORT).host, os.environ if environ is None else environ)
    return {port: Pinned(*texts) for port, texts in known.items() if texts}


def trust_from_env(host: str, environ: Mapping[str, str]) -> Pinned | Mapping[int, Trust]:
    """The fingerprints in ``UNIFI_FINGERPRINTS``, or else what `unifi trust` has kept.

    Args:
        host: The console.
        environ: The environment variables.

    Raises:
        KnownConsolesError: as for `known_pins`.
        ConfigurationError: a fingerprint is none, or the host.
    """
    pins = read_fingerprints(environ.get("UNIFI_FINGERPRINTS", ""))
    return Pinned(*pins) if pins else known_pins(host, environ)


def read_fingerprint(text: str) -> str:
    """A SHA-256 as 64 hexadecimal digits in lower case, from any usual spelling.

    Args:
        text: With or without colons and a label, or the line among others that ``openssl`` prints.

    Raises:
        ConfigurationError: it is none.
    """
    labelled = _LABELLED_LINE.search(text)
    folded = "".join((labelled[1] if labelled else text).lower().replace(":", "").split())
    if not _SHA256_HEX.fullmatch(folded):
        raise ConfigurationError(
            "fingerprints: a SHA-256 fingerprint is 64 hexadecimal digits; fetch_certificate() reads it, "
            "and openssl x509 -noout -fingerprint -sha256 prints it"
        )
    return folded


def read_fingerprints(text: str) -> tuple[str, ...]:
    """Several of them, with commas, blanks or line breaks between.

    Args:
        text: Such as an environment variable holds.

    Raises:
        ConfigurationError: one of them is none.
    """
    return tuple(read_fingerprint(part) for part in _LABEL.sub(" ", text).replace(",", " ").split())


class _FingerprintSet(aiohttp.Fingerprint):
    """One of several fingerprints; aiohttp calls `check` on a new connection before it writes to it."""

    def __init__(self, fingerprints: tuple[str, ...]) -> None:
        self._accepted = tuple(bytes.fromhex(text) for text in fingerprints)
        super().__init__(self._accepted[0])

    def check(self, transport: asyncio.Transport) -> None:
        """Compare the presented certificate with each accepted one."""
        ssl_object = transport.get_extra_info("ssl_object")
        presented = hashlib.sha256(ssl_object.getpeercert(binary_form=True)).digest() if ssl_object else b""
        if presented not in self._accepted:
            host, port, *_ = transport.get_extra_info("peername")
            asyncio.get_running_loop().call_soon(transport.abort)  # aiohttp only closes it, which outlives the session
            raise aiohttp.ServerFingerprintMismatch(self._accepted[0], presented, host, port)
