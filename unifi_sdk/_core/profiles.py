"""Consoles by a name of their own: what `UNIFI_PROFILE` or `--profile` means, from a file beside the known certificates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from unifi_sdk._core.address import parse_host
from unifi_sdk._core.known import config_directory, read_owned
from unifi_sdk.errors import ConfigurationError

__all__ = ["LOCKS", "profile_locks", "profile_variables", "read_lock"]

_FILE: Final = "profiles.toml"
_TEXTS: Final = {"host": "UNIFI_HOST", "site": "UNIFI_SITE", "console_id": "UNIFI_CONSOLE_ID"}
_PORTS: Final = {"access_port": "UNIFI_ACCESS_PORT", "legacy_port": "UNIFI_LEGACY_PORT"}
_LISTS: Final = {"fingerprints": "UNIFI_FINGERPRINTS", "allow": "UNIFI_ALLOW"}
_LOCKS: Final = ("read_only", "allow")
LOCKS: Final = ("UNIFI_READ_ONLY", "UNIFI_ALLOW")
"""The variables that hold writes back."""
_YES: Final = ("1", "true", "yes", "on")
_NO: Final = ("", "0", "false", "no", "off")
_KEYS: Final = {
    "api_key_from": "UNIFI_API_KEY",
    "access_token_from": "UNIFI_ACCESS_TOKEN",
    "cloud_api_key_from": "UNIFI_CLOUD_API_KEY",
    "username_from": "UNIFI_USERNAME",
    "password_from": "UNIFI_PASSWORD",
}
"""The variables in which a profile's credentials stand; the file holds none."""


def profile_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """What the profile that ``UNIFI_PROFILE`` names says, as the environment variables that it stands for.

    A lock is only ever added to: what the environment forbids stays forbidden.

    Args:
        environ: The environment variables.

    Returns:
        Nothing when no profile is named.

    Raises:
        ConfigurationError: there is no such profile, or its file can't be understood.
    """
    name = environ.get("UNIFI_PROFILE", "")
    if not name:
        return {}
    said = _profile(name, environ)
    made: dict[str, str] = {}
    for key, value in said.items():
        made |= _variable(name, key, value, environ)
    for host, other in (("UNIFI_HOST", "UNIFI_CONSOLE_ID"), ("UNIFI_CONSOLE_ID", "UNIFI_HOST")):
        if host in made:  # and not the console that the environment names by other means
            made.setdefault(other, "")
    if made.get("UNIFI_HOST"):
        made.setdefault("UNIFI_FINGERPRINTS", "")  # those of the environment are another console's
    return made


def profile_locks(host: str, console_id: str, environ: Mapping[str, str]) -> list[dict[str, str]]:
    """What the profiles of a console forbid, whoever comes to it by another way.

    Args:
        host: The console, or the cloud that it is behind.
        console_id: Its id there; "" where it is not behind one.
        environ: The environment variables.

    Returns:
        ``UNIFI_READ_ONLY`` and ``UNIFI_ALLOW``, as far as it has them, of each profile.

    Raises:
        ConfigurationError: the file with the profiles can't be understood.
    """
    found = []
    for name, said in _profiles(environ).items():
        if isinstance(said, dict) and _is_of(said, host, console_id):
            locks = {key: value for key, value in said.items() if key in _LOCKS}
            found.append({k: v for key, value in locks.items() for k, v in _variable(name, key, value, {}).items()})
    return found


def _is_of(said: Mapping[str, Any], host: str, console_id: str) -> bool:
    if console_id:
        return said.get("console_id") == console_id
    named = said.get("host")
    return isinstance(named, str) and bool(named) and parse_host(named, 443) == parse_host(host, 443)


def read_lock(environ: Mapping[str, str]) -> bool:
    """Whether ``UNIFI_READ_ONLY`` forbids every write.

    Args:
        environ: The environment variables.

    Raises:
        ConfigurationError: it can't be understood.
    """
    said = environ.get("UNIFI_READ_ONLY", "").strip().lower()
    if said not in (*_YES, *_NO):
        raise ConfigurationError("UNIFI_READ_ONLY is neither 1 nor 0: set it to 1, or unset it")
    return said in _YES


def _variable(profile: str, key: str, value: Any, environ: Mapping[str, str]) -> dict[str, str]:
    if key in _TEXTS and isinstance(value, str) and value:
        return {_TEXTS[key]: value}
    if key in _PORTS and isinstance(value, int) and not isinstance(value, bool):
        return {_PORTS[key]: str(value)}
    if key in _LISTS and isinstance(value, list) and all(isinstance(each, str) for each in value):
        is_lock = key == "allow" and "UNIFI_ALLOW" in environ
        allowed = {each.strip() for each in environ["UNIFI_ALLOW"].split(",")} if is_lock else None
        return {_LISTS[key]: ",".join(each for each in value if allowed is None or each in allowed)}
    if key in _KEYS and isinstance(value, str):
        if not environ.get(value):
            raise ConfigurationError(f"profile {profile}: {key} names {value}, which is not set")
        return {_KEYS[key]: environ[value]}
    if key == "read_only" and isinstance(value, bool):
        return {"UNIFI_READ_ONLY": "1"} if value else {}
    known = [*_TEXTS, *_PORTS, *_LISTS, *_KEYS, "read_only"]
    what = "has another type than it should" if key in known else f"is none of {', '.join(known)}"
    raise ConfigurationError(f"profile {profile}: {key} {what}")


def _profile(name: str, environ: Mapping[str, str]) -> dict[str, Any]:
    path = config_directory(environ) / _FILE
    document = _profiles(environ)
    if not document and not path.exists():
        raise ConfigurationError(f"profile {name}: there is no {path}, where profiles stand")
    found = document.get(name)
    if not isinstance(found, dict):
        there = ", ".join(sorted(document)) or "none"
        raise ConfigurationError(f"there is no profile {name}; {path} has: {there}")
    return found


def _profiles(environ: Mapping[str, str]) -> dict[str, Any]:
    """All of the file; nothing where there is none."""
    import tomllib

    path = config_directory(environ) / _FILE
    try:
        return tomllib.loads(read_owned(path).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} can't be read: {error}") from None
