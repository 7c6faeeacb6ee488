"""Models as plain data for JSON and tables: as `to_dict` gives them, with untrusted text fenced."""

from __future__ import annotations

import re
from typing import Final, TypeAlias, cast

import attrs

from unifi_sdk._core.model import OpenEnum
from unifi_sdk._core.plain import MASK, PlainWriter
from unifi_sdk.cli.fence import Fence, defuse

__all__ = ["MASK", "Data", "Shown", "Writer"]

Data: TypeAlias = "bool | int | float | str | list[Data] | dict[str, Data] | None"

_TOO_DEEP: Final = "(nested too deeply to be shown)"
_NO_SENTENCE: Final = re.compile(
    r"[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9][0-9.:/TZ+-]*"
)
"""MAC addresses, ids, numbers and times."""


@attrs.frozen
class Shown:
    """What an output may show.

    Args:
        reveal: Secrets as they are.
        fence: What goes around untrusted text; None for nothing.
    """

    reveal: bool = False
    fence: Fence | None = None


class Writer(PlainWriter):
    """Turns what the SDK gives into plain data.

    Args:
        shown: What may be shown.
    """

    def __init__(self, shown: Shown) -> None:
        super().__init__(times="iso", reveal=shown.reveal, absent=False)
        self._shown = shown
        self._fence = shown.fence

    def write(self, value: object) -> Data:
        """Plain data with everything that the value holds.

        A field that the console left out is left out; one that it sent as null is null. What a model has no field for stands
        beside its fields by the name that the console gave it.

        Args:
            value: A model, a list of them, or any value of a field.
        """
        return self._write(value, untrusted=False)

    def write_json(self, value: object) -> Data:
        """The same for a JSON document of which nobody knows what guests can choose: every text may be theirs.

        Args:
            value: What was read or is to be sent.
        """
        return self._write(value, untrusted=True)

    def write_body(self, value: object) -> Data:
        """The same for a body that is to be sent; numbers, times, addresses, ids and words of the API stay bare.

        Args:
            value: The body; it may hold what others have chosen, where something that was read is sent back.
        """
        return _BodyWriter(self._shown).write_json(value)

    def untrusted_text(self, text: str) -> str:
        """The text between marks."""
        return self._fence.wrap(text) if self._fence and text else text

    def unknown_name(self, name: str) -> str:
        """The name without marks in it."""
        return defuse(name, self._fence.marker) if self._fence else name

    def _write(self, value: object, *, untrusted: bool) -> Data:
        try:
            return cast("Data", self.plain(value, untrusted=untrusted))
        except RecursionError:
            return _TOO_DEEP


class _BodyWriter(Writer):
    def untrusted_text(self, text: str) -> str:
        is_bare = _NO_SENTENCE.fullmatch(text) or text in _words_of_the_api()
        return text if is_bare else super().untrusted_text(text)


def _words_of_the_api() -> set[str]:
    """The values of every enumeration that is there: what says RESTART says no more than that."""
    return {str(member.value) for kind in OpenEnum.__subclasses__() for member in kind}
