"""What keeps an application current that tells by itself: streams in the background, and what is heard on them."""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from datetime import timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.update_coordinator import UpdateFailed

from unifi_sdk import Connected, Console, Gap, RawEvent, Resynced

from .const import DOMAIN
from .coordinator import ConsoleCoordinator

type Happening = Callable[[str, Mapping[str, str | None]], None]
"""Is called with what has happened, and what else is known of it."""

AGAIN_AFTER_SECONDS: Final = 10.0
"""After so long a stream is opened anew that has ended, where that can help."""


class StreamCoordinator[D](ConsoleCoordinator[D]):
    """Keeps current what an application tells by itself.

    Each stream is read by one task in the background, which ends when the entry is unloaded. While one of them has a gap,
    nothing is up to date; when all are whole again, everything is fetched once more.

    Args:
        hass: Home Assistant.
        entry: The entry of the console.
        console: The console.
        name: Of the application, for the log.
        update_interval: From one fetch to the next; None where the streams tell everything.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        console: Console,
        name: str,
        update_interval: timedelta | None = None,
    ) -> None:
        super().__init__(hass, entry, console, name, update_interval)
        self._gaps: dict[str, str] = {}
        """The streams that tell nothing, and why."""
        self._listening: defaultdict[str, list[Happening]] = defaultdict(list)

    async def _async_update_data(self) -> D:
        if self._gaps:
            raise self._interrupted()
        return await super()._async_update_data()

    async def follow(
        self, name: str, stream: Callable[[], AsyncGenerator[object]], take: Callable[[object], Awaitable[None]]
    ) -> None:
        """Read a stream in the background from now on; returns when it is open.

        Args:
            name: Which one.
            stream: Opens it; it says `Connected` first.
            take: What to do with each thing that it tells.

        Raises:
            ConfigEntryAuthFailed: the console refuses the credentials.
            UpdateFailed: it could not be opened.
        """
        opened: Future[None] = self.hass.loop.create_future()
        self.config_entry.async_create_background_task(
            self.hass, self._read(name, stream, take, opened), f"{self.name} {name}"
        )
        await opened

    async def _read(
        self,
        name: str,
        stream: Callable[[], AsyncGenerator[object]],
        take: Callable[[object], Awaitable[None]],
        opened: Future[None],
    ) -> None:
        """Read a stream until the console is closed or new credentials are needed.

        Lost connections are the SDK's affair. What ends a stream is a certificate that has changed; the old one may come
        back.
        """
        while True:
            try:
                with self.failing():
                    async with aclosing(stream()) as items:
                        async for item in items:
                            await self._hear(name, item, take, opened)
                return
            except (ConfigEntryAuthFailed, UpdateFailed) as failure:
                if not opened.done():
                    opened.set_exception(failure)
                    return
                self._gaps[name] = str(failure)
                self.async_set_update_error(failure)
                if isinstance(failure, ConfigEntryAuthFailed):
                    self.config_entry.async_start_reauth(self.hass)
                    return
            finally:
                opened.cancel()
            await asyncio.sleep(AGAIN_AFTER_SECONDS)

    async def _hear(
        self, name: str, item: object, take: Callable[[object], Awaitable[None]], opened: Future[None]
    ) -> None:
        match item:
            case Connected() if not opened.done():
                opened.set_result(None)
            case Connected() | Resynced():
                self._gaps.pop(name, None)
                if not self._gaps:
                    await self.async_refresh()
            case Gap(reason=reason):
                self._gaps[name] = reason
                self.async_set_update_error(self._interrupted())
            case RawEvent(error=error):
                self.logger.debug("%s told what can't be read: %s", self.name, error)
            case _:
                await take(item)

    def _interrupted(self) -> UpdateFailed:
        return UpdateFailed(
            translation_domain=DOMAIN,
            translation_key="stream_interrupted",
            translation_placeholders={"reason": ", ".join(sorted(set(self._gaps.values())))},
        )

    @callback
    def publish(self, data: D) -> None:
        """Tell the entities what is known now; during a gap they are unavailable all the same."""
        self.data = data
        if self._gaps:
            self.async_update_listeners()
        else:
            self.async_set_updated_data(data)

    @callback
    def async_listen(self, key: str, happening: Happening) -> CALLBACK_TYPE:
        """Have a function called when something happens at a thing; what is returned ends that."""
        self._listening[key].append(happening)
        return lambda: self._listening[key].remove(happening)

    @callback
    def tell(self, key: str, kind: str, details: Mapping[str, str | None]) -> None:
        """Tell whoever listens that something has happened.

        Args:
            key: Of the thing at which it did.
            kind: What.
            details: What else is known of it.
        """
        for happening in [*self._listening[key]]:
            happening(kind, details)
