"""What a document on vouchers and guest access tells people to type, command line by command line.

Each case is a command line with what it has to end with and to print. In braces stand the ids of the simulated console. What
is printed may hold more than what is expected, at every level; names of keys and values are compared.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.support.commands import Ended, Unifi
from tests.support.likeness import Like, check_holds

CURSOR = "eyJvZmZzZXQiOjIwfQ=="
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
GONE = "a1b2c3d4-0000-0000-0000-000000000001"
HELLO = {"ok": True}
AUTHORIZE = "AUTHORIZE_GUEST_ACCESS"
UNAUTHORIZE = "UNAUTHORIZE_GUEST_ACCESS"

TIME = Like("a time", lambda value: isinstance(value, str) and MOMENT.fullmatch(value))
ID = Like("an id", lambda value: isinstance(value, str) and re.fullmatch(r"[0-9a-f-]{36}", value))
CODE = Like("a code of ten digits", lambda value: isinstance(value, str) and re.fullmatch(r"\d{10}", value))
COUNT = Like("a number", lambda value: type(value) is int and value >= 0)


def fenced(text: str) -> Like:
    return Like(f"{text} between marks", lambda value: re.fullmatch(_between_marks(text), str(value)))


def _between_marks(text: str) -> str:
    return rf"\[UNTRUSTED_DATA_BEGIN (\w+)\] {re.escape(text)} \[UNTRUSTED_DATA_END \1\]"


@attrs.frozen
class Case:
    line: str
    code: int = 0
    has: Any = None
    keys: tuple[str, ...] | None = None
    """The keys of the first item, all of them and in this order."""
    error: Any = None


MADE = {
    "id": ID,
    "name": fenced("hotel-guest"),
    "code": CODE,
    "created_at": TIME,
    "time_limit_minutes": 240,
    "authorized_guest_count": 0,
    "expired": False,
}
USAGE = {"duration_sec": COUNT, "rx_bytes": COUNT, "tx_bytes": COUNT, "bytes": COUNT}
ADMISSION = {"authorized_at": TIME, "authorization_method": "API", "expires_at": TIME, "usage": USAGE}
BLOCKED = {
    "error": "voucher create is a mutating operation and is blocked by default",
    "code": "MUTATION_BLOCKED",
    "remediation": "re-run with --allow-mutations (add --dry-run to preview)",
}

CASES = [
    Case("voucher list --json", has={"schemaVersion": 1, "count": 4, "nextCursor": None}),
    Case("voucher list --json --limit 20", has={"schemaVersion": 1, "count": 4, "nextCursor": None}),
    Case(f'voucher list --json --limit 20 --cursor "{CURSOR}"', 3, {"items": [], "count": 0, "nextCursor": None}),
    Case("voucher list --json --limit 20 --page 3", 3, {"items": [], "count": 0, "nextCursor": None}),
    Case("voucher list --json --select id,name,code,expired", keys=("id", "name", "code", "expired")),
    Case('voucher create "hotel-guest" --minutes 240 --allow-mutations', has=HELLO | {"count": 1}),
    Case(
        'voucher create "hotel-guest" --minutes 240 --dry-run --allow-mutations --json',
        has={"action": "voucher.create", "name": "hotel-guest", "minutes": 240, "count": 1, "dry_run": True},
    ),
    Case(
        'voucher create "hotel-guest" --minutes 240 --allow-mutations --json',
        has=HELLO
        | {
            "action": "voucher.create",
            "name": "hotel-guest",
            "minutes": 240,
            "count": 1,
            "result": {"vouchers": [MADE]},
        },
    ),
    Case(
        'voucher create "day-pass" --minutes 1440 --count 10 --guests 2 --data-mb 2048 --allow-mutations --json',
        has=HELLO | {"count": 10, "result": {"vouchers": [{"authorized_guest_limit": 2}] * 10}},
    ),
    Case('voucher create "hotel-guest" --minutes 240', 12, error=BLOCKED),
    Case("voucher delete {voucher} --allow-mutations", has={"ok": True, "existed": True}),
    Case(
        "voucher delete {voucher} --dry-run --allow-mutations --json",
        has={"dry_run": True, "action": "voucher delete", "id": "{voucher}"},
    ),
    Case(
        "voucher delete {voucher} --allow-mutations --json",
        has={"ok": True, "kind": "voucher", "id": "{voucher}", "existed": True},
    ),
    Case(
        f"voucher delete {GONE} --allow-mutations --json",
        has={"ok": True, "kind": "voucher", "id": GONE, "existed": False},
    ),
    Case("client list --json --select id,name,mac_address", keys=("id", "name", "mac_address")),
    Case("client get {guest} --json", has={"id": "{guest}", "type": "WIRELESS", "access": {"type": "GUEST"}}),
    Case("client authorize {guest} --allow-mutations", has={"ok": True, "action": AUTHORIZE, "id": "{guest}"}),
    Case(
        "client authorize {guest} --minutes 120 --dry-run --allow-mutations --json",
        has={"action": AUTHORIZE, "id": "{guest}", "minutes": 120, "dry_run": True},
    ),
    Case(
        "client authorize {guest} --minutes 120 --data-mb 500 --allow-mutations --json",
        has={
            "ok": True,
            "action": AUTHORIZE,
            "id": "{guest}",
            "minutes": 120,
            "result": {"action": AUTHORIZE, "granted_authorization": ADMISSION | {"data_usage_limit_m_bytes": 500}},
        },
    ),
    Case(
        "client authorize {guest} --rx-kbps 2 --tx-kbps 100000 --allow-mutations --json",
        has={"result": {"granted_authorization": {"rx_rate_limit_kbps": 2, "tx_rate_limit_kbps": 100_000}}},
    ),
    Case(
        "client authorize {inside} --minutes 60 --allow-mutations --json",
        has={"result": {"granted_authorization": ADMISSION, "revoked_authorization": {"authorized_at": TIME}}},
    ),
    Case("client unauthorize {inside} --allow-mutations", has={"ok": True, "action": UNAUTHORIZE}),
    Case(
        "client unauthorize {inside} --dry-run --allow-mutations --json",
        has={"action": UNAUTHORIZE, "id": "{inside}", "dry_run": True},
    ),
    Case(
        "client unauthorize {inside} --allow-mutations --json",
        has={
            "ok": True,
            "action": UNAUTHORIZE,
            "id": "{inside}",
            "result": {"action": UNAUTHORIZE, "revoked_authorization": {"authorized_at": TIME, "usage": USAGE}},
        },
    ),
    Case("voucher list --json --no-fence", has={"items": [{"name": "hotel-guest"}] * 2}),
    Case("voucher list --wrap-untrusted", has={"items": [{"name": fenced("hotel-guest")}] * 2}),
    Case("voucher list --json --site Default", has={"count": 4}),
]

BOUNDS = [
    ("voucher create x --minutes {}", 1, 1_000_000),
    ("voucher create x --minutes 5 --count {}", 1, 1_000),
    ("voucher create x --minutes 5 --guests {}", 1, None),
    ("voucher create x --minutes 5 --data-mb {}", 1, 1_048_576),
    ("client authorize {guest} --minutes {}", 1, 1_000_000),
    ("client authorize {guest} --data-mb {}", 1, 1_048_576),
    ("client authorize {guest} --rx-kbps {}", 2, 100_000),
    ("client authorize {guest} --tx-kbps {}", 2, 100_000),
]


@pytest.fixture
def ids(unifi: Unifi) -> dict[str, str]:
    network = unifi.simulated.network
    site = network.default_site
    by_name = {client.name: client.id for client in site.clients.values()}
    return {
        "voucher": next(iter(site.vouchers)),
        "guest": by_name["Guest Phone"],
        "inside": by_name["Apple iPad Pro"],
    }


def filled(pattern: Any, ids: dict[str, str]) -> Any:
    """With ids in place of what stands in braces."""
    if isinstance(pattern, dict):
        return {key: filled(value, ids) for key, value in pattern.items()}
    if isinstance(pattern, list):
        return [filled(value, ids) for value in pattern]
    return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], pattern) if isinstance(pattern, str) else pattern


async def run(unifi: Unifi, line: str, ids: dict[str, str]) -> Ended:
    return await unifi(*shlex.split(filled(line, ids)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.line)
async def test_a_command_line_does_what_the_document_says(case, unifi, ids):
    ended = await run(unifi, case.line, ids)
    assert ended.code == case.code, ended.err
    if case.has is not None:
        check_holds(ended.json, filled(case.has, ids))
    if case.keys:
        assert tuple(ended.json["items"][0]) == case.keys
    if case.error:
        assert ended.error == case.error
        assert ended.out == ""


async def test_an_item_of_the_list_has_the_fields_of_the_document_null_where_nobody_has_used_it(unifi):
    items = (await unifi("voucher", "list", "--json", "--reveal")).json["items"]
    used = next(item for item in items if item["activated_at"])
    unused = next(item for item in items if not item["activated_at"])
    for item, moment in ((used, TIME), (unused, None)):
        check_holds(
            item,
            {
                "id": ID,
                "name": fenced(re.sub(r"^\S+ \w+\] | \[.*$", "", item["name"])),
                "code": CODE,
                "created_at": TIME,
                "time_limit_minutes": COUNT,
                "authorized_guest_limit": item["authorized_guest_limit"],
                "authorized_guest_count": COUNT,
                "activated_at": moment,
                "expires_at": moment,
                "expired": item["expired"],
            },
        )


async def test_a_code_that_was_just_made_is_shown_and_one_that_is_listed_is_masked_which_the_document_does_not_ask_for(
    unifi,
):
    made = await unifi("voucher", "create", "hotel-guest", "--minutes", "240", "--allow-mutations", "--json")
    check_holds(made.json["result"]["vouchers"][0]["code"], CODE)
    listed = await unifi("voucher", "list", "--json")
    assert {item["code"] for item in listed.json["items"]} == {"***"}


async def test_marks_hold_a_random_word_which_the_document_s_do_not(unifi):
    first, second = [(await unifi("voucher", "list", "--json")).json["items"][0]["name"] for _ in range(2)]
    assert first != second
    assert "[UNTRUSTED_DATA_BEGIN]" not in first


async def test_a_dry_run_tells_also_console_site_request_and_plan_which_the_document_s_does_not(unifi, ids):
    ended = await run(unifi, "voucher create x --minutes 5 --guests 2 --dry-run --json --no-fence", ids)
    assert set(ended.json) - {"action", "name", "minutes", "count", "guests", "dry_run"} == {
        "console",
        "site",
        "request",
        "plan",
    }
    assert ended.json["request"]["body"] == {
        "count": 1,
        "name": "x",
        "timeLimitMinutes": 5,
        "authorizedGuestLimit": 2,
    }


async def test_voucher_create_takes_rate_limits_which_the_console_does_by_now(unifi, ids):
    line = "voucher create x --minutes 5 --rx-kbps 2000 --tx-kbps 1000 --allow-mutations"
    made = (await run(unifi, line, ids)).json["result"]["vouchers"][0]
    assert (made["rx_rate_limit_kbps"], made["tx_rate_limit_kbps"]) == (2000, 1000)


async def test_pages_of_a_large_pool_are_the_list_cut_where_the_document_cuts_it(unifi):
    unifi.simulated.network.add_vouchers(66, name="pool")
    whole = [item["id"] for item in (await unifi("voucher", "list", "--json", "--all")).json["items"]]
    assert len(whole) == 70
    parts = []
    for page in ("1", "2", "3", "4"):
        ended = await unifi("voucher", "list", "--json", "--limit", "20", "--page", page)
        parts += [item["id"] for item in ended.json["items"]]
    assert parts == whole

    second = await unifi("voucher", "list", "--json", "--limit", "20", "--cursor", CURSOR)
    assert [item["id"] for item in second.json["items"]] == whole[20:40]

    followed, cursor = [], None
    while True:
        more = () if cursor is None else ("--cursor", cursor)
        ended = await unifi("voucher", "list", "--json", "--limit", "20", *more)
        followed += [item["id"] for item in ended.json["items"]]
        cursor = ended.json["nextCursor"]
        if cursor is None:
            break
    assert followed == whole


async def test_an_empty_list_is_an_envelope_and_exit_code_3(unifi):
    unifi.simulated.network.default_site.vouchers.clear()
    ended = await unifi("voucher", "list", "--json")
    assert ended.code == 3
    assert ended.json == {"schemaVersion": 1, "items": [], "count": 0, "nextCursor": None}


async def test_a_site_is_named_by_an_option_or_by_the_environment(unifi):
    here = await unifi("client", "list")
    by_option = await unifi("client", "list", "--site", "Warehouse")
    by_variable = await unifi("client", "list", UNIFI_SITE="Warehouse")
    over_variable = await unifi("client", "list", "--site", "Default", UNIFI_SITE="Warehouse")
    counts = [ended.json["count"] for ended in (here, by_option, by_variable, over_variable)]
    assert counts == [10, 2, 2, 10]


async def test_a_deletion_can_be_repeated(unifi, ids):
    existed = [(await run(unifi, "voucher delete {voucher} --allow-mutations --json", ids)).json for _ in range(2)]
    assert [answer["existed"] for answer in existed] == [True, False]


@pytest.mark.parametrize(
    "line",
    [
        "voucher create x --minutes 5",
        "voucher delete {voucher}",
        "client authorize {guest}",
        "client unauthorize {inside}",
    ],
)
async def test_no_write_is_made_unless_it_is_allowed(line, unifi, ids):
    blocked = await run(unifi, line, ids)
    assert blocked.code == 12
    assert set(blocked.error) == {"error", "code", "remediation"}
    assert blocked.error["code"] == "MUTATION_BLOCKED"
    assert unifi.simulated.requests == []
    for preview in ("--dry-run", "--dry-run --allow-mutations"):
        assert (await run(unifi, f"{line} {preview}", ids)).code == 0
    assert {request.verb for request in unifi.simulated.requests} == {"GET"}


@pytest.mark.parametrize(("line", "least", "most"), BOUNDS, ids=[line for line, _, _ in BOUNDS])
async def test_the_bounds_of_a_flag_are_those_of_the_tables(line, least, most, unifi, ids):
    def command(value: object) -> str:
        return line.replace("{}", str(value)) + " --dry-run"

    assert (await run(unifi, command(least), ids)).code == 0
    assert (await run(unifi, command(least - 1), ids)).code == 2
    if most is not None:
        assert (await run(unifi, command(most), ids)).code == 0
        assert (await run(unifi, command(most + 1), ids)).code == 2
    assert (await run(unifi, command(f"{least}.5"), ids)).code == 2


async def test_a_name_and_a_time_limit_are_required(unifi):
    for arguments in (("voucher", "create"), ("voucher", "create", "x"), ("voucher", "create", "--minutes", "5")):
        ended = await unifi(*arguments, "--allow-mutations")
        assert ended.code == 2
        assert set(ended.error) == {"error", "code", "remediation"}


CHECK_IN = r"""
set -euo pipefail
MINUTES=2880
CLIENT_ID=$(
  unifi client list --json \
    | jq -r --arg mac "$MAC" '.items[] | select(.mac_address == $mac) | .id'
)
if [[ -z "$CLIENT_ID" ]]; then
  echo "no such client" >&2
  exit 1
