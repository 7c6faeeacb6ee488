"""Whatever becomes of the frames, a mirror that has settled shows what the console has."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.mirrors import HandWire, add, differences, estate, replayed
from tests.support.streams import end
from unifi_sdk.protect.mirror import Mirror
from unifi_sdk.simulator.protect.application import SimulatedProtect

KINDS = {"c1": "camera", "c2": "camera", "l1": "light", "l2": "light", "h1": "linkstation"}
SIBLINGS = (("c1", "c2"), ("l1", "l2"))
SMALL = st.none() | st.integers(0, 2)
COMMON = {
    "name": st.none() | st.sampled_from(["a", "b"]),
    "fieldOfTomorrow": SMALL | st.fixed_dictionaries({}, optional={"x": SMALL, "y": SMALL}),
}
OUTPUTS = st.fixed_dictionaries({}, optional={"active": st.sampled_from(["on", "off"]), "odd": SMALL})
CHANGES = {
    "nvr": st.fixed_dictionaries({}, optional=COMMON),
    "camera": st.fixed_dictionaries(
        {"micVolume": SMALL},
        optional={
            "ledSettings": st.none() | st.fixed_dictionaries({}, optional={"isEnabled": st.booleans(), "hue": SMALL}),
            **COMMON,
        },
    ),
    "light": st.fixed_dictionaries(
        {
            "lightDeviceSettings": st.fixed_dictionaries(
                {"ledLevel": SMALL}, optional={"new": st.lists(SMALL, max_size=2)}
            )
        },
        optional=COMMON,
    ),
    "linkstation": st.fixed_dictionaries(
        {
            "alarmHub": st.fixed_dictionaries(
                {"output": st.dictionaries(st.sampled_from("12"), OUTPUTS, max_size=2)},
                optional={"armed": st.sampled_from(["on", "off"])},
            )
        },
        optional=COMMON,
    ),
}
STEPS = st.one_of(
    *(st.tuples(st.just("change"), st.just(name), CHANGES[kind]) for name, kind in {**KINDS, "nvr": "nvr"}.items()),
    *(st.tuples(st.just("change alike"), st.just(pair), CHANGES[KINDS[pair[0]]]) for pair in SIBLINGS),
    st.tuples(st.just("add"), st.sampled_from(sorted(KINDS))),
    st.tuples(st.just("remove"), st.sampled_from(sorted(KINDS))),
    st.tuples(st.just("remove alike"), st.sampled_from(SIBLINGS)),
    st.tuples(st.just("deliver"), st.integers(1, 4)),
    st.tuples(st.just("wait"), st.integers(1, 6)),
    *(
        st.tuples(st.just(name)) for name in ("double", "swap", "swap", "swap", "cut", "mend", "refresh")
    ),  # swaps want a pair
)
HISTORIES = settings(
    max_examples=1000, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def test_a_mirror_that_has_settled_shows_what_the_console_has():
    done: Counter[str] = Counter()

    @HISTORIES
    @given(st.lists(STEPS, min_size=5, max_size=30), st.integers(0, 999))
    def check(steps: list[tuple], seed: int) -> None:
        done.update(asyncio.run(play(steps, random.Random(seed))), history=1)

    check()
    assert done["history"] >= 1000
    for what in ("cut", "cut with frames on their way", "double", "swap", "bulk", "refresh", "told"):
        assert done[what] > 100, what


async def play(steps: list[tuple], dice: random.Random) -> Counter[str]:
    """One history; how often what was done in it."""
    protect = estate()
    wire = HandWire(protect, dice)
    refreshing: list[asyncio.Task] = []
    async with wire.mirror() as home:
        changes: list[object] = []
        told = asyncio.create_task(collect(home, changes))
        await asyncio.sleep(0)
        shown = dict(home.devices)
        for name, *arguments in steps:
            if name == "wait":
                for _ in range(arguments[0]):
                    await asyncio.sleep(0)
            elif name == "refresh":
                refreshing.append(asyncio.create_task(home.refresh()))
            else:
                act(protect, wire, name, arguments)
        await wire.settle()
        await asyncio.gather(*refreshing)
        await wire.settle()
        assert home.is_current
        assert list(differences(home.devices, protect.snapshot_truth())) == []
        assert replayed(shown, changes) == home.devices
        count, known = len(changes), home.devices
        await home.refresh()
        await asyncio.sleep(0)
        assert len(changes) == count  # what was patched is what is listed, to the last null
        assert all(home.devices[name] is device for name, device in known.items())
        await end(told)
        return wire.done + Counter(refresh=len(refreshing), told=len(changes))


def act(protect: SimulatedProtect, wire: HandWire, name: str, arguments: list) -> None:
    """Do one thing to the console or to the wire, unless there is nothing to do it to."""
    there = protect.snapshot_truth()
    if name == "change":
        target, changes = arguments
        target = protect.nvr.id if target == "nvr" else target
        if target in there:
            protect.find_device(target).change(changes)
    elif name == "change alike" and all(one in there for one in arguments[0]):
        protect.change_devices(*arguments)
    elif name == "add" and arguments[0] not in there:
        add(protect, KINDS[arguments[0]], arguments[0])
    elif name == "remove" and arguments[0] in there:
        protect.remove_devices(arguments[0])
    elif name == "remove alike" and all(one in there for one in arguments[0]):
        protect.remove_devices(*arguments[0])
    elif name in ("deliver", "double", "swap", "cut", "mend"):
        getattr(wire, name)(*arguments)


async def collect(home: Mirror, changes: list[object]) -> None:
    async for change in home:
        changes.append(change)  # noqa: PERF401 - it is read while it grows
