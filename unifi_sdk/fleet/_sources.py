"""From where a fleet is read: a TOML file, the store of `unifi trust`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import attrs

from unifi_sdk._core.known import known_hosts
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet.references import ConsoleReference

__all__ = ["read_file", "read_known"]

_KEYS: Final = frozenset(a.name for a in attrs.fields(ConsoleReference)) - {"state"}
_SECRETS: Final = {
    "api_key": "api_key_name",
    "access_token": "access_token_name",
    "password": "password_name",
    "cloud_key": "cloud_key_name",
}
_OTHER_PORTS: Final = (12445, 7443)
_USUAL_PORT: Final = 443


def read_file(path: Path) -> list[ConsoleReference]:
    """The consoles of a TOML file.

    Raises:
        ConfigurationError: it can't be read, or says something that can't be.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read ({type(error).__name__})") from None
    except ValueError as error:  # no TOML, or no UTF-8
        raise ConfigurationError(f"{path} is no TOML: {error}") from None
    if unknown := document.keys() - {"defaults", "console"}:
        raise ConfigurationError(f"{path}: there is no {_listed(unknown)}; known are [defaults] and [[console]]")
    defaults, consoles = document.get("defaults", {}), document.get("console", [])
    if not isinstance(defaults, dict) or not isinstance(consoles, list):
        raise ConfigurationError(f"{path}: write [defaults] as a table, and [[console]] before each console")
    references = []
    for number, table in enumerate(consoles, 1):
        what = f"{path}, console {number}"
        if not isinstance(table, dict):
            raise ConfigurationError(f"{what}: write [[console]] before each console")
        references.append(_reference({**defaults, **table}, what))
    return references


def _reference(table: Mapping[str, object], what: str) -> ConsoleReference:
    for name, instead in _SECRETS.items():
        if name in table:
            raise ConfigurationError(
                f"{what}: {name} would be a secret, for which a fleet file is no place: write {instead}, the name under "
                "which a provider of secrets knows it"
            )
    if unknown := table.keys() - _KEYS:
        raise ConfigurationError(f"{what}: there is no {_listed(unknown)}; known are {', '.join(sorted(_KEYS))}")
    values = dict(table)
    if isinstance(pins := values.get("pins"), dict):
        if not all(port.isdigit() and isinstance(texts, list) for port, texts in pins.items()):
            raise ConfigurationError(f"{what}: pins must be a list of fingerprints, or a table of them by port")
        values["pins"] = {int(port): texts for port, texts in pins.items()}
    try:
        return ConsoleReference(**cast("dict[str, Any]", values))  # it looks at the types of all of them
    except ConfigurationError as error:
        told = str(error)
    raise ConfigurationError(f"{what}: {told}")


def read_known(environ: Mapping[str, str] | None) -> list[ConsoleReference]:
    """The consoles that `unifi trust` has kept.

    Raises:
        KnownConsolesError: what is kept can't be used.
    """
    references = []
    for host, ports in sorted(known_hosts(os.environ if environ is None else environ).items()):
        port = next((port for port in sorted(ports) if port not in _OTHER_PORTS), _USUAL_PORT)
        name = f"[{host}]" if ":" in host else host
        where = name if port == _USUAL_PORT else f"{name}:{port}"
        references.append(ConsoleReference(name=host, host=where, pins=ports))
    return references


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
