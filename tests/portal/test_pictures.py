"""The pictures of the portal that the documentation shows; `tests.portal.pictures` makes them."""

from __future__ import annotations

from pathlib import Path

from tests.portal.browser import PHONE

DOCS = Path(__file__).parents[2] / "docs"


def test_every_picture_is_shown_is_small_and_is_of_a_phone():
    page = (DOCS / "howto" / "captive-portal.md").read_text("utf-8")
    pictures = sorted((DOCS / "pictures").glob("portal-*.png"))
    assert pictures
    for picture in pictures:
        content = picture.read_bytes()
        assert f"../pictures/{picture.name}" in page
        assert len(content) < 60_000
        assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == PHONE
