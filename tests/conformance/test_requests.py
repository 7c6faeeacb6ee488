"""Whatever arguments a method takes, what it sends is as the vendor's specification says, and the answer is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.support.arguments import PLAIN, arguments
from tests.support.recording import SITE
from tests.support.vendor import VendorTransport
from unifi_sdk import ConfigurationError, DecodeError, OutcomeUnknownError
from unifi_sdk._facts import load, versions
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.network import NetworkClient
from unifi_sdk.network._resource import Resource, SiteResource

VERSIONS = {version: load("network", version) for version in versions("network")}
FACTS = VERSIONS["10.5.66"]
PLACES = [place for place in performed("unifi_sdk.network") if FACTS.get(place.operation)]
EVENLY = settings(
    max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def resources(network: NetworkClient) -> Iterator[Resource | SiteResource]:
    """Whatever can be reached from a client, without a request."""
    for scope in (network, network.site(SITE)):
        yield from (part for part in vars(scope).values() if isinstance(part, Resource | SiteResource))


async def call(transport: VendorTransport, place: Performed, values: dict[str, Any]) -> Any:
    (resource,) = [found for found in resources(transport.network()) if type(found) is place.owner]
    result = getattr(resource, place.function.__name__)(**values)
    return await result


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_request_is_as_the_vendor_documents_it(place, version):
    operation = VERSIONS[version].find(place.operation)

    @EVENLY
    @given(st.data(), arguments(place, operation))
    def check(data: st.DataObject, values: dict[str, Any]) -> None:
        transport = VendorTransport(VERSIONS[version], lambda asked: data.draw(PLAIN.of(asked.answer)))
        try:
            asyncio.run(call(transport, place, values))
        except ConfigurationError:  # the vendor says in words what such arguments lack
            assert transport.received == []
            reject()
        except (DecodeError, OutcomeUnknownError):
            pass  # an answer that the vendor allows and that says nothing; here the request is judged
        assert [received.operation for received in transport.received].count(operation) == 1
        assert [problem for received in transport.received for problem in received.problems] == []

    check()
