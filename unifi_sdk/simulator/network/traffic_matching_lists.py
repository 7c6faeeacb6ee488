"""Traffic matching lists of the simulated Network API."""

from __future__ import annotations

from unifi_sdk.simulator.network.crud import Area
from unifi_sdk.simulator.network.failures import invalid
from unifi_sdk.simulator.network.references import is_used
from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call

__all__ = ["TRAFFIC_MATCHING_LISTS"]


def _keep_used_list(call: Call, document: Document) -> None:
    if is_used(call.site.firewall_policies, str(document["id"])):
        raise invalid(f"Traffic matching list '{document['id']}' is in use")


TRAFFIC_MATCHING_LISTS = Area(
    path="/v1/sites/{siteId}/traffic-matching-lists",
    kind="Traffic matching list",
    shelf=lambda site: site.traffic_matching_lists,
    remove=_keep_used_list,
)
"""Lists of ports and addresses; one that a policy uses stays."""
