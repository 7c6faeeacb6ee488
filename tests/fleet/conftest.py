"""Forty small consoles in a process of their own, of which two hang and two refuse."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from unifi_sdk.fleet import Fleet
from unifi_sdk.simulator import SimulatedFleet


@pytest.fixture(scope="module")
def simulated() -> Iterator[SimulatedFleet]:
    running = SimulatedFleet(40, processes=1, hanging=2, refusing=2)
    asyncio.run(running.start())
    yield running
    asyncio.run(running.stop())


@pytest.fixture
def fleet(simulated: SimulatedFleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fleet:
    for name, value in simulated.environment().items():
        monkeypatch.setenv(name, value)
    (tmp_path / "fleet.toml").write_text(simulated.file())
    return Fleet.from_file(tmp_path / "fleet.toml")
