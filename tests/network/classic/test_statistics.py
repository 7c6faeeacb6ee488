"""Statistics over time, and what traffic is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.classic import LAPTOP, PRINTER
from unifi_sdk import BadRequestError, ConfigurationError
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import StatisticsInterval
from unifi_sdk.simulator import SimulatedConsole

START = datetime(2026, 1, 1, tzinfo=UTC)


async def test_a_site_has_a_point_for_each_interval(classic: Classic, console: SimulatedConsole):
    points = await classic.statistics.site(start=START - timedelta(hours=3), end=START)
    assert [point.time for point in points] == [START - timedelta(hours=hours) for hours in (3, 2, 1)]
    assert all(point.bytes is not None and point.wan_rx_bytes is not None for point in points)
    assert console.requests[-1].path.endswith("/stat/report/hourly.site")
    body = console.requests[-1].json
    assert isinstance(body, dict)
    assert body["attrs"][0] == "time"
    assert body["start"] == 1000 * int((START - timedelta(hours=3)).timestamp())


async def test_intervals_attributes_and_addresses_are_chosen(classic: Classic):
    five = StatisticsInterval.FIVE_MINUTES
    points = await classic.statistics.clients(
        five, macs=[LAPTOP.upper()], start=START - timedelta(minutes=10), end=START, attributes=["signal", "odd"]
    )
    assert {point.oid for point in points} == {LAPTOP}
    assert len(points) == 2
    assert points[0].signal is not None
    assert points[0].rx_bytes is None
    assert "odd" in points[0].extra
    everyone = await classic.statistics.clients(StatisticsInterval.DAILY, start=START - timedelta(days=1), end=START)
    assert PRINTER in {point.oid for point in everyone}
    access_points = await classic.statistics.access_points(start=START - timedelta(hours=1), end=START)
    assert {point.oid for point in access_points} == {"74:ac:b9:10:00:04", "74:ac:b9:10:00:05"}
    (gateway,) = await classic.statistics.gateway(start=START - timedelta(hours=1), end=START)
    assert gateway.cpu is not None


async def test_what_can_not_be_is_refused(classic: Classic, console: SimulatedConsole):
    for wrong in ({"start": datetime(2026, 1, 1)}, {"start": START, "end": START}):
        with pytest.raises(ConfigurationError):
            classic.statistics.site(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="macs"):
        classic.statistics.clients(macs=["laptop"])
    assert console.requests == []
    with pytest.raises(BadRequestError):
        await classic.statistics.site(StatisticsInterval("weekly"))


async def test_traffic_is_told_by_application_and_by_category(classic: Classic):
    apps = await classic.statistics.applications()
    assert (apps[0].app, apps[0].cat, apps[0].tx_bytes) == (5, 3, 910_000_000)
    assert [each.app for each in await classic.statistics.categories(mac=LAPTOP)] == [None, None]
    with pytest.raises(ConfigurationError, match="mac"):
        await classic.statistics.applications(mac="laptop")
