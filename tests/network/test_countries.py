"""Countries."""

from __future__ import annotations

from tests.support.recording import RecordingTransport, page
from unifi_sdk.network.filters import CountryFilter
from unifi_sdk.network.models import Country


async def test_countries_belong_to_the_console_and_have_codes() -> None:
    wire = RecordingTransport()
    wire.answer(page({"code": "CK", "name": "Cook Islands"}, {"code": "FK", "name": "Falkland Islands, Malvinas"}))
    found = await wire.network().countries.list(filter=CountryFilter.code.in_("CK", "FK"))
    assert wire.sent[0].line == "GET /v1/countries"
    assert wire.sent[0].query["filter"] == "code.in('CK', 'FK')"
    assert found == [Country(code="CK", name="Cook Islands"), Country(code="FK", name="Falkland Islands, Malvinas")]


async def test_a_country_without_a_code_does_not_empty_the_list() -> None:
    wire = RecordingTransport()
    wire.answer(page({"name": "Nowhere"}, {"code": "CK"}))
    found = await wire.network().countries.list()
    assert found == [Country(code="CK")]
    assert [bad.error.path for bad in found.undecodable] == ["$.data[0].code"]


def test_countries_are_filtered_by_what_the_list_offers() -> None:
    assert str(CountryFilter.name.starts_with("Cook")) == "name.like('Cook*')"
    assert not hasattr(CountryFilter.code, "like")
    assert not hasattr(CountryFilter, "id")
