"""Speed tests of the uplink."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Final

from unifi_sdk._core.check import positive_seconds
from unifi_sdk.errors import DeviceUnavailableError
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._commands import device_command
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.speed_tests import SpeedTestProgress, SpeedTestResult
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["SpeedTests"]

_LONG_AGO: Final = datetime.fromtimestamp(0, UTC)


class SpeedTests(ClassicResource):
    """Speed tests of the uplink: a test takes all of the line for up to a minute."""

    def list(self) -> Paginator[SpeedTestResult]:
        """What earlier tests have found."""
        return list_all(self._v2, "GET /speedtest", SpeedTestResult)

    async def run(
        self, *, every_seconds: float = 5.0, within_seconds: float = 90.0, timeout_seconds: float | None = None
    ) -> AsyncGenerator[SpeedTestProgress | SpeedTestResult, None]:
        """Begin a test, and tell how far it is until its result, which comes last; leaving it does not stop it.

        ::

            async for step in site.classic.speed_tests.run():
                print(step)

        Args:
            every_seconds: How long to wait between two looks.
            within_seconds: How long to wait for the result.
            timeout_seconds: For the command that begins it, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a time is not above 0.
            DeviceUnavailableError: there was no result in time.
            OutcomeUnknownError: the answer to the command was lost; `list` tells whether there is a result later.
        """
        positive_seconds(every_seconds=every_seconds, within_seconds=within_seconds)
        before = await self._latest()
        await device_command(self._v1, "speedtest", safety=Safety.UNSAFE, timeout_seconds=timeout_seconds)
        last = self.clock.monotonic() + within_seconds
        while True:
            await self.clock.sleep(every_seconds)
            newest = await self._latest()
            if _time(newest) > _time(before):
                assert newest is not None
                yield newest
                return
            if self.clock.monotonic() >= last:
                raise DeviceUnavailableError(
                    f"the speed test gave no result within {timedelta(seconds=within_seconds)}", application=APPLICATION
                )
            yield await self.progress()

    async def progress(self) -> SpeedTestProgress:
        """How far the test is that runs now, or how the last one ended."""
        answer = await device_command(self._v1, "speedtest-status", safety=Safety.READ)
        first = answer[0] if isinstance(answer, list) and answer else {}
        return self._v1.dialect.codec.decode(SpeedTestProgress, first)

    async def _latest(self) -> SpeedTestResult | None:
        return max(await self.list(), key=_time, default=None)


def _time(result: SpeedTestResult | None) -> datetime:
    return (result and result.time) or _LONG_AGO
