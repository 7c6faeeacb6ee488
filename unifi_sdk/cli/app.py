"""The commands of `unifi`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from unifi_sdk import __version__
from unifi_sdk.cli import demo as demo_command
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
