"""Files with secrets in them, which nobody but their owner can read."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final

from unifi_sdk.errors import ConfigurationError

__all__ = ["read_private"]

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def read_private(path: Path, most_bytes: int) -> bytes | None:
    """What stands in a file of mode 0600; None when it is larger than that.

    Args:
        path: The file.
        most_bytes: How large it may be.

    Raises:
        ConfigurationError: it can't be read, or others can.
    """
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if sys.platform != "win32" and (found.st_mode & _OTHERS or found.st_uid not in (os.geteuid(), 0)):
                raise ConfigurationError(
                    f"others can read or replace {path}, which holds secrets: chmod 600 {path}, and make "
                    "new secrets where somebody may have read them"
                )
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read ({type(error).__name__})") from None
    return content if len(content) <= most_bytes else None
