"""Which host and port a console is, from what people paste."""

from __future__ import annotations

import os
import re
import socket
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import urlsplit

import attrs
from yarl import URL

from unifi_sdk.errors import ConfigurationError

__all__ = ["Address", "check_port", "elsewhere", "parse_host", "why_unreachable"]

_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME: Final = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*\.?")
_ZONE: Final = re.compile(r"(?:%[A-Za-z0-9_.-]+)?")


@attrs.frozen
class Address:
    """A host and a TCP port."""

    host: str
    port: int

    @property
    def origin(self) -> str:
        """``https://host:port``, without the port where it is 443."""
        return str(URL.build(scheme="https", host=self.host, port=self.port)).rstrip("/")

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_host(text: str, default_port: int) -> Address:
    """Read ``host``, ``host:port``, ``[ipv6]:port`` or ``https://host:port``.

    Args:
        text: What names the console.
        default_port: The port when the text has none; 1 to 65535.

    Raises:
        ConfigurationError: it is empty, has a path, a query or a user name, or asks for plain HTTP.
    """
    if not isinstance(text, str):
        raise ConfigurationError(f"host must be a text, not {type(text).__name__}")
    if not text.strip():
        raise ConfigurationError("host is empty: pass the console's name or address, such as 192.168.1.1")
    if text.startswith("http://"):
        raise ConfigurationError("host asks for plain http: a credential is sent over https only")
    bare = text.removeprefix("https://").removesuffix("/") if text.startswith("https://") else text
    if "/" in bare:
        raise ConfigurationError(
            "host has a path or a scheme of its own: pass a name or address, with the port if need be, and nothing else"
        )
    host, port = _split(bare, default_port)
    if not (_is_ipv6(host) if ":" in host else _NAME.fullmatch(host)):
        raise ConfigurationError(
            "host is no host: pass a name or address and nothing else, such as 192.168.1.1 or console:11443"
        )
    check_port(port)
    return Address(host, port)


def check_port(port: int, name: str = "port") -> int:
    """The port, when it can be one.

    Raises:
        ConfigurationError: it is not within 1 to 65535.
    """
    if isinstance(port, bool) or not isinstance(port, int):
        raise ConfigurationError(f"{name} must be a whole number, not {type(port).__name__}")
    if not 1 <= port <= 65535:
        raise ConfigurationError(f"{name} is out of range: {port} is not within 1 to 65535")
    return port


def why_unreachable(error: BaseException | None) -> str:
    """The system's short word for a failed connection; asyncio's own repeats the address.

    Args:
        error: What connecting raised.
    """
    if isinstance(error, socket.gaierror):
        return "the name is unknown"
    number = getattr(error, "errno", None)
    return os.strerror(number).lower() if isinstance(number, int) and number > 0 else "no connection"


def elsewhere(url: str, host: str, port: int | None = None) -> str:
    """A URL with another host, and for the rest letter by letter as it was; what is no URL stays.

    Args:
        url: Of any scheme.
        host: A name or an address, and nothing else.
        port: The port that it shall have; its own when left out.

    Raises:
        ConfigurationError: the host or the port can't be.
    """
    place = parse_host(host, 443 if port is None else port)
    if host.strip("[]") != place.host:
        raise ConfigurationError("host takes a name or an address and nothing else: the port is an argument of its own")
    try:
        parts = urlsplit(url)
        port = parts.port if port is None else port
    except ValueError:
        return url
    if not parts.netloc:
        return url
    bare = f"[{place.host}]" if ":" in place.host else place.host
    user, at, _ = parts.netloc.rpartition("@")
    return url.replace(f"//{parts.netloc}", f"//{user}{at}{bare}" + ("" if port is None else f":{port}"), 1)


def _is_ipv6(host: str) -> bool:
    address, percent, zone = host.partition("%")
    try:
        IPv6Address(address)
    except ValueError:
        return False
    return bool(_ZONE.fullmatch(percent + zone))


def _split(text: str, default_port: int) -> tuple[str, int]:
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket:
            return text, default_port
    elif text.count(":") == 1:
        host, _, rest = text.partition(":")
        rest = f":{rest}"
    else:
        host, rest = text, ""
    if not rest:
        return host, default_port
    digits = rest[1:]
    if rest[0] != ":" or not digits.isascii() or not digits.isdigit() or len(digits) > 5:
        raise ConfigurationError("host has a port that is no number: pass host:port, such as 192.168.1.1:11443")
    return host, int(digits)
