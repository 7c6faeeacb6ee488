"""Hosts, as they are listed."""

from __future__ import annotations

from aiohttp import web

from unifi_sdk.simulator.cloud.state import CloudHost, CloudKey, Document
from unifi_sdk.simulator.cloud.wire import Call, CloudFailure, page, success

__all__ = ["get_host", "list_hosts"]

_CONNECTED_SINCE = "2026-01-01T00:00:00.193Z"
_APPLICATIONS = ("network", "protect", "access", "talk", "connect", "innerspace")


async def list_hosts(call: Call) -> web.StreamResponse:
    """`GET /v1/hosts`."""
    return page(
        call, [host_document(host, call.key) for host in call.cloud.hosts.values() if host.is_seen_by(call.key)]
    )


async def get_host(call: Call) -> web.StreamResponse:
    """`GET /v1/hosts/{id}`."""
    host = call.cloud.hosts.get(call.ids["id"])
    if host is None or not host.is_seen_by(call.key):
        raise CloudFailure(404, "NOT_FOUND", f"thing not found: {call.ids['id']}")
    return success(call, host_document(host, call.key))


def host_document(host: CloudHost, key: CloudKey) -> Document:
    """A host as the API shows it to somebody."""
    is_server = host.type == "network-server"
    return {
        "id": host.id,
        "hardwareId": host.hardware_id,
        "type": host.type,
        "ipAddress": "203.0.113.7",
        "owner": host.owner is key.account,
        "isBlocked": host.is_blocked,
        "registrationTime": "2025-02-07T10:25:21.981Z" if is_server else "",
        "lastConnectionStateChange": _CONNECTED_SINCE,
        "latestBackupTime": "",
        "userData": None if is_server else _user_data(host, key),
        "reportedState": (_server_state(host) if is_server else _console_state(host)) if host.reports else None,
    }


def _user_data(host: CloudHost, key: CloudKey) -> Document:
    rights = {"owned": False, "required": False, "supported": True}
    role = {
        "applications": {name: {**rights, "required": name == "network"} for name in _APPLICATIONS},
        "candidateRoles": ["PRIMARY"],
        "connectedState": "CONNECTED" if host.is_online else "DISCONNECTED",
        "connectedStateLastChanged": _CONNECTED_SINCE,
    }
    return {
        "apps": ["users"],
        "consoleGroupMembers": [{"mac": host.mac, "role": "UNADOPTED", "roleAttributes": role, "sysId": 59925}],
        "controllers": list(host.applications),
        "email": key.account.email,
        "features": {
            "deviceGroups": True,
            "floorplan": {"canEdit": True, "canView": True},
            "manageApplications": True,
            "notifications": True,
            "pion": True,
            "webrtc": {"iceRestart": True, "mediaStreams": True, "twoWayAudio": True},
        },
        "fullName": key.account.full_name,
        "localId": key.account.id,
        "permissions": {f"{name}.management": ["admin"] for name in host.applications},
        "role": "owner" if host.owner is key.account else "admin",
        "roleId": "c349b256-98a7-44ab-b8a1-13c437ea7742",
        "status": "ACTIVE",
    }


def _console_state(host: CloudHost) -> Document:
    digits = host.mac.lower()
    return {
        "name": host.name,
        "hostname": host.name,
        "state": "connected" if host.is_online else "disconnected",
        "version": host.version,
        "ip": "192.168.1.1",
        "ipAddrs": ["192.168.1.1", "203.0.113.7"],
        "mac": host.mac,
        "timezone": "Europe/Vienna",
        "releaseChannel": "release",
        "controller_uuid": host.hardware_id,
        "host_type": 59925,
        "hardware": {
            "shortname": "UDMPROSE",
            "name": "UniFi Dream Machine SE",
            "mac": host.mac,
            "serialno": digits,
            "sysid": 59925,
            "uuid": host.hardware_id,
            "hwrev": 9,
            "firmwareVersion": host.version,
            "bom": "113-00868-09",
            "qrid": "kSCMgr",
        },
        "firmwareUpdate": {"latestAvailableVersion": None},
        "autoUpdate": {
            "includeApplications": True,
            "preferencesPrompt": None,
            "schedule": {"frequency": "daily", "hour": 3},
        },
        "location": {"lat": 48.2082, "long": 16.3738, "radius": 200, "text": "Vienna"},
        "wans": [
            {
                "interface": "eth8",
                "type": "WAN",
                "ipv4": "203.0.113.7",
                "mac": host.mac,
                "enabled": True,
                "plugged": True,
                "port": 9,
            }
        ],
        "internetIssues5min": {"periods": [{"index": 5_889_984}]},
        "controllers": [_controller(name, host) for name in _APPLICATIONS],
        "apps": [],
        "features": {"cloud": {"applicationEvents": True}},
        "directConnectDomain": f"{digits}.id.ui.direct",
        "isStacked": False,
        "deviceState": "setup",
        "deviceErrorCode": None,
        "deviceStateLastChanged": 1_767_225_600,
        "uidb": {"guid": host.hardware_id, "id": host.hardware_id, "images": {}},
    }


def _controller(name: str, host: CloudHost) -> Document:
    is_there = name in host.applications
    version = host.console.network.version if name == "network" and host.console is not None else "7.2.84"
    api = {"name": name, "version": version, "apiDocsLocation": f"/proxy/{name}/api-docs/integration.json"}
    return {
        "name": name,
        "type": "controller",
        "version": version if is_there else None,
        "versionRaw": version if is_there else None,
        "state": "active" if is_there else "inactive",
        "status": "ok" if is_there else "offline",
        "statusMessage": "",
        "installState": "installed" if is_there else "uninstalled",
        "isInstalled": is_there,
        "isConfigured": is_there,
        "isRunning": is_there,
        "port": 8081,
        "required": name == "network",
        "updatable": is_there,
        "updateAvailable": None,
        "updateProgress": None,
        "releaseChannel": "release",
        "uiVersion": version,
        "swaiVersion": 3,
        "features": {"stackable": False},
        "unadoptedDevices": [],
        "integrationApis": [api] if is_there and name in ("network", "protect") else [],
    }


def _server_state(host: CloudHost) -> Document:
    return {
        "controller_uuid": host.hardware_id,
        "deviceId": host.id,
        "firmware_version": None,
        "hardware_id": host.hardware_id,
        "host_type": 0,
        "hostname": "network.example.com",
        "inform_port": 8080,
        "ipAddrs": ["192.168.1.124"],
        "mgmt_port": 8443,
        "name": host.name,
        "override_inform_host": False,
        "release_channel": "release",
        "state": "connected" if host.is_online else "disconnected",
        "version": host.version,
    }
