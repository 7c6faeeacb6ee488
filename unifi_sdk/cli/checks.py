"""What `unifi doctor` looks at: this machine, the settings, the way to the console, and each application."""

from __future__ import annotations

import asyncio
import importlib.metadata
import importlib.util
import os
import platform
import socket
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Literal, TypeAlias

import aiohttp
import attrs

from unifi_sdk import Pinned, RetryPolicy, __version__
from unifi_sdk._core.address import Address
from unifi_sdk._core.client import TrustByPort, trust_for
from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.known import known_by_port, known_file
from unifi_sdk._core.x509 import FLAWS, UNKNOWN_ISSUER, flaw_of
from unifi_sdk.cli.commands.trust import Presented, look, out_of_date
from unifi_sdk.cli.exits import Ending, Exit, explain
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.reach import find_site
from unifi_sdk.cli.settings import APPLICATIONS
from unifi_sdk.console import Console
from unifi_sdk.errors import (
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    UnexpectedContentError,
    UniFiError,
)

__all__ = ["Check", "Examination", "Settings", "check_credentials", "check_machine"]

_State: TypeAlias = Literal["ok", "warn", "fail"]
_Question: TypeAlias = Callable[[Console], Awaitable[str]]

_LARGEST_SKEW: Final = timedelta(seconds=60)
_NOT_THERE: Final = (NotFoundError, NotSupportedError, UnexpectedContentError)
_CREDENTIALS: Final = {
    "Network and Protect": ("UNIFI_API_KEY",),
    "Access": ("UNIFI_ACCESS_TOKEN",),
    "an old Cloud Key": ("UNIFI_USERNAME", "UNIFI_PASSWORD"),
}


@attrs.frozen
class Check:
    """One thing that was looked at.

    Args:
        name: What.
        state: ``fail`` for what keeps commands from working, ``warn`` for what may.
        detail: What was found.
        remediation: What to do about it.
        ending: How the command ends when this is the first failure.
    """

    name: str
    state: _State
    detail: str
    remediation: str | None = None
    ending: Ending | None = None


@attrs.frozen
class Settings:
    """What the environment, standard input and the keyring say.

    Args:
        variables: The variables that `Console.from_env` reads.
        sources: Where each credential comes from: variable to words.
        trust: How certificates are judged.
    """

    variables: Mapping[str, str] = attrs.field(repr=False)
    sources: Mapping[str, str]
    trust: TrustByPort

    def has(self, application: str) -> bool:
        """Whether there is all that an application wants.

        Args:
            application: "network", "access", "protect" or "legacy".
        """
        return all(name in self.sources for name in APPLICATIONS[application])

    def pins(self, port: int) -> tuple[str, ...]:
        """The fingerprints that are accepted on a port; none where this machine's own judgement counts.

        Args:
            port: Which one.
        """
        trust = trust_for(self.trust, port)
        return trust.fingerprints if isinstance(trust, Pinned) else ()


def check_machine() -> Iterator[Check]:
    """Versions, what makes the SDK faster, and the file with the certificates."""
    yield Check("sdk", "ok", f"unifi-sdk {__version__}")
    yield Check("python", "ok", f"Python {platform.python_version()}, aiohttp {importlib.metadata.version('aiohttp')}")
    if importlib.util.find_spec("orjson") is None:
        detail = "orjson is not installed: JSON is read by the standard library, which is slower"
        yield Check("orjson", "warn", detail, 'install the extra "speed" of unifi-sdk')
    else:
        yield Check("orjson", "ok", "orjson is installed")
    try:
        path = known_file()
        known_by_port("")
    except UniFiError as error:
        yield _fail("configuration", error)
        return
    what = (
        "holds the certificates that you agreed to" if path.exists() else "is not there: no certificate was agreed to"
    )
    yield Check("configuration", "ok", f"{path} {what}")


def check_credentials(settings: Settings) -> Iterator[Check]:
    """Which credentials there are and where from, never what they are.

    Args:
        settings: What there is.
    """
    for application, names in _CREDENTIALS.items():
        found = [f"{name} from {settings.sources[name]}" for name in names if name in settings.sources]
        missing = " and ".join(name for name in names if name not in settings.sources)
        if found and missing:
            yield Check("credential", "warn", f"{application}: {found[0]}, but no {missing}", f"set {missing} too")
        else:
            yield Check("credential", "ok", f"{application}: {', '.join(found) or f'none ({missing})'}")
    if not settings.sources:
        error = "there is no credential, so that no application can be asked"
        remedy = "set UNIFI_API_KEY or UNIFI_ACCESS_TOKEN, pipe one in with --key-stdin, or keep it in the keyring"
        yield Check("credential", "fail", error, remedy, Ending(Exit.CONFIG, error, "CONFIG", remedy))


