"""Users and cameras of the older API on port 7443."""

from __future__ import annotations

from unifi_sdk._core.model import Model, UnixMilliseconds, field, model, secret
from unifi_sdk.protect.models.devices import DeviceState, ModelKey

__all__ = ["LegacyBootstrap", "LegacyCamera", "LegacyChannel", "LegacyRecordingSettings", "LegacyUser"]


@model
class LegacyUser(Model):
    """A local user of UniFi Protect."""

    id: str
    model_key: str | None = None
    local_username: str | None = None
    role: str | None = None
    is_owner: bool | None = None
    permissions: tuple[str, ...] | None = None
    """The user's own, such as ``camera:read,readmedia:*``."""
    all_permissions: tuple[str, ...] | None = None
    """Those of the user's groups too."""
    groups: tuple[str, ...] | None = None
    """Ids of groups."""
    enable_notifications: bool | None = None
    has_accepted_invite: bool | None = None
    sync_sso: bool | None = None
    last_login_ip: str | None = None


@model
class LegacyChannel(Model):
    """One of the streams of a camera."""

    id: int | None = None
    name: str | None = None
    enabled: bool | None = None
    is_rtsp_enabled: bool | None = None
    rtsp_alias: str | None = secret(default=None)
    """The path of the stream; whoever knows it can watch."""
    width: int | None = None
    height: int | None = None
    fps: int | None = None
    bitrate: int | None = None
    """Bits a second."""


@model
class LegacyRecordingSettings(Model):
    """When a camera records."""

    mode: str | None = None
    """Such as ``always``, ``motion`` or ``never``."""
    pre_padding_secs: int | None = None
    post_padding_secs: int | None = None


@model
class LegacyCamera(Model):
    """A camera; what else the console tells stands in `extra`."""

    id: str
    model_key: ModelKey = field(default=ModelKey.CAMERA)
    state: DeviceState | None = None
    name: str | None = None
    type: str | None = None
    """The product."""
    mac: str | None = None
    """Twelve upper-case hexadecimal digits without separators."""
    host: str | None = None
    """The camera's own address."""
    connection_host: str | None = None
    """The console's address, as the camera knows it."""
    firmware_version: str | None = None
    is_adopted: bool | None = None
    is_mic_enabled: bool | None = None
    mic_volume: int | None = None
    """0 to 100."""
    last_seen: UnixMilliseconds | None = None
    connected_since: UnixMilliseconds | None = None
    last_motion: UnixMilliseconds | None = None
    channels: tuple[LegacyChannel, ...] | None = None
    recording_settings: LegacyRecordingSettings | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the camera can be reached; without, it gives no snapshots."""
        return self.state == DeviceState.CONNECTED


@model
class LegacyBootstrap(Model):
    """What the console tells at once; the rest, such as users and liveviews, stands in `extra`."""

    auth_user_id: str | None = None
    access_key: str | None = secret(default=None)
    """For `AccessKey.parse`."""
    last_update_id: str | None = None
    cameras: tuple[LegacyCamera, ...] = ()
