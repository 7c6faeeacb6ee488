"""Draw how good the internet of all sites was, hour by hour: a row for each site, the worst above.

    python examples/isp_quality.py                                          the last 7 days, into isp-quality.png
    python examples/isp_quality.py --duration 30d --output november.svg

The vendor's cloud has measured it, so nothing is asked of any console: a few requests do for a thousand sites. An hour of
which nothing is known stays white, and a site of which nothing is known is named on stderr. It takes
`pip install matplotlib`.

The key stands in UNIFI_CLOUD_API_KEY, see docs/howto/cloud.md.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import sys
from collections.abc import Callable
from datetime import datetime
from statistics import fmean
from typing import NamedTuple

from unifi_sdk import CloudClient, UniFiError
from unifi_sdk.cloud.models import IspMetric, IspWan

NAME = "isp_quality"


class SiteQuality(NamedTuple):
    """What was measured at a site."""

    name: str
    hours: dict[datetime, IspWan]

    def mean(self, value: Callable[[IspWan], float]) -> float:
        """The mean of what is known; not a number where nothing is."""
        known = [number for wan in self.hours.values() if not math.isnan(number := value(wan))]
        return fmean(known) if known else math.nan


async def collect(duration: str) -> list[SiteQuality]:
    """What was measured at each site, the worst first."""
    async with CloudClient.from_env(read_only=True) as cloud:
        hosts = {host.id: host.name or host.id async for host in cloud.hosts.list()}
        sites = await cloud.sites.list()
        metrics = await cloud.isp_metrics.list("1h", duration="30d" if duration == "30d" else "7d")
    measured = {(metric.host_id, metric.site_id): hours_of(metric) for metric in metrics}
    found = [
        SiteQuality(f"{hosts.get(site.host_id, site.host_id)}: {site.name}", measured.get((site.host_id, site.id), {}))
        for site in sites
    ]
    return sorted(found, key=lambda site: (math.isnan(site.mean(loss)), -site.mean(loss), site.name))


def hours_of(metric: IspMetric) -> dict[datetime, IspWan]:
    """The hours of a site that have figures."""
    return {
        period.metric_time: period.data.wan
        for period in metric.periods
        if period.metric_time is not None and period.data is not None and period.data.wan is not None
    }


def loss(wan: IspWan) -> float:
    """Percent of the packets; not a number where nobody says."""
    return math.nan if wan.packet_loss is None else wan.packet_loss


def latency(wan: IspWan) -> float:
    """Milliseconds; not a number where nobody says."""
    return math.nan if wan.avg_latency is None else wan.avg_latency


def draw(sites: list[SiteQuality], path: str) -> None:
    """Packet loss and latency as two pictures over the same hours, one above the other."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure

    hours = sorted({hour for site in sites for hour in site.hours})
    figure = Figure(figsize=(12, 2 + 0.5 * len(sites)), layout="constrained")
    upper, lower = figure.subplots(2, sharex=True)
    for axes, value, title in ((upper, loss, "Packet loss, %"), (lower, latency, "Latency, ms")):
        rows = [[value(site.hours[hour]) if hour in site.hours else math.nan for hour in hours] for site in sites]
        mesh = axes.pcolormesh(hours, range(len(sites)), rows, cmap="inferno_r", vmin=0, shading="nearest")
        axes.set_yticks(range(len(sites)), [site.name for site in sites])
        axes.invert_yaxis()
        axes.set_title(title)
        figure.colorbar(mesh, ax=axes)
    locator = AutoDateLocator()
    lower.xaxis.set_major_locator(locator)
    lower.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    figure.savefig(path)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Draw how good the internet of all sites was.")
    parser.add_argument("--duration", choices=["7d", "30d"], default="7d", help="how far to look back")
    parser.add_argument("--output", default="isp-quality.png", help="a picture; its ending tells of which kind")
    args = parser.parse_args()
    try:
        found = asyncio.run(collect(args.duration))
        for site in found:
            if not site.hours:
                print(f"{NAME}: {site.name}: nothing was measured", file=sys.stderr)
        sites = [site for site in found if site.hours]
        if sites:
            draw(sites, args.output)
    except (ImportError, OSError, UniFiError) as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        return 1
    for site in sites:
        print(f"{site.name}: {site.mean(loss):.1f} % lost, {site.mean(latency):.0f} ms, {len(site.hours)} hours")
    return 0 if sites else 1


if __name__ == "__main__":
    sys.exit(main())
