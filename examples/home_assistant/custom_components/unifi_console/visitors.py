"""Actions for visitors: they are announced with a PIN, which is told to whoever asked and kept nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import voluptuous as vol
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from unifi_sdk import UniFiError
from unifi_sdk.access.models import ResourceRef, ResourceType, VisitorInput, VisitReason

from .access import AccessCoordinator
from .const import DOMAIN
from .coordinator import acting
from .entity import unique_id
from .lock import LOCKS
from .services import ENTRY, called

_VISITOR = {
    **ENTRY,
    vol.Required("first_name"): cv.string,
    vol.Required("last_name"): cv.string,
    vol.Required("start"): cv.datetime,
    vol.Required("end"): cv.datetime,
    vol.Required("doors"): cv.entity_ids,
}


async def _create_visitor(call: ServiceCall) -> ServiceResponse:
    access, arguments = _called(call)
    resources = [ResourceRef(id=_door_id(access, lock), type=ResourceType.DOOR) for lock in arguments["doors"]]
    with acting():
        visitor = await access.access.visitors.create(
            VisitorInput(
                first_name=arguments["first_name"],
                last_name=arguments["last_name"],
                start_time=_aware(arguments["start"]),
                end_time=_aware(arguments["end"]),
                visit_reason=VisitReason.OTHERS,
                resources=tuple(resources),
            )
        )
        pin = await _give_pin(access, visitor.id)
    return {"visitor_id": visitor.id, "pin": pin}


async def _give_pin(access: AccessCoordinator, visitor_id: str) -> str:
    """A new PIN of a visitor; a visitor who can't get one is deleted again."""
    try:
        pin = await access.access.credentials.generate_pin()
        await access.access.visitors.credentials(visitor_id).assign_pin(pin)
    except UniFiError:
        await access.access.visitors.delete(visitor_id)
        raise
    return pin


async def _delete_visitor(call: ServiceCall) -> None:
    access, arguments = _called(call)
    with acting():
        await access.access.visitors.delete(arguments["visitor_id"])


@callback
def register_visitor_services(hass: HomeAssistant) -> None:
    """Register the actions for visitors."""
    visitor, deletion = vol.Schema(_VISITOR), vol.Schema({**ENTRY, vol.Required("visitor_id"): cv.string})
    hass.services.async_register(DOMAIN, "create_visitor", _create_visitor, visitor, SupportsResponse.ONLY)
    hass.services.async_register(DOMAIN, "delete_visitor", _delete_visitor, deletion)


def _called(call: ServiceCall) -> tuple[AccessCoordinator, dict[str, Any]]:
    """The doors that an action is for, and the other arguments.

    Raises:
        ServiceValidationError: the entry is none of a console, is not loaded, or has no token for UniFi Access.
    """
    data, arguments = called(call)
    if data.access is None:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_access")
    return data.access, arguments


def _door_id(access: AccessCoordinator, entity_id: str) -> str:
    """The door of a lock.

    Raises:
        ServiceValidationError: it is no lock of this console.
    """
    registered = er.async_get(access.hass).async_get(entity_id)
    doors = {unique_id(access, description, key): key for description in LOCKS for key in access.data.doors}
    if registered is None or registered.platform != DOMAIN or registered.unique_id not in doors:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="no_such_door", translation_placeholders={"entity_id": entity_id}
        )
    return doors[registered.unique_id]


def _aware(moment: datetime) -> datetime:
    """A moment without a time zone is one of the place where Home Assistant is."""
    return dt_util.as_local(moment)
