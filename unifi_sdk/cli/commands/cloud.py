"""`unifi cloud`: every console of an account, by the vendor's cloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import ListOptions
from unifi_sdk.cli.reach import at_cloud
from unifi_sdk.cli.reads import show_list

if TYPE_CHECKING:
    from unifi_sdk.cloud.models import Host, IspMetric, Site

app = App(name="cloud", version_flags=())

_APPLICATIONS = ("network", "protect", "access")
_HOSTS = ("id", "name", "type", "is_online", "owner", "version", "applications")
_SITES = ("name", "host_id", "permission", "devices", "offline", "clients", "isp")
_DEVICES = ("name", "mac", "model", "status", "version", "update_available", "host_name")
_METRICS = ("host_id", "site_id", "time", "latency_ms", "loss_percent", "download_kbps", "upload_kbps")


@app.command
async def hosts(*, options: ListOptions = ListOptions()) -> Exit:
    """List consoles and network servers, and what runs on them."""
    async with at_cloud(options) as cloud:
        return await show_list(options, cloud.hosts.list(), _HOSTS, "hosts", more=_of_host)


@app.command
async def sites(*, options: ListOptions = ListOptions()) -> Exit:
    """List the sites of every console, with their figures."""
    async with at_cloud(options) as cloud:
        return await show_list(options, cloud.sites.list(), _SITES, "sites", more=_of_site)


@app.command
async def devices(
    *,
    of: Annotated[list[str] | None, Parameter(negative_iterable=())] = None,
    options: ListOptions = ListOptions(),
) -> Exit:
    """List the devices of every console that the account owns or is a super admin of.

    Args:
        of: The id of a console; may be given several times, all of them when left out.
    """
    async with at_cloud(options) as cloud:
        return await show_list(options, cloud.devices.every(host_ids=of or None), _DEVICES, "devices")


@app.command
async def isp(
    interval: Literal["5m", "1h"] = "5m",
    /,
    *,
    duration: Literal["24h", "7d", "30d"] | None = None,
    options: ListOptions = ListOptions(),
) -> Exit:
    """List how good the internet of each site is; the table has the last period, JSON all of them.

    Args:
        interval: How long a period is.
        duration: How far to look back: 24h with 5m, 7d or 30d with 1h.
    """
    asked = duration or ("24h" if interval == "5m" else "7d")
    async with at_cloud(options) as cloud:
        metrics = cloud.isp_metrics.list(interval, duration=asked)
        return await show_list(options, metrics, _METRICS, "sites", more=_last_period)


def _of_host(host: Host) -> Mapping[str, Data]:
    running = [name for name in _APPLICATIONS if host.runs(name)]
    return {"name": host.name, "is_online": host.is_online, "version": host.version, "applications": ", ".join(running)}


def _of_site(site: Site) -> Mapping[str, Data]:
    statistics = site.statistics
    counts = statistics.counts if statistics else None
    return {
        "name": site.name,
        "devices": counts.total_device if counts else None,
        "offline": counts.offline_device if counts else None,
        "clients": (counts.wifi_client or 0) + (counts.wired_client or 0) if counts else None,
        "isp": statistics.isp_info.name if statistics and statistics.isp_info else None,
    }


def _last_period(metric: IspMetric) -> Mapping[str, Data]:
    last = metric.periods[-1] if metric.periods else None
    wan = last.data.wan if last and last.data else None
    return {
        "time": last.metric_time.isoformat() if last and last.metric_time else None,
        "latency_ms": wan.avg_latency if wan else None,
        "loss_percent": wan.packet_loss if wan else None,
        "download_kbps": wan.download_kbps if wan else None,
        "upload_kbps": wan.upload_kbps if wan else None,
    }
