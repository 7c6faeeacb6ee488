"""`unifi door`: doors and their locks."""

from __future__ import annotations

from typing import Final

from cyclopts import App

from unifi_sdk import OutcomeUnknownError, PermissionDeniedError
from unifi_sdk._core.dialect import clean_text
from unifi_sdk.access import Actor
from unifi_sdk.access.models import Door
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import ListOptions, WriteOptions
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import show_list
from unifi_sdk.cli.writes import check_allowed, perform
from unifi_sdk.console import Console

__all__ = ["app", "find_door"]

app = App(name="door", version_flags=())

_COLUMNS: Final = ("id", "full_name", "is_locked", "is_open", "is_bind_hub")


@app.command(name="list")
async def list_doors(*, options: ListOptions = ListOptions()) -> Exit:
    """List doors; is_locked and is_open are null, or unknown, where the console doesn't say."""
    unknown = None if options.for_programs else "unknown"

    def state(door: Door) -> dict[str, Data]:
        return {
            "is_locked": unknown if door.is_locked is None else door.is_locked,
            "is_open": unknown if door.is_open is None else door.is_open,
        }

    async with connect(options, "access") as console:
        return await show_list(options, console.access.doors.list(), _COLUMNS, "doors", more=state)


@app.command
async def unlock(
    door: str,
    /,
    *,
    actor_id: str | None = None,
    actor_name: str | None = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Unlock a door for a few seconds; it is never asked twice.

    Args:
        door: Its id or its exact name.
        actor_id: Who opens it, for the log; together with --actor-name.
        actor_name: The same person's name.
    """
    check_allowed(options, "door unlock")
    actor = _actor(actor_id, actor_name)
    async with connect(options, "access") as console:
        doors = console.access.doors
        found = await find_door(console, door)
        try:
            return await perform(
                options,
                lambda: doors.unlock(found.id, actor=actor),
                {"action": "door.unlock", "id": found.id, "name": found.name},
                lambda _: {},
            )
        except OutcomeUnknownError as error:
            raise _unknown(found, error) from error


async def find_door(console: Console, name_or_id: str) -> Door:
    """The door that is meant.

    Args:
        console: Where it is.
        name_or_id: Its id, its name, or its name with the building and the floor; compared exactly.

    Raises:
        NotFoundError: there is no such door.
        CommandError: several doors are called that.
    """
    try:
        doors = await console.access.doors.list()
    except PermissionDeniedError:
        return Door(id=name_or_id)  # a token that may only open doors can't look a name up
    return find_named(name_or_id, doors, lambda door: door.id, lambda door: (door.name, door.full_name), "door")


def _actor(actor_id: str | None, actor_name: str | None) -> Actor | None:
    if actor_id is None and actor_name is None:
        return None
    if not actor_id or not actor_name:
        raise CommandError(
            Exit.USAGE,
            "--actor-id and --actor-name belong together",
            code="USAGE",
            remediation="give both, or none",
        )
    return Actor(actor_id, actor_name)


def _unknown(door: Door, error: OutcomeUnknownError) -> CommandError:
    return CommandError(
        Exit.ERROR,
        f"the answer was lost: {clean_text(door.name or door.id)} may have been unlocked, or not ({error.operation})",
        code="OUTCOME_UNKNOWN",
        remediation="look at the door before anything else; it was asked once and is not asked again",
    )
