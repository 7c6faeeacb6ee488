"""Device tags of the simulated Network API, which can only be read."""

from __future__ import annotations

from unifi_sdk.simulator.network.crud import Area

__all__ = ["DEVICE_TAGS"]

DEVICE_TAGS = Area(path="/v1/sites/{siteId}/device-tags", kind="Device tag", shelf=lambda site: site.device_tags)
