"""Floodlights."""

from __future__ import annotations

from unifi_sdk._core.check import at_least, between
from unifi_sdk._core.model import Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, set_value
from unifi_sdk.protect.models.lights import Light, LightChanges

__all__ = ["Lights"]


class Lights(Resource):
    """Floodlights."""

    def list(self) -> Paginator[Light]:
        """Every light, in one request."""
        return list_all(self._app, "GET /v1/lights", Light)

    async def get(self, light_id: str) -> Light:
        """One light.

        Raises:
            NotFoundError: no light has this id.
        """
        return await self._app.call("GET /v1/lights/{light_id}", Light, light_id=light_id)

    async def update(self, light_id: str, changes: LightChanges, *, timeout_seconds: float | None = None) -> Light:
        """Change settings of a light.

        Args:
            light_id: The light's id.
            changes: What is to change; the rest stays.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The light as it is now.

        Raises:
            ConfigurationError: a number is out of its bounds.
            BadRequestError: a value is not accepted.
            NotFoundError: no light has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        device = changes.light_device_settings
        if not isinstance(device, Unset):
            at_least(0, pir_duration=set_value(device.pir_duration))
            between(0, 100, pir_sensitivity=set_value(device.pir_sensitivity))
            between(1, 6, led_level=set_value(device.led_level))
        return await self._app.call(
            "PATCH /v1/lights/{light_id}", Light, body=changes, light_id=light_id, deadline_seconds=timeout_seconds
        )
