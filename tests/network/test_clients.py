"""Connected clients of a site, and letting guests in and out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from tests.network.conftest import Sent
from unifi_sdk import (
    ConfigurationError,
    ConnectionFailedError,
    DecodeError,
    NetworkClient,
    NotFoundError,
    Pinned,
    UnexpectedContentError,
)
from unifi_sdk.network import ClientFilter, SiteScope
from unifi_sdk.network.models import (
    AuthorizationMethod,
    Client,
    ClientAccess,
    ClientType,
    DefaultAccess,
    GuestAccess,
    TeleportClient,
    VpnClient,
    WiredClient,
    WirelessClient,
)
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.faults import Handler

GUEST = "1c:71:25:63:e4:24"
ADMITTED = "42:8a:f7:3c:50:b0"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def guest_id(console: SimulatedConsole) -> str:
    """A guest that has not been let in."""
    return console.network.find_client(GUEST).id


@pytest.fixture
def admitted_id(console: SimulatedConsole) -> str:
    """A guest that has been let in four hours ago for a day."""
    return console.network.find_client(ADMITTED).id


# lists


async def test_the_list_has_clients_of_all_kinds_in_the_consoles_order(
    site: SiteScope, console: SimulatedConsole
) -> None:
    clients = await site.clients.list()
    assert [client.id for client in clients] == list(console.network.default_site.clients)
    assert {type(client) for client in clients} == {WiredClient, WirelessClient, VpnClient, TeleportClient}
    assert clients.undecodable == ()


async def test_a_client_tells_how_it_is_connected_and_whether_it_is_in(site: SiteScope, clock: ManualClock) -> None:
    by_name = {client.name: client for client in await site.clients.list()}
    ipad = by_name["Apple iPad Pro"]
    assert isinstance(ipad, WirelessClient)
    assert (ipad.mac_address, ipad.ip_address, ipad.type) == (ADMITTED, "10.10.0.102", ClientType.WIRELESS)
    assert ipad.connected_at == datetime.fromtimestamp(clock.now(), UTC) - timedelta(hours=5)
    assert (ipad.is_guest, ipad.is_authorized) == (True, True)
    assert [by_name["Guest Phone"].is_authorized, by_name["Galaxy S24"].is_authorized] == [False, False]
    assert isinstance(by_name["Front Desk PC"].access, DefaultAccess)
    assert by_name["Owner's Phone"].connected_at is None


async def test_a_long_list_arrives_whole_and_in_order_four_pages_at_a_time(
    site: SiteScope, console: SimulatedConsole, sent: Sent
) -> None:
    added = [client.id for client in console.network.add_clients(1990)]
    clients = await site.clients.list()
    assert [client.id for client in clients][10:] == added
    assert sorted(int(query["offset"]) for query in sent.queries) == list(range(0, 2000, 200))
    assert {query["limit"] for query in sent.queries} == {"200"}


async def test_four_pages_are_really_on_their_way_at_once(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.add_clients(990)
    four = asyncio.Barrier(4)

    async def answer_when_four_are_here(request: web.Request, handler: Handler) -> web.StreamResponse:
        await four.wait()
        return await handler(request)

    console.faults.add(Fault("answer_when_four_are_here", answer_when_four_are_here), times=4, skip=1)
    async with asyncio.timeout(20):
        assert len(await site.clients.list()) == 1000
    assert [fired.fault.text for fired in console.faults.fired] == ["answer_when_four_are_here"] * 4


async def test_leaving_the_loop_leaves_no_task_behind(site: SiteScope, console: SimulatedConsole) -> None:
    console.network.add_clients(3000)
    before = asyncio.all_tasks()
    async for _ in site.clients.list():
        break
    for _ in range(5):
        await asyncio.sleep(0)
    assert not [task for task in asyncio.all_tasks() - before if "fetch" in repr(task)]
    assert (await site.clients.list().first()) is not None  # the connections are still good


async def test_a_client_that_joins_while_the_list_is_read_doubles_nobody(
    site: SiteScope, console: SimulatedConsole
) -> None:
    console.network.add_clients(790)
    stored = dict(console.network.default_site.clients)
    paginator = site.clients.list()
    ids = []
    async for page in paginator.pages(size=100):
        ids += [client.id for client in page.items]
        if len(ids) == 100:
            newcomer = console.network.add_client("Newcomer")
            console.network.default_site.clients = {newcomer.id: newcomer} | stored
    assert ids == list(stored)
    assert (paginator.repeated, paginator.drift) == (1, 1)


async def test_closing_the_client_while_a_list_is_read_is_an_error_of_ours(console: SimulatedConsole) -> None:
    console.network.add_clients(2000)
    async with NetworkClient(console.address, api_key=console.api_key, tls=Pinned(*console.fingerprints)) as network:
        site = await network.default_site()
        pages = site.clients.list().pages(size=50)
        await anext(pages)
        console.faults.add(Fault.delay(5), times=None)
    with pytest.raises((ConnectionFailedError, ConfigurationError)):
        async for _ in pages:
            pass


async def test_a_cursor_goes_on_with_another_client_and_not_with_another_filter(
    site: SiteScope, console: SimulatedConsole, network: NetworkClient
) -> None:
    console.network.add_clients(20)
    first = await anext(site.clients.list().pages(size=12))
    rest = await anext(network.site(site.id).clients.list().pages(cursor=first.next_cursor))
    assert [client.id for client in (*first.items, *rest.items)] == list(console.network.default_site.clients)
    with pytest.raises(ConfigurationError, match="cursor"):
        site.clients.list(filter=ClientFilter.type.eq("WIRED")).pages(cursor=first.next_cursor)
    with pytest.raises(ConfigurationError, match="cursor"):
        network.site(NOBODY).clients.list().pages(cursor=first.next_cursor)


async def test_a_filter_is_sent_as_it_is_written(site: SiteScope, sent: Sent) -> None:
    chosen = await site.clients.list(filter=ClientFilter.access_authorized.eq(True) & ~ClientFilter.type.eq("WIRED"))
    assert [client.name for client in chosen] == ["Apple iPad Pro"]
    assert sent.queries[0]["filter"] == "and(access.authorized.eq(true), not(type.eq('WIRED')))"


def page_of(*clients: dict[str, Any], **changes: Any) -> Fault:
    body = {"offset": 0, "limit": 200, "count": len(clients), "totalCount": len(clients), "data": list(clients)}
    return Fault.status(200, {**body, **changes})


async def test_clients_of_a_newer_console_are_read_and_kept(site: SiteScope, console: SimulatedConsole) -> None:
    new: dict[str, Any] = {
        "type": "SATELLITE",
        "id": "a",
        "name": None,
        "orbit": {"km": 550},
        "access": {"type": "LEASED", "until": "2026-02-01"},
    }
    console.faults.add(page_of(new))
    (client,) = await site.clients.list()
    assert type(client) is Client
    assert client.access is not None
    assert type(client.access) is ClientAccess
    assert (client.type, client.type.is_known, client.is_guest) == ("SATELLITE", False, False)
    assert client.extra == {"name": None, "orbit": {"km": 550}}


async def test_a_client_that_cannot_be_read_harms_no_other(site: SiteScope, console: SimulatedConsole) -> None:
    good = {"type": "WIRED", "id": "a"}
    console.faults.add(page_of(good, {"type": "WIRED", "name": "no id"}, {**good, "id": "b"}))
    clients = await site.clients.list()
    assert [client.id for client in clients] == ["a", "b"]
    assert [bad.error.path for bad in clients.undecodable] == ["$.data[1].id"]


@pytest.mark.parametrize("count", [0, -1, None, "2", 2.0, True])
async def test_a_page_that_miscounts_itself_loses_nobody(
    site: SiteScope, console: SimulatedConsole, count: Any
) -> None:
    people = [{"type": "WIRED", "id": name} for name in "abcd"]
    console.faults.add(page_of(*people[:2], count=count, totalCount=4))
    console.faults.add(page_of(*people[2:], offset=2, totalCount=4))
    assert [client.id for client in await site.clients.list()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b'{"data": null}', b'{"data": {"canary": 1}}', b'"canary"', b"null", b""]
)
async def test_an_answer_that_is_no_page_is_told_without_its_content(
    site: SiteScope, console: SimulatedConsole, body: bytes
) -> None:
    console.faults.add(Fault.body(body))
    with pytest.raises(DecodeError, match="expected a page of a list") as caught:
        await site.clients.list()
    assert caught.value.operation == "GET /v1/sites/{site_id}/clients"
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("fault", [Fault.html(), Fault.body(b"canary"), Fault.redirect("https://canary.example/")])
async def test_an_answer_that_is_no_json_is_told_without_its_content(
    site: SiteScope, console: SimulatedConsole, sent: Sent, fault: Fault
) -> None:
    console.faults.add(fault)
    with pytest.raises(UnexpectedContentError, match=r"GET /v1/sites/\{site_id\}/clients") as caught:
        await site.clients.list()
    assert "canary" not in str(caught.value)
    assert len(sent.lines) == 1


@pytest.mark.parametrize("total", [-1, None, "4", True])
async def test_a_list_without_a_usable_total_is_read_to_its_end(
    site: SiteScope, console: SimulatedConsole, total: Any
) -> None:
    for names in ("ab", "cd", ""):
        console.faults.add(page_of(*({"type": "WIRED", "id": name} for name in names), totalCount=total))
    paginator = site.clients.list()
    assert [client.id for client in await paginator] == ["a", "b", "c", "d"]
    assert paginator.total is None


# one client


async def test_one_client_comes_with_the_admission_in_force(
    site: SiteScope, admitted_id: str, clock: ManualClock
) -> None:
    client = await site.clients.get(admitted_id)
    admission = client.authorization
    assert admission is not None
    now = datetime.fromtimestamp(clock.now(), UTC)
    assert (admission.authorized_at, admission.expires_at) == (now - timedelta(hours=4), now + timedelta(hours=20))
    assert admission.authorization_method is AuthorizationMethod.API
    assert admission.usage is not None
    assert admission.usage.duration_sec == 4 * 3600
    assert admission.usage.bytes == (admission.usage.rx_bytes or 0) + (admission.usage.tx_bytes or 0) > 0


@pytest.mark.parametrize("access", [None, DefaultAccess(), GuestAccess(authorized=False)])
def test_a_client_that_was_not_let_in_has_no_admission(access: ClientAccess | None) -> None:
    assert Client(type=ClientType.WIRED, id="a", access=access).authorization is None


async def test_a_client_that_is_not_there_is_not_found(site: SiteScope) -> None:
    with pytest.raises(NotFoundError) as caught:
        await site.clients.get(NOBODY)
    assert (caught.value.status, caught.value.application) == (404, "network")


@pytest.mark.parametrize("client_id", ["", "..", "a/b", "a%2fb", "a\\b", "a\nb"])
async def test_an_id_that_could_leave_its_place_is_never_sent(site: SiteScope, sent: Sent, client_id: str) -> None:
    with pytest.raises(ConfigurationError, match="client_id"):
        await site.clients.get(client_id)
    assert sent.lines == []


@pytest.mark.parametrize("spelling", [GUEST, GUEST.upper(), "1C-71-25-63-E4-24", "1c71.2563.e424", " 1c712563e424 "])
async def test_a_client_is_found_by_any_spelling_of_its_mac(site: SiteScope, guest_id: str, spelling: str) -> None:
    assert (await site.clients.find(mac=spelling)).id == guest_id


async def test_finding_a_client_takes_one_request(site: SiteScope, sent: Sent, console: SimulatedConsole) -> None:
    console.network.add_clients(500)
    await site.clients.find(mac=GUEST)
    await asyncio.sleep(0.05)
    assert len(sent.lines) == 1


async def test_the_first_of_many_clients_takes_one_request(
    site: SiteScope, sent: Sent, console: SimulatedConsole
) -> None:
    console.network.add_clients(500)
    assert await site.clients.list().first() is not None
    await asyncio.sleep(0.05)
    assert len(sent.lines) == 1


async def test_a_mac_that_nobody_has_is_not_found(site: SiteScope) -> None:
    with pytest.raises(NotFoundError, match="aa:bb:cc:dd:ee:ff"):
        await site.clients.find(mac="AABBCCDDEEFF")


@pytest.mark.parametrize("mac", ["", "x", "aa:bb:cc:dd:ee", "aa:bb:cc:dd:ee:ff:00", "gg:bb:cc:dd:ee:ff", "' or true"])
async def test_what_is_no_mac_is_never_sent(site: SiteScope, sent: Sent, mac: str) -> None:
    with pytest.raises(ConfigurationError, match="mac"):
        await site.clients.find(mac=mac)
    assert sent.lines == []
