"""`unifi schema`: what programs are told about commands, operations, exit codes and formats."""

from __future__ import annotations

import json

import pytest

from tests.support.commands import Unifi
from unifi_sdk.cli.app import app
from unifi_sdk.cli.commands.schema import describe_call, describe_command
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.operations.table import calls


def option(document: dict, name: str) -> dict:
    (found,) = [each for each in document["parameters"] if each["name"] == name]
    return found


async def test_everything_is_described_without_a_console(unifi: Unifi):
    ended = await unifi("schema", UNIFI_HOST="", UNIFI_API_KEY="", UNIFI_ACCESS_TOKEN="")
    assert ended.code == 0
    assert ended.json["schemaVersion"] == 1
    assert ended.json["operations"]["count"] == len({call.operation for call in calls()})
    assert unifi.simulated.requests == []


async def test_every_command_is_described(unifi: Unifi):
    described = {command["command"]: command for command in (await unifi("schema")).json["commands"]}
    groups = {name for name in app if not name.startswith("-")}
    assert {name.partition(" ")[0] for name in described} == groups
    assert [name for name, command in described.items() if not command["description"]] == []
    undescribed = [
        (name, parameter["name"])
        for name, command in described.items()
        for parameter in command["parameters"]
        if not parameter["description"]
    ]
    assert undescribed == []


async def test_commands_that_change_something_say_so(unifi: Unifi):
    commands = (await unifi("schema")).json["commands"]
    mutating = {command["command"]: command["mutating"] for command in commands}
    assert mutating["voucher create"] is mutating["door unlock"] is mutating["call"] is True
    assert mutating["voucher list"] is mutating["schema"] is mutating["doctor"] is False
    allowed = {each["command"] for each in commands if any(p["name"] == "allow_mutations" for p in each["parameters"])}
    assert allowed == {name for name, is_mutating in mutating.items() if is_mutating}


async def test_every_exit_code_has_a_meaning(unifi: Unifi):
    codes = (await unifi("schema")).json["exit_codes"]
    assert {code["exit"]: code["name"] for code in codes} == {int(each): each.name for each in Exit}
    assert all(code["meaning"] for code in codes)


async def test_the_formats_are_those_of_the_output(unifi: Unifi):
    formats = (await unifi("schema")).json["formats"]
    assert list(formats["list"]) == list((await unifi("call", "GET /v1/sites")).json)
    assert list(formats["error"]) == list((await unifi("call", "GET /v1/nothing")).error)
    planned = (await unifi("call", "PUT /doors/1/unlock", "--dry-run")).json
    assert set(formats["dry_run"]) <= set(planned)
    assert set(formats["dry_run"]["request"]) == set(planned["request"])
    clients = (await unifi("client", "list")).out
    assert formats["fence"]["begin"].replace("MARKER]", "") in clients


async def test_one_command_is_described(unifi: Unifi):
    document = (await unifi("schema", "voucher", "create")).json
    assert (document["command"], document["mutating"]) == ("voucher create", True)
    assert option(document, "name")["positional"] is True
    minutes = option(document, "minutes")
    assert (minutes["option"], minutes["type"], minutes["required"]) == ("--minutes", "whole number", True)
    assert option(document, "dry_run")["required"] is False


async def test_a_group_is_described_by_its_commands(unifi: Unifi):
    document = (await unifi("schema", "voucher")).json
    assert [command["command"] for command in document["commands"]] == [
        "voucher list",
        "voucher get",
        "voucher create",
        "voucher delete",
    ]


async def test_a_command_that_is_not_there_is_told_what_is(unifi: Unifi):
    ended = await unifi("schema", "voucher", "burn")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert "list, get, create, delete" in ended.error["remediation"]


async def test_the_operations_are_a_list(unifi: Unifi):
    ended = await unifi("schema", "operations")
    assert list(ended.json) == ["schemaVersion", "items", "count", "nextCursor"]
    assert ended.json["count"] == len(calls())
    assert {item["operation"] for item in ended.json["items"]} == {call.operation for call in calls()}


