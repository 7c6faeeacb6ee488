"""Which console a command talks to, and with what: options, environment, standard input, keyring, known certificates."""

from __future__ import annotations

import getpass
import importlib
import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from unifi_sdk._core.address import parse_host
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.known import known_fingerprints
from unifi_sdk.errors import ConfigurationError

__all__ = ["APPLICATIONS", "KEYRING_SERVICE", "read_settings"]

KEYRING_SERVICE: Final = "unifi-sdk"
APPLICATIONS: Final = {
    "network": ("UNIFI_API_KEY",),
    "protect": ("UNIFI_API_KEY",),
    "access": ("UNIFI_ACCESS_TOKEN",),
    "legacy": ("UNIFI_USERNAME", "UNIFI_PASSWORD"),
}
"""The variables that hold the credentials of an application."""

_ASSIGNMENT: Final = re.compile(r"(?:export\s+)?([A-Za-z][A-Za-z0-9_]*)\s*=(.*[^=].*)")
"""A line of a file with environment variables; a key that ends in = is none."""


class _Keyring(Protocol):
    def get_password(self, service_name: str, username: str) -> str | None: ...


def read_settings(
    *needed: str,
    host: str | None = None,
    key_stdin: bool = False,
    environ: Mapping[str, str] = os.environ,
    read_line: Callable[[], str] | None = None,
) -> dict[str, str]:
    """The variables that `Console.from_env` reads, with what the environment lacks filled in.

    Args:
        needed: The applications whose credentials are looked for: "network", "access", "protect", "legacy".
        host: The console, in place of ``UNIFI_HOST``.
        key_stdin: Read credentials from standard input first: lines ``NAME=value``, or one line with the key alone. They
            come before the environment; ``host`` comes before both.
        environ: The environment variables.
        read_line: What gives a line of standard input, "" at its end.

    Raises:
        CommandError: the console, or a credential for each of the applications, is told nowhere.
    """
    settings = dict(environ)
    if key_stdin:
        settings.update(_from_lines(read_line or _read_line, needed))
    if host:
        settings["UNIFI_HOST"] = host
    if not settings.get("UNIFI_HOST"):
        raise _missing("no console is named", "pass --host, or set UNIFI_HOST")
    names = [name for application in needed for name in APPLICATIONS[application]]
    missing = [name for name in dict.fromkeys(names) if not settings.get(name)]
    if missing:
        settings.update(_from_keyring(settings["UNIFI_HOST"], missing))
    if needed and not any(all(settings.get(name) for name in APPLICATIONS[application]) for application in needed):
        raise _missing(
            f"there is no credential for {' or '.join(needed)}",
            f"set {' or '.join(dict.fromkeys(names))}, pipe it in with --key-stdin, or keep it in the keyring: "
            f"keyring set {KEYRING_SERVICE} {settings['UNIFI_HOST']}/{names[0]}",
        )
    if not settings.get("UNIFI_FINGERPRINTS"):
        settings["UNIFI_FINGERPRINTS"] = ",".join(known_fingerprints(_bare(settings["UNIFI_HOST"]), environ))
    return settings


def _from_lines(read_line: Callable[[], str], needed: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    alone = "UNIFI_ACCESS_TOKEN" if needed == ("access",) else "UNIFI_API_KEY"
    while line := read_line():
        text = line.strip()
        if assigned := _ASSIGNMENT.fullmatch(text):
            name, value = assigned.groups()
            if name.startswith("UNIFI_"):
                found[name] = _unquoted(value.strip())
        elif text and not text.startswith("#"):
            if alone in found:
                raise _missing(
                    "standard input gave more than one key", "pipe the key in a line of its own, or as NAME=value"
                )
            found[alone] = text
    if not found:
        raise _missing("standard input gave no key", "pipe the key, or lines such as UNIFI_API_KEY=…, into the command")
    return found


def _read_line() -> str:
    """A line of standard input; what is typed at a terminal isn't shown, and an empty line ends it."""
    if sys.stdin is None:
        return ""
    try:
        return getpass.getpass("key (not shown; an empty line ends): ") if sys.stdin.isatty() else sys.stdin.readline()
    except EOFError:
        return ""


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _from_keyring(host: str, names: list[str]) -> dict[str, str]:
    try:
        keyring: _Keyring = importlib.import_module("keyring")
    except Exception:  # without it, or with one that is broken, a key can still come from elsewhere
        return {}
    found = {}
    for name in names:
        try:
            value = keyring.get_password(KEYRING_SERVICE, f"{host}/{name}")
        except Exception:  # noqa: S112 - whatever is wrong with a keyring, the command can do without
            continue
        if value:
            found[name] = value
    return found


def _bare(host: str) -> str:
    try:
        return parse_host(host, 443).host
    except ConfigurationError as error:
        raise _missing(str(error), "name the console as host or host:port") from None


def _missing(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.CONFIG, error, code="CONFIG", remediation=remediation)
