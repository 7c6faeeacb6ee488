"""A mirror of a simulated console: listed, followed, listed again after each gap; over TLS and real sockets."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from tests.support.mirrors import differences, replayed
from tests.support.streams import end, eventually, take
from unifi_sdk import (
    AuthenticationError,
    ConfigurationError,
    ConnectionFailedError,
    PermissionDeniedError,
    ProtectClient,
)
from unifi_sdk._core.stream import Gap, Resynced
from unifi_sdk.protect import Added, Changed, Mirror, Removed, mirror
from unifi_sdk.protect.models.cameras import Camera
from unifi_sdk.protect.models.lights import Light
from unifi_sdk.protect.models.sirens import Siren
from unifi_sdk.protect.models.viewers import Viewer
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.protect.application import Camera as SimulatedCamera

MARKS = itertools.count()


@pytest.fixture(autouse=True)
def _no_limit(console: SimulatedConsole) -> None:
    console.protect.rate_limit = None


@asynccontextmanager
async def mirrored(protect: ProtectClient) -> AsyncIterator[tuple[Mirror, object]]:
    """A mirror, and what it tells from now on."""
    async with protect.mirror() as home:
        changes = aiter(home)
        first = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)
        try:
            yield home, _following(first, changes)
        finally:
            await end(first)


async def _following(first, changes):
    yield await first
    async for change in changes:
        yield change


async def settle(home: Mirror, console: SimulatedConsole) -> None:
    """Until the mirror has what was changed last, after which nothing is on its way."""
    nvr = console.protect.nvr

    async with asyncio.timeout(10):
        while not (home.is_current and home.devices[nvr.id].name == nvr.name and nvr.name.startswith("mark")):
            nvr.name = f"mark {next(MARKS)}"
            for _ in range(20):
                await asyncio.sleep(0.005)
                if home.is_current and home.devices[nvr.id].name == nvr.name:
                    break
    assert list(differences(home.devices, console.protect.snapshot_truth())) == []


async def test_entering_lists_everything(protect, console):
    async with protect.mirror() as home:
        assert home.is_current
        assert list(differences(home.devices, console.protect.snapshot_truth())) == []
        assert len(home.devices) == 23
        assert [camera.id for camera in home.all(Camera)] == list(console.protect.cameras)
        first = home.all(Camera)[0]
        assert home.get(Camera, first.id) is first
        assert home.get(Light, first.id) is None
        assert home.get(Camera, "no-such-device") is None
        assert console.protect.count_sockets("devices") == 1
    await eventually(lambda: console.protect.count_sockets() == 0)


async def test_what_changes_is_told_and_shown(protect, console):
    async with mirrored(protect) as (home, changes):
        light = console.protect.find_device("Driveway")
        light.change({"isLightOn": True, "lightDeviceSettings": {"ledLevel": 6}})
        console.protect.add_device(SimulatedCamera(id="c" * 24, name="New", mac="00005E005399", type=None))
        console.protect.remove_devices(light.id)
        changed, added, removed = await take(changes, 3)
        assert isinstance(changed, Changed)
        assert changed.fields == {"is_light_on", "light_device_settings"}
        assert (changed.old.is_light_on, changed.new.is_light_on) == (False, True)
        assert changed.new.light_device_settings.led_level == 6
        assert changed.new.light_device_settings.pir_sensitivity == 80
        assert isinstance(added, Added)
        assert isinstance(removed, Removed)
        assert isinstance(removed.device, Light)
        await settle(home, console)


async def test_one_frame_changes_and_removes_several(protect, console):
    async with mirrored(protect) as (home, changes):
        cameras = list(console.protect.cameras)
        console.protect.change_devices(cameras, {"hdrType": "superHdr"})
        console.protect.remove_devices(*cameras)
        told = await take(changes, 2 * len(cameras))
        assert [type(change) for change in told] == [Changed] * len(cameras) + [Removed] * len(cameras)
        assert home.all(Camera) == []
        await settle(home, console)


async def test_what_happened_in_an_outage_is_told_after_it(protect, console):
    async with mirrored(protect) as (home, changes):
        console.protect.refuse_sockets(503)
        console.protect.drop_sockets()
        assert await take(changes, 1) == [Gap("connection lost")]
        assert not home.is_current
        console.protect.find_device("Yard").name = "Garden"
        console.protect.remove_devices(console.protect.find_device("Shed").id)
        assert "Shed" in {device.name for device in home.devices.values()}
        console.protect.refuse_sockets(None)
        removed, changed, resynced = await take(changes, 3)
        assert (removed.device.name, changed.new.name, resynced) == ("Shed", "Garden", Resynced())
        await settle(home, console)


async def test_what_changes_while_the_lists_are_read_is_not_lost(protect, console):
    names = iter(["one", "two", "three", "four"])

    def interfere(operation: str) -> None:
        if operation in ("GET /v1/cameras", "GET /v1/lights", "GET /v1/viewers"):
            console.protect.find_device("66e000000000000000000031").name = next(names)

    console.protect.before_answer = interfere
    async with protect.mirror() as home:
        console.protect.before_answer = None
        await settle(home, console)
        assert home.devices["66e000000000000000000031"].name == "three"


async def test_a_refresh_shows_what_no_frame_tells(protect, console):
    async with mirrored(protect) as (home, changes):
        viewer = console.protect.find_device("Reception screen")
        viewer.change({"liveview": None}, silent=True)
        assert home.all(Viewer)[0].liveview is not None
        await home.refresh()
        (changed,) = await take(changes, 1)
        assert (changed.fields, home.all(Viewer)[0].liveview) == ({"liveview"}, None)


async def test_what_is_removed_while_a_refresh_reads_stays_removed(protect, console):
    light = console.protect.find_device("Driveway").id

    async with mirrored(protect) as (home, changes):

        def interfere(operation: str) -> None:
            if operation == "GET /v1/lights" and light in console.protect.devices:
                console.protect.remove_devices(light)

        console.protect.before_answer = interfere
        await home.refresh()
        await eventually(lambda: light not in home.devices)
        (removed,) = await take(changes, 1)
        assert removed.device.id == light
        await settle(home, console)


async def test_what_comes_and_goes_while_a_refresh_reads_stays_gone(protect, console):
    camera = SimulatedCamera(id="e" * 24, name="Guest", mac="00005E005396", type=None)

    async with mirrored(protect) as (home, changes):

        def interfere(operation: str) -> None:
            if operation == "GET /v1/nvrs":
                console.protect.add_device(camera)
            elif operation == "GET /v1/lights" and camera.id in console.protect.cameras:
                console.protect.remove_devices(camera.id)

        console.protect.before_answer = interfere
        await home.refresh()
        told = await take(changes, 2)
        assert [type(change) for change in told] == [Added, Removed]
        await settle(home, console)


async def test_a_refresh_sees_what_is_not_told_also_of_a_device_that_changes_meanwhile(protect, console):
    async with mirrored(protect) as (home, _):
        viewer = console.protect.find_device("Reception screen")
        viewer.change({"liveview": None}, silent=True)

        def interfere(operation: str) -> None:
            if operation == "GET /v1/cameras":
                viewer.name = "Hall screen"

        console.protect.before_answer = interfere
        await home.refresh()
        await settle(home, console)
        (shown,) = home.all(Viewer)
        assert (shown.name, shown.liveview) == ("Hall screen", None)


async def test_refreshes_at_the_same_time_and_a_gap_end_with_the_truth(protect, console):
    async with mirrored(protect) as (home, _):
        viewer = console.protect.find_device("Reception screen")
        viewer.change({"liveview": None}, silent=True)
        refreshing = asyncio.gather(home.refresh(), home.refresh())
        console.protect.drop_sockets()
        viewer.change({"streamLimit": 3}, silent=True)
        await refreshing
        await settle(home, console)


async def test_a_siren_that_falls_silent_by_itself_is_seen_by_a_refresh(protect, console, clock):
    async with mirrored(protect) as (home, changes):
        siren = next(siren for siren in home.all(Siren) if siren.is_connected)
        await protect.sirens.play(siren.id, duration_seconds=5)
        (loud,) = await take(changes, 1)
        clock.advance(6)
        await home.refresh()
        (silent,) = await take(changes, 1)
        assert [change.new.siren_status.is_active for change in (loud, silent)] == [True, False]


async def test_every_iteration_gets_every_change(protect, console):
    async with mirrored(protect) as (home, first), aclosing(aiter(home)) as second:
        waiting = asyncio.ensure_future(take(second, 1))
        await asyncio.sleep(0)
        console.protect.find_device("Yard").name = "Garden"
        (one,), (other,) = await take(first, 1), await waiting
        assert one is other


async def test_an_iteration_that_is_left_and_begun_anew_gets_what_comes_then(protect, console):
    async with protect.mirror() as home:
        for name in ("Garden", "Field"):
            async with aclosing(aiter(home)) as changes:
                waiting = asyncio.ensure_future(take(changes, 1))
                await asyncio.sleep(0)
                console.protect.find_device("66e000000000000000000013").name = name
                (change,) = await waiting
                assert change.new.name == name


async def test_an_iteration_that_is_too_slow_is_told_that_and_then_how_everything_is_now(protect, console, monkeypatch):
    monkeypatch.setattr(mirror, "_MOST_WAITING", 5)
    async with mirrored(protect) as (home, changes):
        shown = dict(home.devices)
        yard = console.protect.find_device("Yard")
        for number in range(20):
            yard.name = str(number)
        console.protect.remove_devices(console.protect.find_device("Shed").id)
        console.protect.add_device(SimulatedCamera(id="c" * 24, name="New", mac="00005E005399", type=None))
        await eventually(lambda: "c" * 24 in home.devices)
        told = await take(changes, 1)
        while told[-1] != Resynced():
            told += await take(changes, 1)
        gap = told.index(Gap("overflow"))
        assert len(told[:gap]) <= 6
        assert [type(change) for change in told[gap:]] == [Gap, Removed, Changed, Added, Resynced]
        assert replayed(shown, told) == home.devices
        yard.name = "Garden"
        assert [change.new.name for change in await take(changes, 1)] == ["Garden"]


async def test_an_iteration_that_catches_up_within_a_gap_is_whole_when_the_mirror_is(protect, console, monkeypatch):
    monkeypatch.setattr(mirror, "_MOST_WAITING", 5)
    async with mirrored(protect) as (home, changes):
        shown = dict(home.devices)
        yard = console.protect.find_device("Yard")
        for number in range(20):
            yard.name = str(number)
        await eventually(lambda: home.devices[yard.id].name == "19")
        console.protect.refuse_sockets(503)
        console.protect.drop_sockets()
        await eventually(lambda: not home.is_current)
        told = await take(changes, 1)
        while told[-1] != Gap("overflow"):
            told += await take(changes, 1)
        waiting = asyncio.ensure_future(take(changes, 2))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        yard.name = "Garden"
        console.protect.refuse_sockets(None)
        told += await waiting
        assert told[-1] == Resynced()
        assert told[-2].new.name == "Garden"
        assert replayed(shown, told) == home.devices


@pytest.mark.parametrize("kind", ["aiport", "aiprocessor", "toaster"])
async def test_a_device_that_nothing_lists_is_followed_without_a_list_and_kept_over_a_gap(protect, console, kind):
    async with mirrored(protect) as (home, changes):
        before = len(console.requests)
        for state in ("CONNECTING", "CONNECTED"):
            console.protect.push({"type": "update", "item": {"id": "a1", "modelKey": kind, "state": state}})
        added, changed = await take(changes, 2)
        assert (type(added), changed.new.is_connected) == (Added, True)
        assert len(console.requests) == before
        console.protect.drop_sockets()
        assert await take(changes, 2) == [Gap("connection lost"), Resynced()]
        assert home.devices["a1"] is changed.new


async def test_a_device_that_the_console_tells_of_and_does_not_list_is_looked_for_once_a_minute(
    protect, console, fake_clock
):
    def lists() -> int:
        return sum(request.path.endswith("/v1/alarm-hubs") for request in console.requests)

    async with mirrored(protect) as (home, changes):
        for wait, expected in ((0, 2), (30, 2), (31, 3)):
            fake_clock.now += wait
            for number in range(3):
                console.protect.push(
                    {"type": "update", "item": {"id": "f" * 24, "modelKey": "camera", "micVolume": number}}
                )
            console.protect.find_device("66e000000000000000000013").name = f"Yard {wait}"
            await take(changes, 1)
            await eventually(lambda expected=expected: lists() >= expected)
            await asyncio.sleep(0.05)
            assert lists() == expected
        assert "f" * 24 not in home.devices
        console.protect.add_device(SimulatedCamera(id="f" * 24, name="Known", mac="00005E005395", type=None))
        (added,) = await take(changes, 1)
        assert added.device.name == "Known"


async def test_a_flood_of_updates_of_unknown_devices_lists_everything_once(protect, console):
    async with mirrored(protect) as (home, changes):
        before = len(console.requests)
        for number in range(30):
            item = {"id": f"{number:024x}", "modelKey": "camera", "micVolume": number}
            console.protect.push({"type": "update", "item": item})
        await eventually(lambda: len(console.requests) >= before + 13)
        console.protect.find_device("66e000000000000000000013").name = "Garden"
        (changed,) = await take(changes, 1)
        await asyncio.sleep(0.1)
        assert changed.new.name == "Garden"
        assert len(console.requests) == before + 13
        assert len(home.devices) == 23


@pytest.mark.parametrize(
    "message",
    ["{", '{"type": "update"}', '{"type":"update","item":{"id":"x","modelKey":"camera","a":%s}}' % ("[" * 300 + "]" * 300)],
)  # fmt: skip
async def test_after_a_message_that_can_not_be_read_everything_is_listed(protect, console, message):
    async with mirrored(protect) as (home, changes):
        viewer = console.protect.find_device("Reception screen")
        viewer.change({"liveview": None}, silent=True)
        console.protect.push(message)
        (changed,) = await take(changes, 1)
        assert changed.fields == {"liveview"}
        await settle(home, console)


async def test_a_list_for_missing_devices_that_fails_is_read_again(protect, console):
    async with mirrored(protect) as (_, changes):
        device = SimulatedCamera(id="d" * 24, name="Silent", mac="00005E005398", type=None)
        console.protect.cameras[device.id] = device
        console.faults.add(Fault.status(500), "GET /proxy/protect/integration/v1/sensors", times=4)
        console.protect.push({"type": "update", "item": {"id": device.id, "modelKey": "camera", "micVolume": 80}})
        (added,) = await take(changes, 1)
        assert added.device.name == "Silent"


async def test_a_key_that_may_no_longer_list_ends_the_iteration(protect, console):
    async with mirrored(protect) as (_, changes):
        console.faults.add(Fault.status(403), "GET /proxy/protect/integration/v1/lights", times=None)
        console.protect.push({"type": "update", "item": {"id": "e" * 24, "modelKey": "camera", "micVolume": 80}})
        with pytest.raises(PermissionDeniedError):
            await take(changes, 1)


GONE = {
    "404": Fault.status(404, {"error": "Not Found", "name": "API_ERROR"}),
    "a web page": Fault.html(404),
    "nothing": Fault.body(b"[]"),
}


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("family", ["cameras", "lights", "link-stations", "alarm-hubs"])
async def test_a_family_that_is_gone_for_a_moment_is_not_gone(protect, console, fake_clock, family, gone):
    async with mirrored(protect) as (home, changes):
        before = home.devices
        console.faults.add(GONE[gone], f"GET /*/v1/{family}", times=1)
        console.protect.drop_sockets()
        assert await take(changes, 2) == [Gap("connection lost"), Resynced()]
        assert 3 in fake_clock.slept
        assert home.devices == before
        assert home.is_current


@pytest.mark.parametrize("gone", GONE)
async def test_a_family_that_is_gone_at_a_second_look_is_gone(protect, console, gone):
    async with mirrored(protect) as (home, changes):
        console.faults.add(GONE[gone], "GET /*/v1/cameras", times=2)
        console.protect.drop_sockets()
        told = await take(changes, 7)
        assert [type(item) for item in told] == [Gap, *[Removed] * 5, Resynced]
        assert home.all(Camera) == []


async def test_a_family_that_only_the_socket_has_told_of_is_not_gone_either(protect, console):
    for light in list(console.protect.devices_of("light")):
        console.protect.remove_devices(light)
    async with mirrored(protect) as (home, changes):
        console.protect.push({"type": "add", "item": {"id": "a" * 24, "modelKey": "light", "name": "Porch"}})
        await take(changes, 1)
        console.protect.drop_sockets()
        assert await take(changes, 1) == [Gap("connection lost")]
        await eventually(lambda: home.is_current)
        (removed, _) = await take(changes, 2)
        assert removed.device.name == "Porch"
        asked = [request.path for request in console.requests if request.path.endswith("/v1/lights")]
        assert len(asked) == 3  # at first, after the gap, and once more


async def test_a_refresh_takes_a_second_look_too(protect, console):
    async with mirrored(protect) as (home, _):
        console.faults.add(GONE["nothing"], "GET /*/v1/cameras", times=1)
        await home.refresh()
        assert len(home.all(Camera)) == 5


async def test_what_comes_while_a_long_list_is_read_waits_for_it_beyond_some_number(protect, console, monkeypatch):
    monkeypatch.setattr(mirror, "_MOST_TAKEN", 3)
    async with mirrored(protect) as (home, _):

        def interfere(operation: str) -> None:
            if operation == "GET /v1/lights":
                for number in range(10):
                    console.protect.find_device("66e000000000000000000013").name = f"Yard {number}"

        console.protect.before_answer = interfere
        await home.refresh()
        await settle(home, console)


async def test_a_mirror_whose_console_is_closed_ends_quietly(protect, transport):
    async with protect.mirror() as home:
        ending = asyncio.ensure_future(anext(aiter(home)))
        await asyncio.sleep(0)
        await transport.close()
        with pytest.raises(StopAsyncIteration):
            await ending
        assert not home.is_current
    await eventually(lambda: not transport._tasks)


async def test_a_mirror_that_is_entered_while_its_console_is_closed_raises_our_error(protect, transport, console):
    console.faults.add(Fault.delay(60), "GET /proxy/protect/integration/v1/sensors")
    entering = asyncio.ensure_future(protect.mirror().__aenter__())
    await eventually(lambda: console.protect.count_sockets("devices") == 1)
    await transport.close()
    with pytest.raises(ConfigurationError, match="not open"):
        await asyncio.wait_for(entering, 2)
    await eventually(lambda: not transport._tasks)


async def test_a_state_that_was_read_never_changes(protect, console):
    async with protect.mirror() as home:
        before = home.devices
        copy = dict(before)
        console.protect.find_device("Yard").name = "Garden"
        console.protect.remove_devices(console.protect.find_device("Shed").id)
        await settle(home, console)
        assert before == copy
        assert before != home.devices
        with pytest.raises(TypeError):
            before["x"] = None


async def test_leaving_ends_the_iterations_and_the_mirror_is_current_no_more(protect):
    async with protect.mirror() as home:
        ending = asyncio.ensure_future(anext(aiter(home)))
        await asyncio.sleep(0)
    with pytest.raises(StopAsyncIteration):
        await ending
    assert not home.is_current


async def test_entering_that_is_cancelled_leaves_no_task_and_no_socket(protect, transport, console):
    console.faults.add(Fault.delay(60), "GET /proxy/protect/integration/v1/sensors")
    entering = asyncio.ensure_future(protect.mirror().__aenter__())
    await eventually(lambda: console.protect.count_sockets("devices") == 1)
    await asyncio.sleep(0.05)
    entering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await entering
    await eventually(lambda: console.protect.count_sockets() == 0)
    await eventually(lambda: not transport._tasks)


async def test_a_mirror_can_be_entered_again(protect, console):
    home = protect.mirror()
    async with home:
        pass
    console.protect.find_device("Yard").name = "Garden"
    async with home:
        assert home.is_current
        assert list(differences(home.devices, console.protect.snapshot_truth())) == []


async def test_a_mirror_that_was_not_entered_cannot_be_iterated(protect):
    with pytest.raises(RuntimeError, match="async with"):
        await anext(aiter(protect.mirror()))


async def test_an_update_of_a_device_that_was_never_heard_of_lists_again(protect, console):
    async with mirrored(protect) as (_, changes):
        device = SimulatedCamera(id="d" * 24, name="Silent", mac="00005E005398", type=None)
        console.protect.cameras[device.id] = device
        console.protect.push({"type": "update", "item": {"id": device.id, "modelKey": "camera", "micVolume": 80}})
        (added,) = await take(changes, 1)
        assert (added.device.id, added.device.name) == (device.id, "Silent")


async def test_a_list_that_fails_after_a_gap_is_asked_for_until_it_comes(protect, console):
    async with mirrored(protect) as (home, changes):
        console.faults.add(Fault.status(500), "GET /proxy/protect/integration/v1/sensors", times=3)
        console.protect.drop_sockets()
        console.protect.find_device("Yard").name = "Garden"
        gap, changed, resynced = await take(changes, 3)
        assert (gap, changed.new.name, resynced) == (Gap("connection lost"), "Garden", Resynced())
        await settle(home, console)


async def test_a_first_list_that_fails_raises_and_leaves_no_socket(protect, console):
    console.faults.add(Fault.html(502), "GET /proxy/protect/integration/v1/sensors", times=None)
    with pytest.raises(Exception, match="/v1/sensors"):
        async with protect.mirror():
            pytest.fail("entered")
    await eventually(lambda: console.protect.count_sockets() == 0)


async def test_a_console_without_sockets_raises_on_entering(protect, console):
    console.protect.refuse_sockets(503)
    with pytest.raises(ConnectionFailedError):
        async with protect.mirror():
            pytest.fail("entered")


async def test_an_older_console_is_mirrored_without_the_families_it_lacks(protect, console):
    console.protect.version = "7.0.107"
    async with protect.mirror() as home:
        assert len(home.all(Camera)) == 5
        assert "siren" not in {str(device.model_key) for device in home.devices.values()}


async def test_a_revoked_key_ends_the_iteration(protect, console):
    async with mirrored(protect) as (_, changes):
        console.protect.api_keys.clear()
        console.protect.drop_sockets()
        assert await take(changes, 1) == [Gap("connection lost")]
        with pytest.raises(AuthenticationError):
            await take(changes, 1)


@pytest.mark.parametrize("seed", range(20))
async def test_after_a_random_history_the_mirror_shows_what_the_console_has(protect, console, seed):
    dice, protect_app = random.Random(seed), console.protect
    async with protect.mirror() as home:
        for _ in range(25):
            there = [name for name in protect_app.snapshot_truth() if name != protect_app.nvr.id]
            match dice.randrange(10):
                case 0:
                    protect_app.drop_sockets()
                case 1:
                    protect_app.pause_delivery()
                case 2:
                    protect_app.resume_delivery()
                case 3:
                    lights = list(protect_app.devices_of("light"))
                    if lights:
                        protect_app.change_devices(lights, {"isDark": dice.random() < 0.5})
                case 4:
                    protect_app.remove_devices(dice.choice(there))
                case 5:
                    name = f"{dice.randrange(16**24):024x}"
                    protect_app.add_device(SimulatedCamera(id=name, name=None, mac="00005E005397", type=None))
                case 6:
                    protect_app.refuse_sockets(dice.choice([None, None, 503, 1008]))
                case 7:
                    await asyncio.sleep(0.01)
                case _:
                    protect_app.find_device(dice.choice(there)).name = dice.choice("abc")
            await asyncio.sleep(0)
        protect_app.refuse_sockets(None)
        protect_app.resume_delivery()
        await settle(home, console)
