"""The operations that `unifi call` knows: all that the vendor has, each with a method, found however they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from unifi_sdk._facts import load
from unifi_sdk._facts.performed import performed
from unifi_sdk.cli.commands.call import app
from unifi_sdk.cli.exits import CommandError
from unifi_sdk.cli.operations.finding import find_call, find_operation, search
from unifi_sdk.cli.operations.table import Call, Gives, Part, calls

DATA = Path(__file__).parents[2] / "conformance" / "data"
LISTS = {
    "network": ["network-10.5.66.txt", "network-console.txt"],
    "access": ["access-4.0.10.txt"],
    "protect": ["protect-7.2.84.txt"],
    "legacy": ["protect-legacy.txt"],
}
COUNTS = {"network-10.5.66.txt": 73, "access-4.0.10.txt": 107, "protect-7.2.84.txt": 72 + 2}


def bare(operation: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", operation.strip())


def documented(name: str) -> set[str]:
    return {bare(line) for line in (DATA / name).read_text().splitlines() if line.strip()}


DOCUMENTED = [call for call in calls() if call.report is None]
"""Those of the classic API have a test module of their own."""


def one(text: str) -> Call:
    return find_operation(text).calls[0]


@pytest.mark.parametrize("application", LISTS)
def test_every_operation_of_the_vendor_can_be_called_and_no_other(application: str):
    known = {bare(call.operation) for call in DOCUMENTED if call.application == application}
    assert known == set().union(*map(documented, LISTS[application]))


@pytest.mark.parametrize("name", COUNTS)
def test_there_are_as_many_as_the_vendor_has(name: str):
    assert len({bare(call.operation) for call in calls()} & documented(name)) == COUNTS[name]


def test_nothing_that_the_sdk_performs_is_left_out():
    places = {place.operation for name in ("network", "access", "protect") for place in performed(f"unifi_sdk.{name}")}
    assert places == {call.operation for call in DOCUMENTED}


def test_every_operation_goes_through_a_public_method_but_the_sessions_of_a_reader():
    bare_calls = {call.operation for call in calls() if call.function is None}
    assert bare_calls == {
        "POST /credentials/nfc_cards/sessions",
        "GET /credentials/nfc_cards/sessions/{session_id}",
        "DELETE /credentials/nfc_cards/sessions/{session_id}",
    }
    private = [call.method for call in calls() if call.function and call.function.__name__.startswith("_")]
    assert private == []


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.method or call.operation)
def test_an_operation_says_what_it_does_and_what_fills_its_path(call: Call):
    assert call.summary
    names = [argument.name for argument in call.arguments]
    assert len(set(names)) == len(names)
    assert {*call.ids.values()} <= set(names) | set(call.fixed)


def test_no_argument_is_called_like_an_option_of_the_command():
    """But for the profile, which is named before the command."""
    options = {name for argument in app.assemble_argument_collection() for name in argument.names} - {"--profile"}
    assert not options & {argument.option for call in calls() for argument in call.arguments}


def test_an_operation_that_changes_something_is_known_for_it():
    read_with_post = {
        call.operation for call in DOCUMENTED if not call.is_write and not call.operation.startswith("GET ")
    }
    assert read_with_post == {
        "POST /credentials/pin_codes",
        "POST /system/logs",
        "POST /system/logs/export",
        "POST /auth",
        "POST /auth/access-key",
    }
    assert not [call.operation for call in calls() if call.is_write and call.operation.startswith("GET ")]


@pytest.mark.parametrize("application", ["network", "protect"])
def test_an_operation_is_known_since_the_version_that_brought_it(application: str):
    facts = load(application)
    found = {call.operation: call.since for call in calls() if call.application == application}
    assert {name: since for name, since in found.items() if (known := facts.get(name)) and known.since != since} == {}
    assert any(found.values())


def test_an_operation_of_access_names_the_permission_of_the_token():
    assert one("PUT /doors/{door_id}/unlock").scope == "edit:space"
    assert [call.operation for call in calls() if call.application == "access" and not call.scope] == []


def test_ids_of_an_object_and_of_its_method_are_both_taken():
    call = one("DELETE /users/{user_id}/license_plates/{plate_id}")
    assert [(argument.name, argument.part) for argument in call.arguments] == [
        ("user_id", Part.MAKER),
        ("plate_id", Part.METHOD),
    ]


def test_the_id_of_a_replaced_document_may_be_given_beside_it():
    call = one("PUT /v1/sites/{site_id}/networks/{network_id}")
    assert [argument.part for argument in call.arguments] == [Part.SITE, Part.METHOD, Part.DOCUMENT]


def test_what_an_operation_gives_is_known():
    assert one("GET /v1/sites").gives is Gives.LIST
    assert one("GET /v1/info").gives is Gives.ONE
    assert one("DELETE /users/{user_id}").gives is Gives.NOTHING
    assert one("GET /v1/cameras/{camera_id}/snapshot").gives is Gives.FILE
    assert {call.operation for call in calls() if call.gives is Gives.STREAM} == {
        "GET /devices/notifications",
        "GET /v1/subscribe/devices",
        "GET /v1/subscribe/events",
    }


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.method or call.operation)
def test_an_operation_is_found_by_its_own_text(call: Call):
    found = find_operation(call.operation)
    assert {each.operation for each in found.calls} == {call.operation}
    assert found.values == {}


@pytest.mark.parametrize(
    "text",
    [
        "GET /v1/sites/{site_id}/devices/{device_id}",
        "get /v1/sites/{siteId}/devices/{deviceId}",
        "Get  /v1/sites/{}/devices/{}",
        "GET /v1/sites/:site/devices/:device",
        "GET /v1/sites/<id>/devices/<id>",
        "GET /v1/sites/site_id/devices/device_id",
        "GET /v1/sites/*/devices/*/",
        "GET /proxy/network/integration/v1/sites/{siteId}/devices/{deviceId}?x=1",
        "GET /integration/v1/sites/{siteId}/devices/{deviceId}",
        "network.devices.get",
    ],
)
def test_names_of_ids_letter_case_and_what_stands_before_do_not_matter(text: str):
    found = find_operation(text)
    assert (found.calls[0].method, found.values) == ("network.devices.get", {})


def test_an_operation_of_access_is_found_by_its_whole_path():
    assert one("GET /api/v1/developer/users/:id").method == "access.users.get"


def test_the_verb_may_be_left_out_where_it_is_clear():
    assert one("/v1/info").method == "network.info.get"
    with pytest.raises(CommandError) as raised:
        find_operation("/v1/sites/{site_id}/networks")
    assert "GET /v1/sites/{site_id}/networks; POST /v1/sites/{site_id}/networks" in raised.value.ending.remediation


def test_a_value_may_stand_in_the_place_of_an_id():
    found = find_operation("GET /v1/sites/Default/devices/123")
    assert found.calls[0].method == "network.devices.get"
    assert found.values == {"site_id": "Default", "device_id": "123"}


def test_a_value_may_hold_slashes_where_the_path_ends_with_one():
    found = find_operation("GET /system/static/preview/door.jpg")
    assert (found.calls[0].method, found.values) == ("access.system_logs.file", {"path": "preview/door.jpg"})


def test_a_word_of_the_path_comes_before_a_value():
    assert one("GET /users/search").method == "access.users.search"
    assert one("GET /users/{user_id}").method == "access.users.get"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("GET /v1/site", "GET /v1/sites"),
        ("GET /v1/sites/{id}/voucher", "GET /v1/sites/{site_id}/hotspot/vouchers"),
        ("PUT /door/{id}/unlok", "PUT /doors/{door_id}/unlock"),
        ("network.voucher.list", "network.vouchers.list"),
    ],
)
def test_a_near_miss_is_told_what_was_meant(text: str, meant: str):
    with pytest.raises(CommandError) as raised:
        find_operation(text)
    assert raised.value.ending.exit == 2
    assert meant in raised.value.ending.remediation


def test_a_text_that_is_like_nothing_is_sent_to_the_list():
    with pytest.raises(CommandError) as raised:
        find_operation("GET /zzzzzzzzzzzzzzzzzzzzzzzzzzzzz")
    assert "unifi call --list" in raised.value.ending.remediation


def test_a_write_with_several_methods_wants_one_named():
    found = find_operation("POST /v1/sites/{site_id}/clients/{client_id}/actions")
    assert find_call(found, "unauthorize").method == "network.clients.unauthorize"
    for method in (None, "restart"):
        with pytest.raises(CommandError) as raised:
            find_call(found, method)
        assert "authorize, unauthorize" in raised.value.ending.remediation


def test_a_method_of_several_is_found_by_its_name():
    assert [call.method for call in find_operation("relays.turn_on").calls] == ["protect.relays.turn_on"]


def test_words_find_operations_in_what_they_do():
    assert {call.method for call in search(["voucher", "DELETE"])} == {
        "network.vouchers.delete",
        "network.vouchers.delete_matching",
    }
    assert len(search([])) == len(calls())
    assert search(["no such thing at all"]) == []
