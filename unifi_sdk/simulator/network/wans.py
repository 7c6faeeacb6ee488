"""Uplinks of the simulated Network API, which can only be read."""

from __future__ import annotations

from unifi_sdk.simulator.network.crud import Area

__all__ = ["WANS"]

WANS = Area(path="/v1/sites/{siteId}/wans", kind="WAN", shelf=lambda site: site.wans)
