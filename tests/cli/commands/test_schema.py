"""`unifi schema`: what programs are told about commands, operations, exit codes and formats."""

from __future__ import annotations

import json
import shlex

import pytest
from jsonschema import Draft202012Validator

from tests.support.commands import Unifi
from unifi_sdk.cli.app import app
from unifi_sdk.cli.commands.schema import describe_command
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.operations.table import calls

READS = [
    "camera list",
    "client list",
    "client get 1c:71:25:63:e4:24",
    "device list",
    "device get 'Lobby Switch'",
    "door list",
    "firewall policies",
    "firewall zones",
    "forward list",
    "health",
    "network get Guests",
    "network list",
    "port list 'Lobby Switch'",
    "site list",
    "stats 'Lobby Switch'",
    "user list",
    "visitor list",
    "voucher get {voucher}",
    "voucher list",
    "wifi get 'Hotel Guest'",
    "wifi list",
]
BY_TEST_CLOUD = {"cloud hosts", "cloud sites", "cloud devices", "cloud isp"}
OF_A_FILE = {"fleet list"}
"""Lists that no console answers: their items are no models."""


SAID: list[dict] = []


async def everything(unifi: Unifi) -> dict:
    """What `unifi schema` prints, which is the same for every console; asked for once."""
    if not SAID:
        SAID.append((await unifi("schema")).json)
    return SAID[0]


def check(document: object, schema: dict) -> None:
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)


async def test_everything_is_described_without_a_console(unifi: Unifi):
    ended = await unifi("schema", UNIFI_HOST="", UNIFI_API_KEY="", UNIFI_ACCESS_TOKEN="")
    assert ended.code == 0
    assert ended.json["schemaVersion"] == 1
    assert ended.json["operations"]["count"] == len({call.operation for call in calls()})
    assert unifi.simulated.requests == []


async def test_every_command_is_described(unifi: Unifi):
    described = {command["command"]: command for command in (await everything(unifi))["commands"]}
    groups = {name for name in app if not name.startswith("-")}
    assert {name.partition(" ")[0] for name in described} == groups
    assert [name for name, command in described.items() if not command["description"]] == []
    undescribed = [
        (name, parameter)
        for name, command in described.items()
        for parameter, schema in command["parameters"]["properties"].items()
        if not schema["description"]
    ]
    assert undescribed == []


async def test_commands_that_change_something_say_so(unifi: Unifi):
    commands = (await everything(unifi))["commands"]
    mutating = {command["command"]: command["mutating"] for command in commands}
    assert mutating["voucher create"] is mutating["door unlock"] is mutating["call"] is True
    assert mutating["voucher list"] is mutating["schema"] is mutating["doctor"] is False
    allowed = {each["command"] for each in commands if "write" in each["options"]}
    assert allowed == {name for name, is_mutating in mutating.items() if is_mutating}


async def test_options_that_commands_share_are_described_once(unifi: Unifi):
    whole = await everything(unifi)
    alone = describe_command()["commands"]
    assert {"--host", "--format"} <= set(whole["options"]["every"])
    for command, itself in zip(whole["commands"], alone, strict=True):
        shared = {name: each for group in command["options"] for name, each in whole["options"][group].items()}
        assert {*command["parameters"]["properties"]} & {*shared} == set()
        left = {name: each for name, each in shared.items() if name not in command.get("without", [])}
        assert command["parameters"]["properties"] | left == itself["parameters"]["properties"], command["command"]
    assert len(json.dumps(whole)) < len(json.dumps(alone)) / 2


async def test_every_exit_code_has_a_meaning(unifi: Unifi):
    codes = (await everything(unifi))["exit_codes"]
    assert {code["exit"]: code["name"] for code in codes} == {int(each): each.name for each in Exit}
    assert all(code["meaning"] for code in codes)


async def test_the_formats_are_those_of_the_output(unifi: Unifi):
    formats = (await everything(unifi))["formats"]
    check((await unifi("call", "GET /v1/sites")).json, formats["list"])
    check((await unifi("call", "GET /v1/nothing")).error, formats["error"])
    check((await unifi("call", "PUT /doors/1/unlock", "--dry-run")).json, formats["dry_run"])
    check((await unifi("voucher", "create", "x", "--minutes", "5", "--allow-mutations")).json, formats["write"])
    clients = (await unifi("client", "list")).out
    assert formats["fence"]["begin"].replace("MARKER]", "") in clients
    refused = Draft202012Validator(formats["list"])
    assert not refused.is_valid({"items": [], "count": 0})


@pytest.mark.parametrize("line", READS)
async def test_what_a_command_prints_is_what_its_schema_says(unifi: Unifi, line: str):
    voucher = next(iter(unifi.simulated.network.default_site.vouchers))
    words = shlex.split(line.format(voucher=voucher))
    name = line if not words[2:] else " ".join(words[:2])
    name = words[0] if words[0] == "stats" else name
    schema = (await unifi("schema", *name.split())).json["output"]
    assert schema["$defs"]
    printed = (await unifi(*words)).json
    for item in printed.get("items", []):
        if item.get("onboard_time") == 0:  # no time, and printed as it came: `unfit` among the formats
            del item["onboard_time"]
    check(printed, schema)


async def test_every_command_that_reads_has_a_schema_of_what_it_prints(unifi: Unifi):
    commands = (await everything(unifi))["commands"]
    reading = {each["command"] for each in commands if each["output"] in ("list", "one")}
    assert [each["command"] for each in commands if each["command"] in reading - OF_A_FILE and not each["of"]] == []
    tested = {name for name in reading for line in READS if f"{line} ".startswith(f"{name} ")}
    assert tested | BY_TEST_CLOUD | OF_A_FILE == reading


