"""Filters: what they say to the console, whatever text stands in them, and what they refuse to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.network.conftest import Sent
from tests.support.filters import HOSTILE, NOW, TEXTS, Condition, conditions, vouchers
from unifi_sdk import BadRequestError, ConfigurationError
from unifi_sdk._facts import load
from unifi_sdk.network import (
    ClientFilter,
    DeviceFilter,
    Filter,
    PendingDeviceFilter,
    SiteFilter,
    SiteScope,
    VoucherFilter,
    escape_like,
)
from unifi_sdk.network.errors import InvalidFilterError
from unifi_sdk.network.filters import raw
from unifi_sdk.network.models import ClientType
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.filters import compile_filter
from unifi_sdk.simulator.network.properties import properties_of

VOUCHERS = vouchers()
VOUCHER_PROPERTIES = properties_of(load("network").operations["GET /v1/sites/{siteId}/hotspot/vouchers"])
UUID = "88f7af54-98f8-306a-a1c7-c9349722b1f6"


@given(conditions())
@settings(deadline=None, max_examples=300)
def test_the_console_chooses_what_python_chooses(condition: Condition) -> None:
    matches = compile_filter(str(condition.filter), VOUCHER_PROPERTIES)
    chosen = [voucher.name for voucher in VOUCHERS if matches(voucher.to_wire(NOW), NOW)]
    assert chosen == [voucher.name for voucher in VOUCHERS if condition.holds(voucher)]


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_no_text_can_say_more_than_itself(text: str) -> None:
    matches = compile_filter(str(VoucherFilter.name.eq(text)), VOUCHER_PROPERTIES)
    assert {voucher.name for voucher in VOUCHERS if matches(voucher.to_wire(NOW), NOW)} <= {text}


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_an_escaped_text_is_like_itself_and_nothing_else(text: str) -> None:
    matches = compile_filter(str(VoucherFilter.name.like(escape_like(text))), VOUCHER_PROPERTIES)
    assert {voucher.name for voucher in VOUCHERS if matches(voucher.to_wire(NOW), NOW)} == {text} & set(HOSTILE)


async def test_hostile_texts_survive_the_way_to_the_console(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.default_site.vouchers = {voucher.id: voucher for voucher in VOUCHERS}
    for name in HOSTILE:
        chosen = await site.vouchers.list(filter=VoucherFilter.name.eq(name))
        assert [voucher.name for voucher in chosen] == [name]
        assert await site.vouchers.list(filter=VoucherFilter.name.eq(name + "x")) == []


async def test_a_filter_is_sent_once_encoded(site: SiteScope, sent: Sent) -> None:
    chosen = VoucherFilter.name.eq("100% 'real' & a+b")
    await site.vouchers.list(filter=chosen)
    assert sent.queries == [{"filter": "name.eq('100% ''real'' & a+b')", "offset": "0", "limit": "1000"}]


NOON = datetime(2025, 1, 29, 12, 39, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (VoucherFilter.expired.eq(True), "expired.eq(true)"),
        (VoucherFilter.expired.ne(False), "expired.ne(false)"),
        (VoucherFilter.authorized_guest_count.eq(0), "authorizedGuestCount.eq(0)"),
        (VoucherFilter.data_usage_limit_m_bytes.is_null(), "dataUsageLimitMBytes.isNull()"),
        (VoucherFilter.rx_rate_limit_kbps.is_not_null(), "rxRateLimitKbps.isNotNull()"),
        (VoucherFilter.id.in_(UUID, UUID.upper()), f"id.in({UUID}, {UUID.upper()})"),
        (VoucherFilter.name.like("lobby-*"), "name.like('lobby-*')"),
        (VoucherFilter.name.starts_with("v1.0*"), r"name.like('v1\.0\**')"),
        (VoucherFilter.created_at.ge(date(2025, 1, 29)), "createdAt.ge(2025-01-29)"),
        (VoucherFilter.created_at.lt(NOON), "createdAt.lt(2025-01-29T12:39:11Z)"),
        (VoucherFilter.created_at.gt(NOON + timedelta(milliseconds=5)), "createdAt.gt(2025-01-29T12:39:11.005Z)"),
        (
            VoucherFilter.expires_at.le(NOON.astimezone(timezone(timedelta(hours=5)))),
            "expiresAt.le(2025-01-29T12:39:11Z)",
        ),
        (ClientFilter.access_type.eq("GUEST"), "access.type.eq('GUEST')"),
        (ClientFilter.type.not_in(ClientType.WIRED, "VPN"), "type.notIn('WIRED', 'VPN')"),
        (ClientFilter.access_authorized.is_null(), "access.authorized.isNull()"),
        (ClientFilter.mac_address.eq("aa:bb:cc:dd:ee:ff"), "macAddress.eq('aa:bb:cc:dd:ee:ff')"),
        (ClientFilter.mac_address.eq("AA-BB-CC-DD-EE-FF"), "macAddress.eq('aa:bb:cc:dd:ee:ff')"),
        (DeviceFilter.mac_address.in_("AABBCCDDEEFF"), "macAddress.in('aa:bb:cc:dd:ee:ff')"),
        (PendingDeviceFilter.mac_address.ne("aabb.ccdd.eeff"), "macAddress.ne('aa:bb:cc:dd:ee:ff')"),
        (VoucherFilter.code.eq("48614-09510"), "code.eq('4861409510')"),
        (VoucherFilter.code.in_("48614 09510", "4861409511"), "code.in('4861409510', '4861409511')"),
        (VoucherFilter.code.ne("48614\u201309510"), "code.ne('4861409510')"),
        (SiteFilter.internal_reference.eq("default"), "internalReference.eq('default')"),
        (raw("name.eq('x')"), "name.eq('x')"),
    ],
)
def test_a_filter_is_written_in_the_vendors_grammar(made: Filter[Any], text: str) -> None:
    assert str(made) == text


@pytest.mark.parametrize("code", ["", "48614", "48614-0951O", "48614-095100", "lobby"])
def test_what_is_no_code_of_a_voucher_would_find_nothing_and_is_refused(code: str) -> None:
    with pytest.raises(ConfigurationError, match="code is no voucher's code: it has ten digits"):
        VoucherFilter.code.eq(code)


@pytest.mark.parametrize("mac", ["", "aa:bb", "lobby", 5])
def test_what_is_no_mac_address_would_find_nothing_and_is_refused(mac: Any) -> None:
    for properties in (ClientFilter, DeviceFilter, PendingDeviceFilter):
        with pytest.raises(ConfigurationError, match=r"macAddress (must be a text|is no MAC)"):
            properties.mac_address.eq(mac)


def test_filters_are_combined_with_operators() -> None:
    expired, lobby, new = VoucherFilter.expired.eq(True), VoucherFilter.name.eq("lobby"), VoucherFilter.name.ne("new")
    assert str(expired & ~lobby | new) == "or(and(expired.eq(true), not(name.eq('lobby'))), name.ne('new'))"
    assert str(expired & (lobby | new)) == "and(expired.eq(true), or(name.eq('lobby'), name.ne('new')))"


def test_a_filter_is_a_value() -> None:
    one, same, other = VoucherFilter.name.eq("a"), VoucherFilter.name.eq("a"), VoucherFilter.name.eq("b")
    assert one == same
    assert one != other
    assert one != str(one)
    assert len({one, same, other}) == 2
    assert repr(one) == """Filter("name.eq('a')")"""


def test_and_or_not_of_python_are_refused() -> None:
    one = VoucherFilter.expired.eq(True)
    with pytest.raises(TypeError, match=r"& \| ~"):
        bool(one and one)
    with pytest.raises(TypeError, match=r"& \| ~"):
        bool(not one)


@pytest.mark.parametrize(
    ("properties", "name"),
    [(SiteFilter, "type"), (ClientFilter, "name"), (ClientFilter, "hostname"), (VoucherFilter, "note")],
)
def test_a_property_that_a_list_does_not_have_is_an_error(properties: type, name: str) -> None:
    with pytest.raises(AttributeError):
        getattr(properties, name)


@pytest.mark.parametrize(
    ("prop", "function"),
    [
        (SiteFilter.name, "like"),
        (SiteFilter.id, "gt"),
        (ClientFilter.type, "is_null"),
        (VoucherFilter.expired, "in_"),
        (VoucherFilter.code, "like"),
        (VoucherFilter.time_limit_minutes, "in_"),
        (VoucherFilter.authorized_guest_count, "is_null"),
    ],
)
def test_a_function_that_a_property_does_not_have_is_an_error(prop: object, function: str) -> None:
    with pytest.raises(AttributeError):
        getattr(prop, function)


@pytest.mark.parametrize(
    "make",
    [
        lambda: VoucherFilter.authorized_guest_count.eq(-1),
        lambda: VoucherFilter.authorized_guest_count.eq(1.5),  # type: ignore[arg-type]
        lambda: VoucherFilter.authorized_guest_count.eq(True),
        lambda: VoucherFilter.authorized_guest_count.eq("0) or (1"),  # type: ignore[arg-type]
        lambda: VoucherFilter.id.eq("default"),
        lambda: VoucherFilter.id.eq(UUID + ")"),
        lambda: VoucherFilter.id.eq(f"{UUID}\n"),
        lambda: VoucherFilter.id.in_(),
        lambda: VoucherFilter.name.not_in(),
        lambda: VoucherFilter.name.eq(5),  # type: ignore[arg-type]
        lambda: VoucherFilter.name.in_("a", None),  # type: ignore[arg-type]
        lambda: VoucherFilter.name.eq("lone \ud800 surrogate"),
        lambda: VoucherFilter.expired.eq("true"),  # type: ignore[arg-type]
        lambda: VoucherFilter.expired.eq(1),  # type: ignore[arg-type]
        lambda: VoucherFilter.created_at.gt("2025-01-29"),  # type: ignore[arg-type]
        lambda: VoucherFilter.created_at.gt(datetime(2025, 1, 29)),
        lambda: raw(""),
        lambda: raw(" \n"),
        lambda: Filter(""),
        lambda: Filter("  "),
    ],
)
def test_a_value_that_the_grammar_cannot_express_is_refused(make: Callable[[], Filter[Any]]) -> None:
    with pytest.raises(ConfigurationError):
        make()


def test_a_time_without_a_zone_names_its_property() -> None:
    with pytest.raises(ConfigurationError, match="createdAt has no time zone"):
        VoucherFilter.created_at.gt(datetime(2025, 1, 29))


def test_a_prefix_is_not_empty_for_it_would_match_everything() -> None:
    with pytest.raises(ConfigurationError, match="name"):
        VoucherFilter.name.starts_with("")


async def test_a_filter_that_the_console_does_not_take_is_told_with_what_to_do(site: SiteScope) -> None:
    with pytest.raises(InvalidFilterError, match=r"unknown filter property 'note'.*filter properties") as caught:
        await site.vouchers.list(filter=raw("note.eq('x')"))
    assert isinstance(caught.value, BadRequestError)
    assert (caught.value.code, caught.value.status) == ("api.request.invalid-filter", 400)


@given(st.text(max_size=20))
@settings(deadline=None)
def test_an_escaped_text_has_no_wildcard_left(text: str) -> None:
    unescaped = escape_like(text).replace("\\\\", "").replace("\\.", "").replace("\\*", "")
    assert "." not in unescaped
    assert "*" not in unescaped
