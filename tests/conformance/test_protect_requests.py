"""Whatever arguments a method takes, what it sends is as Protect's specification says; and every operation has a method."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.support.arguments import WHOLE, arguments
from tests.support.vendor import VendorTransport
from unifi_sdk import (
    ConfigurationError,
    ConflictError,
    NotFoundError,
    OutcomeUnknownError,
    UnexpectedContentError,
)
from unifi_sdk._facts import load, versions
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.protect import ProtectClient
from unifi_sdk.protect._resource import Resource
from unifi_sdk.simulator.protect.schema import problems

VERSIONS = {version: load("protect", version) for version in versions("protect")}
FACTS = VERSIONS["7.2.84"]
PERFORMED = [place for place in performed("unifi_sdk.protect") if FACTS.get(place.operation)]
WHOLE_LIVEVIEW = [f"body must have required property '{name}'" for name in ("id", "isDefault", "modelKey", "owner")]
UNWANTED = {"Liveviews.create": WHOLE_LIVEVIEW, "Liveviews.replace": WHOLE_LIVEVIEW}
"""What the specification asks for and consoles refuse."""
EVENLY = settings(
    max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def methods(place: Performed) -> Iterator[Performed]:
    """The public methods that perform an operation: itself, and those that go through it."""
    if not place.function.__name__.startswith("_"):
        yield place
    for function in filter(inspect.isfunction, vars(place.owner).values()):
        goes_through = f"self.{place.function.__name__}(" in inspect.getsource(function)
        if goes_through and not function.__name__.startswith("_"):
            yield attrs.evolve(place, function=inspect.unwrap(function))


METHODS = [method for place in PERFORMED if place.owner for method in methods(place)]


def test_every_operation_has_its_method_and_both_sockets_their_stream():
    asked = [FACTS.find(place.operation).name for place in PERFORMED]
    assert len(asked) == len(set(asked)) == 74
    assert set(asked) == set(FACTS.operations)


def test_every_public_method_of_a_resource_is_among_those_that_are_called():
    resources = vars(ProtectClient("console.test", api_key="fake-key")).values()
    public = {
        getattr(type(resource), name).__qualname__
        for resource in resources
        if isinstance(resource, Resource)
        for name in dir(resource)
        if not name.startswith("_")
    }
    assert public == {method.name for method in METHODS}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_a_request_is_as_the_vendor_documents_it(method: Performed, version: str):
    operation = VERSIONS[version].find(method.operation)
    counted: list[int] = []

    @EVENLY
    @given(st.data(), arguments(method, operation))
    def check(data: st.DataObject, values: dict[str, Any]) -> None:
        transport = VendorTransport(VERSIONS[version], lambda asked: data.draw(WHOLE.of(asked.answer)), problems)
        try:
            asyncio.run(call(transport.protect(), method, values))
        except ConfigurationError:  # the vendor says in words what such arguments lack
            assert transport.received == []
            reject()
        except (NotFoundError, ConflictError, OutcomeUnknownError, UnexpectedContentError):
            pass  # nothing is called so, several things are, or the answer says nothing; here the request is judged
        assert [received.operation for received in transport.received].count(operation) == 1
        found = [problem for received in transport.received for problem in received.problems]
        assert [problem for problem in found if problem not in UNWANTED.get(method.name, ())] == []
        counted.append(1)

    check()
    assert counted


async def call(protect: ProtectClient, method: Performed, values: dict[str, Any]) -> Any:
    (resource,) = [part for part in vars(protect).values() if type(part) is method.owner]
    return await getattr(resource, method.function.__name__)(**values)
