"""How cameras, the recorder and users look in the simulated older Protect API, with all that exporters read."""

from __future__ import annotations

from unifi_sdk.simulator.protect.devices import Camera, Document, Nvr
from unifi_sdk.simulator.protect.legacy_media import Footage

__all__ = ["GROUP_ID", "USER_ID", "bootstrap_body", "camera_body", "nvr_body", "user_body"]

USER_ID = "66e000000000000000000021"
GROUP_ID = "66e000000000000000000022"
OWN_PERMISSIONS = ["user:read,write,delete:$", "liveview:create"]
ALL_PERMISSIONS = [*OWN_PERMISSIONS, "nvr:read:*", "camera:read,readmedia:*"]
DAY_MS = 86_400_000
_STORAGE_BYTES, _USED_BYTES = 1_000_000_000_000, 420_000_000_000
_CHANNELS = (("High", 1920, 1080, 6_000_000), ("Medium", 1024, 576, 2_000_000), ("Low", 640, 360, 300_000))


def bootstrap_body(
    username: str, access_key: str, nvr: Nvr, cameras: list[Camera], footage: Footage, now: int
) -> Document:
    """Everything that a client asks for when it starts.

    Args:
        username: Who asks.
        access_key: A new access key.
        nvr: The recorder.
        cameras: Every camera.
        footage: What was recorded.
        now: Unix milliseconds.
    """
    return {
        "authUserId": USER_ID,
        "accessKey": access_key,
        "cameras": [camera_body(camera, footage, now) for camera in cameras],
        "users": [user_body(username)],
        "groups": [{"id": GROUP_ID, "modelKey": "group", "name": "Everyone", "type": "preset", "permissions": []}],
        "liveviews": [],
        "nvr": nvr_body(nvr, now),
        "lastUpdateId": "00000000-0000-4000-8000-000000000001",
        "cloudPortalUrl": "https://protect.example.com",
        "viewers": [],
        "lights": [],
        "beacons": [],
        "sensors": [],
    }


def camera_body(camera: Camera, footage: Footage, now: int) -> Document:
    """A camera; one without a name is called after its model, and one without a model is a camera.

    Args:
        camera: The camera.
        footage: What was recorded.
        now: Unix milliseconds.
    """
    since = now - DAY_MS if camera.is_connected else None
    return {
        "id": camera.id,
        "modelKey": "camera",
        "name": camera.name or camera.type or "Camera",
        "type": camera.type or "Camera",
        "mac": camera.mac,
        "host": "192.0.2.20",
        "connectionHost": "192.0.2.1",
        "state": camera.state,
        "isConnected": camera.is_connected,
        "isAdopted": True,
        "isAdopting": False,
        "isAdoptedByOther": False,
        "isProvisioned": True,
        "isRebooting": False,
        "isUpdating": False,
        "isDeleting": False,
        "canAdopt": False,
        "isAttemptingToConnect": False,
        "isManaged": True,
        "isRecording": camera.is_connected,
        "isMotionDetected": False,
        "isDark": False,
        "isSshEnabled": False,
        "isMicEnabled": camera.has_mic,
        "micVolume": 80 if camera.has_mic else 0,
        "hasSpeaker": camera.has_speaker,
        "hasWifi": False,
        "hardwareRevision": "11",
        "firmwareVersion": "4.20.0",
        "latestFirmwareVersion": "4.20.0",
        "firmwareBuild": "00000000.000000.0000",
        "lastSeen": now,
        "connectedSince": since,
        "upSince": since,
        "uptime": DAY_MS // 1000 if camera.is_connected else None,
        "lastMotion": None,
        "lastRing": None,
        "phyRate": 100,
        "channels": [
            {
                "id": number,
                "videoId": f"video{number + 1}",
                "name": name,
                "enabled": True,
                "isRtspEnabled": name.lower() in camera.streams,
                "rtspAlias": camera.streams.get(name.lower()),
                "width": width,
                "height": height,
                "fps": 24,
                "bitrate": bitrate,
            }
            for number, (name, width, height, bitrate) in enumerate(_CHANNELS)
        ],
        "ispSettings": {"brightness": 50, "contrast": 50, "irLedMode": "auto"},
        "ledSettings": {"isEnabled": True, "blinkRate": 0},
        "recordingSettings": {"mode": "always", "prePaddingSecs": 4, "postPaddingSecs": 4},
        "wifiConnectionState": {"channel": None, "frequency": None, "phyRate": None},
        "wiredConnectionState": {"phyRate": 100},
        "eventStats": {"motion": {"today": 0, "average": 0, "lastDays": [0] * 7}},
        "stats": _stats(footage, now),
    }


