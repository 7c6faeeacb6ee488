"""Mobility: mobile routers of an account's workspaces."""

from __future__ import annotations

import ipaddress
from typing import Literal

from unifi_sdk._core.application import Application
from unifi_sdk._core.check import at_least, not_empty
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.cloud._dialect import list_all, list_by_offset
from unifi_sdk.cloud._resource import Resource
from unifi_sdk.cloud.models.mobility import (
    DhcpMode,
    MobileClient,
    MobileDevice,
    MobileDeviceOverview,
    Workspace,
    WorkspaceAdmin,
)
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator

__all__ = ["MobileDevices", "Mobility", "WorkspaceAdmins", "Workspaces"]


class Workspaces(Resource):
    """Workspaces of which the account is an active member."""

    def list(self) -> Paginator[Workspace]:
        """Every workspace, in one request."""
        return list_all(self._app, "GET /v1/mobility/workspaces", Workspace)


class WorkspaceAdmins(Resource):
    """Admins of workspaces."""

    def list(self, workspace_id: str) -> Paginator[WorkspaceAdmin]:
        """Every admin of a workspace, its owner first, in one request.

        Args:
            workspace_id: `Workspace.workspace_id`.
        """
        return list_all(
            self._app, "GET /v1/mobility/workspaces/{workspace_id}/admins", WorkspaceAdmin, workspace_id=workspace_id
        )


