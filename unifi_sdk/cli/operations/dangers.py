"""Operations that ask for a word of their own: what they do can't be undone, or reaches everybody in the house."""

from __future__ import annotations

from typing import Final

__all__ = ["DANGERS", "KEYS", "WORDS_OF_METHODS"]

DANGERS: Final = {
    "POST /v1/cameras/{camera_id}/disable-mic-permanently": (
        "disable-mic-permanently",
        "The microphone of the camera is switched off for good; nothing switches it on again.",
    ),
    "PUT /doors/settings/emergency": (
        "emergency",
        "Lockdown keeps every door of the house locked, evacuation opens them all.",
    ),
    "DELETE /v1/sites/{site_id}/devices/{device_id}": (
        "remove-device",
        "The device loses its settings and leaves the site; what hangs on it is offline.",
    ),
    "DELETE /v1/sites/{site_id}/networks/{network_id}": (
        "delete-network",
        "The network is gone with its addresses; whatever is in it is offline.",
    ),
    "DELETE /v1/sites/{site_id}/wifi/broadcasts/{wifi_broadcast_id}": (
        "delete-wifi",
        "The Wi-Fi is gone with its passphrase; whoever is in it is offline.",
    ),
    "DELETE /api_server/certificates": (
        "delete-certificate",
        "The console makes a certificate of its own again; who has pinned the present one is locked out.",
    ),
}
"""The word that has to be said and what happens, by operation."""

KEYS: Final = frozenset({"GET /credentials/qr_codes/download/{visitor_id}"})
"""Operations whose file opens doors: it is a secret as a whole."""

WORDS_OF_METHODS: Final = {
    "network.classic.clients.forget": "deletion",
    "network.classic.devices.upgrade": "firmware",
    "network.classic.devices.upgrade_from": "firmware",
}
"""The word that an agent has to be allowed, where one operation does many things and doesn't tell by its path."""
