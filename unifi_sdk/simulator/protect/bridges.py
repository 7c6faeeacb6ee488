"""Bridges of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.wire import Handler

__all__ = ["HANDLERS"]

HANDLERS: Mapping[str, Handler] = Family(
    path="/v1/bridges", kind="bridge", label="bridge", is_listed_early=True
).handlers()
"""By operation."""
