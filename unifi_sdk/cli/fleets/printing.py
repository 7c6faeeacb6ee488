"""What a command prints at each console of a fleet: a line of JSON for each, or tables in which the console is a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

import attrs

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Ending, Exit, explain
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.output import Advance, Format, Output
from unifi_sdk.cli.reads import SCHEMA_VERSION, hint_at_masks
from unifi_sdk.cli.texts import one_line, write_json
from unifi_sdk.fleet import ConsoleOutcome

__all__ = ["Collected", "Done", "Report"]

_WELL: Final = (Exit.OK, Exit.EMPTY)
_MOST_NAMES: Final = 20
_SKIPPED: Final = "SKIPPED"


@attrs.frozen
class Done:
    """How a command has ended at one console.

    Args:
        exit: Its exit code.
        output: What it has printed.
    """

    exit: int
    output: Collected


class Collected(Output):
    """Keeps what a command prints at one console, and hands on what comes line by line.

    Args:
        tell: Prints a line.
    """

    def __init__(self, tell: Callable[[Mapping[str, Data]], None] = lambda line: None) -> None:
        super().__init__(format=Format.JSON)
        self._tell = tell
        self.documents: list[Data] = []
        self.columns: Sequence[str] = ()
        self.notes: list[str] = []
        self.plan: str | None = None

    def document(self, document: Data, *, title: str = "", columns: Sequence[str] = ()) -> None:
        """Keep one thing, or an envelope; its plan is no part of it, since the fleet has one for all."""
        if isinstance(document, dict) and document.get("dry_run"):
            document = dict(document)
            self.plan = str(document.pop("plan"))
        self.documents.append(document)
        self.columns = columns

    def line(self, document: Mapping[str, Data]) -> None:
        """Print one of many things that come one by one."""
        self._tell(document)

    def say(self, text: str) -> None:
        """Keep what is told to a person."""
        self.notes.append(one_line(text))

    @contextmanager
    def progress(self, what: str) -> Iterator[Advance]:
        """Show nothing: the run over the fleet has a bar of its own."""
        yield lambda done, total=None: None


class Report:
    """Prints what becomes of each console, and in the end what did not go well.

    Args:
        options: What the command was given.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._done: list[tuple[str, Done]] = []
        self._codes: Counter[int] = Counter()
        self._failed: dict[str, Ending] = {}

    def tell_line(self, name: str, line: Mapping[str, Data]) -> None:
        """Print one of many things that come one by one from a console.

        Args:
            name: The console.
            line: What came.
        """
        if self._options.for_programs:
            _print({"schemaVersion": SCHEMA_VERSION, "console": name, "line": dict(line)})
        else:
            self._options.output.line({"console": name, **line})

    def add(self, outcome: ConsoleOutcome[Done]) -> None:
        """Take what has become of a console; a program is told at once.

        Args:
            outcome: What has.
        """
        name = outcome.reference.name
        done, ending = outcome.value, _ending(outcome)
        code = ending.exit if ending else done.exit if done else Exit.OK
        self._codes[code] += 1
        if ending is None and code not in _WELL:
            self._failed[name] = Ending(Exit.ERROR, f"ended with exit code {int(code)}", f"EXIT_{int(code)}", "")
        elif ending is not None:
            self._failed[name] = ending
        if done is not None:
            self._done.append((name, done))
        if self._options.for_programs:
            _print(_envelope(name, int(code), done, ending, outcome.seconds))

    def show(self) -> None:
        """Draw what a person sees of the consoles that have ended so far."""
        if self._options.for_programs:
            return
        output = self._options.output
        done = sorted(self._done, key=lambda each: each[0])
        rows, columns, documents = _tables(done)
        if rows:
            output.rows(rows, ["console", *columns] if columns else _plain_columns(rows))
        for name, document in documents:
            output.document(document, title=name)
        hint_at_masks(self._options, [rows, *(document for _, document in documents)])
        for note, count in Counter(note for _, each in done for note in each.output.notes).items():
            output.say(f"{note} ({count} of the consoles)")
        partly = sum(_has_more(document) for _, each in done for document in each.output.documents)
        if partly:
            output.say(f"a part is shown of {partly} consoles: --all shows all")

    def tell_plan(self, plan: str, names: Sequence[str]) -> None:
        """Print the plan of the fleet.

        Args:
            plan: The plan.
            names: The consoles that it names.
        """
        if self._options.for_programs:
            _print({"schemaVersion": SCHEMA_VERSION, "plan": plan, "consoles": list(names)})
        else:
            self._options.output.document(
                {"plan": plan, "consoles": ", ".join(names)}, title="nothing was sent; the plan of the fleet"
            )

    def end(self) -> Exit:
        """How all of it has ended.

        Raises:
            CommandError: not all went well; it says where.
        """
        if not self._failed:
            return Exit.EMPTY if self._codes and set(self._codes) == {Exit.EMPTY} else Exit.OK
        if not self._options.for_programs:
            from unifi_sdk.cli.terminal import print_parts

            for name, ending in sorted(self._failed.items()):
                print_parts(
                    (f"{one_line(name)}: ", "bold red"), f"{ending.code}: {one_line(ending.error)}", stderr=True
                )
        codes = {code for code in self._codes if code not in _WELL}
        code = Exit(codes.pop()) if len(codes) == 1 else Exit.ERROR
        names = [f"{name} ({ending.code})" for name, ending in sorted(self._failed.items())]
        told = ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
        is_unknown = any(ending.code == "OUTCOME_UNKNOWN" for ending in self._failed.values())
        raise CommandError(
            code,
            f"{len(self._failed)} of {self._codes.total()} consoles did not end well: {told}",
            code="FLEET",
            remediation="look at the state of those whose outcome is unknown; do not simply run it again"
            if is_unknown
            else "see what is said of each",
        )


