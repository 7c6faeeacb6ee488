"""`unifi call`: every operation, what it takes and gives, and what goes back as it came."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.operations.samples import made_up, read_arguments
from tests.support.access_api import until
from tests.support.commands import Unifi
from unifi_sdk.cli.app import run
from unifi_sdk.cli.operations.table import Call, Gives, calls

DOCUMENTED = [call for call in calls() if call.report is None]
READS = [call for call in DOCUMENTED if not call.is_write and call.gives is not Gives.STREAM]
WRITES = [call for call in DOCUMENTED if call.is_write]
STREAMS = [call for call in calls() if call.gives is Gives.STREAM]
VOUCHERS = "/v1/sites/{site_id}/hotspot/vouchers"
PLAIN = ("--reveal", "--no-fence")


def named(call: Call) -> str:
    return call.method or call.operation


def written(unifi: Unifi) -> list[str]:
    """What reached the console and may change something; logins don't."""
    return [f"{request.verb} {request.path}" for request in unifi.simulated.requests if request.verb != "GET"]


def choice(call: Call) -> list[str]:
    return ["--method", call.method] if call.method else []


@pytest.mark.parametrize("call", READS, ids=named)
async def test_every_read_gives_what_the_console_has(unifi: Unifi, call: Call, tmp_path: Path):
    output = ["--output", str(tmp_path / "file")] if call.gives is Gives.FILE else []
    arguments = await read_arguments(unifi, call)
    ended = await unifi("call", call.operation, *choice(call), *arguments, *output)
    assert ended.code in (0, 3), ended.err
    assert (tmp_path / "file").exists() == (call.gives is Gives.FILE and ended.code == 0)
    if call.gives is Gives.LIST:
        assert list(ended.json) == ["schemaVersion", "items", "count", "nextCursor"]
        assert (ended.code == 3) == (ended.json["count"] == 0)


@pytest.mark.parametrize("call", WRITES, ids=named)
async def test_a_dry_run_of_every_write_shows_its_path_and_sends_nothing(unifi: Unifi, call: Call, tmp_path: Path):
    arguments = await made_up(unifi, call, tmp_path)
    ended = await unifi("call", call.operation, *choice(call), *arguments, "--dry-run")
    assert ended.code == 0, ended.err
    request = ended.json["request"]
    verb, _, path = call.operation.partition(" ")
    assert (request["operation"], request["verb"]) == (call.operation, verb)
    assert len(request["path"].partition("?")[0].split("/")) >= len(path.split("/"))
    assert not any(mark in request["path"] for mark in "{}")
    assert written(unifi) == []


@pytest.mark.parametrize("call", WRITES, ids=named)
async def test_every_write_is_blocked_unless_it_is_allowed(unifi: Unifi, call: Call):
    ended = await unifi("call", call.operation, *choice(call))
    assert (ended.code, ended.error["code"]) == (12, "MUTATION_BLOCKED")
    assert unifi.simulated.requests == []


@pytest.mark.parametrize("call", STREAMS, ids=named)
async def test_a_stream_ends_after_some_seconds(unifi: Unifi, call: Call):
    ended = await unifi("call", call.operation, "--seconds", "0.1")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code in (0, 3), ended.err
    assert lines[:1] in ([], [{"type": "connected"}])


async def test_a_stream_ends_after_some_events(unifi: Unifi):
    running = asyncio.create_task(unifi("call", "GET /v1/subscribe/events", "--count", "2", "--seconds", "5"))
    protect = unifi.simulated.protect
    camera = next(each for each in protect.devices_of("camera").values() if each.is_connected)
    await until(lambda: protect.count_sockets("events"))
    event = protect.start_event("motion", camera)
    protect.end_event(event)
    ended = await running
    connected, first, second = (json.loads(line) for line in ended.out.splitlines())
    assert (ended.code, connected) == (0, {"type": "connected"})
    assert (first["type"], first["model_key"], first["id"]) == ("add", "event", event.id)
    assert second["type"] == "update"
    assert first["item"]["device"].startswith("[UNTRUSTED_DATA_BEGIN ")


async def test_a_list_is_read_in_parts(unifi: Unifi):
    first = await unifi("call", "GET /v1/sites", "--limit", "1", "--select", "name")
    assert (first.json["items"], first.json["count"]) == ([{"name": "Default"}], 1)
    cursor = first.json["nextCursor"]
    second = await unifi("call", "GET /v1/sites", "--limit", "1", "--cursor", cursor, "--select", "name")
    assert second.json["items"] == [{"name": "Warehouse"}]
    paged = await unifi("call", "GET /v1/sites", "--limit", "1", "--page", "2", "--select", "name")
    assert paged.json == second.json


