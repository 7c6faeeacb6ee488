"""Sensors: doors and windows, motion, air, water, smoke and glass."""

from __future__ import annotations

from unifi_sdk._core.check import between
from unifi_sdk._core.model import Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, set_value
from unifi_sdk.protect.models.sensors import Sensor, SensorChanges

__all__ = ["Sensors"]


class Sensors(Resource):
    """Sensors: doors and windows, motion, air, water, smoke and glass."""

    def list(self) -> Paginator[Sensor]:
        """Every sensor, in one request."""
        return list_all(self._app, "GET /v1/sensors", Sensor)

    async def get(self, sensor_id: str) -> Sensor:
        """One sensor.

        Raises:
            NotFoundError: no sensor has this id.
        """
        return await self._app.call("GET /v1/sensors/{sensor_id}", Sensor, sensor_id=sensor_id)

    async def update(self, sensor_id: str, changes: SensorChanges, *, timeout_seconds: float | None = None) -> Sensor:
        """Change settings of a sensor.

        Args:
            sensor_id: The sensor's id.
            changes: What is to change; the rest stays.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The sensor as it is now.

        Raises:
            ConfigurationError: a sensitivity is not from 0 to 100.
            BadRequestError: a value is not accepted.
            ConflictError: the sensor doesn't have what is to change.
            NotFoundError: no sensor has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        for settings in (changes.motion_settings, changes.glass_break_settings):
            if not isinstance(settings, Unset):
                between(0, 100, sensitivity=set_value(settings.sensitivity))
                between(0, 100, sensitivity_when_armed=set_value(settings.sensitivity_when_armed))
        return await self._app.call(
            "PATCH /v1/sensors/{sensor_id}", Sensor, body=changes, sensor_id=sensor_id, deadline_seconds=timeout_seconds
        )
