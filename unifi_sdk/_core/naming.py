"""What fields are called on the wire."""

from __future__ import annotations

__all__ = ["camel_case", "snake_case"]


def snake_case(name: str) -> str:
    """The wire name of an application that writes snake_case: the field's own name."""
    return name


def camel_case(name: str) -> str:
    """The wire name of an application that writes camelCase: ``time_limit_minutes`` -> ``timeLimitMinutes``."""
    head, *tail = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in tail)
