"""The dotted codes of the lock service."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk import kleverkey
from unifi_sdk.catalogue import Retry
from unifi_sdk.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
)
from unifi_sdk.kleverkey import CATALOGUE, GatewayError, KleverKeyError, LockError, error_from

CODES = (Path(__file__).parent / "data" / "kleverkey_codes.txt").read_text().split()
GROUPS = {
    "AccessGroup": kleverkey.AccessGroupError,
    "Authentication": kleverkey.KleverKeyAuthenticationError,
    "CreditCard": kleverkey.CreditCardError,
    "Device": kleverkey.DeviceError,
    "Gateway": kleverkey.GatewayError,
    "Generic": kleverkey.GenericError,
    "Group": kleverkey.GroupError,
    "HubService": kleverkey.HubServiceError,
    "Invitation": kleverkey.InvitationError,
    "Lock": kleverkey.LockError,
    "LockActivationLink": kleverkey.LockActivationLinkError,
    "Organization": kleverkey.OrganizationError,
    "Partner": kleverkey.PartnerError,
    "Permission": kleverkey.KleverKeyPermissionError,
    "ProductionOrder": kleverkey.ProductionOrderError,
    "Role": kleverkey.RoleError,
    "Subscription": kleverkey.SubscriptionError,
    "User": kleverkey.UserError,
}


def test_the_service_has_110_codes_in_18_groups():
    assert len(set(CODES)) == 110
    assert {code.partition(".")[0] for code in CODES} == set(GROUPS)


def test_the_catalogue_has_every_code_and_no_other():
    assert {row.code for row in CATALOGUE} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_raises_the_class_of_its_group_with_its_sentence(code):
    error = error_from(code)
    assert isinstance(error, GROUPS[code.partition(".")[0]])
    assert str(error) == f"{code}: {CATALOGUE.find(code).message}"
    assert error.code == code
    assert error.known


@pytest.mark.parametrize(("prefix", "group"), GROUPS.items())
def test_an_unknown_code_of_a_known_group_keeps_its_text_and_its_group(prefix, group):
    error = error_from(f"{prefix}.FromTheFuture", message="New.")
    assert type(error) is group
    assert error.code == f"{prefix}.FromTheFuture"
    assert str(error) == f"{prefix}.FromTheFuture: New."
    assert not error.known


@pytest.mark.parametrize("code", ["Drone.Lost", "Lock", "nonsense", "LockFoo.Bar", "", ".", "Lock "])
def test_a_code_without_a_known_group_or_name_is_still_raised(code):
    error = error_from(code, message="What?")
    assert isinstance(error, KleverKeyError)
    assert "What?" in str(error)
    assert not error.known


def test_a_code_of_an_unknown_group_raises_the_base_class():
    assert type(error_from("Drone.Lost")) is KleverKeyError


def test_an_unknown_code_without_a_message_still_says_something():
    assert str(error_from("Drone.Lost")) == "Drone.Lost: the code is unknown to this SDK"


def test_a_code_is_found_without_regard_to_case():
    error = error_from("lock.alreadyclaimed")
    assert type(error) is LockError
    assert error.known


@pytest.mark.parametrize(
    ("code", "shared"),
    [
        ("Generic.BadRequest", BadRequestError),
        ("Generic.ConcurrentCommandBlocked", ConflictError),
        ("Generic.Forbidden", PermissionDeniedError),
        ("Generic.InternalServerError", ServerError),
        ("Generic.NotFound", NotFoundError),
        ("Generic.PaymentServiceError", ServerError),
        ("Generic.Unauthorized", AuthenticationError),
        ("Authentication.Failed", AuthenticationError),
        ("Gateway.RemoteMethodCallFailedPeripheralTimeout", DeviceUnavailableError),
        ("HubService.RemoteMethodCallTimedOut", DeviceUnavailableError),
    ],
)
def test_a_code_with_a_meaning_that_is_shared_is_caught_as_the_shared_class(code, shared):
    assert isinstance(error_from(code), shared)


def test_a_command_that_the_lock_refused_is_not_taken_for_one_without_an_answer():
    error = error_from("Gateway.RemoteMethodCallFailedLockMemoryFull")
    assert isinstance(error, GatewayError)
    assert not isinstance(error, DeviceUnavailableError)


def test_a_permission_of_a_lock_is_not_taken_for_a_lack_of_rights():
    assert not isinstance(error_from("Permission.TimeProfileRequired"), PermissionDeniedError)


@pytest.mark.parametrize(
    ("code", "retry"),
    [
        ("Generic.ConcurrentCommandBlocked", Retry.LATER),
        ("Gateway.RemoteMethodCallFailedGatewayNotReady", Retry.LATER),
        ("Lock.FirmwareUpdateFailedTimeout", Retry.LATER),
        ("User.StillHasRoles", Retry.AFTER_ACTION),
        ("Device.LimitReached", Retry.AFTER_ACTION),
        ("CreditCard.NumberInvalid", Retry.NEVER),
        ("Lock.TypeNotSupported", Retry.NEVER),
    ],
)
def test_the_catalogue_tells_whether_trying_again_can_help(code, retry):
    assert CATALOGUE.find(code).retry is retry


def test_an_error_carries_where_it_comes_from():
    error = error_from("Lock.AlreadyClaimed", message="Taken.", status=409, operation="POST /locks")
    assert str(error) == "POST /locks: Lock.AlreadyClaimed: Taken."
    assert (error.application, error.operation, error.status) == ("kleverkey", "POST /locks", 409)


@given(st.text(), st.text())
def test_no_text_upsets_the_message(code, message):
    error = error_from(code, message=message)
    assert str(error).isprintable()
    assert len(str(error)) < 500
