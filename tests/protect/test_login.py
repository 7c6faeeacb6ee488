"""Logging in to the older API: when, how often, and what of it can be seen."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator

import pytest

from tests.support.clock import FakeClock
from unifi_sdk import (
    AuthenticationError,
    ConfigurationError,
    ConnectionFailedError,
    LegacyProtectClient,
    NotSupportedError,
    PermissionDeniedError,
    Pinned,
    RateLimitedError,
    RetryPolicy,
    UnexpectedContentError,
    UniFiError,
)
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole

LOGIN = "POST /api/auth"
CAMERAS = "GET /api/cameras"
PASSWORD = "fäke pass word"


@pytest.fixture
async def strict(console: SimulatedConsole) -> AsyncIterator[LegacyProtectClient]:
    """A client that knows another password than the console, and never sends anything twice by itself."""
    async with LegacyProtectClient(
        console.host,
        username=console.username,
        password=PASSWORD,
        tls=Pinned(console.fingerprint("legacy")),
        port=console.legacy_port,
        retry=RetryPolicy(attempts=1),
    ) as client:
        yield client


async def arrived(console: SimulatedConsole, count: int = 1) -> None:
    async with asyncio.timeout(2):
        while len(console.requests) < count:  # noqa: ASYNC110 - the console has no event for it
            await asyncio.sleep(0.001)


def calls(console: SimulatedConsole) -> list[str]:
    return [f"{request.verb} {request.path}" for request in console.requests]


async def test_a_login_gives_the_user(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    user = await legacy.login()
    assert (user.local_username, user.role, user.is_owner) == (console.username, "admin", False)
    assert user.all_permissions is not None
    assert "camera:read,readmedia:*" in user.all_permissions


async def test_the_token_from_the_header_is_sent_as_a_bearer(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    await legacy.login()
    assert len(await legacy.cameras.list()) == 5
    login, listing = console.requests
    assert "Authorization" not in login.headers
    assert "Authorization" in listing.headers
    assert console.legacy.logins == 1


@pytest.mark.parametrize("scheme", ["", "Bearer ", "bearer  "])
async def test_a_token_may_come_with_its_scheme(
    legacy: LegacyProtectClient, console: SimulatedConsole, scheme: str
) -> None:
    token = await issue_token(legacy, console)
    console.faults.add(Fault.status(200, {"id": "1"}, {"Authorization": f"{scheme}{token}"}), LOGIN)
    await legacy.login()
    assert await legacy.cameras.list()
    assert console.legacy.login_attempts == 1


async def issue_token(legacy: LegacyProtectClient, console: SimulatedConsole) -> str:
    """A token that the console knows."""
    await legacy.login()
    (token,) = console.legacy._tokens
    return token


async def test_the_first_call_logs_in(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    await legacy.cameras.list()
    await legacy.cameras.list()
    assert calls(console) == [LOGIN, CAMERAS, CAMERAS]


async def test_first_calls_at_the_same_time_share_one_login(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    await asyncio.gather(*(legacy.cameras.list() for _ in range(10)))
    assert console.legacy.login_attempts == 1


async def test_a_token_that_has_ended_is_renewed_and_the_call_sent_once_more(
    legacy: LegacyProtectClient, console: SimulatedConsole, clock: ManualClock
) -> None:
    await legacy.cameras.list()
    clock.advance(console.legacy.token_seconds)
    assert len(await legacy.cameras.list()) == 5
    assert calls(console) == [LOGIN, CAMERAS, CAMERAS, LOGIN, CAMERAS]
    assert "Authorization" not in console.requests[3].headers


async def test_calls_that_meet_a_revoked_token_at_the_same_time_share_one_renewal(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    await legacy.login()
    console.legacy.revoke_tokens()
    lists = await asyncio.gather(*(legacy.cameras.list() for _ in range(10)))
    assert [len(cameras) for cameras in lists] == [5] * 10
    assert console.legacy.login_attempts == 2


async def test_every_kind_of_call_renews_the_token(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    camera = (await legacy.cameras.list())[0]
    for call in (
        lambda: legacy.cameras.get(camera.id),
        lambda: legacy.cameras.snapshot(camera.id, width=64),
        lambda: legacy.access_key(renew=True),
    ):
        console.legacy.revoke_tokens()
        assert await call()
    assert console.legacy.logins == 4


async def test_a_call_that_a_new_token_does_not_help_is_refused_after_one_renewal(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    await legacy.cameras.list()
    console.faults.add(Fault.status(401, {"error": "Unauthorized", "type": "AuthenticationError"}), CAMERAS, times=None)
    with pytest.raises(AuthenticationError) as caught:
        await legacy.cameras.list()
    assert (caught.value.code, caught.value.known) == ("AuthenticationError", True)
    assert console.legacy.login_attempts == 2


async def test_a_renewal_that_did_not_help_is_not_repeated_within_a_minute(
    legacy: LegacyProtectClient, console: SimulatedConsole, fake_clock: FakeClock
) -> None:
    await legacy.cameras.list()
    console.faults.add(Fault.status(401), CAMERAS, times=None)
    for seconds, logins in ((0, 2), (30, 2), (29, 2), (1, 3), (59, 3), (1, 4)):
        fake_clock.now += seconds
        with pytest.raises(AuthenticationError):
            await legacy.cameras.list()
        assert console.legacy.login_attempts == logins


async def test_a_call_that_was_sent_with_an_older_token_is_sent_again_in_that_minute_too(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    camera = (await legacy.cameras.list())[0]
    console.faults.add(Fault.delay(0.1, then=Fault.status(401)), f"{CAMERAS}/{camera.id}")
    console.faults.add(Fault.status(401), CAMERAS, times=2)
    under_way = asyncio.ensure_future(legacy.cameras.get(camera.id))
    await arrived(console, 3)
    with pytest.raises(AuthenticationError):
        await legacy.cameras.list()
    assert (await under_way).id == camera.id
    assert console.legacy.login_attempts == 2


async def test_a_token_refused_right_after_its_login_is_not_renewed(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.status(401), CAMERAS, times=None)
    for _ in range(3):
        with pytest.raises(AuthenticationError):
            await legacy.cameras.list()
    assert console.legacy.login_attempts == 1


async def test_wrong_credentials_are_sent_once(strict: LegacyProtectClient, console: SimulatedConsole) -> None:
    results = await asyncio.gather(*(strict.cameras.list() for _ in range(5)), return_exceptions=True)
    for _ in range(3):
        with pytest.raises(AuthenticationError, match=r"invalid username or password.*local user") as caught:
            await strict.access_key()
    assert {type(result) for result in results} == {AuthenticationError}
    assert (caught.value.application, caught.value.operation) == ("protect-legacy", "POST /auth")
    assert calls(console) == [LOGIN]


async def test_credentials_that_went_bad_are_sent_once(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    await legacy.cameras.list()
    console.legacy.users = {console.username: "changed"}
    console.legacy.revoke_tokens()
    results = await asyncio.gather(*(legacy.cameras.list() for _ in range(5)), return_exceptions=True)
    assert {type(result) for result in results} == {AuthenticationError}
    with pytest.raises(AuthenticationError):
        await legacy.cameras.list()
    assert console.legacy.login_attempts == 2


async def test_a_refused_login_is_tried_again_on_demand(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    users, console.legacy.users = console.legacy.users, {}
    with pytest.raises(AuthenticationError):
        await legacy.cameras.list()
    console.legacy.users = users
    with pytest.raises(AuthenticationError):
        await legacy.cameras.list()
    await legacy.login()
    console.legacy.revoke_tokens()
    assert await legacy.cameras.list()
    assert console.legacy.login_attempts == 3


async def test_each_caller_gets_an_exception_of_its_own(strict: LegacyProtectClient) -> None:
    errors = await asyncio.gather(*(strict.cameras.list() for _ in range(4)), return_exceptions=True)
    assert len({id(error) for error in errors}) == 4
    assert len({(type(error), str(error), str(vars(error))) for error in errors}) == 1


async def test_calls_that_wait_for_a_login_share_its_failure(
    strict: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.drop(), LOGIN)
    results = await asyncio.gather(*(strict.cameras.list() for _ in range(5)), return_exceptions=True)
    assert {type(result) for result in results} == {ConnectionFailedError}
    assert calls(console) == [LOGIN]


async def test_a_login_that_could_not_get_through_is_tried_again_by_the_next_call(
    strict: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.legacy.users = {console.username: PASSWORD}
    console.faults.add(Fault.drop(), LOGIN)
    with pytest.raises(ConnectionFailedError):
        await strict.cameras.list()
    assert await strict.cameras.list()


async def test_a_call_that_is_cancelled_during_the_login_leaves_it_to_the_next(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.delay(5), LOGIN)
    first, second = (asyncio.ensure_future(legacy.cameras.list()) for _ in range(2))
    await arrived(console)
    first.cancel()
    assert len(await second) == 5
    assert first.cancelled()


async def test_a_login_whose_answer_was_lost_is_sent_again(
    legacy: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), LOGIN)
    assert await legacy.cameras.list()
    assert console.legacy.login_attempts == 2


async def test_too_many_logins_are_told_with_the_time_to_wait(
    strict: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.rate_limit("90"), LOGIN)
    with pytest.raises(RateLimitedError) as caught:
        await strict.cameras.list()
    assert caught.value.retry_after == 90


async def test_a_read_only_client_logs_in_too(console: SimulatedConsole) -> None:
    async with LegacyProtectClient(
        console.host,
        username=console.username,
        password=console.password,
        tls=Pinned(console.fingerprint("legacy")),
        port=console.legacy_port,
        read_only=True,
    ) as client:
        assert await client.cameras.list()
        assert await client.access_key()


@pytest.mark.parametrize("status", [404, 405])
async def test_a_console_with_unifi_os_is_told_as_such(
    legacy: LegacyProtectClient, console: SimulatedConsole, status: int
) -> None:
    console.faults.add(Fault.status(status, "Not Found"), LOGIN, times=None)
    for call in (legacy.login(), legacy.cameras.list()):
        with pytest.raises(NotSupportedError, match=r"UniFi OS.*ProtectClient.*API key") as caught:
            await call
    assert (caught.value.status, caught.value.operation) == (status, "POST /auth")


async def test_a_user_without_permission_is_told_once(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(403, {"error": "Forbidden"}), LOGIN, times=None)
    for _ in range(3):
        with pytest.raises(PermissionDeniedError):
            await legacy.cameras.list()
    assert calls(console) == [LOGIN]


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "a b c"}]
)
async def test_a_login_without_a_token_is_no_login(
    legacy: LegacyProtectClient, console: SimulatedConsole, headers: dict[str, str]
) -> None:
    console.faults.add(Fault.status(200, {"id": "1"}, headers), LOGIN)
    with pytest.raises(UnexpectedContentError, match="no token"):
        await legacy.login()


async def test_a_web_page_in_place_of_a_login_is_told(legacy: LegacyProtectClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.html(), LOGIN)
    with pytest.raises(UnexpectedContentError, match="web page"):
        await legacy.login()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"username": " "}, "username"),
        ({"username": "half \udcff"}, "username"),
        ({"password": ""}, "password"),
        ({"password": "half \udcff"}, "password"),
        ({"host": ""}, "host"),
        ({"base_path": "/api/"}, "base_path"),
    ],
)
def test_a_senseless_argument_is_named_at_once(arguments: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        LegacyProtectClient(**({"host": "192.0.2.1", "username": "viewer", "password": "fake"} | arguments))


async def test_a_password_may_hold_blanks_and_any_letters(
    strict: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.legacy.users = {console.username: PASSWORD}
    assert await strict.login()


@pytest.mark.parametrize(
    "fault",
    [None, Fault.drop(), Fault.status(500, "down"), Fault.status(404), Fault.html(), Fault.status(200, {"id": "1"})],
    ids=str,
)
async def test_no_log_and_no_frame_of_a_failed_login_shows_the_password(
    strict: LegacyProtectClient, console: SimulatedConsole, fault: Fault | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    if fault is not None:
        console.faults.add(fault, LOGIN)
    with pytest.raises(UniFiError) as caught:
        await strict.cameras.list()
    assert not shows_password(what_frames_hold(caught.value))
    assert "POST /auth" in caplog.text
    assert not shows_password(caplog.text + str(caught.value))


async def test_no_frame_of_a_cancelled_login_shows_the_password(
    strict: LegacyProtectClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.delay(5), LOGIN)
    task = asyncio.ensure_future(strict.login())
    await arrived(console)
    task.cancel()
    with pytest.raises(asyncio.CancelledError) as caught:
        await task
    assert not shows_password(what_frames_hold(caught.value))


def test_no_frame_of_a_failed_construction_shows_the_password() -> None:
    with pytest.raises(ConfigurationError) as caught:
        LegacyProtectClient("", username="viewer", password=PASSWORD)
    assert not shows_password(what_frames_hold(caught.value))


def test_nothing_that_a_client_holds_shows_the_password(strict: LegacyProtectClient) -> None:
    assert not shows_password(repr(strict) + str(vars(strict)) + str(vars(strict._application)))


async def test_neither_logs_nor_frames_show_the_token_or_the_access_key(
    legacy: LegacyProtectClient, console: SimulatedConsole, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = await issue_token(legacy, console)
    key = await legacy.access_key()
    console.faults.add(Fault.status(401, {"error": "Unauthorized"}), CAMERAS, times=None)
    with pytest.raises(UniFiError) as caught:
        await legacy.cameras.list()
    shown = what_frames_hold(caught.value) + str(caught.value) + caplog.text
    held = repr(legacy) + str(vars(legacy)) + str(vars(legacy._application))
    assert not [secret for secret in (token, key.reveal()) if secret in shown + held]


def what_frames_hold(error: BaseException) -> str:
    """The variables of every frame of a traceback but the test's own, as a crash report shows them."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename != __file__]
    assert frames
    return "".join(
        f"{name} = {value!r}\n"
        for frame in frames
        for name, value in frame.f_locals.items()
        if name != "self" or "__init__" not in frame.f_code.co_name
    )


def shows_password(text: str) -> bool:
    return any(part in text for part in ("fäke", "pass word", "f\\xc3\\xa4ke"))
