"""Sensors: how devices, their ports and their uplinks are doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import (
    LIGHT_LUX,
    PERCENTAGE,
    SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
    EntityCategory,
    UnitOfDataRate,
    UnitOfPower,
    UnitOfTemperature,
    UnitOfTime,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from unifi_sdk.network.classic.models import ManagedDevice, ManagedDeviceState, SubsystemHealth, SwitchPort, WanLink
from unifi_sdk.protect.models import (
    Sensor,
    SensorCapability,
    SensorFeatureFlags,
    SensorMetric,
    SensorStats,
    WirelessConnectionState,
)

from .coordinator import ConsoleCoordinator
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities, console_device
from .network import NetworkCoordinator, Part, device_page, number_of, part_page
from .protect import ProtectCoordinator, Watcher, is_connected, watcher_page

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class SensorDescription[C: ConsoleCoordinator[Any], T](SensorEntityDescription, Described[C, T]):
    """A kind of sensor, and what it shows of its thing."""

    value: Callable[[T], StateType]


class ConsoleSensor[C: ConsoleCoordinator[Any], T](ConsoleEntity[C, T], SensorEntity):
    """A sensor."""

    entity_description: SensorDescription[C, T]

    @property
    def native_value(self) -> StateType:
        """What it shows."""
        return self.entity_description.value(self.thing)


def _device_sensor(
    key: str, value: Callable[[ManagedDevice], StateType], **details: Any
) -> SensorDescription[NetworkCoordinator, ManagedDevice]:
    """A sensor of every device that has this value when it is first seen."""
    return SensorDescription(
        key=key,
        translation_key=key,
        things=lambda network: network.data.devices,
        device=device_page,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=value,
        **details,
    )


DEVICES = (
    _device_sensor(
        "state",
        lambda device: device.state.value.lower() if device.state else None,
        device_class=SensorDeviceClass.ENUM,
        options=[state.value.lower() for state in ManagedDeviceState],
    ),
    _device_sensor("clients", lambda device: device.num_sta, state_class=SensorStateClass.MEASUREMENT),
    _device_sensor(
        "cpu",
        lambda device: device.system_stats.cpu if device.system_stats else None,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
    ),
    _device_sensor(
        "memory",
        lambda device: device.system_stats.mem if device.system_stats else None,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
    ),
    _device_sensor(
        "temperature",
        lambda device: device.general_temperature,
        exists=lambda device: device.general_temperature is not None,
        device_class=SensorDeviceClass.TEMPERATURE,
        native_unit_of_measurement=UnitOfTemperature.CELSIUS,
        state_class=SensorStateClass.MEASUREMENT,
    ),
    _device_sensor(
        "uptime",
        lambda device: device.uptime,
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_unit_of_measurement=UnitOfTime.DAYS,
        entity_registry_enabled_default=False,
    ),
)

PORTS: tuple[SensorDescription[NetworkCoordinator, Part[SwitchPort]], ...] = (
    SensorDescription(
        key="poe_power",
        translation_key="poe_power",
        things=lambda network: network.data.ports,
        device=part_page,
        placeholders=number_of,
        device_class=SensorDeviceClass.POWER,
        native_unit_of_measurement=UnitOfPower.WATT,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda each: each.part.poe_power,
    ),
)


def _wan_sensor(
    key: str, value: Callable[[WanLink], StateType], **details: Any
) -> SensorDescription[NetworkCoordinator, Part[WanLink]]:
    """A sensor of every uplink."""
    return SensorDescription(
        key=key,
        translation_key=key,
        things=lambda network: network.data.wans,
        device=part_page,
        placeholders=number_of,
        value=lambda each: value(each.part),
        **details,
    )


def _wan_rate(key: str, value: Callable[[WanLink], StateType]) -> SensorDescription[NetworkCoordinator, Part[WanLink]]:
    return _wan_sensor(
        key,
        value,
        device_class=SensorDeviceClass.DATA_RATE,
        native_unit_of_measurement=UnitOfDataRate.BYTES_PER_SECOND,
        suggested_unit_of_measurement=UnitOfDataRate.MEGABITS_PER_SECOND,
        suggested_display_precision=1,
        state_class=SensorStateClass.MEASUREMENT,
    )


WANS = (
    _wan_sensor("wan_address", lambda link: link.ip, entity_category=EntityCategory.DIAGNOSTIC),
    _wan_sensor(
        "wan_latency",
        lambda link: link.latency,
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MILLISECONDS,
        state_class=SensorStateClass.MEASUREMENT,
    ),
    _wan_rate("wan_download", lambda link: link.rx_bytes_per_second),
    _wan_rate("wan_upload", lambda link: link.tx_bytes_per_second),
)


def _speed_test(
    key: str, value: Callable[[SubsystemHealth], StateType]
) -> SensorDescription[NetworkCoordinator, SubsystemHealth]:
    """A sensor of what the last speed test has found, once there was one."""
    return SensorDescription(
        key=key,
        translation_key=key,
        things=lambda network: {"www": network.data.health["www"]} if "www" in network.data.health else {},
        device=console_device,
        exists=lambda health: value(health) is not None,
        entity_category=EntityCategory.DIAGNOSTIC,
        device_class=SensorDeviceClass.DATA_RATE,
        native_unit_of_measurement=UnitOfDataRate.MEGABITS_PER_SECOND,
        state_class=SensorStateClass.MEASUREMENT,
        value=value,
    )


SPEED_TESTS = (
    _speed_test("speed_test_download", lambda health: health.xput_down),
    _speed_test("speed_test_upload", lambda health: health.xput_up),
)


def _measured(
    key: str,
    metric: Callable[[SensorStats], SensorMetric | None],
    can: Callable[[SensorFeatureFlags], SensorCapability | None],
    device_class: SensorDeviceClass,
    unit: str,
) -> SensorDescription[ProtectCoordinator, Watcher[Sensor]]:
    """A sensor of what a sensor of UniFi Protect measures.

    Args:
        key: What it is called in translations.
        metric: Where the value is.
        can: What tells whether a sensor can measure this; one that doesn't say has told a value.
        device_class: What it is.
        unit: Of the value.
    """

    def read(sensor: Watcher[Sensor]) -> float | None:
        found = metric(sensor.device.stats) if sensor.device.stats else None
        return found.value if found else None

    def exists(sensor: Watcher[Sensor]) -> bool:
        flags = sensor.device.feature_flags
        return read(sensor) is not None if flags is None else can(flags) is not None

    return SensorDescription(
        key=f"measured_{key}",
        translation_key=key,
        things=lambda protect: protect.data.sensors,
        device=watcher_page,
        exists=exists,
        is_available=is_connected,
        device_class=device_class,
        native_unit_of_measurement=unit,
        state_class=SensorStateClass.MEASUREMENT,
        value=read,
    )


def _battery(sensor: Watcher[Sensor]) -> float | None:
    battery = _wireless(sensor).battery_status or sensor.device.battery_status
    return battery.percentage if battery else None


def _signal(sensor: Watcher[Sensor]) -> float | None:
    signal = _wireless(sensor).signal_state
    return signal.signal_strength if signal else None


def _wireless(sensor: Watcher[Sensor]) -> WirelessConnectionState:
    return sensor.device.wireless_connection_state or WirelessConnectionState()


def _wireless_sensor(
    key: str, value: Callable[[Watcher[Sensor]], float | None], device_class: SensorDeviceClass, unit: str
) -> SensorDescription[ProtectCoordinator, Watcher[Sensor]]:
    """A sensor of how a sensor of UniFi Protect is doing itself."""
    return SensorDescription(
        key=f"sensor_{key}",
        translation_key=key,
        things=lambda protect: protect.data.sensors,
        device=watcher_page,
        is_available=is_connected,
        device_class=device_class,
        native_unit_of_measurement=unit,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=value,
    )


SENSORS = (
    _measured(
        "temperature",
        lambda stats: stats.temperature,
        lambda flags: flags.temperature,
        SensorDeviceClass.TEMPERATURE,
        UnitOfTemperature.CELSIUS,
    ),
    _measured(
        "humidity", lambda stats: stats.humidity, lambda flags: flags.humidity, SensorDeviceClass.HUMIDITY, PERCENTAGE
    ),
    _measured(
        "illuminance", lambda stats: stats.light, lambda flags: flags.light, SensorDeviceClass.ILLUMINANCE, LIGHT_LUX
    ),
    _wireless_sensor("battery", _battery, SensorDeviceClass.BATTERY, PERCENTAGE),
    _wireless_sensor("signal", _signal, SensorDeviceClass.SIGNAL_STRENGTH, SIGNAL_STRENGTH_DECIBELS_MILLIWATT),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors of each application."""
    network, protect = entry.runtime_data.network, entry.runtime_data.protect
    if network:
        add_entities(network, async_add_entities, ConsoleSensor, DEVICES)
        add_entities(network, async_add_entities, ConsoleSensor, PORTS)
        add_entities(network, async_add_entities, ConsoleSensor, WANS)
        add_entities(network, async_add_entities, ConsoleSensor, SPEED_TESTS)
    if protect:
        add_entities(protect, async_add_entities, ConsoleSensor, SENSORS)
