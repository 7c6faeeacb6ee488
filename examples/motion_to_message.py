"""Send a message for each thing that a camera sees: a person, a vehicle, a package.

It follows the events of UniFi Protect and says so when it may have missed some. Without `--post` the messages go to the
terminal; with it each is posted as JSON, `{"text": "..."}`, which is what many chat programs take.

    python examples/motion_to_message.py                                    three messages, or a minute
    python examples/motion_to_message.py --count 0 --seconds 0 --post https://chat.example/hooks/1

The simulated console of `unifi demo --keep-running` shows how it starts and ends; nobody walks past its cameras. The
environment names the console, see `Console.from_env`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime

import aiohttp

from unifi_sdk import Connected, Console, Gap, ProtectClient, RawEvent, Resynced, UniFiError
from unifi_sdk.protect import EventEnded, EventStarted, EventUpdated
from unifi_sdk.protect.models import SmartDetection, SmartDetectType

POST_SECONDS = 10.0


def seen(change: EventStarted | EventUpdated | EventEnded) -> tuple[SmartDetectType, ...]:
    """What a camera sees that it did not see before; often more is told of an event after it has begun."""
    match change:
        case EventStarted(event=SmartDetection(smart_detect_types=types)):
            return types or ()
        case EventUpdated(
            event=SmartDetection(smart_detect_types=types), before=SmartDetection(smart_detect_types=known)
        ):
            return tuple(kind for kind in types or () if kind not in (known or ()))
        case _:
            return ()


def text_of(kind: SmartDetectType, start: datetime | None, camera: str) -> str:
    """The message; the camera's name is whatever somebody typed, so it goes on one line."""
    moment = (start or datetime.now(UTC)).astimezone()
    return f"{moment:%H:%M:%S} {kind} at {' '.join(camera.split())}"


async def messages(protect: ProtectClient, names: Mapping[str, str]) -> AsyncGenerator[str, None]:
    """The messages, for as long as somebody wants them; what is no message goes to stderr."""
    async with aclosing(protect.events()) as items:
        async for item in items:
            match item:
                case EventStarted() | EventUpdated() | EventEnded():
                    for kind in seen(item):
                        camera = item.event.device or "an unknown camera"
                        yield text_of(kind, item.event.start, names.get(camera, camera))
                case Gap(reason=reason):
                    print(f"From now on something may be missed: {reason}.", file=sys.stderr)
                case Resynced():
                    print("Nothing is missed any more.", file=sys.stderr)
                case Connected() | RawEvent():
                    pass


async def deliver(session: aiohttp.ClientSession, url: str | None, text: str) -> None:
    """Print or post a message; one that can't be posted is no reason to miss the next."""
    if url is None:
        print(text, flush=True)
        return
    try:
        async with session.post(url, json={"text": text}) as answer:
            answer.raise_for_status()
    except aiohttp.ClientResponseError as error:
        print(f"Not delivered (HTTP {error.status}): {text}", file=sys.stderr)
    except (aiohttp.ClientError, TimeoutError) as error:  # these may show the address, which is often a secret
        print(f"Not delivered ({type(error).__name__}): {text}", file=sys.stderr)


async def follow(args: argparse.Namespace) -> int:
    """Deliver messages until there were enough; how many there were."""
    count = 0
    timeout = aiohttp.ClientTimeout(total=POST_SECONDS)
    async with Console.from_env() as console, aiohttp.ClientSession(timeout=timeout) as session:
        protect = console.protect
        names = {camera.id: camera.name or camera.id for camera in await protect.cameras.list()}
        try:
            async with asyncio.timeout(args.seconds or None) as limit, aclosing(messages(protect, names)) as texts:
                async for text in texts:
                    await deliver(session, args.post, text)
                    count += 1
                    if count == args.count:
                        break
        except TimeoutError:
            if not limit.expired():  # some other time was up, not ours
                raise
    return count


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Send a message for each thing that a camera sees.")
    parser.add_argument("--count", type=int, default=3, help="end after so many; 0 for never")
    parser.add_argument("--seconds", type=float, default=60, help="end after so long; 0 for never")
    parser.add_argument("--post", metavar="URL", help="where to post the messages; otherwise they are printed")
    try:
        count = asyncio.run(follow(parser.parse_args()))
    except UniFiError as error:
        print(f"motion_to_message: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"{count} messages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
