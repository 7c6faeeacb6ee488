"""`unifi drift`: what a console has that this SDK doesn't know, and the other way round."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from cyclopts import App

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import SCHEMA_VERSION
from unifi_sdk.drift import compare
from unifi_sdk.errors import ConfigurationError

app = App(name="drift", version_flags=())


@app.default
async def drift(file: Path | None = None, /, *, options: Options = Options()) -> int:
    """Tell how the specification of an application differs from what this SDK knows.

    Ends with 0 when nothing differs, with 1 when something does.

    Args:
        file: An OpenAPI document of Network, Protect, Site Manager or Mobility; that of the console's Network application
            when left out.
    """
    specification = await asyncio.to_thread(read, file) if file else await fetch(options)
    return 1 if report(options, specification) else 0


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

    Args:
        path: The file.

    Raises:
        ConfigurationError: it can't be read, or holds no JSON object.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from error
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise ConfigurationError(f"{path}: this is no OpenAPI document (it is no JSON object)")
    return document


def report(options: Options, specification: Mapping[str, object]) -> int:
    """Print how a specification differs from the SDK.

    Args:
        options: What the command was given.
        specification: An OpenAPI document.

    Returns:
        How many differences there are.

    Raises:
        ConfigurationError: this is no specification.
    """
    rows: list[Data] = [
        {"finding": found.kind, "where": clean_text(found.where), "difference": clean_text(found.detail)}
        for found in compare(specification)
    ]
    info = specification.get("info")
    said = info if isinstance(info, Mapping) else {}
    title, version = clean_text(str(said.get("title", ""))), clean_text(str(said.get("version", "")))
    if options.for_programs:
        about: dict[str, Data] = {"schemaVersion": SCHEMA_VERSION, "title": title, "version": version}
        options.output.document({**about, "items": rows, "count": len(rows)})
        return len(rows)
    if rows:
        options.output.rows(rows, ("finding", "where", "difference"))
    count = "no difference" if not rows else f"{len(rows)} difference{'s' if len(rows) > 1 else ''}"
    print(f"{title} {version} and this SDK: {count}.")
    return len(rows)
