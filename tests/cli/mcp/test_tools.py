"""What the tools give: found, described, read, watched, seen, and never more than the budget."""

from __future__ import annotations

import asyncio
import json

from jsonschema import Draft202012Validator

from tests.cli.mcp.conftest import Starts, read
from tests.support.access_api import until
from tests.support.commands import Unifi

READS = ["search_operations", "describe_operation", "read", "watch", "picture"]
EVERYTHING = "network,access,protect,doors,emergency,microphones,deletion,firmware"


def tokens(text: str) -> float:
    return len(text) / 4


async def test_the_list_of_tools_costs_less_than_1500_tokens(agent: Starts) -> None:
    async with agent(EVERYTHING) as ask:
        listed = await ask.client.list_tools()
        text = listed.model_dump_json(by_alias=True, exclude_none=True)
        assert [tool.name for tool in listed.tools] == [*READS, "plan", "apply"]
        assert tokens(text) < 1500


async def test_what_is_described_is_json_schema(agent: Starts) -> None:
    async with agent("network.guests") as ask:
        described = await ask("describe_operation", operation="network.vouchers.create")
        schema = {**described["arguments"], "$defs": described["$defs"]}
        Draft202012Validator.check_schema(schema)
        check = Draft202012Validator(schema).is_valid
        assert check({"name": "lobby", "minutes": 60})
        assert not check({"name": "lobby"})
        assert not check({"name": "lobby", "minutes": "an hour"})
        assert described["answer"] == {"type": "array", "items": {"$ref": "#/$defs/Voucher"}}
        assert described["$defs"]["Voucher"]["properties"]["code"]["x-secret"] is True


async def test_a_large_operation_is_described_part_by_part(agent: Starts) -> None:
    async with agent() as ask:
        result = await ask.client.call_tool("describe_operation", {"operation": "network.firewall_policies.get"})
        described = read(result)
        assert tokens(result.content[0].text) < 4000  # type: ignore[union-attr]
        assert "$defs" not in described
        assert "FirewallPolicy" in described["parts"]
        for part in described["parts"]:
            one = await ask("describe_operation", operation="network.firewall_policies.get", part=part)
            assert list(one["$defs"]) == [part]


async def test_operations_are_found_by_words_the_best_first(agent: Starts) -> None:
    async with agent() as ask:
        found = await ask("search_operations", words="camera snapshot", application="protect")
        assert found["items"][0]["operation"] == "GET /v1/cameras/{camera_id}/snapshot"


async def test_a_list_is_cut_to_the_budget_and_goes_on_to_its_end(agent: Starts) -> None:
    async with agent(budget=500) as ask:
        names, answer, rounds = [], await ask("read", operation="network.clients.list"), 0
        while True:
            assert tokens(json.dumps(answer, ensure_ascii=False)) <= 500
            names += [item["id"] for item in answer["items"]]
            if answer["nextCursor"] is None:
                break
            answer, rounds = await ask("read", cursor=answer["nextCursor"]), rounds + 1
    async with agent(budget=50_000) as ask:
        whole = await ask("read", operation="network.clients.list", limit=200)
        assert names == [item["id"] for item in whole["items"]]
        assert rounds


async def test_the_next_page_of_the_console_is_read_by_the_cursor(agent: Starts) -> None:
    async with agent() as ask:
        first = await ask("read", operation="GET /v1/sites", limit=1, select="name")
        assert first["items"] == [{"name": "Default"}]
        second = await ask("read", cursor=first["nextCursor"])
        assert second == {"items": [{"name": "Warehouse"}], "count": 1, "nextCursor": None}


async def test_a_document_is_cut_at_whole_lines_with_a_cursor(agent: Starts) -> None:
    async with agent(budget=500) as ask:
        text = await ask("describe_operation", operation="network.devices.get")
        lines: list[str] = []
        for _ in range(100):
            head, *part = text.split("\n")
            assert tokens(text) <= 520
            lines += part
            cursor = json.loads(head)["nextCursor"]
            if cursor is None:
                break
            text = read(await ask.client.call_tool("describe_operation", {"cursor": cursor}))
        assert json.loads("\n".join(lines))["operation"] == "GET /v1/sites/{site_id}/devices/{device_id}"


async def test_a_cursor_that_is_made_up_is_refused(agent: Starts) -> None:
    async with agent() as ask:
        assert await ask.refused("read", cursor="0123456789abcdef") == "CURSOR_UNKNOWN"


async def test_a_picture_comes_as_an_image(agent: Starts) -> None:
    async with agent() as ask:
        cameras = (await ask("read", operation="protect.cameras.list", select="id,state"))["items"]
        camera = next(camera["id"] for camera in cameras if camera["state"] == "CONNECTED")
        (image,) = (await ask.client.call_tool("picture", {"arguments": {"camera_id": camera}})).content
        assert (image.type, image.mime_type) == ("image", "image/jpeg")  # type: ignore[union-attr]


async def test_events_are_watched_until_enough_have_come(agent: Starts, unifi: Unifi) -> None:
    async with agent() as ask:
        running = asyncio.create_task(ask("watch", stream="GET /v1/subscribe/events", seconds=5, count=1))
        protect = unifi.simulated.protect
        await until(lambda: protect.count_sockets("events"))
        camera = next(each for each in protect.devices_of("camera").values() if each.is_connected)
        protect.start_event("motion", camera)
        seen = (await running)["items"]
        assert [item["type"] for item in seen] == ["connected", "add"]


async def test_a_watch_without_events_ends_by_its_time(agent: Starts) -> None:
    async with agent() as ask:
        seen = await asyncio.wait_for(ask("watch", stream="GET /v1/subscribe/devices", seconds=0.2), 5)
        assert seen["items"] in ([], [{"type": "connected"}])


async def test_sites_clients_doors_and_cameras_are_resources(agent: Starts) -> None:
    async with agent() as ask:
        listed = (await ask.client.list_resources()).resources
        assert [str(each.uri) for each in listed] == [
            f"unifi://{kind}" for kind in ("sites", "clients", "doors", "cameras")
        ]
        for resource in listed:
            (content,) = (await ask.client.read_resource(str(resource.uri))).contents
            items = json.loads(content.text)["items"]  # type: ignore[union-attr]
            assert items
        one = await ask.client.read_resource(f"unifi://cameras/{items[0]['id']}")
        assert json.loads(one.contents[0].text)["id"] == items[0]["id"]  # type: ignore[union-attr]


async def test_a_client_is_named_by_its_mac_address_too(agent: Starts) -> None:
    arguments = {"client_id": "1c:71:25:63:e4:24"}
    async with agent("network.guests") as ask:
        assert (await ask("read", operation="network.clients.get", arguments=arguments))[
            "mac_address"
        ] == "1c:71:25:63:e4:24"
        assert (await ask("plan", operation="network.clients.authorize", arguments=arguments))["plan"]