class MobileDevices(Resource):
    """Mobile routers."""

    def list(self, workspace_id: str) -> Paginator[MobileDeviceOverview]:
        """Every router of a workspace, without its settings.

        Args:
            workspace_id: `Workspace.workspace_id`.
        """
        return list_by_offset(
            self._app,
            "GET /v1/mobility/workspaces/{workspace_id}/devices",
            MobileDeviceOverview,
            workspace_id=workspace_id,
        )

    async def get(self, workspace_id: str, device_id: str) -> MobileDevice:
        """One router with all that is known of it.

        Args:
            workspace_id: `Workspace.workspace_id`.
            device_id: `MobileDeviceOverview.id`.

        Raises:
            NotFoundError: it is not there, or belongs to another workspace.
        """
        return await self._app.call(
            "GET /v1/mobility/workspaces/{workspace_id}/devices/{device_id}",
            MobileDevice,
            workspace_id=workspace_id,
            device_id=device_id,
        )

    def clients(self, workspace_id: str, device_id: str) -> Paginator[MobileClient]:
        """Every client of a router, those that are gone or blocked too.

        Args:
            workspace_id: `Workspace.workspace_id`.
            device_id: `MobileDeviceOverview.id`.
        """
        return list_by_offset(
            self._app,
            "GET /v1/mobility/workspaces/{workspace_id}/devices/{device_id}/clients",
            MobileClient,
            workspace_id=workspace_id,
            device_id=device_id,
        )

    async def rename(
        self, workspace_id: str, device_id: str, name: str, *, timeout_seconds: float | None = None
    ) -> None:
        """Give a router another name.

        Args:
            workspace_id: `Workspace.workspace_id`.
            device_id: `MobileDeviceOverview.id`.
            name: 1 to 32 characters.
            timeout_seconds: For this call, in place of the retry policy's deadline.

        Raises:
            ConfigurationError: the name is too long, or empty.
            NotFoundError: it is not there, or belongs to another workspace.
        """
        _length("name", name, 1, 32)
        await self._app.call(
            "PUT /v1/mobility/workspaces/{workspace_id}/devices/{device_id}",
            None,
            body=given(name=name),
            deadline_seconds=timeout_seconds,
            workspace_id=workspace_id,
            device_id=device_id,
        )

    async def set_network(
        self,
        workspace_id: str,
        device_id: str,
        *,
        host_address: str | Unset | None = UNSET,
        dhcp_mode: DhcpMode | Literal["dhcp", "none"] | Unset | None = UNSET,
        dhcp_range_start: str | Unset | None = UNSET,
        dhcp_range_stop: str | Unset | None = UNSET,
        dhcp_lease_time: int | Unset | None = UNSET,
        timeout_seconds: float | None = None,
    ) -> None:
        """Change a router's own network; what is UNSET stays as it is.

        Args:
            workspace_id: `Workspace.workspace_id`.
            device_id: `MobileDeviceOverview.id`.
            host_address: Its IPv4 address there.
            dhcp_mode: Whether it gives out addresses.
            dhcp_range_start: The first address that it gives out.
            dhcp_range_stop: The last one.
            dhcp_lease_time: Seconds, 0 for ever.
            timeout_seconds: For this call, in place of the retry policy's deadline.

        Raises:
            ConfigurationError: nothing is to change, or a value can't be.
            NotFoundError: it is not there, or belongs to another workspace.
        """
        for name, address in (
            ("host_address", host_address),
            ("dhcp_range_start", dhcp_range_start),
            ("dhcp_range_stop", dhcp_range_stop),
        ):
            _ipv4(name, address)
        at_least(0, dhcp_lease_time=None if isinstance(dhcp_lease_time, Unset) else dhcp_lease_time)
        if all(
            value is UNSET for value in (host_address, dhcp_mode, dhcp_range_start, dhcp_range_stop, dhcp_lease_time)
        ):
            raise ConfigurationError("nothing is to change: pass host_address or another setting")
        await self._app.call(
            "PUT /v1/mobility/workspaces/{workspace_id}/devices/{device_id}/network",
            None,
            body=changes(
                host_address=host_address,
                dhcp_mode=dhcp_mode,
                dhcp_range_start=dhcp_range_start,
                dhcp_range_stop=dhcp_range_stop,
                dhcp_lease_time=dhcp_lease_time,
            ),
            deadline_seconds=timeout_seconds,
            workspace_id=workspace_id,
            device_id=device_id,
        )

    async def set_wireless(
        self,
        workspace_id: str,
        device_id: str,
        *,
        ssid: str,
        password: str,
        timeout_seconds: float | None = None,
    ) -> None:
        """Replace a router's WiFi name and password; whoever is connected by them is not any more.

        Args:
            workspace_id: `Workspace.workspace_id`.
            device_id: `MobileDeviceOverview.id`.
            ssid: 1 to 32 characters.
            password: Of WPA2, 8 to 63 characters.
            timeout_seconds: For this call, in place of the retry policy's deadline.

        Raises:
            ConfigurationError: one of them is too short or too long.
            NotFoundError: it is not there, or belongs to another workspace.
        """
        _length("ssid", ssid, 1, 32)
        _length("password", password, 8, 63)
        await self._app.call(
            "PUT /v1/mobility/workspaces/{workspace_id}/devices/{device_id}/wireless",
            None,
            body=given(ssid=ssid, password=password),
            deadline_seconds=timeout_seconds,
            workspace_id=workspace_id,
            device_id=device_id,
        )


class Mobility:
    """Mobility, with limits of its own: 100 requests a minute for all of it with one key.

    Args:
        application: What performs its operations.
    """

    def __init__(self, application: Application) -> None:
        self.workspaces = Workspaces(application)
        self.admins = WorkspaceAdmins(application)
        self.devices = MobileDevices(application)


def _length(name: str, value: str, least: int, most: int) -> None:
    """Refuse a text that is too short or too long, without showing it."""
    not_empty(**{name: value})
    if not least <= len(value) <= most:
        raise ConfigurationError(f"{name} must have {least} to {most} characters, not {len(value)}")


def _ipv4(name: str, value: str | Unset | None) -> None:
    if value is None or isinstance(value, Unset):
        return
    try:
        ipaddress.IPv4Address(value)
    except ValueError:
        raise ConfigurationError(f"{name} is no IPv4 address") from None
