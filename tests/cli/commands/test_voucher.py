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
    planned = (await unifi(*MAKE, *LIMITS, "--dry-run", "--no-fence")).json
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


async def test_expired_vouchers_and_those_of_a_name_are_listed(unifi):
    items = (await unifi("voucher", "list", "--expired")).json["items"]
    assert items
    assert all(item["expired"] for item in items)
    await unifi("voucher", "create", "fair", "--minutes", "60", "--count", "3", "--allow-mutations")
    named = (await unifi("voucher", "list", "--name", "fair")).json
    assert named["count"] == 3
    assert (await unifi("voucher", "list", "--name", "fair", "--expired")).code == 3


async def test_what_a_voucher_lacks_is_null_as_in_the_document(unifi):
    await unifi("voucher", "create", "fair", "--minutes", "60", "--allow-mutations")
    item = (await unifi("voucher", "list", "--name", "fair")).json["items"][0]
    assert (item["authorized_guest_limit"], item["activated_at"], item["expires_at"]) == (None, None, None)
    got = (await unifi("voucher", "get", item["id"])).json
    assert (got["authorized_guest_limit"], got["activated_at"], got["expires_at"]) == (None, None, None)


async def test_several_are_deleted_when_their_number_was_looked_at(unifi):
    await unifi("voucher", "create", "fair", "--minutes", "60", "--count", "3", "--allow-mutations")
    line = ("voucher", "delete", "--name", "fair")
    preview = await unifi(*line, "--dry-run")
    assert preview.json["count"] == 3
    asked = await unifi(*line, "--allow-mutations")
    assert (asked.code, asked.error["code"]) == (13, "INPUT_REQUIRED")
    assert "--count 3" in asked.error["remediation"]
    wrong = await unifi(*line, "--count", "2", "--allow-mutations")
    assert wrong.code == 1
    assert (await unifi("voucher", "list", "--name", "fair")).json["count"] == 3
    done = await unifi(*line, "--count", "3", "--allow-mutations")
    assert (done.code, done.json["deleted"]) == (0, 3)
    assert (await unifi("voucher", "list", "--name", "fair")).code == 3


@pytest.mark.parametrize("which", [(), ("a1b2c3d4-0000-0000-0000-000000000001", "--expired")])
async def test_what_is_deleted_is_said_in_one_way(which, unifi):
    assert (await unifi("voucher", "delete", *which, "--allow-mutations")).code == 2


async def test_a_sheet_has_a_card_for_each_voucher_that_nobody_has_used(unifi, tmp_path):
    await unifi(
        "voucher", "create", "<b>fair</b>", "--minutes", "1440", "--count", "3", "--guests", "2", "--allow-mutations"
    )
    page = tmp_path / "cards.html"
    done = await unifi("voucher", "sheet", "--output", str(page), "--name", "<b>fair</b>", "--wifi", "Hotel Staff")
    assert (done.code, done.json["count"]) == (0, 3), done.err
    text = page.read_text("utf-8")
    assert text.count("<article>") == 3
    assert "<b>fair" not in text
    assert text.count("1 day, 2 guests") == 3
    codes = {
        voucher.code for voucher in unifi.simulated.network.default_site.vouchers.values() if "fair" in voucher.name
    }
    assert all(f"{code[:5]}-{code[5:]}" in text for code in codes)
    assert page.stat().st_mode & 0o077 == 0
    assert not any(code in done.out + done.err for code in codes)


async def test_a_sheet_of_nothing_is_not_written(unifi, tmp_path):
    page = tmp_path / "cards.html"
    assert (await unifi("voucher", "sheet", "--output", str(page), "--name", "nobody")).code == 3
    assert not page.exists()
