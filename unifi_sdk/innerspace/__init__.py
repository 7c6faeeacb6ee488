"""UniFi InnerSpace: the client and its resources.

Models stand in `unifi_sdk.innerspace.models`.
"""

from unifi_sdk.innerspace.access_points import AccessPoints
from unifi_sdk.innerspace.client import InnerspaceClient
from unifi_sdk.innerspace.floor_plans import FloorPlans
from unifi_sdk.innerspace.inventory import Inventory
from unifi_sdk.innerspace.projects import Projects
from unifi_sdk.innerspace.switches import Switches

__all__ = ["AccessPoints", "FloorPlans", "InnerspaceClient", "Inventory", "Projects", "Switches"]
