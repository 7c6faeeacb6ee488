"""A partial document changes what it names, at any depth, and shares everything else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.model import Model, OpenEnum, model
from unifi_sdk._core.patch import Patcher, merge


class Kind(OpenEnum):
    LAMP = "LAMP"
    FAN = "FAN"


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


@model(tag="kind")
class Part(Model):
    kind: Kind
    id: str


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


leaves = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2)
leds = st.fixed_dictionaries({}, optional={"isEnabled": leaves, "level": leaves, "hue": leaves})
things = st.fixed_dictionaries(
    {},
    optional={
        "name": leaves,
        "led": leds | leaves,
        "zones": st.lists(st.fixed_dictionaries({"id": leaves}), max_size=2) | leaves,
        "odd": leds | leaves,
    },
)


@given(things, st.lists(things, max_size=4))
def test_patching_a_model_is_patching_its_document(first, patches):
    document = {"id": "1", **first}
    patched = thing(document)
    for patch in patches:
        document = merge(document, patch)
        patched = patcher.apply(patched, patch)
    assert codec.encode(patched) == codec.encode(thing(document)) == document
