"""Finding the operation that a text means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.operations.table import Call, calls

__all__ = ["Found", "find_call", "find_operation", "is_operation", "search"]

_VERBS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_OPERATION: Final = re.compile(rf"\s*(?:({'|'.join(_VERBS)})\s*)?(/\S*)\s*", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"^(/proxy/(network|protect))?(/integration)?(?=/v1/)|^/api/v1/developer(?=/)"
    r"|^(/proxy/network)?(/api/s|/v2/api/site)/(?P<site>[^/]+)(?=/)"
)
_PLACEHOLDER: Final = re.compile(r"\{\w*\}|:\w+|<\w*>|\*")
_SUGGESTIONS: Final = 5


@attrs.frozen
class Found:
    """The calls of one operation.

    Args:
        calls: One for each method that performs it.
        values: The arguments that the path holds, by name: `GET /doors/123` names the door.
    """

    calls: tuple[Call, ...]
    values: Mapping[str, str]


def is_operation(text: str) -> bool:
    """Whether a text reads like ``GET /v1/sites``."""
    return _OPERATION.fullmatch(text) is not None


def find_operation(text: str) -> Found:
    """The operation, or the method, that a text means.

    Letter case and the names of ids don't matter, a value may stand in the place of an id, and what stands before ``/v1``,
    a path of UniFi Access or one of the classic API may be there or not. A method is named as
    ``network.clients.authorize``; of those that are called alike, documented ones come first.

    Args:
        text: What somebody wrote.

    Raises:
        CommandError: there is no such operation; it names those that are alike.
    """
    written = _OPERATION.fullmatch(text)
    if written is None:
        meant = [call for call in calls() if call.method and f".{call.method}".endswith(f".{text.strip()}")]
        named = [call for call in meant if call.report is None] or meant
        if named and len({call.operation for call in named}) == 1:
            return Found(tuple(named), {})
        if len({call.method for call in named}) == 1:  # it performs several, by what stands on the console
            return Found((named[-1],), {})
        raise _unknown(text)
    whole = written[2].partition("?")[0]
    verb, path = (written[1] or "").upper(), _BEFORE.sub("", whole).rstrip("/")
    segments = path.split("/")[1:]
    matches = [
        (score, call, values)
        for call in calls()
        if (matched := _match(call, verb, segments)) is not None
        for score, values in [matched]
    ]
    best = max((score for score, _, _ in matches), default=0)
    chosen = [(call, values) for score, call, values in matches if score == best]
    if len({call.operation for call, _ in chosen}) != 1:
        raise _unknown(text, [call for call, _ in chosen])
    return Found(tuple(call for call, _ in chosen), _site_before(whole) | chosen[0][1])


def find_call(found: Found, method: str | None) -> Call:
    """The one method of an operation: the only one, the one that is named, or for a read the first.

    Args:
        found: The operation.
        method: Its last part or more: ``authorize``, ``clients.authorize``.

    Raises:
        CommandError: none is called that, or a write has several and none is named.
    """
    operation, names = found.calls[0].operation, ", ".join(_short_names(found.calls))
    if method:
        named = [call for call in found.calls if f".{call.method}".endswith(f".{method}")]
        if len(named) != 1:
            what = "several methods" if named else "no method"
            raise _usage(f"{operation} has {what} {clean_text(method)!r}", f"it has {names}")
        return named[0]
    if len(found.calls) > 1 and any(call.is_write for call in found.calls):
        raise _usage(f"{operation} does several things", f"say which with --method: {names}")
    return found.calls[0]


def _short_names(among: Sequence[Call]) -> list[str]:
    """The last part of each method, and the one before it where several end alike."""
    last = [call.method.rpartition(".")[2] for call in among]
    return [
        name if last.count(name) == 1 else ".".join(call.method.split(".")[-2:])
        for name, call in zip(last, among, strict=True)
    ]


def search(words: Sequence[str]) -> list[Call]:
    """The calls in which every word is found: in the operation, the method or the summary.

    Args:
        words: In any letter case; all calls when there are none.
    """
    wanted = [word.casefold() for word in words]
    return [
        call
        for call in calls()
        if all(word in f"{call.operation} {call.method} {call.summary}".casefold() for word in wanted)
    ]


def _site_before(path: str) -> dict[str, str]:
    """The site that a path of the classic API names by what it begins with."""
    before = _BEFORE.match(path)
    site = before["site"] if before else None
    return {"site_id": site} if site and not _PLACEHOLDER.fullmatch(site) else {}


def _match(call: Call, verb: str, segments: Sequence[str]) -> tuple[int, dict[str, str]] | None:
    """How many segments are the same, and the values of ids; None where the path is another one."""
    its_verb, _, its_path = call.operation.partition(" ")
    parts = its_path.split("/")[1:]
    if parts[-1] == "{path}" and len(segments) > len(parts):
        segments = [*segments[: len(parts) - 1], "/".join(segments[len(parts) - 1 :])]
    if (verb and verb != its_verb) or len(parts) != len(segments):
        return None
    score, values = 0, {}
    for part, segment in zip(parts, segments, strict=True):
        is_placeholder = _PLACEHOLDER.fullmatch(segment)
        if not part.startswith("{"):
            if is_placeholder or part.casefold() != segment.casefold():
                return None
            score += 1
        elif not segment:
            return None
        elif not is_placeholder and segment.casefold() != part.strip("{}"):
            if part.strip("{}") not in call.ids:
                return None
            values[call.ids[part.strip("{}")]] = segment
    return score, values


def _unknown(text: str, among: Sequence[Call] = ()) -> CommandError:
    if among:
        names = list(dict.fromkeys(call.operation for call in among))[:_SUGGESTIONS]
        return _usage(f"{clean_text(text)!r} may be several operations", f"say which: {'; '.join(names)}")
    plain = {_bare(call.operation): call.operation for call in calls()}
    methods = {call.method: call.method for call in calls() if call.method}
    known = plain if "/" in text else methods
    alike = difflib.get_close_matches(_bare(text), known, _SUGGESTIONS, 0.6)
    meant = "; ".join(known[each] for each in alike)
    remediation = f"did you mean: {meant}" if meant else "unifi call --list shows them, and takes words to look for"
    return _usage(f"there is no operation {clean_text(text)!r}", remediation)


def _bare(operation: str) -> str:
    """Without the names of ids and what a path may begin with."""
    verb, blank, path = operation.strip().partition(" ")
    return verb.upper() + blank + re.sub(r"\{\w*\}", "{}", _BEFORE.sub("", path)) if blank else verb


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)
