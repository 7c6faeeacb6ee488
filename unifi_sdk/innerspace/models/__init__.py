"""Every model of UniFi InnerSpace."""

from unifi_sdk._core.naming import snake_case as _wire_name  # noqa: F401 - `Model` asks for it
from unifi_sdk.innerspace.models.access_points import PlacedAccessPoint
from unifi_sdk.innerspace.models.floor_plans import Asset, FloorPlan
from unifi_sdk.innerspace.models.inventory import UnplacedDevice
from unifi_sdk.innerspace.models.projects import Project, ProjectAnswer
from unifi_sdk.innerspace.models.switches import PlacedSwitch

__all__ = [
    "Asset",
    "FloorPlan",
    "PlacedAccessPoint",
    "PlacedSwitch",
    "Project",
    "ProjectAnswer",
    "UnplacedDevice",
]
