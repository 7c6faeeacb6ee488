"""Lockdown and evacuation of all doors."""

from __future__ import annotations

from unifi_sdk.access._resource import Resource
from unifi_sdk.access.models.emergency import EmergencyStatus
from unifi_sdk.errors import ConfigurationError

__all__ = ["Emergency"]


class Emergency(Resource):
    """Lockdown and evacuation of all doors at once, with alarms; UniFi Access 1.24.6 or later."""

    async def get(self) -> EmergencyStatus:
        """What is in force now (reference 7.13)."""
        return await self._app.call("GET /doors/settings/emergency", EmergencyStatus)

    async def set(self, *, lockdown: bool, evacuation: bool, timeout_seconds: float | None = None) -> None:
        """Put every door into an emergency, or out of it with both False (reference 7.12).

        Both flags are always sent, so that the state afterwards is the one asked for, whatever it was before.

        Args:
            lockdown: Every door stays locked.
            evacuation: Every door stays unlocked.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: both are True, which the vendor has no meaning for.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        if lockdown and evacuation:
            raise ConfigurationError(
                "lockdown and evacuation exclude each other: doors can't be kept locked and unlocked"
            )
        await self._app.call(
            "PUT /doors/settings/emergency",
            None,
            body={"lockdown": lockdown, "evacuation": evacuation},
            deadline_seconds=timeout_seconds,
        )