fi
unifi client authorize "$CLIENT_ID" --minutes "$MINUTES" --data-mb 10240 --allow-mutations --json
unifi client unauthorize "$CLIENT_ID" --allow-mutations --json
"""


async def test_a_guest_is_checked_in_and_out_by_the_address_of_the_device(unifi, ids):
    listed = await unifi("client", "list", "--json")
    found = [item["id"] for item in listed.json["items"] if item.get("mac_address") == "1c:71:25:63:e4:24"]
    assert found == [ids["guest"]]
    let_in = await unifi(
        "client", "authorize", *found, "--minutes", "2880", "--data-mb", "10240", "--allow-mutations", "--json"
    )
    assert let_in.json["result"]["granted_authorization"]["data_usage_limit_m_bytes"] == 10240
    assert (await unifi("client", "get", *found)).json["access"]["authorized"] is True
    out = await unifi("client", "unauthorize", *found, "--allow-mutations", "--json")
    assert out.json["result"]["revoked_authorization"]["data_usage_limit_m_bytes"] == 10240
    assert (await unifi("client", "get", *found)).json["access"]["authorized"] is False


async def test_the_loop_of_a_shell_checks_a_guest_in_and_out(unifi, ids, tmp_path):
    tools = await asyncio.to_thread(subprocess.run, ["bash", "-c", "command -v jq"], capture_output=True, check=False)
    if tools.returncode:
        pytest.skip("there is no bash, or no jq")
    command = tmp_path / "unifi"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m unifi_sdk.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    root = str(Path(__file__).parents[2])
    environ = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": root,
        "MAC": "1c:71:25:63:e4:24",
    }
    done = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", CHECK_IN], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    posted = [request.json for request in unifi.simulated.requests if request.verb == "POST"]
    assert [body["action"] for body in posted] == [AUTHORIZE, UNAUTHORIZE]
    assert posted[0]["timeLimitMinutes"] == 2880

    unknown = {**environ, "MAC": "aa:bb:cc:dd:ee:ff"}
    done = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", CHECK_IN], env=unknown, capture_output=True, check=False
    )
    assert done.returncode == 1
