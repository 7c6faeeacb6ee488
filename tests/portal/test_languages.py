"""A guest reads the portal in the language that the browser asks for, and a language is one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.portal import languages
from examples.portal.app import FORM_SECONDS
from examples.portal.languages import Language, Languages
from tests.portal.serving import Markup, arrive, guest_of, redirect_path, send, sign_in
from unifi_sdk.simulator.network.hotspot import Limits

FOLDER = Path(languages.__file__).parent
ALL = Languages()
GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE-ch", "de"),
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("en;q=0.5, de;q=0.7", "de"),
        ("en-GB, de", "en"),
        ("fr, de;q=0.4, en;q=0.3", "de"),
        ("fr, ja", "en"),
        ("de;q=0", "en"),
        ("*", "en"),
        ("de;q=much, en;q=0.1", "en"),
        ("de;q=nan", "en"),
        (",;q=,;", "en"),
    ],
)
def test_the_language_that_a_browser_likes_best_is_chosen(wished, code):
    assert ALL.choose(wished).code == code


@given(st.text(max_size=200))
def test_whatever_a_browser_asks_for_there_is_a_language(wished):
    assert ALL.choose(wished).code in ALL.by_code


def texts(language: Language) -> Iterator[tuple[str, str]]:
    """Each text by its name."""
    yield from language.texts.items()
    yield from language.errors.items()
    for key, (title, text) in language.problems.items():
        yield f"{key} title", title
        yield f"{key} text", text


@pytest.mark.parametrize("code", sorted(ALL.by_code))
def test_every_language_says_all_and_names_the_same(code):
    def placeholders(language: Language) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"\$\w+", text)) for key, text in texts(language)}

    language = ALL.by_code[code]
    assert placeholders(language) == placeholders(ALL.by_code["en"])
    assert all(text.strip() for _, text in texts(language))
    assert (len(language.weekdays), len(language.months), language.code) == (7, 12, code)


def test_a_third_language_is_one_file(tmp_path):
    for name in "en", "de":
        (tmp_path / f"{name}.toml").write_bytes((FOLDER / f"{name}.toml").read_bytes())
    third = (FOLDER / "en.toml").read_text("utf-8").replace('code = "en"', 'code = "fr"')
    (tmp_path / "fr.toml").write_text(third, "utf-8")

    assert Languages(tmp_path).choose("fr-CA").code == "fr"


async def test_a_guest_who_reads_german_gets_german_from_the_form_to_the_last_page(guest, simulated):
    form = Markup(await (await guest.get(redirect_path(), headers=GERMAN)).text())
    assert ("html", {"lang": "de", "dir": "ltr"}) in form.elements
    assert "Anmelden bei Hotel Guest." in form.text
    assert "Zimmernummer" in form.text

    wrong = Markup(await (await sign_in(guest, headers=GERMAN, surname="")).text())
    assert "Fehler: Geben Sie Ihren Nachnamen ein" in wrong.text

    answer = await sign_in(guest, headers=GERMAN)
    client = guest_of(simulated)
    client.authorize(simulated.clock.now(), 1_798_826_400.0, Limits(data_usage_mbytes=3000, rx_rate_kbps=1500))
    last = Markup(await (await guest.get(answer.headers["Location"], headers=GERMAN)).text()).text
    for text in "Sie sind online", "Freitag, 1. Januar, 18:00 Uhr", "3.000 MB", "1,5 Mbit/s", "unbegrenzt", "Weiter zu":
        assert text in last


@pytest.mark.parametrize("code", sorted(ALL.by_code))
async def test_no_page_is_in_two_languages(guest, hands, code):
    """What stands on a page is what its file says; English is found in English pages alone."""
    headers = {"Accept-Language": code}
    form = await arrive(guest)
    hands.moved = FORM_SECONDS + 1
    pages = [
        await (await guest.get(redirect_path(), headers=headers)).text(),
        await (await send(guest, form, headers=headers)).text(),
        await (await guest.get("/", headers=headers)).text(),
        await (await guest.get("/online", headers=headers)).text(),
    ]
    others = {text for key, text in texts(ALL.by_code["en"]) if len(text) > 12 and "$" not in text}
    others -= {text for _, text in texts(ALL.by_code[code])}
    for page in pages:
        assert [text for text in others if text in Markup(page).text] == []