async def test_a_list_that_comes_whole_is_cut_too(unifi: Unifi):
    networks = (await unifi("call", "GET /v1/sites/{site_id}/networks", *PLAIN)).json["items"]
    network = next(network["id"] for network in networks if network["name"] == "Guests")
    whole = await unifi("call", "GET /v1/sites/{site_id}/networks/{network_id}/references", "--network-id", network)
    part = await unifi("call", f"GET /v1/sites/{{}}/networks/{network}/references", "--limit", "1")
    assert part.json["items"] == whole.json["items"][:1]
    assert (whole.json["count"], whole.json["nextCursor"]) == (2, None)
    rest = await unifi("call", f"GET /v1/sites/{{}}/networks/{network}/references", "--limit", "1", "--page", "2")
    assert rest.json["items"] == whole.json["items"][1:]
    assert part.json["nextCursor"]


async def test_the_site_is_the_one_that_is_named(unifi: Unifi):
    operation = "GET /v1/sites/{site_id}/devices"
    default = await unifi("call", operation)
    ways = [
        await unifi("call", operation, "--site", "Warehouse"),
        await unifi("call", operation, "--site-id", "Warehouse"),
        await unifi("call", "GET /v1/sites/Warehouse/devices"),
        await unifi("call", operation, UNIFI_SITE="Warehouse"),
    ]
    assert len({ended.out for ended in ways}) == 1
    assert default.json["items"] != ways[0].json["items"]


async def test_a_site_that_is_not_there_is_not_found(unifi: Unifi):
    ended = await unifi("call", "GET /v1/sites/Nowhere/devices")
    assert (ended.code, ended.error["code"]) == (5, "NOT_FOUND")


async def test_options_of_every_command_stand_before_and_behind(unifi: Unifi):
    before = await unifi("call", "--json", "--limit", "1", "GET /v1/sites", terminal=True)
    behind = await unifi("call", "GET /v1/sites", "--json", "--limit", "1", terminal=True)
    between = await unifi("call", "GET", "/v1/sites", "--limit=1", "--json", terminal=True)
    assert before.out == behind.out == between.out
    assert before.json["count"] == 1


async def test_a_person_gets_a_table(unifi: Unifi):
    ended = await unifi("call", "GET /v1/sites", terminal=True)
    assert "Warehouse" in ended.out
    assert "│" in ended.out


async def test_a_filter_is_written_in_the_consoles_own_words(unifi: Unifi):
    ended = await unifi("call", "GET /v1/sites", "--filter", "name.eq('Warehouse')", "--select", "name")
    assert ended.json["items"] == [{"name": "Warehouse"}]


async def test_an_unknown_option_is_told_what_there_is(unifi: Unifi):
    ended = await unifi("call", f"GET {VOUCHERS}/{{voucher_id}}", "--voucher", "1")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert "takes no '--voucher'" in ended.error["error"]
    assert "--voucher-id" in ended.error["remediation"]
    assert unifi.simulated.requests == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["GET /v1/site"], "GET /v1/sites"),
        (["GET /users/{user_id}"], "needs --user-id"),
        (["GET /users/{user_id}", "--user-id"], "--user-id has no value"),
        (["GET /users/{user_id}", "--user-id", "1", "--user-id", "2"], "given twice"),
        (["GET /users/{user_id}", "1"], "doesn't know what to do with '1'"),
        (["GET /visitors", "--status", "GONE"], "expected one of"),
        (["GET /users", "--access-policies=perhaps"], "expected true or false"),
        (["GET /system/static/{path}", "--path", "/a", "--max-bytes", "lots", "-o", "x"], "expected a whole number"),
        (["POST /system/logs", "--since", "yesterday"], "no point in time"),
        (["GET /v1/info", "--limit", "1"], "gives no list"),
        (["GET /v1/info", "--output", "x"], "gives no file"),
        (["GET /v1/info", "--dry-run"], "only reads"),
        (["GET /v1/cameras/{camera_id}/snapshot", "--camera-id", "1"], "--output FILE"),
        (["GET /v1/cameras/{camera_id}/snapshot", "--camera-id", "1", "-o", "/no/such/folder/x"], "is no folder"),
        (["PUT /doors/{door_id}/unlock", "--door-id", "1", "--actor", "{}", "--dry-run"], "object with id and name"),
        (["POST /visitors", "--visitor", "[]", "--dry-run"], "expected an object"),
        (["POST /visitors", "--visitor", "{", "--dry-run"], "expected JSON"),
        (["POST /visitors", "--visitor", '{"first_nme": "A"}', "--dry-run"], "no such field"),
        (["POST /visitors", "--visitor", '{"first_name": "A"}', "--dry-run"], "last_name"),
        (["PUT /visitors/1", "--changes", '{"start_time": "soon"}', "--dry-run"], "expected a time"),
        (["PUT /visitors/1", "--changes", '{"remarks": 5}', "--dry-run"], "another type"),
        (
            ["POST /webhooks/endpoints", "--endpoint", "https://a.test", "--name", "a", "--events", "x"],
            "expected one of",
        ),
        (["POST /v1/sites/{}/clients/1/actions", "--dry-run"], "several things"),
        (["--limit", "1", "--foo", "1"], "no operation is named"),
    ],
)
async def test_a_wrong_command_line_is_told_in_one_sentence(unifi: Unifi, arguments: list[str], said: str):
    allowed = ["--allow-mutations"] if arguments[0].startswith("POST /webhooks") else []
    ended = await unifi("call", *arguments, *allowed)
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert said in f"{ended.error['error']}; {ended.error['remediation']}"
    assert unifi.simulated.requests == []


