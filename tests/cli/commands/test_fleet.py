"""`unifi --fleet`: any command at every console of a fleet, a line for each; writes only as one plan for all of them."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Ended, Unifi
from tests.support.streams import eventually
from unifi_sdk.cli import plans
from unifi_sdk.simulator import Fault, SimulatedCloud, SimulatedConsole, SimulatedFleet

CREATE = ("voucher", "create", "Fair", "--minutes", "60")
QUICK = ("--timeout", "0.5")


@pytest.fixture(scope="module")
def small() -> Iterator[SimulatedFleet]:
    """Five small consoles in a process of their own, of which one hangs and one refuses."""
    running = SimulatedFleet(5, processes=1, hanging=1, refusing=1)
    asyncio.run(running.start())
    yield running
    asyncio.run(running.stop())


@pytest.fixture
def away(small: SimulatedFleet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Unifi:
    """Runs commands where only the small consoles are known, in a folder with their fleet file."""
    for name in [name for name in os.environ if name.startswith("UNIFI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("UNIFI_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("UNIFI_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("UNIFI_API_KEY", small.api_key)
    monkeypatch.chdir(tmp_path)
    healthy = [each for each in small.consoles if not each.hangs and not each.refuses]
    tables = dict(zip(small.consoles, small.file().split("[[console]]")[1:], strict=True))
    (tmp_path / "all.toml").write_text(small.file())
    (tmp_path / "f.toml").write_text("".join(f"[[console]]{tables[each]}" for each in healthy))
    return Unifi(None, monkeypatch)  # type: ignore[arg-type]


@pytest.fixture
def hotels(unifi: Unifi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Unifi:
    """Runs commands over a fleet file that names one large console; a test may write another one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UNIFI_HOST")
    write_hotels(tmp_path, unifi.simulated)
    return unifi


def write_hotels(folder: Path, *consoles: SimulatedConsole, more: str = "") -> None:
    tables = [
        f'[[console]]\nname = "Hotel {number}"\nhost = "{each.address}"\npins = {list(each.fingerprints)}\n{more}\n'
        for number, each in enumerate(consoles, 1)
    ]
    (folder / "f.toml").write_text("".join(tables))


def lines(ended: Ended) -> list[Any]:
    return [json.loads(line) for line in ended.out.splitlines()]


def by_console(ended: Ended) -> dict[str, Any]:
    return {line["console"]: line for line in lines(ended) if "console" in line}


def posted(small: SimulatedFleet) -> int:
    told = asyncio.run(small.requests())
    return sum(request.startswith("POST") for requests in told.values() for request in requests)


async def dry(unifi: Unifi, *words: str) -> str:
    """The plan of a dry run, without which the test would be none."""
    ended = await unifi("--fleet", "f.toml", *words, "--dry-run")
    assert ended.code == 0, ended.err
    return str(lines(ended)[-1]["plan"])


async def write(unifi: Unifi, plan: str, *words: str, **environ: str) -> Ended:
    return await unifi("--fleet", "f.toml", *words, "--allow-mutations", "--plan", plan, **environ)


# reads


async def test_a_command_runs_at_every_console_and_gives_a_line_for_each(away: Unifi, small: SimulatedFleet):
    ended = await away("--fleet", "f.toml", "client", "list", "--no-fence")
    assert (ended.code, ended.err) == (0, "")
    found = {name: line["result"]["items"][0]["mac_address"] for name, line in by_console(ended).items()}
    assert found == {each.name: each.mac for each in small.consoles if not each.hangs and not each.refuses}


async def test_what_did_not_go_well_is_said_of_its_console_and_in_the_end(away: Unifi, small: SimulatedFleet):
    ended = await away("client", "list", "--fleet=all.toml", *QUICK)
    found = by_console(ended)
    assert len(found) == 5
    assert {found[each.name]["code"] for each in small.consoles if each.hangs} == {"TIMEOUT"}
    assert {found[each.name]["code"] for each in small.consoles if each.refuses} == {"CONNECTION_FAILED"}
    assert sum(line["ok"] for line in found.values()) == 3
    assert ended.code == 8
    assert ended.error["error"].startswith("2 of 5 consoles did not end well: console-")


