"""Device tags."""

from __future__ import annotations

from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk.network.filters import DeviceTagFilter
from unifi_sdk.network.models import Origin

ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"


async def test_a_tag_names_its_devices() -> None:
    wire = RecordingTransport()
    wire.answer(page({"id": ID, "name": "Upstairs", "deviceIds": [ID, OTHER], "metadata": {"origin": "ORCHESTRATED"}}))
    [tag] = await wire.network().site(SITE).device_tags.list()
    assert wire.sent[0].line == f"GET /v1/sites/{SITE}/device-tags"
    assert (tag.id, tag.name, tag.device_ids) == (ID, "Upstairs", (ID, OTHER))
    assert tag.metadata is not None
    assert tag.metadata.origin is Origin.ORCHESTRATED


async def test_a_filter_of_tags_is_text_like_any_other() -> None:
    wire = RecordingTransport()
    wire.answer(page())
    tags = DeviceTagFilter.device_ids.contains(ID) & DeviceTagFilter.name.ne("Attic")
    await wire.network().site(SITE).device_tags.list(filter=tags)
    assert wire.sent[0].query["filter"] == f"and(deviceIds.contains({ID}), name.ne('Attic'))"


def test_tags_are_filtered_by_what_the_list_offers() -> None:
    assert str(DeviceTagFilter.device_ids.contains_exactly(ID, OTHER)) == f"deviceIds.containsExactly({ID}, {OTHER})"
    assert str(DeviceTagFilter.id.in_(ID)) == f"id.in({ID})"
    assert not hasattr(DeviceTagFilter.device_ids, "is_empty")
    assert not hasattr(DeviceTagFilter, "metadata_origin")
