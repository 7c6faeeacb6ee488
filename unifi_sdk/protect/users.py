"""Users of UniFi Protect. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.users import User

__all__ = ["Users"]


class Users(Resource):
    """Users of UniFi Protect. From UniFi Protect 7.1."""

    def list(self) -> Paginator[User]:
        """Every user that the owner of the key may see, in one request."""
        return list_all(self._app, "GET /v1/users", User)

    async def get(self, user_id: str) -> User:
        """One user.

        Raises:
            NotFoundError: no user has this id.
        """
        return await self._app.call("GET /v1/users/{user_id}", User, user_id=user_id)