async def test_consoles_are_chosen_by_tag_model_and_name(away: Unifi):
    async def names(*options: str) -> set[str]:
        return set(by_console(await away("--fleet", "f.toml", *options, "site", "list")))

    everything = await names()
    assert await names("--model", "udm*") == everything
    assert await names("--console", "*-0002") == {"console-0002"}
    by_tag = await away("--fleet", "all.toml", "fleet", "list", "--tag", "even")
    assert [item["name"] for item in by_tag.json["items"]] == ["console-0001", "console-0003", "console-0005"]
    nothing = await away("--fleet", "f.toml", "--tag", "attic", "site", "list")
    assert (nothing.code, nothing.error["code"]) == (10, "CONFIG")


async def test_a_terminal_gets_one_table_and_a_bar_and_whom_it_did_not_go_well_with(away: Unifi):
    ended = await away("--fleet", "all.toml", "client", "list", *QUICK, terminal=True)
    assert "{" not in ended.out
    assert ended.out.count("┏") == 1
    assert ended.out.count("Till") == 3
    assert "console-0002" in ended.out
    assert "━" in ended.err
    assert "TIMEOUT" in ended.err
    quiet = await away("--fleet", "f.toml", "client", "list", "-q", terminal=True)
    assert "━" not in quiet.err


async def test_an_empty_list_everywhere_ends_as_an_empty_list_does(away: Unifi):
    ended = await away("--fleet", "f.toml", "wifi", "list")
    assert ended.code == 3
    assert all(line["ok"] for line in lines(ended))


async def test_operations_are_called_over_a_fleet_too(away: Unifi):
    ended = await away("call", "GET /v1/info", "--fleet", "f.toml")
    assert {line["result"]["application_version"] for line in lines(ended)} == {"10.5.66"}


async def test_fleet_run_is_the_same(away: Unifi):
    for line in (("fleet", "run", "site", "list"), ("fleet", "run", "--fleet", "f.toml", "site", "list")):
        ended = await away(*line, UNIFI_FLEET="f.toml")
        assert (ended.code, len(by_console(ended))) == (0, 3)
    assert (await away("fleet", "run")).code == 2


async def test_fleet_list_shows_references_and_asks_nobody(away: Unifi):
    items = (await away("fleet", "list", "--fleet", "all.toml", "--select", "name,key_names,model")).json["items"]
    assert items[1] == {"name": "console-0002", "key_names": ["UNIFI_API_KEY"], "model": "UDM Pro"}
    assert len(items) == 5


async def test_fleet_check_tells_who_is_reached_and_with_what_version(away: Unifi, small: SimulatedFleet):
    found = by_console(await away("fleet", "check", "--fleet", "all.toml", *QUICK))
    for console in small.consoles:
        line = found[console.name]
        if console.hangs or console.refuses:
            assert not line["ok"]
        else:
            assert line["result"] == {"reached": True, "network": "10.5.66"}


async def test_fleet_check_tells_the_versions_of_all_applications(hotels: Unifi):
    (line,) = lines(await hotels("--fleet", "f.toml", "fleet", "check"))
    assert line["result"].keys() == {"reached", "network", "protect"}


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("doctor",), "USAGE", "no command for the consoles"),
        (("cloud", "hosts"), "USAGE", "no command for the consoles"),
        (("voucher", "list", "--host", "10.0.0.1"), "USAGE", "--host"),
        (("voucher", "list", "--key-stdin"), "USAGE", "--key-stdin"),
        (("voucher", "list", "--profile", "hotel"), "USAGE", "--profile"),
        (("voucher", "list", "--format", "csv"), "USAGE", "csv"),
        (("voucher", "list", "--cursor", "x"), "USAGE", "cursor"),
        (("voucher", "lst"), "USAGE", "lst"),
        (("voucher", "sheet", "--output", "cards.html"), "USAGE", "the same file"),
        (CREATE, "MUTATION_BLOCKED", "blocked"),
        ((*CREATE, "--allow-mutations"), "PLAN_REQUIRED", "dry run"),
        ((*CREATE, "--allow-mutations", "--plan", "0" * 24), "PLAN_MISMATCH", "no plan"),
    ],
)
async def test_what_can_not_be_is_told_once_and_before_anything_is_asked(
    line: tuple[str, ...], code: str, said: str, away: Unifi
):
    ended = await away("--fleet", "f.toml", *line)
    assert (ended.out, ended.error["code"]) == ("", code)
    assert said in ended.error["error"]


