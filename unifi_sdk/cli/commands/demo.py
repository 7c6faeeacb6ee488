"""`unifi demo`: the main job of the SDK, step by step, against a simulated console."""

from __future__ import annotations

import asyncio
import ipaddress
import shlex
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from unifi_sdk import ConfigurationError, Console, NotFoundError, OutcomeUnknownError, Pinned, fetch_certificate
from unifi_sdk._core.optional import needs_extra
from unifi_sdk.access import Actor
from unifi_sdk.access.models import ResourceRef, ResourceType, VisitorInput, VisitReason
from unifi_sdk.network import SiteScope, VoucherFilter
from unifi_sdk.simulator.estates import Estate
from unifi_sdk.simulator.quirks import Quirk, known_quirks

if TYPE_CHECKING:
    from unifi_sdk.simulator import SimulatedConsole

with needs_extra("cli"):
    from cyclopts import App, Parameter, Token, validators
    from rich.console import Console as Terminal
    from rich.markup import escape
    from rich.table import Table

__all__ = ["app", "walk_through"]

GUEST_MAC = "1c:71:25:63:e4:24"
VISIT_SECONDS = 6.0

_SITE = "Default"
"""Which of the simulated sites the printed lines name: a write wants to be told."""

app = App(name="demo", version_flags=())


def _read_quirks(_type: object, tokens: Sequence[Token]) -> tuple[Quirk, ...]:
    names = [name for token in tokens for name in token.value.split(",")]
    return tuple(Quirk) if "all" in names else tuple(sorted(known_quirks(names)))


@app.default
async def demo(
    *,
    output: Path | None = None,
    keep_running: bool = False,
    host: str | None = None,
    port: Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=65_535))] = None,
    estate: Estate | None = None,
    quirks: Annotated[
        tuple[Quirk | Literal["all"], ...], Parameter(converter=_read_quirks, consume_multiple=True, n_tokens=-1)
    ] = (),
    network_version: str | None = None,
    protect_version: str | None = None,
) -> None:
    """Walk through the SDK's main job against a simulated console; nothing outside this machine is touched.

    Args:
        output: Where the camera's picture is written; into a new folder of its own for temporary files if left out.
        keep_running: Only start the simulator, with people coming and going, print how to reach it, and wait.
        host: With --keep-running: the loopback address to listen on, 127.0.0.1 if left out.
        port: With --keep-running: the port of UniFi OS, any free one if left out. Access and the older API take free ones.
        estate: With --keep-running: what stands there, a small hotel if left out.
        quirks: With --keep-running: what the console does otherwise than the vendor's documents say, one or several.
        network_version: With --keep-running: which UniFi Network it has, such as 11.0.81; 10.5.66 if left out.
        protect_version: With --keep-running: which UniFi Protect it has, such as 7.3.70; 7.2.84 if left out.
    """
    if not keep_running:
        if host is not None or port is not None or estate is not None or quirks or network_version or protect_version:
            raise ConfigurationError(
                "--host, --port, --estate, --quirks, --network-version and --protect-version go with --keep-running"
            )
        if output is None:
            output = await asyncio.to_thread(_temporary_picture)
        await walk_through(output)
        return
    if output is not None:
        raise ConfigurationError("--output: no picture is taken with --keep-running")
    from unifi_sdk.simulator import SimulatedConsole

    console = SimulatedConsole(
        host=_loopback(host or "127.0.0.1"),
        unifi_port=port or 0,
        estate=estate or "hotel",
        quirks=quirks,
        network_version=network_version or "10.5.66",
        protect_version=protect_version or "7.2.84",
    )
    await run_until_interrupted(console)


async def walk_through(output: Path) -> None:
    """Let a guest in and out, hand out vouchers, give a visitor a PIN and a card, open a door, take a picture.

    Args:
        output: Where the picture is written.

    Raises:
        UniFiError: a step failed.
        OSError: the picture can't be written.
    """
    from unifi_sdk.simulator import SimulatedConsole

    story = _Story()
    async with SimulatedConsole() as simulated:
        story.say(f"A simulated console listens on {simulated.address}, with certificates of its own making.")
        async with _connect(story, simulated) as console:
            site = await _find_site(story, console)
            await _guest(story, site)
            await _vouchers(story, site)
            await _visitor(story, console, simulated)
            await _door(story, console, simulated)
            await _protect(story, console, output)
    story.summary()


async def run_until_interrupted(simulated: SimulatedConsole) -> None:
    """Start a simulated console with people in its house, print how to reach it, and wait until interrupted.

    Args:
        simulated: The console, not started yet.

    Raises:
        OSError: its port is taken.
    """
    terminal = Terminal(highlight=False, soft_wrap=True)
    async with simulated:
        terminal.print("A simulated console is running. Paste these lines into bash, zsh or fish:\n")
        terminal.print(shell_lines({**simulated.environment(), "UNIFI_SITE": _SITE}), markup=False)
        terminal.print(
            f"\nEvery {VISIT_SECONDS:.0f} seconds somebody is at a door, at the doorbell or before a camera, and holds a "
            "new card to a reader that waits for one. Ctrl-C ends it."
        )
        with suppress(asyncio.CancelledError):  # it ends by an interruption only, which is no failure then
            await live(simulated, VISIT_SECONDS)


