"""Relays, which switch garage doors, gates, valves and the like. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.check import at_least
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.devices import StatusLed
from unifi_sdk.protect.models.relays import Relay, RelayOutputState

__all__ = ["Relays"]


class Relays(Resource):
    """Relays, which switch garage doors, gates, valves and the like. From UniFi Protect 7.1."""

    def list(self) -> Paginator[Relay]:
        """Every relay, in one request."""
        return list_all(self._app, "GET /v1/relays", Relay)

    async def get(self, relay_id: str) -> Relay:
        """One relay.

        Raises:
            NotFoundError: no relay has this id.
        """
        return await self._app.call("GET /v1/relays/{relay_id}", Relay, relay_id=relay_id)

    async def update(
        self,
        relay_id: str,
        *,
        name: str | Unset = UNSET,
        is_led_enabled: bool | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> Relay:
        """Change settings of a relay; what is UNSET stays as it is.

        Args:
            relay_id: The relay's id.
            name: What it is called.
            is_led_enabled: Whether its status light is on.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The relay as it is now.

        Raises:
            BadRequestError: a value is not accepted.
            NotFoundError: no relay has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        led = is_led_enabled if isinstance(is_led_enabled, Unset) else StatusLed(is_enabled=is_led_enabled)
        return await self._app.call(
            "PATCH /v1/relays/{relay_id}",
            Relay,
            body=changes(name=name, led_settings=led),
            relay_id=relay_id,
            deadline_seconds=timeout_seconds,
        )

    async def turn_on(
        self,
        relay_id: str,
        output_id: int,
        *,
        pulse_duration_milliseconds: int | None = None,
        timeout_seconds: float | None = None,
    ) -> None:
        """Switch an output on.

        Args:
            relay_id: The relay's id.
            output_id: The `RelayOutput.id`, from 0.
            pulse_duration_milliseconds: After this it switches off by itself; 0 for never, what is set for the output when
                left out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a number is negative.
            DeviceUnavailableError: the relay can't be reached.
            NotFoundError: there is no such relay or output.
            OutcomeUnknownError: the answer was lost; the output may have switched.
        """
        at_least(0, pulse_duration_milliseconds=pulse_duration_milliseconds)
        await self._activate(
            relay_id, output_id, RelayOutputState.ON, pulse_duration_milliseconds, timeout_seconds=timeout_seconds
        )

    async def turn_off(self, relay_id: str, output_id: int, *, timeout_seconds: float | None = None) -> None:
        """Switch an output off.

        Args:
            relay_id: The relay's id.
            output_id: The `RelayOutput.id`, from 0.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the number is negative.
            DeviceUnavailableError: the relay can't be reached.
            NotFoundError: there is no such relay or output.
            OutcomeUnknownError: the answer was lost; the output may have switched.
        """
        await self._activate(relay_id, output_id, RelayOutputState.OFF, timeout_seconds=timeout_seconds)

    async def toggle(self, relay_id: str, output_id: int, *, timeout_seconds: float | None = None) -> None:
        """Switch an output on if it is off, and off if it is on.

        Args:
            relay_id: The relay's id.
            output_id: The `RelayOutput.id`, from 0.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the number is negative.
            DeviceUnavailableError: the relay can't be reached.
            NotFoundError: there is no such relay or output.
            OutcomeUnknownError: the answer was lost; the output may have switched, and would switch back.
        """
        await self._activate(relay_id, output_id, timeout_seconds=timeout_seconds)

    async def _activate(
        self,
        relay_id: str,
        output_id: int,
        state: RelayOutputState | None = None,
        pulse_duration: int | None = None,
        *,
        timeout_seconds: float | None = None,
    ) -> None:
        at_least(0, output_id=output_id)
        await self._app.call(
            "POST /v1/relays/{relay_id}/outputs/{output_id}/activate",
            None,
            body=given(state=state, pulse_duration=pulse_duration),
            relay_id=relay_id,
            output_id=output_id,
            deadline_seconds=timeout_seconds,
        )
