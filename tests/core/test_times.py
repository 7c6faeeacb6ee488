"""Points in time in their three forms on the wire; each comes back as the same moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given as arbitrary
from hypothesis import settings
from hypothesis import strategies as st

from tests.support.models import Thing, codec
from tests.support.wire import ISO_TEXTS, MILLISECONDS, MOMENTS
from unifi_sdk._core.codec import write_iso
from unifi_sdk._core.model import UnixSeconds
from unifi_sdk.errors import ConfigurationError

NOON = datetime(2026, 1, 29, 12, 39, 11, tzinfo=UTC)

relaxed = settings(deadline=None, max_examples=100)


def read(**wire: Any) -> Thing:
    return codec().decode(Thing, {"id": "1", **wire})


def written(**fields: Any) -> Any:
    return codec().encode(Thing(id="1", **fields))


@arbitrary(ISO_TEXTS)
@relaxed
def test_a_canonical_text_is_read_and_written_back(text: str) -> None:
    decoded = read(madeAt=text).made_at
    assert decoded is not None
    assert decoded.tzinfo is UTC
    assert written(made_at=decoded)["madeAt"] == text


@arbitrary(MOMENTS, st.integers(-14 * 60, 14 * 60))
@relaxed
def test_an_offset_changes_the_text_and_not_the_moment(moment: datetime, minutes: int) -> None:
    if not datetime(2, 1, 1, tzinfo=UTC) < moment < datetime(9999, 1, 1, tzinfo=UTC):
        return
    text = moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat()
    assert read(madeAt=text).made_at == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-29T12:39:11Z",
        "2026-01-29T12:39:11.000Z",
        "2026-01-29t12:39:11z",
        "2026-01-29 12:39:11z",
        "2026-01-29 12:39:11Z",
        "  2026-01-29T12:39:11Z ",
        "2026-01-29T12:39:11",
        "2026-01-29 12:39:11",
        "2026-01-29T12:39:11+00:00",
        "2026-01-29T13:39:11+01:00",
        "2026-01-29T05:09:11-07:30",
        "2026-01-29T12:39:11-00:00",
    ],
)
def test_the_usual_spellings_are_one_moment_in_utc(text: str) -> None:
    decoded = read(madeAt=text).made_at
    assert decoded == NOON
    assert decoded is not None
    assert decoded.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-01:00",
        5,
        True,
        [],
    ],
)
def test_a_text_that_is_no_time_reads_as_absent_and_is_kept(text: Any) -> None:
    decoded = read(madeAt=text)
    assert (decoded.made_at, decoded.extra) == (None, {"madeAt": text})


def test_digits_behind_the_millisecond_are_cut_when_written() -> None:
    decoded = read(madeAt="2026-01-29T12:39:11.123999Z").made_at
    assert decoded is not None
    assert decoded.microsecond == 123999
    assert write_iso(decoded) == "2026-01-29T12:39:11.123Z"


def test_a_moment_in_another_zone_is_written_in_utc() -> None:
    assert write_iso(NOON.astimezone(timezone(timedelta(hours=9)))) == "2026-01-29T12:39:11Z"


def test_a_date_is_written_as_it_is() -> None:
    assert write_iso(date(2026, 1, 29)) == "2026-01-29"
    assert codec().encode({"day": date(2026, 1, 29)}) == {"day": "2026-01-29"}


@pytest.mark.parametrize("name", ["made_at", "sold_at", "seen_at", "logged_at"])
def test_a_time_without_a_zone_is_refused_not_guessed(name: str) -> None:
    with pytest.raises(ConfigurationError, match="time zone"):
        written(**{name: datetime(2026, 1, 29)})


def test_a_time_without_a_zone_in_a_flat_body_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="time zone"):
        codec().body({"until": datetime(2026, 1, 29)})


@arbitrary(st.integers(-62_135_596_800, 253_402_300_799).filter(bool))
@relaxed
def test_unix_seconds_are_read_and_written_back(seconds: int) -> None:
    decoded = read(soldAt=seconds).sold_at
    assert decoded is not None
    assert decoded.tzinfo is UTC
    assert written(sold_at=decoded)["soldAt"] == seconds


@arbitrary(MILLISECONDS)
@relaxed
def test_unix_milliseconds_are_read_and_written_back_to_the_millisecond(milliseconds: int) -> None:
    decoded = read(seenAt=milliseconds).seen_at
    assert decoded is not None
    assert decoded.microsecond == milliseconds % 1000 * 1000
    assert written(seen_at=decoded)["seenAt"] == milliseconds


@arbitrary(st.integers(0, 253_402_300_799 * 10**6), st.booleans())
@relaxed
def test_unix_nanoseconds_are_read_and_written_back_to_the_microsecond(microseconds: int, as_text: bool) -> None:
    count = microseconds * 1000
    decoded = read(loggedAt=str(count + 999) if as_text else count + 999).logged_at
    assert decoded is not None
    assert decoded.microsecond == microseconds % 10**6
    assert written(logged_at=decoded)["loggedAt"] == str(count)


@pytest.mark.parametrize("count", ["", "soon", "-5", "1e9", "١٢", 1.5, True, "9" * 30, "9" * 5000, 10**40, []])
def test_what_is_no_time_in_nanoseconds_reads_as_absent(count: Any) -> None:
    decoded = read(loggedAt=count)
    assert (decoded.logged_at, decoded.extra) == (None, {"loggedAt": count})


@arbitrary(MOMENTS)
@relaxed
def test_all_three_forms_agree_on_the_second(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    wire = written(made_at=whole, sold_at=whole, seen_at=whole)
    if wire["soldAt"]:
        decoded = read(**wire)
        assert decoded.made_at == decoded.sold_at == decoded.seen_at == whole


@pytest.mark.parametrize("nothing", [0, 0.0])
def test_second_0_is_no_time_and_is_written_back(nothing: float) -> None:
    decoded = read(soldAt=nothing)
    assert decoded.sold_at is None
    assert codec().encode(decoded) == {"id": "1", "soldAt": 0}


def test_second_0_in_a_list_is_written_back() -> None:
    moments = codec().decode(tuple[UnixSeconds, ...], [0, 60])
    assert moments == (None, datetime(1970, 1, 1, 0, 1, tzinfo=UTC))


def test_millisecond_0_is_a_time() -> None:
    assert read(seenAt=0).seen_at == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("count", [True, "5", 1e300, float("inf"), float("nan"), 10**400, -(10**400), 10**18, None])
@pytest.mark.parametrize("wire", ["soldAt", "seenAt"])
def test_a_number_that_is_no_time_reads_as_absent(wire: str, count: Any) -> None:
    decoded = read(**{wire: count})
    assert (decoded.sold_at, decoded.seen_at) == (None, None)
    assert repr(decoded.extra) == repr({wire: count})
