"""Receive the alarms of UniFi Protect: who was seen, which plate was read, where somebody rings.

The alarm manager calls a URL of this program. It signs nothing, so the URL ends with a token, and calls are taken from the
console's address alone. Paste what is printed at the start as the webhook of an alarm, with the method POST. The token comes
from UNIFI_ALARM_TOKEN; a new one is made when that is empty, and then the alarm needs the new URL as well.

    python examples/alarm_webhook_receiver.py                               three alarms, or a minute, on this machine
    python examples/alarm_webhook_receiver.py --listen 192.168.1.20 --port 8080 --source 192.168.1.1 --count 0 --seconds 0

What a camera reads and what somebody typed is quoted: a plate can be printed by anybody, so nothing is opened here.

The environment names the console, see `Console.from_env`; it is asked for the names of its cameras. The simulated one of
`unifi demo --keep-running` shows how it starts; alarms are set off there by tests alone.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from unifi_sdk import Console, UniFiError
from unifi_sdk.protect import AlarmDelivery, AlarmWebhook
from unifi_sdk.protect.models import AlarmTrigger

PATH = "/alarms"


def describe(trigger: AlarmTrigger, cameras: dict[str | None, str | None]) -> str:
    """One line."""
    where = repr(cameras.get(trigger.device) or trigger.device or "an unknown device")
    known = f", known as {trigger.known_name!r}" if trigger.known_name else ""
    if trigger.plate:
        return f"{where}: license plate {trigger.plate!r}{known}"
    return f"{where}: {trigger.key or 'an alarm'}{known}"


@asynccontextmanager
async def serving(
    handler: Callable[[web.Request], Awaitable[web.Response]], listener: socket.socket
) -> AsyncIterator[None]:
    """An application that answers at one path; it writes no log of its calls, whose paths hold the token."""
    app = web.Application()
    app.router.add_post(f"{PATH}/{{token}}", handler)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


async def show(
    deliveries: asyncio.Queue[AlarmDelivery], cameras: dict[str | None, str | None], count: int, seconds: float
) -> int:
    """Print alarms until there were enough, or the time is up; how many there were."""
    shown = 0
    try:
        async with asyncio.timeout(seconds or None):
            while shown != count or count == 0:
                alarm = (await deliveries.get()).event.alarm
                for trigger in alarm.triggers:
                    print(f"{alarm.name!r}: {describe(trigger, cameras)}", flush=True)
                shown += 1
    except TimeoutError:
        pass
    return shown


async def run(args: argparse.Namespace, listener: socket.socket) -> None:
    """Ask for the names of cameras, then receive."""
    webhook = AlarmWebhook(os.environ.get("UNIFI_ALARM_TOKEN") or AlarmWebhook.new_token(), sources=args.source)
    async with Console.from_env() as console:
        cameras: dict[str | None, str | None] = {
            camera.mac: camera.name for camera in await console.protect.cameras.list()
        }
    host, port = listener.getsockname()[:2]
    deliveries: asyncio.Queue[AlarmDelivery] = asyncio.Queue()
    async with serving(webhook.handler(deliveries.put), listener):
        address = webhook.address(args.url or f"http://{host}:{port}{PATH}")
        print(f"Webhook for the alarm: {address.reveal()}", flush=True)
        count = await show(deliveries, cameras, args.count, args.seconds)
    print(f"{count} alarms.")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Receive the alarms of UniFi Protect.")
    parser.add_argument("--listen", default="127.0.0.1", metavar="ADDRESS", help="this machine's, where the console is")
    parser.add_argument("--port", type=int, default=0, help="any free one when left out")
    parser.add_argument("--url", help="where the console reaches this program; by address and port when left out")
    parser.add_argument("--source", action="append", help="the console's address; this machine's when left out")
    parser.add_argument("--count", type=int, default=3, help="end after so many alarms; 0 for never")
    parser.add_argument("--seconds", type=float, default=60, help="end after so long; 0 for never")
    args = parser.parse_args()
    args.source = args.source or ["127.0.0.1"]
    try:
        with socket.create_server((args.listen, args.port)) as listener:
            asyncio.run(run(args, listener))
    except (UniFiError, OSError) as error:
        print(f"alarm_webhook_receiver: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
