"""Applications and categories of deep packet inspection."""

from __future__ import annotations

import pytest

from tests.support.recording import RecordingTransport, page
from unifi_sdk import ConfigurationError
from unifi_sdk.network.filters import DpiApplicationFilter, DpiCategoryFilter
from unifi_sdk.network.models import DpiApplication, DpiCategory


async def test_applications_belong_to_the_console_and_have_numbers() -> None:
    wire = RecordingTransport()
    wire.answer(page({"id": 786435, "name": "Adobe Express"}, {"id": 0, "name": "Nothing"}))
    found = await wire.network().dpi_applications.list(filter=DpiApplicationFilter.name.like("*o*"))
    assert wire.sent[0].line == "GET /v1/dpi/applications"
    assert wire.sent[0].query == {"offset": "0", "limit": "200", "filter": "name.like('*o*')"}
    assert found == [DpiApplication(id=786435, name="Adobe Express"), DpiApplication(id=0, name="Nothing")]


async def test_two_thousand_applications_come_in_pages() -> None:
    wire = RecordingTransport()
    items = [{"id": number, "name": f"Application {number}"} for number in range(450)]
    for offset in (0, 200, 400):
        part = items[offset : offset + 200]
        wire.answer({"offset": offset, "limit": 200, "count": len(part), "totalCount": 450, "data": part})
    found = await wire.network().dpi_applications.list()
    assert [application.id for application in found] == list(range(450))
    assert [sent.query["offset"] for sent in wire.sent] == ["0", "200", "400"]


async def test_categories_belong_to_the_console_and_have_numbers() -> None:
    wire = RecordingTransport()
    wire.answer(page({"id": 3, "name": "Network protocols"}))
    found = await wire.network().dpi_categories.list(filter=DpiCategoryFilter.id.in_(3, 5))
    assert wire.sent[0].line == "GET /v1/dpi/categories"
    assert wire.sent[0].query["filter"] == "id.in(3, 5)"
    assert found == [DpiCategory(id=3, name="Network protocols")]


def test_an_id_that_is_text_is_no_filter() -> None:
    with pytest.raises(ConfigurationError, match="id is compared with a whole number"):
        DpiApplicationFilter.id.eq("786435")
