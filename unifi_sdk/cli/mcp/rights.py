"""What an agent may change: what the person who starts the server has allowed, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.model import Json
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.lock import check_lock
from unifi_sdk.cli.operations.dangers import WORDS_OF_METHODS
from unifi_sdk.cli.operations.table import Call, calls

__all__ = ["WORDS", "Rights", "name_of", "words_of"]

WORDS: Final = {
    "doors": "what opens or locks doors",
    "emergency": "lockdown and evacuation",
    "microphones": "what concerns microphones",
    "deletion": "whatever is sent with DELETE",
    "firmware": "firmware",
}
"""What no group brings along: each has to be allowed by its own word."""
_WORD_BEGINS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|-")
_BUNDLES: Final = {"network.guests": ("network.vouchers", "network.clients.authorize", "network.clients.unauthorize")}
"""Groups that go by a purpose and not by a resource."""


def name_of(call: Call) -> str:
    """How a call is named among groups: its method, or the operation where it has none.

    Args:
        call: The operation.
    """
    return call.method or ".".join([call.application, *call.attributes, call.operation])


def words_of(call: Call, body: Json = None) -> frozenset[str]:
    """The words without which a call isn't made.

    Args:
        call: The operation.
        body: What would be sent, where that is known.
    """
    verb, _, path = call.operation.partition(" ")
    parts = set(path.replace("-", "_").split("/"))
    needed = {"emergency"} if "emergency" in parts else {"doors"} if "doors" in parts else set()
    if verb == "DELETE":
        needed.add("deletion")
    if any("firmware" in part or part == "upgrade" for part in parts):
        needed.add("firmware")
    if call.method in WORDS_OF_METHODS:
        needed.add(WORDS_OF_METHODS[call.method])
    if any(_of_microphone(part) for part in [*parts, *_keys(body)]):
        needed.add("microphones")
    return frozenset(needed)


@attrs.frozen
class Rights:
    """What may be changed.

    Args:
        groups: What was allowed: applications, resources, methods, and words.
    """

    groups: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str | None) -> Rights:
        """What ``--allow network.guests,access.visitors`` says.

        Args:
            text: Names with commas between them; nothing for reads alone.

        Raises:
            CommandError: nothing is called that.
        """
        names = frozenset(part.strip() for part in (text or "").split(",")) - {""}
        known = known_groups()
        for name in sorted(names - known):
            raise CommandError(
                Exit.USAGE,
                f"--allow: there is no group {clean_text(name)!r}",
                code="USAGE",
                remediation=f"groups are {', '.join(sorted(name for name in known if name.count('.') < 2))}; "
                "a single method can be named as well",
            )
        return cls(names)

    @property
    def reads_only(self) -> bool:
        """Whether nothing may be changed."""
        return not self.groups

    def permits(self, call: Call, body: Json = None) -> bool:
        """Whether a call may be made; every read may.

        Args:
            call: The operation.
            body: What would be sent, where that is known.
        """
        if not call.is_write:
            return True
        names = {each for group in self.groups for each in _BUNDLES.get(group, (group,))}
        is_named = any(f"{name_of(call)}.".startswith(f"{name}.") for name in names)
        return is_named and words_of(call, body) <= self.groups and _is_unlocked(call)


def known_groups() -> frozenset[str]:
    """Everything that can be allowed."""
    return frozenset({*WORDS, *_BUNDLES, *_names(call for call in calls() if call.is_write)})


def _names(writes: Iterable[Call]) -> Iterator[str]:
    for call in writes:
        parts = [call.application, *call.attributes]
        yield from (".".join(parts[: at + 1]) for at in range(len(parts)))
        yield name_of(call)


def _is_unlocked(call: Call) -> bool:
    """Whether the environment lets it pass; see `check_lock`."""
    try:
        check_lock(name_of(call))
    except CommandError as error:
        if error.ending.exit is Exit.MUTATION_BLOCKED:
            return False
        raise
    return True


def _of_microphone(name: str) -> bool:
    words = _WORD_BEGINS.sub("_", name).lower().split("_")
    return any(word in ("mic", "mics") or word.startswith("microphone") for word in words)


def _keys(body: Json) -> Iterator[str]:
    if isinstance(body, dict):
        for key, inner in body.items():
            yield key
            yield from _keys(inner)
    elif isinstance(body, list):
        for inner in body:
            yield from _keys(inner)
