"""Users of UniFi Identity, who come in with cards and fingerprints. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.identity_users import IdentityUser

__all__ = ["IdentityUsers"]


class IdentityUsers(Resource):
    """Users of UniFi Identity, who come in with cards and fingerprints. From UniFi Protect 7.1."""

    def list(self) -> Paginator[IdentityUser]:
        """Every user that has a card or a fingerprint, in one request."""
        return list_all(self._app, "GET /v1/ulp-users", IdentityUser)

    async def get(self, identity_user_id: str) -> IdentityUser:
        """One identity user.

        Raises:
            NotFoundError: no identity user has this id.
        """
        return await self._app.call(
            "GET /v1/ulp-users/{identity_user_id}", IdentityUser, identity_user_id=identity_user_id
        )
