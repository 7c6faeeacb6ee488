"""RADIUS profiles of the simulated Network API, which can only be read."""

from __future__ import annotations

from unifi_sdk.simulator.network.crud import Area

__all__ = ["RADIUS_PROFILES"]

RADIUS_PROFILES = Area(
    path="/v1/sites/{siteId}/radius/profiles", kind="RADIUS profile", shelf=lambda site: site.radius_profiles
)
