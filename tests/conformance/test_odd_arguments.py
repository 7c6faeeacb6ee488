"""Every public function is called with odd values: only errors of the SDK come out, and nothing is sent."""

from __future__ import annotations

import asyncio
import inspect
import math
import operator
import types
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

from docs.machinery.names import names_of, public_modules
from tests.support.calls import KEY
from tests.support.paging import ScriptedList
from unifi_sdk import (
    AccessClient,
    Console,
    CustomCA,
    Insecure,
    LegacyProtectClient,
    Listing,
    NetworkClient,
    Page,
    Pinned,
    ProtectClient,
    RetryPolicy,
    UniFiError,
    fetch_certificate,
    known_pins,
    plan,
)
from unifi_sdk._core.model import UNSET, Model, OpenEnum, Unset
from unifi_sdk._core.transport import Request, Response, Transport
from unifi_sdk.access import Actor, Webhook, Week
from unifi_sdk.access.errors import CATALOGUE
from unifi_sdk.access.models import Holiday
from unifi_sdk.access.models.doors import Door
from unifi_sdk.auth import ApiKey, BearerToken
from unifi_sdk.catalogue import Catalogue
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet import ConsoleReference
from unifi_sdk.metrics import Exporter, reference_target
from unifi_sdk.network import filters, parse_redirect
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.hotspot import PortalRedirect
from unifi_sdk.network.models import NamedProtocol, ProtocolName
from unifi_sdk.protect._dialect import DIALECT as PROTECT
from unifi_sdk.protect.access_key import AccessKey
from unifi_sdk.protect.events import EventLog
from unifi_sdk.protect.export import video_chunks
from unifi_sdk.protect.frames import Frame, FrameAction, read_frames
from unifi_sdk.protect.reducer import MirrorReducer

SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
DOOR = Door(id="door-1", name="A name that belongs in no path")
STEPS = ("evolve", "send", "throw")  # fields by name; and by what asyncio goes through a coroutine


TEXTS = {"host": "console.test", "mac": "aa:bb:cc:dd:ee:ff", "pin": "1234", "endpoint": "https://x.test/"}


EXAMPLES: dict[Any, Any] = {
    Actor: Actor("1", "x"),
    ConsoleReference: ConsoleReference(host="console.test"),
    Exporter: Exporter([reference_target(ConsoleReference(host="console.test", api_key_name="KEY"))]),
    Frame: Frame(FrameAction.REMOVE, "x1", "camera", {}),
    PortalRedirect: PortalRedirect(client_mac="aa:bb:cc:dd:ee:ff", site_reference="default", redirected_at=NOW),
}


class Odd:
    """What nobody expects."""


ODD: list[Any] = [
    None, True, 7, -1, 1.5, math.nan, math.inf, 10**30, Decimal("1.5"), "", " ", "480", "a\ud800b", "../x", "a/b", b"x",
    [], [None], ["x"], [DOOR], (), {}, {"a": 1}, {1: 2}, object(), Odd(), Odd, len, DOOR, NOW, NOW.replace(tzinfo=None),
    date(2026, 1, 1), timedelta(minutes=1), UNSET, lambda: None,
]  # fmt: skip


