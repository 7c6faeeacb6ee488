"""What the simulated Network application knows of applications."""

from __future__ import annotations


async def test_dpi_lists_are_as_long_as_real_ones(browser):
    for path, total in (("/dpi/applications", 2112), ("/dpi/categories", 35), ("/countries", 248)):
        page = (await browser.get(path, limit=200, offset=200)).json
        assert (page["totalCount"], page["count"]) == (total, min(200, max(0, total - 200)))


async def test_dpi_applications_carry_the_number_of_their_category(browser):
    categories = {category["id"] for category in (await browser.get("/dpi/categories", limit=200)).json["data"]}
    pages = [(await browser.get("/dpi/applications", limit=200, offset=offset)).json for offset in range(0, 2112, 200)]
    applications = [application for page in pages for application in page["data"]]
    assert {application["id"] // 65_536 for application in applications} == categories
    assert len({application["id"] for application in applications}) == len(applications)
