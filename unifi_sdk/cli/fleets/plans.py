"""The plan of a fleet: which consoles it names, and what would be sent to each."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.plans import check_seal, check_unused, forget_old, is_plan, plans_folder, seal
from unifi_sdk.fleet import ConsoleReference

__all__ = ["find_plan", "keep_plan"]

_AGAIN: Final = "run it with --dry-run again, and look at what it would send"
_MOST_NAMES: Final = 20


@attrs.frozen
class _FleetPlan:
    """What is kept of a plan; it holds nothing that would be sent.

    Args:
        command: The command and what it was given, as a digest.
        consoles: Every console that was chosen, by its name: where it is and how it is opened, as a digest.
        plans: The plan of each console for which there is one.
    """

    command: str
    consoles: Mapping[str, str]
    plans: Mapping[str, str]

    @property
    def parts(self) -> Sequence[object]:
        return [self.command, self.consoles, self.plans]


def keep_plan(command: str, references: Iterable[ConsoleReference], plans: Mapping[str, str]) -> str:
    """Keep what a dry run over a fleet has shown, on this machine.

    Args:
        command: The command, and what it was given.
        references: Every console that was chosen.
        plans: The plan of each console that has one, by its name.

    Returns:
        The plan of the fleet; it is used as one, once, within a day.

    Raises:
        CommandError: it can't be kept on this machine.
    """
    made = _FleetPlan(_digest(command), _digests(references), plans)
    plan = seal(made.parts)
    folder = plans_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        forget_old(folder)
        descriptor = os.open(folder / f"{plan}.json", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(attrs.asdict(made), file)
    except OSError as error:
        raise CommandError(
            Exit.CONFIG,
            f"the plan of the fleet can't be kept in {folder}: {error.strerror}",
            code="CONFIG",
            remediation="let this user write there, or set UNIFI_STATE_DIR to a folder where that is so",
        ) from error
    return plan


def find_plan(plan: str, command: str, references: Iterable[ConsoleReference]) -> dict[str, str]:
    """The plans of the consoles that the plan of a fleet names.

    Args:
        plan: What `keep_plan` gave.
        command: The command, and what it is given.
        references: Every console that is chosen now.

    Returns:
        A plan for each console, by its name.

    Raises:
        CommandError: there is no such plan, it is too old or was used, or it was made for another command or other consoles.
    """
    kept = _read(plan)
    if kept is None:
        raise _refused(f"there is no plan {plan} of a fleet on this machine")
    check_seal(plan, kept.parts, "what was kept of it has been changed")
    check_unused(plan)
    if kept.command != _digest(command):
        raise _refused("the plan was made for another command, or for other values")
    now = _digests(references)
    differing = sorted({name for name, _ in kept.consoles.items() ^ now.items()})
    if differing:
        names = ", ".join(differing[:_MOST_NAMES]) + (", …" if len(differing) > _MOST_NAMES else "")
        raise _refused(f"the plan was made for other consoles: {names} came, went, or is elsewhere now")
    return dict(kept.plans)


def _read(plan: str) -> _FleetPlan | None:
    if not is_plan(plan):
        return None
    try:
        return _FleetPlan(**json.loads((plans_folder() / f"{plan}.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _digests(references: Iterable[ConsoleReference]) -> dict[str, str]:
    return {reference.name: _digest(repr(reference)) for reference in references}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _refused(error: str) -> CommandError:
    return CommandError(Exit.USAGE, error, code="PLAN_MISMATCH", remediation=_AGAIN)
