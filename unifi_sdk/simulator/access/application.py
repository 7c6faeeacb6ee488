"""A simulated UniFi Access application: everything its documented API does, with its socket and its webhooks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from unifi_sdk.simulator.access.access_policies import PolicyOperations
from unifi_sdk.simulator.access.api_server import ServerOperations
from unifi_sdk.simulator.access.credentials import CredentialOperations
from unifi_sdk.simulator.access.delivery import Delivery, is_reached
from unifi_sdk.simulator.access.devices import DeviceOperations
from unifi_sdk.simulator.access.door_groups import DoorGroupOperations
from unifi_sdk.simulator.access.doors import DoorOperations
from unifi_sdk.simulator.access.emergency import EmergencyOperations
from unifi_sdk.simulator.access.enrolment import EnrolmentOperations, Tap, hold_card
from unifi_sdk.simulator.access.entry import present_credential
from unifi_sdk.simulator.access.estate.campus import furnish_campus
from unifi_sdk.simulator.access.estate.people import furnish
from unifi_sdk.simulator.access.holders import HolderOperations
from unifi_sdk.simulator.access.holiday_groups import HolidayGroupOperations
from unifi_sdk.simulator.access.identity import IdentityOperations
from unifi_sdk.simulator.access.notifications import NotificationOperations
from unifi_sdk.simulator.access.people import User
from unifi_sdk.simulator.access.places import DoorbellReason, Ring
from unifi_sdk.simulator.access.running import RunningAccess
from unifi_sdk.simulator.access.schedules import ScheduleOperations
from unifi_sdk.simulator.access.system_logs import LogOperations
from unifi_sdk.simulator.access.touch_passes import TouchPassOperations
from unifi_sdk.simulator.access.user_groups import UserGroupOperations
from unifi_sdk.simulator.access.users import UserOperations
from unifi_sdk.simulator.access.visitors import VisitorOperations
from unifi_sdk.simulator.access.webhooks import WebhookOperations
from unifi_sdk.simulator.access.wire import AccessRefusalError, Operation, failure, new_id, no_route, success

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from unifi_sdk.simulator.access.state import AccessState
    from unifi_sdk.simulator.clock import Clock
    from unifi_sdk.simulator.estates import Estate
    from unifi_sdk.simulator.quirks import Quirk

__all__ = ["BASE_PATH", "Delivery", "DoorbellReason", "Ring", "SimulatedAccess", "Tap"]

BASE_PATH = "/api/v1/developer"
TICK_SECONDS = 0.02
"""How often the clock is looked at while somebody listens, in real time."""
AREAS = (
    IdentityOperations,
    TouchPassOperations,
    UserOperations,
    HolderOperations,
    UserGroupOperations,
    VisitorOperations,
    ScheduleOperations,
    HolidayGroupOperations,
    PolicyOperations,
    CredentialOperations,
    EnrolmentOperations,
    DoorGroupOperations,
    EmergencyOperations,
    DoorOperations,
    NotificationOperations,
    DeviceOperations,
    LogOperations,
    WebhookOperations,
    ServerOperations,
)
"""What serves the API, in an order in which a path that is written out comes before what an id would match."""
FURNISH: Mapping[Estate, Callable[[AccessState], None]] = {"hotel": furnish, "campus": furnish_campus}
VERBS = {"POST": "create", "PUT": "update", "DELETE": "delete"}


class SimulatedAccess(RunningAccess):
    """The Access application of a simulated console.

    What is written is read back, visits, unlocks and rules follow the clock, and bad input gets the vendor's codes. What
    happens is in the system log, is pushed to the notification sockets and is delivered, signed, to the webhook endpoints
    on loopback. Where the vendor's documents leave a behaviour open, the docstring of the operation says what the
    simulator does.

    Args:
        clock: Tells the time in unix seconds.
        estate: What stands in it; nothing but what a console brings along if None.
        quirks: What it does otherwise than the documents say; `quirks` may be changed later.

    Attributes:
        tokens: Token to its scopes such as `view:space`; None means every scope. Empty at first.
    """

    def __init__(self, clock: Clock, *, estate: Estate | None = "hotel", quirks: Iterable[Quirk] = ()) -> None:
        super().__init__(clock, quirks)
        self.tokens: dict[str, set[str] | None] = {}
        self.notifications.on_open = self._keep_time
        self._is_open = False
        self._ticker: asyncio.Task[None] | None = None
        if estate is not None:
            FURNISH[estate](self)
        self.events.notice()

    def routes(self) -> Iterable[web.RouteDef]:
        """Every operation at its complete path, and last a catch-all that answers HTTP 404; opens the application."""
        self._is_open = True
        routes = [
            web.route(operation.method, BASE_PATH + _pattern(operation.path), self._guarded(operation))
            for operation in self.operations()
        ]
        return [*routes, web.route("*", BASE_PATH + "/{tail:.*}", _not_found)]

    def operations(self) -> Iterable[Operation]:
        """Everything the API can do."""
        for area in AREAS:
            yield from area(self).operations()

    async def close(self) -> None:
        """End enrolment sessions and doorbells, cut the sockets, and give up deliveries; no task stays behind."""
        self._is_open = False
        self.sessions.clear()
        self.rings.clear()
        self.drop_sockets()
        if self._ticker is not None:
            self._ticker.cancel()
            await asyncio.gather(self._ticker, return_exceptions=True)
            self._ticker = None
        await self.delivery.close()

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

    def present(self, door_id: str, person_id: str | None = None, provider: str = "NFC") -> bool:
        """Somebody shows a credential at a door; it opens for users with a policy and for visitors who are due.

        Args:
            door_id: The door.
            person_id: A user or visitor; None for somebody whom the console doesn't know.
            provider: The kind of credential as the log names it, such as `PIN_CODE`.

        Returns:
            Whether the door opened; if not, the log says so.

        Raises:
            KeyError: There is no such door.
        """
        self.settle()
        person = self.users.get(person_id or "") or self.visitors.get(person_id or "")
        is_open = present_credential(self, self.doors[door_id], person, provider)
        self.settle()
        return is_open

    def ring(self, device_id: str, room_name: str = "") -> Ring:
        """Somebody rings the doorbell of a device; it ends by an answer, by a cancellation, or by the clock.

        Raises:
            KeyError: There is no such device.
        """
        self.settle()
        return self.start_ringing(self.devices[device_id], room_name)

    def end_ring(self, reason: DoorbellReason, request_id: str | None = None) -> None:
        """Stop a doorbell.

        Args:
            reason: What is told to have ended it.
            request_id: Which one; the newest by default.

        Raises:
            LookupError: It doesn't ring.
        """
        self.settle()
        if not self.rings:
            raise LookupError("no doorbell rings")
        self.stop_ringing(self.rings[request_id or [*self.rings][-1]], reason)

    def ask_to_enter(self, door_id: str) -> None:
        """Somebody presses the request-to-enter button of a door.

        Raises:
            KeyError: There is no such door.
        """
        self.settle()
        self.events.asked_to_enter(self.doors[door_id])

    def push(self, event: Mapping[str, object]) -> None:
        """Send an event of your own to every open notification socket, as JSON."""
        self.notifications.push(event)

    def push_text(self, text: str) -> None:
        """Send any text frame to every open notification socket."""
        self.notifications.push_text(text)

    def drop_sockets(self) -> None:
        """Cut every notification socket without a goodbye; new ones are welcome."""
        self.notifications.drop()

    def stop_hellos(self) -> None:
        """Say nothing more on the sockets but events, as a console that hangs."""
        self.notifications.says_hello = False

    def resume_hellos(self) -> None:
        """Say ``Hello`` every five seconds again."""
        self.notifications.says_hello = True

    @property
    def socket_count(self) -> int:
        """How many notification sockets are open."""
        return len(self.notifications)

    @property
    def deliveries(self) -> list[Delivery]:
        """The attempts to hand events to webhook endpoints that are over, oldest first."""
        return self.delivery.deliveries

    async def delivered(self) -> None:
        """Wait until every event that has happened was handed to its endpoints, or given up."""
        self.settle()
        await self.delivery.settled()

    def _guarded(self, operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            self.settle()
            try:
                self._authorize(request, operation.scope)
                answer = await operation.perform(request)
            except AccessRefusalError as refusal:
                return failure(refusal)
            if self._is_open:
                self._note(operation)
                self.settle()
                self._keep_time()
            return answer if isinstance(answer, web.StreamResponse) else success(answer, self.quirks)

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

    def _note(self, operation: Operation) -> None:
        """Write changes by the API into the log; what happens at doors is written where it happens."""
        if not operation.scope.startswith("edit:") or operation.path.endswith(
            ("/unlock", "/doorbell", "/sessions/{id}")
        ):
            return
        topic = "visitor" if operation.scope == "edit:visitor" else "admin_activity"
        what = [part for part in operation.path.split("/") if part and not part.startswith("{")]
        kind = ".".join(("access", *what, VERBS[operation.method]))
        self.events.log(topic, kind, f"{' '.join(what)}: {VERBS[operation.method]}")

    def _keep_time(self) -> None:
        """Look at the clock of one's own accord as long as somebody listens, so that what it brings is told in time."""
        if self._is_heard() and (self._ticker is None or self._ticker.done()):
            self._ticker = asyncio.get_running_loop().create_task(self._tick())

    async def _tick(self) -> None:
        while self._is_heard():
            self.settle()
            self.notifications.tick()
            await asyncio.sleep(TICK_SECONDS)

    def _is_heard(self) -> bool:
        return self.socket_count > 0 or any(is_reached(item) for item in self.webhook_endpoints.values())


def _pattern(path: str) -> str:
    """A vendor's path as aiohttp takes it: only the path of a static file may have slashes."""
    return path.replace("{path}", "{path:.+}")


async def _not_found(request: web.Request) -> web.Response:
    return no_route()
