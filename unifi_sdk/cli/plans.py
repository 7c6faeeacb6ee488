"""Plans: what a dry run has shown, so that a later run does exactly that, once."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.state import state_directory

if TYPE_CHECKING:
    from unifi_sdk.guard import PlannedRequest
    from unifi_sdk.network.site import SiteScope

__all__ = [
    "check_plan",
    "check_seal",
    "check_unused",
    "forget_old",
    "is_plan",
    "make_plan",
    "plans_folder",
    "seal",
    "use_plan",
]

_HOLDS_SECONDS: Final = 24 * 60 * 60
_PLAN: Final = re.compile(r"([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{12})")
"""When it was made in seconds, a random number, and the digest of both with the write."""


def make_plan(request: PlannedRequest, site: SiteScope | None, then: Sequence[str]) -> str:
    """A new plan for a write, of 24 hexadecimal digits; it holds for a day.

    Args:
        request: The write.
        site: Where it is done.
        then: What follows it.
    """
    return seal(_parts(request, site, then))


def seal(parts: Sequence[object]) -> str:
    """A new plan that holds for a day, for whatever these parts describe.

    Args:
        parts: What JSON can say.
    """
    begin = f"{int(time.time()):08x}{secrets.token_hex(2)}"
    return begin + _digest(begin, parts)


def is_plan(text: str) -> bool:
    """Whether a text reads like a plan.

    Args:
        text: Any text.
    """
    return _PLAN.fullmatch(text) is not None


def check_plan(plan: str, request: PlannedRequest, site: SiteScope | None, then: Sequence[str]) -> None:
    """Refuse a write that is not the one of the plan, and a plan that is too old.

    Args:
        plan: What a dry run has printed.
        request: The write.
        site: Where it is done.
        then: What follows it.

    Raises:
        CommandError: it is another write, or the plan was made more than a day ago.
    """
    what = f"it would send {request.verb} {request.path} to {request.console}"
    check_seal(plan, _parts(request, site, then), what)


def check_seal(plan: str, parts: Sequence[object], what: str) -> None:
    """Refuse what a plan was not made for, and a plan that is too old.

    Args:
        plan: What `seal` has given.
        parts: What is to be done.
        what: The same in words.

    Raises:
        CommandError: it is something else, or the plan was made more than a day ago.
    """
    found = _PLAN.fullmatch(plan)
    if found is None or found[3] != _digest(found[1] + found[2], parts):
        raise _refused("PLAN_MISMATCH", f"this is not what was planned: {what}")
    if int(found[1], 16) + _HOLDS_SECONDS < time.time():
        raise _refused("PLAN_EXPIRED", "the plan was made more than a day ago")


def use_plan(plan: str) -> None:
    """Note that a plan is used, so that nothing is done twice by it; call it just before the write.

    Args:
        plan: One that `check_plan` has let pass.

    Raises:
        CommandError: it was used before, or that can't be noted on this machine.
    """
    folder = plans_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(folder / plan, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise _used() from None
    except OSError as error:
        raise CommandError(
            Exit.CONFIG,
            f"that the plan is used can't be noted in {folder}: {error.strerror}",
            code="CONFIG",
            remediation="let this user write there, or set UNIFI_STATE_DIR to a folder where that is so",
        ) from error
    forget_old(folder)


def check_unused(plan: str) -> None:
    """Refuse a plan that was used before.

    Args:
        plan: Any plan.

    Raises:
        CommandError: it was.
    """
    if (plans_folder() / plan).exists():
        raise _used()


def plans_folder() -> Path:
    """Where it is noted which plans were used, and what the plan of a fleet holds."""
    return state_directory() / "plans"


def _parts(request: PlannedRequest, site: SiteScope | None, then: Sequence[str]) -> list[object]:
    """What tells a write from any other, on this console and this site."""
    return [request.console, site.id if site else "", request.verb, request.path, request.body, *then]


def _digest(begin: str, parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps([begin, *parts], sort_keys=True, default=repr).encode()).hexdigest()[:12]


def forget_old(folder: Path) -> None:
    """Remove the notes of plans that hold no longer, whether used or not.

    Args:
        folder: `plans_folder`.
    """
    for note in folder.iterdir():
        parts = _PLAN.fullmatch(note.stem)
        if parts and int(parts[1], 16) + 2 * _HOLDS_SECONDS < time.time():
            with suppress(OSError):
                note.unlink()


def _used() -> CommandError:
    return _refused("PLAN_USED", "the plan was used before: what it says has been done, or tried")


def _refused(code: str, error: str) -> CommandError:
    return CommandError(
        Exit.USAGE, error, code=code, remediation="run it with --dry-run again, and look at what it would send"
    )
