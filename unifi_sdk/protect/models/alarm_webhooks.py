"""What the alarm manager of UniFi Protect posts to a program; any part may be missing, and newer consoles send more.

The vendor documents no format: this is what consoles were seen to send.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, model, secret, untrusted
from unifi_sdk.protect.models.events import Event
from unifi_sdk.protect.models.picture import Picture

__all__ = [
    "Alarm",
    "AlarmCondition",
    "AlarmGroup",
    "AlarmRule",
    "AlarmSource",
    "AlarmTrigger",
    "AlarmTriggerKey",
    "AlarmWebhookEvent",
    "AlarmZones",
]

_DATA_URI: Final = re.compile(r"data:(image/[a-z0-9.+-]{1,60});base64,", re.IGNORECASE)


class AlarmTriggerKey(OpenEnum):
    """What can set off an alarm; consoles know more than these."""

    MOTION = "motion"
    RING = "ring"
    PERSON = "person"
    VEHICLE = "vehicle"
    ANIMAL = "animal"
    PACKAGE = "package"
    LINE_CROSSED = "line_crossed"
    LOITERING = "smart_loiter_detection"
    TAMPERING = "smart_tamper_detection"
    FACE_KNOWN = "face_known"
    FACE_OF_INTEREST = "face_of_interest"
    FACE_UNKNOWN = "face_unknown"
    LICENSE_PLATE_KNOWN = "license_plate_known"
    LICENSE_PLATE_OF_INTEREST = "license_plate_of_interest"
    LICENSE_PLATE_UNKNOWN = "license_plate_unknown"
    NFC_REGISTERED = "nfc_registered"
    NFC_UNKNOWN = "nfc_unknown"
    FINGERPRINT_REGISTERED = "fingerprint_registered"
    FINGERPRINT_UNKNOWN = "fingerprint_unknown"
    AUDIO_SPEAK = "audio_alarm_speak"
    AUDIO_BABY_CRY = "audio_alarm_baby_cry"
    AUDIO_BARK = "audio_alarm_bark"
    AUDIO_BURGLAR = "audio_alarm_burglar"
    AUDIO_CAR_HORN = "audio_alarm_car_horn"
    AUDIO_CO = "audio_alarm_co"
    AUDIO_GLASS_BREAK = "audio_alarm_glass_break"
    AUDIO_SIREN = "audio_alarm_siren"
    AUDIO_SMOKE = "audio_alarm_smoke"
    SENSOR_ALARM = "sensor_alarm"
    SENSOR_BATTERY_LOW = "sensor_battery_low"
    SENSOR_DOOR_CLOSED = "sensor_door_closed"
    SENSOR_DOOR_OPENED = "sensor_door_opened"
    SENSOR_EXTREME_VALUE = "sensor_extreme_value"
    SENSOR_MOTION = "sensor_motion"
    SENSOR_WATER_LEAK = "sensor_water_leak"
    ADMIN_ACCESS = "admin_access"
    ADMIN_RECORDING_CLIPS_MANIPULATIONS = "admin_recording_clips_manipulations"
    ADMIN_SETTINGS_CHANGE = "admin_settings_change"
    APPLICATION_ISSUE = "application_issue"
    CAMERA_UTILIZATION_LIMIT = "camera_utilization_limit"
    DEVICE_ADOPTION_STATE_CHANGED = "device_adoption_state_changed"
    DEVICE_DISCOVERY = "device_discovery"
    DEVICE_ISSUE = "device_issue"
    DEVICE_UPDATE_STATUS_CHANGE = "device_update_status_change"
    SCHEDULE = "schedule"


@model
class AlarmSource(Model):
    """A device that an alarm watches."""

    device: str | None = None
    """Twelve upper-case hexadecimal digits, the MAC address; as `Camera.mac`."""
    type: str | None = None
    """Such as ``include``."""


@model
class AlarmRule(Model):
    """What an alarm waits for."""

    type: str | None = None
    """Such as ``is``."""
    source: AlarmTriggerKey | None = None


@model
class AlarmCondition(Model):
    """One of the things that an alarm waits for."""

    condition: AlarmRule | None = None


@model
class AlarmGroup(Model):
    """Under what the console keeps a face or a plate."""

    name: str | None = untrusted(default=None)
    """As somebody typed it; for a plate that nobody has named the plate itself."""


@model
class AlarmZones(Model):
    """Where in the picture, by the numbers of the camera's zones and lines."""

    line: tuple[int, ...] = ()
    loiter: tuple[int, ...] = ()
    zone: tuple[int, ...] = ()


@model
class AlarmTrigger(Model):
    """One of the things that set an alarm off."""

    key: AlarmTriggerKey | None = None
    device: str | None = None
    """Where: the MAC address of the camera or sensor, twelve upper-case hexadecimal digits; as `Camera.mac`."""
    value: str | None = untrusted(default=None)
    """What was read or recognised; see `plate` and `face`."""
    group: AlarmGroup | None = None
    zones: AlarmZones | None = None
    event_id: str | None = None
    timestamp: UnixMilliseconds | None = None
    source_event: Event | None = None
    """What happened, as the event stream tells it; from newer consoles."""

    @property
    def plate(self) -> str | None:
        """The license plate, as the camera read it; anybody can hold one up, so nothing to open a gate by."""
        return self.value or self._group_name if self._is_about("license_plate") else None

    @property
    def face(self) -> str | None:
        """What the console calls the face: a name, or what it calls strangers."""
        return self._group_name or self.value if self._is_about("face") else None

    @property
    def known_name(self) -> str | None:
        """The name under which the console knows the face or the plate; None for a stranger's."""
        if self.key is None or self.key.endswith("_unknown"):
            return None
        return self._group_name or self.face

    def _is_about(self, kind: str) -> bool:
        return self.key is not None and self.key.startswith(kind)

    @property
    def _group_name(self) -> str | None:
        return self.group.name if self.group else None


@model
class Alarm(Model):
    """An alarm that was set off."""

    name: str | None = None
    """As somebody typed it in the alarm manager; alarms have no other id here."""
    sources: tuple[AlarmSource, ...] = ()
    """What it watches; empty for an alarm that watches everything."""
    conditions: tuple[AlarmCondition, ...] = ()
    """What it waits for, not what has happened: that is in `triggers`."""
    triggers: tuple[AlarmTrigger, ...] = ()
    """What has set it off."""
    event_path: str | None = None
    """Where the console shows the event, without its host."""
    event_local_link: str | None = None
    """The same with the address that the console takes for its own."""
    thumbnail: str | None = secret(default=None)
    """A picture as a ``data:`` address, where the alarm is set to send one; masked, since it shows people. See `picture`."""

    @property
    def picture(self) -> Picture | None:
        """What the camera saw; None without a thumbnail, or with one that is no picture."""
        start = _DATA_URI.match(self.thumbnail or "")
        if self.thumbnail is None or start is None:
            return None
        try:
            content = base64.b64decode(self.thumbnail[start.end() :], validate=True)
        except (binascii.Error, ValueError):
            return None
        return Picture(content, start[1].lower()) if content else None


@model
class AlarmWebhookEvent(Model):
    """What an alarm posts."""

    alarm: Alarm = Alarm()
    timestamp: UnixMilliseconds | None = None
    """When it was sent, by the console's clock."""
