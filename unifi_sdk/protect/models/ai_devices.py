"""Devices that see for others; no operation lists them, the event stream tells of them."""

from __future__ import annotations

from unifi_sdk._core.model import field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = ["AiPort", "AiProcessor"]


@model
class AiPort(AdoptedDevice):
    """An AI Port."""

    model_key: ModelKey = field(default=ModelKey.AI_PORT)


@model
class AiProcessor(AdoptedDevice):
    """An AI processor."""

    model_key: ModelKey = field(default=ModelKey.AI_PROCESSOR)
