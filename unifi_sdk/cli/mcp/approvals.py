"""Approvals of plans by a person, outside of the model: what waits for one, and what `unifi approve` has said."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.plans import is_plan
from unifi_sdk.cli.state import state_directory

__all__ = ["Waiting", "approve", "find_waiting", "is_approved", "offer", "waiting", "withdraw"]


@attrs.frozen(kw_only=True)
class Waiting:
    """A plan that waits for a person.

    Args:
        plan: Its id.
        said: What it does, a line each.
        word: What has to be typed; "" where a yes is enough.
        until: When it ends, in seconds since 1970.
    """

    plan: str
    said: Sequence[str]
    word: str
    until: float

    @property
    def digest(self) -> str:
        """What tells what was shown from anything else."""
        return hashlib.sha256(self._text().encode()).hexdigest()

    def _text(self) -> str:
        return json.dumps(attrs.asdict(self, recurse=False) | {"said": list(self.said)}, sort_keys=True)


def offer(plan: Waiting) -> None:
    """Lay a plan where `unifi approve` finds it.

    Args:
        plan: What waits.

    Raises:
        CommandError: it can't be written.
    """
    try:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(_folder() / f"{plan.plan}.json", plan._text())
    except OSError as error:
        raise CommandError(
            Exit.CONFIG,
            f"the plan can't be kept in {_folder()}: {error.strerror}",
            code="CONFIG",
            remediation="let this user write there, or set UNIFI_STATE_DIR to a folder where that is so",
        ) from error


def waiting() -> list[Waiting]:
    """The plans that wait, the oldest first; those that have ended are forgotten."""
    found = sorted(_read_all(), key=lambda plan: plan.until)
    for ended in [plan for plan in found if plan.until < time.time()]:
        withdraw(ended.plan)
    return [plan for plan in found if plan.until >= time.time()]


def find_waiting(plan: str) -> Waiting:
    """The plan of an id, or of its beginning.

    Args:
        plan: At least four of its digits.

    Raises:
        CommandError: none, or several, begin so.
    """
    found = [each for each in waiting() if each.plan.startswith(plan) and len(plan) > 3]
    if len(found) != 1:
        raise CommandError(
            Exit.NOT_FOUND,
            "no plan of this id waits for approval" if not found else "several plans begin so",
            code="NOT_FOUND",
            remediation="`unifi approve` without an id lists what waits; a plan ends after some minutes",
        )
    return found[0]


def approve(plan: Waiting) -> None:
    """Note that a person agrees to what was shown.

    Args:
        plan: What was shown.
    """
    _write(_folder() / f"{plan.plan}.approved", plan.digest)


def is_approved(plan: Waiting) -> bool:
    """Whether a person has agreed to this plan, as it is.

    Args:
        plan: What is to be done.
    """
    try:
        return (_folder() / f"{plan.plan}.approved").read_text(encoding="utf-8") == plan.digest
    except OSError:
        return False


def withdraw(plan: str) -> None:
    """Forget a plan and what was said of it.

    Args:
        plan: Its id.
    """
    for kind in ("json", "approved"):
        with suppress(OSError):
            (_folder() / f"{plan}.{kind}").unlink(missing_ok=True)


def _read_all() -> Iterator[Waiting]:
    with suppress(OSError):
        for file in _folder().glob("*.json"):
            if is_plan(file.stem):
                with suppress(OSError, ValueError, TypeError):
                    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
                    yield Waiting(**document)


def _folder() -> Path:
    return state_directory() / "approvals"


def _write(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
