"""`unifi voucher`: lists, one, many, none."""

from __future__ import annotations

from tests.support.commands import Unifi


async def test_a_list_is_an_envelope(unifi: Unifi):
    ended = await unifi("voucher", "list", "--json")
    assert ended.code == 0
    assert list(ended.json) == ["schemaVersion", "items", "count", "nextCursor"]
    assert ended.json["count"] == len(ended.json["items"]) > 0
