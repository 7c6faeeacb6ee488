"""Which version of UniFi Network brought what, and which took it away: operations, properties of filters and of bodies."""

from __future__ import annotations

import re
from typing import Final

import attrs

from unifi_sdk._core import refusal

__all__ = ["Span", "filter_spans", "is_before", "property_span", "span_of", "version_needed"]

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
_UNTIL: Final[tuple[tuple[str, str], ...]] = ()
_STACKS: Final = r"^GET .*/switching/switch-stacks$"
_POLICIES: Final = r"^(POST|PUT|PATCH) .*/firewall/policies(/\{\w+\})?$"


@attrs.frozen
class Span:
    """The versions that have something.

    Args:
        name: What they have.
        since: The first of them, "" for one that stands in every known specification (from 9.0.99 on).
        until: The first one after them, "" while there is none.
    """

    name: str
    since: str = ""
    until: str = ""

    def has(self, version: str) -> bool:
        """Whether a version has it; True for what is no version.

        Args:
            version: Such as ``10.1.84``.
        """
        return not is_before(version, self.since) and not self.has_gone(version)

    def has_gone(self, version: str) -> bool:
        """Whether a version is one of those that came after all that have it.

        Args:
            version: As for `has`.
        """
        return bool(self.until) and bool(_numbers(version)) and not is_before(version, self.until)

    def __str__(self) -> str:
        told = [f"came with {self.since}" if self.since else "", f"is gone since {self.until}" if self.until else ""]
        return " and ".join(filter(None, told))


_FILTERS: Final = (
    (_STACKS, Span("members.deviceId", until="10.6")),
    (_STACKS, Span("units.id", since="10.6")),
    (_STACKS, Span("units.macAddress", since="10.6")),
)
_PROPERTIES: Final = ((_POLICIES, Span("$.reportFlowEnabled", since="11.0")),)


def span_of(operation: str) -> Span:
    """The versions that have an operation.

    Args:
        operation: As the vendor writes it.
    """
    return Span(operation, version_needed(operation), refusal.since(operation, _UNTIL))


def version_needed(operation: str) -> str:
    """The first version that has an operation, "" for one that stands in every known specification (from 9.0.99 on)."""
    return refusal.since(operation, _SINCE)


def filter_spans(operation: str) -> list[Span]:
    """The properties by which not every version filters a list.

    Args:
        operation: The list, as the vendor writes it.
    """
    return [span for pattern, span in _FILTERS if re.search(pattern, operation)]


def property_span(operation: str, path: str) -> Span | None:
    """The versions that take a property in a body; None for one that isn't known to come or go.

    Args:
        operation: As the vendor writes it.
        path: The JSON path of the property.
    """
    found = [span for pattern, span in _PROPERTIES if span.name == path and re.search(pattern, operation)]
    return found[0] if found else None


def is_before(version: str, other: str) -> bool:
    """Whether a version such as ``10.1.84`` came before another; not said of what is no version."""
    return bool(_numbers(version)) and _numbers(version) < _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]
