"""Chromium without a window, as a phone's small browser: JavaScript is for the tests alone, no page of the portal has any."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest

T = TypeVar("T")

PHONE = (390, 844)
REQUIRED = "UNIFI_REQUIRE_BROWSER"
_PATIENCE = 30.0


class Browser:
    """What a guest does with a phone; selenium blocks, so each step has a thread of its own while the portal answers.

    Args:
        driver: Selenium's.
    """

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    async def do(self, step: Callable[[Any], T]) -> T:
        async with asyncio.timeout(_PATIENCE):
            return await asyncio.to_thread(step, self.driver)

    async def open(self, url: str) -> None:
        await self.do(lambda driver: driver.get(url))

    async def run(self, script: str, *arguments: object) -> Any:
        """What a function body in JavaScript returns."""
        return await self.do(lambda driver: driver.execute_script(script, *arguments))

    async def run_async(self, script: str, *arguments: object) -> Any:
        """What a function body in JavaScript gives to its last argument, a function."""
        return await self.do(lambda driver: driver.execute_async_script(script, *arguments))

    async def fill_in(self, **fields: str) -> None:
        for name, text in fields.items():
            await self.do(lambda driver, name=name, text=text: _type(driver.find_element("id", name), text))

    async def press(self, selector: str) -> None:
        await self.do(lambda driver: driver.find_element("css selector", selector).click())

    async def keys(self, *keys: str) -> None:
        """Type on whatever has the focus."""
        await self.do(lambda driver: driver.switch_to.active_element.send_keys(*keys))

    async def send(self) -> None:
        """Press the button of the form, and wait for the page that comes."""
        await self.do(lambda driver: _leave(driver, driver.find_element("css selector", "button").click))

    async def send_by_key(self) -> None:
        """The same with the Enter key, on whatever has the focus."""
        await self.do(lambda driver: _leave(driver, lambda: driver.switch_to.active_element.send_keys("\ue007")))

    async def focused(self) -> str:
        """The id of what has the focus, or else its name in HTML."""
        return str(await self.run("const at = document.activeElement; return at.id || at.localName"))

    async def title(self) -> str:
        return str(await self.do(lambda driver: driver.title))

    async def text(self, selector: str = "main") -> str:
        return str(await self.do(lambda driver: driver.find_element("css selector", selector).text))

    async def show(self, width: int, height: int = PHONE[1], *, dark: bool = False, scale: float = 1) -> None:
        """The size of the page in CSS pixels, and light or dark."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": True}
        scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
        await self.do(lambda driver: driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size))
        await self.do(lambda driver: driver.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme))

    async def zoom(self, factor: float, width: int = 1000) -> None:
        """What a reader sets in the settings of the browser: everything so many times as large, in the same window.

        Args:
            factor: 1 for the usual size.
            width: Of the window, in pixels of the screen.
        """
        setting = "const [factor, done] = arguments; chrome.settingsPrivate.setDefaultZoom(factor, done)"
        await self.do(lambda driver: driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {}))
        await self.do(lambda driver: driver.set_window_size(width, 1000))
        await self.open("chrome://settings/appearance")
        await self.run_async(setting, factor)

    async def speak(self, language: str) -> None:
        """What the browser asks for as the language of pages."""
        headers = {"headers": {"Accept-Language": language}}
        await self.do(lambda driver: driver.execute_cdp_cmd("Network.enable", {}))
        await self.do(lambda driver: driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", headers))

    async def complaints(self) -> list[str]:
        """What the browser has written into its console since the last time, without the statuses of the pages."""
        entries = await self.do(lambda driver: driver.get_log("browser"))
        messages = [str(entry["message"]) for entry in entries]
        return [message for message in messages if "the server responded with a status of" not in message]

    async def picture(self) -> bytes:
        return await self.do(lambda driver: driver.get_screenshot_as_png())


@asynccontextmanager
async def open_browser(profile: Path) -> AsyncIterator[Browser]:
    """Chromium on a phone-sized window, with an empty profile.

    Args:
        profile: A new folder.
    """
    driver = await asyncio.to_thread(_start, profile)
    try:
        browser = Browser(driver)
        await browser.show(*PHONE)
        yield browser
    finally:
        await asyncio.to_thread(driver.quit)


def need_browser() -> None:
    """Leave the test out where no browser is, and say why; fail instead where one is promised."""
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    try:
        import selenium  # noqa: F401
    except ImportError:
        missing.append("selenium (from PyPI)")
    if not missing:
        return
    leave_out(f"no {', no '.join(missing)} on this machine (Debian's packages: chromium, chromium-driver)")


def leave_out(reason: str) -> NoReturn:
    """Leave the test out and say why; fail instead where a browser is promised."""
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1 and left out: {reason}")
    pytest.skip(f"left out: {reason}")


def _start(profile: Path) -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in (
        "headless",
        "disable-gpu",
        "disable-quic",
        "disable-dev-shm-usage",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "disable-extensions",
        "hide-scrollbars",
        "lang=en-US",  # the portal speaks the language of the browser
        "window-size=1000,1000",
        f"user-data-dir={profile}",
    ):
        options.add_argument(f"--{argument}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium's sandbox refuses root
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(str(shutil.which("chromedriver")))
    return webdriver.Chrome(options=options, service=service)


def _type(element: Any, text: str) -> None:
    element.clear()
    element.send_keys(text)


def _leave(driver: Any, step: Callable[[], object]) -> None:
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.wait import WebDriverWait

    loaded = "return document.readyState === 'complete' && performance.timeOrigin"
    before = driver.execute_script(loaded)
    step()
    wait = WebDriverWait(driver, _PATIENCE, poll_frequency=0.02, ignored_exceptions=[WebDriverException])
    wait.until(
        lambda driver: driver.execute_script(loaded) not in (False, before)
    )  # between pages there is none to ask
