"""Making a write that was allowed, or showing what would be sent."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from unifi_sdk.cli.audit import Audit
from unifi_sdk.cli.current import CURRENT
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit, explain
from unifi_sdk.cli.lock import check_console, check_lock
from unifi_sdk.cli.options import WriteOptions
from unifi_sdk.cli.plans import check_plan, make_plan, use_plan
from unifi_sdk.cli.reads import hint_at_masks

if TYPE_CHECKING:
    from unifi_sdk.guard import PlannedRequest
    from unifi_sdk.network.site import SiteScope

__all__ = ["check_allowed", "perform"]

T = TypeVar("T")


def check_allowed(options: WriteOptions, command: str, *, action: str | None = None) -> None:
    """Refuse a write that was not allowed, before anything is sent.

    Args:
        options: What the command was given.
        command: Its name: ``voucher create``.
        action: By what name the environment allows it; the command's, with a dot, when left out.

    Raises:
        CommandError: neither ``--allow-mutations`` nor ``--dry-run`` was given, the environment forbids it, or it is to be
            done over a fleet without a plan.
    """
    name = action or command.replace(" ", ".")
    if options.dry_run:
        check_console(name)
        return
    try:
        if not options.allow_mutations:
            raise CommandError(
                Exit.MUTATION_BLOCKED,
                f"{command} is a mutating operation and is blocked by default",
                code="MUTATION_BLOCKED",
                remediation="re-run with --allow-mutations (add --dry-run to preview)",
            )
        check_lock(name)
        check_console(name)
        if CURRENT.get() is not None and options.plan is None:
            raise CommandError(
                Exit.MUTATION_BLOCKED,
                f"{command} changes every console of the fleet, which takes the plan of a dry run",
                code="PLAN_REQUIRED",
                remediation="run it with --dry-run, look at what it would send, then add --allow-mutations --plan PLAN",
            )
    except CommandError as error:
        Audit(name).note(error.ending.code)
        raise


async def perform(
    options: WriteOptions,
    call: Callable[[], Awaitable[T]],
    about: Mapping[str, Data],
    report: Callable[[T], Mapping[str, object]],
    *,
    site: SiteScope | None = None,
    done: Mapping[str, Data] | None = None,
    then: Sequence[str] = (),
    shows_secrets: bool = False,
) -> Exit:
    """Make a write and print what came of it; with ``--dry-run``, print what would be sent.

    Args:
        options: What the command was given.
        call: Calls the SDK; made anew for each use.
        about: What is done to what, as the dry run prints it.
        report: From what the SDK gave to what is added to the printed result.
        site: Where it is done; a dry run names it.
        done: What is printed in place of ``about`` when it is done.
        then: What the call does after its first write, a sentence each; a dry run says it, and a plan is bound to it.
        shows_secrets: The result is a secret that was just made, and is shown.

    Raises:
        CommandError: the write differs from the plan that was given; or it was made, and its result could not be printed.
    """
    from unifi_sdk.guard import plan

    if options.dry_run:
        request = await plan(call())
        if options.plan is not None:
            check_plan(options.plan, request, site, then)
        preview = {**about, "dry_run": True, **_describe(options, request, site, then)}
        options.output.document(preview, title="nothing was sent")
        return Exit.OK
    if options.plan is not None:
        check_plan(options.plan, await plan(call()), site, then)
        if (current := CURRENT.get()) is not None and current.rehearsal:
            return Exit.OK
        use_plan(options.plan)
    result = await _make(options, call, about, site)
    writer = options.revealing if shows_secrets else options.writer
    written = {name: writer.write(value) for name, value in report(result).items()}
    try:
        options.output.document({"ok": True, **(about if done is None else done), **written})
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise CommandError(
            Exit.ERROR,
            f"{about['action']} was done, and its result could not be printed: {error.strerror}",
            code="DONE_UNSEEN",
            remediation="do not run it again: look at the state for what it made",
        ) from error
    if not shows_secrets:
        hint_at_masks(options, written, always=True)
    return Exit.OK


async def _make(
    options: WriteOptions, call: Callable[[], Awaitable[T]], about: Mapping[str, Data], site: SiteScope | None
) -> T:
    """Make the write, and record it."""
    audit = Audit(
        str(about["action"]), {"id": about.get("id"), "site": site.id if site else None, "plan": options.plan}
    )
    audit.note("sending")
    if not audit.is_kept:
        options.output.say("this write is not recorded: the file for that can't be written; UNIFI_AUDIT names another")
    try:
        with options.output.progress(str(about["action"])):
            result = await call()
    except asyncio.CancelledError:
        audit.note("INTERRUPTED")
        options.output.say("interrupted: it may have been done, or not; look at the state before you run it again")
        raise
    except Exception as error:
        audit.note(explain(error).code)
        raise
    audit.note("done")
    return result


def _describe(
    options: WriteOptions, request: PlannedRequest, site: SiteScope | None, then: Sequence[str]
) -> dict[str, Data]:
    return {
        "console": request.console,
        "site": site.id if site else None,
        "request": {
            "application": request.application,
            "operation": request.operation,
            "verb": request.verb,
            "path": request.path,
            "body": options.writer.write_body(request.body),
        },
        **({"then": list(then)} if then else {}),
        "plan": make_plan(request, site, then),
    }
