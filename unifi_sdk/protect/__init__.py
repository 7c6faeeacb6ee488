"""UniFi Protect: the clients and what their streams yield; models stand in `unifi_sdk.protect.models`."""

from unifi_sdk.protect.access_key import AccessKey
from unifi_sdk.protect.client import ProtectClient
from unifi_sdk.protect.events import EventEnded, EventStarted, EventUpdated
from unifi_sdk.protect.export import VideoChunk, VideoExport
from unifi_sdk.protect.frames import Frame, Subscription
from unifi_sdk.protect.legacy import LegacyProtectClient
from unifi_sdk.protect.mirror import Added, Changed, Mirror, Removed
from unifi_sdk.protect.models.cameras import SnapshotChannel
from unifi_sdk.protect.models.picture import Picture

__all__ = [
    "AccessKey",
    "Added",
    "Changed",
    "EventEnded",
    "EventStarted",
    "EventUpdated",
    "Frame",
    "LegacyProtectClient",
    "Mirror",
    "Picture",
    "ProtectClient",
    "Removed",
    "SnapshotChannel",
    "Subscription",
    "VideoChunk",
    "VideoExport",
]
