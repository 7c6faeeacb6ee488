"""Devices that stand on no plan yet."""

from __future__ import annotations

from unifi_sdk.innerspace._dialect import list_named
from unifi_sdk.innerspace._resource import Resource
from unifi_sdk.innerspace.models.inventory import UnplacedDevice
from unifi_sdk.pagination import Paginator

__all__ = ["Inventory"]


class Inventory(Resource):
    """Devices that stand on no plan yet."""

    def list(self) -> Paginator[UnplacedDevice]:
        """Every device that stands on no plan yet, in one request.

        Raises:
            NotFoundError: the console does not run UniFi InnerSpace.
        """
        return list_named(self._app, "GET /v1/inventory", UnplacedDevice, "devices")
