"""Touch Passes: credentials in the wallets of phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from unifi_sdk._core.check import at_least, not_empty
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.access._dialect import call_list, list_pages, list_whole
from unifi_sdk.access._resource import Resource, several
from unifi_sdk.access.models.touch_passes import BundleStatus, TouchPass, TouchPassStatus
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Listing, Paginator
from unifi_sdk.retry import Safety

__all__ = ["TouchPasses"]


class TouchPasses(Resource):
    """Touch Passes, whoever holds them; ``users.credentials()`` hands out single ones. UniFi Access 3.2.20 or later."""

    def list(self, *, status: TouchPassStatus | None = None) -> Paginator[TouchPass]:
        """Every pass, in the console's order (reference 6.12).

        Args:
            status: This status only: ACTIVE, PENDING, SUSPENDED or INACTIVE.
        """
        return list_pages(self._app, "GET /credentials/touch_passes", TouchPass, query={"status": status})

    def search(self, condition: str) -> Paginator[TouchPass]:
        """The passes with a number or a name (reference 6.13).

        Args:
            condition: How the number on display begins, or the name of a user.

        Raises:
            ConfigurationError: the condition is empty.
        """
        not_empty(condition=condition)
        query = {"condition": condition}
        return list_whole(self._app, "GET /credentials/touch_passes/search", TouchPass, query=query)

    def list_assignable(self) -> Paginator[TouchPass]:
        """The passes that can be assigned: suspended and inactive ones (reference 6.14)."""
        return list_whole(self._app, "GET /credentials/touch_passes/assignable", TouchPass)

    async def get(self, touch_pass_id: str) -> TouchPass:
        """One pass with its phones (reference 6.16).

        Raises:
            NotFoundError: no pass has this id.
        """
        return await self._app.call(
            "GET /credentials/touch_passes/{touch_pass_id}", TouchPass, touch_pass_id=touch_pass_id
        )

    async def update(
        self,
        touch_pass_id: str,
        *,
        card_name: str | Unset = UNSET,
        status: TouchPassStatus | Unset = UNSET,
        unbind_bundle_ids: Iterable[str] = (),
        timeout_seconds: float | None = None,
    ) -> TouchPass:
        """Change what is given and leave the rest (reference 6.15).

        Args:
            touch_pass_id: The pass's id.
            card_name: Any text.
            status: ACTIVE or SUSPENDED.
            unbind_bundle_ids: The phones to take the pass from, by `TouchPassBundle.bundle_id`.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The pass afterwards.

        Raises:
            ConfigurationError: an id is empty.
            BadRequestError: the console takes no such status.
            NotFoundError: there is no such pass or phone.
        """
        unbound = [
            {"bundle_id": bundle_id, "bundle_status": BundleStatus.DISABLED}
            for bundle_id in several("unbind_bundle_ids", unbind_bundle_ids)
        ]
        return await self._app.call(
            "PUT /credentials/touch_passes/{touch_pass_id}",
            TouchPass,
            body=changes(card_name=card_name, status=status, bundles=unbound or UNSET),
            touch_pass_id=touch_pass_id,
            deadline_seconds=timeout_seconds,
        )

    async def purchase(self, count: int, *, timeout_seconds: float | None = None) -> Listing[TouchPass]:
        """Buy passes; this spends money, and is never sent twice by itself (reference 6.17).

        Args:
            count: How many, from 1. A way to pay has to be set up in UniFi Access.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The new passes; some versions tell one only, however many were bought.

        Raises:
            ConfigurationError: the count is below 1.
            OutcomeUnknownError: the answer was lost; `list_assignable` tells whether there are new ones.
        """
        at_least(1, count=count)
        return await call_list(
            self._app,
            "POST /credentials/touch_passes",
            TouchPass,
            body={"count": count},
            deadline_seconds=timeout_seconds,
        )

    async def assign(
        self, user_ids: Iterable[str], *, emails: Mapping[str, str] | None = None, timeout_seconds: float | None = None
    ) -> Listing[TouchPass]:
        """Give each of these users a pass that nobody has (reference 3.27).

        Args:
            user_ids: The users' ids; at least one.
            emails: The addresses that passes are sent to, by the user's id.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The passes, each with its user.

        Raises:
            ConfigurationError: there is no id, an id or an address is empty, or an address is for none of the users.
            NotFoundError: there is no such user.
            OutcomeUnknownError: the answer was lost; `list` tells who has a pass.
        """
        ids = several("user_ids", user_ids)
        if not ids:
            raise ConfigurationError("user_ids is empty")
        several("emails", (emails or {}).values())
        if not set(emails or ()) <= set(ids):
            raise ConfigurationError("emails: an address is for none of user_ids")
        return await call_list(
            self._app,
            "PUT /users/touch_passes/assign",
            TouchPass,
            body=given(ids=ids, emails=emails),
            safety=Safety.UNSAFE,  # a second one could give a second pass, deadline_seconds=timeout_seconds
        )
