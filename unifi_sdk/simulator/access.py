"""A simulated UniFi Access application: users, visitors, PINs, cards and doors over its documented API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from unifi_sdk.simulator.access_credentials import CredentialOperations, Tap, hold_card
from unifi_sdk.simulator.access_doors import DoorOperations
from unifi_sdk.simulator.access_sample import furnish
from unifi_sdk.simulator.access_state import AccessEstate, User, new_id
from unifi_sdk.simulator.access_users import UserOperations
from unifi_sdk.simulator.access_visitors import VisitorOperations
from unifi_sdk.simulator.access_wire import AccessRefusalError, Operation, failure, no_route, success

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from unifi_sdk.simulator.clock import Clock

__all__ = ["BASE_PATH", "SimulatedAccess", "Tap"]

BASE_PATH = "/api/v1/developer"


class SimulatedAccess(AccessEstate):
    """The Access application of a simulated console.

    What is written is read back, visits, unlocks and rules follow the clock, and bad input gets the vendor's codes.
    Where the vendor's documents leave a behaviour open, the docstring of the operation says what the simulator does.

    Args:
        clock: Tells the time in unix seconds.
        seed: Start with the sample estate of `access_sample`; else with nothing.

    Attributes:
        tokens: Token to its scopes such as `view:space`; None means every scope. Empty at first.
    """

    def __init__(self, clock: Clock, *, seed: bool = True) -> None:
        super().__init__(clock)
        self.tokens: dict[str, set[str] | None] = {}
        if seed:
            furnish(self)

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all that answers HTTP 404."""
        areas = (UserOperations(self), VisitorOperations(self), CredentialOperations(self), DoorOperations(self))
        for area in areas:
            for operation in area.operations():
                yield web.route(operation.method, BASE_PATH + operation.path, self._guarded(operation))
        yield web.route("*", BASE_PATH + "/{tail:.*}", _not_found)

    async def close(self) -> None:
        """End the enrolment sessions that are still open."""
        self.sessions.clear()

    def add_users(self, count: int) -> list[User]:
        """Add `count` active users named `Guest 0001` and so on; for tests of paging."""
        first = len(self.users) + 1
        numbers = range(first, first + count)
        added = [User(id=new_id(), first_name="Guest", last_name=f"{number:04}") for number in numbers]
        self.users.update({user.id: user for user in added})
        return added

    def tap(self, card_id: str | None = None, session_id: str | None = None, *, how: Tap = Tap.HELD) -> str | None:
        """Somebody holds a card to a reader that waits for one; the next poll tells the outcome.

        Args:
            card_id: Display id of the card; an unknown one, or none, is a new card.
            session_id: The enrolment session of the reader; the newest one still waiting by default.
            how: What goes wrong, if anything.

        Returns:
            The card's token, or None when it was refused.

        Raises:
            LookupError: There is no such session, or no reader waits.
        """
        return hold_card(self, card_id, session_id, how)

    def _guarded(self, operation: Operation) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            self.settle()
            try:
                self._authorize(request, operation.scope)
                return success(await operation.perform(request))
            except AccessRefusalError as refusal:
                return failure(refusal)

        return handle

    def _authorize(self, request: web.Request, scope: str) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise AccessRefusalError("CODE_AUTH_FAILED", status=401)
        if token not in self.tokens:
            raise AccessRefusalError("CODE_ACCESS_TOKEN_INVALID", status=401)
        scopes = self.tokens[token]
        if scopes is not None and scope not in scopes:
            raise AccessRefusalError("CODE_UNAUTHORIZED", status=403)


async def _not_found(request: web.Request) -> web.Response:
    return no_route()
