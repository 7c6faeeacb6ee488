"""What the tests of the integration share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.classic.state import hex_id

DOMAIN = "unifi_console"


def data_of(console: SimulatedConsole) -> dict[str, Any]:
    """What the entry of a console holds."""
    unifi, access = console.fingerprint("unifi"), console.fingerprint("access")
    return {
        "host": console.address,
        "site": "default",
        "api_key": console.api_key,
        "access_token": console.access_token,
        "access_port": console.access_port,
        "applications": ["network", "access", "protect"],
        "fingerprints": {str(console.unifi_port): unifi, str(console.access_port): access},
    }


def ids_of(console: SimulatedConsole) -> tuple[str, str]:
    """The id of a console's site, and that of its recorder."""
    return hex_id(next(iter(console.network.sites))), console.protect.nvr.id


async def next_round(hass: HomeAssistant, seconds: float = 60) -> None:
    """Let time pass, of itself enough for a round."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
    names = {task: task.get_name() for task in hass._background_tasks}  # streams among them, which go on for ever
    rounds = [
        task for task, name in names.items() if name.endswith("- refresh") or name.startswith("config entry retry")
    ]
    await asyncio.gather(*rounds)
    await hass.async_block_till_done()


def entity_of(hass: HomeAssistant, entry: MockConfigEntry, domain: str, key: str, thing: str) -> str:
    """The id of the entity that a description has made for a thing.

    Args:
        hass: Home Assistant.
        entry: The entry of the console.
        domain: The platform.
        key: Of the description.
        thing: What tells the thing apart.
    """
    found = er.async_get(hass).async_get_entity_id(domain, DOMAIN, f"{entry.unique_id}/{key}/{thing}")
    assert found, f"no {domain} has the key {key} and the thing {thing}"
    return found


async def act(hass: HomeAssistant, action: str, entity: str, **details: Any) -> None:
    """Perform an action of an entity, such as ``lock.unlock``."""
    domain, _, name = action.partition(".")
    await hass.services.async_call(domain, name, {"entity_id": entity, **details}, blocking=True)
    await hass.async_block_till_done()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; what a console tells by itself takes its way over a socket."""
    async with asyncio.timeout(20):  # a stream that was refused several times waits for seconds
        while not is_so():  # noqa: ASYNC110 - nobody but the console could set an event
            await asyncio.sleep(0.01)


async def becomes(hass: HomeAssistant, entity: str, expected: str) -> None:
    """Wait until an entity has a state."""

    def state() -> str | None:
        found = hass.states.get(entity)
        return found.state if found else None

    try:
        await until(lambda: state() == expected)
    except TimeoutError:
        raise AssertionError(f"{entity} did not become {expected}, but is {state()}") from None