class Examination:
    """Looks at a console and its applications.

    Args:
        options: What the command was given.
        address: The console, with the port of UniFi OS.
        ports: Where each application listens: "network", "protect", "access", "legacy".
        settings: What there is to ask with.
        seconds: How long each step may take.
    """

    def __init__(
        self, options: Options, address: Address, ports: Mapping[str, int], settings: Settings, seconds: float
    ) -> None:
        self._options = options
        self._address = address
        self._ports = ports
        self._settings = settings
        self._seconds = seconds
        self._ready: set[int] = set()
        """The ports that answer with a certificate that is accepted."""

    async def check(self) -> AsyncGenerator[Check, None]:
        """Everything, one after the other; what depends on something that failed is left out."""
        resolved = await self._resolve()
        yield resolved
        if resolved.state == "fail":
            return
        presented = await look(self._address, tuple(self._ports.values()), self._seconds)
        for each in presented:
            yield self._check_port(each)
            if each.certificate is not None:
                yield await self._check_certificate(each)
        for each in presented:
            if each.certificate is not None:
                yield await self._check_clock(each.port, each.certificate.fingerprint)
                break
        async with aclosing(self._check_applications()) as checks:
            async for check in checks:
                yield check

    async def _resolve(self) -> Check:
        host = self._address.host
        try:
            async with asyncio.timeout(self._seconds):
                found = await asyncio.get_running_loop().getaddrinfo(host, self._address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            why = "no answer in time" if isinstance(error, TimeoutError) else "the name is unknown"
            said, remedy = f"{host} can't be resolved: {why}", "check the name, or use the console's address"
            return Check("name", "fail", said, remedy, Ending(Exit.RETRYABLE, said, "CONNECTION_FAILED", remedy))
        addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
        return Check("name", "ok", f"{host} is {', '.join(addresses)}")

    def _check_port(self, presented: Presented) -> Check:
        names = self._names_at(presented.port)
        if presented.certificate is not None:
            return Check("port", "ok", f"{presented.port} is open ({names})")
        error = presented.error or UniFiError("no certificate")
        if self._is_needed(presented.port):
            return _fail("port", error)
        return Check("port", "ok", f"{presented.port} does not answer ({names}), and nothing here needs it")

    async def _check_certificate(self, presented: Presented) -> Check:
        certificate = presented.certificate
        fingerprint = certificate.fingerprint if certificate else ""
        pins = self._settings.pins(presented.port)
        what = f"port {presented.port} shows {fingerprint[:16]}…"
        flaw = "" if pins else await self._flaw(presented.port)
        late = out_of_date(certificate) if certificate else ""
        if fingerprint in pins or not (pins or flaw):
            self._ready.add(presented.port)
            if late:
                remedy = "nothing while it is pinned; renew it on the console, or set the clocks"
                return Check("certificate", "warn", f"{what}, which is pinned and {FLAWS[late]}", remedy)
            return Check("certificate", "ok", f"{what}, which is {'pinned' if pins else 'trusted by this machine'}")
        if pins:
            said, code = f"{what}, which is not what is pinned", "CERTIFICATE_MISMATCH"
            remedy = "if the certificate was renewed, run `unifi trust HOST`; if not, somebody else is answering"
            if os.environ.get("UNIFI_FINGERPRINTS"):
                remedy = f"{remedy}; UNIFI_FINGERPRINTS is set and comes before what was kept"
        else:
            said = "nobody has agreed to yet" if flaw == UNKNOWN_ISSUER else FLAWS[flaw]
            said += f" and which {FLAWS[late]}" if late and late != flaw else ""
            said, code = f"{what}, which {said}", "UNTRUSTED_CERTIFICATE"
            remedy = "run `unifi trust HOST`, compare the fingerprint with the console's, and keep it"
        if not self._is_needed(presented.port):
            return Check("certificate", "warn", said, remedy)
        return Check("certificate", "fail", said, remedy, Ending(Exit.CONFIG, said, code, remedy))

    async def _flaw(self, port: int) -> str:
        """Why this machine's own judgement is against a port, "" if it isn't; nothing is sent but a TLS greeting."""
        context = await asyncio.to_thread(ssl.create_default_context)
        try:
            async with asyncio.timeout(self._seconds):
                _, writer = await asyncio.open_connection(self._address.host, port, ssl=context)
        except OSError as error:  # what the handshake raises is one too, and so is a timeout
            return flaw_of(error)
        writer.transport.abort()
        return ""

    async def _check_clock(self, port: int, fingerprint: str) -> Check:
        """Compare clocks by the Date of an answer to a question without any credential."""
        pin = aiohttp.Fingerprint(bytes.fromhex(fingerprint))
        limits = aiohttp.ClientTimeout(total=self._seconds)
        url = f"https://{Address(self._address.host, port)}/"
        try:
            async with (
                aiohttp.ClientSession(timeout=limits) as session,
                session.get(url, ssl=pin, allow_redirects=False) as answer,
            ):
                moment = parsedate_to_datetime(answer.headers.get("Date", ""))
        except (aiohttp.ClientError, OSError, ValueError, TypeError):
            return Check("clock", "ok", "the console doesn't tell its time")
        skew = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)
        seconds = round(skew.total_seconds())
        if abs(skew) <= _LARGEST_SKEW:
            return Check("clock", "ok", "the console's clock agrees with this machine's")
        ahead = "ahead of" if seconds > 0 else "behind"
        said = f"the console's clock is {abs(seconds)} s {ahead} this machine's"
        return Check("clock", "warn", said, "set both by NTP: visits, keys and signatures go by these clocks")

    async def _check_applications(self) -> AsyncGenerator[Check, None]:
        retry = RetryPolicy(attempts=1, deadline_seconds=self._seconds)
        try:
            opened = Console.from_env(self._settings.variables, read_only=True, retry=retry)
        except UniFiError as error:
            remedy = "correct the option or environment variable behind it"
            yield Check("settings", "fail", str(error), remedy, Ending(Exit.CONFIG, str(error), "CONFIG", remedy))
            return
        answers: dict[str, _State] = {}
        async with opened as console:
            for name, (application, ask) in self._questions().items():
                is_asked = self._settings.has(application) and self._ports[application] in self._ready
                if not is_asked or (name == "site" and answers.get("network") != "ok"):
                    continue
                check = await _ask(console, name, ask)
                answers[name] = check.state
                yield check
        if answers.get("network") == answers.get("protect") == "warn":
            said, remedy = "neither Network nor Protect answers here", "check that the host is a UniFi console"
            yield Check("applications", "fail", said, remedy, Ending(Exit.NOT_FOUND, said, "NOT_FOUND", remedy))

    def _questions(self) -> dict[str, tuple[str, _Question]]:
        return {
            "network": ("network", _network),
            "site": ("network", self._site),
            "protect": ("protect", _protect),
            "access": ("access", _access),
            "legacy": ("legacy", _legacy),
        }

    async def _site(self, console: Console) -> str:
        site, _ = await find_site(self._options, console)
        return f"{clean_text(site.name or site.id)} ({site.id})"

    def _is_needed(self, port: int) -> bool:
        """Whether there is a credential for what listens there; the console's own port is what makes it a console."""
        asked = (self._settings.has(name) for name, at in self._ports.items() if at == port)
        return any(asked) or (port == self._address.port and not self._settings.sources)

    def _names_at(self, port: int) -> str:
        titles = {"network": "Network", "protect": "Protect", "access": "Access", "legacy": "an old Cloud Key"}
        return ", ".join(titles[name] for name, at in self._ports.items() if at == port)


