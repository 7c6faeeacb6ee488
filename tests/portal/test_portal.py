"""The portal over HTTP: from the redirect to a guest who is online, with forms that are wrong, forged, old or guesses."""

from __future__ import annotations

import asyncio

import pytest

from examples.portal.app import DAY_SECONDS, FORM_SECONDS
from examples.portal.tickets import Tickets
from tests.portal.serving import (
    GUEST,
    ROOM,
    SECRET,
    Markup,
    arrive,
    guest_of,
    is_in,
    page_after,
    redirect_path,
    send,
    sign_in,
    ticket_in,
    writes,
)
from unifi_sdk.network import parse_redirect
from unifi_sdk.simulator.network.hotspot import Limits


def ticket(redirect: str, purpose: str = "online") -> str:
    return Tickets(SECRET).issue(purpose, parse_redirect(redirect))


# the way of a guest


async def test_the_redirect_leads_to_a_form_and_asks_the_console_nothing(guest, simulated):
    page = await (await guest.get(redirect_path())).text()

    assert "<label" in page
    assert "Hotel Guest" in page
    assert simulated.requests == []


async def test_a_guest_with_the_right_room_and_surname_is_let_in_with_the_limits_of_the_house(guest, simulated):
    await page_after(guest, await sign_in(guest))

    admission = guest_of(simulated).authorization
    assert admission is not None
    assert admission.expires_at - admission.authorized_at == 120 * 60
    assert admission.limits.data_usage_mbytes == 2048
    assert (admission.limits.rx_rate_kbps, admission.limits.tx_rate_kbps) == (20_000, 500)


async def test_the_last_page_shows_what_the_console_has_granted_and_not_what_was_asked_for(guest, simulated):
    answer = await sign_in(guest)
    client = guest_of(simulated)
    client.authorize(simulated.clock.now(), 1_798_826_400.0, Limits(data_usage_mbytes=300, tx_rate_kbps=64))

    text = Markup(await page_after(guest, answer)).text

    assert "Friday 1 January, 18:00" in text
    assert "300 MB" in text
    assert "no limit" in text
    assert "64 kbit/s" in text


@pytest.mark.parametrize("surname", ["MUSTER MULLER", " muster-müller ", "Muster‐Mu\u0308ller"])  # noqa: RUF001
@pytest.mark.parametrize("room", ["14b", " 14 B "])
async def test_capitals_accents_and_spaces_make_no_difference(guest, simulated, room, surname):
    assert (await sign_in(guest, room=room, surname=surname)).status == 303
    assert is_in(simulated)


async def test_a_guest_who_is_in_already_keeps_the_admission_in_force(guest, simulated):
    await sign_in(guest)
    first = guest_of(simulated).authorization

    page = await page_after(guest, await sign_in(guest))

    assert "You are online" in page
    assert guest_of(simulated).authorization is first
    assert writes(simulated) == ["POST"]


async def test_a_button_that_is_pressed_twice_lets_the_guest_in_once(guest, simulated):
    form = await arrive(guest)

    answers = await asyncio.gather(*(send(guest, form) for _ in range(4)))

    assert [answer.status for answer in answers] == [303] * 4
    assert writes(simulated) == ["POST"]


async def test_the_last_page_of_a_guest_whose_time_is_up_is_the_form_again(guest, simulated):
    answer = await sign_in(guest)
    guest_of(simulated).authorization = None

    shown = await guest.get(answer.headers["Location"])

    page = await shown.text()
    assert (shown.status, "Error: You are not online" in page) == (403, True)
    assert (await send(guest, ticket_in(page))).status == 303


# what a guest leaves out or gets wrong


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"room": " "}, "room", "Enter your room number"),
        ({"surname": ""}, "surname", "Enter your surname"),
        ({"terms": ""}, "terms", "Accept the terms"),
        ({"room": "1" * 17}, "room", "at most 16"),
        ({"surname": "x" * 81}, "surname", "at most 80"),
    ],
)
async def test_what_is_missing_is_said_at_its_field(guest, simulated, changes, field, message):
    answer = await sign_in(guest, **changes)

    page = Markup(await answer.text())
    (attrs,) = (attrs for _, attrs in page.elements if attrs.get("id") == field)
    assert (answer.status, attrs["aria-invalid"], "autofocus" in attrs) == (422, "true", True)
    assert f"{field}-error" in str(attrs["aria-describedby"]).split()
    assert message in page.text
    assert simulated.requests == []


@pytest.mark.parametrize(
    "changes",
    [
        {"room": "12"},
        {"room": "999"},
        {"surname": "Sample"},
        {"room": "-", "surname": "-"},
        {"room": "1", "surname": "4B"},
    ],
)
async def test_a_wrong_room_and_a_wrong_surname_are_told_alike(guest, simulated, changes):
    answer = await sign_in(guest, **changes)

    page = await answer.text()
    assert (answer.status, "Room and surname do not match" in page) == (403, True)
    assert simulated.requests == []


async def test_what_was_typed_stays_in_the_form(guest):
    page = Markup(await (await sign_in(guest, room="12", surname="A & B")).text())

    fields = {attrs.get("name"): attrs for tag, attrs in page.elements if tag == "input"}
    assert (fields["room"]["value"], fields["surname"]["value"]) == ("12", "A & B")
    assert "checked" in fields["terms"]


# guessing


