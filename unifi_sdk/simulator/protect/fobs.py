"""Fobs of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.wire import Handler

__all__ = ["HANDLERS"]

HANDLERS: Mapping[str, Handler] = Family(path="/v1/fobs", kind="fob", label="fob").handlers()
"""By operation."""