async def test_one_command_is_described(unifi: Unifi):
    document = (await unifi("schema", "voucher", "create")).json
    assert (document["command"], document["mutating"]) == ("voucher create", True)
    parameters = document["parameters"]
    assert parameters["required"] == ["name", "--minutes"]
    minutes = parameters["properties"]["--minutes"]
    assert (minutes["type"], minutes["minimum"], minutes["maximum"]) == ("integer", 1, 1_000_000)
    assert parameters["properties"]["--count"]["default"] == 1
    assert parameters["properties"]["--dry-run"]["type"] == "boolean"
    assert (await unifi("schema", "voucher create")).json == document


async def test_a_group_is_described_by_its_commands(unifi: Unifi):
    document = (await unifi("schema", "voucher")).json
    assert [command["command"] for command in document["commands"]] == [
        "voucher list",
        "voucher get",
        "voucher create",
        "voucher delete",
        "voucher sheet",
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
    assert (document["writes"], document["gives"], document["since"]) == (True, "list", "9.1.120")
    arguments = document["arguments"]["properties"]
    assert document["arguments"]["required"] == ["name", "minutes"]
    assert arguments["count"] == {"type": "integer", "description": "How many vouchers, 1 to 1,000.", "default": 1}
    assert all(each["description"] for each in arguments.values())
    assert document["answer"] == {"type": "array", "items": {"$ref": "#/$defs/Voucher"}}
    fields = document["$defs"]["Voucher"]["properties"]
    assert fields["code"]["x-secret"] is True
    assert fields["name"]["x-untrusted"] is True


async def test_a_file_is_given_as_the_command_takes_it(unifi: Unifi):
    taken = (await unifi("schema", "POST /users/{user_id}/avatar")).json["arguments"]["properties"]
    assert taken["content"]["x-given-as"].startswith("@FILE")
    assert (taken["content"]["type"], "x-given-as" in taken["user_id"]) == ("string", False)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("network.devices.get", ("--device-id", "{device}")),
        ("network.vouchers.list", ()),
        ("access.doors.list", ()),
        ("protect.cameras.list", ()),
    ],
)
async def test_what_an_operation_gives_is_what_its_schema_says(unifi: Unifi, operation: str, words: tuple[str, ...]):
    device = next(iter(unifi.simulated.network.default_site.devices))
    document = (await unifi("schema", operation)).json
    answer = (await unifi("call", operation, *(word.format(device=device) for word in words))).json
    schema = document["answer"] | {"$defs": document["$defs"]}
    check(answer["items"] if document["gives"] == "list" else answer, schema)


async def test_an_operation_may_be_two_words_or_a_method(unifi: Unifi):
    whole = (await unifi("schema", "PUT /doors/{door_id}/unlock")).json
    assert (await unifi("schema", "PUT", "/doors/{door_id}/unlock")).json == whole
    assert (await unifi("schema", "access.doors.unlock")).json == whole
    assert whole["scope"] == "edit:space"


async def test_an_operation_with_several_methods_describes_each(unifi: Unifi):
    document = (await unifi("schema", "DELETE /visitors/{visitor_id}")).json
    assert [each["method"] for each in document["methods"]] == ["access.visitors.cancel", "access.visitors.delete"]


async def test_the_variants_of_a_model_are_told_apart(unifi: Unifi):
    models = (await unifi("schema", "POST /v1/sites/{site_id}/acl-rules")).json["$defs"]
    assert models["AclRule"]["discriminator"] == {
        "propertyName": "type",
        "mapping": {"IPV4": "#/$defs/Ipv4AclRule", "MAC": "#/$defs/MacAclRule"},
    }
    assert {"Ipv4AclRule", "MacAclRule"} <= set(models)
    assert models["AclRule"]["properties"]["id"]["readOnly"] is True


async def test_a_filter_tells_what_it_can_compare(unifi: Unifi):
    document = (await unifi("schema", "GET /v1/sites/{site_id}/clients")).json
    assert "access.authorized" in document["arguments"]["properties"]["filter"]["description"]


async def test_a_person_gets_an_outline(unifi: Unifi):
    ended = await unifi("schema", "POST /v1/sites/{site_id}/hotspot/vouchers", terminal=True)
    assert "minutes <integer> (required) How long" in ended.out
    assert "{" not in ended.out.replace("{site_id}", "")
    everything = await unifi("schema", terminal=True)
    assert "voucher create" in everything.out
    assert "--minutes <integer> (required) How long" in (await unifi("schema", "voucher create", terminal=True)).out
    operations = await unifi("schema", "operations", "voucher", terminal=True)
    assert "│" in operations.out


def test_a_command_in_a_module_is_described_by_its_own_words():
    assert describe_command("schema")["description"] == "Describe everything, a command, or an operation."


async def test_it_is_told_since_and_until_when_something_is_there(unifi: Unifi):
    document = (await unifi("schema", "GET /v1/sites/{site_id}/switching/switch-stacks")).json
    assert (document["since"], document["until"]) == ("10.2.78", None)
    fields = document["$defs"]["SwitchStack"]["properties"]
    assert (fields["units"]["x-since"], fields["members"]["x-until"]) == ("10.6", "10.6")
    assert "x-until" not in fields["units"]
    assert "x-since" not in fields["name"]
    described = document["arguments"]["properties"]["filter"]["description"]
    assert "members.deviceId (before 10.6), units.id (from 10.6 on), units.macAddress (from 10.6 on)" in described