async def test_a_fleet_that_can_not_be_read_is_told(away: Unifi, tmp_path: Path):
    assert (await away("fleet", "list")).code == 10
    (tmp_path / "bad.toml").write_text('[[console]]\nhost = "10.0.0.1"\napi_key = "a-secret-of-somebody"\n')
    ended = await away("--fleet", "bad.toml", "site", "list")
    assert ended.code == 10
    assert "a-secret-of-somebody" not in ended.err


async def test_the_version_needs_no_fleet(away: Unifi):
    for line in (("--version", "--fleet", "missing.toml"), ("--fleet", "missing.toml", "site", "list", "--version")):
        assert (await away(*line)).code == 0


async def test_help_of_a_command_needs_no_fleet(away: Unifi):
    ended = await away("--fleet", "missing.toml", "voucher", "list", "--help")
    assert (ended.code, "--fleet" in ended.out) == (0, True)


async def test_each_console_has_a_file_of_its_own(hotels: Unifi, tmp_path: Path):
    write_hotels(tmp_path, hotels.simulated, hotels.simulated)
    same = ("camera", "snapshot", "Front Door", "--output", "{console}.jpg")
    assert (await hotels("--fleet", "f.toml", *same)).code == 0
    assert sorted(name for name in os.listdir(tmp_path) if name.endswith("jpg")) == ["Hotel 1.jpg", "Hotel 2.jpg"]


async def test_what_comes_line_by_line_has_the_console_in_each(hotels: Unifi):
    running = asyncio.create_task(
        hotels("--fleet", "f.toml", "events", "--application", "protect", "--count", "1", "--seconds", "10")
    )
    await eventually(lambda: hotels.simulated.protect.count_sockets("events") == 1)
    hotels.simulated.protect.start_event("motion", "Front Door")
    *told, last = lines(await running)
    assert {line["console"] for line in told} == {"Hotel 1"}
    assert told[-1]["line"]["kind"] == "motion"
    assert last["ok"]


async def test_standard_input_is_the_same_for_every_console(hotels: Unifi, tmp_path: Path):
    write_hotels(tmp_path, hotels.simulated, hotels.simulated)
    line = ("call", "POST /v1/sites/{site_id}/dns/policies", "--dns-policy", "-", "--dry-run")
    document = (
        '{"type": "A_RECORD", "domain": "a.example", "ipv4Address": "10.0.0.9", "ttlSeconds": 60, "enabled": true}'
    )
    ended = await hotels("--fleet", "f.toml", *line, stdin=document)
    bodies = [each["result"]["request"]["body"]["domain"] for each in by_console(ended).values()]
    assert (len(bodies), all("a.example" in body for body in bodies)) == (2, True), ended.err


# writes


async def test_a_write_is_made_everywhere_by_the_plan_of_its_dry_run_once(away: Unifi, small: SimulatedFleet):
    before = await asyncio.to_thread(posted, small)
    shown = await away("--fleet", "f.toml", *CREATE, "--dry-run")
    assert await asyncio.to_thread(posted, small) == before
    *previews, last = lines(shown)
    assert all(each["result"]["request"]["body"]["timeLimitMinutes"] == 60 for each in previews)
    assert all("plan" not in each["result"] for each in previews)
    assert last["consoles"] == sorted(each["console"] for each in previews)
    made = await write(away, last["plan"], *CREATE)
    assert made.code == 0, made.err
    assert all(line["result"]["ok"] for line in lines(made))
    assert await asyncio.to_thread(posted, small) == before + 3
    again = await write(away, last["plan"], *CREATE)
    assert (again.code, again.error["code"]) == (2, "PLAN_USED")
    assert await asyncio.to_thread(posted, small) == before + 3


async def test_every_write_is_recorded_with_its_console_and_the_plan_of_the_fleet(away: Unifi, tmp_path: Path):
    plan = await dry(away, *CREATE)
    await write(away, plan, *CREATE)
    record = [json.loads(line) for line in (tmp_path / "state/audit.jsonl").read_text().splitlines()]
    done = [each for each in record if each["outcome"] == "done"]
    assert len({each["console"] for each in done}) == len(done) == 3
    assert {each["fleet_plan"] for each in done} == {plan}


