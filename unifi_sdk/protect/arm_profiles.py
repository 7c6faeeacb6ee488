"""Arm profiles, and the alarm that they arm."""

from __future__ import annotations

from typing import Final

from unifi_sdk._core.check import not_empty
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Unset
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource, gone_if_resent, one_of, set_value
from unifi_sdk.protect.models.arm_profiles import ArmProfile, ArmProfileChanges, ArmProfileInput

__all__ = ["ArmProfiles"]

_DELAYS: Final = (0, 60_000, 300_000, 600_000)


class ArmProfiles(Resource):
    """Arm profiles, and the alarm that they arm. From UniFi Protect 7.1.

    They count while the alarm manager is in local mode; in global mode every call raises `GlobalAlarmManagerError`. The
    event streams tell nothing of the profiles; how the alarm stands is told by `Nvr.arm_mode`.
    """

    def list(self) -> Paginator[ArmProfile]:
        """Every arm profile, in one request.

        Raises:
            GlobalAlarmManagerError: the alarm manager is in global mode.
        """
        return list_all(self._app, "GET /v1/arm-profiles", ArmProfile)

    async def create(self, profile: ArmProfileInput, *, timeout_seconds: float | None = None) -> ArmProfile:
        """Make an arm profile.

        Args:
            profile: How it is to be.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The profile with its id.

        Raises:
            ConfigurationError: the name is empty, or the delay is none of those that there are.
            BadRequestError: a value is not accepted.
            ArmedError: the alarm is armed.
            GlobalAlarmManagerError: the alarm manager is in global mode.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        _check(profile)
        return await self._app.call("POST /v1/arm-profiles", ArmProfile, body=profile, deadline_seconds=timeout_seconds)

    async def update(
        self, arm_profile_id: str, changes: ArmProfileChanges, *, timeout_seconds: float | None = None
    ) -> ArmProfile:
        """Change an arm profile.

        Args:
            arm_profile_id: The profile's id.
            changes: What is to change; the rest stays.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The profile as it is now.

        Raises:
            ConfigurationError: the name is empty, or the delay is none of those that there are.
            BadRequestError: a value is not accepted.
            ArmedError: the alarm is armed.
            GlobalAlarmManagerError: the alarm manager is in global mode.
            NotFoundError: no profile has this id.
            OutcomeUnknownError: the answer was lost; `list` tells what is in force.
        """
        _check(changes)
        return await self._app.call(
            "PATCH /v1/arm-profiles/{arm_profile_id}",
            ArmProfile,
            body=changes,
            arm_profile_id=arm_profile_id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, arm_profile_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete an arm profile.

        Raises:
            ArmedError: the alarm is armed.
            GlobalAlarmManagerError: the alarm manager is in global mode.
            NotFoundError: no profile has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/arm-profiles/{arm_profile_id}",
                None,
                arm_profile_id=arm_profile_id,
                deadline_seconds=timeout_seconds,
            )

    async def select(self, arm_profile_id: str, *, timeout_seconds: float | None = None) -> None:
        """Choose the profile that `arm` arms with.

        Raises:
            ConfigurationError: the id is empty.
            ArmedError: the alarm is armed.
            GlobalAlarmManagerError: the alarm manager is in global mode.
            NotFoundError: no profile has this id.
            OutcomeUnknownError: the answer was lost; `ArmMode.arm_profile_id` tells which one is chosen.
        """
        not_empty(arm_profile_id=arm_profile_id)
        await self._app.call(
            "PATCH /v1/arm-profiles/settings",
            None,
            body=given(arm_profile_id=arm_profile_id),
            deadline_seconds=timeout_seconds,
        )

    async def arm(self, *, timeout_seconds: float | None = None) -> None:
        """Arm the alarm with the chosen profile, at once or after its `ArmProfile.activation_delay`.

        Raises:
            BadRequestError: no profile is chosen.
            ArmedError: the alarm is armed already.
            GlobalAlarmManagerError: the alarm manager is in global mode.
            OutcomeUnknownError: the answer was lost; `ArmMode.status` tells how the alarm stands.
        """
        await self._app.call("POST /v1/arm-profiles/enable", None, deadline_seconds=timeout_seconds)

    async def disarm(self, *, timeout_seconds: float | None = None) -> None:
        """Disarm the alarm.

        Raises:
            GlobalAlarmManagerError: the alarm manager is in global mode.
            OutcomeUnknownError: the answer was lost; `ArmMode.status` tells how the alarm stands.
        """
        await self._app.call("POST /v1/arm-profiles/disable", None, deadline_seconds=timeout_seconds)


def _check(profile: ArmProfileInput | ArmProfileChanges) -> None:
    if not isinstance(profile.name, Unset):
        not_empty(name=profile.name)
        if len(profile.name) > 255:
            raise ConfigurationError("name must have at most 255 characters")
    one_of(_DELAYS, activation_delay=set_value(profile.activation_delay))
