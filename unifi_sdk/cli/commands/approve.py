"""`unifi approve`: a person agrees to what an agent has planned."""

from __future__ import annotations

import sys
from typing import Final

from cyclopts import App

from unifi_sdk.cli.audit import Audit
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.approvals import Waiting, approve, find_waiting, waiting
from unifi_sdk.cli.options import Options

__all__ = ["app"]

_DEFAULTS: Final = Options()
_YES: Final = "yes"

app = App(name="approve", help="Look at what an agent has planned, and approve it.", version_flags=())


@app.default
def approve_plan(plan: str | None = None, /, *, options: Options = _DEFAULTS) -> Exit:
    """Look at what an agent has planned, and approve it; at a terminal, by a word that is typed.

    Args:
        plan: Its id, or at least four digits of it; without one, what waits is listed.
    """
    if plan is None:
        return _list(options)
    found = find_waiting(plan)
    if sys.stdin is None or not sys.stdin.isatty():
        raise CommandError(
            Exit.INPUT_REQUIRED,
            "a plan is approved by a person at a terminal",
            code="INPUT_REQUIRED",
            remediation="run it in a terminal, and look at what it shows",
        )
    audit = Audit("approve", {"plan": found.plan})
    word = found.word or _YES
    print("\n".join(found.said), file=sys.stderr)
    said = input(f"Type {word} to approve: ").strip()
    if said != word:
        audit.note("DECLINED")
        raise CommandError(
            Exit.INPUT_REQUIRED,
            "it is not approved",
            code="DECLINED",
            remediation="it ends by itself after some minutes",
        )
    approve(found)
    audit.note("approved")
    options.output.document({"ok": True, "approved": found.plan})
    return Exit.OK


def _list(options: Options) -> Exit:
    rows: list[Data] = [_row(each) for each in waiting()]
    if options.for_programs:
        options.output.document({"items": rows, "count": len(rows)})
    elif rows:
        options.output.rows(rows, ("plan", "does"))
    else:
        options.output.say("nothing waits for approval")
    return Exit.OK if rows else Exit.EMPTY


def _row(plan: Waiting) -> Data:
    return {"plan": plan.plan, "does": plan.said[0], "word": plan.word or None}
