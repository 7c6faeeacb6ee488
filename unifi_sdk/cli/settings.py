"""Which console a command talks to, and with what: options, environment, standard input, keyring, known certificates."""

from __future__ import annotations

import getpass
import importlib
import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.fence import imitates

__all__ = ["APPLICATIONS", "KEYRING_SERVICE", "check_variables", "read_cloud_settings", "read_settings"]

KEYRING_SERVICE: Final = "unifi-sdk"
APPLICATIONS: Final = {
    "network": ("UNIFI_API_KEY",),
    "protect": ("UNIFI_API_KEY",),
    "access": ("UNIFI_ACCESS_TOKEN",),
    "legacy": ("UNIFI_USERNAME", "UNIFI_PASSWORD"),
}
"""The variables that hold the credentials of an application."""

_CLOUD: Final = "api.ui.com"
_CLOUD_KEY: Final = "UNIFI_CLOUD_API_KEY"
_ALONE: Final[Mapping[tuple[str, ...], str]] = {("access",): "UNIFI_ACCESS_TOKEN", ("cloud",): _CLOUD_KEY}
"""What a key on standard input is that comes without a name, for whoever needs no other."""
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
        check_variables(settings)
    if host:
        settings["UNIFI_HOST"] = host
    if not settings.get("UNIFI_HOST"):
        if settings.get("UNIFI_CONSOLE_ID"):
            return _with_cloud_key(settings)
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
    return settings


def check_variables(settings: Mapping[str, str]) -> None:
    """Refuse a variable of the SDK with a mark in it, whether the environment, a profile or standard input says it.

    Args:
        settings: Names and values.

    Raises:
        CommandError: a value holds what reads as a mark around untrusted text; it is named, and not shown.
    """
    for name, value in settings.items():
        if name.startswith("UNIFI_") and imitates(value):
            raise CommandError(
                Exit.CONFIG,
                f"{name} holds a mark such as stand around untrusted text, or imitates one",
                code="CONFIG",
                remediation="set it to a text without marks",
            )


def read_cloud_settings(
    *,
    key_stdin: bool = False,
    environ: Mapping[str, str] = os.environ,
    read_line: Callable[[], str] | None = None,
) -> dict[str, str]:
    """The variables that `CloudClient.from_env` reads.

    Args:
        key_stdin: Read the key from standard input, before the environment.
        environ: The environment variables.
        read_line: As for `read_settings`.

    Raises:
        CommandError: the key is told nowhere.
    """
    settings = dict(environ)
    if key_stdin:
        settings.update(_from_lines(read_line or _read_line, ("cloud",)))
        check_variables(settings)
    return _with_cloud_key(settings)


def _with_cloud_key(settings: dict[str, str]) -> dict[str, str]:
    if not settings.get(_CLOUD_KEY):
        settings.update(_from_keyring(_CLOUD, [_CLOUD_KEY]))
    if not settings.get(_CLOUD_KEY):
        raise _missing(
            "there is no key of the cloud",
            f"make one at unifi.ui.com > Settings > API Keys, and set {_CLOUD_KEY}, pipe it in with --key-stdin, or keep it "
            f"in the keyring: keyring set {KEYRING_SERVICE} {_CLOUD}/{_CLOUD_KEY}",
        )
    return settings


def _from_lines(read_line: Callable[[], str], needed: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    alone = _ALONE.get(needed, "UNIFI_API_KEY")
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


def _missing(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.CONFIG, error, code="CONFIG", remediation=remediation)
