"""`unifi visitor`: who comes for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import attrs
from cyclopts import App, Parameter, validators

from unifi_sdk import NotFoundError
from unifi_sdk.access import AccessClient
from unifi_sdk.access.models import ResourceRef, ResourceType, Visitor, VisitorInput, VisitorStatus, VisitReason
from unifi_sdk.cli.commands.door import find_door
from unifi_sdk.cli.exits import CommandError, Exit, explain
from unifi_sdk.cli.files import check_target, write_whole
from unifi_sdk.cli.moments import parse_moment
from unifi_sdk.cli.options import ListOptions, WriteOptions
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import show_list
from unifi_sdk.cli.writes import check_allowed, perform
from unifi_sdk.console import Console

__all__ = ["app"]

app = App(name="visitor", version_flags=())

_COLUMNS: Final = ("id", "first_name", "last_name", "status", "start_time", "end_time", "visit_reason")


@app.command(name="list")
async def list_visitors(
    *,
    status: VisitorStatus | None = None,
    search: str | None = None,
    options: ListOptions = ListOptions(),
) -> Exit:
    """List visitors.

    Args:
        status: Only those whose visit has come so far; not together with --search.
        search: Only those whose first or last name begins so.
    """
    async with connect(options, "access") as console:
        listing = console.access.visitors.list(status=status, keyword=search)
        return await show_list(options, listing, _COLUMNS, "visitors")


@app.command
async def create(
    first_name: str,
    last_name: str,
    /,
    *,
    begin: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    hours: Annotated[float | None, Parameter(validator=validators.Number(gt=0, lte=87_600))] = None,
    door: tuple[str, ...] = (),
    reason: VisitReason = VisitReason.OTHERS,
    email: str | None = None,
    phone: str | None = None,
    company: str | None = None,
    pin: bool = False,
    plate: tuple[str, ...] = (),
    qr: Path | None = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Announce a visitor; with --pin, --plate and --qr also give what opens the doors.

    Times such as 2026-11-20T14:00 are by the clock of this machine, unless they say a zone.

    Args:
        first_name: The visitor's first name.
        last_name: The visitor's last name.
        begin: When the visit begins; now when left out. Say it when you use --plan, which holds for one moment only.
        until: When it ends.
        hours: How long it lasts, in place of --until.
        door: A door's id or exact name; repeat it for several.
        reason: Why somebody comes.
        email: An email address.
        phone: A phone number.
        company: Where the visitor comes from.
        pin: Give a new PIN; it is shown now or never.
        plate: What a license plate says; repeat it for several. UniFi Access 3.3.10 or later.
        qr: Give a QR code and write its picture to this file. UniFi Access 3.3.10 or later.
    """
    check_allowed(options, "visitor create")
    start, end = _times(begin, until, hours)
    if qr is not None:
        await asyncio.to_thread(check_target, qr)
    async with connect(options, "access") as console:
        resources = await _resources(console, door)
        visit = VisitorInput(
            first_name=first_name,
            last_name=last_name,
            start_time=start,
            end_time=end,
            visit_reason=reason,
            resources=resources or None,
            mobile_phone=phone,
            email=email,
            visitor_company=company,
        )
        reception = _Reception(console.access, visit, options.output.say, pin=pin, plates=plate, qr=qr)

        return await perform(
            options,
            reception.announce,
            {"action": "visitor.create", "first_name": first_name, "last_name": last_name},
            lambda result: {"result": result},
            then=reception.steps,
            shows_secrets=pin,
        )


@app.command
async def cancel(visitor_id: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Call a visit off; the visitor stays in the list, without credentials. One who isn't there is no error.

    Args:
        visitor_id: The visitor's id.
    """
    check_allowed(options, "visitor cancel")
    async with connect(options, "access") as console:
        visitors = console.access.visitors

        async def cancel() -> bool:
            try:
                await visitors.cancel(visitor_id)
            except NotFoundError:
                return False
            return True

        return await perform(
            options,
            cancel,
            {"action": "visitor cancel", "id": visitor_id},
            lambda existed: {"existed": existed},
            done={"kind": "visitor", "id": visitor_id},
        )


@attrs.frozen
class _Reception:
    """Announces a visitor and hands out what was asked for, one write after the other."""

    access: AccessClient
    visit: VisitorInput
    say: Callable[[str], None]
    pin: bool = attrs.field(kw_only=True)
    plates: tuple[str, ...] = attrs.field(kw_only=True)
    qr: Path | None = attrs.field(kw_only=True)

    @property
    def steps(self) -> tuple[str, ...]:
        """What follows the first write."""
        steps = ["assign a new PIN"] if self.pin else []
        steps += [f"assign the plate {plate}" for plate in self.plates]
        steps += ["assign a QR code", f"write its picture to {self.qr}"] if self.qr is not None else []
        return tuple(steps)

    async def announce(self) -> dict[str, object]:
        """Do all of it.

        Raises:
            CommandError: the visitor is announced, and something after that failed.
        """
        visitor = await self.access.visitors.create(self.visit)
        done = [f"the visitor {visitor.id} was announced"]
        try:
            given = await self._give(visitor, done)
        except Exception as error:
            raise _half_done(visitor, done, error) from error
        except asyncio.CancelledError:
            self.say(f"interrupted: {', '.join(done)}, and nothing more is known")
            raise
        return {"visitor": visitor, **given}

    async def _give(self, visitor: Visitor, done: list[str]) -> dict[str, object]:
        credentials = self.access.visitors.credentials(visitor.id)
        given: dict[str, object] = {}
        if self.pin:
            given["pin"] = await self.access.credentials.generate_pin()
            await credentials.assign_pin(str(given["pin"]))
            done.append("has a PIN")
        if self.plates:
            await credentials.assign_plates(self.plates)
            done.append("has the plates")
            given["plates"] = self.plates
        if self.qr is not None:
            await credentials.assign_qr_code()
            done.append("has a QR code")
            picture = await credentials.qr_code()
            await asyncio.to_thread(write_whole, self.qr, picture.content, private=True)  # it opens doors
            given["qr"] = str(self.qr)
        return given


async def _resources(console: Console, names: Iterable[str]) -> tuple[ResourceRef, ...]:
    doors = [await find_door(console, name) for name in names]
    ids = dict.fromkeys(door.id for door in doors)
    return tuple(ResourceRef(id=door_id, type=ResourceType.DOOR) for door_id in ids)


def _times(begin: str | None, until: str | None, hours: float | None) -> tuple[datetime, datetime]:
    if (until is None) == (hours is None):
        raise _usage("a visit needs an end: --until or --hours, and not both", "such as --hours 4")
    start = datetime.now(UTC) if begin is None else parse_moment(begin, "--from")
    end = start + timedelta(hours=hours) if hours is not None else parse_moment(until or "", "--until")
    if end <= start:
        raise _usage("the visit would end before it begins", "give an --until that is after --from, or now")
    return start, end


def _half_done(visitor: Visitor, done: list[str], error: Exception) -> CommandError:
    failed = explain(error)
    return CommandError(
        failed.exit,
        f"{', '.join(done)}; then: {failed.error}",
        code=failed.code,
        remediation=f"do not announce the visitor again: `unifi visitor cancel {visitor.id}` calls the visit off",
    )


def _usage(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="USAGE", remediation=remediation)
