"""Mobility: workspaces, routers, and three writes."""

from __future__ import annotations

import ipaddress
import uuid

from aiohttp import web

from unifi_sdk.simulator.cloud.state import CloudAccount, CloudWorkspace, Document
from unifi_sdk.simulator.cloud.wire import Call, CloudFailure, forbidden, success

__all__ = [
    "get_device",
    "list_admins",
    "list_clients",
    "list_mobile_devices",
    "list_workspaces",
    "rename_device",
    "set_network",
    "set_wireless",
]

_SHORT = ("id", "name", "model", "state", "firmware_version", "mac_address")
_INSUFFICIENT = "insufficient permissions"
_LARGEST_PAGE = 200


async def list_workspaces(call: Call) -> web.StreamResponse:
    """`GET /v1/mobility/workspaces`."""
    _check_scope(call, "read:mobility")
    account = call.key.account
    mine = [each for each in call.cloud.workspaces.values() if account is each.owner or account.id in each.viewers]
    items = [
        {
            "workspace_id": each.id,
            "workspace_name": each.name,
            "is_owner": each.owner is account,
            "status": "ACTIVE",
        }
        for each in mine
    ]
    return success(call, items, total=len(items), offset=0, limit=0)


async def list_admins(call: Call) -> web.StreamResponse:
    """`GET /v1/mobility/workspaces/{workspaceID}/admins`."""
    workspace = _workspace(call, "read:mobility")
    items = [_admin(workspace.owner, "ALL", is_owner=True)]
    items += [_admin(viewer, "VIEW_ONLY", is_owner=False) for viewer in workspace.viewers.values()]
    return success(call, items, total=len(items), offset=0, limit=0)


async def list_mobile_devices(call: Call) -> web.StreamResponse:
    """`GET /v1/mobility/workspaces/{workspaceID}/devices`."""
    workspace = _workspace(call, "read:mobility")
    return _page(call, [{name: each[name] for name in _SHORT} for each in workspace.devices.values()])


async def get_device(call: Call) -> web.StreamResponse:
    """`GET /v1/mobility/workspaces/{workspaceID}/devices/{deviceID}`."""
    return success(call, _device(call, _workspace(call, "read:mobility")))


async def list_clients(call: Call) -> web.StreamResponse:
    """`GET /v1/mobility/workspaces/{workspaceID}/devices/{deviceID}/clients`."""
    workspace = _workspace(call, "read:mobility")
    device = _device(call, workspace)
    return _page(call, workspace.clients.get(str(device["id"]), []))


async def rename_device(call: Call) -> web.StreamResponse:
    """`PUT /v1/mobility/workspaces/{workspaceID}/devices/{deviceID}`."""
    device = _device(call, _workspace(call, "write:mobility"))
    device["name"] = _text(await call.body(), "name", 1, 32)
    return web.Response(status=204)


async def set_network(call: Call) -> web.StreamResponse:
    """`PUT /v1/mobility/workspaces/{workspaceID}/devices/{deviceID}/network`."""
    device = _device(call, _workspace(call, "write:mobility"))
    body = await call.body()
    for name in ("host_address", "dhcp_range_start", "dhcp_range_stop"):
        if body.get(name) is not None:
            _check_address(name, body[name])
    if body.get("dhcp_mode") not in (None, "dhcp", "none"):
        raise _upstream(400, "dhcp_mode must be one of dhcp, none")
    lease = body.get("dhcp_lease_time")
    if lease is not None and (type(lease) is not int or lease < 0):
        raise _upstream(400, "dhcp_lease_time must not be negative")
    if body.get("host_address") is not None:
        device["host_address"] = body["host_address"]
    return web.Response(status=204)


async def set_wireless(call: Call) -> web.StreamResponse:
    """`PUT /v1/mobility/workspaces/{workspaceID}/devices/{deviceID}/wireless`."""
    workspace = _workspace(call, "write:mobility")
    device, body = _device(call, workspace), await call.body()
    ssid, password = _text(body, "ssid", 1, 32), _text(body, "password", 8, 63)
    device["wifi_ssid"] = ssid
    workspace.passwords[str(device["id"])] = password
    return web.Response(status=204)


def _upstream(status: int, message: str) -> CloudFailure:
    return CloudFailure(status, "upstream_error", message)


def _check_scope(call: Call, scope: str) -> None:
    if not {"mobility", scope} <= call.key.scopes:
        raise forbidden(_INSUFFICIENT)


def _workspace(call: Call, scope: str) -> CloudWorkspace:
    """The workspace in the path, for somebody who may do that in it."""
    _check_scope(call, scope)
    text = call.ids["workspaceID"]
    _check_uuid(text, "Bad Request")
    workspace, account = call.cloud.workspaces.get(text), call.key.account
    if workspace is None:
        raise (
            _upstream(404, "access denied: not found")
            if call.request.path.endswith("/admins")
            else forbidden(_INSUFFICIENT)
        )
    may = account is workspace.owner or (account.id in workspace.viewers and scope == "read:mobility")
    if not may:
        raise forbidden(_INSUFFICIENT)
    return workspace


def _device(call: Call, workspace: CloudWorkspace) -> Document:
    text = call.ids["deviceID"]
    _check_uuid(text, "invalid device ID format")
    if text not in workspace.devices:
        raise _upstream(404, "device not found")
    return workspace.devices[text]


def _check_uuid(text: str, message: str) -> None:
    try:
        uuid.UUID(text)
    except ValueError:
        raise _upstream(400, message) from None


def _check_address(name: str, value: object) -> None:
    try:
        ipaddress.IPv4Address(str(value))
    except ValueError:
        raise _upstream(400, f"{name} is not a valid IPv4 address") from None


def _text(body: Document, name: str, least: int, most: int) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise _upstream(400, f"{name} must be between {least} and {most} characters")
    return value


def _page(call: Call, items: list[Document]) -> web.Response:
    limit = _number(call, "limit", _LARGEST_PAGE)
    offset = _number(call, "offset", 0)
    if not 1 <= limit <= _LARGEST_PAGE:
        raise _upstream(400, f"invalid limit: must be between 1 and {_LARGEST_PAGE}")
    return success(call, items[offset : offset + limit], total=len(items), offset=offset, limit=limit)


def _number(call: Call, name: str, default: int) -> int:
    text = call.request.query.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise _upstream(400, f"invalid {name}")
    return int(text)


def _admin(account: CloudAccount, permission: str, *, is_owner: bool) -> Document:
    return {
        "name": account.full_name,
        "email": account.email,
        "status": "ACTIVE",
        "is_owner": is_owner,
        "permissions": {"umr": permission},
    }
