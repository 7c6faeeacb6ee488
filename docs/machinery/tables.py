"""Writes the tables of `docs/reference` from the code, so that they can be read where the pages lie.

A page says where a table goes, and what it holds, by comments that readers don't see:

- ``<!-- reference: unifi_sdk.network.site -->``: the public names of a module
- ``<!-- reference: unifi_sdk.network.site Site Scope -->``: these of them
- ``<!-- reference: unifi_sdk.network.models.* -->``: those of every module of a package, a section each
- ``<!-- reference: unifi_sdk.network.* without client site -->``: but for these modules
- ``<!-- operations: network -->``: the operations of an application
- ``<!-- operations: network.classic -->``: those of a room of it

What stands between such a comment and ``<!-- end -->`` is written by ``python -m docs.machinery.tables``. The built site has
the whole docstrings in place of the tables of names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from docs.machinery.names import (
    PACKAGES,
    ROOT,
    PublicName,
    first_sentence,
    modules_of,
    names_of,
)
from unifi_sdk import Model
from unifi_sdk._facts import load
from unifi_sdk._facts.performed import entrances, performed
from unifi_sdk.access.errors import scope_of, version_needed
from unifi_sdk.network.classic._reports import report_of

__all__ = ["REFERENCE", "chosen_names", "operations", "with_sections", "with_tables"]

REFERENCE = ROOT / "docs" / "reference"

_BLOCK = re.compile(
    r"^<!-- (reference|operations): (.*?) -->\n(?:.*?)<!-- end -->$",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_ACRONYMS = {
    "Acl",
    "Ai",
    "Api",
    "Dns",
    "Dpi",
    "Nvr",
    "Pos",
    "Vpn",
    "Wans",
    "Wifi",
    "Radius",
}
_TOLD: dict[str, list[str]] = {
    "cloud": [],
    "innerspace": [],
    "network": ["Since", "Source"],
    "network.classic": ["Half", "Last reported with", "Source"],
    "access": ["Permission", "Since"],
    "protect": ["Since"],
}
"""What the columns behind the first two say."""
_SPELLED = {"Wans": "WANs", "Wifi": "WiFi"}


def with_tables(page: str) -> str:
    """A page with its tables as the code has them."""

    def table(names: list[PublicName]) -> str:
        return "\n".join(_table(["Name", "What it is"], rows_of_names(names)))

    return _filled(page, table, keep=True)


def with_sections(page: str, section: Callable[[str, list[PublicName]], str]) -> str:
    """A page with something else in place of its tables of names.

    Args:
        page: Its text.
        section: Gives the text for a module and some of its names.
    """
    return _filled(
        page, lambda names: section(names[0].module, names) if names else "", keep=False
    )


def chosen_names(page: str) -> Iterator[PublicName]:
    """The names that stand in the tables of a page."""
    for kind, what in _BLOCK.findall(page):
        if kind == "reference":
            for _, names in _modules(what):
                yield from names


def operations(application: str) -> list[list[str]]:
    """The rows of a table of operations: what performs each, the permission it needs, since when it is there.

    Args:
        application: ``network``, ``network.classic``, ``access``, ``protect``, ``innerspace`` or
            ``cloud``; permissions are a matter of Access alone, and where an operation is known from
            one of Network.
    """
    methods: dict[str, set[str]] = {}
    for place in performed(f"unifi_sdk.{application}"):
        methods.setdefault(place.operation, set()).update(entrances(place))
    rows = []
    for operation in sorted(methods, key=lambda operation: operation.split()[::-1]):
        links = ", ".join(_link_to_method(name) for name in sorted(methods[operation]))
        rows.append([f"`{operation}`", links, *_told(application, operation)])
    return rows


def _told(application: str, operation: str) -> list[str]:
    """What is known of an operation beside its name."""
    if application == "network.classic":
        report = report_of(operation)
        assert report is not None, f"{operation} has no report"
        return [report.half, report.version, f"undocumented; used {report.evidence}"]
    if application == "access":
        return [f"`{scope_of(operation)}`", version_needed(operation)]
    if application in ("cloud", "innerspace"):
        return []
    found = load(application).get(operation)
    since = (found and found.versions) or ""
    if application != "network":
        return [since]
    return [since, "documented" if found else "undocumented"]


def rows_of_names(names: Iterable[PublicName]) -> Iterator[list[str]]:
    """A row for each name, and for each method of a class that is no model."""
    for name in names:
        yield [f"[`{name.name}`]({_link(name.source)})", first_sentence(name.docstring)]
        if isinstance(name.value, type) and not issubclass(
            name.value, Model | BaseException
        ):
            for member, docstring in name.members.items():
                yield [f"`{name.name}.{member}`", first_sentence(docstring)]


def _filled(page: str, table: Callable[[list[PublicName]], str], *, keep: bool) -> str:
    def fill(block: re.Match[str]) -> str:
        kind, what = block.groups()
        if kind == "operations":
            return _between(
                kind, what, "\n".join(_table(_heads(what), operations(what)))
            )
        level = len(_HEADING.findall(page[: block.start()])[-1]) + 1
        sections = [
            (f"{'#' * level} {title}\n\n" if title else "") + table(names)
            for title, names in _modules(what)
            if names
        ]
        text = "\n\n".join(sections)
        return _between(kind, what, text) if keep else text

    return _BLOCK.sub(fill, page)


def _between(kind: str, what: str, text: str) -> str:
    return f"<!-- {kind}: {what} -->\n\n{text}\n\n<!-- end -->"


def _modules(what: str) -> Iterator[tuple[str, list[PublicName]]]:
    """Titles and names of the modules that a comment asks for."""
    module, *rest = what.split()
    if not module.endswith(".*"):
        yield "", [name for name in _own_names(module) if name.name in rest or not rest]
        return
    package = module.removesuffix(".*")
    left_out = {f"{package}.{name}" for name in rest[1:]}
    for found in modules_of(package):
        if found not in left_out:
            yield _title(found.rpartition(".")[2]), _own_names(found)


def _own_names(module: str) -> list[PublicName]:
    """What a module offers of its own and of private modules; all of it for a package that hands on names."""
    if module in PACKAGES:
        return list(names_of(module))
    return [
        name
        for name in names_of(module)
        if name.module == module or "._" in name.module
    ]


def _title(module: str) -> str:
    first, *others = module.split("_")
    first = first.capitalize()
    return " ".join(
        [_SPELLED.get(first, first.upper()) if first in _ACRONYMS else first, *others]
    )


def _heads(application: str) -> list[str]:
    return ["Operation", "Performed by", *_TOLD[application]]


def _table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _link(source: str) -> str:
    return Path(os.path.relpath(ROOT / source, REFERENCE)).as_posix()


def _link_to_method(full_name: str) -> str:
    """A class that a statement calls, or a method, with the file it stands in."""
    parts = full_name.split(".")
    length = next(index for index, part in enumerate(parts) if not part.islower())
    return f"[`{'.'.join(parts[length:])}`]({_link(PublicName('', '.'.join(parts[:length])).source)})"


def main() -> None:
    """Write every page of the reference anew."""
    for path in sorted(REFERENCE.glob("*.md")):
        text = path.read_text("utf-8")
        if (written := with_tables(text)) != text:
            path.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
