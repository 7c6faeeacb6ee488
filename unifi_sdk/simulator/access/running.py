"""A simulated Access application at work: the clock takes effect, doorbells ring, and what happens is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.delivery import WebhookDelivery
from unifi_sdk.simulator.access.events import Events
from unifi_sdk.simulator.access.frames import random_key
from unifi_sdk.simulator.access.places import Device, Door, DoorbellReason, Ring
from unifi_sdk.simulator.access.sockets import NotificationSockets
from unifi_sdk.simulator.access.state import AccessState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unifi_sdk.simulator.clock import Clock
    from unifi_sdk.simulator.quirks import Quirk

__all__ = ["RunningAccess"]


class RunningAccess(AccessState):
    """The state, and everything by which it is told.

    What changes is told on the sockets, to the webhook endpoints and in the log at the next `settle`, however it came
    about: by a request, by the clock, or by a test that set an attribute.

    Args:
        clock: Tells the time in unix seconds.
        quirks: What it does otherwise than the documents say; `quirks` may be changed later.
    """

    def __init__(self, clock: Clock, quirks: Iterable[Quirk] = ()) -> None:
        super().__init__(clock, quirks)
        self.delivery = WebhookDelivery(clock)
        self.notifications = NotificationSockets(clock)
        self.events = Events(self, self.notifications, self.delivery)

    def settle(self) -> None:
        """Let the clock take effect, and tell what has changed since the last time.

        Visits that are over lose their credentials, late enrolment sessions end, doorbells time out. Every request does
        this first and last; call it before looking at the state directly.
        """
        now = self.clock.now()
        over = {visitor.id for visitor in self.visitors.values() if visitor.is_over(now)}
        for visitor_id in over:
            self.visitors[visitor_id].pin_code = self.visitors[visitor_id].qr_code = None
        for card in self.cards.values():
            card.holder_id = None if card.holder_id in over else card.holder_id
        for session in [session for session in self.sessions.values() if now >= session.expires_at]:
            del self.sessions[session.id]
        for ring in [ring for ring in self.rings.values() if now >= ring.ends_at]:
            self.stop_ringing(ring, DoorbellReason.TIMED_OUT)
        self.events.notice()

    def start_ringing(self, item: Device, room_name: str = "") -> Ring:
        """Let a device's doorbell ring; a ring that it had goes before."""
        self.silence(item)
        now = self.clock.now()
        ring = Ring(
            request_id=random_key(),
            device_id=item.id,
            room_name=room_name,
            started_at=now,
            ends_at=now + self.ring_seconds,
        )
        self.rings[ring.request_id] = ring
        self.events.rang(ring, item)
        return ring

    def stop_ringing(self, ring: Ring, reason: DoorbellReason) -> None:
        """End a doorbell, and tell why."""
        del self.rings[ring.request_id]
        self.events.ring_ended(ring, reason)

    def silence(self, item: Device) -> None:
        """Let the visitor at a device give up."""
        for ring in [ring for ring in self.rings.values() if ring.device_id == item.id]:
            self.stop_ringing(ring, DoorbellReason.CANCELLED)

    def answer_rings_at(self, door: Door) -> None:
        """Silence the doorbells at a door that somebody has opened."""
        here = {item.id for item in self.devices.values() if item.location_id == door.id}
        for ring in [ring for ring in self.rings.values() if ring.device_id in here]:
            self.stop_ringing(ring, DoorbellReason.UNLOCKED)
