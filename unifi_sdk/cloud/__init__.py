"""The cloud: the client, its resources and errors.

Models stand in `unifi_sdk.cloud.models`.
"""

from unifi_sdk.cloud.client import CloudClient
from unifi_sdk.cloud.devices import Devices
from unifi_sdk.cloud.errors import ConsoleTimeoutError, MissingScopeError, NotOwnerError
from unifi_sdk.cloud.hosts import Hosts
from unifi_sdk.cloud.isp_metrics import IspMetricsOfSites
from unifi_sdk.cloud.mobility import MobileDevices, Mobility, WorkspaceAdmins, Workspaces
from unifi_sdk.cloud.sd_wan_configs import SdWanConfigs
from unifi_sdk.cloud.sites import Sites

__all__ = [
    "CloudClient",
    "ConsoleTimeoutError",
    "Devices",
    "Hosts",
    "IspMetricsOfSites",
    "MissingScopeError",
    "MobileDevices",
    "Mobility",
    "NotOwnerError",
    "SdWanConfigs",
    "Sites",
    "WorkspaceAdmins",
    "Workspaces",
]
