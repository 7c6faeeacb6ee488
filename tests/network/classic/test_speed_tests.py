"""Speed tests: begun once, followed until there is a result."""

from __future__ import annotations

import pytest

from tests.support.classic import lines
from unifi_sdk import ConfigurationError, DeviceUnavailableError, OutcomeUnknownError
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import SpeedTestProgress, SpeedTestResult
from unifi_sdk.simulator import Fault, SimulatedConsole


async def test_a_test_tells_how_far_it_is_and_ends_with_its_result(classic: Classic):
    assert await classic.speed_tests.list() == []
    steps = [step async for step in classic.speed_tests.run(every_seconds=5)]
    assert [type(step) for step in steps] == [SpeedTestProgress] * 3 + [SpeedTestResult]
    assert [step.xput_download for step in steps if isinstance(step, SpeedTestProgress)] == [0, 0, 812.4]
    result = steps[-1]
    assert isinstance(result, SpeedTestResult)
    assert (result.download_mbps, result.upload_mbps, result.latency_ms) == (812.4, 101.9, 9)
    again = [step async for step in classic.speed_tests.run(every_seconds=10)]
    assert again[-1] != result
    assert len(await classic.speed_tests.list()) == 2
    health = {part.subsystem.value: part for part in await classic.health.list()}
    assert health["www"].xput_down == 812.4


async def test_a_test_that_does_not_end_is_told(classic: Classic):
    with pytest.raises(DeviceUnavailableError, match="no result"):
        [step async for step in classic.speed_tests.run(every_seconds=1, within_seconds=3)]


async def test_a_test_is_begun_once(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.lose_answer(), "POST /*/cmd/devmgr")
    with pytest.raises(OutcomeUnknownError):
        [step async for step in classic.speed_tests.run()]
    assert lines(console).count("POST /cmd/devmgr") == 1
    with pytest.raises(ConfigurationError):
        [step async for step in classic.speed_tests.run(every_seconds=0)]


async def test_before_the_first_test_nothing_is_known(classic: Classic):
    assert await classic.speed_tests.progress() == SpeedTestProgress()
