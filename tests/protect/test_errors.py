"""Which exception a refusal on the way to UniFi Protect is, and what it tells to do."""

from __future__ import annotations

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
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
)
from unifi_sdk.protect.errors import (
    CATALOGUE,
    ArmedError,
    GlobalAlarmManagerError,
    advise,
    read_refusal,
)

KEYS = ["error", "name", "type", "cause", "issues", "code", "message", "entity"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("API_ERROR"),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner),
    max_leaves=10,
)


def exception_for(status, document):
    return CATALOGUE.exception(read_refusal(status, document).code, status)


BODIES = {
    "the application's own": (
        404,
        {"error": "No such camera", "name": "NOT_FOUND"},
        Refusal("NOT_FOUND", "No such camera"),
    ),
    "a vague name": (500, {"error": "It failed", "name": "API_ERROR"}, Refusal("API_ERROR", "It failed")),
    "a cause that tells more": (
        400,
        {"error": "It failed", "name": "API_ERROR", "cause": {"error": "No file", "name": "FILE_MISSING"}},
        Refusal("FILE_MISSING", "It failed: No file"),
    ),
    "a cause that tells no more": (
        500,
        {"error": "It failed", "name": "API_ERROR", "cause": {"error": "Somehow", "name": "UNKNOWN_ERROR"}},
        Refusal("API_ERROR", "It failed: Somehow"),
    ),
    "issues": (
        400,
        {"error": "Bad body", "name": "BAD_REQUEST", "entity": "body", "issues": [{"message": "type is missing"}]},
        Refusal("BAD_REQUEST", "Bad body: type is missing"),
    ),
    "the gateway's": (401, {"error": {"code": 401, "message": "Unauthorized"}}, Refusal("", "Unauthorized")),
    "the older API's login": (401, {"error": "wrong password"}, Refusal("", "wrong password")),
    "the older API's": (
        401,
        {"error": "Unauthorized", "type": "AuthenticationError"},
        Refusal("AuthenticationError", "Unauthorized"),
    ),
    "a page of the web server": (502, None, Refusal()),
    "a text": (500, "Internal error", Refusal("", "Internal error")),
    "an empty list": (500, [], Refusal()),
}


@pytest.mark.parametrize(("status", "document", "expected"), BODIES.values(), ids=BODIES)
def test_a_body_is_read(status, document, expected):
    assert read_refusal(status, document) == expected


@pytest.mark.parametrize("document", [None, [], {}, {"error": "a name that a user chose", "name": "API_ERROR"}])
def test_a_good_status_refuses_nothing(document):
    assert read_refusal(200, document) is None


@pytest.mark.parametrize("name", ["BAD_REQUEST", "API_ERROR"])
def test_the_global_alarm_manager_is_told_from_the_sentence(name):
    document = {"error": "Not available when Global  Alarm Manager is enabled", "name": name}
    assert read_refusal(400, document) == Refusal("protect.global-alarm-manager", document["error"])
    assert exception_for(400, document) is GlobalAlarmManagerError


def test_the_global_alarm_manager_is_told_from_a_sentence_that_is_a_constant():
    assert exception_for(400, {"error": "GLOBAL_ALARM_MANAGER_ENABLED"}) is GlobalAlarmManagerError


def test_an_armed_alarm_is_told_from_the_sentence():
    assert exception_for(400, {"error": "The arm alarm is armed", "name": "BAD_REQUEST"}) is ArmedError


def test_an_alarm_that_is_not_armed_is_another_refusal():
    assert exception_for(400, {"error": "The arm alarm is not armed", "name": "BAD_REQUEST"}) is BadRequestError


def test_a_sentence_counts_with_its_status_only():
    assert exception_for(500, {"error": "global alarm manager", "name": "API_ERROR"}) is ServerError


def test_a_name_that_is_known_counts_before_the_sentence():
    document = {"error": "Too many requests while the alarm is armed", "name": "TOO_MANY_REQUESTS_ERROR"}
    assert exception_for(400, document) is RateLimitedError


def test_a_name_that_gives_way_to_a_derived_code_stays_in_the_message():
    document = {"error": "The alarm is armed", "name": "STATE_ERROR"}
    assert read_refusal(400, document) == Refusal("protect.armed", "STATE_ERROR: The alarm is armed")


