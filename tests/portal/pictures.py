"""Make the pictures of the portal in docs/pictures/: `python -m tests.portal.pictures`, with a browser installed."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.portal.browser import PHONE, Browser, open_browser
from tests.portal.serving import ROOM, SURNAME, guest_of, redirect_path, serve
from unifi_sdk.simulator import ManualClock, SimulatedConsole

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
A_FRIDAY_EVENING = 1_798_826_400.0


async def main() -> None:
    """Walk through the portal in each language, and take a picture of each page."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with (
            SimulatedConsole(clock=ManualClock(A_FRIDAY_EVENING)) as simulated,
            simulated.connect() as console,
            serve(console) as portal,
            open_browser(Path(folder)) as browser,
        ):
            arrival = str(portal.make_url("/")).rstrip("/") + redirect_path()
            for language, mark in ("en", ""), ("de", "-de"):
                guest_of(simulated).authorization = None
                await browser.speak(language)
                await browser.open(arrival)
                await take(browser, f"sign-in{mark}")
                await browser.fill_in(room=ROOM, surname="Sample")
                await browser.press("#terms")
                await browser.send()
                await take(browser, f"no-match{mark}")
                await browser.fill_in(surname=SURNAME)
                await browser.send()
                await take(browser, f"online{mark}")
            await browser.speak("en")
            await browser.show(*PHONE, dark=True)
            await browser.open(arrival)
            await take(browser, "dark")


async def take(browser: Browser, name: str) -> None:
    """Write what the browser shows into a file."""
    picture = await browser.picture()
    (FOLDER / f"portal-{name}.png").write_bytes(picture)
    print(f"portal-{name}.png", len(picture))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main())
