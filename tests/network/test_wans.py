"""WAN interfaces."""

from __future__ import annotations

from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk.network.models import Wan


async def test_a_wan_has_an_id_and_a_name() -> None:
    wire = RecordingTransport()
    wire.answer(page({"id": "1", "name": "Internet 1"}, {"id": "2"}))
    wans = await wire.network().site(SITE).wans.list()
    assert wire.sent[0].line == f"GET /v1/sites/{SITE}/wans"
    assert wire.sent[0].query == {"offset": "0", "limit": "200"}
    assert wans == [Wan(id="1", name="Internet 1"), Wan(id="2")]
