"""Statistics of a site: how much, when, by whom, and what the traffic is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, Literal, TypeAlias

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.check import aware, mac_address
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Model, model
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network.classic._dialect import content
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.statistics import AppUsage, StatisticsInterval, StatisticsPoint
from unifi_sdk.pagination import PageStyle, Paginator
from unifi_sdk.retry import Safety

__all__ = ["Statistics"]

_Kind: TypeAlias = Literal["site", "ap", "user", "gw"]

_ATTRIBUTES: Final[dict[_Kind, tuple[str, ...]]] = {
    "site": ("bytes", "wan-tx_bytes", "wan-rx_bytes", "wlan_bytes", "num_sta", "lan-num_sta", "wlan-num_sta"),
    "ap": ("bytes", "num_sta"),
    "user": ("rx_bytes", "tx_bytes", "signal", "satisfaction"),
    "gw": ("mem", "cpu", "wan-tx_bytes", "wan-rx_bytes"),
}


@model
class _Usage(Model):
    """What the console sends in one piece."""

    by_app: tuple[AppUsage, ...] = ()
    by_cat: tuple[AppUsage, ...] = ()


class Statistics(ClassicResource):
    """Statistics of a site over time, and what its traffic is about.

    How far back they go is a setting of the console; it keeps five minutes for hours, and days for weeks or months.
    """

    def site(
        self,
        interval: StatisticsInterval = StatisticsInterval.HOURLY,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        attributes: Collection[str] | None = None,
    ) -> Paginator[StatisticsPoint]:
        """The site as a whole.

        Args:
            interval: How long a time one point stands for.
            start: From when on; the console's choice when left out: hours, days or a year, according to the interval.
            end: Until when.
            attributes: What to count, by the vendor's names; the usual ones when left out.

        Raises:
            ConfigurationError: a time has no time zone.
        """
        return self._report("site", interval, start, end, attributes)

    def access_points(
        self,
        interval: StatisticsInterval = StatisticsInterval.HOURLY,
        *,
        macs: Collection[str] | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        attributes: Collection[str] | None = None,
    ) -> Paginator[StatisticsPoint]:
        """Access points, each with points of its own.

        Args:
            interval: As for `site`.
            macs: Those of these alone; all when left out.
            start: As for `site`.
            end: As for `site`.
            attributes: As for `site`.

        Raises:
            ConfigurationError: a time has no time zone, or an address is none.
        """
        return self._report("ap", interval, start, end, attributes, macs)

    def clients(
        self,
        interval: StatisticsInterval = StatisticsInterval.HOURLY,
        *,
        macs: Collection[str] | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        attributes: Collection[str] | None = None,
    ) -> Paginator[StatisticsPoint]:
        """Clients, each with points of its own.

        Args:
            interval: As for `site`.
            macs: Those of these alone; all when left out.
            start: As for `site`.
            end: As for `site`.
            attributes: As for `site`.

        Raises:
            ConfigurationError: a time has no time zone, or an address is none.
        """
        return self._report("user", interval, start, end, attributes, macs)

    def gateway(
        self,
        interval: StatisticsInterval = StatisticsInterval.HOURLY,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        attributes: Collection[str] | None = None,
    ) -> Paginator[StatisticsPoint]:
        """The gateway: load and uplinks.

        Args:
            interval: As for `site`.
            start: As for `site`.
            end: As for `site`.
            attributes: As for `site`.

        Raises:
            ConfigurationError: a time has no time zone.
        """
        return self._report("gw", interval, start, end, attributes)

    async def applications(self, *, mac: str | None = None) -> tuple[AppUsage, ...]:
        """How much traffic each application has made, of the site or of one client.

        Args:
            mac: The client's, in any usual spelling; the whole site when left out.

        Raises:
            ConfigurationError: this is no MAC address.
        """
        return tuple(each for usage in await self._usage("by_app", mac) for each in usage.by_app)

    async def categories(self, *, mac: str | None = None) -> tuple[AppUsage, ...]:
        """How much traffic each category of applications has made, of the site or of one client.

        Args:
            mac: The client's, in any usual spelling; the whole site when left out.

        Raises:
            ConfigurationError: this is no MAC address.
        """
        return tuple(each for usage in await self._usage("by_cat", mac) for each in usage.by_cat)

    def _report(
        self,
        kind: _Kind,
        interval: StatisticsInterval,
        start: datetime | None,
        end: datetime | None,
        attributes: Collection[str] | None,
        macs: Collection[str] | None = None,
    ) -> Paginator[StatisticsPoint]:
        aware(start=start, end=end)
        if start is not None and end is not None and end <= start:
            raise ConfigurationError("end must come after start")
        wanted = attributes if attributes is not None else _ATTRIBUTES[kind]
        return self._v1.pages(
            "POST /stat/report/{report}",
            StatisticsPoint,
            style=PageStyle.SINGLE,
            read_page=single_page(content, "$.data"),
            page_size=1,
            body=given(
                attrs=["time", *wanted],
                start=start and round(start.timestamp() * 1000),
                end=end and round(end.timestamp() * 1000),
                macs=None if macs is None else [mac_address(mac, "macs") for mac in macs],
            ),
            safety=Safety.READ,
            ids={"report": f"{interval.value}.{kind}"},
        )

    async def _usage(self, kind: Literal["by_app", "by_cat"], mac: str | None) -> tuple[_Usage, ...]:
        if mac is None:
            return await self._v1.call(
                "POST /stat/sitedpi", tuple[_Usage, ...], body={"type": kind}, safety=Safety.READ
            )
        return await self._v1.call(
            "POST /stat/stadpi",
            tuple[_Usage, ...],
            body={"type": kind, "macs": [mac_address(mac)]},
            safety=Safety.READ,
        )