async def test_operations_are_found_by_words(unifi: Unifi):
    found = (await unifi("schema", "operations", "Voucher", "to a page")).json["items"]
    assert [item["method"] for item in found] == ["network.vouchers.list"]
    nothing = await unifi("schema", "operations", "no such thing")
    assert (nothing.code, nothing.json["items"]) == (3, [])


async def test_one_operation_is_described(unifi: Unifi):
    document = (await unifi("schema", "post /v1/sites/{}/hotspot/vouchers")).json
    assert document["operation"] == "POST /v1/sites/{site_id}/hotspot/vouchers"
    assert (document["writes"], document["gives"], document["since"]) == (True, "list of Voucher", "9.1.120")
    arguments = {each["name"]: each for each in document["arguments"]}
    assert [name for name, each in arguments.items() if each["required"]] == ["name", "minutes"]
    assert arguments["count"]["default"] == 1
    assert all(each["description"] for each in arguments.values())
    fields = {field["name"]: field for field in document["models"]["Voucher"]["fields"]}
    assert fields["code"]["secret"] is True
    assert fields["name"]["untrusted"] is True


async def test_an_operation_may_be_two_words_or_a_method(unifi: Unifi):
    whole = (await unifi("schema", "PUT /doors/{door_id}/unlock")).json
    assert (await unifi("schema", "PUT", "/doors/{door_id}/unlock")).json == whole
    assert (await unifi("schema", "access.doors.unlock")).json == whole
    assert whole["scope"] == "edit:space"


async def test_an_operation_with_several_methods_describes_each(unifi: Unifi):
    document = (await unifi("schema", "DELETE /visitors/{visitor_id}")).json
    assert [each["method"] for each in document["methods"]] == ["access.visitors.cancel", "access.visitors.delete"]


async def test_the_variants_of_a_model_are_told_apart(unifi: Unifi):
    models = (await unifi("schema", "POST /v1/sites/{site_id}/acl-rules")).json["models"]
    assert models["AclRule"]["told_by"] == "type"
    assert models["AclRule"]["variants"] == {"IPV4": "Ipv4AclRule", "MAC": "MacAclRule"}
    assert {"Ipv4AclRule", "MacAclRule"} <= set(models)
    assert {field["name"]: field for field in models["AclRule"]["fields"]}["id"]["read_only"] is True


async def test_a_filter_tells_what_it_can_compare(unifi: Unifi):
    (_, filter_argument) = (await unifi("schema", "GET /v1/sites/{site_id}/clients")).json["arguments"]
    assert "access.authorized" in filter_argument["description"]


async def test_a_person_gets_an_outline(unifi: Unifi):
    ended = await unifi("schema", "POST /v1/sites/{site_id}/hotspot/vouchers", terminal=True)
    assert "--minutes <whole number> (required) How long" in ended.out
    assert "{" not in ended.out.replace("{site_id}", "")
    everything = await unifi("schema", terminal=True)
    assert "voucher create" in everything.out
    operations = await unifi("schema", "operations", "voucher", terminal=True)
    assert "│" in operations.out


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.method or call.operation)
def test_every_operation_can_be_described(call):
    document = describe_call(call)
    assert json.loads(json.dumps(document)) == document
    fields = [field for model in document["models"].values() for field in model["fields"]]
    types = [document["gives"], *(each["type"] for each in [*document["arguments"], *fields])]
    assert [name for name in types if any(mark in name for mark in ("typing.", "unifi_sdk.", "<", "["))] == []
    undescribed = [each["name"] for each in document["arguments"] if not each["description"]]
    assert undescribed == []


def test_a_command_in_a_module_is_described_by_its_own_words():
    assert describe_command("schema")["description"] == "Describe everything, a command, or an operation."
