"""`unifi trust`: look at the certificates of a console once, and know them from then on."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import attrs
from cyclopts import App

from unifi_sdk import Certificate, ConfigurationError, Pinned, UniFiError, fetch_certificate
from unifi_sdk._core.address import Address, parse_host
from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.known import known_by_port, store_fingerprints
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit, explain
from unifi_sdk.cli.options import Options, whole

__all__ = ["Presented", "address_of", "app", "colons", "console_ports", "look", "out_of_date", "port_of"]

app = App(name="trust", version_flags=())

_SECONDS: Final = 5.0


@attrs.frozen
class Presented:
    """What a port showed.

    Args:
        port: Which port.
        certificate: The certificate; None when it showed none.
        error: Why not.
        known: The fingerprints that were agreed to for this port.
    """

    port: int
    certificate: Certificate | None
    error: UniFiError | None
    known: tuple[str, ...]

    @property
    def state(self) -> str:
        """``known``, ``changed``, ``new``, or ``closed``."""
        if self.certificate is None:
            return "closed"
        if self.certificate.fingerprint in self.known:
            return "known"
        return "changed" if self.known else "new"


@app.default
def trust(
    console: str | None = None,
    /,
    *,
    port: tuple[Annotated[int, whole(1, 65535)], ...] = (),
    fingerprint: tuple[str, ...] = (),
    options: Options = Options(),
) -> Exit:
    """Show the fingerprints of a console's certificates, ask, and keep them for this machine's `unifi`.

    Compare them with what the console itself shows, or do this once over a cable that you can see.

    Args:
        console: Its name or address, host or host:port; UNIFI_HOST when left out.
        port: A port to look at; repeat it for several. Those of UniFi OS, Access and an old Cloud Key when left out.
        fingerprint: A SHA-256 that you know already: kept without a question when every port shows one of these.
    """
    expected = _expected(fingerprint)
    address = _address(console or options.host)
    presented = asyncio.run(look(address, port or console_ports(address), options.timeout or _SECONDS))
    shown = [each for each in presented if each.certificate is not None]
    if not shown:
        raise presented[0].error or ConfigurationError("no port was looked at")
    if not options.for_programs:
        _show(address, presented)
    news = {each.port: each.certificate.fingerprint for each in shown if each.certificate and each.state != "known"}
    stored: Path | None = None
    try:
        _check_expected(expected, shown)
        if news and not expected:
            _ask(options, address)
        if news:
            stored = store_fingerprints(address.host, news)
    finally:
        if options.for_programs:
            options.output.document(_report(options, address, presented, stored))
    if not options.for_programs:
        options.output.say(f"kept in {stored}" if stored else "nothing new: these are known")
    if os.environ.get("UNIFI_FINGERPRINTS"):
        options.output.say("UNIFI_FINGERPRINTS is set and comes before what is kept here")
    return Exit.OK


def console_ports(address: Address) -> tuple[int, ...]:
    """Where the applications of a console listen: UniFi OS, Access, and the API of an old Cloud Key.

    Args:
        address: The console, with the port of UniFi OS.

    Raises:
        CommandError: an environment variable holds no port number.
    """
    access = port_of("UNIFI_ACCESS_PORT", 12445)
    legacy = port_of("UNIFI_LEGACY_PORT", 7443)
    return tuple(dict.fromkeys((address.port, access, legacy)))


def port_of(name: str, default: int, environ: Mapping[str, str] = os.environ) -> int:
    """The port that an environment variable holds.

    Args:
        name: The variable.
        default: The port when it isn't set.
        environ: The environment variables.

    Raises:
        CommandError: it holds no port number.
    """
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= 65535):
        raise _mistaken(f"{name} is no port number", "correct it, or leave it out")
    return int(text)


def address_of(host: str) -> Address:
    """The console that a text names, with the port of UniFi OS.

    Args:
        host: Such as ``192.168.1.1`` or ``console:11443``.

    Raises:
        CommandError: it names no host.
    """
    try:
        return parse_host(host, 443)
    except ConfigurationError as error:
        raise _mistaken(str(error), "name the console as host or host:port") from error


async def look(address: Address, ports: Sequence[int], seconds: float) -> list[Presented]:
    """What some ports of a console show, all asked at the same time; nothing is sent but a TLS greeting.

    Args:
        address: The console.
        ports: Where to look.
        seconds: How long a port may take.

    Raises:
        KnownConsolesError: the file with known certificates can't be used.
    """
    known = known_by_port(address.host)
    host = f"[{address.host}]" if ":" in address.host else address.host

    async def one(port: int) -> Presented:
        agreed = tuple(known.get(port, ()))
        try:
            certificate = await fetch_certificate(host, port, timeout_seconds=seconds)
        except UniFiError as error:
            return Presented(port, None, error, agreed)
        return Presented(port, certificate, None, agreed)

    return list(await asyncio.gather(*(one(port) for port in dict.fromkeys(ports))))


def colons(fingerprint: str) -> str:
    """A fingerprint as browsers and consoles write it: pairs of digits with colons between them.

    Args:
        fingerprint: 64 hexadecimal digits.
    """
    return ":".join(fingerprint[index : index + 2] for index in range(0, len(fingerprint), 2)).upper()


def _expected(fingerprints: tuple[str, ...]) -> tuple[str, ...]:
    return Pinned(*fingerprints).fingerprints if fingerprints else ()


def _address(text: str | None) -> Address:
    host = text or os.environ.get("UNIFI_HOST")
    if not host:
        raise _mistaken("no console is named", "name it: `unifi trust HOST`, or UNIFI_HOST")
    return address_of(host)


def _mistaken(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.CONFIG, error, code="CONFIG", remediation=remediation)


def _check_expected(expected: tuple[str, ...], shown: Sequence[Presented]) -> None:
    """Refuse when a port shows another certificate than the ones that the user knows."""
    for each in shown:
        if each.certificate and expected and each.certificate.fingerprint not in expected:
            raise CommandError(
                Exit.CONFIG,
                f"port {each.port} shows {each.certificate.fingerprint}, which is none of the fingerprints given: "
                "nothing was kept",
                code="CERTIFICATE_MISMATCH",
                remediation="find out who answers there; --port leaves the other ports out",
            )


def _ask(options: Options, address: Address) -> None:
    """Have a person agree, or refuse where there is none."""
    if options.for_programs or not sys.stdin.isatty():
        raise CommandError(
            Exit.INPUT_REQUIRED,
            f"nobody is there to compare the fingerprints of {address.host}: nothing was kept",
            code="INPUT_REQUIRED",
            remediation="run it on a terminal, or give each with --fingerprint SHA256, as the console itself shows it",
        )
    print(f"Are these the certificates of {address.host}? Keep them? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise CommandError(
            Exit.ERROR, "nothing was kept", code="DECLINED", remediation="compare the fingerprints, then run it again"
        )


def _show(address: Address, presented: Sequence[Presented]) -> None:
    from unifi_sdk.cli.terminal import print_parts

    for each in presented:
        certificate = each.certificate
        if certificate is None:
            reason = clean_text(str(each.error))
            print_parts((f"{address.host} port {each.port} is left out: {reason}\n", "dim"))
            continue
        style, word = {
            "known": ("green", "known"),
            "new": ("yellow", "not known yet"),
            "changed": ("bold white on red", "CHANGED: this is not the certificate that was agreed to"),
        }[each.state]
        print_parts(f"{address.host} port {each.port}: ", (word, style))
        print_parts(f"  SHA-256  {certificate.fingerprint}\n           {colons(certificate.fingerprint)}")
        print_parts(f"  subject  {clean_text(certificate.subject) or '(none)'}, as it says itself")
        print_parts(f"  valid    {_validity(certificate)}", (_expiry(certificate), "bold red"), "\n")
        if each.state == "changed":
            print_parts((f"  before   {', '.join(each.known)}", "red"))
            text = "  After a renewal of the certificate this is expected; otherwise somebody else may be answering.\n"
            print_parts((text, "bold red"))


def _validity(certificate: Certificate) -> str:
    return f"{certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}"


def out_of_date(certificate: Certificate) -> str:
    """``expired``, ``not yet valid``, or "".

    Args:
        certificate: What a port showed.
    """
    now = datetime.now(UTC)
    return "expired" if certificate.not_after < now else "not yet valid" if certificate.not_before > now else ""


def _expiry(certificate: Certificate) -> str:
    late = out_of_date(certificate)
    return f", {late.upper()}" if late else ""


def _report(options: Options, address: Address, presented: Sequence[Presented], stored: Path | None) -> Data:
    certificates: list[Data] = []
    closed: list[Data] = []
    for each in presented:
        if each.certificate is None:
            closed.append({"port": each.port, "reason": explain(each.error or ConfigurationError("closed")).error})
            continue
        certificates.append(
            {
                "port": each.port,
                "state": each.state,
                "fingerprint": each.certificate.fingerprint,
                "fingerprint_colons": colons(each.certificate.fingerprint),
                "subject": options.writer.write_json(each.certificate.subject),
                "not_before": options.writer.write(each.certificate.not_before),
                "not_after": options.writer.write(each.certificate.not_after),
                "out_of_date": out_of_date(each.certificate) or None,
                "known": list(each.known),
            }
        )
    kept = None if stored is None else str(stored)
    return {"host": address.host, "certificates": certificates, "closed": closed, "stored": kept}
