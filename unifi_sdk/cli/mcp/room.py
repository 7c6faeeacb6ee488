"""What all tools share: the consoles, what may be changed, and how answers are cut."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import attrs

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.data import Shown, Writer
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.fence import Fence
from unifi_sdk.cli.mcp.answers import Answers
from unifi_sdk.cli.mcp.rights import Rights
from unifi_sdk.cli.operations.finding import Found, find_call, find_operation
from unifi_sdk.cli.operations.table import Call
from unifi_sdk.cli.options import WriteOptions
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.settings import APPLICATIONS
from unifi_sdk.console import Console

__all__ = ["Room", "open_room"]


@attrs.frozen(kw_only=True)
class Room:
    """What a server has to work with.

    Args:
        options: What the person who started it said.
        rights: What may be changed.
        reading: The console, which refuses every write.
        writing: The same console, which doesn't; None where nothing may be changed.
        answers: Cuts answers.
    """

    options: WriteOptions
    rights: Rights
    reading: Console
    writing: Console | None
    answers: Answers

    @property
    def writer(self) -> Writer:
        """Turns models into what may be shown: secrets masked, others' texts between marks that are new each time."""
        return Writer(Shown(reveal=False, fence=Fence()))

    def find(self, operation: str, method: str | None = None) -> tuple[Call, dict[str, str]]:
        """The call that is meant, among those that are allowed, and what its path holds.

        Args:
            operation: As the vendor writes it, or a method.
            method: Which of several methods.

        Raises:
            CommandError: there is none; what isn't allowed is answered like what doesn't exist.
        """
        try:
            found = find_operation(operation)
        except CommandError:
            raise _unknown(operation) from None
        allowed = tuple(call for call in found.calls if self.rights.permits(call))
        if not allowed:
            raise _unknown(operation)
        return find_call(Found(allowed, found.values), method), dict(found.values)


@asynccontextmanager
async def open_room(options: WriteOptions, rights: Rights, budget: int) -> AsyncIterator[Room]:
    """The consoles of a server, open meanwhile.

    Args:
        options: What the person who started it said.
        rights: What may be changed.
        budget: Tokens of an answer at most.

    Raises:
        CommandError: no console is named, there is no credential, or a setting can't be.
    """
    async with AsyncExitStack() as stack:
        read_only = replace(options, allow_mutations=False)
        reading = await stack.enter_async_context(connect(read_only, *APPLICATIONS))
        writing = None
        if not rights.reads_only:
            writing = await stack.enter_async_context(
                connect(replace(options, allow_mutations=True, key_stdin=False), *APPLICATIONS)
            )
        yield Room(options=options, rights=rights, reading=reading, writing=writing, answers=Answers(budget))


def _unknown(operation: str) -> CommandError:
    return CommandError(
        Exit.USAGE,
        f"there is no operation {clean_text(operation)!r} here",
        code="UNKNOWN_OPERATION",
        remediation="search_operations finds what there is",
    )
