"""Stacks, MC-LAG domains and LAGs of the simulated Network API, which can only be read."""

from __future__ import annotations

from unifi_sdk.simulator.network.crud import Area

__all__ = ["LAGS", "MC_LAG_DOMAINS", "SWITCH_STACKS"]

SWITCH_STACKS = Area(
    path="/v1/sites/{siteId}/switching/switch-stacks", kind="Switch stack", shelf=lambda site: site.switch_stacks
)
MC_LAG_DOMAINS = Area(
    path="/v1/sites/{siteId}/switching/mc-lag-domains", kind="MC-LAG domain", shelf=lambda site: site.mc_lag_domains
)
LAGS = Area(path="/v1/sites/{siteId}/switching/lags", kind="LAG", shelf=lambda site: site.lags)
