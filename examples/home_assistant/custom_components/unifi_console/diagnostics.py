"""What a user sends along when something doesn't work: without secrets, and without what tells who was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.const import CONF_ACCESS_TOKEN, CONF_API_KEY, CONF_HOST
from homeassistant.core import HomeAssistant

from unifi_sdk import Model

from .const import CONF_FINGERPRINTS, OPTION_BLOCKABLE
from .data import UnifiConsoleEntry

_PRIVATE = {
    *(CONF_API_KEY, CONF_ACCESS_TOKEN, CONF_HOST, CONF_FINGERPRINTS, OPTION_BLOCKABLE),
    *(
        "mac",
        "mac_address",
        "ip",
        "ip_address",
        "wan_ip",
        "lan_ip",
        "gw_mac",
        "serial",
        "name",
        "full_name",
        "text",
        "custom_messages",
        "hostname",
        "fwd",
        "src",
    ),
}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: UnifiConsoleEntry) -> dict[str, Any]:
    """The entry, and what its coordinators know."""
    data = entry.runtime_data
    network, access, protect = data.network, data.access, data.protect
    shown: dict[str, Any] = {"data": dict(entry.data), "options": dict(entry.options)}
    if network:
        shown["network"] = {
            "up_to_date": network.last_update_success,
            "devices": _plain(network.data.devices.values()),
            "guests": _plain(network.data.guests.values()),
            "clients": len(network.data.clients),
            "wlans": _plain(network.data.wlans.values()),
            "port_forwards": _plain(network.data.port_forwards.values()),
            "health": _plain(network.data.health.values()),
        }
    if access:
        shown["access"] = {
            "up_to_date": access.last_update_success,
            "doors": _plain(access.data.doors.values()),
            "emergency": access.data.emergency and access.data.emergency.to_dict(),
        }
    if protect:
        shown["protect"] = {
            "up_to_date": protect.last_update_success,
            "recorders": _plain(protect.data.recorders.values()),
            "cameras": _plain(camera.device for camera in protect.data.cameras.values()),
            "sensors": _plain(sensor.device for sensor in protect.data.sensors.values()),
            "lights": _plain(protect.data.lights.values()),
            "chimes": _plain(protect.data.chimes.values()),
            "sirens": _plain(protect.data.sirens.values()),
            "alarms": len(protect.data.alarms),
        }
    return async_redact_data(shown, _PRIVATE)


def _plain(models: Iterable[Model]) -> list[Mapping[str, object]]:
    """The fields of models as JSON; the SDK masks what is secret."""
    return [model.to_dict(times="iso") for model in models]
