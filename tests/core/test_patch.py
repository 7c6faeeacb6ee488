"""A partial document changes what it names, at any depth, and shares everything else."""

from __future__ import annotations

import pickle
from collections.abc import Mapping

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, UnixSeconds, model
from unifi_sdk._core.patch import Patcher, is_same, merge


class Kind(OpenEnum):
    LAMP = "LAMP"
    FAN = "FAN"


class Mood(OpenEnum):
    CALM = "CALM"
    WILD = "WILD"


@model
class Led(Model):
    is_enabled: bool | None = None
    level: int | None = None


@model
class Zone(Model):
    id: int | None = None


@model
class Thing(Model):
    id: str
    name: str | None = None
    led: Led | None = None
    zones: tuple[Zone, ...] | None = None
    mood: Mood | None = None
    note: str = ""
    seen: UnixSeconds | None = None
    seen_at: UnixMilliseconds | None = None


@model
class Port(Model):
    number: int
    state: str | None = None


@model
class Hub(Model):
    id: str
    ports: Mapping[str, Port] | None = None
    main: Port | None = None
    spare: tuple[Port, ...] | None = None


@model(tag="kind")
class Part(Model):
    kind: Kind
    id: str
    mood: Mood | None = None


@model
class Lamp(Part):
    kind: Kind = Kind.LAMP
    watts: int | None = None


@model
class Fan(Part):
    kind: Kind = Kind.FAN
    blades: int | None = None


codec = Codec(camel_case)
patcher = Patcher(codec)


def thing(document: object) -> Thing:
    return codec.decode(Thing, document)


BEFORE = {"id": "1", "name": "a", "led": {"isEnabled": True, "level": 3}, "zones": [{"id": 1}], "odd": {"x": 1, "y": 2}}


def test_what_is_not_named_stays_and_is_shared():
    before = thing(BEFORE)
    after = patcher.apply(before, {"name": "b"})
    assert after == before.evolve(name="b")
    assert after.led is before.led
    assert after.zones is before.zones


def test_a_patch_that_changes_nothing_gives_the_same_model():
    before = thing(BEFORE)
    for patch in ({}, {"id": "1"}, {"led": {"level": 3}}, {"zones": [{"id": 1}]}, {"odd": {"x": 1}}, BEFORE):
        assert patcher.apply(before, patch) is before


def test_a_nested_object_is_partial_and_a_list_is_whole():
    after = patcher.apply(thing(BEFORE), {"led": {"level": 5}, "zones": [{"id": 2}, {"id": 3}]})
    assert after.led == Led(is_enabled=True, level=5)
    assert after.zones == (Zone(id=2), Zone(id=3))


def test_null_empties_a_field_and_a_value_fills_it_again():
    emptied = patcher.apply(thing(BEFORE), {"led": None, "name": None})
    assert (emptied.led, emptied.name) == (None, None)
    filled = patcher.apply(emptied, {"led": {"level": 1}})
    assert filled.led == Led(level=1)
    assert "led" not in filled.extra


def test_a_value_of_the_wrong_shape_is_kept_aside_and_the_right_one_takes_its_place():
    broken = patcher.apply(thing(BEFORE), {"name": 5})
    assert broken.name is None
    assert codec.encode(broken)["name"] == 5
    assert codec.encode(patcher.apply(broken, {"name": "c"}))["name"] == "c"


def test_another_kind_becomes_another_class():
    lamp = codec.decode(Part, {"kind": "LAMP", "id": "1", "watts": 5})
    fan = patcher.apply(lamp, {"kind": "FAN", "blades": 3})
    assert isinstance(fan, Fan)
    assert (fan.id, fan.blades, fan.extra) == ("1", 3, {"watts": 5})


def test_true_is_not_one_and_a_text_is_not_its_number():
    before = thing({"id": "1", "led": {"level": 1, "isEnabled": True}})
    after = patcher.apply(before, {"led": {"level": True, "isEnabled": 1}})
    assert codec.encode(after) == {"id": "1", "led": {"level": True, "isEnabled": 1}}
    assert (after.led.level, after.led.is_enabled) == (None, None)


def test_an_empty_text_is_kept_and_takes_the_place_of_another():
    after = patcher.apply(thing(BEFORE), {"name": ""})
    assert codec.encode(after)["name"] == ""
    assert patcher.apply(after, {"name": ""}) is after


