"""The way into the classic API: the site's short name, calls in the caller's own words, and what is refused how."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.classic import LAPTOP, lines
from unifi_sdk import (
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    Console,
    MutationBlockedError,
    NetworkClient,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    UnexpectedContentError,
    plan,
)
from unifi_sdk._core.application import Application
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic._application import open_room
from unifi_sdk.network.classic.errors import CATALOGUE, read_refusal
from unifi_sdk.retry import RetryPolicy, Safety
from unifi_sdk.simulator import Fault, Quirk, SimulatedConsole


async def test_the_short_name_is_looked_up_once_and_late(network: NetworkClient, console: SimulatedConsole):
    site = network.site(console.network.default_site.id)
    classic = site.classic
    assert console.requests == []
    await classic.clients.online()
    await classic.clients.history()
    assert lines(console) == ["GET /v1/sites", "GET /stat/sta", "GET /clients/history"]
    assert site.classic is classic


async def test_a_site_that_was_asked_for_and_one_with_its_name_need_no_look(
    network: NetworkClient, console: SimulatedConsole
):
    warehouse = await network.find_site("Warehouse")
    console.requests.clear()
    assert {client.hostname for client in await warehouse.classic.clients.online()} == {
        "Forklift Terminal",
        "Label Printer",
    }
    reference = console.network.default_site.internal_reference
    named = network.site(console.network.default_site.id, internal_reference=reference)
    await named.classic.clients.online()
    assert [request.path.rpartition("/api/s/")[2] for request in console.requests] == [
        f"{warehouse.site.internal_reference}/stat/sta" if warehouse.site else "",
        "default/stat/sta",
    ]


async def test_a_site_that_is_not_there_is_told(network: NetworkClient):
    with pytest.raises(NotFoundError):
        await network.site("00000000-0000-0000-0000-000000000000").classic.clients.list()
    elsewhere = network.site("00000000-0000-0000-0000-000000000000", internal_reference="nowhere")
    with pytest.raises(NotFoundError, match=r"Site\.internal_reference"):
        await elsewhere.classic.clients.list()
    with pytest.raises(ConfigurationError):
        await network.site("a", internal_reference="../x").classic.clients.list()


async def test_a_call_in_ones_own_words_reads_both_halves(classic: Classic):
    stations = await classic.call("GET /stat/sta/{mac}", mac=LAPTOP)
    assert isinstance(stations, list)
    assert isinstance(stations[0], dict)
    assert stations[0]["mac"] == LAPTOP
    past = await classic.call_v2("GET /clients/history", query={"withinHours": 0})
    assert isinstance(past, list)
    assert len(past) == 2


async def test_a_call_in_ones_own_words_writes_names_as_they_are(classic: Classic, console: SimulatedConsole):
    await classic.call("POST /cmd/stamgr", body={"cmd": "block-sta", "mac": LAPTOP})
    assert console.requests[-1].json == {"cmd": "block-sta", "mac": LAPTOP}


async def test_a_call_of_the_official_api_in_ones_own_words(network: NetworkClient, console: SimulatedConsole):
    site_id = console.network.default_site.id
    page = await network.call("GET /v1/sites/{site_id}/clients", query={"limit": 1}, site_id=site_id)
    assert isinstance(page, dict)
    assert page["count"] == 1
    body = {"name": "odd_name", "timeLimitMinutes": 5}
    await network.call("POST /v1/sites/{site_id}/hotspot/vouchers", body={**body, "count": 1}, site_id=site_id)
    assert console.requests[-1].json == {**body, "count": 1}
    with pytest.raises(NotFoundError):
        await network.call("GET /v1/sites/{site_id}/clients/{client_id}", site_id=site_id, client_id=site_id)


@pytest.mark.parametrize(
    "operation",
    [
        "stat/device",
        "GET stat/device",
        "FETCH /stat/device",
        "GET /stat/../../../self",
        "GET /stat/./device",
        "GET /stat/device?x=1",
        "GET /stat/device#x",
        "GET /stat/%2e%2e/x",
        "GET //x",
        "GET /stat/device\n",
        "GET /",
    ],
)
async def test_what_is_no_operation_is_refused_before_anything_is_sent(
    classic: Classic, network: NetworkClient, console: SimulatedConsole, operation: str
):
    for call in (classic.call, classic.call_v2, network.call):
        with pytest.raises(ConfigurationError, match="operation"):
            await call(operation)
    assert console.requests == []


async def test_a_placeholder_without_a_value_is_named(classic: Classic):
    with pytest.raises(ConfigurationError, match="mac"):
        await classic.call("GET /stat/sta/{mac}")
    with pytest.raises(ConfigurationError, match="user_id"):
        await classic.call("GET /rest/user/{user_id}", user_id="..")


async def test_a_write_is_none_the_less_one_for_being_called_a_read(console: SimulatedConsole):
    async with console.connect(read_only=True) as connected:
        site = await connected.network.default_site()
        classic = site.classic
        for operation in ("POST /cmd/stamgr", "PUT /rest/user/{user_id}", "DELETE /rest/portforward/{user_id}"):
            ids: dict[str, str] = {} if "{" not in operation else {"user_id": "a"}
            for call in (classic.call, classic.call_v2, connected.network.call):
                with pytest.raises(MutationBlockedError):
                    await call(operation, **ids)
                with pytest.raises(ConfigurationError, match="safety"):
                    await call(operation, safety=Safety.READ, **ids)
        with pytest.raises(NotFoundError):
            await classic.call("POST /stat/alluser", body={"within": 1})
    assert [request.verb for request in console.requests] == ["GET", "POST"]


async def test_commands_that_only_read_are_reads_and_no_others(console: SimulatedConsole):
    backups = b'{"meta":{"rc":"ok"},"data":[{"filename":"autobackup.unf"}]}'
    console.faults.add(Fault.body(backups), "POST /*/cmd/backup")
    async with console.connect(read_only=True) as connected:
        classic = (await connected.network.default_site()).classic
        assert await classic.call("POST /cmd/backup", body={"cmd": "list-backups"}) == [{"filename": "autobackup.unf"}]
        assert await classic.call("POST /cmd/devmgr", body={"cmd": "speedtest-status"}, safety=Safety.READ) == []
        for body in ({"cmd": "backup"}, {"cmd": "speedtest"}, {}, ["list-backups"]):
            with pytest.raises(MutationBlockedError):
                await classic.call("POST /cmd/backup", body=body)  # type: ignore[arg-type]


async def test_a_call_in_ones_own_words_can_be_planned(classic: Classic):
    planned = await plan(classic.call_v2("PUT /trafficrules/{rule_id}", body={"enabled": False}, rule_id="a"))
    assert planned.path == "/proxy/network/v2/api/site/default/trafficrules/a"
    assert (planned.application, planned.body) == ("network-classic", {"enabled": False})


async def test_a_websocket_wants_a_login_and_says_so(classic: Classic, console: SimulatedConsole):
    with pytest.raises(NotSupportedError, match="login"):
        await classic.call("GET /wss/s/default/events")
    assert console.requests == []


async def test_before_9_0_108_no_key_is_taken_and_the_error_says_so(classic: Classic, console: SimulatedConsole):
    console.network.version = "9.0.107"
    with pytest.raises(AuthenticationError, match=r"9\.0\.108"):
        await classic.clients.list()
    with pytest.raises(AuthenticationError):
        await classic.clients.history()
    console.network.version = "9.0.108"
    assert await classic.clients.list()


async def test_a_wrong_key_is_refused(console: SimulatedConsole):
    async with console.connect() as connected:
        site = await connected.network.default_site()
        console.network.api_keys = {"another"}
        with pytest.raises(AuthenticationError, match="key"):
            await site.classic.clients.list()


async def test_the_key_of_a_view_only_admin_reads_and_no_more(classic: Classic, console: SimulatedConsole):
    console.network.view_only_keys, console.network.api_keys = console.network.api_keys, set()
    console.network.api_keys = set()
    assert await classic.call("GET /rest/user")
    with pytest.raises(PermissionDeniedError, match="view-only") as caught:
        await classic.clients.block(LAPTOP)
    assert (caught.value.code, caught.value.status) == ("api.err.NoPermission", 403)


async def test_an_application_that_starts_answers_with_a_page(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.html(), "GET /*/rest/user")
    with pytest.raises(UnexpectedContentError, match="starting"):
        await classic.clients.list()
    console.faults.add(Fault.html(), "POST /*/cmd/stamgr")
    with pytest.raises(OutcomeUnknownError):
        await classic.clients.block(LAPTOP)


async def test_a_self_hosted_application_wants_a_login_and_says_so(
    network: NetworkClient, console: SimulatedConsole, monkeypatch: pytest.MonkeyPatch
):
    room = open_room(network.site("a").clients._app, "a", "default")
    address = room.v1.endpoint.address
    monkeypatch.setattr(room.v1.endpoint, "address", type(address)(address.host, 8443))
    for fault in (Fault.redirect("/manage"), Fault.status(401, {"meta": {"rc": "error"}})):
        console.faults.add(fault, "GET /*/rest/user")
        with pytest.raises(NotSupportedError, match="login"):
            await room.v1.call("GET /rest/user", object)
    assert await room.v1.call("GET /rest/user", object)


@pytest.mark.parametrize("with_200", [False, True])
async def test_a_refusal_is_one_whatever_its_status(classic: Classic, console: SimulatedConsole, with_200: bool):
    if with_200:
        console.network.quirks.add(Quirk.CLASSIC_ERRORS_WITH_200)
    with pytest.raises(NotFoundError) as caught:
        await classic.clients.get("0" * 24)
    assert (caught.value.code, caught.value.status) == ("api.err.IdInvalid", 200 if with_200 else 400)
    with pytest.raises(BadRequestError, match="the field is mac"):
        await classic.call("POST /cmd/stamgr", body={"cmd": "block-sta"})


async def test_a_refusal_inside_of_the_data_is_one_too(classic: Classic):
    with pytest.raises(ConflictError) as caught:
        await classic.call("POST /rest/user", body={"mac": LAPTOP})
    assert (caught.value.code, caught.value.status, caught.value.known) == ("api.err.MacUsed", 200, True)
    assert LAPTOP in str(caught.value)


async def test_a_path_that_a_version_lacks_says_that_nobody_documents_it(classic: Classic):
    for call in (classic.call, classic.call_v2):
        with pytest.raises(NotFoundError, match="documents no such operation"):
            await call("GET /stat/event")


@pytest.mark.parametrize(
    ("code", "exception"),
    [
        ("api.err.LoginRequired", AuthenticationError),
        ("AUTHENTICATION_FAILED_LIMIT_REACHED", RateLimitedError),
        ("api.err.NoPermission", PermissionDeniedError),
        ("api.err.NoSiteContext", NotFoundError),
        ("api.err.StaticDnsRecordNotFound", NotFoundError),
        ("api.err.VlanUsed", ConflictError),
        ("api.err.InvalidFixedIP", BadRequestError),
        ("api.err.PurePoeRequiresUplinkException", NotSupportedError),
        ("api.err.ServerError", ServerError),
    ],
)
def test_a_code_has_its_class_whatever_the_status(code: str, exception: type[Exception]):
    for status in (200, 400, 500):
        assert CATALOGUE.exception(code, status) is exception
    assert read_refusal(200, {"meta": {"rc": "error", "msg": code}, "data": []}) is not None
    refusal = read_refusal(400, {"code": code, "message": "no", "errorCode": 400})
    assert refusal is not None
    assert (refusal.code, refusal.message) == (code, "no")


@pytest.mark.parametrize(
    "document", [{"meta": {"rc": "ok"}, "data": []}, {"data": [{"meta": {"rc": "ok"}}]}, [], None, {"data": "x"}, {}, 3]
)
def test_a_success_is_no_refusal(document: Any):
    assert read_refusal(200, document) is None


async def test_an_answer_without_an_envelope_is_told(classic: Classic, console: SimulatedConsole):
    from unifi_sdk import DecodeError

    console.faults.add(Fault.body(b"[]"), "GET /*/rest/user/*")
    with pytest.raises(DecodeError, match="envelope"):
        await classic.clients.get("a")


async def test_the_pace_and_the_retries_are_those_of_the_official_api(
    classic: Classic, network: NetworkClient, console: SimulatedConsole
):
    official: Application = network.site("a").clients._app
    room = classic._room
    assert room.v1.endpoint.pace is official.endpoint.pace is room.v2.endpoint.pace
    assert room.v1.transport is official.transport
    console.faults.add(Fault.rate_limit("1"), "GET /*/rest/user")
    assert await classic.clients.list()


async def test_no_key_is_in_what_an_error_says(console: SimulatedConsole):
    body = {"code": "api.err.Odd", "message": f"the key {console.api_key} is odd"}
    async with console.connect(retry=RetryPolicy(attempts=1)) as connected:
        assert isinstance(connected, Console)
        site = await connected.network.default_site()
        console.faults.add(Fault.status(400, body), "GET /*/clients/history")
        with pytest.raises(BadRequestError) as caught:
            await site.classic.clients.history()
    assert console.api_key not in str(caught.value)
    assert caught.value.code == "api.err.Odd"