def _ending(outcome: ConsoleOutcome[Done]) -> Ending | None:
    if outcome.skipped is not None:
        return Ending(Exit.ERROR, f"left out: {outcome.skipped.reason}", _SKIPPED, "")
    return None if outcome.error is None else explain(outcome.error)


def _envelope(name: str, code: int, done: Done | None, ending: Ending | None, seconds: float) -> dict[str, Data]:
    made: dict[str, Data] = {"schemaVersion": SCHEMA_VERSION, "console": name, "ok": code in _WELL, "exit": code}
    if done is not None:
        documents = done.output.documents
        made |= {"result": documents[0] if len(documents) == 1 else documents or None}
        made |= {"notes": list(done.output.notes)} if done.output.notes else {}
    if ending is not None:
        made |= {"error": ending.error, "code": ending.code, "remediation": ending.remediation}
    return made | {"seconds": round(seconds, 3)}


def _tables(done: Sequence[tuple[str, Done]]) -> tuple[list[Data], Sequence[str], list[tuple[str, dict[str, Data]]]]:
    """Rows of one table for what fits into one, and the documents that don't."""
    rows: list[Data] = []
    columns: Sequence[str] = ()
    documents: list[tuple[str, dict[str, Data]]] = []
    for name, each in done:
        for document in each.output.documents:
            items = document.get("items") if isinstance(document, dict) else document
            if isinstance(items, list):
                columns = columns or each.output.columns
                rows += [{"console": name, **(item if isinstance(item, dict) else {"value": item})} for item in items]
            elif isinstance(document, dict) and not any(isinstance(value, dict | list) for value in document.values()):
                rows.append({"console": name, **document})
            elif isinstance(document, dict):
                documents.append((name, document))
    return rows, columns, documents


def _plain_columns(rows: Sequence[Data]) -> list[str]:
    return list(dict.fromkeys(column for row in rows if isinstance(row, dict) for column in row))


def _has_more(document: Data) -> bool:
    return isinstance(document, dict) and bool(document.get("nextCursor"))


def _print(line: dict[str, Data]) -> None:
    print(write_json(line, indent=None), flush=True)
