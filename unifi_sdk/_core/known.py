"""The certificates that the user has agreed to, in a file of their own: `unifi trust` writes it, clients read it."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeGuard

from unifi_sdk.errors import KnownConsolesError

__all__ = ["config_directory", "known_by_port", "known_file", "known_hosts", "read_owned", "store_fingerprints"]

_FOLDER: Final = "unifi-sdk"
_FILE: Final = "known_consoles.json"
_FINGERPRINT: Final = re.compile(r"[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}")
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}")
_MOST_BYTES: Final = 1024 * 1024
_WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
_AGAIN: Final = "mend or remove it, then run `unifi trust HOST` again"


def config_directory(environ: Mapping[str, str] = os.environ) -> Path:
    """What is kept for a user: ``UNIFI_CONFIG_DIR``, or `unifi-sdk` in the system's place for such files.

    Args:
        environ: The environment variables.

    Raises:
        KnownConsolesError: the user has no home.
    """
    if chosen := environ.get("UNIFI_CONFIG_DIR"):
        return Path(chosen)
    is_windows = sys.platform == "win32"
    if base := environ.get("APPDATA" if is_windows else "XDG_CONFIG_HOME"):
        return Path(base) / _FOLDER
    try:
        home = Path.home()
    except RuntimeError:
        raise KnownConsolesError("this user has no home to keep certificates in: set UNIFI_CONFIG_DIR") from None
    return (home if is_windows else home / ".config") / _FOLDER


def known_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The file with the certificates.

    Args:
        environ: The environment variables.

    Raises:
        KnownConsolesError: the user has no home.
    """
    return config_directory(environ) / _FILE


def known_by_port(host: str, environ: Mapping[str, str] = os.environ) -> dict[int, list[str]]:
    """The SHA-256 fingerprints that were stored for a host, by port.

    Args:
        host: Its name or address, without a port.
        environ: The environment variables.

    Raises:
        KnownConsolesError: the file is there and can't be read, others can write it, or it holds something else.
    """
    return known_hosts(environ).get(_name(host), {})


def known_hosts(environ: Mapping[str, str] = os.environ) -> dict[str, dict[int, list[str]]]:
    """What was stored for every host, by port.

    Args:
        environ: The environment variables.

    Raises:
        KnownConsolesError: as for `known_by_port`.
    """
    try:
        path = known_file(environ)
    except KnownConsolesError:
        return {}  # nothing can have been kept
    return {host: {int(port): texts for port, texts in ports.items()} for host, ports in _read(path).items()}


def store_fingerprints(host: str, fingerprints: Mapping[int, str], environ: Mapping[str, str] = os.environ) -> Path:
    """Keep what the certificates of a host look like, in place of what was kept for the same ports.

    Args:
        host: Its name or address, without a port.
        fingerprints: SHA-256 by port.
        environ: The environment variables.

    Returns:
        The file.

    Raises:
        KnownConsolesError: as for `known_by_port`, or the user has no home.
        OSError: it can't be written.
    """
    path, name = known_file(environ), _name(host)
    known = _read(path)
    known[name] = known.get(name, {}) | {str(port): [text] for port, text in fingerprints.items()}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _check_owner(path.parent.stat(), path.parent)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_FILE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=2, sort_keys=True)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _name(host: str) -> str:
    return host.lower().removesuffix(".")


def _read(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        content = read_owned(path)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except KnownConsolesError:
        raise
    except (OSError, ValueError):
        raise KnownConsolesError(f"{path} can't be read: {_AGAIN}") from None
    try:
        document: object = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    if not _is_ours(document):
        raise KnownConsolesError(f"{path} holds something else than certificates of consoles: {_AGAIN}")
    return document


def read_owned(path: Path) -> bytes:
    """What stands in a file of this user; whatever else lies there, this waits for nothing.

    Raises:
        KnownConsolesError: others than its owner could have written it.
        OSError: it can't be read.
        ValueError: it is no file, or too large for one of these.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("no file")
        _check_owner(found, path)
        _check_owner(path.parent.stat(), path.parent)
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError("too large")
    return content


def _check_owner(found: os.stat_result, path: Path) -> None:
    """Refuse what others than this user and the system's administrator can write.

    Raises:
        KnownConsolesError: they can.
    """
    if sys.platform == "win32":  # which has other permissions
        return
    if found.st_mode & _WRITABLE_BY_OTHERS or found.st_uid not in (os.geteuid(), 0):
        raise KnownConsolesError(
            f"others can write {path}, and so decide which console is trusted: look at what is in it, "
            f"then make it yours alone (chmod go-w {path})"
        )


def _is_ours(document: object) -> TypeGuard[dict[str, dict[str, list[str]]]]:
    return isinstance(document, dict) and all(
        isinstance(ports, dict)
        and all(_PORT.fullmatch(port) and _are_fingerprints(texts) for port, texts in ports.items())
        for ports in document.values()
    )


def _are_fingerprints(texts: object) -> bool:
    return isinstance(texts, list) and all(isinstance(text, str) and _FINGERPRINT.fullmatch(text) for text in texts)