class NothingIsSent(Transport):
    """Counts what would have been sent, and fails as a console that can't be reached."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request] = []

    async def send(self, request: Request) -> Response:
        self.requests.append(request)
        raise UniFiError("nothing is there")

    async def download(
        self, request: Request, judge: Any, first_byte_seconds: Any = None
    ) -> AsyncGenerator[bytes, None]:
        self.requests.append(request)
        raise UniFiError("nothing is there")
        yield b""

    async def websocket(self, *args: Any, **kwargs: Any) -> Any:
        raise UniFiError("nothing is there")


def owners(transport: Transport) -> Iterator[object]:
    """Whatever has public methods and can be reached from a client without a request."""
    network = NetworkClient("console.test", api_key=KEY, _transport=transport)
    access = AccessClient("console.test", token=KEY, _transport=transport)
    protect = ProtectClient("console.test", api_key=KEY, _transport=transport)
    legacy = LegacyProtectClient("console.test", username="u", password=KEY, _transport=transport)
    for client in (network, access, protect, legacy, network.site(SITE)):
        yield client
        yield from (part for name, part in vars(client).items() if not name.startswith("_") and methods(part))
    yield access.users.credentials("user-1")
    yield access.visitors.credentials("visitor-1")
    yield access.credentials.enrol_card("0123456789ab")
    yield legacy.cameras.export("camera-1", NOW, NOW + timedelta(hours=1))


def methods(owner: object) -> list[str]:
    if not type(owner).__module__.startswith("unifi_sdk."):
        return []
    return [
        name
        for name, member in inspect.getmembers(type(owner), inspect.isfunction)
        if not name.startswith("_") and name != "close" and len(inspect.signature(member).parameters) > 1
    ]


METHODS = [(type(owner), name) for owner in owners(NothingIsSent()) for name in methods(owner)]
FUNCTIONS: list[Callable[..., Any]] = [
    Console, NetworkClient, AccessClient, ProtectClient, LegacyProtectClient, ApiKey, BearerToken, Pinned, CustomCA,
    Insecure, Console.from_env, RetryPolicy, Actor, Webhook, Week, Catalogue, Filter, Listing, Holiday.on,
]  # fmt: skip
"""Whatever makes something; functions are found by themselves."""
THINGS: dict[str, Any] = {
    "Catalogue": CATALOGUE, "RetryPolicy": RetryPolicy(), "Webhook": Webhook(KEY), "Week": Week(), "Door": DOOR,
    "Listing": Listing([DOOR]), "Page": Page(items=(DOOR,)), "Paginator": ScriptedList(["a"]).paginator(),
    "AccessKey": AccessKey("https://x.test/?accessKey=simulated-key"), "EventLog": EventLog(PROTECT.codec),
    "MirrorReducer": MirrorReducer(PROTECT.codec), "Mirror": ProtectClient("console.test", api_key=KEY).mirror(),
    "NamedProtocol": NamedProtocol(name=ProtocolName.TCP),
    **{type(value).__name__: value for value in (
        getattr(holder, name) for holder in map(vars(filters).get, filters.__all__) if isinstance(holder, type)
        for name in vars(holder) if not name.startswith("_") and holder.__name__.endswith("Filter") and holder is not Filter
    )},
}  # fmt: skip
"""What is not reached from a client; of the properties of filters, one of each kind."""
OF_THINGS = [(name, method) for name, thing in THINGS.items() for method in methods(thing) if method not in STEPS]


def public_functions() -> list[Callable[..., Any]]:
    """Every function that can be imported from where users import."""
    modules = [name for name in public_modules() if "simulator" not in name]
    found = {each.value for module in modules for each in names_of(module) if inspect.isfunction(each.value)}
    found -= {read_frames}  # which reads what a console says, and no argument
    return sorted(found, key=lambda function: (function.__module__, function.__qualname__))


def fitting(hint: Any, name: str) -> Any:
    """A value that an argument may well have."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return fitting(arguments[0], name)
    if origin in (Union, types.UnionType):
        return fitting(next(each for each in arguments if each not in (types.NoneType, Unset)), name)
    if origin is Filter:
        return Filter("name.eq('x')")
    if origin is not None and origin in (Iterable, tuple, list):
        return (fitting(arguments[0], name),)
    if origin is Mapping or hint is Mapping:
        return {}
    if hint is str:
        return TEXTS.get(name, "x1")
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    if isinstance(hint, type) and issubclass(hint, Model):
        hints = get_type_hints(hint, include_extras=True)
        needed = [each.name for each in attrs.fields(hint) if each.default is attrs.NOTHING]
        return hint(**{each: fitting(hints[each], each) for each in needed})
    if origin is type:
        return Door
    if origin is Callable:
        return len
    if hint in EXAMPLES:
        return EXAMPLES[hint]
    return {bool: True, int: 1, float: 1.0, bytes: b"x", datetime: NOW, date: NOW.date()}.get(hint)


