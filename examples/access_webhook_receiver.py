"""Receive the webhooks of UniFi Access: who opened which door, who rings, which door stands open.

At each start the endpoint is registered, or found again with its secret. The handler refuses whatever is not signed with
that secret, answers within the five seconds that the console waits, and hands on each delivery once. What is done with a
delivery comes after the answer, and may take its time.

    python examples/access_webhook_receiver.py                              three deliveries, or a minute, on this machine
    python examples/access_webhook_receiver.py --listen 192.168.1.20 --port 8080 --count 0 --seconds 0

Without `--port` any free one is taken, and the endpoint is deleted at the end, since nobody would listen there again. With it
the endpoint stays. `--url` is for a console that reaches this machine by another address, such as that of a reverse proxy.

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with, which
delivers to this machine only.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from unifi_sdk import Console, UniFiError
from unifi_sdk.access import Delivery, Webhook
from unifi_sdk.access.models import (
    DoorbellIncomingEvent,
    DoorPositionEvent,
    DoorUnlockEvent,
    WebhookEvent,
    WebhookEventType,
)

PATH = "/unifi"
EVENTS = (WebhookEventType.DOOR_UNLOCK, WebhookEventType.DEVICE_DPS_STATUS, WebhookEventType.DOORBELL_INCOMING)


def describe(event: WebhookEvent) -> str:
    """One line; names are whatever somebody typed, and are quoted."""
    door = repr(event.location_name) if event.location_name else "an unknown door"
    match event:
        case DoorUnlockEvent():
            return f"{door} was unlocked by {event.actor_name!r}"
        case DoorPositionEvent(position=position):
            return f"{door} is {position or 'in an unknown position'}"
        case DoorbellIncomingEvent():
            return f"somebody rings at {door}"
        case _:
            return f"{event.event!r} at {door}"


@asynccontextmanager
async def serving(
    handler: Callable[[web.Request], Awaitable[web.Response]], listener: socket.socket
) -> AsyncIterator[None]:
    """An application that answers at one path."""
    app = web.Application()
    app.router.add_post(PATH, handler)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


async def show(deliveries: asyncio.Queue[Delivery], count: int, seconds: float) -> int:
    """Print deliveries until there were enough, or the time is up; how many there were."""
    shown = 0
    try:
        async with asyncio.timeout(seconds or None):
            while shown != count or count == 0:
                delivery = await deliveries.get()
                print(f"{delivery.signed_at.astimezone():%H:%M:%S} {describe(delivery.event)}", flush=True)
                shown += 1
    except TimeoutError:
        pass
    return shown


async def run(args: argparse.Namespace, listener: socket.socket) -> None:
    """Register the endpoint and receive; the socket is open before, so that what comes at once waits there."""
    host, port = listener.getsockname()[:2]
    url = args.url or f"http://{host}:{port}{PATH}"
    async with Console.from_env() as console:
        webhooks = console.access.webhooks
        endpoint = await webhooks.ensure_endpoint(endpoint=url, name="Receiver", events=EVENTS)
        deliveries: asyncio.Queue[Delivery] = asyncio.Queue()
        handler = Webhook(endpoint).handler(deliveries.put)
        try:
            async with serving(handler, listener):
                print(f"Listening at {url}", flush=True)
                count = await show(deliveries, args.count, args.seconds)
        finally:
            if not args.port:
                await webhooks.delete(endpoint.id)
    print(f"{count} deliveries.")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Receive the webhooks of UniFi Access.")
    parser.add_argument("--listen", default="127.0.0.1", metavar="ADDRESS", help="this machine's, where the console is")
    parser.add_argument("--port", type=int, default=0, help="any free one when left out")
    parser.add_argument("--url", help="where the console reaches this program; by address and port when left out")
    parser.add_argument("--count", type=int, default=3, help="end after so many deliveries; 0 for never")
    parser.add_argument("--seconds", type=float, default=60, help="end after so long; 0 for never")
    args = parser.parse_args()
    try:
        with socket.create_server((args.listen, args.port)) as listener:
            asyncio.run(run(args, listener))
    except (UniFiError, OSError) as error:
        print(f"access_webhook_receiver: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
