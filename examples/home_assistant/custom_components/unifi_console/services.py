"""Actions without an entity: guests and vouchers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, cast

import voluptuous as vol
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util.json import JsonValueType

from unifi_sdk import Model
from unifi_sdk.network.filters import VoucherFilter

from .const import DOMAIN
from .coordinator import acting
from .data import UnifiConsoleData, UnifiConsoleEntry
from .network import NetworkCoordinator

type _Action = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]

ENTRY: VolDictType = {vol.Required("config_entry_id"): cv.string}
_LIMITS: VolDictType = {
    vol.Optional("data_megabytes"): vol.All(vol.Coerce(int), vol.Range(min=1)),
    vol.Optional("rx_kbps"): vol.All(vol.Coerce(int), vol.Range(min=2)),
    vol.Optional("tx_kbps"): vol.All(vol.Coerce(int), vol.Range(min=2)),
}
_MINUTES = vol.All(vol.Coerce(int), vol.Range(min=1))
_GUEST: VolDictType = {**ENTRY, vol.Required("mac"): cv.string}
_BATCH: VolDictType = {
    **ENTRY,
    vol.Required("name"): cv.string,
    vol.Required("minutes"): _MINUTES,
    vol.Optional("count"): vol.All(vol.Coerce(int), vol.Range(min=1, max=1000)),
    vol.Optional("guests"): vol.All(vol.Coerce(int), vol.Range(min=1)),
    **_LIMITS,
}


async def _authorize_guest(call: ServiceCall) -> ServiceResponse:
    network, arguments = _called(call)
    with acting():
        guest = await network.site.clients.find(mac=arguments.pop("mac"))
        result = await network.site.clients.authorize(guest.id, **{"minutes": network.guest_minutes, **arguments})
    await network.async_request_refresh()
    return {"authorization": _plain(result.granted_authorization)}


async def _unauthorize_guest(call: ServiceCall) -> ServiceResponse:
    network, arguments = _called(call)
    with acting():
        guest = await network.site.clients.find(mac=arguments["mac"])
        result = await network.site.clients.unauthorize(guest.id)
    await network.async_request_refresh()
    return {"authorization": _plain(result.revoked_authorization)}


async def _create_vouchers(call: ServiceCall) -> ServiceResponse:
    network, arguments = _called(call)
    with acting():
        created = await network.site.vouchers.create(**arguments)
    return {"vouchers": [_plain(voucher) for voucher in created]}


async def _list_vouchers(call: ServiceCall) -> ServiceResponse:
    network, arguments = _called(call)
    chosen = VoucherFilter.name.eq(arguments["name"]) if "name" in arguments else None
    with acting():
        return {"vouchers": [_plain(voucher) async for voucher in network.site.vouchers.list(filter=chosen)]}


async def _delete_voucher(call: ServiceCall) -> ServiceResponse:
    network, arguments = _called(call)
    with acting():
        voucher = await network.site.vouchers.find(code=arguments["code"])
        return {"deleted": await network.site.vouchers.delete(voucher.id)}


async def _delete_expired_vouchers(call: ServiceCall) -> ServiceResponse:
    network, _ = _called(call)
    with acting():
        return {"deleted": await network.site.vouchers.delete_matching(VoucherFilter.expired.eq(True))}


_ACTIONS: tuple[tuple[str, _Action, VolDictType], ...] = (
    ("authorize_guest", _authorize_guest, {**_GUEST, vol.Optional("minutes"): _MINUTES, **_LIMITS}),
    ("unauthorize_guest", _unauthorize_guest, _GUEST),
    ("create_vouchers", _create_vouchers, _BATCH),
    ("delete_voucher", _delete_voucher, {**ENTRY, vol.Required("code"): cv.string}),
    ("delete_expired_vouchers", _delete_expired_vouchers, ENTRY),
)


@callback
def register_services(hass: HomeAssistant) -> None:
    """Register every action; those that tell something can be asked for it, and `list_vouchers` has to be."""
    for name, action, schema in _ACTIONS:
        hass.services.async_register(DOMAIN, name, action, vol.Schema(schema), SupportsResponse.OPTIONAL)
    listing = vol.Schema({**ENTRY, vol.Optional("name"): cv.string})
    hass.services.async_register(DOMAIN, "list_vouchers", _list_vouchers, listing, SupportsResponse.ONLY)


def called(call: ServiceCall) -> tuple[UnifiConsoleData, dict[str, Any]]:
    """The console that an action is for, and the other arguments.

    Raises:
        ServiceValidationError: the entry is none of a console, or is not loaded.
    """
    arguments = dict(call.data)
    entry_id = arguments.pop("config_entry_id")
    entry: UnifiConsoleEntry | None = call.hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.domain != DOMAIN or entry.state is not ConfigEntryState.LOADED:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_console")
    return entry.runtime_data, arguments


def _called(call: ServiceCall) -> tuple[NetworkCoordinator, dict[str, Any]]:
    """The site that an action is for, and the other arguments.

    Raises:
        ServiceValidationError: likewise, or the console has no UniFi Network.
    """
    data, arguments = called(call)
    if data.network is None:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_network")
    return data.network, arguments


def _plain(model: Model | None) -> JsonValueType:
    """The fields of a model as JSON, with the codes of vouchers: they are what was asked for."""
    return None if model is None else cast("JsonValueType", model.to_dict(reveal=True, times="iso"))
