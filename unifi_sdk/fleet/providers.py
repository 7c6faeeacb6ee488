"""Where a fleet's secrets come from, on the machine that does the work: environment, a file, the keyring, any function.

A provider is called with a name and gives the secret, or None when it has none. It travels to another machine as it is: as a
place to look, never with a secret in it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

import attrs

from unifi_sdk._core.private import read_private
from unifi_sdk.auth import hidden
from unifi_sdk.errors import ConfigurationError

__all__ = ["EnvironmentSecrets", "FileSecrets", "KeyringSecrets", "SecretProvider"]

SecretProvider: TypeAlias = Callable[[str], str | None]
"""From the name of a secret to the secret, or None when there is none; for another machine it must be picklable."""

_MOST_BYTES: Final = 1024 * 1024


def _text_of(path: str | os.PathLike[str]) -> str:
    return os.fspath(path)


@attrs.frozen
class EnvironmentSecrets:
    """Environment variables of the process that does the work.

    Args:
        prefix: What stands before each name.
    """

    prefix: str = ""

    def __call__(self, name: str) -> str | None:
        """The variable; an empty one is none."""
        return os.environ.get(self.prefix + name) or None


@attrs.frozen
class FileSecrets:
    """A TOML file of names and texts that nobody but its owner can read: mode 0600.

    Args:
        path: The file, on the machine that does the work.
    """

    path: str = attrs.field(converter=_text_of)

    def __call__(self, name: str) -> str | None:
        """The text of that name.

        Raises:
            ConfigurationError: the file can't be read, is readable by others, or holds something else.
        """
        found = self._read().get(name)
        if found is not None and not isinstance(found, str):
            raise ConfigurationError(f"{self.path}: what is called {name!r} must be a text")
        return hidden(found) if found else None

    def _read(self) -> Mapping[str, object]:
        content = read_private(Path(self.path), _MOST_BYTES)
        if content is not None:
            with suppress(ValueError):  # its text has a line of the file in it
                return _hidden(tomllib.loads(content.decode("utf-8")))
        raise ConfigurationError(f'{self.path} must be TOML with a line NAME = "secret" for each')


@attrs.frozen
class KeyringSecrets:
    """The keyring of the system: macOS Keychain, Secret Service, Windows Credential Locker (extra: `fleet`).

    Args:
        service: Under which the secrets are kept; ``keyring set unifi-sdk NAME`` keeps one.
    """

    service: str = "unifi-sdk"

    def __call__(self, name: str) -> str | None:
        """The secret of that name.

        Raises:
            ConfigurationError: the keyring can't be opened.
            ModuleNotFoundError: the library `keyring` is not installed.
        """
        from unifi_sdk.fleet._keyring import password

        return hidden(found) if (found := password(self.service, name)) else None


def _hidden(table: Mapping[str, object]) -> Mapping[str, object]:
    """A table whose texts no traceback shows."""
    return {name: hidden(value) if isinstance(value, str) else value for name, value in table.items()}