def shell_lines(environment: Mapping[str, str]) -> str:
    """Lines that set variables in bash and zsh, and in fish, which has a function of that name.

    Args:
        environment: Names and values; what a shell would read in a value is quoted.
    """
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment.items())


async def live(simulated: SimulatedConsole, seconds: float) -> None:
    """Let people come and go in a simulated console, until it is cancelled.

    Args:
        simulated: The console.
        seconds: Between one thing that happens and the next.
    """
    access, protect = simulated.access, simulated.protect
    reader = next(device for device in access.devices.values() if "remote_call" in device.capabilities)
    doors = [*access.doors]
    cameras = [camera for camera in protect.devices_of("camera").values() if camera.is_connected]
    for person, door_id, camera in zip(cycle([*access.users, None]), cycle(doors), cycle(cameras), strict=False):
        motion = protect.start_event("motion", camera)
        await asyncio.sleep(seconds / 3)
        access.ring(reader.id)
        await asyncio.sleep(seconds / 3)
        access.present(door_id, person)
        with suppress(LookupError):  # no reader waits for a card
            access.tap()
        await asyncio.sleep(seconds / 3)
        protect.end_event(motion)


def _loopback(host: str) -> str:
    """The address, if nothing but this machine reaches it: whoever knows the SDK knows the simulator's keys."""
    try:
        if ipaddress.ip_address(host).is_loopback:
            return host
    except ValueError:
        if host == "localhost":
            return "127.0.0.1"
    raise ConfigurationError(
        f"--host: {host!r} is no loopback address; the simulator's keys are in everybody's hands, so it listens on "
        "127.0.0.1 or ::1 only. To reach it from elsewhere, forward its ports, for instance with `ssh -L`"
    )


def _temporary_picture() -> Path:
    return Path(tempfile.mkdtemp(prefix="unifi-demo-"), "demo-snapshot.jpg")


class _Story:
    """Prints what is called and what came back, and counts the steps."""

    def __init__(self) -> None:
        self._terminal = Terminal(highlight=False, soft_wrap=True)
        self._started = time.monotonic()
        self._chapters: list[tuple[str, int]] = []

    def chapter(self, title: str) -> None:
        self._chapters.append((title, 0))
        self._terminal.print(f"\n[bold]{escape(title)}[/bold]")

    def say(self, text: str) -> None:
        self._terminal.print(text, markup=False)

    def call(self, call: str, result: object) -> None:
        title, steps = self._chapters[-1]
        self._chapters[-1] = title, steps + 1
        self._terminal.print(f"  [cyan]{escape(call)}[/cyan]\n    -> {escape(str(result))}")

    def summary(self) -> None:
        table = Table("part", "calls", title="\nWhat was done", title_justify="left")
        for title, steps in self._chapters:
            table.add_row(title, str(steps))
        self._terminal.print(table)
        self.say(f"Everything worked, in {time.monotonic() - self._started:.1f} s.")


@asynccontextmanager
async def _connect(story: _Story, simulated: SimulatedConsole) -> AsyncIterator[Console]:
    story.chapter("Trust: pin the certificates before any key is sent")
    fingerprints = []
    for port in (simulated.unifi_port, simulated.access_port):
        certificate = await fetch_certificate(simulated.host, port)
        fingerprints.append(certificate.fingerprint)
        until = certificate.not_after.date()
        story.call(
            f'fetch_certificate("{simulated.host}", {port})',
            f"{certificate.fingerprint[:16]}…, subject {certificate.subject!r}, valid until {until}",
        )
    async with Console(
        simulated.address,
        api_key=simulated.api_key,
        access_token=simulated.access_token,
        username=simulated.username,
        password=simulated.password,
        tls=Pinned(*fingerprints),
        access_port=simulated.access_port,
        legacy_port=simulated.legacy_port,
    ) as console:
        yield console


async def _find_site(story: _Story, console: Console) -> SiteScope:
    story.chapter("Network: a guest")
    info = await console.network.info.get()
    story.call("console.network.info.get()", f"UniFi Network {info.application_version}")
    site = await console.network.default_site()
    story.call("console.network.default_site()", f"{site.name}, {site.id}")
    return site


async def _guest(story: _Story, site: SiteScope) -> None:
    guest = await site.clients.find(mac=GUEST_MAC)
    story.call(f'site.clients.find(mac="{GUEST_MAC}")', f"{guest.name}, authorized: {guest.is_authorized}")
    result = await site.clients.authorize(guest.id, minutes=120, data_megabytes=500)
    granted = result.granted_authorization
    assert granted is not None
    story.call(
        "site.clients.authorize(guest.id, minutes=120, data_megabytes=500)",
        f"until {granted.expires_at:%H:%M:%S} UTC, {granted.data_usage_limit_m_bytes} MB",
    )
    story.call("site.clients.get(guest.id)", f"authorized: {(await site.clients.get(guest.id)).is_authorized}")
    await site.clients.unauthorize(guest.id)
    story.call("site.clients.unauthorize(guest.id)", f"authorized: {(await site.clients.get(guest.id)).is_authorized}")


