"""Credentials: each puts one header on a request, and none can be printed, formatted, pickled or copied into a dict."""

from __future__ import annotations

from typing import Final, NoReturn, Protocol

from unifi_sdk.errors import ConfigurationError

__all__ = ["ApiKey", "BearerToken", "Credential", "Secret"]

_MASK: Final = "***"


class Secret:
    """A text that the SDK holds for its owner and gives to nothing but a request.

    Args:
        value: The secret; not empty, without white space and control characters.
        name: The argument that it came from, for the error.

    Raises:
        ConfigurationError: the value can't be a credential.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str, name: str = "secret") -> None:
        if not value:
            raise ConfigurationError(f"{name} is empty: pass the text that the console showed when it was made")
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ConfigurationError(
                f"{name} holds a space, line break or other character that no credential has: "
                "copy it again, without what stands around it"
            )
        self._value = value

    def reveal(self) -> str:
        """The text itself; keep it out of logs and exceptions."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret('{_MASK}')"

    def __str__(self) -> NoReturn:
        raise TypeError("a secret is never printed; reveal() gives its text")

    def __format__(self, format_spec: str) -> NoReturn:
        raise TypeError("a secret is never formatted; reveal() gives its text")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never pickled")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(("Secret", self._value))


class _HeaderValue(str):
    """A header's text that an HTTP library may send and that a traceback, repr or log record shows as ``***``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"'{_MASK}'"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never pickled")


class Credential(Protocol):
    """What proves to an application who is asking."""

    def header(self) -> tuple[str, str]:
        """The name and the value of the one header that carries it."""


class ApiKey:
    """An API key of UniFi Network or Protect, sent as ``X-API-KEY``.

    Args:
        key: The key as the console showed it, once, when it was made (Settings > Control Plane > Integrations).

    Raises:
        ConfigurationError: the key is empty or holds white space.
    """

    __slots__ = ("_secret",)

    def __init__(self, key: str) -> None:
        self._secret = Secret(key, "api_key")

    def header(self) -> tuple[str, str]:
        """``X-API-KEY`` and the key."""
        return "X-API-KEY", _HeaderValue(self._secret.reveal())

    def __repr__(self) -> str:
        return f"ApiKey('{_MASK}')"


class BearerToken:
    """A token of UniFi Access, or of a login to the API on port 7443, sent as ``Authorization: Bearer``.

    Args:
        token: The token as the console showed it, without the word Bearer.

    Raises:
        ConfigurationError: the token is empty or holds white space.
    """

    __slots__ = ("_secret",)

    def __init__(self, token: str) -> None:
        self._secret = Secret(token, "access_token")

    def header(self) -> tuple[str, str]:
        """``Authorization`` and the token behind the word Bearer."""
        return "Authorization", _HeaderValue(f"Bearer {self._secret.reveal()}")

    def __repr__(self) -> str:
        return f"BearerToken('{_MASK}')"
