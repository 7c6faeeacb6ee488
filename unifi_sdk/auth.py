"""Credentials: each puts one header on a request, and none can be printed, formatted, pickled or copied into a dict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NoReturn, Protocol

from unifi_sdk._core.check import encodable, not_empty
from unifi_sdk.errors import ConfigurationError

__all__ = ["ApiKey", "BearerToken", "Credential", "Secret"]

_MASK: Final = "***"
_SHORTEST: Final = 8


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
        value = hidden(value)
        if not isinstance(value, str):
            raise ConfigurationError(f"{name} must be a text")
        if not value:
            raise ConfigurationError(f"{name} is empty: pass the text that the console showed when it was made")
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ConfigurationError(
                f"{name} holds a space, line break or other character that no credential has: "
                "copy it again, without what stands around it"
            )
        self._value = str(value)

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


class Password(Secret):
    """A password; unlike a key it may hold blanks and any letters.

    Args:
        value: The password; not empty.

    Raises:
        ConfigurationError: the value is empty, or no text that can be written as UTF-8.
    """

    __slots__ = ()

    def __init__(self, value: str) -> None:
        value = hidden(value)
        if not isinstance(value, str):
            raise ConfigurationError("password must be a text")
        if not value:
            raise ConfigurationError("password is empty")
        encodable(password=value)
        self._value = str(value)


class Login:
    """A local user, with whose name and password a token is asked for.

    Args:
        username: The name; not blank.
        password: The password; not empty.

    Raises:
        ConfigurationError: one of them can't be.
    """

    __slots__ = ("name", "password")

    def __init__(self, username: str, password: str) -> None:
        password = hidden(password)
        self.password = Password(password)
        not_empty(username=username)
        encodable(username=username)
        self.name = username

    def __repr__(self) -> str:
        return f"Login({self.name!r}, '{_MASK}')"


class HeaderValue(str):
    """A header's text that an HTTP library may send and that a traceback, repr or log record shows as ``***``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"'{_MASK}'"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never pickled")


class HiddenBytes(bytes):
    """Bytes that an HTTP library may send, and that a traceback through it shows as ``***``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"b'{_MASK}'"


class _NoText:
    """Stands for a credential that is no text, and does not show it either."""

    def __repr__(self) -> str:
        return f"'{_MASK}'"


class _HiddenMapping(Mapping[str, str]):
    """Texts by name, such as environment variables, none of which shows itself."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def __getitem__(self, name: str) -> str:
        value: str = hidden(self._variables[name])
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)

    def __repr__(self) -> str:
        return f"<{len(self)} hidden values>"


def hidden(value: Any) -> Any:
    """A credential, or a mapping with some, as a traceback may show it; texts and bytes go on being what they are.

    Args:
        value: Whatever was passed for one.
    """
    if isinstance(value, Mapping):
        return _HiddenMapping(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return HiddenBytes(value)
    return HeaderValue(value) if isinstance(value, str) else _NoText()


def _spellings(byte: int) -> bytes:
    """How one byte of a credential may be written, as a pattern: as it is, escaped in JSON (once or more), or in a URL."""
    plain, digits = re.escape(bytes((byte,))), f"{byte:02x}".encode()
    # each branch begins with a byte: the engine looks for those first, in a fifth of the time
    return rb"(?:" + plain + rb"|\\\\*(?:" + plain + rb"|u00(?i:" + digits + rb"))|%(?i:" + digits + rb"))"


class Redactor:
    """Takes credentials out of what a console says, which may repeat them in an error, escaped in any way.

    Args:
        secrets: The credentials. One of less than 8 characters is left in, for it is no real one and could be found in
            any text.
    """

    __slots__ = ("_escaped", "_plain")

    def __init__(self, secrets: Iterable[str]) -> None:
        plain = {secret for secret in secrets if len(secret) >= _SHORTEST}
        self._plain = tuple(secret.encode() for secret in plain)
        self._escaped = tuple(re.compile(b"".join(map(_spellings, secret.encode()))) for secret in plain)

    def finds(self, data: bytes) -> bool:
        """Whether a credential stands in there."""
        for secret in self._plain:
            if secret in data:
                return True
        return (b"\\" in data or b"%" in data) and any(escaped.search(data) for escaped in self._escaped)

    def clean(self, data: bytes) -> bytes:
        """The data with three stars in place of each credential."""
        for secret in self._plain:
            if secret in data:
                data = data.replace(secret, _MASK.encode())
        if b"\\" in data or b"%" in data:
            for escaped in self._escaped:
                data = escaped.sub(_MASK.encode(), data)
        return data

    def __repr__(self) -> str:
        return "Redactor()"

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
        key = hidden(key)
        self._secret = Secret(key, "api_key")

    def header(self) -> tuple[str, str]:
        """``X-API-KEY`` and the key."""
        return "X-API-KEY", HeaderValue(self._secret.reveal())

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
        token = hidden(token)
        self._secret = Secret(token, "access_token")

    def header(self) -> tuple[str, str]:
        """``Authorization`` and the token behind the word Bearer."""
        return "Authorization", HeaderValue(f"Bearer {self._secret.reveal()}")

    def __repr__(self) -> str:
        return f"BearerToken('{_MASK}')"
