"""What a console takes for an IP address and for a domain name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address

from unifi_sdk.simulator.network.failures import invalid

__all__ = ["check_address_lists", "is_address_list", "is_domain", "is_ip_address"]

_ADDRESS_LIST = re.compile(r"[iI]pAddresses(Override)?")
_DOMAIN = re.compile(r"(?=.{1,253}\Z)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.|\Z))+(?<!\.)\Z")


def is_ip_address(text: object, version: int | None = None) -> bool:
    """Whether a text is an IP address.

    Args:
        text: The text.
        version: 4 or 6; either if left out.
    """
    try:
        found = ip_address(str(text))
    except ValueError:
        return False
    return version in (None, found.version)


def is_domain(text: object, *, wildcard: bool = False) -> bool:
    """Whether a text is a domain name; one label is enough.

    Args:
        text: The text.
        wildcard: Whether `*` may stand for the first label.
    """
    name = str(text)
    return _DOMAIN.match(name.removeprefix("*.") if wildcard else name) is not None


def is_address_list(name: str) -> bool:
    """Whether a property of this name is a list of addresses: `ntpServerIpAddresses`."""
    return _ADDRESS_LIST.search(name) is not None


def check_address_lists(document: Mapping[str, object]) -> None:
    """Refuse what is no address in a list of addresses.

    Args:
        document: A network; what stands below its `ipv6Configuration` is of version 6.

    Raises:
        NetworkFailure: 400, with the place in the list.
    """
    for name, number, text, version in _listed(document, 4):
        if not is_ip_address(text, version):
            raise invalid(f"{name}[{number}] must be valid IPv{version} address")


def _listed(document: Mapping[str, object], version: int) -> Iterator[tuple[str, int, str, int]]:
    for name, value in document.items():
        if isinstance(value, list) and is_address_list(name):
            yield from ((name, number, str(text), version) for number, text in enumerate(value))
        elif isinstance(value, Mapping):
            yield from _listed(value, 6 if name == "ipv6Configuration" else version)
