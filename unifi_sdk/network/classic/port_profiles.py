"""Port profiles of a site."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network._resource import gone_if_resent
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.port_profiles import PortProfile
from unifi_sdk.pagination import Paginator

__all__ = ["PortProfiles"]


class PortProfiles(ClassicResource):
    """Port profiles of a site; a port gets one with ``device.ports.set(3, profile_id=...)``.

    A write has every switch with such ports take its settings anew: power may blink.
    """

    def list(self) -> Paginator[PortProfile]:
        """Every profile, the console's own among them."""
        return list_all(self._v1, "GET /rest/portconf", PortProfile)

    async def get(self, profile_id: str) -> PortProfile:
        """One profile.

        Raises:
            NotFoundError: no profile has this id.
        """
        return await self._v1.one("GET /rest/portconf/{profile_id}", PortProfile, profile_id=profile_id)

    async def create(self, profile: PortProfile, *, timeout_seconds: float | None = None) -> PortProfile:
        """Make a profile; it is never sent twice by itself.

        Args:
            profile: With a name; the console takes several of the same name.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The profile with its id, as it was read afterwards.

        Raises:
            ConfigurationError: it has no name.
            BadRequestError: a setting is not accepted.
            OutcomeUnknownError: the answer was lost; look for it in `list` before trying again.
        """
        not_empty(name=profile.name or "")
        return await self.get(
            await self._v1.create("POST /rest/portconf", body=profile, deadline_seconds=timeout_seconds)
        )

    async def replace(self, profile: PortProfile, *, timeout_seconds: float | None = None) -> PortProfile:
        """Change a profile; what it leaves out, and what the SDK doesn't know of it, stays as it is.

        Args:
            profile: As `get` or `list` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The profile as it was read afterwards.

        Raises:
            ConfigurationError: it has no id.
            BadRequestError: a setting is not accepted.
            NotFoundError: no profile has this id.
        """
        if not profile.id:
            raise ConfigurationError("profile has no id: pass one that get() or list() gave")
        await self._v1.call(
            "PUT /rest/portconf/{profile_id}",
            None,
            body=profile,
            profile_id=profile.id,
            deadline_seconds=timeout_seconds,
        )
        return await self.get(profile.id)

    async def delete(self, profile_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a profile; ports that have it get the console's own.

        Args:
            profile_id: Not one of the console's own.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            BadRequestError: it is one of the console's own.
            NotFoundError: no profile has this id.
        """
        with gone_if_resent():
            await self._v1.call(
                "DELETE /rest/portconf/{profile_id}", None, profile_id=profile_id, deadline_seconds=timeout_seconds
            )
