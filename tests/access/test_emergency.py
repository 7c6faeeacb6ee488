"""Lockdown and evacuation over the wire."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk.access import AccessClient
from unifi_sdk.access.models import EmergencyStatus
from unifi_sdk.simulator import Fault, SimulatedConsole


@pytest.mark.parametrize(("lockdown", "evacuation"), [(True, False), (False, True), (False, False)])
async def test_what_is_set_is_in_force(access: AccessClient, lockdown: bool, evacuation: bool) -> None:
    await access.emergency.set(lockdown=lockdown, evacuation=evacuation)
    assert await access.emergency.get() == EmergencyStatus(lockdown=lockdown, evacuation=evacuation)


async def test_both_flags_are_always_sent(access: AccessClient, sent: Callable[..., list]) -> None:
    await access.emergency.set(lockdown=False, evacuation=False)
    assert sent("json") == [{"lockdown": False, "evacuation": False}]


async def test_a_lost_answer_is_asked_for_again(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer())
    await access.emergency.set(lockdown=True, evacuation=False)
    assert console.access.lockdown
    assert len(console.requests) == 2


async def test_both_at_once_fail_before_any_byte_is_sent(access: AccessClient, console: SimulatedConsole) -> None:
    with pytest.raises(ConfigurationError, match="exclude each other"):
        await access.emergency.set(lockdown=True, evacuation=True)
    assert console.requests == []
