"""Hypothesis strategies: a voucher filter beside a Python function that must choose the same vouchers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from unifi_sdk.network import Filter, VoucherFilter, escape_like
from unifi_sdk.network.models import Voucher
from unifi_sdk.simulator.network.hotspot import Limits, SimulatedVoucher

NOW = 1_767_225_600.0

HOSTILE = (
    "",
    " ",
    "'",
    "''",
    "') or name.eq('",
    "a', 'b",
    "hotel.guest",
    "hotelXguest",
    "100%",
    "50% & more",
    "a+b=c#d?e",
    "back\\slash",
    "\\'",
    "*",
    ".",
    "\\*",
    "(and)",
    "line\nbreak",
    "tab\tnull\x00",
    "Zoë's ☕ Кафе",
    "👩‍👩‍👧",
    "%27%20or%20true",
    "true",
    "null",
    "2026-01-01",
)
TEXTS = (
    st.sampled_from(HOSTILE)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
    | st.text("'\\.*, ()", max_size=5)
)
_TIMES = st.integers(-5000, 5000).map(lambda count: datetime.fromtimestamp(NOW, UTC) + timedelta(milliseconds=count))

Predicate = Callable[[SimulatedVoucher], bool]


@attrs.frozen
class Condition:
    filter: Filter[Voucher]
    holds: Predicate


def vouchers() -> list[SimulatedVoucher]:
    """One for each hostile name, with every other property in some variety."""
    return [
        SimulatedVoucher(
            id=f"00000000-0000-4000-8000-{number:012}",
            code=f"{number:010}",
            name=name,
            created_at=NOW + number / 10 - 1,
            time_limit_minutes=10 * (number % 4 + 1),
            authorized_guest_limit=number % 3 or None,
            limits=Limits(data_usage_mbytes=None if number % 2 else number + 1),
            activated_at=NOW - 1200 if number % 5 == 0 else None,
            guests={str(guest) for guest in range(number % 4)},
        )
        for number, name in enumerate(HOSTILE)
    ]


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions of any kind, combined with and, or and not."""
    return st.recursive(_SIMPLE, _combined, max_leaves=6)


def _combined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return (
        st.tuples(inner, inner).map(lambda two: Condition(two[0].filter & two[1].filter, _both(*two)))
        | st.tuples(inner, inner).map(lambda two: Condition(two[0].filter | two[1].filter, _either(*two)))
        | inner.map(lambda one: Condition(~one.filter, lambda voucher: not one.holds(voucher)))
    )


def _both(left: Condition, right: Condition) -> Predicate:
    return lambda voucher: left.holds(voucher) and right.holds(voucher)


def _either(left: Condition, right: Condition) -> Predicate:
    return lambda voucher: left.holds(voucher) or right.holds(voucher)


def _ordered(
    prop: Any, read: Callable[[SimulatedVoucher], Any], values: st.SearchStrategy[Any]
) -> st.SearchStrategy[Condition]:
    def make(function: str, value: Any) -> Condition:
        compare = {
            "eq": lambda actual: actual == value,
            "ne": lambda actual: actual != value,
            "gt": lambda actual: actual is not None and actual > value,
            "ge": lambda actual: actual is not None and actual >= value,
            "lt": lambda actual: actual is not None and actual < value,
            "le": lambda actual: actual is not None and actual <= value,
        }[function]
        return Condition(getattr(prop, function)(value), lambda voucher: compare(read(voucher)))

    return st.builds(make, st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"]), values)


def _chosen(
    prop: Any, read: Callable[[SimulatedVoucher], Any], values: st.SearchStrategy[Any]
) -> st.SearchStrategy[Condition]:
    one = st.builds(
        lambda function, value: Condition(
            getattr(prop, function)(value), lambda voucher: (read(voucher) == value) == (function == "eq")
        ),
        st.sampled_from(["eq", "ne"]),
        values,
    )
    several = st.builds(
        lambda function, some: Condition(
            getattr(prop, function)(*some), lambda voucher: (read(voucher) in some) == (function == "in_")
        ),
        st.sampled_from(["in_", "not_in"]),
        st.lists(values, min_size=1, max_size=3),
    )
    return one | several


@attrs.frozen
class Wildcard:
    """``.`` or ``*`` in a pattern."""

    text: str


_PATTERNS = st.lists(TEXTS | st.sampled_from([Wildcard("."), Wildcard("*")]), max_size=4)


def _like(parts: list[str | Wildcard]) -> Condition:
    pattern = "".join(escape_like(part) if isinstance(part, str) else part.text for part in parts)
    flat: list[str | Wildcard] = []
    for part in parts:
        flat += part if isinstance(part, str) else [part]
    return Condition(VoucherFilter.name.like(pattern), lambda voucher: _matches(flat, voucher.name))


def _matches(pattern: list[str | Wildcard], text: str) -> bool:
    """Place by place: the prefixes of the text that the pattern so far can take."""
    ends = {0}
    for part in pattern:
        if part == Wildcard("*"):
            ends = set(range(min(ends, default=len(text) + 1), len(text) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(text) and part in (Wildcard("."), text[end])}
    return len(text) in ends


def _created(voucher: SimulatedVoucher) -> datetime:
    return datetime.fromtimestamp(voucher.created_at, UTC)


def _expires(voucher: SimulatedVoucher) -> datetime | None:
    return None if voucher.expires_at is None else datetime.fromtimestamp(voucher.expires_at, UTC)


_SIMPLE: st.SearchStrategy[Condition] = st.one_of(
    _chosen(VoucherFilter.name, lambda voucher: voucher.name, TEXTS),
    _chosen(
        VoucherFilter.code, lambda voucher: voucher.code, st.sampled_from(["0000000001", "0000000007", "9999999999"])
    ),
    _chosen(
        VoucherFilter.id, lambda voucher: voucher.id, st.integers(0, 30).map("00000000-0000-4000-8000-{:012}".format)
    ),
    st.builds(_like, _PATTERNS),
    st.builds(
        lambda text: Condition(VoucherFilter.name.starts_with(text), lambda voucher: voucher.name.startswith(text)),
        TEXTS.filter(bool),
    ),
    _ordered(VoucherFilter.time_limit_minutes, lambda voucher: voucher.time_limit_minutes, st.integers(0, 60)),
    _ordered(VoucherFilter.authorized_guest_count, lambda voucher: len(voucher.guests), st.integers(0, 5)),
    _ordered(VoucherFilter.authorized_guest_limit, lambda voucher: voucher.authorized_guest_limit, st.integers(0, 5)),
    _ordered(
        VoucherFilter.data_usage_limit_m_bytes, lambda voucher: voucher.limits.data_usage_mbytes, st.integers(0, 30)
    ),
    _ordered(VoucherFilter.created_at, _created, _TIMES),
    _ordered(VoucherFilter.expires_at, _expires, _TIMES),
    st.builds(
        lambda function, flag: Condition(
            getattr(VoucherFilter.expired, function)(flag),
            lambda voucher: (voucher.is_expired(NOW) == flag) == (function == "eq"),
        ),
        st.sampled_from(["eq", "ne"]),
        st.booleans(),
    ),
    st.sampled_from(
        [
            Condition(
                VoucherFilter.authorized_guest_limit.is_null(), lambda voucher: voucher.authorized_guest_limit is None
            ),
            Condition(
                VoucherFilter.data_usage_limit_m_bytes.is_not_null(),
                lambda voucher: voucher.limits.data_usage_mbytes is not None,
            ),
        ]
    ),
)
