"""Binary sensors: whether devices, uplinks and the Internet are there, doors are open, and what is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.access.models import Door, DoorPosition
from unifi_sdk.network.classic.models import HealthStatus, ManagedDevice, SubsystemHealth, WanLink
from unifi_sdk.protect.models import (
    AdoptedDevice,
    Camera,
    CameraFeatureFlags,
    EventType,
    Light,
    MountType,
    Sensor,
    SmartDetectAudioType,
    SmartDetectType,
)

from .access import AccessCoordinator, door_page
from .coordinator import ConsoleCoordinator
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities, console_device
from .network import NetworkCoordinator, Part, device_page, number_of, part_page
from .protect import ProtectCoordinator, Watcher, is_connected, watcher_page
from .protect import device_page as protect_page

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class BinarySensorDescription[C: ConsoleCoordinator[Any], T](BinarySensorEntityDescription, Described[C, T]):
    """A kind of binary sensor, and what it shows of its thing."""

    value: Callable[[T], bool | None]


class ConsoleBinarySensor[C: ConsoleCoordinator[Any], T](ConsoleEntity[C, T], BinarySensorEntity):
    """A binary sensor."""

    entity_description: BinarySensorDescription[C, T]

    @property
    def is_on(self) -> bool | None:
        """Whether it is so."""
        return self.entity_description.value(self.thing)


DEVICES: tuple[BinarySensorDescription[NetworkCoordinator, ManagedDevice], ...] = (
    BinarySensorDescription(
        key="online",
        translation_key="online",
        things=lambda network: network.data.devices,
        device=device_page,
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda device: device.is_online,
    ),
    BinarySensorDescription(
        key="overheating",
        translation_key="overheating",
        things=lambda network: network.data.devices,
        device=device_page,
        exists=lambda device: device.overheating is not None,
        device_class=BinarySensorDeviceClass.HEAT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda device: device.overheating,
    ),
)

WANS: tuple[BinarySensorDescription[NetworkCoordinator, Part[WanLink]], ...] = (
    BinarySensorDescription(
        key="wan_link",
        translation_key="wan_link",
        things=lambda network: network.data.wans,
        device=part_page,
        placeholders=number_of,
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        value=lambda each: each.part.up,
    ),
)

INTERNET: tuple[BinarySensorDescription[NetworkCoordinator, SubsystemHealth], ...] = (
    BinarySensorDescription(
        key="internet",
        translation_key="internet",
        things=lambda network: {"www": network.data.health["www"]} if "www" in network.data.health else {},
        device=console_device,
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        value=lambda health: health.status is HealthStatus.OK if health.status else None,
    ),
)


def _noticed[T: AdoptedDevice](kind: str) -> Callable[[Watcher[T]], bool]:
    return lambda watcher: kind in watcher.noticed


def _sees(kind: SmartDetectType) -> Callable[[Watcher[Camera]], bool]:
    """Whether a camera can tell something apart in its picture."""
    return lambda camera: kind in (_flags(camera).smart_detect_types or ())


def _hears(kind: SmartDetectAudioType) -> Callable[[Watcher[Camera]], bool]:
    """Whether a camera can tell something apart by ear."""
    return lambda camera: kind in (_flags(camera).smart_detect_audio_types or ())


def _flags(camera: Watcher[Camera]) -> CameraFeatureFlags:
    return camera.device.feature_flags or CameraFeatureFlags()


def _camera_sensor(
    key: str,
    kind: str,
    device_class: BinarySensorDeviceClass,
    exists: Callable[[Watcher[Camera]], bool] = lambda camera: True,
) -> BinarySensorDescription[ProtectCoordinator, Watcher[Camera]]:
    """A sensor that is on while a camera notices something.

    Args:
        key: What it is called in translations.
        kind: What the camera notices, in the vendor's words.
        device_class: How it is shown.
        exists: Which cameras can.
    """
    return BinarySensorDescription(
        key=f"camera_{key}",
        translation_key=key,
        device_class=device_class,
        things=lambda protect: protect.data.cameras,
        device=watcher_page,
        exists=exists,
        is_available=is_connected,
        value=_noticed(kind),
    )


def _sensor(
    key: str,
    value: Callable[[Watcher[Sensor]], bool | None],
    device_class: BinarySensorDeviceClass,
    exists: Callable[[Watcher[Sensor]], bool] = lambda sensor: True,
    **details: Any,
) -> BinarySensorDescription[ProtectCoordinator, Watcher[Sensor]]:
    return BinarySensorDescription(
        key=f"sensor_{key}",
        translation_key=key,
        device_class=device_class,
        things=lambda protect: protect.data.sensors,
        device=watcher_page,
        exists=exists,
        is_available=is_connected,
        value=value,
        **details,
    )


def _mounted(*types: MountType) -> Callable[[Watcher[Sensor]], bool]:
    return lambda sensor: sensor.device.mount_type in types


def _is_low(sensor: Watcher[Sensor]) -> bool | None:
    wireless = sensor.device.wireless_connection_state
    battery = (wireless and wireless.battery_status) or sensor.device.battery_status
    return battery.is_low if battery else None


def _is_wet(sensor: Watcher[Sensor]) -> bool:
    return sensor.device.leak_detected_at is not None or sensor.device.external_leak_detected_at is not None


DOORS: tuple[BinarySensorDescription[AccessCoordinator, Door], ...] = (
    BinarySensorDescription(
        key="position",
        translation_key="position",
        device_class=BinarySensorDeviceClass.DOOR,
        things=lambda access: access.data.doors,
        device=door_page,
        exists=lambda door: door.door_position_status not in (None, DoorPosition.NONE),
        value=lambda door: door.is_open,
    ),
)

_SEEN = BinarySensorDeviceClass.MOTION
_HEARD = BinarySensorDeviceClass.SOUND
CAMERAS = (
    _camera_sensor("motion", EventType.MOTION, _SEEN),
    *(
        _camera_sensor(key, kind, _SEEN, _sees(kind))
        for key, kind in (
            ("person", SmartDetectType.PERSON),
            ("vehicle", SmartDetectType.VEHICLE),
            ("package", SmartDetectType.PACKAGE),
            ("license_plate", SmartDetectType.LICENSE_PLATE),
            ("face", SmartDetectType.FACE),
            ("animal", SmartDetectType.ANIMAL),
        )
    ),
    *(
        _camera_sensor(key, kind, device_class, _hears(kind))
        for key, kind, device_class in (
            ("smoke_alarm", SmartDetectAudioType.SMOKE, BinarySensorDeviceClass.SMOKE),
            ("carbon_monoxide_alarm", SmartDetectAudioType.CARBON_MONOXIDE, BinarySensorDeviceClass.CO),
            ("siren_heard", SmartDetectAudioType.SIREN, _HEARD),
            ("baby_cry", SmartDetectAudioType.BABY_CRY, _HEARD),
            ("speech", SmartDetectAudioType.SPEAK, _HEARD),
            ("bark", SmartDetectAudioType.BARK, _HEARD),
            ("burglar_alarm", SmartDetectAudioType.BURGLAR, _HEARD),
            ("car_horn", SmartDetectAudioType.CAR_HORN, _HEARD),
            ("glass_break", SmartDetectAudioType.GLASS_BREAK, _HEARD),
        )
    ),
)

_CONTACTS = (
    ("contact_door", MountType.DOOR, BinarySensorDeviceClass.DOOR),
    ("contact_window", MountType.WINDOW, BinarySensorDeviceClass.WINDOW),
    ("contact_garage", MountType.GARAGE, BinarySensorDeviceClass.GARAGE_DOOR),
)
SENSORS = (
    *(
        _sensor(key, lambda sensor: sensor.device.is_opened, device_class, _mounted(mount))
        for key, mount, device_class in _CONTACTS
    ),
    _sensor(
        "motion",
        lambda sensor: sensor.device.is_motion_detected,
        _SEEN,
        lambda sensor: bool(sensor.device.motion_settings and sensor.device.motion_settings.is_enabled),
    ),
    _sensor("leak", _is_wet, BinarySensorDeviceClass.MOISTURE, _mounted(MountType.LEAK)),
    _sensor(
        "smoke_alarm",
        _noticed(EventType.SENSOR_ALARM),
        BinarySensorDeviceClass.SMOKE,
        lambda sensor: bool(sensor.device.alarm_settings and sensor.device.alarm_settings.is_enabled),
    ),
    _sensor(
        "tampering", lambda sensor: sensor.device.tampering_detected_at is not None, BinarySensorDeviceClass.TAMPER
    ),
    _sensor("battery_low", _is_low, BinarySensorDeviceClass.BATTERY, entity_category=EntityCategory.DIAGNOSTIC),
)
LIGHTS: tuple[BinarySensorDescription[ProtectCoordinator, Light], ...] = (
    BinarySensorDescription(
        key="light_motion",
        translation_key="motion",
        device_class=_SEEN,
        things=lambda protect: protect.data.lights,
        device=protect_page,
        is_available=is_connected,
        value=lambda light: light.is_pir_motion_detected,
    ),
    BinarySensorDescription(
        key="light_dark",
        translation_key="dark",
        things=lambda protect: protect.data.lights,
        device=protect_page,
        is_available=is_connected,
        value=lambda light: light.is_dark,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the binary sensors of each application."""
    data = entry.runtime_data
    if data.network:
        add_entities(data.network, async_add_entities, ConsoleBinarySensor, DEVICES)
        add_entities(data.network, async_add_entities, ConsoleBinarySensor, WANS)
        add_entities(data.network, async_add_entities, ConsoleBinarySensor, INTERNET)
    if data.access:
        add_entities(data.access, async_add_entities, ConsoleBinarySensor, DOORS)
    if data.protect:
        add_entities(data.protect, async_add_entities, ConsoleBinarySensor, CAMERAS)
        add_entities(data.protect, async_add_entities, ConsoleBinarySensor, SENSORS)
        add_entities(data.protect, async_add_entities, ConsoleBinarySensor, LIGHTS)
