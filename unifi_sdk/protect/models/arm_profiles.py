"""Arm profiles: what the alarm does while it is armed, and when it arms by itself."""

from __future__ import annotations

from typing import Literal

from unifi_sdk._core.model import UNSET, Model, UnixMilliseconds, Unset, model

__all__ = ["ArmProfile", "ArmProfileChanges", "ArmProfileInput", "ArmSchedule"]


@model
class ArmSchedule(Model):
    """When the alarm arms and disarms by itself."""

    start: str
    """A cron expression, such as ``0 22 * * *``."""
    end: str
    """A cron expression."""


@model
class ArmProfile(Model):
    """An arm profile. From UniFi Protect 7.1."""

    id: str
    name: str | None = None
    automations: tuple[str, ...] | None = None
    """Ids; this API doesn't list what they stand for."""
    creator: str | None = None
    """The id of a user, can be None."""
    schedules: tuple[ArmSchedule, ...] | None = None
    record_everything: bool | None = None
    """Whether every camera records all the time while the alarm is armed."""
    activation_delay: int | None = None
    """Milliseconds from arming until the alarm is armed."""
    created_at: UnixMilliseconds | None = None
    updated_at: UnixMilliseconds | None = None


@model
class ArmProfileInput(Model):
    """An arm profile that is to be."""

    name: str
    """1 to 255 characters."""
    automations: tuple[str, ...] = ()
    """Ids, as in another `ArmProfile`."""
    schedules: tuple[ArmSchedule, ...] = ()
    """None: it is armed by hand only."""
    record_everything: bool = False
    activation_delay: Literal[0, 60000, 300000, 600000] = 0
    """Milliseconds from arming until the alarm is armed."""


@model
class ArmProfileChanges(Model):
    """Changes to an arm profile; a list replaces the one there is, what is UNSET stays as it is."""

    name: str | Unset = UNSET
    """1 to 255 characters."""
    automations: tuple[str, ...] | Unset = UNSET
    schedules: tuple[ArmSchedule, ...] | Unset = UNSET
    record_everything: bool | Unset = UNSET
    activation_delay: Literal[0, 60000, 300000, 600000] | Unset = UNSET
    """Milliseconds from arming until the alarm is armed."""
