"""IP addresses and networks, as texts name them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from unifi_sdk.errors import ConfigurationError

__all__ = ["Address", "Network", "is_in", "read_address", "read_networks"]

_ADDRESS_WITH_PORT: Final = re.compile(r"\[([^\]]+)\](?::\d+)?|([0-9.]+):\d+")

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_in(address: Address, networks: Iterable[Network]) -> bool:
    """Whether one of the networks has this address."""
    return any(address in network for network in networks)


def read_networks(name: str, texts: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks that an argument names.

    Args:
        name: What the argument is called.
        texts: Its value.

    Raises:
        ConfigurationError: one is neither an address nor a network.
    """
    try:
        return tuple(ipaddress.ip_network(text.strip(), strict=False) for text in texts)
    except ValueError:
        pass
    raise ConfigurationError(f"{name} takes addresses and networks, such as 192.168.1.1 or 10.0.0.0/24, and no names")


def read_address(text: str) -> Address | None:
    """An IP address, with or without a port; one that IPv6 wraps as what it is."""
    text = text.strip()
    with_port = _ADDRESS_WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address(with_port[1] or with_port[2] if with_port else text)
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None) or address
