"""Users."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from unifi_sdk._core.check import aware, not_empty
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.access._dialect import list_pages
from unifi_sdk.access._resource import Resource, gone_if_resent
from unifi_sdk.access.holders import UserCredentials
from unifi_sdk.access.models.users import User, UserStatus
from unifi_sdk.pagination import Paginator

__all__ = ["Users"]


class Users(Resource):
    """Everybody who comes and goes for good."""

    def list(self, *, access_policies: bool = False) -> Paginator[User]:
        """Every user, in the console's order (reference 3.5).

        Args:
            access_policies: Send each user's policies along, not only their ids.
        """
        return list_pages(self._app, "GET /users", User, query=_expand(access_policies))

    def search(
        self,
        *,
        keyword: str | None = None,
        user_ids: Iterable[str] = (),
        statuses: Iterable[UserStatus] = (),
        only_admin: bool | None = None,
    ) -> Paginator[User]:
        """The users that meet every condition given (reference 3.24; UniFi Access 3.1.30 or later).

        Args:
            keyword: A text in the name or another text of the user.
            user_ids: Any of these ids.
            statuses: Any of these statuses.
            only_admin: Administrators only.

        Raises:
            ConfigurationError: the keyword is empty.
        """
        if keyword is not None:
            not_empty(keyword=keyword)
        query = {
            "keyword": keyword,
            "user_id": tuple(user_ids),
            "status": tuple(statuses),
            "only_admin": only_admin,
        }
        return list_pages(self._app, "GET /users/search", User, query=query)

    async def get(self, user_id: str, *, access_policies: bool = False) -> User:
        """One user (reference 3.4).

        Args:
            user_id: The user's id.
            access_policies: Send the user's policies along, not only their ids.

        Raises:
            NotFoundError: no user has this id.
        """
        return await self._app.call("GET /users/{user_id}", User, query=_expand(access_policies), user_id=user_id)

    async def create(
        self,
        *,
        first_name: str,
        last_name: str,
        user_email: str | None = None,
        employee_number: str | None = None,
        onboard_time: datetime | None = None,
    ) -> User:
        """Add an active user (reference 3.2).

        Args:
            first_name: Not empty.
            last_name: Not empty.
            user_email: An email address, with UniFi Access 1.22.16 or later.
            employee_number: Any text.
            onboard_time: When the user begins; aware, whole seconds are sent.

        Returns:
            The user's id, names and address; `get` tells the rest.

        Raises:
            ConfigurationError: a name is empty, or the time has no time zone.
            BadRequestError: the console takes no such address.
            OutcomeUnknownError: the answer was lost; look for the name with `search` before trying again.
        """
        not_empty(first_name=first_name, last_name=last_name)
        body = given(
            first_name=first_name,
            last_name=last_name,
            user_email=user_email,
            employee_number=employee_number,
            onboard_time=None if onboard_time is None else _onboard_seconds(onboard_time),
        )
        return await self._app.call("POST /users", User, body=body)

    async def update(
        self,
        user_id: str,
        *,
        first_name: str | Unset = UNSET,
        last_name: str | Unset = UNSET,
        user_email: str | Unset = UNSET,
        employee_number: str | Unset = UNSET,
        onboard_time: datetime | Unset | None = UNSET,
        status: UserStatus | Unset = UNSET,
    ) -> None:
        """Change what is given and leave the rest (reference 3.3).

        Args:
            user_id: The user's id.
            first_name: Not empty.
            last_name: Not empty.
            user_email: An email address; an empty text takes it away.
            employee_number: Any text; an empty one takes it away.
            onboard_time: Aware, whole seconds are sent; None takes it away.
            status: ACTIVE or DEACTIVATED.

        Raises:
            ConfigurationError: a name is empty, or the time has no time zone.
            BadRequestError: the console takes no such address or status.
            NotFoundError: no user has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        names = changes(first_name=first_name, last_name=last_name)
        not_empty(**{argument: str(name) for argument, name in names.items()})
        body = changes(
            first_name=first_name,
            last_name=last_name,
            user_email=user_email,
            employee_number=employee_number,
            onboard_time=onboard_time if isinstance(onboard_time, Unset) else _onboard_seconds(onboard_time),
            status=status,
        )
        await self._app.call("PUT /users/{user_id}", None, body=body, user_id=user_id)

    async def delete(self, user_id: str) -> None:
        """Delete a user that was deactivated before (reference 3.23; UniFi Access 3.1.30 or later).

        Args:
            user_id: The user's id; ``update(user_id, status=UserStatus.DEACTIVATED)`` comes first.

        Raises:
            PermissionDeniedError: the user is not deactivated, or the token lacks ``edit:user``.
            NotFoundError: no user has this id.
        """
        with gone_if_resent():
            await self._app.call("DELETE /users/{user_id}", None, user_id=user_id)

    def credentials(self, user_id: str) -> UserCredentials:
        """The PIN and the NFC cards of a user, to give and to take away; without asking the console."""
        return UserCredentials(self._app, user_id)


def _expand(access_policies: bool) -> dict[str, str] | None:
    return {"expand[]": "access_policy"} if access_policies else None


def _onboard_seconds(moment: datetime | None) -> int:
    """Unix seconds; 0 for none, as the console has it."""
    aware(onboard_time=moment)
    return 0 if moment is None else int(moment.astimezone(UTC).timestamp())
