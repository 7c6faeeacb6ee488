"""Alarm panels: the emergency of UniFi Access, and the alarm of UniFi Protect."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.alarm_control_panel import AlarmControlPanelEntity, AlarmControlPanelEntityDescription
from homeassistant.components.alarm_control_panel.const import AlarmControlPanelEntityFeature, AlarmControlPanelState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.access.models import EmergencyStatus
from unifi_sdk.protect.models import ArmStatus

from .access import AccessCoordinator
from .coordinator import ConsoleCoordinator, acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities, console_device
from .protect import Alarm, ProtectCoordinator

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class AlarmDescription[C: ConsoleCoordinator[Any], T](AlarmControlPanelEntityDescription, Described[C, T]):
    """A kind of alarm panel.

    Args:
        state: How the alarm stands; None when nobody knows.
        disarm: End the alarm.
        arm: Arm it.
        trigger: Set it off; None where that can't be done.
    """

    state: Callable[[T], AlarmControlPanelState | None]
    disarm: Callable[[C], Awaitable[None]]
    arm: Callable[[C], Awaitable[None]]
    trigger: Callable[[C], Awaitable[None]] | None = None


def _emergencies(access: AccessCoordinator) -> Mapping[str, EmergencyStatus]:
    return {"doors": access.data.emergency} if access.data.emergency else {}


def _emergency(status: EmergencyStatus) -> AlarmControlPanelState | None:
    if status.evacuation:
        return AlarmControlPanelState.TRIGGERED
    if status.lockdown:
        return AlarmControlPanelState.ARMED_AWAY
    is_known = status.evacuation is False and status.lockdown is False
    return AlarmControlPanelState.DISARMED if is_known else None


_STATES: Final[Mapping[str | None, AlarmControlPanelState]] = {
    ArmStatus.DISABLED: AlarmControlPanelState.DISARMED,
    ArmStatus.ARMING: AlarmControlPanelState.ARMING,
    ArmStatus.ARMED: AlarmControlPanelState.ARMED_AWAY,
    ArmStatus.BREACH: AlarmControlPanelState.TRIGGERED,
}


EMERGENCIES: tuple[AlarmDescription[AccessCoordinator, EmergencyStatus], ...] = (
    AlarmDescription(
        key="emergency",
        translation_key="emergency",
        things=_emergencies,
        device=console_device,
        state=_emergency,
        disarm=lambda access: access.access.emergency.set(lockdown=False, evacuation=False),
        arm=lambda access: access.access.emergency.set(lockdown=True, evacuation=False),
        trigger=lambda access: access.access.emergency.set(lockdown=False, evacuation=True),
    ),
)
ALARMS: tuple[AlarmDescription[ProtectCoordinator, Alarm], ...] = (
    AlarmDescription(
        key="alarm",
        translation_key="alarm",
        things=lambda protect: protect.data.alarms,
        device=console_device,
        state=lambda alarm: _STATES.get(alarm.mode.status),
        disarm=lambda protect: protect.protect.arm_profiles.disarm(),
        arm=lambda protect: protect.protect.arm_profiles.arm(),
    ),
)


class ConsoleAlarm[C: ConsoleCoordinator[Any], T](ConsoleEntity[C, T], AlarmControlPanelEntity):
    """An alarm panel."""

    entity_description: AlarmDescription[C, T]
    _attr_code_arm_required = False

    def __init__(self, coordinator: C, description: AlarmDescription[C, T], key: str) -> None:
        super().__init__(coordinator, description, key)
        self._attr_supported_features = AlarmControlPanelEntityFeature.ARM_AWAY
        if description.trigger:
            self._attr_supported_features |= AlarmControlPanelEntityFeature.TRIGGER

    @property
    def alarm_state(self) -> AlarmControlPanelState | None:
        """How the alarm stands."""
        return self.entity_description.state(self.thing)

    async def async_alarm_disarm(self, code: str | None = None) -> None:
        """End the alarm."""
        with acting():
            await self.entity_description.disarm(self.coordinator)

    async def async_alarm_arm_away(self, code: str | None = None) -> None:
        """Arm it, or lock every door."""
        with acting():
            await self.entity_description.arm(self.coordinator)

    async def async_alarm_trigger(self, code: str | None = None) -> None:
        """Open every door."""
        if self.entity_description.trigger:
            with acting():
                await self.entity_description.trigger(self.coordinator)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the alarm panels of each application."""
    data = entry.runtime_data
    if data.access:
        add_entities(data.access, async_add_entities, ConsoleAlarm, EMERGENCIES)
    if data.protect:
        add_entities(data.protect, async_add_entities, ConsoleAlarm, ALARMS)
