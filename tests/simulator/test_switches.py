"""How a console is told what stands in it, and what it does otherwise than the documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk.simulator import Quirk, SimulatedConsole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "simulator.md"
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (Network|Access|Protect|Network, Access) \| .{10,} \|$", re.MULTILINE)
BOTH = {Quirk.SUCCEED, Quirk.AVATAR_URL}


def quirks_of(console: SimulatedConsole) -> list[set[Quirk]]:
    return [console.network.quirks, console.access.quirks, console.protect.quirks]


@pytest.mark.parametrize(
    "given",
    [
        [Quirk.SUCCEED, Quirk.AVATAR_URL],
        ("succeed", "avatar-url"),
        {"succeed", Quirk.AVATAR_URL},
        (quirk for quirk in ("succeed", "avatar-url")),
        {"succeed": 1, "avatar-url": 2},
    ],
)
def test_quirks_are_named_by_member_or_text_in_any_iterable(given):
    assert quirks_of(SimulatedConsole(estate=None, quirks=given)) == [BOTH] * 3


def test_the_enumeration_itself_is_all_of_them():
    assert quirks_of(SimulatedConsole(estate=None, quirks=Quirk)) == [set(Quirk)] * 3


def test_there_are_none_unless_asked_for():
    assert quirks_of(SimulatedConsole(estate=None)) == [set()] * 3


def test_an_application_can_be_changed_without_the_others():
    console = SimulatedConsole(estate=None, quirks=["succeed"])
    console.access.quirks.add(Quirk.UNLOCK_WITHOUT_DATA)
    assert quirks_of(console) == [{Quirk.SUCCEED}, {Quirk.SUCCEED, Quirk.UNLOCK_WITHOUT_DATA}, {Quirk.SUCCEED}]


@pytest.mark.parametrize("unknown", ["SUCCEED", "no-such-quirk", "", 7, None])
def test_an_unknown_quirk_is_refused_with_those_that_are_known(unknown):
    with pytest.raises(ConfigurationError, match=re.escape(f"there is no {unknown!r}")) as caught:
        SimulatedConsole(estate=None, quirks=["succeed", unknown])
    assert all(quirk.value in str(caught.value) for quirk in Quirk)


@pytest.mark.parametrize("text", ["succeed", Quirk.SUCCEED])
def test_a_single_text_is_no_list_of_quirks(text):
    with pytest.raises(ConfigurationError, match=re.escape("pass ['succeed']")):
        SimulatedConsole(estate=None, quirks=text)


def test_the_documentation_has_every_quirk_in_one_table():
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [name for name, _ in rows] == [quirk.value for quirk in Quirk]


@pytest.mark.parametrize("unknown", ["Hotel", "village", "", 3])
@pytest.mark.parametrize("seed", [True, False])
def test_an_unknown_estate_is_refused_with_those_that_are_known(unknown, seed):
    with pytest.raises(ConfigurationError, match="hotel, campus"):
        SimulatedConsole(estate=unknown, seed=seed)


@pytest.mark.parametrize("arguments", [{"estate": None}, {"seed": False}, {"seed": False, "estate": "campus"}])
def test_an_empty_console_has_nobody_in_it(arguments):
    console = SimulatedConsole(**arguments)
    assert not console.network.default_site.clients
    assert not console.access.users
    assert not console.protect.devices_of("camera")


def test_a_hotel_stands_there_by_default():
    console = SimulatedConsole()
    assert console.network.default_site.clients
    assert console.access.users
    assert console.protect.devices_of("camera")
