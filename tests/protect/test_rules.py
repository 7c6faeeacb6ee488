"""What holds for every model and every method of Protect, by their declarations."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from importlib import import_module
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs
import pytest

from unifi_sdk import ProtectClient
from unifi_sdk._core.model import UNSET, IsoTime, Model, OpenEnum, UnixMilliseconds, UnixSeconds, Unset
from unifi_sdk.protect import models
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models import DEVICE_MODELS, Event, Liveview, LiveviewInput, Nvr

NEEDED = {
    "AssetFile": {"name"},  # what a doorbell is told, where the specification has no id
    "ApplicationInfo": {"application_version"},
    "TalkbackSession": {"url"},
    "PosReceipt": {"created"},
    "ArmSchedule": {"start", "end"},  # sent as it is read
}
"""What a model can't do without beside an id."""
WHOLE = {
    "LegacyBootstrap": {"cameras"},
    "AlarmWebhookEvent": {"alarm"},
    "Alarm": {"sources", "conditions", "triggers"},
    "AlarmZones": {"line", "loiter", "zone"},
}
"""What comes once, and is never told in part as devices are: there nothing is an empty list."""
TIMES = {"start", "end"}


def declared() -> Iterator[type]:
    """Every class that a module of models defines."""
    for info in pkgutil.iter_modules(models.__path__):
        module = import_module(f"{models.__name__}.{info.name}")
        yield from (
            each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__
        )


CLASSES = list(declared())
MODELS = [each for each in CLASSES if issubclass(each, Model)]


def is_sent_only(model: type) -> bool:
    return model.__name__.endswith(("Input", "Changes")) or model.__name__ in {
        "PosTransaction",
        "PosLineItem",
        "PosLocation",
    }


READ = [model for model in MODELS if not is_sent_only(model)]
PARTIAL = [model for model in MODELS if model.__name__.endswith("Changes")]


def fields_of(model: type) -> list[attrs.Attribute[Any]]:
    attrs.resolve_types(model, include_extras=True)
    return [each for each in attrs.fields(model) if each.name != "extra"]


def members(tp: Any) -> set[Any]:
    """The types of a union, or the type."""
    return {tp} if get_origin(tp) in (Annotated, Literal, None) else set(get_args(tp)) or {tp}


def test_the_classes_are_found() -> None:
    assert {*DEVICE_MODELS.values(), Event, Nvr, Liveview} <= set(READ)
    assert {"CameraChanges", "LightChanges", "SensorChanges", "ArmProfileChanges"} <= {
        each.__name__ for each in PARTIAL
    }


@pytest.mark.parametrize("model", READ)
def test_no_more_than_an_id_has_to_be_sent_by_a_console(model: type) -> None:
    required = {each.name for each in fields_of(model) if each.default is attrs.NOTHING}
    assert required <= NEEDED.get(model.__name__, {"id"})


@pytest.mark.parametrize("model", READ)
def test_what_a_console_may_leave_out_reads_as_none_or_as_the_kind(model: type) -> None:
    defaults = {each.name: each.default for each in fields_of(model) if each.name not in ("model_key", "type")}
    odd = {name for name, default in defaults.items() if default not in (None, attrs.NOTHING)}
    assert odd == WHOLE.get(model.__name__, set())


def test_every_enumeration_is_open() -> None:
    assert [each for each in CLASSES if issubclass(each, Enum) and not issubclass(each, OpenEnum)] == []


@pytest.mark.parametrize("model", READ)
def test_no_field_is_limited_to_certain_values(model: type) -> None:
    assert [each.name for each in fields_of(model) if "Literal" in str(each.type)] == []


@pytest.mark.parametrize("model", MODELS)
def test_every_time_is_in_milliseconds(model: type) -> None:
    for field in fields_of(model):
        is_time = field.name.endswith("_at") or (issubclass(model, Event) and field.name in TIMES)
        is_choice = any(isinstance(each, type) and issubclass(each, OpenEnum) for each in members(field.type))
        assert not is_time or is_choice or UnixMilliseconds in members(field.type)
        assert not members(field.type) & {datetime, UnixSeconds, IsoTime}


@pytest.mark.parametrize("model", PARTIAL)
def test_a_change_leaves_alone_what_is_not_given(model: type) -> None:
    assert {each.default for each in fields_of(model)} == {UNSET}
    assert all(Unset in members(each.type) for each in fields_of(model))
    with pytest.raises(TypeError):
        model("by position")


UPDATES = [
    getattr(type(resource), name)
    for resource in vars(ProtectClient("console.test", api_key="fake-key")).values()
    if isinstance(resource, Resource)
    for name in ("update", "replace")
    if hasattr(resource, name)
]


def test_every_partial_update_is_found() -> None:
    assert len(UPDATES) == 14


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: update.__qualname__)
def test_a_partial_update_takes_one_body_or_keywords_that_leave_alone_what_is_not_given(update: Any) -> None:
    _, _, *rest = [each for each in inspect.signature(update).parameters.values() if each.name != "timeout_seconds"]
    if rest[0].kind is inspect.Parameter.KEYWORD_ONLY:
        assert all(each.kind is inspect.Parameter.KEYWORD_ONLY and each.default is UNSET for each in rest)
    else:
        (body,) = rest
        assert body.annotation in {each.__name__ for each in PARTIAL} | {LiveviewInput.__name__}
