"""How good the internet of sites is and was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

from unifi_sdk._core.codec import given
from unifi_sdk.cloud._dialect import list_all
from unifi_sdk.cloud._resource import Resource, moment
from unifi_sdk.cloud.models.isp_metrics import IspInterval, IspMetric, IspMetrics, IspSite
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["IspMetricsOfSites"]

_DURATIONS: Final = {"24h": IspInterval.FIVE_MINUTES, "7d": IspInterval.HOUR, "30d": IspInterval.HOUR}


class IspMetricsOfSites(Resource):
    """Latency, loss and throughput of sites, in periods of five minutes or an hour."""

    def list(
        self,
        interval: IspInterval | Literal["5m", "1h"],
        *,
        begin: datetime | None = None,
        end: datetime | None = None,
        duration: Literal["24h", "7d", "30d"] | None = None,
    ) -> Paginator[IspMetric]:
        """The periods of every site of the account, in one request.

        Args:
            interval: How long a period is: ``5m`` is kept for a day at least, ``1h`` for 30 days.
            begin: The first moment.
            end: The last moment.
            duration: How far to look back, in place of both: ``24h`` with ``5m``, ``7d`` or ``30d`` with ``1h``.

        Raises:
            ConfigurationError: the duration goes with neither moment nor with this interval, a moment has no time zone, or
                the end comes before the beginning.
        """
        query = {
            "beginTimestamp": moment("begin", begin),
            "endTimestamp": moment("end", end),
            "duration": _duration(interval, duration, begin, end),
        }
        return list_all(self._app, "GET /v1/isp-metrics/{type}", IspMetric, query, type=str(interval))

    async def query(self, interval: IspInterval | Literal["5m", "1h"], sites: Iterable[IspSite]) -> IspMetrics:
        """The periods of some sites, each from when to when it is asked for; it changes nothing.

        Args:
            interval: How long a period is.
            sites: The sites, with ids of the cloud and not of UniFi Network.

        Returns:
            What the key reaches of them; `IspMetrics.is_partial` tells whether that is not all.

        Raises:
            ConfigurationError: there are no sites, or a time has no time zone.
            ServerError: with status 502: this is also what a key hears that reaches none of the sites.
        """
        asked = [_whole_seconds(site) for site in sites]
        if not asked:
            raise ConfigurationError("sites is empty: name at least one")
        return await self._app.call(
            "POST /v1/isp-metrics/{type}/query",
            IspMetrics,
            body=given(sites=asked),
            safety=Safety.READ,  # it asks, by POST
            type=str(interval),
        )


def _duration(interval: str, duration: str | None, begin: datetime | None, end: datetime | None) -> str | None:
    if begin is not None and end is not None and end < begin:
        raise ConfigurationError("end comes before begin")
    if duration is None:
        return None
    if begin is not None or end is not None:
        raise ConfigurationError("duration goes with neither begin nor end: pass it, or them")
    if _DURATIONS.get(duration) != interval:
        raise ConfigurationError(
            f"duration must be 24h with periods of 5m, and 7d or 30d with 1h, not {duration} with {interval}"
        )
    return duration


def _whole_seconds(site: IspSite) -> IspSite:
    moment("begin_timestamp", site.begin_timestamp)
    moment("end_timestamp", site.end_timestamp)
    begin, end = site.begin_timestamp, site.end_timestamp
    return site.evolve(
        begin_timestamp=begin and begin.replace(microsecond=0),
        end_timestamp=end and end.replace(microsecond=0),
    )
