"""The filter language, by itself and on the lists of the Network API."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk.simulator.network.filters import FilterError, FilterType, Property, compile_filter

ALL = frozenset(
    {"isNull", "isNotNull", "eq", "ne", "gt", "ge", "lt", "le", "like", "in", "notIn"}
    | {"isEmpty", "contains", "containsAny", "containsAll", "containsExactly"}
)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC).timestamp()


def column(kind: FilterType, name: str) -> Property[dict[str, object]]:
    return Property(kind, ALL, lambda item, now: item.get(name))


TABLE = {
    "name": column(FilterType.STRING, "name"),
    "count": column(FilterType.INTEGER, "count"),
    "frequency": column(FilterType.DECIMAL, "frequency"),
    "createdAt": column(FilterType.TIMESTAMP, "createdAt"),
    "enabled": column(FilterType.BOOLEAN, "enabled"),
    "zone.id": column(FilterType.UUID, "zone"),
    "features": column(FilterType.STRING, "features"),
    "model": Property(FilterType.STRING, frozenset({"eq"}), lambda item, now: item.get("model")),
}
ITEM: dict[str, object] = {
    "name": "O'Neill's phone",
    "count": 5,
    "frequency": 2.4,
    "createdAt": NEW_YEAR + 0.123,
    "enabled": True,
    "zone": "cc212f02-1111-4222-8333-444455556666",
    "features": {"switching", "accessPoint"},
}


def matches(text: str, item: dict[str, object] | None = None) -> bool:
    return compile_filter(text, TABLE)(ITEM if item is None else item, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "name.eq('O''Neill''s phone')",
        "name.ne('other')",
        "name.in('a', 'O''Neill''s phone')",
        "name.notIn('a','b')",
        "name.isNotNull()",
        "not(name.isNull())",
        "count.eq(5)",
        "count.gt(4)",
        "count.ge(5)",
        "count.lt(6)",
        "count.le(5)",
        "count.in(1, 5)",
        "frequency.eq(2.4)",
        "frequency.lt(5)",
        "createdAt.eq(2026-01-01T00:00:00.123Z)",
        "createdAt.gt(2026-01-01)",
        "createdAt.lt(2026-01-01T02:00:00+01:00)",
        "enabled.eq(true)",
        "enabled.ne(false)",
        "zone.id.eq(CC212F02-1111-4222-8333-444455556666)",
        "features.contains('switching')",
        "features.containsAny('gateway','switching')",
        "features.containsAll('switching','accessPoint')",
        "features.containsExactly('accessPoint','switching')",
        "features.containsAny(['gateway','switching'])",
        "not(features.isEmpty())",
        "and(count.eq(5),enabled.eq(true),not(name.eq('x')))",
        "or(count.eq(1), and(count.eq(5), enabled.eq(true)))",
        "  and( count.eq( 5 ) , enabled.eq(true) )  ",
    ],
)
def test_an_expression_that_holds_matches(text):
    assert matches(text)


@pytest.mark.parametrize(
    "text",
    [
        "name.eq('o''neill''s phone')",
        "name.isNull()",
        "count.ne(5)",
        "count.gt(5)",
        "createdAt.eq(2026-01-01)",
        "enabled.eq(false)",
        "features.contains('gateway')",
        "features.containsAll('switching','gateway')",
        "features.containsExactly('switching')",
        "features.isEmpty()",
        "and(count.eq(5),count.eq(6))",
        "or(count.eq(4),count.eq(6))",
        "not(count.eq(5))",
    ],
)
def test_an_expression_that_does_not_hold_does_not_match(text):
    assert not matches(text)


@pytest.mark.parametrize(
    ("pattern", "name", "holds"),
    [
        ("guest*", "guest100", True),
        ("guest*", "Guest100", False),
        ("type.", "type1", True),
        ("type.", "type100", False),
        (r"10\.0\.0\.*", "10.0.0.7", True),
        (r"10\.0\.0\.*", "10x0x0x7", False),
        (r"5\*", "5*", True),
        (r"5\*", "55", False),
        ("a+(b)", "a+(b)", True),
        ("", "anything", False),
        ("*", "two\nlines", True),
    ],
)
def test_like_knows_two_wildcards_and_their_escape(pattern, name, holds):
    assert matches(f"name.like('{pattern}')", {"name": name}) is holds


@pytest.mark.parametrize("function", ["gt", "ge", "lt", "le", "eq", "in"])
def test_a_missing_value_is_neither_equal_nor_before_nor_after(function):
    assert not matches(f"count.{function}(1)", {})


def test_a_missing_value_differs_from_every_value():
    assert matches("count.ne(1)", {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("model.like('U*')", "'like' is not allowed for 'model' at 1:7"),
        ("model.frobnicate()", "'frobnicate' is not allowed for 'model' at 1:7"),
        ("nope.eq('x')", "unknown filter property 'nope' at 1:1"),
        ("and(count.eq(1), nope.eq(1))", "unknown filter property 'nope' at 1:18"),
        ("zone.id.eq('cc212f02-1111-4222-8333-444455556666')", "expected UUID, actual STRING at 1:12"),
        ("count.eq(1.5)", "expected INTEGER, actual DECIMAL at 1:10"),
        ("name.eq(5)", "expected STRING, actual INTEGER at 1:9"),
        ("enabled.eq('true')", "expected BOOLEAN, actual STRING at 1:12"),
        ("createdAt.gt(2026)", "expected TIMESTAMP, actual INTEGER at 1:14"),
        ("createdAt.gt(2026-13-01)", "invalid value '2026-13-01' at 1:14"),
        ("count.eq(-1)", "invalid value '-1' at 1:10"),
        ("name.eq(bare)", "invalid value 'bare' at 1:9"),
        ("count.eq()", "'eq' expects 1 arguments, actual 0 at 1:1"),
        ("count.eq(1,2)", "'eq' expects 1 arguments, actual 2 at 1:1"),
        ("count.in()", "'in' expects 1 or more arguments, actual 0 at 1:1"),
        ("name.isNull(1)", "'isNull' expects 0 arguments, actual 1 at 1:1"),
        ("and(count.eq(1))", "'and' expects 2 or more expressions, actual 1 at 1:1"),
        ("not(count.eq(1),count.eq(2))", "'not' expects 1 expression, actual 2 at 1:1"),
        ("", "unexpected end of input at 1:1"),
        ("count.eq(1", "unexpected end of input at 1:11"),
        ("count.eq(1) x", "unexpected 'x' at 1:13"),
        ("name.eq('open)", "unexpected ''' at 1:9"),
        ("count\n.eq(1)", "unknown filter property 'count' at 1:1"),
        ("count.eq(\n1.5)", "expected INTEGER, actual DECIMAL at 2:1"),
        ("features.containsAny([1])", "expected STRING, actual INTEGER at 1:23"),
        ("features.contains(['a'])", "expected STRING, actual SET at 1:19"),
    ],
)
def test_a_wrong_expression_is_refused_with_its_place(text, message):
    with pytest.raises(FilterError) as refused:
        matches(text)
    assert str(refused.value) == f"failed to parse filter expression: {message}"


def test_endless_nesting_is_refused():
    with pytest.raises(FilterError, match="too deeply"):
        matches("not(" * 10_000)


@given(st.text())
def test_any_text_can_be_quoted(text):
    quoted = text.replace("'", "''")
    assert matches(f"name.eq('{quoted}')", {"name": text})


@given(st.text(alphabet="andornt.eqi()',[]0123456789-TZ:abcf \\*\n", max_size=60))
def test_any_input_is_a_predicate_or_a_filter_error(text):
    try:
        matched: object = matches(text)
    except FilterError:
        return
    assert matched in (True, False)


@pytest.mark.parametrize(
    ("resource", "text", "total"),
    [
        ("", "internalReference.eq('default')", 1),
        ("", "name.in('Default','Warehouse')", 2),
        ("/clients", "type.eq('VPN')", 1),
        ("/clients", "macAddress.eq('1c:71:25:63:e4:24')", 1),
        ("/clients", "macAddress.eq('1C:71:25:63:E4:24')", 0),
        ("/clients", "macAddress.isNull()", 2),
        ("/clients", "ipAddress.isNull()", 2),
        ("/clients", "connectedAt.isNotNull()", 9),
        ("/clients", "and(access.type.eq('GUEST'),access.authorized.eq(false))", 2),
        ("/clients", "access.authorized.isNull()", 6),
        ("/clients", "type.eq('BOGUS')", 0),
        ("/hotspot/vouchers", "expired.eq(true)", 1),
        ("/hotspot/vouchers", "name.like('hotel*')", 2),
        ("/hotspot/vouchers", "code.eq('0391842756')", 1),
        ("/hotspot/vouchers", "authorizedGuestLimit.isNull()", 1),
        ("/hotspot/vouchers", "and(authorizedGuestCount.ge(1),dataUsageLimitMBytes.eq(2048))", 1),
        ("/hotspot/vouchers", "expiresAt.gt(2026-01-01T00:00:00Z)", 1),
        ("/hotspot/vouchers", "or(rxRateLimitKbps.isNotNull(),txRateLimitKbps.lt(3))", 1),
        ("/hotspot/vouchers", "activatedAt.lt(2025-12-30)", 1),
        ("/hotspot/vouchers", "timeLimitMinutes.eq(480)", 1),
        ("/hotspot/vouchers", "createdAt.le(2025-12-31)", 3),
    ],
)
async def test_lists_are_filtered_by_their_documented_properties(browser, site, resource, text, total):
    path = site + resource if resource else "/sites"
    answer = await browser.get(path, filter=text)
    assert answer.status == 200
    assert answer.json["totalCount"] == total


@pytest.mark.parametrize(
    ("resource", "text"),
    [
        ("", "name.like('D*')"),
        ("/clients", "name.eq('Guest Phone')"),
        ("/clients", "macAddress.like('1c*')"),
        ("/clients", "id.eq('f2539cb5-71fd-5959-b6bf-aee0232f07c8')"),
        ("/hotspot/vouchers", "authorizedGuestCount.isNull()"),
        ("/hotspot/vouchers", "expired.in(true)"),
    ],
)
async def test_a_filter_outside_the_documented_table_is_a_400(browser, site, resource, text):
    path = site + resource if resource else "/sites"
    answer = await browser.get(path, filter=text)
    assert (answer.status, answer.json["code"]) == (400, "api.request.invalid-filter")
    assert answer.json["message"].startswith("failed to parse filter expression: ")
