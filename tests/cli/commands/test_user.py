"""`unifi user`: the people of UniFi Access."""

from __future__ import annotations

from tests.support.commands import Unifi


async def test_a_list_is_an_envelope_with_every_user(unifi: Unifi):
    unifi.simulated.access.add_users(60)
    ended = await unifi("user", "list", "--all")
    assert ended.code == 0
    assert list(ended.json) == ["schemaVersion", "items", "count", "nextCursor"]
    assert ended.json["count"] == len(unifi.simulated.access.users)


async def test_names_are_fenced_in_a_pipe_and_plain_on_a_terminal(unifi: Unifi):
    piped = await unifi("user", "list", "--search", "ada", "--select", "first_name")
    assert "UNTRUSTED_DATA_BEGIN" in piped.json["items"][0]["first_name"]
    shown = await unifi("user", "list", "--search", "ada", terminal=True)
    assert "Ada" in shown.out
    assert "UNTRUSTED" not in shown.out


async def test_a_search_finds_a_part_of_a_name(unifi: Unifi):
    ended = await unifi("user", "list", "--search", "ada", "--no-fence")
    assert [item["first_name"] for item in ended.json["items"]] == ["Ada"]


async def test_a_search_that_finds_nobody_ends_with_3(unifi: Unifi):
    ended = await unifi("user", "list", "--search", "nobody-is-called-that")
    assert (ended.code, ended.json["count"]) == (3, 0)


async def test_pages_follow_each_other(unifi: Unifi):
    first = await unifi("user", "list", "--limit", "2", "--select", "id")
    second = await unifi("user", "list", "--limit", "2", "--cursor", first.json["nextCursor"], "--select", "id")
    ids = [item["id"] for page in (first, second) for item in page.json["items"]]
    assert len(set(ids)) == 4


async def test_a_token_without_the_scope_ends_with_6(unifi: Unifi):
    unifi.simulated.access.tokens["fake-reader"] = {"view:space"}
    ended = await unifi("user", "list", UNIFI_ACCESS_TOKEN="fake-reader")
    assert (ended.code, ended.error["code"]) == (6, "PERMISSION_DENIED")
    assert "view:user" in ended.error["error"]
