"""Reading the cloud of an account: hosts, sites, and how good their internet is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from unifi_sdk.cloud.models.isp_metrics import IspMetric, IspPeriod
from unifi_sdk.cloud.models.sites import Site
from unifi_sdk.metrics._labels import ratio, told_apart
from unifi_sdk.metrics.gauges import (
    CLOUD_CLIENTS,
    CLOUD_DEVICES,
    CLOUD_DEVICES_OFFLINE,
    CLOUD_HOST_UP,
    CLOUD_HOSTS,
    CLOUD_WAN_UPTIME,
    ISP_DOWNLOAD,
    ISP_LATENCY,
    ISP_LATENCY_MAX,
    ISP_LOSS,
    ISP_PERIOD,
    ISP_UPLOAD,
    ISP_UPTIME,
)
from unifi_sdk.metrics.samples import Samples

if TYPE_CHECKING:
    from unifi_sdk.cloud.client import CloudClient

__all__ = ["CLOUD", "read_cloud"]

CLOUD: Final = "cloud"
"""The name of the target."""
_FRESH: Final = timedelta(minutes=20)
"""How old the beginning of a period may be, whose figures would be those of a host that has gone otherwise."""
_LOOKING_BACK: Final = timedelta(hours=1)


async def read_cloud(cloud: CloudClient, now: datetime) -> Samples:
    """Hosts and sites of the account, and the last period of each site's internet.

    Args:
        cloud: The client.
        now: What time it is.
    """
    samples, hosts = Samples(), await cloud.hosts.list()
    named = told_apart(hosts, lambda host: host.name, lambda host: host.id)
    states = Counter({("online",): 0, ("offline",): 0})
    for label, host in named:
        states[("unknown" if host.is_online is None else "online" if host.is_online else "offline",)] += 1
        samples.put(CLOUD_HOST_UP, host.is_online, label)
    samples.count(CLOUD_HOSTS, states)
    names = {host.id: label for label, host in named}
    reached = {host.id for host in hosts if host.is_online is not False}
    places = _places(await cloud.sites.list(), names)
    for place, site in places:
        if site.host_id in reached:
            _read_site(samples, place, site)
    by_id = {site.id: place for place, site in places}
    async for metric in cloud.isp_metrics.list("5m", begin=now - _LOOKING_BACK, end=now):
        if metric.site_id in by_id:
            _read_period(samples, by_id[metric.site_id], _last(metric, now))
    return samples


def _places(sites: list[Site], names: Mapping[str, str]) -> list[tuple[tuple[str, str], Site]]:
    """Sites with the label of their host and one of their own, which no other site of the host has."""
    found = []
    for host_id in dict.fromkeys(site.host_id for site in sites):
        here = told_apart([s for s in sites if s.host_id == host_id], lambda site: site.name, lambda site: site.id)
        found += [((names.get(host_id, "(no name)"), label), site) for label, site in here]
    return found


def _read_site(samples: Samples, place: tuple[str, str], site: Site) -> None:
    statistics = site.statistics
    if statistics is None:
        return
    for name, wan in (statistics.wans or {}).items():
        samples.put(CLOUD_WAN_UPTIME, ratio(wan.wan_uptime), *place, name)
    if counts := statistics.counts:
        samples.put(CLOUD_DEVICES, counts.total_device, *place)
        samples.put(CLOUD_DEVICES_OFFLINE, counts.offline_device, *place)
        for kind, number in (
            ("wifi", counts.wifi_client),
            ("wired", counts.wired_client),
            ("guest", counts.guest_client),
        ):
            samples.put(CLOUD_CLIENTS, number, *place, kind)


def _last(metric: IspMetric, now: datetime) -> IspPeriod | None:
    """The last period that has figures; None where it is too old to tell of the present."""
    told = [each for each in metric.periods if each.metric_time is not None and each.data and each.data.wan]
    last = max(told, key=lambda period: period.metric_time or datetime.min.replace(tzinfo=UTC), default=None)
    return last if last and last.metric_time and now - last.metric_time <= _FRESH else None


def _read_period(samples: Samples, place: tuple[str, str], period: IspPeriod | None) -> None:
    if period is None or period.metric_time is None or period.data is None or (wan := period.data.wan) is None:
        return
    samples.put(ISP_PERIOD, period.metric_time.timestamp(), *place)
    samples.put(ISP_LATENCY, _times(wan.avg_latency, 0.001), *place)
    samples.put(ISP_LATENCY_MAX, _times(wan.max_latency, 0.001), *place)
    samples.put(ISP_LOSS, ratio(wan.packet_loss), *place)
    samples.put(ISP_UPTIME, ratio(wan.uptime), *place)
    samples.put(ISP_DOWNLOAD, _times(wan.download_kbps, 1000), *place)
    samples.put(ISP_UPLOAD, _times(wan.upload_kbps, 1000), *place)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
