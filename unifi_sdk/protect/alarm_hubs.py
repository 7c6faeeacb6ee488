"""Alarm hubs, to which wired detectors and sirens are connected. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.check import at_least
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.link_stations import LinkStation

__all__ = ["AlarmHubs"]


class AlarmHubs(Resource):
    """Alarm hubs, to which wired detectors and sirens are connected. From UniFi Protect 7.1."""

    def list(self) -> Paginator[LinkStation]:
        """Every alarm hub, in one request."""
        return list_all(self._app, "GET /v1/alarm-hubs", LinkStation)

    async def get(self, alarm_hub_id: str) -> LinkStation:
        """One alarm hub.

        Raises:
            NotFoundError: no alarm hub has this id.
        """
        return await self._app.call("GET /v1/alarm-hubs/{alarm_hub_id}", LinkStation, alarm_hub_id=alarm_hub_id)

    async def update(
        self,
        alarm_hub_id: str,
        *,
        name: str | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> LinkStation:
        """Change settings of a alarm hub; what is UNSET stays as it is.

        Args:
            alarm_hub_id: The alarm hub's id.
            name: What it is called.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The alarm hub as it is now.

        Raises:
            BadRequestError: a value is not accepted.
            NotFoundError: no alarm hub has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        return await self._app.call(
            "PATCH /v1/alarm-hubs/{alarm_hub_id}",
            LinkStation,
            body=changes(name=name),
            alarm_hub_id=alarm_hub_id,
            deadline_seconds=timeout_seconds,
        )

    async def turn_on(
        self,
        alarm_hub_id: str,
        output_id: int,
        *,
        delay_milliseconds: int | None = None,
        duration_milliseconds: int | None = None,
        timeout_seconds: float | None = None,
    ) -> None:
        """Switch an output on, and with it the siren or lamp it feeds.

        Args:
            alarm_hub_id: The alarm hub's id.
            output_id: Its number, 0 or 1.
            delay_milliseconds: How long to wait before.
            duration_milliseconds: How long it stays on; 0 until it is turned off.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a number is negative.
            DeviceUnavailableError: the alarm hub can't be reached.
            NotFoundError: there is no such alarm hub or output.
            OutcomeUnknownError: the answer was lost; the output may have switched.
        """
        await self._trigger(
            alarm_hub_id, output_id, True, delay_milliseconds, duration_milliseconds, timeout_seconds=timeout_seconds
        )

    async def turn_off(self, alarm_hub_id: str, output_id: int, *, timeout_seconds: float | None = None) -> None:
        """Switch an output off.

        Args:
            alarm_hub_id: The alarm hub's id.
            output_id: Its number, 0 or 1.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the number is negative.
            DeviceUnavailableError: the alarm hub can't be reached.
            NotFoundError: there is no such alarm hub or output.
            OutcomeUnknownError: the answer was lost; the output may have switched.
        """
        await self._trigger(alarm_hub_id, output_id, False, timeout_seconds=timeout_seconds)

    async def toggle(
        self,
        alarm_hub_id: str,
        output_id: int,
        *,
        delay_milliseconds: int | None = None,
        duration_milliseconds: int | None = None,
        timeout_seconds: float | None = None,
    ) -> None:
        """Switch an output on if it is off, and off if it is on.

        Args:
            alarm_hub_id: The alarm hub's id.
            output_id: Its number, 0 or 1.
            delay_milliseconds: How long to wait before.
            duration_milliseconds: How long it stays on; 0 until it is turned off.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a number is negative.
            DeviceUnavailableError: the alarm hub can't be reached.
            NotFoundError: there is no such alarm hub or output.
            OutcomeUnknownError: the answer was lost; the output may have switched, and would switch back.
        """
        await self._trigger(
            alarm_hub_id, output_id, None, delay_milliseconds, duration_milliseconds, timeout_seconds=timeout_seconds
        )

    async def _trigger(
        self,
        alarm_hub_id: str,
        output_id: int,
        enable: bool | None,
        delay_milliseconds: int | None = None,
        duration_milliseconds: int | None = None,
        *,
        timeout_seconds: float | None = None,
    ) -> None:
        at_least(
            0,
            output_id=output_id,
            delay_milliseconds=delay_milliseconds,
            duration_milliseconds=duration_milliseconds,
        )
        await self._app.call(
            "POST /v1/alarm-hubs/{alarm_hub_id}/outputs/{output_id}/trigger",
            None,
            body=given(enable=enable, delay=delay_milliseconds, duration=duration_milliseconds),
            alarm_hub_id=alarm_hub_id,
            output_id=output_id,
            deadline_seconds=timeout_seconds,
        )
