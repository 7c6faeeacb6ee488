"""Traffic rules, traffic routes and firewall policies of the newer half; what is not known of one goes back as it came."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model

__all__ = [
    "ClassicPolicy",
    "RuleSchedule",
    "RuleTarget",
    "ScheduleMode",
    "TargetDevice",
    "TrafficRoute",
    "TrafficRule",
]


class ScheduleMode(OpenEnum):
    """When a rule applies."""

    ALWAYS = "ALWAYS"
    EVERY_DAY = "EVERY_DAY"
    EVERY_WEEK = "EVERY_WEEK"
    ONE_TIME_ONLY = "ONE_TIME_ONLY"
    CUSTOM = "CUSTOM"


class RuleTarget(OpenEnum):
    """What a rule or route looks at."""

    INTERNET = "INTERNET"
    DOMAIN = "DOMAIN"
    IP = "IP"
    REGION = "REGION"
    APP = "APP"
    APP_CATEGORY = "APP_CATEGORY"
    LOCAL_NETWORK = "LOCAL_NETWORK"


@model
class RuleSchedule(Model):
    """When a rule applies, by the console's clock."""

    mode: ScheduleMode | None = None
    time_all_day: bool | None = None
    time_range_start: str | None = None
    """``HH:MM``."""
    time_range_end: str | None = None
    repeat_on_days: tuple[str, ...] | None = None
    """``mon`` to ``sun``."""
    date_start: str | None = None
    """``YYYY-MM-DD``."""
    date_end: str | None = None


@model
class TargetDevice(Model):
    """Whose traffic it is."""

    type: str | None = None
    """``ALL_CLIENTS``, ``CLIENT``, ``NETWORK``."""
    client_mac: str | None = None
    network_id: str | None = None


@model
class TrafficRule(Model):
    """A traffic rule: what is blocked, allowed or slowed down; the zone-based firewall has policies in its place."""

    id: str = field(wire="_id")
    description: str | None = None
    enabled: bool | None = None
    action: str | None = None
    """``BLOCK``, ``ALLOW``..."""
    matching_target: RuleTarget | None = None
    target_devices: tuple[TargetDevice, ...] | None = None
    app_ids: tuple[int, ...] | None = None
    app_category_ids: tuple[str, ...] | None = None
    network_ids: tuple[str, ...] | None = None
    schedule: RuleSchedule | None = None


@model
class TrafficRoute(Model):
    """A traffic route: which uplink or VPN some traffic leaves by."""

    id: str = field(wire="_id")
    description: str | None = None
    enabled: bool | None = None
    matching_target: RuleTarget | None = None
    target_devices: tuple[TargetDevice, ...] | None = None
    network_id: str | None = None
    """The classic id of the uplink or VPN that it leaves by."""
    next_hop: str | None = None
    kill_switch_enabled: bool | None = None
    """Whether the traffic is dropped while that way is down."""


@model
class ClassicPolicy(Model):
    """A firewall policy as the classic API has it: with an id in every case, and with its schedule."""

    id: str = field(wire="_id")
    name: str | None = None
    description: str | None = None
    enabled: bool | None = None
    action: str | None = None
    """``ALLOW``, ``BLOCK``, ``REJECT``."""
    index: int | None = None
    predefined: bool | None = None
    """Whether it is the console's own, which can't be changed."""
    protocol: str | None = None
    ip_version: str | None = None
    logging: bool | None = None
    schedule: RuleSchedule | None = None
