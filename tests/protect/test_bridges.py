"""Bridges."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.protect.models import Bridge
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "bridge",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "platform": "mt7621",
    "clients": ["00005E005331"],
    "maxClients": 7,
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.bridges.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/bridges"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.bridges.get(ID)
    assert wire.sent[0].line == f"GET /v1/bridges/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Bridge, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.bridges.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Bridge, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.bridges.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/bridges/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Bridge, WHOLE)


def test_values_are_typed() -> None:
    bridge = read(Bridge, WHOLE)
    assert (bridge.clients, bridge.max_clients) == (("00005E005331",), 7)
