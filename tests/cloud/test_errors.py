"""The catalogue of the cloud: spellings, classes, and who is told what to do."""

from __future__ import annotations

import pytest

from unifi_sdk import (
    AuthenticationError,
    BadRequestError,
    DeviceUnavailableError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
)
from unifi_sdk._core.site_manager import advise, advise_on_connector, claims, read_refusal
from unifi_sdk.cloud import ConsoleTimeoutError, MissingScopeError, NotOwnerError
from unifi_sdk.cloud.errors import CATALOGUE

KINDS = [
    ("BAD_REQUEST", 400, BadRequestError),
    ("parameter_invalid", 400, BadRequestError),
    ("UNAUTHORIZED", 401, AuthenticationError),
    ("forbidden", 403, PermissionDeniedError),
    ("NOT_FOUND", 404, NotFoundError),
    ("DeviceTimeout", 408, ConsoleTimeoutError),
    ("rate_limit", 429, RateLimitedError),
    ("server_error", 500, ServerError),
    ("bad_gateway", 502, ServerError),
    ("upstream_error", 400, BadRequestError),
    ("upstream_error", 404, NotFoundError),
    ("upstream_error", 500, ServerError),
    ("code_of_tomorrow", 403, PermissionDeniedError),
]


def spellings(code: str) -> set[str]:
    bare = code.replace("_", "")
    return {code, code.upper(), code.lower(), bare, bare.upper(), code.replace("_", "-")}


@pytest.mark.parametrize(("code", "status", "kind"), KINDS)
def test_a_code_is_found_however_it_is_written(code: str, status: int, kind: type[Exception]):
    assert {CATALOGUE.exception(spelled, status) for spelled in spellings(code)} == {kind}


def test_device_timeout_is_found_in_the_catalogue_s_other_spelling():
    assert CATALOGUE.find("device_timeout") is CATALOGUE.find("DeviceTimeout") is not None


def test_a_timeout_of_a_console_is_both_of_what_callers_look_for():
    error = ConsoleTimeoutError("no answer", application="connector", operation="GET /v1/info", status=408)
    assert isinstance(error, DeviceUnavailableError)
    assert isinstance(error, RequestTimeoutError)
    assert (error.operation, error.status, str(error)) == ("GET /v1/info", 408, "no answer")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("insufficient permissions or not the owner of the host", NotOwnerError),
        ("insufficient permissions", MissingScopeError),
        ("missing scope write:mobility", MissingScopeError),
        ("no", PermissionDeniedError),
    ],
)
def test_a_403_tells_the_owner_from_the_scope(message: str, kind: type[Exception]):
    refusal = read_refusal(403, {"code": "FORBIDDEN", "message": message, "httpStatusCode": 403, "traceId": "t"})
    assert refusal is not None
    assert CATALOGUE.exception(refusal.row or refusal.code, 403) is kind
    assert (refusal.code, refusal.request_id) == ("FORBIDDEN", "t")


@pytest.mark.parametrize(
    ("document", "is_claimed"),
    [
        ({"httpStatusCode": 401, "traceId": "t", "code": "unauthorized"}, True),
        ({"statusCode": 401, "statusName": "UNAUTHORIZED", "requestPath": "/x"}, False),
        ({"error": "No such camera", "name": "API_ERROR"}, False),
        ({"error": {"code": 401, "message": "Unauthorized"}}, False),
        ({"traceId": "t"}, False),
        (None, False),
        ([], False),
    ],
)
def test_an_error_body_of_the_cloud_is_known_by_its_shape(document: object, is_claimed: bool):
    assert claims(document) is is_claimed


def test_an_answer_that_is_none_of_an_error_is_no_refusal():
    assert read_refusal(200, {"code": "forbidden"}) is None
    refusal = read_refusal(503, None)
    assert refusal is not None
    assert refusal.code == ""


def test_every_refusal_says_what_to_do_next():
    for kind in (AuthenticationError, MissingScopeError, NotFoundError, RateLimitedError):
        assert advise(kind, "", "GET /v1/hosts")
        assert advise_on_connector(kind, "", "GET /v1/info")
    assert "write:mobility" in advise(MissingScopeError, "", "PUT /v1/mobility/workspaces/{workspace_id}/devices")
    assert "unifi.ui.com" in advise(AuthenticationError, "", "GET /v1/mobility/workspaces")
    assert advise(ServerError, "", "GET /v1/hosts") == ""
