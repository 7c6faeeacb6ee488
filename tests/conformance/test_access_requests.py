"""Whatever arguments a method of UniFi Access takes, what it sends is as the reference documents it; none is overlooked."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.conformance.access_calls import PLACES, arguments, call
from tests.conformance.access_console import ABSENT, FACTS, AccessConsole
from tests.support.shapes import Shapes
from unifi_sdk import ConfigurationError
from unifi_sdk._facts import Operation
from unifi_sdk._facts.performed import Performed

PLAIN = Shapes()
CALLED = [place for place in PLACES if place.owner]
EVENLY = settings(
    max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def test_every_operation_has_its_method_and_the_socket_its_stream():
    asked = [re.sub(r"\{\w+\}", "{}", place.operation) for place in PLACES]
    assert len(asked) == len(set(asked)) == 107
    assert set(asked) == {re.sub(r"\{\w+\}", "{}", name) for name in FACTS.operations}
    assert [place.operation for place in PLACES if not place.owner] == ["GET /devices/notifications"]


@pytest.mark.parametrize("place", CALLED, ids=lambda place: place.name)
def test_a_request_is_as_the_vendor_documents_it(place: Performed):
    operation = FACTS.find(place.operation)
    counted: list[int] = []

    @EVENLY
    @given(st.data(), arguments(place.function))
    def check(data: st.DataObject, values: dict[str, Any]) -> None:
        console = AccessConsole(lambda asked: answer(data, asked))
        try:
            asyncio.run(call(console.access, place, values))
        except ConfigurationError:  # the vendor says in words what such arguments lack
            assert console.received == []
            reject()
        assert [received.operation for received in console.received].count(operation) == 1
        assert [problem for received in console.received for problem in received.problems] == []
        counted.append(1)

    check()
    assert counted


def answer(data: st.DataObject, operation: Operation) -> Any:
    return ABSENT if operation.answer is None else data.draw(PLAIN.of(operation.answer))