async def test_a_device_that_guesses_too_often_has_to_wait(guest, simulated, hands):
    for number in range(5):
        assert (await sign_in(guest, room=str(number))).status == 403

    stopped = await sign_in(guest)

    assert (stopped.status, is_in(simulated)) == (429, False)
    assert 590 <= int(stopped.headers["Retry-After"]) <= 600
    hands.moved = 601
    assert (await send(guest, ticket_in(await stopped.text()))).status == 303


async def test_a_room_is_protected_against_devices_that_change_their_address(guest, simulated):
    for number in range(10):
        form = await arrive(guest, mac=f"02:00:00:00:00:{number:02x}")
        assert (await send(guest, form, surname="Sample")).status == 403

    assert (await send(guest, await arrive(guest))).status == 429
    assert not is_in(simulated)


async def test_an_address_on_the_network_has_a_limit_of_its_own(guest):
    for number in range(30):
        form = await arrive(guest, mac=f"02:00:00:00:00:{number:02x}")
        assert (await send(guest, form, room=f"9{number}")).status == 403

    assert (await send(guest, await arrive(guest))).status == 429


async def test_guesses_at_the_same_time_are_counted_as_well(guest):
    form = await arrive(guest)

    answers = await asyncio.gather(*(send(guest, form, room=str(number)) for number in range(9)))

    assert sorted(answer.status for answer in answers) == [403] * 5 + [429] * 4


async def test_signing_in_often_is_no_guessing(guest):
    assert [(await sign_in(guest)).status for _ in range(8)] == [303] * 8


# forms


@pytest.mark.parametrize("forged", ["", "x", "x.y", "é.é", ".", "a" * 9000, "e30=.00"])
async def test_a_form_that_is_not_from_here_is_refused(guest, simulated, forged):
    assert (await send(guest, forged)).status == 403
    assert simulated.requests == []


async def test_a_ticket_of_another_device_cannot_be_put_together(guest, simulated):
    mine, _, signature = (await arrive(guest, mac="02:00:00:00:00:01")).partition(".")
    theirs = (await arrive(guest)).partition(".")[0]

    assert mine != theirs
    assert (await send(guest, f"{theirs}.{signature}")).status == 403
    assert not is_in(simulated)


async def test_a_ticket_for_looking_is_none_for_signing_in(guest):
    assert (await send(guest, ticket(redirect_path(), "online"))).status == 403
    assert (await guest.get("/online", params={"ticket": await arrive(guest)})).status == 403


async def test_a_form_that_was_open_too_long_is_shown_again_and_works_then(guest, simulated, hands):
    form = await arrive(guest)
    hands.moved = FORM_SECONDS + 1

    shown = await send(guest, form)

    page = await shown.text()
    assert (shown.status, "open too long" in page, is_in(simulated)) == (403, True, False)
    assert (await send(guest, ticket_in(page))).status == 303


@pytest.mark.parametrize("purpose", ["form", "online"])
async def test_a_ticket_of_yesterday_is_none(guest, hands, purpose):
    old = ticket(redirect_path(), purpose)
    hands.moved = DAY_SECONDS + 1

    shown = await (send(guest, old) if purpose == "form" else guest.get("/online", params={"ticket": old}))

    assert (shown.status, "This page is too old" in await shown.text()) == (403, True)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"])
async def test_a_form_sent_from_another_site_is_refused(guest, simulated, origin):
    assert (await sign_in(guest, headers={"Origin": origin})).status == 403
    assert not is_in(simulated)


async def test_a_form_sent_from_the_portal_itself_is_taken(guest):
    origin = str(guest.make_url("/")).rstrip("/")
    assert (await sign_in(guest, headers={"Origin": origin})).status == 303


async def test_a_file_in_place_of_a_text_is_no_text(guest):
    form = await arrive(guest)
    boundary = "--x\r\nContent-Disposition: form-data; name="
    body = f'{boundary}"ticket"\r\n\r\n{form}\r\n{boundary}"room"; filename="a"\r\n\r\n{ROOM}\r\n--x--\r\n'

    answer = await guest.post("/sign-in", data=body, headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert (answer.status, "Enter your room number" in await answer.text()) == (422, True)


# what every answer carries


@pytest.mark.parametrize(
    "path", [redirect_path(), redirect_path(mac="x"), "/", "/sign-in", "/online", "/favicon.ico", "/guest/s/a/b"]
)
async def test_every_page_is_closed_to_scripts_frames_and_caches(guest, path):
    shown = await guest.get(path)

    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"


async def test_a_redirect_carries_the_same_headers(guest):
    assert (await sign_in(guest)).headers["Cache-Control"] == "no-store"


async def test_a_form_of_any_size_is_not_read(guest):
    assert (await send(guest, "x" * 40_000)).status == 413


async def test_a_mistake_in_the_portal_is_a_page_that_tells_nothing(guest, monkeypatch):
    def break_down(*args, **options):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("examples.portal.app.parse_redirect", break_down)
    shown = await guest.get(redirect_path())

    page = await shown.text()
    assert (shown.status, "went wrong on our side" in page, "secret" in page) == (500, True, False)


def test_a_ticket_is_read_as_it_was_issued():
    redirect = parse_redirect(redirect_path())
    read = Tickets(SECRET).read("form", Tickets(SECRET).issue("form", redirect)).redirect

    assert (read.client_mac, read.site_reference, read.ssid) == (GUEST, "default", "Hotel Guest")
    assert read.original_url == redirect.original_url


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        Tickets(b"short")