def nvr_body(nvr: Nvr, now: int) -> Document:
    """The recorder, a small one of its time.

    Args:
        nvr: The recorder.
        now: Unix milliseconds.
    """
    return {
        "id": nvr.id,
        "modelKey": "nvr",
        "name": nvr.name or "UniFi Protect",
        "type": "UCKG2-Plus",
        "mac": nvr.mac,
        "host": "192.0.2.1",
        "hosts": ["192.0.2.1"],
        "version": "1.13.1",
        "firmwareVersion": "1.1.10",
        "hardwarePlatform": "qualcomm",
        "timezone": "Etc/UTC",
        "isAdopted": True,
        "isSetup": True,
        "isUpdating": False,
        "isConnectedToCloud": True,
        "isRecordingDisabled": False,
        "recordingRetentionDurationMs": None,
        "ports": {"http": 7080, "https": 7443, "rtsp": 7447},
        "lastSeen": now,
        "upSince": now - DAY_MS,
        "uptime": DAY_MS,
        "storageInfo": {
            "totalSize": _STORAGE_BYTES,
            "totalSpaceUsed": _USED_BYTES,
            "hardDrives": [{"status": "ok", "name": "Disk 1", "size": _STORAGE_BYTES, "health": "good"}],
        },
        "systemInfo": {
            "cpu": {"averageLoad": 12, "temperature": 52},
            "memory": {"available": 1_200_000, "free": 300_000, "total": 3_000_000},
            "storage": {"available": _STORAGE_BYTES - _USED_BYTES, "size": _STORAGE_BYTES, "used": _USED_BYTES},
        },
    }


def user_body(username: str) -> Document:
    """A local user.

    Args:
        username: The name to log in with.
    """
    return {
        "permissions": OWN_PERMISSIONS,
        "lastLoginIp": None,
        "lastLoginTime": None,
        "isOwner": False,
        "localUsername": username,
        "name": username,
        "firstName": "",
        "lastName": "",
        "enableNotifications": False,
        "syncSso": False,
        "settings": None,
        "groups": [GROUP_ID],
        "cloudAccount": None,
        "alertRules": [],
        "id": USER_ID,
        "hasAcceptedInvite": False,
        "role": "admin",
        "allPermissions": ALL_PERMISSIONS,
        "modelKey": "user",
    }


def _stats(footage: Footage, now: int) -> Document:
    """The first and last moment on disk are null where nothing was recorded."""
    begin, end = footage.extent() or (None, None)
    return {
        "rxBytes": 1_000_000,
        "txBytes": 1_000_000_000,
        "wifi": {"channel": None, "frequency": None, "linkSpeedMbps": None, "signalQuality": 0, "signalStrength": 0},
        "battery": {"percentage": None, "isCharging": False, "sleepState": "disconnected"},
        "video": {
            "recordingStart": begin,
            "recordingEnd": end,
            "recordingStartLQ": begin,
            "recordingEndLQ": end,
            "timelapseStart": begin,
            "timelapseEnd": end,
            "timelapseStartLQ": begin,
            "timelapseEndLQ": end,
        },
        "storage": {"used": _USED_BYTES, "rate": 40.5},
    }
