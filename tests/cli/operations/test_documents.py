"""What a command printed goes back to the console as it came: no unit, name, null or unknown key is lost on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.access_console import FACTS as ACCESS
from tests.support.shapes import Shapes
from unifi_sdk._core.model import Model
from unifi_sdk._facts import Facts, load
from unifi_sdk.cli.data import Shown, Writer
from unifi_sdk.cli.exits import CommandError
from unifi_sdk.cli.operations.calling import CODECS as _CODECS
from unifi_sdk.cli.operations.calling import _given_models
from unifi_sdk.cli.operations.documents import Reader, plain_type
from unifi_sdk.cli.operations.table import Call, calls
from unifi_sdk.simulator import SimulatedConsole

WRITER = Writer(Shown(reveal=True))
EVENLY = settings(
    max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def sent_back() -> list[tuple[str, type[Model]]]:
    """The models that the console gives and takes."""
    found = {
        (call.application, plain_type(argument.hint)): None
        for call in calls()
        for argument in call.arguments
        if call.is_write and plain_type(argument.hint) in _given_models()
    }
    return [(application, model) for application, model in found if issubclass(model, Model)]


def answers() -> Iterator[tuple[Call, Facts]]:
    """Operations of which the vendor says what they answer."""
    for application, facts in {"network": load("network"), "protect": load("protect"), "access": ACCESS}.items():
        for call in calls():
            known = facts.get(call.operation)
            if (
                call.application == application
                and known
                and known.answer
                and plain_type(call.answer) in _given_models()
            ):
                yield call, facts


def print_and_read(application: str, model: type[Model], value: Model) -> Model:
    printed = json.loads(json.dumps(WRITER.write(value)))
    return Reader(_CODECS[application], _given_models()).read(model, printed, "document")


def test_there_are_models_that_go_both_ways():
    names = {model.__name__ for _, model in sent_back()}
    assert {"AclRule", "Network", "WifiBroadcast", "FirewallPolicy", "WebhookEndpoint"} <= names


@pytest.mark.parametrize("way", list(answers()), ids=lambda way: way[0].operation)
def test_whatever_the_vendor_documents_goes_back_as_it_came(way: tuple[Call, Facts]):
    call, facts = way
    codec, model = _CODECS[call.application], plain_type(call.answer)
    answer = facts.find(call.operation).answer
    assert answer is not None

    @EVENLY
    @given(
        Shapes().of(answer), st.dictionaries(st.sampled_from(["newField", "xTime"]), st.none() | st.text(max_size=3))
    )
    def check(document: Any, more: dict[str, Any]) -> None:
        came = codec.decode(model, {**document, **more})
        back = print_and_read(call.application, model, came)
        assert codec.encode(back) == codec.encode(came)
        assert codec.encode(back, writable=True) == codec.encode(came, writable=True)

    check()


@pytest.mark.parametrize(
    ("application", "attribute"), [("access", "access"), ("network", "network"), ("protect", "protect")]
)
async def test_what_a_console_gives_goes_back_as_it_came(application: str, attribute: str):
    codec, compared = _CODECS[application], 0
    async with SimulatedConsole() as simulated, simulated.connect() as console:
        scopes = [getattr(console, attribute)]
        scopes += [await console.network.default_site()] if application == "network" else []
        for resource in [part for scope in scopes for name, part in vars(scope).items() if not name.startswith("_")]:
            for value in await resource.list() if hasattr(resource, "list") else ():
                assert codec.encode(print_and_read(application, type(value), value)) == codec.encode(value)
                compared += 1
    assert compared > 20
    await asyncio.sleep(0)


def test_a_value_of_the_wrong_shape_that_the_console_sent_goes_back_as_it_is():
    codec, (model,) = _CODECS["network"], {model for _, model in sent_back() if model.__name__ == "FirewallZone"}
    came = codec.decode(model, {"id": "1", "name": "a", "networkIds": [], "metadata": "odd", "when": None})
    back = print_and_read("network", model, came)
    assert codec.encode(back) == {"id": "1", "name": "a", "networkIds": [], "metadata": "odd", "when": None}


def test_a_name_may_not_come_twice():
    (model,) = {model for _, model in sent_back() if model.__name__ == "FirewallZone"}
    document = {"name": "a", "network_ids": [], "networkIds": []}
    with pytest.raises(CommandError, match="twice"):
        Reader(_CODECS["network"], _given_models()).read(model, document, "zone")
