"""What a type checker must say about the core and the Network slice; checked by mypy, never run.

A line that must be an error carries the ignore for just this error: when it stops being one, mypy reports the ignore.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_type

from unifi_sdk import (
    UNSET,
    Console,
    Listing,
    NetworkClient,
    NotFoundError,
    Page,
    Paginator,
    Pinned,
    PlannedRequest,
    Undecodable,
    Unset,
    plan,
)
from unifi_sdk._core.application import Application
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.model import IsoTime, Json, Model, OpenEnum, UnixSeconds, field, model, secret, untrusted
from unifi_sdk.network import (
    Admission,
    ClientFilter,
    Filter,
    PortalRedirect,
    SiteFilter,
    SiteScope,
    VoucherFilter,
    parse_redirect,
)
from unifi_sdk.network.filters import raw
from unifi_sdk.network.models import (
    AclRule,
    ApplicationInfo,
    AuthorizationResult,
    Client,
    ClientAccess,
    ClientType,
    GuestAuthorization,
    IpAclEndpoint,
    Ipv4AclRule,
    Ipv4Configuration,
    MacAclEndpoint,
    Network,
    Site,
    TrafficMatchingList,
    UnauthorizationResult,
    Voucher,
    WifiSecurity,
    WirelessClient,
)
from unifi_sdk.protect.models import Device, DeviceState, Event

# clients and sites


async def check_entries(console: Console, network: NetworkClient) -> None:
    assert_type(console.network, NetworkClient)
    async with Console("console", api_key="k", tls=Pinned("00" * 32)) as opened:
        assert_type(opened, Console)
    async with NetworkClient("console", api_key="k", tls={443: Pinned("00" * 32)}) as standalone:
        assert_type(standalone, NetworkClient)
    assert_type(await network.info.get(), ApplicationInfo)
    assert_type(await network.default_site(), SiteScope)
    assert_type(await network.find_site("Warehouse"), SiteScope)
    assert_type(network.site("id"), SiteScope)
    assert_type(network.sites.list(), Paginator[Site])
    assert_type(await network.sites.find("x"), Site)
    NetworkClient("console")  # type: ignore[call-arg]
    NetworkClient("console", "key")  # type: ignore[call-arg]
    NetworkClient("console", api_key="k", tls=False)  # type: ignore[arg-type]
    NetworkClient("console", api_key="k", verify=False)  # type: ignore[call-arg]
    _ = network.vouchers  # type: ignore[attr-defined]


async def check_lists(site: SiteScope) -> None:
    clients = site.clients.list()
    assert_type(clients, Paginator[Client])
    assert_type(await clients, Listing[Client])
    assert_type((await clients)[0], Client)
    assert_type((await clients).undecodable, tuple[Undecodable, ...])
    assert_type(await clients.first(), Client | None)
    assert_type(clients.total, int | None)
    async for client in clients:
        assert_type(client, Client)
        assert_type(client.access, ClientAccess | None)
        assert_type(client.mac_address, str | None)
        if isinstance(client, WirelessClient):
            assert_type(client.mac_address, str | None)
    async for page in clients.pages(cursor=None, size=5):
        assert_type(page, Page[Client])
        assert_type(page.items, tuple[Client, ...])
        assert_type(page.next_cursor, str | None)
    for _ in clients:  # type: ignore[attr-defined]
        pass
    clients.pages(5)  # type: ignore[call-arg, arg-type]


async def check_actions(site: SiteScope) -> None:
    assert_type(await site.clients.get("id"), Client)
    assert_type(await site.clients.find(mac="aa:bb:cc:dd:ee:ff"), Client)
    assert_type(await site.clients.authorize("id", minutes=5), AuthorizationResult)
    assert_type((await site.clients.authorize("id")).granted_authorization, GuestAuthorization | None)
    assert_type(await site.clients.unauthorize("id"), UnauthorizationResult)
    assert_type(await plan(site.clients.unauthorize("id")), PlannedRequest)
    await site.clients.find("aa:bb:cc:dd:ee:ff")  # type: ignore[call-arg]
    await site.clients.authorize("id", 5)  # type: ignore[call-arg]
    await site.clients.authorize("id", minutes="5")  # type: ignore[arg-type]
    await site.clients.authorize("id", hours=5)  # type: ignore[call-arg]
    _ = (await site.clients.unauthorize("id")).granted_authorization  # type: ignore[attr-defined]


async def check_vouchers(site: SiteScope) -> None:
    assert_type(await site.vouchers.create(name="lobby", minutes=5), list[Voucher])
    assert_type(site.vouchers.list(filter=VoucherFilter.expired.eq(True)), Paginator[Voucher])
    assert_type(await site.vouchers.get("id"), Voucher)
    assert_type(await site.vouchers.delete("id"), bool)
    assert_type(await site.vouchers.delete_matching(VoucherFilter.expired.eq(True)), int)
    await site.vouchers.create(name="lobby")  # type: ignore[call-arg]
    await site.vouchers.delete_matching()  # type: ignore[call-arg]
    await site.vouchers.delete_matching(None)  # type: ignore[arg-type]
    await site.vouchers.delete_matching("expired.eq(true)")  # type: ignore[arg-type]
    await site.vouchers.delete_matching(ClientFilter.type.eq("WIRED"))  # type: ignore[arg-type]


async def check_hotspot(site: SiteScope) -> None:
    redirect = parse_redirect("/guest/s/default/", max_age_seconds=5, now=datetime.now(UTC))
    assert_type(redirect, PortalRedirect)
    assert_type(redirect.safe_url(), str | None)
    admission = await site.hotspot.admit(redirect, minutes=5)
    assert_type(admission, Admission)
    assert_type(admission.client, Client)
    assert_type(admission.granted, GuestAuthorization | None)
    await site.hotspot.admit("aa:bb:cc:dd:ee:ff")  # type: ignore[arg-type]


# filters


def check_filters(site: SiteScope) -> None:
    assert_type(VoucherFilter.name.eq("a"), Filter[Voucher])
    assert_type(VoucherFilter.name.eq("a") & ~VoucherFilter.expired.eq(True), Filter[Voucher])
    assert_type(SiteFilter.name.in_("a", "b"), Filter[Site])
    assert_type(ClientFilter.connected_at.gt(date(2026, 1, 1)), Filter[Client])
    ClientFilter.type.eq(ClientType.WIRED)
    chosen: Filter[Client] = raw("name.eq('x')")
    site.clients.list(filter=chosen)
    site.clients.list(filter=raw("name.eq('x')"))
    site.clients.list(filter=VoucherFilter.expired.eq(True))  # type: ignore[arg-type]
    site.vouchers.list(filter=ClientFilter.type.eq("WIRED"))  # type: ignore[arg-type]
    site.vouchers.list(filter="expired.eq(true)")  # type: ignore[arg-type]
    VoucherFilter.expired.eq(True) & ClientFilter.type.eq("WIRED")  # type: ignore[operator]
    VoucherFilter.note.eq("x")  # type: ignore[attr-defined]
    ClientFilter.name.eq("x")  # type: ignore[attr-defined]
    SiteFilter.name.like("x*")  # type: ignore[attr-defined]
    VoucherFilter.expired.gt(True)  # type: ignore[attr-defined]
    VoucherFilter.time_limit_minutes.in_(5)  # type: ignore[attr-defined]
    VoucherFilter.authorized_guest_count.is_null()  # type: ignore[attr-defined]
    VoucherFilter.expired.eq("true")  # type: ignore[arg-type]
    VoucherFilter.authorized_guest_count.eq("5")  # type: ignore[arg-type]
    VoucherFilter.created_at.gt("2026-01-01")  # type: ignore[arg-type]


# models


class Mode(OpenEnum):
    FAST = "fast"


@model
class Sample(Model):
    id: str
    name: str | None = untrusted(default=None)
    pin: str | None = secret(default=None)
    mode: Mode | None = None
    at: IsoTime | None = None
    ended: UnixSeconds | None | Unset = UNSET  # noqa: RUF036 - what None and UNSET mean comes in this order
    level: int = field(default=0, wire="lvl", read_only=True)
    payload: Json = None


@model(tag="kind")
class Base(Model):
    kind: str


@model
class Special(Base):
    kind: str = "SPECIAL"


def check_models(sample: Sample, codec: Codec) -> None:
    assert_type(Sample(id="1", mode=Mode("new"), at=datetime.now(UTC)), Sample)
    assert_type(sample.name, str | None)
    assert_type(sample.at, datetime | None)
    assert_type(sample.ended, datetime | Unset | None)
    assert_type(sample.evolve(name="x"), Sample)
    assert_type(Special().kind, str)
    assert_type(codec.decode(Sample, {}), Sample)
    assert_type(codec.decode_items(Base, []), tuple[list[Base], list[Undecodable]])
    assert_type(Codec(camel_case).encode(sample), Json)
    Sample()  # type: ignore[call-arg]
    Sample("1")  # type: ignore[call-arg, arg-type]
    Sample(id=1)  # type: ignore[arg-type]
    Sample(id="1", colour="red")  # type: ignore[call-arg]
    Base()  # type: ignore[call-arg]
    sample.name = "x"  # type: ignore[misc]
    sample.extra["new"] = 1  # type: ignore[index]


# the core


async def check_application(app: Application) -> None:
    assert_type(await app.call("GET /v1/info", Sample), Sample)
    await app.call("DELETE /v1/info", None)
    nothing = await app.call("DELETE /v1/info", None)  # type: ignore[func-returns-value]
    assert_type(nothing, None)


def check_errors(error: NotFoundError) -> None:
    assert_type(error.retry_after, float | None)
    assert_type(error.resent, bool)
    _ = error.headers  # type: ignore[attr-defined]


# families: what most kinds have can be asked of any


def check_families(
    client: Client,
    network: Network,
    rule: AclRule,
    security: WifiSecurity,
    matching: TrafficMatchingList,
    device: Device,
    event: Event,
) -> None:
    assert_type(client.mac_address, str | None)
    assert_type(client.uplink_device_id, str | None)
    assert_type(network.ipv4_configuration, Ipv4Configuration | None)
    assert_type(network.isolation_enabled, bool | None)
    assert_type(rule.source_filter, IpAclEndpoint | MacAclEndpoint | None)
    assert_type(security.fast_roaming_enabled, bool | None)
    assert_type(len(matching.items), int)
    assert_type(device.state, DeviceState | None)
    assert_type(device.is_connected, bool | None)
    assert_type(event.metadata, Model | None)
    if isinstance(rule, Ipv4AclRule):
        assert_type(rule.source_filter, IpAclEndpoint | None)
    client.mac_address = None  # type: ignore[misc]
    rule.source_filter = None  # type: ignore[misc]