async def test_a_write_happens_when_it_is_allowed(unifi: Unifi):
    ended = await unifi("call", f"POST {VOUCHERS}", "--name", "lobby", "--minutes", "60", "--allow-mutations", *PLAIN)
    assert ended.code == 0
    assert ended.json["ok"] is True
    (voucher,) = ended.json["result"]
    read = await unifi("call", f"GET {VOUCHERS}/{{}}", "--voucher-id", voucher["id"], *PLAIN)
    assert (read.json["name"], read.json["code"]) == ("lobby", voucher["code"])


async def test_a_delete_tells_whether_there_was_something(unifi: Unifi):
    voucher = (await unifi("call", f"GET {VOUCHERS}", "--limit", "1")).json["items"][0]["id"]
    gone = [await unifi("call", f"DELETE {VOUCHERS}/{voucher}", "--allow-mutations") for _ in range(2)]
    assert [(ended.code, ended.json["existed"]) for ended in gone] == [(0, True), (0, False)]


async def test_a_write_is_bound_to_its_plan(unifi: Unifi):
    operation = ("call", f"POST {VOUCHERS}", "--name", "lobby", "--minutes")
    plan = (await unifi(*operation, "60", "--dry-run")).json["plan"]
    other = await unifi(*operation, "61", "--allow-mutations", "--plan", plan)
    assert (other.code, other.error["code"]) == (2, "PLAN_MISMATCH")
    assert (await unifi(*operation, "60", "--allow-mutations", "--plan", plan)).code == 0


async def test_one_of_several_methods_is_chosen(unifi: Unifi):
    client = (await unifi("call", "GET /v1/sites/{site_id}/clients", "--limit", "1")).json["items"][0]["id"]
    operation = ("call", "POST /v1/sites/{site_id}/clients/{client_id}/actions", "--client-id", client, "--dry-run")
    ended = await unifi(*operation, "--method", "unauthorize")
    assert ended.json["request"]["body"]["action"].strip().startswith(("[UNTRUSTED", "UNAUTHORIZE"))
    by_method = await unifi("call", "clients.unauthorize", "--client-id", client, "--dry-run")
    assert by_method.json["request"]["path"] == ended.json["request"]["path"]
    assert (await unifi(*operation, "--method", "unauthorize", "--plan", by_method.json["plan"])).code == 0


async def test_the_sessions_of_a_reader_are_begun_and_ended(unifi: Unifi):
    device = next(each.id for each in unifi.simulated.access.devices.values() if "nfc" in each.access_methods)
    sessions = "/credentials/nfc_cards/sessions"
    begun = await unifi("call", f"POST {sessions}", "--device-id", device, "--allow-mutations")
    session = begun.json["result"]["session_id"]
    waiting = await unifi("call", f"GET {sessions}/{session}")
    assert waiting.code != 0
    unifi.simulated.access.tap(session_id=session)
    assert (await unifi("call", f"GET {sessions}/{session}", *PLAIN)).json["token"]
    assert (await unifi("call", f"DELETE {sessions}/{session}", "--allow-mutations")).code == 0


async def test_a_pin_is_masked_until_it_is_asked_for(unifi: Unifi):
    assert (await unifi("call", "POST /credentials/pin_codes")).json == {"pin_code": "***"}
    revealed = await unifi("call", "POST /credentials/pin_codes", "--reveal")
    assert revealed.json["pin_code"].isdigit()


async def test_an_access_key_is_masked_until_it_is_asked_for(unifi: Unifi):
    assert (await unifi("call", "POST /auth/access-key")).json["secret"] == "***"
    revealed = await unifi("call", "POST /auth/access-key", "--reveal")
    assert ":" in revealed.json["secret"]


async def test_a_picture_is_written_to_a_file(unifi: Unifi, tmp_path: Path):
    camera = (await unifi("call", "GET /v1/cameras")).json["items"][0]["id"]
    target = tmp_path / "picture.jpg"
    ended = await unifi("call", f"GET /v1/cameras/{camera}/snapshot", "--output", str(target))
    size = target.stat().st_size
    assert ended.json == {"ok": True, "file": str(target), "bytes": size, "content_type": "image/jpeg"}
    assert target.read_bytes().startswith(b"\xff\xd8\xff")


