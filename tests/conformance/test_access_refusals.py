"""What a refusal of UniFi Access tells, at each of its operations, through the methods that perform them."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings

from tests.conformance.access_calls import PLACES, arguments, call
from tests.conformance.access_console import FACTS, TABLE
from tests.support.clock import FakeClock
from unifi_sdk import ConfigurationError
from unifi_sdk._core.exchange import JSON_TYPE
from unifi_sdk._core.transport import Request, Response, Transport
from unifi_sdk._facts.performed import Performed
from unifi_sdk.access import AccessClient
from unifi_sdk.errors import ApiError, AuthenticationError, NotFoundError, NotSupportedError, PermissionDeniedError

ROWS = {row["name"]: row for row in TABLE["operations"]}
CALLED = [place for place in PLACES if place.owner]
LATER = [place for place in CALLED if "since" in ROWS[FACTS.find(place.operation).name]]
ONE = settings(max_examples=2, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))


class Refusing(Transport):
    """Refuses one operation, and does the others of an enrolment."""

    def __init__(self, operation: str, status: int, document: object) -> None:
        super().__init__(clock=FakeClock())
        self.access = AccessClient("console.test", token="fake-token-0123456789", _transport=self)
        self._operation = operation
        self._refusal = status, document

    async def send(self, request: Request) -> Response:
        status, document = 200, {"code": "SUCCESS", "data": {"session_id": "a-session", "token": "a-card"}}
        if request.operation.text == self._operation:
            status, document = self._refusal
        return Response(status, {"Content-Type": JSON_TYPE}, json.dumps(document).encode())


def refused(place: Performed, status: int, document: object) -> ApiError:
    """What is raised when an operation is refused."""
    raised: list[ApiError] = []

    @ONE
    @given(arguments(place.function))
    def check(values: dict[str, Any]) -> None:
        access = Refusing(place.operation, status, document).access
        try:
            asyncio.run(call(access, place, values))
        except ConfigurationError:
            reject()
        except ApiError as error:
            raised.append(error)

    check()
    return raised[-1]


@pytest.mark.parametrize("place", CALLED, ids=lambda place: place.operation)
def test_a_401_tells_where_the_token_is_made_and_which_keys_do_not_work(place: Performed):
    error = refused(place, 401, {"code": "CODE_ACCESS_TOKEN_INVALID", "msg": "no"})
    assert isinstance(error, AuthenticationError)
    for words in ("Settings > General > Advanced > API Token", "Network", "Protect", "Site Manager"):
        assert words in str(error)


@pytest.mark.parametrize("place", CALLED, ids=lambda place: place.operation)
def test_a_403_names_the_scope_of_the_operation(place: Performed):
    row = ROWS[FACTS.find(place.operation).name]
    error = refused(place, 403, {"code": "CODE_UNAUTHORIZED", "msg": "no"})
    assert isinstance(error, PermissionDeniedError)
    assert f"the permission {row['scope']};" in str(error)
    assert (error.operation, error.status, error.code) == (place.operation, 403, "CODE_UNAUTHORIZED")


@pytest.mark.parametrize("place", LATER, ids=lambda place: place.operation)
@pytest.mark.parametrize(
    ("status", "document", "kind"),
    [
        (404, "no page", NotFoundError),
        (200, {"code": "CODE_DEVICE_API_NOT_SUPPORTED", "msg": "no"}, NotSupportedError),
        (200, {"code": "CODE_DEVICE_DEVICE_VERSION_TOO_OLD", "msg": "no"}, NotSupportedError),
    ],
    ids=["404", "not supported", "too old"],
)
def test_what_is_not_there_or_not_supported_names_the_version_that_has_it(place: Performed, status, document, kind):
    row = ROWS[FACTS.find(place.operation).name]
    error = refused(place, status, document)
    assert isinstance(error, kind)
    assert re.search(rf"UniFi Access {re.escape(row['since'])} or later", str(error))
