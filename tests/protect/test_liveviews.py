"""Live views."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import ConfigurationError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import CycleMode, Liveview, LiveviewInput, LiveviewSlotInput
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000e1"
WHOLE = {
    "id": ID,
    "modelKey": "liveview",
    "name": "Yard",
    "isDefault": False,
    "isGlobal": True,
    "owner": "66e0000000000000000000f1",
    "layout": 2,
    "slots": [
        {"cameras": ["c1", "c2"], "cycleMode": "motion", "cycleInterval": 10},
        {"cameras": [], "cycleMode": "time", "cycleInterval": 30},
    ],
}
WRITABLE = {key: WHOLE[key] for key in ("name", "isGlobal", "layout", "slots")}
INPUT = LiveviewInput(
    name="Yard",
    is_global=True,
    layout=2,
    slots=(
        LiveviewSlotInput(cameras=("c1", "c2"), cycle_mode=CycleMode.MOTION, cycle_interval=10),
        LiveviewSlotInput(cameras=(), cycle_mode=CycleMode.TIME, cycle_interval=30),
    ),
)


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"id": "2"}])
    found = await api.liveviews.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/liveviews"]
    assert [(view.id, view.name) for view in found] == [(ID, "Yard"), ("2", None)]


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    view = await api.liveviews.get(ID)
    assert wire.sent[0].line == f"GET /v1/liveviews/{ID}"
    assert view.slots is not None
    assert view.slots[0].cycle_mode is CycleMode.MOTION


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Liveview, WHOLE)


async def test_what_the_console_decides_by_itself_is_not_sent_when_one_is_made(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    wire.answer(WHOLE)
    made = await api.liveviews.create(INPUT)
    [sent] = wire.sent
    assert (sent.line, sent.body, sent.safety) == ("POST /v1/liveviews", WRITABLE, Safety.UNSAFE)
    assert made == read(Liveview, WHOLE)


async def test_one_is_replaced_with_all_of_it(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.liveviews.replace(ID, INPUT.evolve(name="Garden", is_global=False))
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/liveviews/{ID}", Safety.UNSAFE)
    assert sent.body == WRITABLE | {"name": "Garden", "isGlobal": False}


@pytest.mark.parametrize("layout", [0, 27])
async def test_a_layout_that_there_is_not_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, layout: int
) -> None:
    view = INPUT.evolve(layout=layout)
    for call in (api.liveviews.create(view), api.liveviews.replace(ID, view)):
        with pytest.raises(ConfigurationError, match="layout must be from 1 to 26"):
            await call
    assert wire.sent == []


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.liveviews.get("unknown")
