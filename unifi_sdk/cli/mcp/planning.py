"""Writes in two steps: a plan that is looked at and approved by a person, and what it says, once."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from unifi_sdk._core.model import Json
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.approvals import Waiting, is_approved, offer, withdraw
from unifi_sdk.cli.mcp.arguments import read_values
from unifi_sdk.cli.mcp.reading import find_place
from unifi_sdk.cli.mcp.rights import WORDS, words_of
from unifi_sdk.cli.mcp.room import Room
from unifi_sdk.cli.mcp.standing import look
from unifi_sdk.cli.operations.calling import Task, nameable, with_client_id
from unifi_sdk.cli.operations.dangers import DANGERS
from unifi_sdk.cli.plans import check_plan, make_plan, use_plan
from unifi_sdk.guard import PlannedRequest, plan
from unifi_sdk.network import SiteScope

__all__ = ["HOLDS_SECONDS", "Plan", "Plans"]

HOLDS_SECONDS: Final = 600
"""How long a plan may wait."""
_MOST_PLANS: Final = 100
_MOST_CODES: Final = 3


@attrs.define(kw_only=True, eq=False)
class Plan:
    """A write that was planned.

    Args:
        id: What names it.
        task: What would be called.
        site: Where.
        request: What would be sent.
        waiting: What a person is told.
        code: What approves it, when a person passes it on; "" where there is no terminal to show it on.
        question: What names the question that was put to the person through the client; "" before.
        wrong_codes: How many codes were tried that were wrong.
    """

    id: str
    task: Task
    site: SiteScope | None
    request: PlannedRequest
    waiting: Waiting
    code: str = ""
    question: str = ""
    wrong_codes: int = 0


class Plans:
    """The plans of a server.

    Args:
        room: What there is.
        show: Says something on the terminal of the person who started the server; None where nobody reads there.
        now: The time in seconds since 1970.
    """

    def __init__(
        self, room: Room, *, show: Callable[[str], None] | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._room = room
        self._show = show
        self._now = now
        self._plans: dict[str, Plan] = {}

    async def make(self, operation: str, arguments: Mapping[str, Json], method: str | None = None) -> str:
        """Plan a write; nothing is sent but reads.

        Args:
            operation: As the vendor writes it, or a method.
            arguments: What it takes.
            method: Which of several methods.

        Raises:
            CommandError: there is no such operation, it changes nothing, or an argument is wrong.
        """
        call, ids = self._room.find(operation, method)
        if not call.is_write:
            raise _refused("NOTHING_TO_PLAN", "this operation changes nothing", "use read")
        values = await asyncio.to_thread(read_values, call, arguments, ids)
        site = await find_place(self._room, call, values)
        task = Task(call=call, console=self._room.reading, values=await with_client_id(values, site))
        request = await plan(task.invocation(task.owner(site))())
        self._check_rights(task, request)
        standing = await look(task, site)
        made = make_plan(request, site, [standing.digest(request.body)])
        writer = self._room.writer
        diff = standing.diff(request, writer)
        about: dict[str, Data] = {
            "plan": made,
            "does": f"{request.operation}: {call.summary}",
            "console": request.console,
            "application": request.application,
            "site": site.id if site else None,
            "sends": {"verb": request.verb, "path": request.path, "body": writer.write_body(request.body)},
            "stands": {
                "source": standing.source or None,
                "found": standing.document is not None,
                "name": standing.name(writer),
            },
            "diff": diff,
        }
        until = self._now() + HOLDS_SECONDS
        waiting = Waiting(plan=made, said=_lines(about), word=DANGERS.get(call.operation, ("",))[0], until=until)
        await asyncio.to_thread(offer, waiting)
        code = f"{secrets.randbelow(10**6):06}" if self._show else ""
        self._plans[made] = Plan(id=made, task=task, site=site, request=request, waiting=waiting, code=code)
        if self._show:
            self._show("\n".join([*waiting.said, f"to approve it, tell the agent this code: {code}"]))
        await self._forget()
        about["expires_in_seconds"] = HOLDS_SECONDS
        about["next"] = "apply, once; a person is asked, or runs `unifi approve` with this plan"
        return self._room.answers.document(about)

    async def find(self, name: str) -> Plan:
        """The plan of an id, while it holds.

        Args:
            name: Its id.

        Raises:
            CommandError: there is none, it has ended, or it was used.
        """
        found = self._plans.get(name)
        if found is None:
            raise _refused("NO_SUCH_PLAN", "there is no such plan: it was used, declined, has ended, or never was")
        if found.waiting.until < self._now():
            await self.drop(found)
            raise _refused("PLAN_EXPIRED", f"the plan was made more than {HOLDS_SECONDS // 60} minutes ago")
        return found

    async def check_approved(self, found: Plan, code: str | None) -> None:
        """Refuse a plan that no person has approved, by `unifi approve` or the code on the terminal.

        Args:
            found: The plan.
            code: What the person has passed on.

        Raises:
            CommandError: it isn't approved.
        """
        if code and found.code and hmac.compare_digest(code.encode(), found.code.encode()):
            return
        if code:
            found.wrong_codes += 1
            if found.wrong_codes >= _MOST_CODES:
                await self.drop(found)
                raise _refused("WRONG_CODE", "wrong codes were tried: the plan has ended")
        if not await asyncio.to_thread(is_approved, found.waiting):
            here = "tell you the code that the server's terminal shows, or " if found.code else ""
            raise _refused(
                "APPROVAL_REQUIRED",
                "a person has to approve this plan, and nothing that you can set does",
                f"ask the person to {here}run: unifi approve {found.id}",
            )

    async def apply(self, found: Plan) -> str:
        """Do what a plan says. It has been approved.

        Args:
            found: The plan.

        Raises:
            CommandError: something stands there that differs from what it was made from, or it is used up.
        """
        room = self._room
        if found is not await self.find(found.id) or room.writing is None:
            raise _refused("NO_SUCH_PLAN", "there is no such plan")
        await self.drop(found)  # before anything is awaited that another call could overtake
        self._check_rights(found.task, found.request)
        task = attrs.evolve(found.task, console=room.writing)
        site = await find_place(room, task.call, _of_same_site(found), writing=True)
        request = await plan(task.invocation(task.owner(site))())
        standing = await look(task, site)
        try:
            check_plan(found.id, request, site, [standing.digest(request.body)])
        except CommandError as error:
            if error.ending.code != "PLAN_MISMATCH":
                raise
            raise _refused("PLAN_STALE", "what stands there has changed since the plan was made") from None
        await asyncio.to_thread(use_plan, found.id)
        made = task.invocation(task.owner(site))()
        result = await made if inspect.isawaitable(made) else made
        report: dict[str, Data] = {"ok": True, "done": request.operation, "plan": found.id}
        if isinstance(result, bool):
            report["existed"] = result
        elif result is not None:
            report["result"] = room.writer.write(nameable(task.call, result))
        return room.answers.document(report)

    async def drop(self, found: Plan) -> None:
        """Let a plan hold no longer.

        Args:
            found: The plan.
        """
        self._plans.pop(found.id, None)
        await asyncio.to_thread(withdraw, found.id)

    def _check_rights(self, task: Task, request: PlannedRequest) -> None:
        if not self._room.rights.permits(task.call, request.body):
            missing = sorted(words_of(task.call, request.body) - self._room.rights.groups)
            raise CommandError(
                Exit.MUTATION_BLOCKED,
                f"this concerns {' and '.join(WORDS[word] for word in missing) or 'what is locked'}: it isn't allowed here",
                code="NOT_ALLOWED",
                remediation="only the person who starts the server can allow it",
            )

    async def _forget(self) -> None:
        ended = [each for each in self._plans.values() if each.waiting.until < self._now()]
        for each in [*ended, *list(self._plans.values())[:-_MOST_PLANS]]:
            await self.drop(each)


def _of_same_site(found: Plan) -> dict[str, Any]:
    return {"site_id": found.site.id} if found.site else {}


def _lines(about: Mapping[str, Data]) -> list[str]:
    sends, diff, stands = about["sends"], about["diff"], about["stands"]
    path = f"{sends['verb']} {sends['path']}" if isinstance(sends, dict) else ""
    site = f", site {about['site']}" if about["site"] else ""
    name = stands["name"] if isinstance(stands, dict) else None
    of = [f"what stands there: {name}"] if name else []
    shown = [str(line) for line in diff] if isinstance(diff, list) else []
    return [str(about["does"]), f"{path} to {about['console']} ({about['application']}{site})", *of, *shown]


def _refused(code: str, error: str, remediation: str = "make a plan again, and have it approved") -> CommandError:
    return CommandError(Exit.INPUT_REQUIRED, error, code=code, remediation=remediation)
