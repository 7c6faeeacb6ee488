"""What a request to the simulated Access application names by its id, or the code that the console has for none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.wire import required

if TYPE_CHECKING:
    from unifi_sdk.simulator.access.people import NfcCard, TouchPass, User, Visitor
    from unifi_sdk.simulator.access.places import Device, Door
    from unifi_sdk.simulator.access.state import AccessState


def find_user(state: AccessState, user_id: str) -> User:
    """The user with an id, or `CODE_USER_WORKER_NOT_EXISTS`."""
    return required(state.users.get(user_id), "CODE_USER_WORKER_NOT_EXISTS")


def find_visitor(state: AccessState, visitor_id: str) -> Visitor:
    """The visitor with an id, or `CODE_NOT_EXISTS`."""
    return required(state.visitors.get(visitor_id), "CODE_NOT_EXISTS")


def find_card(state: AccessState, token: str) -> NfcCard:
    """The card with a token, or `CODE_RESOURCE_NOT_FOUND`."""
    return required(state.cards.get(token), "CODE_RESOURCE_NOT_FOUND")


def find_touch_pass(state: AccessState, touch_pass_id: str) -> TouchPass:
    """The Touch Pass with an id, or `CODE_RESOURCE_NOT_FOUND`."""
    return required(state.touch_passes.get(touch_pass_id), "CODE_RESOURCE_NOT_FOUND")


def find_door(state: AccessState, door_id: str) -> Door:
    """The door with an id, or `CODE_RESOURCE_NOT_FOUND`."""
    return required(state.doors.get(door_id), "CODE_RESOURCE_NOT_FOUND")


def find_device(state: AccessState, device_id: str) -> Device:
    """The device with an id, or `CODE_DEVICE_DEVICE_NOT_FOUND`."""
    return required(state.devices.get(device_id), "CODE_DEVICE_DEVICE_NOT_FOUND")
