"""Access points of others in the simulated classic API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS"]


def _list_neighbours(call: Call) -> list[Document]:
    within = call.body.get("within", 24)
    if not isinstance(within, int):
        raise ClassicFailure("InvalidPayload", validationError={"field": "within"})
    listeners = [device.mac_address for device in call.site.devices.values() if device.radios]
    if not listeners:
        return []
    heard = (("BAKERY-GUEST", "10:00:00:00:00:01", 11, -71, False), ("Hotel Guest", "10:00:00:00:00:02", 6, -64, True))
    return [
        {
            "_id": bssid.replace(":", ""),
            "bssid": bssid,
            "essid": essid,
            "channel": channel,
            "signal": signal,
            "is_rogue": rogue,
            "security": "WPA2",
            "ap_mac": listeners[0],
            "last_seen": int(call.now),
        }
        for essid, bssid, channel, signal, rogue in heard
    ]


HANDLERS: Mapping[str, Handler] = {"POST /stat/rogueap": _list_neighbours}
"""By the operation."""
