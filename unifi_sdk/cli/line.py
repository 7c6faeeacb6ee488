"""The command line before it is taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Final

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.fence import imitates
from unifi_sdk.cli.options import CallOptions
from unifi_sdk.cli.output import Format, format_for

__all__ = ["arrange", "check_marks", "fleet_line", "format_asked", "profile_asked"]

_VERSION: Final = "--version"
_PROFILE: Final = "--profile"
_FLEET: Final = "--fleet"
_HELP: Final = frozenset({"--help", "-h"})


def arrange(tokens: Sequence[str]) -> list[str]:
    """The command first, and what every command takes behind it, wherever it was written.

    Args:
        tokens: What was typed behind the name of the program.
    """
    leading: list[str] = []
    words: list[str] = []
    rest = list(tokens)
    while rest and len(words) < 2:
        name, _, value = rest[0].partition("=")
        if name in _shared():
            taken = 1 if value or _shared()[name] else 2
            leading += rest[:taken] if name != _PROFILE else []  # that has been read already
            del rest[:taken]
        elif rest[0].startswith("-"):
            break
        else:
            words.append(rest.pop(0))
    if not words:
        return list(tokens)
    end = rest.index("--") if "--" in rest else len(rest)
    if words[0] != "call" and _VERSION in rest[:end]:
        return [_VERSION]
    return [*words, *rest[:end], *leading, *rest[end:]]


def fleet_line(tokens: Sequence[str]) -> list[str] | None:
    """The command that is to run at every console of a fleet, arranged; None for any other.

    Args:
        tokens: What was typed behind the name of the program.
    """
    line = arrange(tokens)
    if not line or line[0].startswith("-"):
        return None
    end = line.index("--") if "--" in line else len(line)
    if not _HELP.isdisjoint(line[:end]) or line[:2] == ["fleet", "list"]:
        return None
    if line[:2] == ["fleet", "run"]:
        return arrange(line[2:]) if len(line) > 2 else None
    is_over_fleet = any(token.partition("=")[0] == _FLEET for token in line[:end])
    return line if is_over_fleet or line[:2] == ["fleet", "check"] else None


def check_marks(tokens: Sequence[str]) -> None:
    """Refuse a text with a mark in it, or with what could be read as one: printed again, it would be taken for a true one.

    Args:
        tokens: What was typed behind the name of the program.

    Raises:
        CommandError: there is one.
    """
    if any(map(imitates, tokens)):
        raise CommandError(
            Exit.USAGE,
            "what was typed holds a mark such as stand around untrusted text, or imitates one",
            code="USAGE",
            remediation="leave the marks away; `--no-fence` prints texts without them",
        )


def format_asked(tokens: Sequence[str]) -> Format:
    """How results, and so errors, are printed, as far as the tokens tell; what they say wrongly is told elsewhere.

    Args:
        tokens: What was typed behind the name of the program.
    """
    asked = None
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        name, _, value = token.partition("=")
        if name == "--json":
            asked = Format.JSON
        elif name == "--format" and (value or following).lower() in list(Format):
            asked = Format((value or following).lower())
    return format_for(asked)


def profile_asked(tokens: Sequence[str]) -> str | None:
    """The profile that the tokens name; it is needed before they are taken apart.

    Behind `call` the option is the operation's, where one takes a profile.

    Args:
        tokens: What was typed behind the name of the program.
    """
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        name, given, value = token.partition("=")
        if name in ("--", "call"):
            return None
        if name == _PROFILE:
            return value if given else following
    return None


@cache
def _shared() -> dict[str, bool]:
    """The options that commands share, and whether each stands alone."""
    named = {field.name.strip("_").replace("_", "-"): field.default is False for field in fields(CallOptions)}
    return {f"--{name}": is_flag for name, is_flag in named.items()} | {"-q": True}
