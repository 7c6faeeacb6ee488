"""Switches that stand on a plan."""

from __future__ import annotations

from unifi_sdk.innerspace._dialect import list_named
from unifi_sdk.innerspace._resource import Resource
from unifi_sdk.innerspace.models.switches import PlacedSwitch
from unifi_sdk.pagination import Paginator

__all__ = ["Switches"]


class Switches(Resource):
    """Switches that stand on a plan."""

    def list(self) -> Paginator[PlacedSwitch]:
        """Every switch that stands on a plan, in one request.

        Raises:
            NotFoundError: the console does not run UniFi InnerSpace.
        """
        return list_named(self._app, "GET /v1/switches", PlacedSwitch, "switches")
