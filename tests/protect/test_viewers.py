"""Viewers."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.protect.models import Viewer
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "viewer",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "liveview": "66e0000000000000000000e1",
    "streamLimit": 16,
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.viewers.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/viewers"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.viewers.get(ID)
    assert wire.sent[0].line == f"GET /v1/viewers/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Viewer, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.viewers.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Viewer, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.viewers.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/viewers/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Viewer, WHOLE)


async def test_another_live_view_is_shown(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.viewers.update(ID, liveview="66e0000000000000000000e2")
    assert wire.sent[0].body == {"liveview": "66e0000000000000000000e2"}


async def test_no_live_view_is_told_from_one_left_alone(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE | {"liveview": None}, WHOLE)
    assert (await api.viewers.update(ID, liveview=None)).liveview is None
    await api.viewers.update(ID)
    assert [sent.body for sent in wire.sent] == [{"liveview": None}, {}]
