"""Arguments of public functions are held to their type hints, and handed on as the function wants them."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from unifi_sdk._core.arguments import check_methods, checked
from unifi_sdk._core.model import UNSET, Model, OpenEnum, Unset, model
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.trust import SystemTrust, Trust


class Colour(OpenEnum):
    RED = "red"


@model
class Part(Model):
    weight: int | None = None


@model
class Thing(Model):
    id: str
    parts: tuple[Part, ...] = ()
    self_made: bool | Unset = UNSET
    kin: Thing | None = None


@checked
def take(
    text: str = "",
    *more: str,
    whole: int = 0,
    number: float | None = None,
    flag: bool | Unset = UNSET,
    when: datetime | None = None,
    day: date | None = None,
    ids: Iterable[str] = (),
    thing: Thing | None = None,
    things: Iterable[Thing] = (),
    colour: Colour = Colour.RED,
    headers: Mapping[str, str] | None = None,
    either: str | bytes = "",
    token: str = "",
    anything: object = None,
) -> dict[str, Any]:
    """Give back what came."""
    return dict(locals())


class Index:
    def __index__(self) -> int:
        return 5


@pytest.mark.parametrize(
    ("argument", "given", "taken"),
    [
        ("whole", 1440.0, 1440),
        ("whole", timedelta(days=1) / timedelta(minutes=1), 1440),
        ("whole", Index(), 5),
        ("number", 2, 2),
        ("number", Decimal("1.5"), 1.5),
        ("number", None, None),
        ("number", math.inf, math.inf),
        ("flag", UNSET, UNSET),
        ("flag", False, False),
        ("ids", ["a", "b"], ("a", "b")),
        ("ids", {"a": 1}.keys(), ("a",)),
        ("ids", iter(["a"]), ("a",)),
        ("things", [Thing(id="1")], (Thing(id="1"),)),
        ("colour", "purple", "purple"),
        ("headers", {"X": "1"}, {"X": "1"}),
        ("either", b"x", b"x"),
        ("anything", object, object),
        ("token", "1234", "1234"),
    ],
)
def test_what_fits_is_taken(argument: str, given: object, taken: object):
    found = take(**{argument: given})[argument]
    assert found == taken
    assert isinstance(found, type(taken))


@pytest.mark.parametrize(
    ("argument", "given", "words"),
    [
        ("text", None, "text must be a text, not None"),
        ("text", 5, "text must be a text, not an int"),
        ("text", b"x", "text must be a text, not a bytes"),
        ("text", Thing(id="1"), "text must be a text, not a Thing: pass its id"),
        ("text", "a\ud800", "text holds half a character"),
        ("whole", "480", "whole must be a whole number, not a str"),
        ("whole", 1.5, "whole must be a whole number, not 1.5"),
        ("whole", math.nan, "whole must be a whole number, not nan"),
        ("whole", True, "whole must be a whole number, not a bool"),
        ("number", "1", "number must be a number, not a str"),
        ("number", math.nan, "number must be a number, not nan"),
        ("flag", "false", "flag must be True or False, not a str"),
        ("flag", 1, "flag must be True or False, not an int"),
        ("flag", None, "flag must be True or False, not None"),
        ("when", date(2026, 1, 1), "when must be a datetime, not a date"),
        ("day", datetime(2026, 1, 1, tzinfo=UTC), "day must be a date, not a datetime"),
        ("ids", "abc", r"ids must be a list, not one text: pass \[ids\] for one"),
        ("ids", {"a": 1}, "ids must be a list, not a dict"),
        ("ids", 5, "ids must be a list, not an int"),
        ("ids", ["a", Thing(id="1")], r"ids\[1\] must be a text, not a Thing: pass its id"),
        ("thing", "1", "thing must be a Thing, not a str"),
        ("things", ["1"], r"things\[0\] must be a Thing, not a str"),
        ("thing", Thing(id=1), r"thing\.id must be a text, not an int"),  # type: ignore[arg-type]
        ("thing", Thing(id="1", parts=(Part(), Part(weight="5"))), r"thing\.parts\[1\]\.weight must be a whole number"),  # type: ignore[arg-type]
        ("thing", Thing(id="1", self_made="no"), r"thing\.self_made must be True or False, not a str"),  # type: ignore[arg-type]
        ("thing", Thing(id="1", kin=Thing(id=None)), r"thing\.kin\.id must be a text, not None"),  # type: ignore[arg-type]
        ("things", [Thing(id=b"1")], r"things\[0\]\.id must be a text, not a bytes"),  # type: ignore[arg-type]
        ("headers", {"X": 1}, r"headers\['X'\] must be a text, not an int"),
        ("either", 5, "either must be a text or bytes, not an int"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(argument: str, given: object, words: str):
    with pytest.raises(ConfigurationError, match=words):
        take(**{argument: given})


def test_arguments_by_place_are_read_too():
    assert take("a", "b", "c")["more"] == ("b", "c")
    with pytest.raises(ConfigurationError, match=r"^more must be a text"):
        take("a", "b", 3)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"^text must be a text"):
        take(3)  # type: ignore[arg-type]


def test_a_missing_or_unknown_argument_is_an_error_of_the_language():
    with pytest.raises(TypeError):
        take(unknown=1)  # type: ignore[call-arg]


def test_a_secret_is_handed_on_as_a_text_that_does_not_show_itself():
    token = take(token="1234-5678")["token"]
    assert token == "1234-5678"
    assert repr(token) == "'***'"


async def test_methods_of_a_class_stay_what_they_are():
    @check_methods
    class Resource:
        def plain(self, name: str) -> str:
            return name

        async def later(self, name: str) -> str:
            return name

        async def stream(self, name: str) -> Any:
            yield name

        def _private(self, name: str) -> str:
            return name

    resource = Resource()
    assert resource.plain("a") == await resource.later("a") == resource._private("a") == "a"
    assert [each async for each in resource.stream("a")] == ["a"]
    assert inspect.iscoroutinefunction(Resource.later)
    assert list(inspect.signature(Resource.later).parameters) == ["self", "name"]
    assert resource._private(5) == 5  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError):
        await resource.later(5)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError):
        resource.stream(5)  # type: ignore[arg-type]


class Ending(StrEnum):
    DOT = "."
    STOP = "!"


@checked
def end(
    *texts: str, ending: Ending | Iterable[Ending] = Ending.DOT, by_port: Trust | Mapping[int, Trust] | None = None
):
    return texts, ending


@pytest.mark.parametrize("ending", [Ending.DOT, ".", [Ending.DOT], (".", "!")])
def test_members_of_an_enum_may_be_their_texts(ending: Any):
    assert end("a", ending=ending)[1] in (Ending.DOT, (Ending.DOT,), (".", "!"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"ending": "?"}, "ending must be one of ., !"),
        ({"ending": 5}, "ending must be an Ending or a list, not an int"),
        ({"ending": [5]}, "ending[0] must be an Ending, not an int"),
        ({"by_port": {"443": SystemTrust()}}, "by_port keys must be a whole number, not a str"),
        ({"by_port": {443: "ab"}}, "by_port[443] must be a Trust, not a str"),
        ({"by_port": "ab"}, "by_port must be a Trust or a mapping, not a str"),
    ],
)
def test_what_is_wrong_inside_of_an_argument_is_told_by_its_place(arguments: dict[str, Any], message: str):
    with pytest.raises(ConfigurationError) as caught:
        end(**arguments)
    assert str(caught.value) == message


def test_a_list_in_the_place_of_one_of_several_is_told_to_be_taken_apart():
    with pytest.raises(ConfigurationError, match=r"texts must be a text, not a list: pass each by itself, or \*them"):
        end(["a"])  # type: ignore[arg-type]