async def _ask(console: Console, name: str, ask: _Question) -> Check:
    try:
        return Check(name, "ok", await ask(console))
    except _NOT_THERE as error:
        if name == "site":
            return _fail(name, error)
        detail = f"it does not answer ({explain(error).error})"
        return Check(name, "warn", detail, "nothing, if it is not installed on this console")
    except PermissionDeniedError as error:
        if name != "access":
            return _fail(name, error)
        detail = f"the token is accepted, but may not list doors ({explain(error).error})"
        return Check(name, "warn", detail, "give it view:space if `unifi door` is wanted")
    except UniFiError as error:
        return _fail(name, error)


async def _network(console: Console) -> str:
    return f"UniFi Network {clean_text((await console.network.info.get()).application_version)}, the key is accepted"


async def _protect(console: Console) -> str:
    return f"UniFi Protect {clean_text((await console.protect.meta.info()).application_version)}, the key is accepted"


async def _access(console: Console) -> str:
    doors = await console.access.doors.list()
    return f"UniFi Access, {len(doors)} doors, the token is accepted"


async def _legacy(console: Console) -> str:
    user = await console.legacy_protect.login()
    return f"the login as {clean_text(user.local_username or user.id)} is accepted"


def _fail(name: str, error: UniFiError) -> Check:
    ending = explain(error)
    return Check(name, "fail", ending.error, ending.remediation, ending)