@pytest.mark.parametrize("before", [{}, {"note": "a", "seen": 5, "seenAt": 5, "mood": "CALM", "name": "a"}])
@pytest.mark.parametrize(
    "patch", [{"note": ""}, {"seen": 0}, {"seenAt": 0}, {"mood": ""}, {"name": ""}, {"note": None}]
)
def test_what_is_empty_is_patched_as_it_is_decoded(before, patch):
    after = patcher.apply(thing({"id": "1", **before}), patch)
    assert is_same(after, thing({"id": "1", **before, **patch}))
    assert codec.encode(after) == {"id": "1", **before, **patch}
    assert patcher.apply(after, patch) is after


def test_a_member_of_an_enumeration_is_the_same_as_its_text_and_another_text_becomes_a_member():
    lamp = codec.decode(Part, {"kind": "LAMP", "id": "1", "mood": "CALM"})
    assert patcher.apply(lamp, {"kind": "LAMP", "mood": "CALM"}) is lamp
    wild = patcher.apply(lamp, {"mood": "WILD"})
    assert isinstance(wild.mood, Mood)
    assert not patcher.apply(lamp, {"mood": "SOUR"}).mood.is_known


def test_what_a_patch_makes_is_as_frozen_and_as_whole_as_what_was_decoded():
    after = patcher.apply(thing(BEFORE), {"name": "b"})
    assert type(after) is Thing
    assert after == thing(BEFORE | {"name": "b"})
    assert hash(after) == hash(thing(BEFORE | {"name": "b"}))
    assert pickle.loads(pickle.dumps(after)) == after
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        after.name = "c"


HUB = {"id": "1", "ports": {"1": {"number": 1, "state": "on"}, "2": {"number": 2}}, "main": {"number": 9, "hue": 1}}


def test_a_map_is_partial_at_any_depth():
    before = codec.decode(Hub, HUB)
    after = patcher.apply(before, {"ports": {"1": {"state": "off"}, "3": {"number": 3}}})
    assert after.ports == {"1": Port(number=1, state="off"), "2": Port(number=2), "3": Port(number=3)}
    assert patcher.apply(before, {"ports": {"1": {"state": "on"}}}) is before


def test_a_nested_object_that_can_no_longer_be_read_is_kept_aside_and_read_again_when_it_can():
    broken = patcher.apply(codec.decode(Hub, HUB), {"main": {"number": "nine"}})
    assert broken.main is None
    assert codec.encode(broken) == HUB | {"main": {"number": "nine", "hue": 1}}
    assert codec.encode(patcher.apply(broken, {"main": {"number": 8}})) == HUB | {"main": {"number": 8, "hue": 1}}


def test_a_change_in_what_a_list_or_map_has_no_field_for_is_a_change():
    before = codec.decode(Hub, HUB | {"spare": [{"number": 1, "hue": 1}]})
    for patch in ({"spare": [{"number": 1, "hue": 2}]}, {"ports": {"1": {"hue": 3}}}):
        assert codec.encode(patcher.apply(before, patch)) == merge(codec.encode(before), patch)


ports = st.fixed_dictionaries(
    {}, optional={"number": st.integers(0, 3) | st.just("x"), "state": st.text("ab") | st.none()}
)
hubs = st.fixed_dictionaries(
    {},
    optional={
        "ports": st.dictionaries(st.sampled_from("12"), ports, max_size=2) | st.none(),
        "main": ports | st.none(),
        "spare": st.lists(ports, max_size=2),
    },
)


@given(hubs, st.lists(hubs, max_size=4))
def test_patching_maps_and_nested_models_is_patching_their_document(first, patches):
    document = {"id": "1", **first}
    patched = codec.decode(Hub, document)
    for patch in patches:
        document = merge(document, patch)
        patched = patcher.apply(patched, patch)
    assert codec.encode(patched) == document
    assert is_same(patched, codec.decode(Hub, document))


leaves = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2)
leds = st.fixed_dictionaries({}, optional={"isEnabled": leaves, "level": leaves, "hue": leaves})
things = st.fixed_dictionaries(
    {},
    optional={
        "name": leaves,
        "led": leds | leaves,
        "zones": st.lists(st.fixed_dictionaries({"id": leaves}), max_size=2) | leaves,
        "odd": leds | leaves,
        "mood": leaves | st.sampled_from(["CALM", "WILD"]),
        "note": leaves,
        "seen": leaves,
        "seenAt": leaves,
    },
)


@given(things, st.lists(things, max_size=4))
def test_patching_a_model_is_patching_its_document(first, patches):
    document = {"id": "1", **first}
    patched = thing(document)
    for patch in patches:
        document = merge(document, patch)
        patched = patcher.apply(patched, patch)
    assert codec.encode(patched) == document
    assert is_same(patched, thing(document))
