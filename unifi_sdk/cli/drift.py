"""`unifi drift`: what a console has that this SDK doesn't know, and the other way round."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cyclopts import App
from rich.console import Console as Terminal
from rich.table import Table
from rich.text import Text

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.work import connect
from unifi_sdk.drift import Finding, compare
from unifi_sdk.errors import ConfigurationError

__all__ = ["app", "fetch", "read", "report"]

_PIPED_WIDTH: Final = 200


app = App(name="drift", help="How a console differs from what this SDK knows.")


@app.default
async def drift(
    file: Path | None = None,
    /,
    *,
    options: Options = Options(),
) -> int:
    """Tell how the specification of an application differs from what this SDK knows.

    Ends with 0 when nothing differs, with 1 when something does.

    Args:
        file: An OpenAPI document of Network or Protect; that of the console's Network application when left out.
    """
    return 1 if report(await asyncio.to_thread(read, file) if file else await fetch(options)) else 0


async def fetch(options: Options) -> dict[str, object]:
    """The specification that a console serves.

    Args:
        options: What the command was given.

    Raises:
        UniFiError: there is no console or no key, or the console gave no specification.
    """
    async with connect(options, "network") as console:
        return await console.network.specification()


def read(path: Path) -> dict[str, object]:
    """The specification in a file.

    Raises:
        ConfigurationError: it holds no JSON object.
        OSError: it can't be read.
    """
    content = path.read_bytes()
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise ConfigurationError(f"{path}: this is no OpenAPI document of UniFi Network (it is no JSON object)")
    return document


def report(specification: Mapping[str, object]) -> int:
    """Print how a specification differs from the SDK.

    Returns:
        How many differences there are.

    Raises:
        ConfigurationError: this is no specification.
    """
    findings = compare(specification)
    terminal = Terminal(highlight=False)
    if not terminal.is_terminal:
        terminal.width = _PIPED_WIDTH
    if findings:
        terminal.print(_table(findings))
    info = specification.get("info")
    version = clean_text(str(info.get("version", ""))) if isinstance(info, Mapping) else ""
    count = "no difference" if not findings else f"{len(findings)} difference{'s' if len(findings) > 1 else ''}"
    terminal.print(Text(f"UniFi Network {version} and this SDK: {count}."))
    return len(findings)


def _table(findings: Sequence[Finding]) -> Table:
    table = Table("finding", "where", "difference")
    for finding in findings:
        table.add_row(
            *(Text(clean_text(text), overflow="fold") for text in (finding.kind, finding.where, finding.detail))
        )
    return table
