"""Which version of UniFi Network brought which operation."""

from __future__ import annotations

import re
from typing import Final

from unifi_sdk._core import refusal

__all__ = ["is_before", "version_needed"]

_SINCE: Final = (
    (r"/switching/", "10.2.78"),
    (r"^DELETE .*/devices/\{\w+\}$", "10.1.78"),
    (r"/dns/|/firewall/policies|/acl-rules/ordering$|^POST .*/devices$", "10.1.68"),
    (
        r"/networks|/wifi/|/firewall/zones|/acl-rules|/traffic-matching-lists|/dpi/|/countries$|/pending-devices$|/vpn/"
        r"|/wans$|/radius/|/device-tags$",
        "10.0.162",
    ),
    (r"/clients/|/ports/|/vouchers", "9.1.120"),
)


def version_needed(operation: str) -> str:
    """The first version that has an operation, "" for one that stands in every known specification (from 9.0.99 on)."""
    return refusal.since(operation, _SINCE)


def is_before(version: str, other: str) -> bool:
    """Whether a version such as ``10.1.84`` came before another; not said of what is no version."""
    return bool(_numbers(version)) and _numbers(version) < _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]
