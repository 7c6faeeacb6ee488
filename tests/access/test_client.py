"""How the Access client reaches the console, and what it says when it doesn't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unifi_sdk import (
    AuthenticationError,
    CertificateMismatchError,
    ConfigurationError,
    DecodeError,
    MutationBlockedError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    Pinned,
    UnexpectedContentError,
    plan,
)
from unifi_sdk.access import AccessClient
from unifi_sdk.simulator import Fault, SimulatedConsole

Sent = Callable[..., list]


def client(console: SimulatedConsole, **options: object) -> AccessClient:
    options = {"token": console.access_token, "tls": Pinned(*console.fingerprints), **options}
    return AccessClient(console.host, port=console.access_port, **options)


async def test_host_token_and_pin_are_all_it_takes(console: SimulatedConsole) -> None:
    async with client(console) as access:
        assert len(await access.doors.list()) == 5


def test_access_listens_on_port_12445() -> None:
    assert AccessClient("192.0.2.1", token="t").address == "192.0.2.1:12445"


def test_a_host_can_bring_its_own_port() -> None:
    assert AccessClient("192.0.2.1:8443", token="t").address == "192.0.2.1:8443"


async def test_another_base_path_stands_before_every_operation(console: SimulatedConsole, sent: Sent) -> None:
    async with client(console, base_path="/proxy/access/api/v1/developer") as access:
        with pytest.raises(NotFoundError):
            await access.doors.list()
    assert sent() == ["GET /proxy/access/api/v1/developer/doors"]


def test_an_empty_token_is_refused_at_once() -> None:
    with pytest.raises(ConfigurationError):
        AccessClient("192.0.2.1", token="")


async def test_a_wrong_token_is_told_where_tokens_are_made(console: SimulatedConsole) -> None:
    async with client(console, token="not-a-token") as access:
        with pytest.raises(AuthenticationError, match="API Token") as raised:
            await access.doors.list()
    assert raised.value.status == 401
    assert "not-a-token" not in str(raised.value)


async def test_a_token_without_the_permission_is_told_which_one(console: SimulatedConsole) -> None:
    console.access.tokens["narrow"] = {"view:space"}
    async with client(console, token="narrow") as access:
        with pytest.raises(PermissionDeniedError, match="edit:space"):
            await access.doors.unlock("any")


async def test_a_refusal_with_http_200_is_raised_with_the_vendors_code(access: AccessClient) -> None:
    with pytest.raises(NotFoundError) as raised:
        await access.users.get("nobody")
    assert (raised.value.status, raised.value.code) == (200, "CODE_USER_WORKER_NOT_EXISTS")


async def test_an_unknown_code_keeps_its_text(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(404, {"code": "CODE_BRAND_NEW", "msg": "no"}))
    with pytest.raises(NotFoundError) as raised:
        await access.doors.get("any")
    assert (raised.value.code, raised.value.known) == ("CODE_BRAND_NEW", False)


async def test_a_web_page_is_no_answer(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.html())
    with pytest.raises(UnexpectedContentError):
        await access.doors.list()


async def test_a_read_only_client_sends_no_write(console: SimulatedConsole) -> None:
    async with client(console, read_only=True) as access:
        with pytest.raises(MutationBlockedError):
            await access.doors.unlock("any")
        assert len(await access.credentials.generate_pin()) == 8
    assert [request.verb for request in console.requests] == ["POST"]


async def test_an_unlock_can_be_looked_at_without_being_sent(access: AccessClient, console: SimulatedConsole) -> None:
    planned = await plan(access.doors.unlock("front", reader_id="00005e005302"))
    assert planned.path == "/api/v1/developer/doors/front/unlock?reader_id=00005e005302"
    assert console.requests == []


async def test_another_certificate_gets_no_byte(console: SimulatedConsole) -> None:
    async with client(console, tls=Pinned("0" * 64)) as access:
        with pytest.raises(CertificateMismatchError):
            await access.doors.list()
    assert console.requests == []


def test_no_token_shows() -> None:
    access = AccessClient("192.0.2.1", token="obviously-fake-token")
    assert "obviously-fake-token" not in f"{access!r} {vars(access)!r}"


@pytest.mark.parametrize("bad_id", ["", "a/b", "..", "%2e%2e", "a\\b", "a\nb"])
async def test_an_id_cannot_leave_its_place_in_the_path(
    access: AccessClient, console: SimulatedConsole, bad_id: str
) -> None:
    for call in (access.doors.get, access.users.get, access.visitors.cancel, access.credentials.delete_card):
        with pytest.raises(ConfigurationError):
            await call(bad_id)
    assert console.requests == []


@pytest.mark.parametrize("body", [{}, [], {"data": {"id": "d"}}, "", "true"])
async def test_a_success_without_the_envelope_is_no_success(
    access: AccessClient, console: SimulatedConsole, body: object
) -> None:
    console.faults.add(Fault.status(200, body), times=None)
    with pytest.raises(DecodeError):
        await access.doors.get("d")
    with pytest.raises(DecodeError):
        await access.doors.list()
    if body != "":
        with pytest.raises(OutcomeUnknownError):
            await access.users.update("u", first_name="Ada")


@pytest.mark.parametrize("data", [{"id": "d"}, "doors", 7])
async def test_a_list_that_is_none_is_told(access: AccessClient, answer: Callable[..., None], data: object) -> None:
    answer(data, times=2)
    with pytest.raises(DecodeError):
        await access.doors.list()
    with pytest.raises(DecodeError):
        await access.users.list()
