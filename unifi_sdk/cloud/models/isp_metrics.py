"""How good the internet is, in periods of five minutes or an hour."""

from __future__ import annotations

from unifi_sdk._core.model import IsoTime, Model, OpenEnum, field, model

__all__ = ["IspInterval", "IspMetric", "IspMetrics", "IspPeriod", "IspPeriodData", "IspSite", "IspWan"]

_PARTIAL = "partialsuccess"


class IspInterval(OpenEnum):
    """How long a period is."""

    FIVE_MINUTES = "5m"
    """Kept for at least 24 hours."""
    HOUR = "1h"
    """Kept for at least 30 days."""


@model
class IspWan(Model):
    """What was measured in a period."""

    avg_latency: float | None = None
    """Milliseconds."""
    max_latency: float | None = None
    """Milliseconds."""
    packet_loss: float | None = None
    """Percent."""
    uptime: float | None = None
    """Percent of the period, as far as the vendor's example tells."""
    downtime: float | None = None
    """Percent of the period, as far as the vendor's example tells."""
    download_kbps: float | None = field(default=None, wire="download_kbps")
    upload_kbps: float | None = field(default=None, wire="upload_kbps")
    isp_asn: str | None = None
    isp_name: str | None = None


@model
class IspPeriodData(Model):
    """The figures of a period."""

    wan: IspWan | None = None


@model
class IspPeriod(Model):
    """One period."""

    metric_time: IsoTime | None = None
    """When it begins."""
    version: str | None = None
    data: IspPeriodData | None = None


@model
class IspMetric(Model):
    """The periods of a site."""

    metric_type: IspInterval | None = None
    host_id: str | None = None
    site_id: str | None = None
    """`Site.id` of the cloud."""
    periods: tuple[IspPeriod, ...] = ()


@model
class IspMetrics(Model):
    """The periods of several sites."""

    metrics: tuple[IspMetric, ...] = ()
    status: str | None = None
    message: str | None = None
    """Why not every site is among them."""

    @property
    def is_partial(self) -> bool:
        """Whether sites were left out, since the key does not reach them or they were asked for twice."""
        return (self.status or "").casefold() == _PARTIAL


@model
class IspSite(Model):
    """A site to ask for, and from when to when."""

    host_id: str
    site_id: str
    """`Site.id` of the cloud."""
    begin_timestamp: IsoTime | None = None
    end_timestamp: IsoTime | None = None
