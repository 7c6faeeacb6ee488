"""Users."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from unifi_sdk._core.application import FilePart
from unifi_sdk._core.check import aware, not_empty
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.access._dialect import list_pages, list_whole
from unifi_sdk.access._resource import Resource, gone_if_resent, named, several, the_one, unix_seconds
from unifi_sdk.access.holders import UserCredentials
from unifi_sdk.access.models.access_policies import AccessPolicy
from unifi_sdk.access.models.users import Avatar, User, UserStatus
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator

__all__ = ["Users"]


class Users(Resource):
    """Everybody who comes and goes for good."""

    def list(self, *, access_policies: bool = False) -> Paginator[User]:
        """Every user, in the console's order (reference 3.5).

        Args:
            access_policies: Send each user's policies along; newer consoles tell their ids and the licence plates only then.
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
            ConfigurationError: the keyword or an id is empty.
        """
        if keyword is not None:
            not_empty(keyword=keyword)
        query = {
            "keyword": keyword,
            "user_id": several("user_ids", user_ids),
            "status": several("statuses", statuses),
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

    async def find(self, *, name: str) -> User:
        """The one user who is called so; reads the whole list.

        Args:
            name: First and last name with a blank between them, or the full name as the console has it, compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no user is called so.
            ConflictError: several users are called so.
        """
        not_empty(name=name)
        found = [
            each
            async for each in self.list()
            if name in (each.full_name, f"{each.first_name or ''} {each.last_name or ''}".strip())
        ]
        return the_one(found, f"user is called {name!r}")

    async def create(
        self,
        *,
        first_name: str,
        last_name: str,
        user_email: str | None = None,
        employee_number: str | None = None,
        onboard_time: datetime | None = None,
        timeout_seconds: float | None = None,
    ) -> User:
        """Add an active user (reference 3.2).

        Args:
            first_name: Not empty.
            last_name: Not empty.
            user_email: An email address, with UniFi Access 1.22.16 or later.
            employee_number: Any text.
            onboard_time: When the user begins; aware, whole seconds are sent.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

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
        return await self._app.call("POST /users", User, body=body, deadline_seconds=timeout_seconds)

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
        timeout_seconds: float | None = None,
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
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a name is empty, or the time has no time zone.
            BadRequestError: the console takes no such address or status.
            NotFoundError: no user has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        not_empty(**named(first_name=first_name, last_name=last_name))
        body = changes(
            first_name=first_name,
            last_name=last_name,
            user_email=user_email,
            employee_number=employee_number,
            onboard_time=onboard_time if isinstance(onboard_time, Unset) else _onboard_seconds(onboard_time),
            status=status,
        )
        await self._app.call("PUT /users/{user_id}", None, body=body, user_id=user_id, deadline_seconds=timeout_seconds)

    async def delete(self, user_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a user that was deactivated before (reference 3.23; UniFi Access 3.1.30 or later).

        Args:
            user_id: The user's id; ``update(user_id, status=UserStatus.DEACTIVATED)`` comes first.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            PermissionDeniedError: the user is not deactivated, or the token lacks ``edit:user``.
            NotFoundError: no user has this id.
        """
        with gone_if_resent():
            await self._app.call("DELETE /users/{user_id}", None, user_id=user_id, deadline_seconds=timeout_seconds)

    def list_access_policies(self, user_id: str, *, direct_only: bool | None = None) -> Paginator[AccessPolicy]:
        """The policies of a user (reference 3.20; UniFi Access 2.2.6 or later).

        Args:
            user_id: The user's id.
            direct_only: True leaves out those that come from the user's groups, False has them; the console's own choice
                when left out.

        Raises:
            ConfigurationError: the id is empty.
        """
        query = {"only_user_policies": direct_only}
        return list_whole(self._app, "GET /users/{user_id}/access_policies", AccessPolicy, query=query, user_id=user_id)

    async def replace_access_policies(
        self, user_id: str, policy_ids: Iterable[str], *, timeout_seconds: float | None = None
    ) -> None:
        """Give a user exactly these policies, besides those of the user's groups (reference 3.6).

        Args:
            user_id: The user's id.
            policy_ids: All of them; whatever is not among them is taken away.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: an id is empty.
            NotFoundError: there is no such user or policy.
        """
        body = {"access_policy_ids": several("policy_ids", policy_ids)}
        await self._app.call(
            "PUT /users/{user_id}/access_policies", None, body=body, user_id=user_id, deadline_seconds=timeout_seconds
        )

    async def upload_avatar(
        self,
        user_id: str,
        content: bytes,
        *,
        content_type: str = "image/jpeg",
        file_name: str = "avatar.jpg",
        timeout_seconds: float | None = None,
    ) -> str:
        """Give a local user a profile picture; users with a UI account have theirs (reference 3.30; 3.3.10 or later).

        Args:
            user_id: The user's id.
            content: The bytes of the picture; which sizes and kinds the console takes is not documented.
            content_type: Its media type.
            file_name: Its name.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            Where the console shows it, outside this API; empty when the console doesn't say.

        Raises:
            ConfigurationError: there are no bytes.
            NotFoundError: no user has this id.
            OutcomeUnknownError: the answer was lost; the picture may be the new one.
        """
        if not content:
            raise ConfigurationError("content is empty")
        picture = FilePart(content, file_name, content_type)
        avatar = await self._app.upload(
            "POST /users/{user_id}/avatar", Avatar, {"file": picture}, user_id=user_id, deadline_seconds=timeout_seconds
        )
        return avatar.avatar_url or avatar.url or ""

    def credentials(self, user_id: str) -> UserCredentials:
        """PIN, cards, plates and Touch Pass of a user, to give and to take away; without asking the console."""
        return UserCredentials(self._app, user_id)


def _expand(access_policies: bool) -> dict[str, str] | None:
    return {"expand[]": "access_policy"} if access_policies else None


def _onboard_seconds(moment: datetime | None) -> int:
    """Unix seconds; 0 for none, as the console has it."""
    aware(onboard_time=moment)
    return 0 if moment is None else unix_seconds(moment)
