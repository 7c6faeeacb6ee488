"""The commands of `unifi`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from unifi_sdk import __version__
from unifi_sdk.cli import demo as demo_command
from unifi_sdk.cli import drift as drift_command
from unifi_sdk.errors import UniFiError

__all__ = ["app"]

app = App(
    name="unifi",
    help="Command line of unifi_sdk: UniFi Network, Access and Protect on one console.",
    version=__version__,
)


@app.command
def demo(
    *,
    output: Annotated[Path, Parameter(help="Where the camera's picture is written.")] = Path("demo-snapshot.jpg"),
    keep_running: Annotated[
        bool, Parameter(negative="", help="Only start the simulator, print how to reach it, wait.")
    ] = False,
) -> None:
    """Walk through the SDK's main job against a simulated console; nothing outside this machine is touched."""
    work = demo_command.keep_running() if keep_running else demo_command.walk_through(output)
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(0 if keep_running else 130)
    except (UniFiError, OSError) as error:
        sys.exit(f"unifi demo: {error}")


@app.command
def drift(
    file: Annotated[Path | None, Parameter(help="An OpenAPI document; that of the console when left out.")] = None,
    *,
    host: Annotated[str | None, Parameter(help="The console, in place of UNIFI_HOST.")] = None,
) -> None:
    """Tell how the Network application of a console differs from what this SDK knows, by the specification it serves.

    The console, its key and its certificate are those of the environment: UNIFI_HOST, UNIFI_API_KEY, UNIFI_FINGERPRINTS.
    Ends with 0 when nothing differs, with 1 when something does, and with 2 when that could not be found out.
    """
    try:
        specification = drift_command.read(file) if file else asyncio.run(drift_command.fetch(host))
        differences = drift_command.report(specification)
    except KeyboardInterrupt:
        sys.exit(130)
    except (UniFiError, OSError) as error:
        print(f"unifi drift: {error}", file=sys.stderr)
        sys.exit(2)
    sys.exit(1 if differences else 0)
