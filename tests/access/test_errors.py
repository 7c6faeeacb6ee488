"""Which exception a refusal of UniFi Access is, and what it tells to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk._core.dialect import Refusal
from unifi_sdk.access.errors import (
    CATALOGUE,
    AlreadyExistsError,
    CardRejectedError,
    CredentialInUseError,
    EnrolmentExpiredError,
    InUseError,
    NoCardYetError,
    NothingToDoError,
    advise,
    read_refusal,
    scope_of,
)
from unifi_sdk.catalogue import Retry
from unifi_sdk.errors import (
    ApiError,
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

CODES = (Path(__file__).parent.parent / "data" / "access_codes.txt").read_text().split()
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["code", "codeS", "msg", "error", "data"]) | st.text(), inner)
    ),
    max_leaves=10,
)


def test_the_reference_has_44_codes():
    assert len(set(CODES)) == 44


def test_the_catalogue_has_every_documented_code_and_no_other():
    assert {row.code for row in CATALOGUE} == set(CODES)


CLASSES = {
    BadRequestError: "PARAMS_INVALID USER_EMAIL_ERROR USER_CSV_IMPORT_INCOMPLETE_PROP CREDS_PIN_CODE_CREDS_LENGTH_INVALID",
    AuthenticationError: "AUTH_FAILED ACCESS_TOKEN_INVALID",
    PermissionDeniedError: "UNAUTHORIZED OPERATION_FORBIDDEN",
    NotFoundError: "RESOURCE_NOT_FOUND NOT_EXISTS USER_ACCOUNT_NOT_EXIST USER_WORKER_NOT_EXISTS"
    " ACCESS_POLICY_USER_TIMEZONE_NOT_FOUND ACCESS_POLICY_HOLIDAY_TIMEZONE_NOT_FOUND ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND"
    " ACCESS_POLICY_HOLIDAY_NOT_FOUND ACCESS_POLICY_SCHEDULE_NOT_FOUND SPACE_DEVICE_BOUND_LOCATION_NOT_FOUND"
    " DEVICE_DEVICE_NOT_FOUND",
    AlreadyExistsError: "USER_NAME_DUPLICATED ACCESS_POLICY_HOLIDAY_NAME_EXIST ACCESS_POLICY_HOLIDAY_GROUP_NAME_EXIST"
    " ACCESS_POLICY_SCHEDULE_NAME_EXIST DEVICE_WEBHOOK_ENDPOINT_DUPLICATED",
    CredentialInUseError: "CREDS_PIN_CODE_CREDS_ALREADY_EXIST CREDS_NFC_HAS_BIND_USER",
    InUseError: "ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE"
    " HOLIDAY_GROUP_CAN_NOT_DELETE HOLIDAY_GROUP_CAN_NOT_EDIT CREDS_NFC_CARD_CANNOT_BE_DELETE",
    CardRejectedError: "CREDS_NFC_CARD_IS_PROVISION CREDS_NFC_CARD_PROVISION_FAILED CREDS_NFC_CARD_INVALID"
    " CREDS_DISABLE_TRANSFER_UID_USER_NFC",
    EnrolmentExpiredError: "CREDS_NFC_READ_SESSION_NOT_FOUND",
    NoCardYetError: "CREDS_NFC_READ_POLL_TOKEN_EMPTY",
    NothingToDoError: "DEVICE_DEVICE_VERSION_NOT_FOUND",
    DeviceUnavailableError: "DEVICE_DEVICE_BUSY DEVICE_DEVICE_OFFLINE",
    NotSupportedError: "DEVICE_API_NOT_SUPPORTED DEVICE_DEVICE_VERSION_TOO_OLD OTHERS_UID_ADOPTED_NOT_SUPPORTED",
    ServerError: "SYSTEM_ERROR",
}


def test_each_of_the_44_codes_has_a_class_here():
    assert sorted(f"CODE_{code}" for codes in CLASSES.values() for code in codes.split()) == sorted(CODES)


@pytest.mark.parametrize(
    ("code", "exception"),
    [(f"CODE_{code}", exception) for exception, codes in CLASSES.items() for code in codes.split()],
)
def test_a_code_raises_its_class_even_with_http_200(code, exception):
    assert CATALOGUE.exception(code, 200) is exception


@pytest.mark.parametrize(
    ("finer", "shared"),
    [
        (AlreadyExistsError, ConflictError),
        (CredentialInUseError, ConflictError),
        (InUseError, ConflictError),
        (NothingToDoError, ConflictError),
        (CardRejectedError, BadRequestError),
        (EnrolmentExpiredError, NotFoundError),
    ],
)
def test_a_finer_class_is_caught_as_the_shared_one(finer, shared):
    assert issubclass(finer, shared)


def test_waiting_for_a_card_is_not_caught_as_an_expired_enrolment():
    assert not issubclass(NoCardYetError, NotFoundError)


def test_waiting_helps_where_the_card_has_yet_to_come():
    assert CATALOGUE.find("CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY").retry is Retry.LATER


def test_waiting_alone_is_not_advised_after_a_system_error():
    assert CATALOGUE.find("CODE_SYSTEM_ERROR").retry is Retry.AFTER_ACTION


@pytest.mark.parametrize(
    "envelope",
    [
        {"code": "SUCCESS", "msg": "success", "data": None},
        {"code": "SUCCESS", "msg": "succ"},
        {"code": "success"},
        {"code": 1, "codeS": "SUCCESS", "msg": "whatever", "data": {}},
        {"code": 1, "data": []},
    ],
)
def test_a_success_envelope_refuses_nothing(envelope):
    assert read_refusal(200, envelope) is None


@pytest.mark.parametrize("document", [None, [], [{"code": "CODE_X"}], {}, {"data": {"code": "CODE_X"}}, "text", 7])
def test_a_good_status_without_an_envelope_refuses_nothing(document):
    assert read_refusal(200, document) is None


def test_a_refusal_with_http_200_is_read():
    refusal = read_refusal(200, {"code": "CODE_PARAMS_INVALID", "msg": "Bad name."})
    assert refusal == Refusal("CODE_PARAMS_INVALID", "Bad name.")


def test_the_name_of_a_code_is_preferred_to_its_number():
    refusal = read_refusal(200, {"code": -17, "codeS": "CODE_UNAUTHORIZED", "msg": "No."})
    assert refusal == Refusal("CODE_UNAUTHORIZED", "No.")


def test_a_number_without_a_name_is_kept_as_its_digits():
    assert read_refusal(200, {"code": -17}) == Refusal("-17")


def test_a_number_that_repeats_the_status_is_no_code():
    document = {"code": 404, "msg": "No such route."}
    assert read_refusal(404, document) == Refusal("", "No such route.")


def test_a_number_of_success_does_not_hide_the_name_of_a_failure():
    assert read_refusal(200, {"code": 1, "codeS": "CODE_SYSTEM_ERROR"}) == Refusal("CODE_SYSTEM_ERROR")


@pytest.mark.parametrize("code", [None, True, [], {}, "", 1.5])
def test_an_envelope_whose_code_cannot_be_read_is_no_success(code):
    assert read_refusal(200, {"code": code, "msg": "odd"}) == Refusal("", "odd")


def test_an_unknown_code_keeps_its_text_and_takes_the_class_of_the_status():
    refusal = read_refusal(403, {"code": "CODE_FROM_THE_FUTURE", "msg": "New."})
    assert refusal == Refusal("CODE_FROM_THE_FUTURE", "New.")
    assert CATALOGUE.find(refusal.code) is None
    assert CATALOGUE.exception(refusal.code, 403) is PermissionDeniedError
    assert CATALOGUE.exception(refusal.code, 200) is ApiError


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (None, Refusal()),
        ([], Refusal()),
        ("Unauthorized", Refusal(message="Unauthorized")),
        ({"message": "unauthorized"}, Refusal(message="unauthorized")),
        ({"error": "Unauthorized"}, Refusal(message="Unauthorized")),
        ({"error": {"code": 401, "message": "Unauthorized"}}, Refusal(message="Unauthorized")),
        ({"code": "SUCCESS", "msg": "success"}, Refusal(message="success")),
        ({"code": "CODE_AUTH_FAILED", "error": "Who are you?"}, Refusal("CODE_AUTH_FAILED", "Who are you?")),
    ],
)
def test_a_bad_status_is_always_a_refusal(document, expected):
    assert read_refusal(401, document) == expected


@given(st.integers(100, 599), ANY_JSON)
def test_no_json_upsets_the_reader(status, document):
    refusal = read_refusal(status, document)
    assert refusal is not None or status < 400


@pytest.mark.parametrize(
    ("operation", "scope"),
    [
        ("GET /users", "view:user"),
        ("PUT /users/{id}/pin_codes", "edit:user"),
        ("POST /user_groups/{id}/identity/assignments", "edit:user"),
        ("GET /visitors/{id}", "view:visitor"),
        ("DELETE /visitors/{id}", "edit:visitor"),
        ("GET /access_policies/schedules", "view:policy"),
        ("POST /access_policies/holiday_groups", "edit:policy"),
        ("GET /credentials/touch_passes", "view:credential"),
        ("POST /credentials/nfc_cards/import", "edit:credential"),
        ("POST /credentials/pin_codes", "view:credential"),
        ("GET /credentials/nfc_cards/sessions/{id}", "edit:credential"),
        ("GET /door_groups/topology", "view:space"),
        ("PUT /doors/{id}/unlock", "edit:space"),
        ("GET /devices/notifications", "view:device"),
        ("POST /devices/{device_id}/doorbell", "edit:device"),
        ("POST /system/logs", "view:system_log"),
        ("GET /system/static/{path}", "view:system_log"),
        ("GET /webhooks/endpoints", "view:webhook"),
        ("DELETE /webhooks/endpoints/{id}", "edit:webhook"),
        ("POST /api_server/certificates", "edit:api_server"),
    ],
)
def test_an_operation_names_the_permission_that_it_needs(operation, scope):
    verb, path = operation.split()
    assert scope_of(operation) == scope
    assert scope_of(f"{verb} /api/v1/developer{path}") == scope


@pytest.mark.parametrize("operation", ["", "GET", "GET /", "GET /elsewhere", "nonsense"])
def test_an_unknown_path_needs_no_permission_that_is_known(operation):
    assert scope_of(operation) == ""


def test_a_rejected_token_is_told_where_tokens_are_made_and_which_keys_do_not_work():
    advice = advise(AuthenticationError, "CODE_AUTH_FAILED", "GET /doors")
    for word in ("Settings > General > Advanced", "Network", "Protect", "Site Manager", "12445"):
        assert word in advice


def test_a_lack_of_rights_names_the_permission():
    assert "edit:space" in advise(PermissionDeniedError, "CODE_UNAUTHORIZED", "PUT /doors/{id}/unlock")


def test_a_forbidden_deletion_of_a_user_tells_about_deactivation():
    assert "deactivated" in advise(PermissionDeniedError, "CODE_OPERATION_FORBIDDEN", "DELETE /users/{id}")
    assert "deactivated" not in advise(PermissionDeniedError, "CODE_UNAUTHORIZED", "DELETE /users/{id}/pin_codes")


def test_a_lack_of_rights_on_an_unknown_path_has_no_advice():
    assert advise(PermissionDeniedError, "", "GET /elsewhere") == ""


def test_a_missing_route_names_the_version_that_has_it():
    assert "4.0.10" in advise(NotFoundError, "", "POST /devices/{device_id}/doorbell")


@pytest.mark.parametrize("code", ["CODE_DEVICE_API_NOT_SUPPORTED", "CODE_DEVICE_DEVICE_VERSION_TOO_OLD", ""])
def test_what_is_not_supported_names_the_version_that_has_it(code):
    assert "3.3.10 or later" in advise(NotSupportedError, code, "PUT /devices/{device_id}/settings")
    assert "or later" not in advise(NotSupportedError, code, "GET /doors")


def test_an_old_firmware_is_told_to_be_updated_besides():
    told = advise(NotSupportedError, "CODE_DEVICE_DEVICE_VERSION_TOO_OLD", "PUT /doors/{id}/lock_rule")
    assert told == "Update the firmware of the device. The operation needs UniFi Access 1.24.6 or later."


def test_no_version_helps_a_console_without_an_api():
    assert advise(NotSupportedError, "CODE_OTHERS_UID_ADOPTED_NOT_SUPPORTED", "PUT /doors/{id}/lock_rule") == ""


def test_a_missing_item_is_not_blamed_on_the_version():
    assert advise(NotFoundError, "CODE_NOT_EXISTS", "PUT /users/{id}/license_plates") == ""


def test_a_missing_route_that_every_version_has_gets_no_advice():
    assert advise(NotFoundError, "", "GET /doors") == ""


def test_a_system_error_tells_what_it_means_for_this_operation():
    assert "PIN" in advise(ServerError, "CODE_SYSTEM_ERROR", "PUT /users/{id}/pin_codes")
    assert "hubs" in advise(ServerError, "CODE_SYSTEM_ERROR", "PUT /doors/{id}/lock_rule")
    assert advise(ServerError, "CODE_SYSTEM_ERROR", "GET /doors") == ""


def test_advice_for_a_code_does_not_depend_on_its_case():
    assert "force_add" in advise(CredentialInUseError, "code_creds_nfc_has_bind_user", "PUT /users/{id}/nfc_cards")


@pytest.mark.parametrize("kind", [AlreadyExistsError, DeviceUnavailableError, RateLimitedError])
def test_advice_falls_back_to_the_class(kind):
    assert advise(kind, "CODE_FROM_THE_FUTURE", "GET /doors").endswith(".")


def test_a_plain_server_error_has_no_advice():
    assert advise(ServerError, "", "GET /doors") == ""
