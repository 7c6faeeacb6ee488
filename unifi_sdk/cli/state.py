"""Where the command keeps what it has done."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["state_directory"]


def state_directory(environ: Mapping[str, str] = os.environ) -> Path:
    """A folder for used plans and the audit log: ``UNIFI_STATE_DIR``, or `unifi-sdk` in the system's place for such files.

    Args:
        environ: The environment variables.
    """
    if chosen := environ.get("UNIFI_STATE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home()) / "unifi-sdk"
    return Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "unifi-sdk"
