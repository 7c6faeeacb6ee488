"""Names that more than one module needs."""

from __future__ import annotations

from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "unifi_console"
MANUFACTURER: Final = "Ubiquiti"

PLATFORMS: Final = (
    Platform.ALARM_CONTROL_PANEL,
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CAMERA,
    Platform.DEVICE_TRACKER,
    Platform.EVENT,
    Platform.LIGHT,
    Platform.LOCK,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SIREN,
    Platform.SWITCH,
    Platform.UPDATE,
)

NETWORK: Final = "network"
ACCESS: Final = "access"
PROTECT: Final = "protect"

CONF_ACCESS_PORT: Final = "access_port"
CONF_APPLICATIONS: Final = "applications"
"""What was there when the entry was made: an application that starts can't be told from one that is not installed."""
CONF_FINGERPRINTS: Final = "fingerprints"
"""By port, as texts: JSON has no numbers for keys."""
CONF_SITE: Final = "site"
"""The short name of the site, such as `default`."""

OPTION_BLOCKABLE: Final = "blockable_clients"
"""MAC addresses of the clients that get a switch."""
OPTION_GUEST_MINUTES: Final = "guest_minutes"
OPTION_INTERVAL: Final = "interval_seconds"
OPTION_TRACK_CLIENTS: Final = "track_clients"

DEFAULT_ACCESS_PORT: Final = 12445
DEFAULT_GUEST_MINUTES: Final = 24 * 60
DEFAULT_INTERVAL: Final = 30
DEFAULT_SITE: Final = "default"
