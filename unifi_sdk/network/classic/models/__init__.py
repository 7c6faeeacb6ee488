"""Models of the classic API of UniFi Network."""

from unifi_sdk.network.classic.models.clients import (
    ClientGroup,
    ClientRecord,
    ClientSides,
    ConnectionType,
    KnownClient,
    OnlineClient,
    Radio,
)
from unifi_sdk.network.classic.models.devices import (
    LedState,
    LldpNeighbour,
    MacNeighbour,
    ManagedDevice,
    ManagedDeviceState,
    Outlet,
    PoeMode,
    PortMode,
    SwitchPort,
    SystemStats,
    WanLink,
)
from unifi_sdk.network.classic.models.events import LogCategory, LogEntry, LogParameter, LogSeverity
from unifi_sdk.network.classic.models.guests import GuestEntry, GuestMethod, GuestOfVoucher
from unifi_sdk.network.classic.models.health import HealthStatus, Subsystem, SubsystemHealth, SystemInfo
from unifi_sdk.network.classic.models.leases import DhcpLease
from unifi_sdk.network.classic.models.neighbours import NeighbouringAccessPoint
from unifi_sdk.network.classic.models.networks import ClassicNetwork, NetworkPurpose
from unifi_sdk.network.classic.models.port_forwards import ForwardProtocol, PortForward
from unifi_sdk.network.classic.models.port_profiles import (
    PortProfile,
)
from unifi_sdk.network.classic.models.speed_tests import SpeedTestProgress, SpeedTestResult
from unifi_sdk.network.classic.models.statistics import AppUsage, StatisticsInterval, StatisticsPoint
from unifi_sdk.network.classic.models.traffic import (
    ClassicPolicy,
    RuleSchedule,
    RuleTarget,
    ScheduleMode,
    TargetDevice,
    TrafficRoute,
    TrafficRule,
)
from unifi_sdk.network.classic.models.wlans import PrivateKey, Wlan, WlanDay, WlanSchedule, WlanSecurity

__all__ = [
    "AppUsage",
    "ClassicNetwork",
    "ClassicPolicy",
    "ClientGroup",
    "ClientRecord",
    "ClientSides",
    "ConnectionType",
    "DhcpLease",
    "ForwardProtocol",
    "GuestEntry",
    "GuestMethod",
    "GuestOfVoucher",
    "HealthStatus",
    "KnownClient",
    "LedState",
    "LldpNeighbour",
    "LogCategory",
    "LogEntry",
    "LogParameter",
    "LogSeverity",
    "MacNeighbour",
    "ManagedDevice",
    "ManagedDeviceState",
    "NeighbouringAccessPoint",
    "NetworkPurpose",
    "OnlineClient",
    "Outlet",
    "PoeMode",
    "PortForward",
    "PortMode",
    "PortProfile",
    "PrivateKey",
    "Radio",
    "RuleSchedule",
    "RuleTarget",
    "ScheduleMode",
    "SpeedTestProgress",
    "SpeedTestResult",
    "StatisticsInterval",
    "StatisticsPoint",
    "Subsystem",
    "SubsystemHealth",
    "SwitchPort",
    "SystemInfo",
    "SystemStats",
    "TargetDevice",
    "TrafficRoute",
    "TrafficRule",
    "WanLink",
    "Wlan",
    "WlanDay",
    "WlanSchedule",
    "WlanSecurity",
]
