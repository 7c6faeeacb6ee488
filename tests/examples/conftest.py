"""A simulated console, and what runs examples against it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.examples import Runner
from unifi_sdk.simulator import SimulatedConsole


@pytest.fixture
async def console() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        yield console


@pytest.fixture
def run(console: SimulatedConsole, tmp_path: Path) -> Runner:
    return Runner(console, tmp_path)
