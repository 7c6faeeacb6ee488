"""SD-WAN: hubs, spokes, and how far they have come."""

from __future__ import annotations

from unifi_sdk._core.model import Json, Model, OpenEnum, UnixMilliseconds, model

__all__ = [
    "SdWanApplyStatus",
    "SdWanConfig",
    "SdWanConfigOverview",
    "SdWanConnection",
    "SdWanGenerateStatus",
    "SdWanHub",
    "SdWanHubStatus",
    "SdWanNetworkStatus",
    "SdWanRouteStatus",
    "SdWanRouting",
    "SdWanSettings",
    "SdWanSpoke",
    "SdWanSpokeStatus",
    "SdWanStandardSettings",
    "SdWanStatus",
    "SdWanTunnel",
    "SdWanTunnelStatus",
    "SdWanTunnelsMode",
    "SdWanType",
    "SdWanVariant",
    "SdWanWanStatus",
]


class SdWanType(OpenEnum):
    """What kind of SD-WAN it is."""

    HUB_AND_SPOKE = "sdwan-hbsp"


class SdWanVariant(OpenEnum):
    """How the hubs share the work."""

    DISTRIBUTED = "distributed"
    FAILOVER = "failover"
    SINGLE = "single"


class SdWanTunnelsMode(OpenEnum):
    """How many tunnels a spoke has to a hub."""

    MAX_RESILIENCY = "maxResiliency"
    REDUNDANT = "redundant"
    SCALABLE = "scalable"


class SdWanRouting(OpenEnum):
    """How a spoke finds its hub."""

    CUSTOM = "custom"
    GEO = "geo"


class SdWanApplyStatus(OpenEnum):
    """How far a hub or spoke has come; consoles write it in either case."""

    OK = "ok"
    CREATING = "creating"
    UPDATING = "updating"
    REMOVING = "removing"
    CREATE_FAILED = "createFailed"
    UPDATE_FAILED = "updateFailed"
    REMOVE_FAILED = "removeFailed"

    @property
    def folded(self) -> SdWanApplyStatus:
        """The member that is meant, whatever case it is written in: ``OK`` is `OK` as ``ok`` is."""
        known = {member.value.casefold(): member for member in type(self)}
        return known.get(self.value.casefold(), self)


class SdWanGenerateStatus(OpenEnum):
    """How far the configuration as a whole has come."""

    OK = "OK"
    GENERATING = "GENERATING"
    GENERATE_FAILED = "GENERATE_FAILED"


class SdWanTunnelStatus(OpenEnum):
    """Whether a tunnel carries anything."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    PENDING = "pending"


@model
class SdWanConfigOverview(Model):
    """A configuration, as the list has it."""

    id: str
    name: str | None = None
    type: SdWanType | None = None


@model
class SdWanStandardSettings(Model):
    """What spokes have unless they have their own."""

    primary_wan: str | None = None
    wan_failover: bool | None = None


@model
class SdWanSettings(Model):
    """What holds for all hubs and spokes."""

    hubs_interconnect: bool | None = None
    spoke_to_hub_tunnels_mode: SdWanTunnelsMode | None = None
    spokes_auto_scale_and_nat_enabled: bool | None = None
    spokes_auto_scale_and_nat_range: str | None = None
    """In CIDR notation."""
    spokes_isolate: bool | None = None
    """Whether spokes reach hubs only."""
    spoke_standard_settings_enabled: bool | None = None
    spoke_standard_settings_values: SdWanStandardSettings | None = None
    spoke_to_hub_routing: SdWanRouting | None = None


@model
class SdWanHub(Model):
    """A hub."""

    id: str | None = None
    host_id: str | None = None
    site_id: str | None = None
    network_ids: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    """In CIDR notation."""
    primary_wan: str | None = None
    wan_failover: bool | None = None


@model
class SdWanSpoke(SdWanHub):
    """A spoke."""

    hubs_priority: tuple[str, ...] | None = None


@model
class SdWanConfig(Model):
    """A configuration as a whole."""

    id: str
    name: str | None = None
    type: SdWanType | None = None
    variant: SdWanVariant | None = None
    settings: SdWanSettings | None = None
    hubs: tuple[SdWanHub, ...] = ()
    spokes: tuple[SdWanSpoke, ...] = ()


@model
class SdWanWanStatus(Model):
    """One way of a hub or spoke to the internet."""

    ip: str | None = None
    latency: float | None = None
    """Milliseconds."""
    internet_issues: tuple[Json, ...] | None = None
    wan_id: str | None = None


@model
class SdWanNetworkStatus(Model):
    """A network of a hub or spoke."""

    network_id: str | None = None
    name: str | None = None
    errors: tuple[Json, ...] = ()
    warnings: tuple[Json, ...] = ()


@model
class SdWanRouteStatus(Model):
    """A route of a hub or spoke."""

    route_value: str | None = None
    errors: tuple[Json, ...] = ()
    warnings: tuple[Json, ...] = ()


@model
class SdWanTunnel(Model):
    """A tunnel from a spoke to a hub."""

    spoke_wan_id: str | None = None
    hub_wan_id: str | None = None
    status: SdWanTunnelStatus | None = None


@model
class SdWanConnection(Model):
    """The tunnels from a spoke to one hub."""

    hub_id: str | None = None
    tunnels: tuple[SdWanTunnel, ...] = ()


@model
class SdWanHubStatus(Model):
    """How a hub is doing."""

    id: str | None = None
    host_id: str | None = None
    site_id: str | None = None
    name: str | None = None
    primary_wan_status: SdWanWanStatus | None = None
    secondary_wan_status: SdWanWanStatus | None = None
    errors: tuple[Json, ...] = ()
    """Objects or texts; the vendor says no more of them."""
    warnings: tuple[Json, ...] = ()
    number_of_tunnels_used_by_other_features: int | None = None
    networks: tuple[SdWanNetworkStatus, ...] = ()
    routes: tuple[SdWanRouteStatus, ...] = ()
    apply_status: SdWanApplyStatus | None = None
    """Written in either case; see `SdWanApplyStatus.folded`."""


@model
class SdWanSpokeStatus(SdWanHubStatus):
    """How a spoke is doing."""

    connections: tuple[SdWanConnection, ...] = ()


@model
class SdWanStatus(Model):
    """How far a configuration has come."""

    id: str = ""
    """Empty in the vendor's own example."""
    fingerprint: str | None = None
    updated_at: UnixMilliseconds | None = None
    last_generated_at: UnixMilliseconds | None = None
    generate_status: SdWanGenerateStatus | None = None
    hubs: tuple[SdWanHubStatus, ...] = ()
    spokes: tuple[SdWanSpokeStatus, ...] = ()
    errors: tuple[Json, ...] = ()
    """Objects or texts; the vendor says no more of them."""
    warnings: tuple[Json, ...] = ()
