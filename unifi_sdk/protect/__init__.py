"""UniFi Protect: the client, and the one for the older API; models stand in `unifi_sdk.protect.models`."""

from unifi_sdk.protect.access_key import AccessKey
from unifi_sdk.protect.client import ProtectClient
from unifi_sdk.protect.legacy import LegacyProtectClient
from unifi_sdk.protect.models.cameras import SnapshotChannel
from unifi_sdk.protect.models.picture import Picture

__all__ = ["AccessKey", "LegacyProtectClient", "Picture", "ProtectClient", "SnapshotChannel"]
