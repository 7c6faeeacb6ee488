"""The classic API of UniFi Network: what the documented one lacks, undocumented by the vendor; found as ``site.classic``.

Models stand in `unifi_sdk.network.classic.models`.
"""

from unifi_sdk._core.naming import snake_case as _wire_name  # noqa: F401 - `Model` asks for it
from unifi_sdk.network.classic.clients import ClassicClients
from unifi_sdk.network.classic.devices import ClassicDevices, DeviceScope
from unifi_sdk.network.classic.errors import AddressTakenError
from unifi_sdk.network.classic.events import SiteEvents
from unifi_sdk.network.classic.guests import Guests
from unifi_sdk.network.classic.health import Health
from unifi_sdk.network.classic.leases import Leases
from unifi_sdk.network.classic.neighbours import Neighbours
from unifi_sdk.network.classic.networks import ClassicNetworks
from unifi_sdk.network.classic.outlets import DeviceOutlets
from unifi_sdk.network.classic.policies import ClassicPolicies
from unifi_sdk.network.classic.port_forwards import PortForwards
from unifi_sdk.network.classic.port_profiles import PortProfiles
from unifi_sdk.network.classic.ports import DevicePorts, PortEdit
from unifi_sdk.network.classic.reservations import Reservations
from unifi_sdk.network.classic.room import Classic
from unifi_sdk.network.classic.speed_tests import SpeedTests
from unifi_sdk.network.classic.statistics import Statistics
from unifi_sdk.network.classic.traffic_routes import TrafficRoutes
from unifi_sdk.network.classic.traffic_rules import TrafficRules
from unifi_sdk.network.classic.wlans import Wlans

__all__ = [
    "AddressTakenError",
    "Classic",
    "ClassicClients",
    "ClassicDevices",
    "ClassicNetworks",
    "ClassicPolicies",
    "DeviceOutlets",
    "DevicePorts",
    "DeviceScope",
    "Guests",
    "Health",
    "Leases",
    "Neighbours",
    "PortEdit",
    "PortForwards",
    "PortProfiles",
    "Reservations",
    "SiteEvents",
    "SpeedTests",
    "Statistics",
    "TrafficRoutes",
    "TrafficRules",
    "Wlans",
]