def takes(hint: Any, value: Any) -> bool:
    """Whether a value is of the type that is asked for, as a type checker judges it, with whole floats for numbers."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return takes(arguments[0], value)
    if origin in (Union, types.UnionType):
        return any(takes(each, value) for each in arguments)
    if hint in (None, types.NoneType):
        return value is None
    if hint is str or (isinstance(hint, type) and issubclass(hint, OpenEnum)):
        return isinstance(value, str) and "\ud800" not in value
    if hint in (int, float):
        return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value == value
    if hint in (bool, datetime, bytes) or (isinstance(hint, type) and hint.__module__.startswith("unifi_sdk.")):
        return isinstance(value, hint)
    if origin in (Iterable, tuple, list):
        return isinstance(value, list | tuple) and all(takes(arguments[0], each) for each in value)
    if origin is Mapping:
        return isinstance(value, Mapping)
    return True


async def use(result: Any) -> Any:
    """What a call gives, waited for or read as far as its first item."""
    if inspect.isawaitable(result):
        return await result
    if hasattr(result, "__anext__"):
        try:
            return await anext(result, None)
        finally:
            await result.aclose()
    if hasattr(result, "__next__"):
        return list(result)
    return result


async def try_odd_values(function: Callable[..., Any], transport: NothingIsSent) -> int:
    """Call with one odd value after another in the place of each argument, with fitting ones in all others."""
    signature = inspect.signature(function)
    hints = get_type_hints(function.__init__ if isinstance(function, type) else function, include_extras=True)
    named = [each for each in signature.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
    parameters = [each for each in named if not each.name.startswith("_")]
    needed = {
        each.name: fitting(hints[each.name], each.name)
        for each in parameters
        if each.default is inspect.Parameter.empty and each.kind is not inspect.Parameter.VAR_POSITIONAL
    }
    tried = 0
    for each in parameters:
        for value in ODD:
            tried += 1
            transport.requests.clear()
            error: BaseException | None = None
            try:
                if each.kind is inspect.Parameter.VAR_POSITIONAL:
                    before = [needed[other.name] for other in parameters[: parameters.index(each)]]
                    after = {name: needed[name] for name in list(needed)[len(before) :]}
                    await use(function(*before, value, **after))
                else:
                    await use(function(**{**needed, each.name: value}))
            except UniFiError as caught:
                error = caught
            except BaseException as caught:
                raise AssertionError(f"{function.__qualname__}({each.name}={value!r}): {caught!r}") from caught
            told = f"{function.__qualname__}({each.name}={value!r})"
            assert not any("belongs" in sent.target for sent in transport.requests), told
            if not takes(hints[each.name], value):
                assert transport.requests == [], told
                assert isinstance(error, ConfigurationError), f"{told}: {error!r}"
                assert each.name in str(error) or each.name in ("key", "value", "token"), f"{told}: {error}"
    return tried


@pytest.mark.parametrize(("owner", "name"), METHODS, ids=lambda each: each if isinstance(each, str) else each.__name__)
async def test_a_method_takes_no_odd_value_and_says_so_in_words_of_its_own(owner: type, name: str) -> None:
    transport = NothingIsSent()
    (found,) = [each for each in owners(transport) if type(each) is owner][:1]
    assert await try_odd_values(getattr(found, name), transport) >= len(ODD)


@pytest.mark.parametrize(("thing", "name"), OF_THINGS)
async def test_what_is_made_without_a_client_takes_no_odd_value_either(thing: str, name: str) -> None:
    assert await try_odd_values(getattr(THINGS[thing], name), NothingIsSent()) >= len(ODD)


@pytest.mark.parametrize("value", ODD, ids=lambda value: type(value).__name__)
def test_filters_are_combined_with_filters_alone(value: Any) -> None:
    some = Filter[Any]("name.eq('x')")
    for combine in (operator.and_, operator.or_):
        with pytest.raises(ConfigurationError, match="combined with another filter"):
            combine(some, value)


@pytest.mark.filterwarnings("ignore::unifi_sdk.trust.InsecureTransportWarning")
@pytest.mark.parametrize("function", [*FUNCTIONS, *public_functions()], ids=lambda function: function.__qualname__)
async def test_a_function_takes_no_odd_value_and_says_so_in_words_of_its_own(
    function: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_connection(*args: object, **kwargs: object) -> object:
        raise OSError("nothing is there")

    monkeypatch.setattr(asyncio, "open_connection", no_connection)
    await try_odd_values(function, NothingIsSent())


def test_every_resource_and_every_function_is_among_them() -> None:
    assert len(METHODS) > 250
    assert {fetch_certificate, known_pins, plan, parse_redirect, video_chunks} <= set(public_functions())
    assert len(OF_THINGS) > 30
