"""The alarm manager."""

from __future__ import annotations

from unifi_sdk.protect._resource import Resource

__all__ = ["AlarmManager"]


class AlarmManager(Resource):
    """The alarm manager."""

    async def trigger(self, webhook_id: str, *, timeout_seconds: float | None = None) -> None:
        """Set off every alarm that waits for a webhook with this id.

        Args:
            webhook_id: As it was chosen when the alarm was made; the console doesn't tell whether any alarm has it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the id is empty or holds a slash.
            OutcomeUnknownError: the answer was lost; the alarms may have been set off.
        """
        await self._app.call(
            "POST /v1/alarm-manager/webhook/{webhook_id}", None, webhook_id=webhook_id, deadline_seconds=timeout_seconds
        )
