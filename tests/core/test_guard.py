"""`read_only` refuses each write before it is sent, and `plan` shows it instead of sending it."""

from __future__ import annotations

import asyncio

import attrs
import pytest

from tests.support.calls import KEY, Caller, serving
from tests.support.raw_server import RawServer, answer
from unifi_sdk import plan
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.transport import Request
from unifi_sdk.errors import ConfigurationError, MutationBlockedError
from unifi_sdk.guard import PlannedRequest, WritePlanned
from unifi_sdk.network import NetworkClient
from unifi_sdk.retry import Safety
from unifi_sdk.trust import Pinned

PIN = Pinned("ab" * 32)
SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"


# read_only


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
async def test_read_only_refuses_a_write_before_it_is_sent(verb: str):
    async with serving(read_only=True) as (server, call):
        with pytest.raises(MutationBlockedError, match="nothing was sent") as caught:
            await call.send(verb, body=b"{}")
        assert caught.value.operation == f"{verb} /v1/things"
        await call.send("GET")
        assert [request.verb for request in server.requests] == ["GET"]


async def test_read_only_refuses_a_get_that_is_called_unsafe():
    async with serving(read_only=True) as (server, call):
        with pytest.raises(MutationBlockedError):
            await call.send("GET", safety=Safety.UNSAFE)
        assert server.connections == 0


async def test_read_only_lets_a_post_through_that_only_reads():
    async with serving(read_only=True) as (server, call):
        await call.send("POST", safety=Safety.READ, body=b"{}")
        assert len(server.requests) == 1


async def test_read_only_refuses_even_when_the_client_is_not_open():
    with pytest.raises(MutationBlockedError):
        await Caller(443, PIN, read_only=True).send("DELETE")


async def test_a_read_only_client_refuses_its_writes():
    async with RawServer() as server:
        async with NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint), read_only=True) as client:
            with pytest.raises(MutationBlockedError):
                await client.site(SITE).vouchers.create(name="lobby", minutes=60)
        assert server.connections == 0


# plan


async def test_a_plan_tells_the_write_and_sends_nothing():
    async with serving() as (server, call):
        planned = await plan(call.send("PUT", "/v1/things/%2F?a=%20b", body=b'{"name":"x"}'))
        assert planned == PlannedRequest(
            console=server.host,
            application="network",
            operation="PUT /v1/things/%2F?a=%20b",
            verb="PUT",
            path="/base/v1/things/%2F?a=%20b",
            body={"name": "x"},
        )
        assert server.connections == 0


async def test_a_plan_of_a_resources_write_needs_no_open_client():
    client = NetworkClient("console.invalid", api_key=KEY)
    planned = await plan(client.site(SITE).vouchers.create(name="lobby", minutes=60))
    assert (planned.console, planned.verb) == ("console.invalid:443", "POST")
    assert planned.operation == "POST /v1/sites/{site_id}/hotspot/vouchers"
    assert planned.path == f"/proxy/network/integration/v1/sites/{SITE}/hotspot/vouchers"
    assert planned.body == {"count": 1, "name": "lobby", "timeLimitMinutes": 60}


async def test_a_plan_on_a_read_only_client_is_allowed():
    async with serving(read_only=True) as (_, call):
        assert (await plan(call.send("DELETE"))).verb == "DELETE"


async def test_a_write_without_a_body_is_planned_without_one():
    async with serving() as (_, call):
        assert (await plan(call.send("DELETE"))).body is None


async def test_a_planned_upload_tells_its_kind_and_size():
    async with serving() as (server, call):
        operation = parse_operation("POST /v1/files")
        request = Request(call.endpoint, operation, "/v1/files", Safety.UNSAFE, b"\xff" * 10, content_type="image/gif")
        assert (await plan(call.transport.send(request))).body == "image/gif, 10 bytes"
        assert server.connections == 0


async def test_reads_before_the_write_are_sent():
    async with serving() as (server, call):

        async def look_then_delete() -> None:
            await call.send("GET")
            await call.send("POST", safety=Safety.READ)
            await call.send("DELETE")

        assert (await plan(look_then_delete())).verb == "DELETE"
        assert [request.verb for request in server.requests] == ["GET", "POST"]


async def test_a_plan_stops_at_the_first_write():
    async with serving() as (server, call):
        after: list[str] = []

        async def two_writes() -> None:
            await call.send("PUT")
            after.append("went on")

        assert (await plan(two_writes())).verb == "PUT"
        assert after == []
        assert server.connections == 0


async def test_a_call_without_a_write_can_not_be_planned():
    async with serving() as (_, call):
        with pytest.raises(ConfigurationError, match="without a write"):
            await plan(call.send("GET"))


