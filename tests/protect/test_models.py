"""Every model: what is read is kept, whatever the version of the console, and every kind has its own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.protect import documents, read
from tests.support.wire import same_json
from unifi_sdk.protect import models
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.models import (
    DEVICE_MODELS,
    AdoptedDevice,
    ArmProfile,
    AssetFile,
    Device,
    DeviceState,
    IdentityUser,
    LinkStation,
    Liveview,
    ModelKey,
    Nvr,
    RtspsStreams,
    User,
)

READ = [*DEVICE_MODELS.values(), ArmProfile, AssetFile, IdentityUser, Liveview, RtspsStreams, User, AdoptedDevice]


@pytest.mark.parametrize("model", READ)
@settings(max_examples=30)
@given(data=st.data())
def test_a_model_holds_all_that_was_read(model: type[Any], data: st.DataObject) -> None:
    document = data.draw(documents(model))
    assert same_json(DIALECT.codec.encode(read(model, document)), document)


@pytest.mark.parametrize("model", DEVICE_MODELS.values())
def test_a_device_needs_no_more_than_an_id(model: type[Device]) -> None:
    device = read(model, {"id": "1"})
    assert device.id == "1"
    assert DEVICE_MODELS[device.model_key] is model


def test_every_kind_of_device_has_a_model_of_its_own() -> None:
    assert DEVICE_MODELS.keys() == set(ModelKey) - {ModelKey.DOORLOCK}
    assert len(set(DEVICE_MODELS.values())) == 14


def test_a_kind_is_found_by_the_text_on_the_wire() -> None:
    assert DEVICE_MODELS["linkstation"] is LinkStation
    assert DEVICE_MODELS.get("toaster") is None


def test_everything_but_the_recorder_can_be_connected_or_not() -> None:
    assert {model for model in DEVICE_MODELS.values() if not issubclass(model, AdoptedDevice)} == {Nvr}
    assert not read(AdoptedDevice, {"id": "1", "state": "CONNECTING"}).is_connected
    assert AdoptedDevice(id="1", state=DeviceState.CONNECTED).is_connected


def test_the_module_offers_what_it_names() -> None:
    assert len(models.__all__) == len(set(models.__all__))
    assert all(hasattr(models, name) for name in models.__all__)
