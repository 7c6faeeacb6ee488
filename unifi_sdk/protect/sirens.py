"""Sirens. From UniFi Protect 7.1."""

from __future__ import annotations

from typing import Literal

from unifi_sdk._core.check import between
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, one_of, set_value
from unifi_sdk.protect.models.devices import StatusLed
from unifi_sdk.protect.models.sirens import Siren

__all__ = ["Sirens"]


class Sirens(Resource):
    """Sirens. From UniFi Protect 7.1."""

    def list(self) -> Paginator[Siren]:
        """Every siren, in one request."""
        return list_all(self._app, "GET /v1/sirens", Siren)

    async def get(self, siren_id: str) -> Siren:
        """One siren.

        Raises:
            NotFoundError: no siren has this id.
        """
        return await self._app.call("GET /v1/sirens/{siren_id}", Siren, siren_id=siren_id)

    async def update(
        self,
        siren_id: str,
        *,
        name: str | Unset = UNSET,
        volume: int | Unset = UNSET,
        is_led_enabled: bool | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> Siren:
        """Change settings of a siren; what is UNSET stays as it is.

        Args:
            siren_id: The siren's id.
            name: What it is called.
            volume: 1 to 100.
            is_led_enabled: Whether its status light is on.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The siren as it is now.

        Raises:
            ConfigurationError: the volume is not from 1 to 100.
            BadRequestError: a value is not accepted.
            NotFoundError: no siren has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        between(1, 100, volume=set_value(volume))
        led = is_led_enabled if isinstance(is_led_enabled, Unset) else StatusLed(is_enabled=is_led_enabled)
        return await self._app.call(
            "PATCH /v1/sirens/{siren_id}",
            Siren,
            body=changes(name=name, volume=volume, led_settings=led),
            siren_id=siren_id,
            deadline_seconds=timeout_seconds,
        )

    async def play(
        self,
        siren_id: str,
        *,
        duration_seconds: Literal[5, 10, 20, 30] | None = None,
        timeout_seconds: float | None = None,
    ) -> None:
        """Let a siren sound.

        No event tells when it is over.

        Args:
            siren_id: The siren's id.
            duration_seconds: 5, 10, 20 or 30; 5 when left out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: another duration.
            NotFoundError: no siren has this id.
            OutcomeUnknownError: the answer was lost; `SirenStatus.is_active` tells whether it sounds.
        """
        one_of((5, 10, 20, 30), duration_seconds=duration_seconds)
        await self._app.call(
            "POST /v1/sirens/{siren_id}/play",
            None,
            body=given(duration=duration_seconds),
            siren_id=siren_id,
            deadline_seconds=timeout_seconds,
        )

    async def stop(self, siren_id: str, *, timeout_seconds: float | None = None) -> None:
        """Silence a siren.

        Raises:
            NotFoundError: no siren has this id.
            OutcomeUnknownError: the answer was lost; `SirenStatus.is_active` tells whether it sounds.
        """
        await self._app.call(
            "POST /v1/sirens/{siren_id}/stop", None, siren_id=siren_id, deadline_seconds=timeout_seconds
        )

    async def test_sound(
        self, siren_id: str, *, volume: int | None = None, timeout_seconds: float | None = None
    ) -> None:
        """Let a siren sound for 5 seconds, to hear how loud it is.

        Args:
            siren_id: The siren's id.
            volume: 1 to 100; the siren's own when left out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the volume is not from 1 to 100.
            NotFoundError: no siren has this id.
            OutcomeUnknownError: the answer was lost.
        """
        between(1, 100, volume=volume)
        await self._app.call(
            "POST /v1/sirens/{siren_id}/test-sound",
            None,
            body=given(volume=volume),
            siren_id=siren_id,
            deadline_seconds=timeout_seconds,
        )
