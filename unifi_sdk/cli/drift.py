"""`unifi drift`: what a console has that this SDK doesn't know, and the other way round, as a table."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console as Terminal
from rich.table import Table
from rich.text import Text

from unifi_sdk import Console
from unifi_sdk._core.dialect import clean_text
from unifi_sdk.drift import Finding, compare
from unifi_sdk.errors import ConfigurationError

__all__ = ["fetch", "read", "report"]

_PIPED_WIDTH: Final = 200


async def fetch(host: str | None) -> dict[str, object]:
    """The specification that a console serves.

    Args:
        host: The console, in place of the one that the environment names; everything else comes from there.

    Raises:
        UniFiError: the environment names no console or no key, or the console gave no specification.
    """
    environ = {**os.environ, "UNIFI_HOST": host} if host else os.environ
    async with Console.from_env(environ, read_only=True) as console:
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
