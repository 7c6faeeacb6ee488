"""Countries of the simulated Network application."""

from __future__ import annotations


async def test_countries_are_all_of_iso_3166(browser):
    body = (await browser.get("/countries", limit=200)).json
    assert body["totalCount"] == 248
    named = (await browser.get("/countries", filter="code.in('CK', 'CI')")).json["data"]
    assert named == [{"code": "CI", "name": "Cote d'Ivoire"}, {"code": "CK", "name": "Cook Islands"}]
