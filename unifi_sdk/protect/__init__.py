"""UniFi Protect: the clients, their resources, what streams yield, and errors.

Models stand in `unifi_sdk.protect.models`.
"""

from unifi_sdk.protect.access_key import AccessKey
from unifi_sdk.protect.alarm_hubs import AlarmHubs
from unifi_sdk.protect.alarm_manager import AlarmManager
from unifi_sdk.protect.alarm_webhooks import AlarmDelivery, AlarmWebhook, ForeignDeliveryError
from unifi_sdk.protect.arm_profiles import ArmProfiles
from unifi_sdk.protect.bridges import Bridges
from unifi_sdk.protect.cameras import Cameras
from unifi_sdk.protect.chimes import Chimes
from unifi_sdk.protect.client import ProtectClient
from unifi_sdk.protect.errors import ArmedError, GlobalAlarmManagerError
from unifi_sdk.protect.events import EndedBy, EventChange, EventEnded, EventStarted, EventUpdated
from unifi_sdk.protect.export import VideoChunk, VideoExport
from unifi_sdk.protect.files import Files
from unifi_sdk.protect.fobs import Fobs
from unifi_sdk.protect.frames import Frame, Subscription
from unifi_sdk.protect.identity_users import IdentityUsers
from unifi_sdk.protect.legacy import LegacyCameras, LegacyProtectClient
from unifi_sdk.protect.lights import Lights
from unifi_sdk.protect.link_stations import LinkStations
from unifi_sdk.protect.liveviews import Liveviews
from unifi_sdk.protect.meta import Meta
from unifi_sdk.protect.mirror import Added, Changed, DeviceChange, Mirror, MirrorItem, Removed
from unifi_sdk.protect.models.cameras import SnapshotChannel
from unifi_sdk.protect.models.picture import Picture
from unifi_sdk.protect.nvr import Nvrs
from unifi_sdk.protect.pos import PosTransactions
from unifi_sdk.protect.relays import Relays
from unifi_sdk.protect.sensors import Sensors
from unifi_sdk.protect.sirens import Sirens
from unifi_sdk.protect.speakers import Speakers
from unifi_sdk.protect.users import Users
from unifi_sdk.protect.viewers import Viewers

__all__ = [
    "AccessKey",
    "Added",
    "AlarmDelivery",
    "AlarmHubs",
    "AlarmManager",
    "AlarmWebhook",
    "ArmProfiles",
    "ArmedError",
    "Bridges",
    "Cameras",
    "Changed",
    "Chimes",
    "DeviceChange",
    "EndedBy",
    "EventChange",
    "EventEnded",
    "EventStarted",
    "EventUpdated",
    "Files",
    "Fobs",
    "ForeignDeliveryError",
    "Frame",
    "GlobalAlarmManagerError",
    "IdentityUsers",
    "LegacyCameras",
    "LegacyProtectClient",
    "Lights",
    "LinkStations",
    "Liveviews",
    "Meta",
    "Mirror",
    "MirrorItem",
    "Nvrs",
    "Picture",
    "PosTransactions",
    "ProtectClient",
    "Relays",
    "Removed",
    "Sensors",
    "Sirens",
    "SnapshotChannel",
    "Speakers",
    "Subscription",
    "Users",
    "VideoChunk",
    "VideoExport",
    "Viewers",
]