async def test_an_error_of_a_read_comes_out_of_the_plan():
    with pytest.raises(ConfigurationError, match="not open"):
        await plan(Caller(443, PIN).send("GET"))


async def test_code_that_catches_every_exception_does_not_swallow_the_plan():
    async with serving() as (server, call):

        async def careless() -> None:
            for _ in range(3):
                try:
                    await call.send("POST")
                except Exception:
                    continue

        assert (await plan(careless())).verb == "POST"
        assert server.connections == 0


async def test_writes_in_tasks_that_the_call_starts_are_planned_too():
    async with serving() as (server, call):

        async def side_by_side() -> None:
            await asyncio.gather(call.send("PUT"), call.send("DELETE"))

        assert (await plan(side_by_side())).verb in {"PUT", "DELETE"}
        await asyncio.sleep(0.02)
        assert server.connections == 0


async def test_writes_in_a_task_group_are_planned_too():
    async with serving() as (server, call):

        async def side_by_side() -> None:
            async with asyncio.TaskGroup() as outer:
                outer.create_task(call.send("PUT"))
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(call.send("PUT"))

        assert (await plan(side_by_side())).verb == "PUT"
        assert server.connections == 0


async def test_an_error_beside_a_planned_write_is_not_lost():
    async def fail() -> None:
        raise ValueError("mine")

    async with serving() as (_, call):

        async def side_by_side() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(call.send("PUT"))
                group.create_task(fail())

        with pytest.raises(ExceptionGroup) as caught:
            await plan(side_by_side())
        assert [str(error) for error in caught.value.exceptions] == ["mine"]


async def test_a_plan_does_not_reach_into_other_tasks():
    async with serving() as (server, call):
        begun = asyncio.Event()
        go_on = asyncio.Event()

        async def slow_write() -> None:
            begun.set()
            await go_on.wait()
            await call.send("PUT")

        planning = asyncio.create_task(plan(slow_write()))
        await begun.wait()
        await call.send("DELETE")
        go_on.set()
        assert (await planning).verb == "PUT"
        assert [request.verb for request in server.requests] == ["DELETE"]


async def test_after_a_plan_writes_are_sent_again():
    async with serving() as (server, call):
        await plan(call.send("PUT"))
        with pytest.raises(ConfigurationError):
            await plan(call.send("GET"))
        await call.send("PUT")
        assert [request.verb for request in server.requests] == ["GET", "PUT"]


async def test_a_plan_within_a_plan_is_the_inner_ones():
    async with serving() as (server, call):
        seen: list[PlannedRequest] = []

        async def nested() -> None:
            seen.append(await plan(call.send("PUT")))
            await call.send("DELETE")

        assert (await plan(nested())).verb == "DELETE"
        assert [planned.verb for planned in seen] == ["PUT"]
        assert server.connections == 0


async def test_a_task_is_refused_for_it_would_send_and_is_cancelled_before_it_does():
    async with serving() as (server, call):
        task = asyncio.create_task(call.send("PUT"))
        with pytest.raises(ConfigurationError, match="this is a task"):
            await plan(task)
        await asyncio.wait({task})
        assert task.cancelled()
        assert server.connections == 0


async def test_a_gathering_of_calls_is_refused_and_cancelled():
    async with serving() as (server, call):
        calls = asyncio.gather(call.send("PUT"), call.send("DELETE"))
        with pytest.raises(ConfigurationError, match="this is a task"):
            await plan(calls)
        with pytest.raises(asyncio.CancelledError):
            await calls
        assert server.connections == 0


@pytest.mark.parametrize(
    ("body", "outline"),
    [
        (b'{"pin_code":"1234","name":"x"}', "{'pin_code': \u2026, 'name': \u2026}"),
        (b"[1,2,3]", "[3 items]"),
        (b'"1234"', "'\u2026'"),
        (None, "None"),
    ],
)
async def test_the_repr_of_a_plan_shows_the_outline_of_the_body_and_no_value(body: bytes | None, outline: str):
    async with serving() as (_, call):
        planned = await plan(call.send("PUT", body=body))
    assert f"body={outline}" in repr(planned)
    assert "1234" not in repr(planned)


async def test_a_plan_holds_no_credential():
    async with serving() as (_, call):
        planned = await plan(call.send("PUT", body=b"{}"))
    assert KEY not in repr(attrs.asdict(planned))


def test_what_carries_a_plan_is_no_ordinary_exception():
    assert not issubclass(WritePlanned, Exception)


async def test_a_write_that_nobody_plans_is_sent():
    async with serving(answer(201)) as (server, call):
        assert (await call.send("POST", body=b"{}")).status == 201
        assert len(server.requests) == 1
