"""Furnishes a simulated Protect application with an estate."""

from __future__ import annotations

from unifi_sdk.simulator.estates import Estate
from unifi_sdk.simulator.protect.estate.cameras import sample_cameras
from unifi_sdk.simulator.protect.estate.campus import campus_devices, campus_liveviews, campus_ulp_users
from unifi_sdk.simulator.protect.estate.devices import (
    sample_arm_profiles,
    sample_devices,
    sample_liveviews,
    sample_ulp_users,
    sample_users,
)
from unifi_sdk.simulator.protect.state import ProtectState

__all__ = ["furnish"]


def furnish(state: ProtectState, estate: Estate | None) -> None:
    """Put an estate into an application that has none; without one it gets the users of the console and nothing else.

    Args:
        state: What the application remembers.
        estate: Which one; `campus` has everything that `hotel` has, and much more.
    """
    state.users = sample_users()
    if estate is None:
        return
    state.liveviews = sample_liveviews()
    state.arm_profiles = sample_arm_profiles(state.clock.now())
    state.ulp_users = sample_ulp_users()
    for device in (*sample_cameras(), *sample_devices()):
        state.keep(device)
    if estate == "campus":
        for device in campus_devices():
            state.keep(device)
        state.liveviews |= campus_liveviews()
        state.ulp_users |= campus_ulp_users()