async def test_a_picture_is_written_to_a_pipe_and_never_to_a_terminal(unifi: Unifi, monkeypatch: pytest.MonkeyPatch):
    camera = (await unifi("call", "GET /v1/cameras")).json["items"][0]["id"]
    operation = ["call", f"GET /v1/cameras/{camera}/snapshot", "--output", "-"]
    refused = await unifi(*operation, terminal=True)
    assert refused.code == 2
    assert "terminal" in refused.err
    pipe = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(pipe, write_through=True))
        assert await asyncio.to_thread(run, operation) == 0
        assert pipe.getvalue().startswith(b"\xff\xd8\xff")


async def test_a_video_is_written_to_a_pipe(unifi: Unifi, monkeypatch: pytest.MonkeyPatch):
    call = next(call for call in calls() if call.method == "legacy.cameras.export.read")
    operation = ["call", call.operation, *await read_arguments(unifi, call), "--output", "-"]
    pipe = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(pipe, write_through=True))
        assert await asyncio.to_thread(run, operation) == 0
        assert b"ftyp" in pipe.getvalue()[:16]


async def test_a_time_without_video_leaves_no_file(unifi: Unifi, tmp_path: Path):
    camera = (await unifi("call", "GET /cameras")).json["items"][0]["id"]
    times = ("--start", "2001-01-01T10:00:00Z", "--end", "2001-01-01T10:00:10Z")
    ended = await unifi("call", "GET /video/export", "--camera-id", camera, *times, "-o", str(tmp_path / "a.mp4"))
    assert (ended.code, (tmp_path / "a.mp4").exists()) == (3, False)


async def test_a_video_over_a_full_hour_is_several_files(unifi: Unifi, tmp_path: Path):
    times = ("--start", "2026-11-20T13:50:00Z", "--end", "2026-11-20T14:10:00Z")
    ended = await unifi("call", "GET /video/export", "--camera-id", "1", *times, "-o", str(tmp_path / "a.mp4"))
    assert ended.code == 2
    assert "2026-11-20T14:00:00+00:00" in ended.error["remediation"]


async def test_marks_and_masks_are_never_sent_back(unifi: Unifi):
    operation = "PUT /v1/sites/{site_id}/acl-rules/{acl_rule_id}"
    rule = (await unifi("call", "GET /v1/sites/{site_id}/acl-rules", *PLAIN)).json["items"][0]
    marked = {**rule, "description": "[UNTRUSTED_DATA_BEGIN 1] a [UNTRUSTED_DATA_END 1]"}
    masked = {**rule, "description": "***"}
    for document, advice in ((marked, "--no-fence"), (masked, "--reveal")):
        ended = await unifi("call", operation, "--acl-rule", json.dumps(document), "--dry-run")
        assert ended.code == 2
        assert advice in ended.error["remediation"]


async def test_the_id_of_a_replacement_comes_from_the_path_where_the_document_has_none(unifi: Unifi):
    rule = (await unifi("call", "GET /v1/sites/{site_id}/acl-rules", *PLAIN)).json["items"][0]
    bare = json.dumps({name: value for name, value in rule.items() if name != "id"})
    refused = await unifi("call", "PUT /v1/sites/{}/acl-rules/{}", "--acl-rule", bare, "--dry-run")
    assert refused.code == 2
    assert "needs --acl-rule-id" in refused.error["error"]
    ended = await unifi("call", f"PUT /v1/sites/{{}}/acl-rules/{rule['id']}", "--acl-rule", bare, "--dry-run")
    assert ended.json["request"]["path"].endswith(rule["id"])


async def test_what_the_console_alone_sets_is_left_out_and_said(unifi: Unifi):
    view = (await unifi("call", "GET /v1/liveviews", *PLAIN)).json["items"][0]
    ended = await unifi(
        *("call", f"PATCH /v1/liveviews/{view['id']}", "--liveview", json.dumps(view), "--dry-run", "--no-fence")
    )
    assert ended.code == 0, ended.err
    assert "not sent" in ended.err
    assert set(ended.json["request"]["body"]) == {"name", "isGlobal", "layout", "slots"}


async def test_the_operations_are_listed(unifi: Unifi):
    ended = await unifi("call", "--list", "voucher")
    assert ended.code == 0
    assert f"DELETE {VOUCHERS}" in [item["operation"] for item in ended.json["items"]]
    assert (await unifi("call", "--list", "nothing like that")).code == 3


async def test_help_tells_what_an_operation_takes(unifi: Unifi):
    ended = await unifi("call", f"POST {VOUCHERS}", "--help")
    assert ended.json["method"] == "network.vouchers.create"
    assert (await unifi("call", "--help")).out.startswith("Usage: unifi call")
    assert unifi.simulated.requests == []
