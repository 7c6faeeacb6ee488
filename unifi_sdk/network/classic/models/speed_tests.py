"""Speed tests of an uplink."""

from __future__ import annotations

from unifi_sdk._core.model import Model, UnixMilliseconds, UnixSeconds, model

__all__ = ["SpeedTestProgress", "SpeedTestResult"]


@model
class SpeedTestResult(Model):
    """What a speed test has found."""

    id: str | None = None
    time: UnixMilliseconds | None = None
    download_mbps: float | None = None
    upload_mbps: float | None = None
    latency_ms: float | None = None
    interface_name: str | None = None
    wan_networkgroup: str | None = None
    """Which uplink: ``WAN``, ``WAN2``."""


@model
class SpeedTestProgress(Model):
    """How far a speed test is; what isn't known yet is None or 0."""

    status_summary: int | None = None
    """The console's own number for it."""
    rundate: UnixSeconds | None = None
    latency: float | None = None
    """Milliseconds."""
    xput_download: float | None = None
    """Mbit/s."""
    xput_upload: float | None = None
    """Mbit/s."""