async def _vouchers(story: _Story, site: SiteScope) -> None:
    story.chapter("Network: vouchers")
    vouchers = await site.vouchers.create(name="demo", minutes=1440, count=3, guests=2)
    story.call('site.vouchers.create(name="demo", minutes=1440, count=3, guests=2)', vouchers[0])
    found = await site.vouchers.list(filter=VoucherFilter.name.eq("demo"))
    story.call('site.vouchers.list(filter=VoucherFilter.name.eq("demo"))', f"{len(found)} vouchers")
    existed = [await site.vouchers.delete(vouchers[0].id) for _ in range(2)]
    story.call("site.vouchers.delete(voucher.id), twice", f"existed: {existed[0]}, then {existed[1]}")
    deleted = await site.vouchers.delete_matching(VoucherFilter.name.eq("demo"))
    story.call('site.vouchers.delete_matching(VoucherFilter.name.eq("demo"))', f"{deleted} deleted")


async def _visitor(story: _Story, console: Console, simulated: SimulatedConsole) -> None:
    story.chapter("Access: a visitor with a PIN and a card")
    access = console.access
    doors = await access.doors.list()
    story.call("console.access.doors.list()", ", ".join(str(door.name) for door in doors))
    now = datetime.now(UTC)
    visitor = await access.visitors.create(
        VisitorInput(
            first_name="Ada",
            last_name="Example",
            start_time=now,
            end_time=now + timedelta(hours=4),
            visit_reason=VisitReason.BUSINESS,
            resources=(ResourceRef(id=doors[0].id, type=ResourceType.DOOR),),
        )
    )
    story.call("console.access.visitors.create(VisitorInput(...))", f"{visitor.first_name}, {visitor.status}")
    credentials = access.visitors.credentials(visitor.id)
    pin = await access.credentials.generate_pin()
    await credentials.assign_pin(pin)
    story.call("visitors.credentials(visitor.id).assign_pin(pin)", f"a PIN of {len(pin)} digits")
    reader_id = next(device.id for device in simulated.access.devices.values() if "nfc" in device.capabilities)
    async with access.credentials.enrol_card(reader_id) as enrolment:
        simulated.access.tap()
        card = await enrolment.card(timeout_seconds=10)
    await credentials.assign_card(card.token)
    story.call("credentials.enrol_card(reader_id), a card is held there, assign_card(card.token)", card)


async def _door(story: _Story, console: Console, simulated: SimulatedConsole) -> None:
    story.chapter("Access: a door, opened once")
    doors = console.access.doors
    door = next(door for door in await doors.list() if door.is_bind_hub)
    await doors.unlock(door.id, actor=Actor("42", "Night shift"))
    story.call(f'console.access.doors.unlock({door.name!r}, actor=Actor("42", "Night shift"))', "the console took it")
    story.call("console.access.doors.get(door.id)", f"locked: {(await doors.get(door.id)).is_locked}")
    opened = simulated.access.times_opened(door.id)
    from unifi_sdk.simulator import Fault

    simulated.faults.add(Fault.lose_answer(), "PUT /*/unlock")
    try:
        await doors.unlock(door.id)
    except OutcomeUnknownError as error:
        times = simulated.access.times_opened(door.id) - opened
        story.call(
            "the same, and the answer is lost on the way", f"{type(error).__name__}; the door was opened {times} time"
        )
    try:
        await doors.get("no-such-door")
    except NotFoundError as error:
        story.call('console.access.doors.get("no-such-door")', f"NotFoundError: {error}")


async def _protect(story: _Story, console: Console, output: Path) -> None:
    story.chapter("Protect: log in, the access key, a picture")
    legacy = console.legacy_protect
    user = await legacy.login()
    story.call("console.legacy_protect.login()", f"user {user.local_username!r}, role {user.role!r}")
    key = await legacy.access_key()
    remaining = key.remaining()
    minutes = f"{remaining.total_seconds() / 60:.0f} minutes left" if remaining is not None else "no expiry"
    story.call("console.legacy_protect.access_key()", f"user id {key.user_id}, {minutes}, the key itself stays hidden")
    cameras = await console.protect.cameras.list()
    story.call("console.protect.cameras.list()", ", ".join(f"{camera.name} ({camera.state})" for camera in cameras))
    camera = next(camera for camera in cameras if camera.state == "CONNECTED")
    picture = await console.protect.cameras.snapshot(camera.id)
    await asyncio.to_thread(output.write_bytes, picture.content)
    story.call(
        "console.protect.cameras.snapshot(camera.id)",
        f"{len(picture.content)} bytes of {picture.content_type}, written to {output}",
    )
