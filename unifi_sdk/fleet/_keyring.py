"""The keyring of the system, by the library `keyring`."""

from __future__ import annotations

from unifi_sdk._core.optional import needs_extra
from unifi_sdk.errors import ConfigurationError

with needs_extra("fleet"):
    import keyring
    from keyring.errors import KeyringError

__all__ = ["password"]


def password(service: str, name: str) -> str | None:
    """What is kept under a name, None when nothing is.

    Raises:
        ConfigurationError: the keyring can't be opened.
    """
    try:
        return keyring.get_password(service, name) or None
    except KeyringError as error:
        kind = type(error).__name__
    raise ConfigurationError(f"the keyring can't be opened ({kind}): unlock it, or take another provider of secrets")
