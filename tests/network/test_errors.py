"""Which exception a refusal on the way to UniFi Network is, and what it tells to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.dialect import Refusal
from unifi_sdk.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
)
from unifi_sdk.network.errors import (
    CATALOGUE,
    InvalidFilterError,
    ZoneBasedFirewallNotConfiguredError,
    advise,
    read_refusal,
)

CODES = (Path(__file__).parent.parent / "data" / "network_codes.txt").read_text().split()
KEYS = ["meta", "rc", "msg", "code", "errorCode", "error", "name", "message", "requestId", "cause", "issues"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("error"),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner),
    max_leaves=10,
)


def test_the_catalogue_has_every_code_that_was_seen_and_no_other():
    assert {row.code for row in CATALOGUE} == set(CODES)


@pytest.mark.parametrize(
    ("code", "status", "exception"),
    [
        ("api.authentication.missing-credentials", 400, AuthenticationError),
        ("api.firewall.zone-based-firewall-not-configured", 400, ZoneBasedFirewallNotConfiguredError),
        ("api.request.invalid-filter", 400, InvalidFilterError),
        ("api.unexpected-error", 500, ServerError),
        ("api.resource.conflict", 409, ConflictError),
        ("AUTHENTICATION_FAILED_LIMIT_REACHED", 403, RateLimitedError),
        ("NOT_FOUND", 404, NotFoundError),
        ("DeviceTimeout", 408, DeviceUnavailableError),
        ("forbidden", 403, PermissionDeniedError),
        ("api.err.LoginRequired", 200, AuthenticationError),
        ("api.err.InvalidValue", 200, BadRequestError),
    ],
)
def test_a_code_raises_its_class_whatever_the_status(code, status, exception):
    assert CATALOGUE.exception(code, status) is exception


def test_the_finer_classes_are_caught_as_the_shared_ones():
    assert issubclass(InvalidFilterError, BadRequestError)
    assert issubclass(ZoneBasedFirewallNotConfiguredError, NotSupportedError)


BODIES = {
    "the application's own": (
        401,
        {
            "statusCode": 401,
            "statusName": "UNAUTHORIZED",
            "code": "api.authentication.missing-credentials",
            "message": "No key",
            "timestamp": "2026-05-04T03:02:01Z",
            "requestPath": "/integration/v1/sites",
            "requestId": "request-1",
        },
        Refusal("api.authentication.missing-credentials", "No key", "request-1"),
    ),
    "the application's own before it had codes": (
        404,
        {"statusCode": 404, "statusName": "NOT_FOUND", "message": "No such site"},
        Refusal("", "No such site"),
    ),
    "with nothing but the name of the status": (
        403,
        {"statusCode": 403, "statusName": "FORBIDDEN"},
        Refusal("", "FORBIDDEN"),
    ),
    "the gateway's": (401, {"error": {"code": 401, "message": "Unauthorized"}}, Refusal("", "Unauthorized")),
    "a bare message": (401, {"message": "unauthorized"}, Refusal("", "unauthorized")),
    "a bare error": (401, {"error": "Unauthorized"}, Refusal("", "Unauthorized")),
    "the throttle of the login": (
        429,
        {"code": "AUTHENTICATION_FAILED_LIMIT_REACHED", "message": "Slow down", "level": "debug"},
        Refusal("AUTHENTICATION_FAILED_LIMIT_REACHED", "Slow down"),
    ),
    "a throttle with a window": (429, {"error": "Slow down", "windowMs": 1000}, Refusal("", "Slow down")),
    "a page of the web server": (400, None, Refusal()),
    "the older API": (
        400,
        {"meta": {"rc": "error", "msg": "api.err.InvalidValue"}, "data": []},
        Refusal("api.err.InvalidValue"),
    ),
    "the older API with HTTP 200": (
        200,
        {"meta": {"rc": "error", "msg": "api.err.NoPermission"}, "data": []},
        Refusal("api.err.NoPermission"),
    ),
    "the second API with a name": (
        400,
        {"code": "api.err.IdInvalid", "errorCode": 400, "message": "No id"},
        Refusal("api.err.IdInvalid", "No id"),
    ),
    "the second API with a name in the other place": (
        400,
        {"errorCode": "CouldNotFindHotspotFirewallZone", "message": "No zone"},
        Refusal("CouldNotFindHotspotFirewallZone", "No zone"),
    ),
    "the second API with a number": (400, {"errorCode": 4017, "message": "No"}, Refusal("4017", "No")),
    "Site Manager": (
        408,
        {"code": "DeviceTimeout", "httpStatusCode": 408, "message": "No answer", "traceId": "trace-1"},
        Refusal("DeviceTimeout", "No answer", "trace-1"),
    ),
    "Protect on the same road": (
        400,
        {"error": "Bad body", "name": "BAD_REQUEST", "entity": "body", "issues": [{"message": "type is missing"}]},
        Refusal("BAD_REQUEST", "Bad body: type is missing"),
    ),
    "Protect with plain issues": (
        400,
        {"error": "Bad body", "name": "BAD_REQUEST", "issues": ["a", "b", "c", "d", 5]},
        Refusal("BAD_REQUEST", "Bad body: a; b; c"),
    ),
    "a text": (500, "Internal error", Refusal("", "Internal error")),
    "an empty list": (500, [], Refusal()),
    "nothing": (503, None, Refusal()),
}


@pytest.mark.parametrize(("status", "document", "expected"), BODIES.values(), ids=BODIES)
def test_a_body_is_read(status, document, expected):
    assert read_refusal(status, document) == expected


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"offset": 0, "limit": 25, "count": 0, "totalCount": 0, "data": []},
        {"meta": {"rc": "ok"}, "data": []},
        {"meta": "error"},
        {"code": "DE", "name": "Germany"},
        {"error": "a name that a user chose"},
    ],
)
def test_a_good_status_without_an_old_refusal_refuses_nothing(document):
    assert read_refusal(200, document) is None


def test_an_unknown_code_keeps_its_text_and_takes_the_class_of_the_status():
    refusal = read_refusal(409, {"code": "api.future.code", "message": "New"})
    assert refusal == Refusal("api.future.code", "New")
    assert CATALOGUE.find(refusal.code) is None
    assert CATALOGUE.exception(refusal.code, 409) is ConflictError


@given(st.integers(100, 599), ANY_JSON)
def test_no_json_upsets_the_reader(status, document):
    refusal = read_refusal(status, document)
    assert refusal is not None or status < 400


def test_a_rejected_key_is_told_where_keys_are_made_and_which_do_not_work():
    advice = advise(AuthenticationError, "api.authentication.missing-credentials", "GET /v1/sites")
    for word in ("Integrations", "Site Manager", "UniFi Access"):
        assert word in advice


def test_a_lack_of_rights_tells_about_the_admin_and_the_classic_server():
    advice = advise(PermissionDeniedError, "api.forbidden", "GET /v1/sites")
    assert "admin" in advice
    assert "8443" in advice


@pytest.mark.parametrize(
    ("operation", "version"),
    [
        ("GET /v1/sites/{site_id}/hotspot/vouchers", "9.1.120"),
        ("POST /v1/sites/{site_id}/clients/{client_id}/actions", "9.1.120"),
        ("GET /v1/sites/{site_id}/networks/{network_id}", "10.0.162"),
        ("GET /v1/pending-devices", "10.0.162"),
        ("PATCH /v1/sites/{site_id}/firewall/policies/{policy_id}", "10.1.68"),
        ("PUT /v1/sites/{site_id}/acl-rules/ordering", "10.1.68"),
        ("POST /v1/sites/{site_id}/devices", "10.1.68"),
        ("DELETE /v1/sites/{site_id}/devices/{device_id}", "10.1.78"),
        ("GET /v1/sites/{site_id}/switching/lags", "10.2.78"),
    ],
)
def test_a_404_names_the_version_that_brought_the_operation(operation, version):
    assert version in advise(NotFoundError, "", operation)


@pytest.mark.parametrize("operation", ["GET /v1/info", "GET /v1/sites/{site_id}/clients", "GET /v1/sites"])
def test_a_404_of_an_operation_that_every_version_has_gets_no_advice(operation):
    assert advise(NotFoundError, "", operation) == ""


@pytest.mark.parametrize(
    "code",
    ["api.request.invalid-filter", "DeviceTimeout", "authentication_failed_limit_reached", "API.UNEXPECTED-ERROR"],
)
def test_advice_for_a_code_does_not_depend_on_its_case(code):
    exception = CATALOGUE.exception(code, 500)
    assert advise(exception, code, "GET /v1/sites") == advise(exception, code.swapcase(), "GET /v1/sites") != ""


def test_a_plain_bad_request_has_no_advice():
    assert advise(BadRequestError, "", "GET /v1/sites") == ""
