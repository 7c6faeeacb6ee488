"""Alarms of a simulated Protect application that call a URL when they are set off, unsigned as the vendor's are."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import Factory, define

from unifi_sdk.simulator.outbox import Delivery, Outbox, Parcel
from unifi_sdk.simulator.protect.devices import Camera, Document, SimulatedDevice
from unifi_sdk.simulator.protect.events import SimulatedEvent
from unifi_sdk.simulator.protect.scene import picture
from unifi_sdk.simulator.protect.state import ProtectState

__all__ = ["Alarms", "SimulatedAlarm"]

_THUMBNAIL = (160, 90)
_OF_EVENTS = {
    "motion": "motion",
    "ring": "ring",
    "smartDetectLine": "line_crossed",
    "smartDetectLoiterZone": "smart_loiter_detection",
    "sensorOpened": "sensor_door_opened",
    "sensorClosed": "sensor_door_closed",
    "sensorMotion": "sensor_motion",
    "sensorAlarm": "sensor_alarm",
    "sensorWaterLeak": "sensor_water_leak",
    "sensorBatteryLow": "sensor_battery_low",
    "sensorExtremeValues": "sensor_extreme_value",
}
_OF_DETECTIONS = {
    "person": "person",
    "vehicle": "vehicle",
    "animal": "animal",
    "package": "package",
    "alrmSmoke": "audio_alarm_smoke",
    "alrmCmonx": "audio_alarm_co",
    "alrmSiren": "audio_alarm_siren",
    "alrmBabyCry": "audio_alarm_baby_cry",
    "alrmSpeak": "audio_alarm_speak",
    "alrmBark": "audio_alarm_bark",
    "alrmBurglar": "audio_alarm_burglar",
    "alrmCarHorn": "audio_alarm_car_horn",
    "alrmGlassBreak": "audio_alarm_glass_break",
}


@define(kw_only=True)
class SimulatedAlarm:
    """An alarm whose action is a webhook."""

    id: str
    name: str
    url: str
    """What it calls with POST; only addresses on loopback are called."""
    keys: Sequence[str]
    """What it waits for, such as `person` or `license_plate_known`."""
    devices: Sequence[str] = ()
    """The ids of the devices that it watches; empty for all."""
    headers: Mapping[str, str] = Factory(dict)
    """Sent along."""
    sends_thumbnail: bool = False
    """Whether a small picture goes along when it is a camera that sets it off."""


class Alarms:
    """The alarms of a Protect application; there are none at first, and no operation makes one.

    Args:
        protect: Where they are.
    """

    def __init__(self, protect: ProtectState) -> None:
        self._protect = protect
        self._alarms: list[SimulatedAlarm] = []
        self.outbox = Outbox()

    def add(
        self,
        name: str,
        url: str,
        keys: Iterable[str],
        *,
        devices: Iterable[str] = (),
        headers: Mapping[str, str] | None = None,
        sends_thumbnail: bool = False,
    ) -> SimulatedAlarm:
        """Make an alarm, as somebody does in the alarm manager.

        Args:
            name: Its name.
            url: What it calls.
            keys: What it waits for.
            devices: The ids or display names of the devices that it watches; all when left out.
            headers: Sent along.
            sends_thumbnail: Whether pictures go along.

        Raises:
            KeyError: there is no such device.
        """
        alarm = SimulatedAlarm(
            id=self._protect.new_id(),
            name=name,
            url=url,
            keys=[*keys],
            devices=[self._protect.find_device(device).id for device in devices],
            headers=dict(headers or {}),
            sends_thumbnail=sends_thumbnail,
        )
        self._alarms.append(alarm)
        return alarm

    def set_off(
        self,
        device: str | SimulatedDevice,
        key: str,
        *,
        value: str | None = None,
        group: str | None = None,
    ) -> list[SimulatedAlarm]:
        """Let a device see, hear or read something of which the event stream tells nothing, such as a plate or a face.

        Args:
            device: Where: a device, or its id or display name.
            key: What, such as `license_plate_known`.
            value: The plate or the face, as it was read.
            group: Under which name the console knows it.

        Returns:
            The alarms that were set off.

        Raises:
            KeyError: there is no such device.
        """
        where = device if isinstance(device, SimulatedDevice) else self._protect.find_device(device)
        return self._notice(where, [key], value, group)

    def notice(self, event: SimulatedEvent) -> None:
        """Let an event set off the alarms that wait for it."""
        device = next((each for each in self._protect.everything() if each.id == event.device), None)
        keys = [_OF_EVENTS.get(event.type), *map(_OF_DETECTIONS.get, event.smart_detect_types)]
        if device is not None:
            self._notice(device, [key for key in keys if key], None, None)

    def __iter__(self) -> Iterator[SimulatedAlarm]:
        return iter(self._alarms)

    @property
    def deliveries(self) -> list[Delivery]:
        """The attempts to call a URL that are over, oldest first."""
        return self.outbox.deliveries

    async def delivered(self) -> None:
        """Wait until every alarm that was set off has called its URL, or has given up."""
        await self.outbox.settled()

    def _notice(
        self, device: SimulatedDevice, keys: Sequence[str], value: str | None, group: str | None
    ) -> list[SimulatedAlarm]:
        set_off = []
        for alarm in self._alarms:
            found = [key for key in keys if key in alarm.keys]
            if found and (not alarm.devices or device.id in alarm.devices):
                self._post(alarm, self._body(alarm, device, found, value, group))
                set_off.append(alarm)
        return set_off

    def _post(self, alarm: SimulatedAlarm, document: Document) -> None:
        self.outbox.put(
            Parcel(
                endpoint_id=alarm.id,
                url=lambda: alarm.url,
                event=alarm.name,
                body=json.dumps(document, separators=(",", ":")).encode(),
                headers=lambda: alarm.headers,
            )
        )

    def _body(
        self, alarm: SimulatedAlarm, device: SimulatedDevice, keys: Sequence[str], value: str | None, group: str | None
    ) -> Document:
        event_id, now = self._protect.new_id(), round(self._protect.clock.now() * 1000)
        trigger: Document = {"device": device.mac, "eventId": event_id, "timestamp": now}
        if value is not None:
            trigger["value"] = value
        if group is not None:
            trigger["group"] = {"name": group}
        if isinstance(device, Camera):
            trigger["zones"] = {"line": [], "loiter": [], "zone": [1]}
        path = f"/protect/events/event/{event_id}"
        told: Document = {
            "name": alarm.name,
            "sources": [{"device": self._protect.find_device(each).mac, "type": "include"} for each in alarm.devices],
            "conditions": [{"condition": {"type": "is", "source": key}} for key in alarm.keys],
            "triggers": [{"key": key, **trigger} for key in keys],
            "eventPath": path,
            "eventLocalLink": f"https://{self._protect.stream_host}{path}",
        }
        if alarm.sends_thumbnail and isinstance(device, Camera):
            jpeg = picture(device.id, device.name or "Camera", self._protect.clock.now(), *_THUMBNAIL)
            told["thumbnail"] = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
        return {"alarm": told, "timestamp": now}
