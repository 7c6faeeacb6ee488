"""The certificates that the user has agreed to, in a file of their own."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeGuard

from unifi_sdk.cli.exits import CommandError, Exit

__all__ = ["config_directory", "known_by_port", "known_file", "known_fingerprints", "store_fingerprints"]

_FILE: Final = "known_consoles.json"
_FINGERPRINT: Final = re.compile(r"[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}")


def config_directory(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the command keeps what it was told: ``UNIFI_CONFIG_DIR``, or `unifi` in the system's place for such files.

    Args:
        environ: The environment variables.
    """
    if chosen := environ.get("UNIFI_CONFIG_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or Path.home()) / "unifi"
    return Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "unifi"


def known_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The file with the certificates.

    Args:
        environ: The environment variables.
    """
    return config_directory(environ) / _FILE


def known_fingerprints(host: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The SHA-256 fingerprints that were stored for a host, of all its ports.

    Args:
        host: Its name or address, without a port.
        environ: The environment variables.

    Raises:
        CommandError: the file is there and can't be read.
    """
    return [text for fingerprints in known_by_port(host, environ).values() for text in fingerprints]


def known_by_port(host: str, environ: Mapping[str, str] = os.environ) -> dict[str, list[str]]:
    """The same by port, whose number is a text here.

    Args:
        host: Its name or address, without a port.
        environ: The environment variables.

    Raises:
        CommandError: the file is there and can't be read.
    """
    return _read(known_file(environ)).get(host.lower(), {})


def store_fingerprints(host: str, fingerprints: Mapping[int, str], environ: Mapping[str, str] = os.environ) -> Path:
    """Keep what the certificates of a host look like, in place of what was kept for the same ports.

    Args:
        host: Its name or address, without a port.
        fingerprints: SHA-256 by port.
        environ: The environment variables.

    Returns:
        The file.

    Raises:
        CommandError: the file is there and can't be read.
        OSError: it can't be written.
    """
    path = known_file(environ)
    known = _read(path)
    known[host.lower()] = known.get(host.lower(), {}) | {str(port): [text] for port, text in fingerprints.items()}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_FILE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=2, sort_keys=True)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _read(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        document: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        document = None
    if not _is_ours(document):
        raise CommandError(
            Exit.CONFIG,
            f"{path} can't be read",
            code="CONFIG",
            remediation="mend or remove it, then run `unifi trust HOST` again",
        )
    return document


def _is_ours(document: object) -> TypeGuard[dict[str, dict[str, list[str]]]]:
    return isinstance(document, dict) and all(
        isinstance(ports, dict) and all(_are_fingerprints(texts) for texts in ports.values())
        for ports in document.values()
    )


def _are_fingerprints(texts: object) -> bool:
    return isinstance(texts, list) and all(isinstance(text, str) and _FINGERPRINT.fullmatch(text) for text in texts)