async def test_who_was_not_reached_by_the_dry_run_is_left_out(away: Unifi):
    shown = await away("--fleet", "all.toml", *CREATE, "--dry-run", *QUICK)
    assert shown.code == 8
    plan = lines(shown)[-1]
    assert len(plan["consoles"]) == 3
    made = await away("--fleet", "all.toml", *CREATE, "--allow-mutations", "--plan", plan["plan"], *QUICK)
    assert made.code == 1
    found = by_console(made)
    assert sorted(name for name, line in found.items() if line["ok"]) == plan["consoles"]
    assert {line["code"] for line in found.values() if not line["ok"]} == {"SKIPPED"}


async def test_a_plan_holds_for_its_consoles_and_its_command_and_a_day(
    away: Unifi, small: SimulatedFleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = await asyncio.to_thread(posted, small)
    plan = await dry(away, *CREATE)
    other = await write(away, plan, "voucher", "create", "Fair", "--minutes", "61")
    assert "another command" in other.error["error"]
    fewer = await write(away, plan, "--console", "*-0002", *CREATE)
    assert (fewer.error["code"], "console-0004" in fewer.error["error"]) == ("PLAN_MISMATCH", True)
    file = tmp_path / "f.toml"
    kept = file.read_text()
    file.write_text(kept.replace('name = "console-0002"', 'name = "console-0002"\naccess_port = 12446'))
    moved = await write(away, plan, *CREATE)
    assert (moved.error["code"], "console-0002" in moved.error["error"]) == ("PLAN_MISMATCH", True)
    file.write_text(kept)
    record = tmp_path / f"state/plans/{plan}.json"
    whole = record.read_text()
    record.write_text(whole.replace("console-0002", "console-0009"))
    assert "has been changed" in (await write(away, plan, *CREATE)).error["error"]
    record.write_text(whole)
    monkeypatch.setattr(plans, "_HOLDS_SECONDS", -1)
    assert (await write(away, plan, *CREATE)).error["code"] == "PLAN_EXPIRED"
    assert await asyncio.to_thread(posted, small) == before


async def test_nothing_is_sent_anywhere_when_one_console_is_not_as_it_was(hotels: Unifi, tmp_path: Path):
    async with SimulatedConsole() as second:
        second.network.api_keys = hotels.simulated.network.api_keys
        write_hotels(tmp_path, hotels.simulated, second)
        delete = ("voucher", "delete", "--expired", "--count", "1")
        plan = await dry(hotels, *delete)
        site = second.network.default_site
        gone = next(each.id for each in site.vouchers.values() if each.is_expired(second.clock.now()))
        del site.vouchers[gone]
        refused = await write(hotels, plan, *delete)
        assert (refused.code, refused.error["code"]) == (2, "PLAN_MISMATCH")
        assert "Hotel 2" in refused.error["error"]
        assert "DELETE" not in {each.verb for each in hotels.simulated.requests}


async def test_a_write_whose_outcome_is_unknown_says_so_and_is_not_made_again(hotels: Unifi):
    plan = await dry(hotels, *CREATE)
    hotels.simulated.faults.add(Fault.lose_answer(), match="POST *", times=None)
    ended = await write(hotels, plan, *CREATE)
    (line,) = lines(ended)
    assert (ended.code, line["code"]) == (1, "OUTCOME_UNKNOWN")
    assert "do not simply run it again" in ended.error["remediation"]
    assert [each.verb for each in hotels.simulated.requests].count("POST") == 1


class Closed(io.StringIO):
    """What nobody reads any more."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


async def test_a_reader_that_has_gone_ends_reads_and_no_write(away: Unifi, small: SimulatedFleet):
    quiet = await away("--fleet", "f.toml", "site", "list", stdout=Closed())
    assert (quiet.code, quiet.err) == (0, "")
    plan, before = await dry(away, *CREATE), await asyncio.to_thread(posted, small)
    line = ("--fleet", "f.toml", *CREATE, "--allow-mutations", "--plan", plan)
    ended = await away(*line, stdout=Closed())
    assert (ended.code, ended.error["code"]) == (1, "DONE_UNSEEN")
    assert await asyncio.to_thread(posted, small) == before + 3


async def test_locks_of_the_environment_hold_for_a_fleet(hotels: Unifi):
    plan = await dry(hotels, *CREATE)
    for locks, code in (({"UNIFI_READ_ONLY": "1"}, "READ_ONLY"), ({"UNIFI_ALLOW": "visitor.*"}, "NOT_ALLOWED")):
        ended = await write(hotels, plan, *CREATE, **locks)
        assert (ended.code, ended.error["code"]) == (12, code)


async def test_what_can_not_be_undone_asks_for_its_name_over_a_fleet_too(hotels: Unifi):
    camera = next(iter(hotels.simulated.protect.cameras))
    line = ("call", "POST /v1/cameras/{camera_id}/disable-mic-permanently", "--camera-id", camera)
    plan = await dry(hotels, *line)
    assert (await write(hotels, plan, *line)).error["code"] == "CONFIRMATION_REQUIRED"


async def test_the_locks_of_a_profile_hold_for_its_console_in_a_fleet(hotels: Unifi, tmp_path: Path):
    (tmp_path / "config").mkdir(mode=0o700)
    profiles = tmp_path / "config/profiles.toml"
    profiles.write_text(f'[berlin]\nhost = "{hotels.simulated.address}"\nallow = ["client.*"]\n')
    shown = await hotels("--fleet", "f.toml", *CREATE, "--dry-run")
    assert [line["code"] for line in lines(shown)] == ["NOT_ALLOWED"]
    profiles.write_text('[rome]\nhost = "192.0.2.9"\nread_only = true\n')
    plan = await dry(hotels, *CREATE)
    named = await write(hotels, plan, *CREATE, UNIFI_PROFILE="rome")
    assert (named.code, named.error["code"]) == (12, "READ_ONLY")
    profiles.write_text(f'[berlin]\nhost = "{hotels.simulated.address}"\nread_only = true\n')
    refused = await write(hotels, plan, *CREATE)
    assert "READ_ONLY" in refused.error["error"]
    assert "POST" not in {each.verb for each in hotels.simulated.requests}


# through the cloud


async def test_every_console_of_an_account_is_a_fleet_and_those_that_can_not_answer_are_skipped(
    hotels: Unifi, cloud: SimulatedCloud
):
    first, recorder, _, server = cloud.hosts.values()
    server.is_online = False
    found = {
        name.rpartition("(")[2].strip(")"): line
        for name, line in by_console(await hotels("--fleet", "@cloud", "voucher", "list", *QUICK)).items()
    }
    assert len(found) == len(cloud.hosts)
    assert found[first.id]["result"]["count"] == 4
    assert found[server.id]["error"] == "left out: offline"
    assert found[recorder.id]["error"] == "left out: without network"
    checked = by_console(await hotels("--fleet", "@cloud", "--console", "Console*", "fleet", "check"))
    assert [line["result"].keys() for line in checked.values()] == [{"reached", "network", "protect"}]


async def test_through_the_cloud_nothing_is_written_until_the_fleet_file_says_so(
    hotels: Unifi, cloud: SimulatedCloud, tmp_path: Path
):
    far = f'[[console]]\nname = "Rome"\nconsole_id = "{next(iter(cloud.hosts))}"\nhost = "localhost:{cloud.port}"\n'
    (tmp_path / "f.toml").write_text(far)
    ended = await hotels("--fleet", "f.toml", *CREATE, "--dry-run")
    assert (ended.code, lines(ended)[0]["code"]) == (12, "READ_ONLY")
    assert "read_only = false" in lines(ended)[0]["error"]
    (tmp_path / "f.toml").write_text(f"{far}read_only = false\n")
    plan = await dry(hotels, *CREATE)
    assert (await write(hotels, plan, *CREATE)).code == 0


async def test_known_certificates_make_a_fleet(hotels: Unifi, tmp_path: Path):
    address = hotels.simulated.address
    prints = [word for each in hotels.simulated.fingerprints for word in ("--fingerprint", each)]
    kept = await hotels("trust", address, "--port", address.rpartition(":")[2], *prints)
    assert kept.code == 0, kept.err
    ended = await hotels("--fleet", "@known", "site", "list")
    assert [line["ok"] for line in lines(ended)] == [True]