@pytest.mark.parametrize("name", ["API_ERROR", "CAMERA_OFFLINE"])
def test_a_503_of_the_application_is_a_device_that_cannot_be_reached(name):
    assert exception_for(503, {"error": "No answer from it", "name": name}) is DeviceUnavailableError


@pytest.mark.parametrize(
    "document",
    [None, "Service Unavailable", {"error": {"code": 503, "message": "Starting"}}, {"error": "Service Unavailable"}],
)
def test_a_503_of_the_gateway_is_a_server_that_failed(document):
    assert exception_for(503, document) is ServerError


@pytest.mark.parametrize(
    ("status", "exception"),
    [(400, BadRequestError), (403, PermissionDeniedError), (404, NotFoundError), (409, ConflictError)],
)
@pytest.mark.parametrize("name", ["API_ERROR", "BAD_REQUEST", "UNKNOWN_ERROR", "NEW_ERROR"])
def test_a_vague_or_unknown_name_leaves_the_class_to_the_status(name, status, exception):
    assert exception_for(status, {"error": "No", "name": name}) is exception


def test_both_throttles_are_rate_limits():
    assert exception_for(429, {"error": "Slow down", "name": "TOO_MANY_REQUESTS_ERROR"}) is RateLimitedError
    assert exception_for(403, {"code": "AUTHENTICATION_FAILED_LIMIT_REACHED", "message": "Slow"}) is RateLimitedError


def test_the_older_api_names_the_exception_itself():
    assert exception_for(400, {"error": "Unauthorized", "type": "AuthenticationError"}) is AuthenticationError


def test_the_finer_classes_are_caught_as_conflicts():
    assert issubclass(ArmedError, ConflictError)
    assert issubclass(GlobalAlarmManagerError, ConflictError)


@given(st.integers(100, 599), ANY_JSON)
def test_no_json_upsets_the_reader(status, document):
    refusal = read_refusal(status, document)
    assert refusal is not None or status < 400


def test_a_rejected_key_is_told_where_keys_are_made_and_which_do_not_work():
    advice = advise(AuthenticationError, "", "GET /v1/cameras")
    for word in ("Integrations", "Site Manager", "UniFi Access"):
        assert word in advice


def test_a_rejected_login_of_the_older_api_is_told_of_local_users():
    advice = advise(AuthenticationError, "", "POST /api/auth")
    assert "local user" in advice
    assert "API key" not in advice


def test_a_missing_login_of_the_older_api_points_to_the_present_one():
    assert "ProtectClient" in advise(NotFoundError, "", "POST /api/auth")


def test_a_rate_limit_tells_what_is_counted():
    assert "user" in advise(RateLimitedError, "TOO_MANY_REQUESTS_ERROR", "GET /v1/cameras")


@pytest.mark.parametrize(
    "code", ["protect.armed", "protect.global-alarm-manager", "authentication_failed_limit_reached"]
)
def test_advice_for_a_code_counts_before_that_of_its_class(code):
    exception = CATALOGUE.exception(code, 400)
    assert advise(exception, code, "GET /v1/arm-profiles") not in ("", advise(exception, "", "GET /v1/arm-profiles"))


@pytest.mark.parametrize(
    ("operation", "version"),
    [
        ("GET /v1/arm-profiles", "7.1.42"),
        ("POST /v1/sirens/{id}/play", "7.1.42"),
        ("GET /v1/ulp-users/{id}", "7.1.42"),
        ("POST /v1/pos/cameras/{id}/transactions", "7.2.84"),
    ],
)
def test_a_404_names_the_version_that_brought_the_operation(operation, version):
    assert version in advise(NotFoundError, "", operation)


@pytest.mark.parametrize("operation", ["GET /v1/cameras/{id}", "GET /v1/nvrs", "GET /api/cameras/{id}"])
def test_a_404_of_an_operation_that_every_version_has_gets_no_advice(operation):
    assert advise(NotFoundError, "", operation) == ""


def test_a_plain_bad_request_has_no_advice():
    assert advise(BadRequestError, "BAD_REQUEST", "PATCH /v1/cameras/{id}") == ""
