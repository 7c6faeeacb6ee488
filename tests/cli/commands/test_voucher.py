"""`unifi voucher`: lists, one, many, none."""

from __future__ import annotations

import pytest

from tests.support.commands import Unifi
from unifi_sdk.simulator import Fault

MAKE = ("voucher", "create", "lobby", "--minutes", "60")
LIMITS = ("--count", "3", "--guests", "2", "--data-mb", "500", "--rx-kbps", "2000", "--tx-kbps", "1000")


async def test_a_list_is_an_envelope(unifi: Unifi):
    ended = await unifi("voucher", "list", "--json")
    assert ended.code == 0
    assert list(ended.json) == ["schemaVersion", "items", "count", "nextCursor"]
    assert ended.json["count"] == len(ended.json["items"]) > 0


async def test_a_pipe_gets_json_without_asking_and_a_terminal_a_table(unifi):
    assert (await unifi("voucher", "list")).json["count"] == 4
    table = await unifi("voucher", "list", terminal=True)
    assert "time_limit_minutes" in table.out
    assert "schemaVersion" not in table.out


async def test_one_voucher_is_shown_with_its_code_when_asked(unifi):
    voucher = next(iter(unifi.simulated.network.default_site.vouchers.values()))
    assert (await unifi("voucher", "get", voucher.id)).json["code"] == "***"
    assert (await unifi("voucher", "get", voucher.id, "--reveal")).json["code"] == voucher.code


async def test_a_person_is_told_that_codes_are_hidden(unifi):
    assert "--reveal" in (await unifi("voucher", "list", terminal=True)).err
    assert "--reveal" not in (await unifi("voucher", "list", "--reveal", terminal=True)).err


async def test_a_batch_has_the_limits_that_were_given(unifi):
    made = await unifi(*MAKE, *LIMITS, "--allow-mutations", "--reveal", "--no-fence")
    assert made.code == 0
    stored = list(unifi.simulated.network.default_site.vouchers.values())[-3:]
    assert [voucher["code"] for voucher in made.json["result"]["vouchers"]] == [voucher.code for voucher in stored]
    for voucher in stored:
        assert (voucher.name, voucher.time_limit_minutes, voucher.authorized_guest_limit) == ("lobby", 60, 2)
        limits = voucher.limits
        assert (limits.data_usage_mbytes, limits.rx_rate_kbps, limits.tx_rate_kbps) == (500, 2000, 1000)


async def test_what_a_dry_run_shows_is_what_is_sent(unifi):
    planned = (await unifi(*MAKE, *LIMITS, "--dry-run")).json
    unifi.simulated.requests.clear()
    done = await unifi(*MAKE, *LIMITS, "--allow-mutations", "--plan", planned["plan"])
    assert done.code == 0
    sent = next(request for request in unifi.simulated.requests if request.verb == "POST")
    assert (sent.verb, sent.path, sent.json) == tuple(planned["request"][key] for key in ("verb", "path", "body"))
    assert planned["console"] == unifi.simulated.address
    assert planned["site"] == unifi.simulated.network.default_site.id


async def test_a_thousand_vouchers_are_one_call_and_more_are_refused(unifi):
    many = ("voucher", "create", "day", "--minutes", "60", "--count")
    assert (await unifi(*many, "1001", "--allow-mutations")).code == 2
    assert unifi.simulated.requests == []
    made = await unifi(*many, "1000", "--allow-mutations")
    assert len(made.json["result"]["vouchers"]) == 1000
    assert [request.verb for request in unifi.simulated.requests].count("POST") == 1


@pytest.mark.parametrize("minutes", ["240.5", "0", "-5", "1e3", "four", "", "0x10", "1_000", "\u0664"])
async def test_minutes_are_a_whole_number_and_nothing_is_rounded(unifi, minutes):
    ended = await unifi("voucher", "create", "x", f"--minutes={minutes}", "--allow-mutations")
    assert ended.code == 2
    assert "--minutes" in ended.error["error"]
    assert unifi.simulated.requests == []


async def test_a_name_may_look_like_an_option_behind_two_dashes(unifi):
    made = await unifi("voucher", "create", "--minutes", "5", "--allow-mutations", "--no-fence", "--", "--name")
    assert made.json["name"] == "--name"


async def test_a_deletion_whose_answer_was_lost_is_repeated_for_it_takes_nothing_more(unifi):
    voucher = next(iter(unifi.simulated.network.default_site.vouchers))
    unifi.simulated.faults.add(Fault.lose_answer(), "DELETE /*")
    ended = await unifi("voucher", "delete", voucher, "--allow-mutations")
    assert (ended.code, ended.json["existed"]) == (0, True)
    assert voucher not in unifi.simulated.network.default_site.vouchers


async def test_vouchers_are_those_of_the_site(unifi):
    made = await unifi(*MAKE, "--site", "Warehouse", "--allow-mutations")
    assert made.code == 0
    assert (await unifi("voucher", "list", "--site", "Warehouse")).json["count"] == 1
    assert (await unifi("voucher", "list")).json["count"] == 4


async def test_the_help_of_a_command_tells_its_bounds(unifi):
    shown = (await unifi("voucher", "create", "--help", terminal=True)).out
    for words in ("--minutes", "1,000,000", "--count", "1,000", "--dry-run", "--allow-mutations", "UNIFI_SITE"):
        assert words in shown
