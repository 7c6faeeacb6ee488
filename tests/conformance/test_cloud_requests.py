"""Whatever arguments a method takes, what it sends is as the documents of Site Manager and Mobility say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.support.arguments import PLAIN, arguments
from tests.support.vendor import VendorTransport
from unifi_sdk import CloudClient, ConfigurationError, DecodeError
from unifi_sdk._facts import Operation, load
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.cloud._resource import Resource
from unifi_sdk.cloud.mobility import Mobility
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("cloud")
PLACES = performed("unifi_sdk.cloud")
THROUGH = {"Hosts.find", "Sites.find", "Devices.find", "Devices.by_host"}
"""Public methods that go through a list."""
EVENLY = settings(
    max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def answer(operation: Operation, data: st.DataObject) -> Any:
    document = data.draw(PLAIN.of(operation.answer))
    document.pop("nextToken", None)
    if isinstance(document.get("data"), list):
        document["total"] = len(document["data"])
    return document


def resources(cloud: CloudClient) -> Iterator[Resource]:
    """Whatever can be reached from a client, without a request."""
    for part in vars(cloud).values():
        inside = vars(part).values() if isinstance(part, Mobility) else [part]
        yield from (each for each in inside if isinstance(each, Resource))


async def call(transport: VendorTransport, place: Performed, values: dict[str, Any]) -> None:
    cloud = CloudClient(api_key="fake-api-key-0123456789", host="cloud.test", _transport=transport)
    (resource,) = [found for found in resources(cloud) if type(found) is place.owner]
    await getattr(resource, place.function.__name__)(**values)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_request_is_as_the_vendor_documents_it(place: Performed):
    operation = FACTS.find(place.operation)
    counted: list[int] = []

    @EVENLY
    @given(st.data(), arguments(place, operation))
    def check(data: st.DataObject, values: dict[str, Any]) -> None:
        transport = VendorTransport(FACTS, lambda asked: answer(asked, data), problems)
        try:
            asyncio.run(call(transport, place, values))
        except ConfigurationError:  # the vendor says in words what such arguments lack
            assert transport.received == []
            reject()
        except DecodeError:
            pass  # an answer that the vendor allows and that says nothing; here the request is judged
        assert [received.operation for received in transport.received] == [operation]
        assert [problem for received in transport.received for problem in received.problems] == []
        counted.append(1)

    check()
    assert counted


def test_every_public_method_of_a_resource_is_among_those_that_are_called():
    cloud = CloudClient(api_key="fake-api-key-0123456789")
    public = {
        getattr(type(resource), name).__qualname__
        for resource in resources(cloud)
        for name in dir(resource)
        if not name.startswith("_")
    }
    assert public - THROUGH == {place.name for place in PLACES}


def test_every_operation_has_its_method():
    assert {FACTS.find(place.operation).name for place in PLACES} == set(FACTS.operations)
