"""UniFi Identity: invitations, and what it gives to users and groups."""

from __future__ import annotations

from collections.abc import Iterable

from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import call_list
from unifi_sdk.access._resource import Resource, several
from unifi_sdk.access.models.identity import (
    IdentityResources,
    IdentityResourceType,
    Invitation,
    InvitationFailure,
)
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Listing

__all__ = ["Identity"]


class Identity(Resource):
    """UniFi Identity: who may use it, and its WiFi, VPN and charging stations; UniFi Access 1.24.6 or later."""

    async def invite(
        self, invitations: Iterable[Invitation], *, timeout_seconds: float | None = None
    ) -> Listing[InvitationFailure]:
        """Send invitations by email; never sent twice by itself (reference 10.1).

        Args:
            invitations: At least one, such as ``Invitation(user_id=user.id)``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The invitations that could not be sent; none when all went out. An error is raised only when all failed together.

        Raises:
            ConfigurationError: there is no invitation, or an id or an address is empty.
            OutcomeUnknownError: the answer was lost and some may have gone out.
        """
        invited = tuple(invitations)
        if not invited:
            raise ConfigurationError("invitations is empty")
        for invitation in invited:
            not_empty(user_id=invitation.user_id)
            if invitation.email is not None:
                not_empty(email=invitation.email)
        return await call_list(
            self._app,
            "POST /users/identity/invitations",
            InvitationFailure,
            body=invited,
            deadline_seconds=timeout_seconds,
        )

    async def list_resources(self, types: Iterable[IdentityResourceType] = ()) -> IdentityResources:
        """What there is to give (reference 10.2).

        Args:
            types: Only these; all when left out.

        Raises:
            ConfigurationError: a type is empty.
        """
        query = {"resource_type": ",".join(several("types", types)) or None}
        return await self._app.call("GET /users/identity/assignments", IdentityResources, query=query)

    async def list_user_resources(self, user_id: str) -> IdentityResources:
        """What a user has (reference 10.4).

        Raises:
            NotFoundError: no user has this id.
        """
        return await self._app.call("GET /users/{user_id}/identity/assignments", IdentityResources, user_id=user_id)

    async def assign_to_user(
        self,
        user_id: str,
        resource_type: IdentityResourceType,
        resource_ids: Iterable[str],
        *,
        timeout_seconds: float | None = None,
    ) -> None:
        """Give resources to a user (reference 10.3).

        Args:
            user_id: The user's id.
            resource_type: EV_STATION, VPN or WIFI.
            resource_ids: Resources of this type. Whether others of the type are taken away is not documented.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: an id is empty.
            NotFoundError: there is no such user or resource.
            OutcomeUnknownError: the answer was lost; `list_user_resources` tells what the user has.
        """
        body = {"resource_type": resource_type, "resource_ids": several("resource_ids", resource_ids)}
        await self._app.call(
            "POST /users/{user_id}/identity/assignments",
            None,
            body=body,
            user_id=user_id,
            deadline_seconds=timeout_seconds,
        )

    async def list_group_resources(self, group_id: str) -> IdentityResources:
        """What a user group has (reference 10.6; UniFi Access 2.2.0 or later).

        Raises:
            NotFoundError: no group has this id.
        """
        return await self._app.call(
            "GET /user_groups/{group_id}/identity/assignments", IdentityResources, group_id=group_id
        )

    async def assign_to_group(
        self,
        group_id: str,
        resource_type: IdentityResourceType,
        resource_ids: Iterable[str],
        *,
        timeout_seconds: float | None = None,
    ) -> None:
        """Give resources to a user group (reference 10.5; UniFi Access 2.2.0 or later).

        Args:
            group_id: The group's id.
            resource_type: As for `assign_to_user`.
            resource_ids: Likewise.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: an id is empty.
            NotFoundError: there is no such group or resource.
            OutcomeUnknownError: the answer was lost; `list_group_resources` tells what the group has.
        """
        body = {"resource_type": resource_type, "resource_ids": several("resource_ids", resource_ids)}
        await self._app.call(
            "POST /user_groups/{group_id}/identity/assignments",
            None,
            body=body,
            group_id=group_id,
            deadline_seconds=timeout_seconds,
        )
