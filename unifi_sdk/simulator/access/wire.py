"""The envelope, error codes, paging and body checks that every simulated Access operation shares."""

from __future__ import annotations

import enum
import json
import re
import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from aiohttp import web
from attrs import Factory, define, field, frozen

from unifi_sdk.simulator.quirks import Quirk

T = TypeVar("T")

DEFAULT_PAGE_SIZE = 25
OFTEN_TEXTS = frozenset(
    {
        "count",
        "create_time",
        "end_time",
        "ended_time",
        "onboard_time",
        "page",
        "page_num",
        "page_size",
        "published",
        "start_time",
        "total",
    }
)
"""The numbers that some consoles send as texts."""

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
"""What counts as an email address."""
MESSAGES = {
    "CODE_ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE": "A schedule uses this holiday group.",
    "CODE_ACCESS_POLICY_HOLIDAY_GROUP_NAME_EXIST": "A holiday group has this name.",
    "CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND": "No such holiday group.",
    "CODE_ACCESS_POLICY_HOLIDAY_NAME_EXIST": "A holiday of the group has this name.",
    "CODE_ACCESS_POLICY_HOLIDAY_NOT_FOUND": "No such holiday.",
    "CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE": "A policy uses this schedule, or it is the default.",
    "CODE_ACCESS_POLICY_SCHEDULE_NAME_EXIST": "A schedule has this name.",
    "CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND": "No such schedule.",
    "CODE_ACCESS_TOKEN_INVALID": "Unknown access token.",
    "CODE_AUTH_FAILED": "No access token was sent.",
    "CODE_CREDS_DISABLE_TRANSFER_UID_USER_NFC": "This card cannot change hands.",
    "CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE": "This card is still assigned.",
    "CODE_CREDS_NFC_CARD_INVALID": "Not a UA card.",
    "CODE_CREDS_NFC_CARD_IS_PROVISION": "The card belongs to another site.",
    "CODE_CREDS_NFC_CARD_PROVISION_FAILED": "The card left the reader too early.",
    "CODE_CREDS_NFC_HAS_BIND_USER": "The card has another holder.",
    "CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY": "No card yet.",
    "CODE_CREDS_NFC_READ_SESSION_NOT_FOUND": "No such enrolment session.",
    "CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST": "The PIN is taken.",
    "CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID": "Wrong PIN length.",
    "CODE_DEVICE_API_NOT_SUPPORTED": "The device cannot do this.",
    "CODE_DEVICE_DEVICE_NOT_FOUND": "No such device.",
    "CODE_DEVICE_DEVICE_OFFLINE": "The device is offline.",
    "CODE_DEVICE_WEBHOOK_ENDPOINT_DUPLICATED": "Another webhook endpoint has this address.",
    "CODE_HOLIDAY_GROUP_CAN_NOT_DELETE": "The default holiday group cannot be deleted.",
    "CODE_HOLIDAY_GROUP_CAN_NOT_EDIT": "The default holiday group cannot be edited.",
    "CODE_NOT_EXISTS": "No such item.",
    "CODE_OPERATION_FORBIDDEN": "Not allowed in this state.",
    "CODE_PARAMS_INVALID": "Invalid parameters.",
    "CODE_RESOURCE_NOT_FOUND": "No such resource.",
    "CODE_SYSTEM_ERROR": "Server error.",
    "CODE_UNAUTHORIZED": "The token lacks the permission.",
    "CODE_USER_EMAIL_ERROR": "Malformed email address.",
    "CODE_USER_NAME_DUPLICATED": "The name is taken.",
    "CODE_USER_WORKER_NOT_EXISTS": "No such user.",
}
"""Code to `msg`. The codes are the vendor's; the texts are the simulator's own, for nobody may depend on them."""


class Missing(enum.Enum):
    """The type of `ABSENT`."""

    ABSENT = enum.auto()


ABSENT = Missing.ABSENT
"""Marks an answer that has no `data` key at all, as distinct from `"data": null`."""


class AccessRefusalError(Exception):
    """A refusal in the vendor's envelope.

    Args:
        code: One of `MESSAGES`.
        status: The HTTP status; 200 for everything but authentication and scope (reference 2.2, 2.4).
    """

    def __init__(self, code: str, status: int = 200) -> None:
        super().__init__(code)
        self.code = code
        self.message = MESSAGES[code]
        self.status = status


@frozen
class Reply:
    """What a successful operation answers."""

    data: object = ABSENT
    pagination: Mapping[str, int] | None = None
    msg: str = "success"
    beside: Mapping[str, object] = Factory(dict)
    """What stands next to `data` in the envelope of this operation alone."""


Answer = Reply | web.StreamResponse
"""What an operation answers: something for the envelope, or a file or socket of its own."""


@frozen
class Operation:
    """One documented call: verb, path below the base, required scope and what performs it."""

    method: str
    path: str
    scope: str
    perform: Callable[[web.Request], Awaitable[Answer]]


@define
class Body:
    """A JSON object whose values are taken out by type; a value of another type is `CODE_PARAMS_INVALID`.

    JSON `null` counts as an absent key.
    """

    values: Mapping[str, object] = field(default=Factory(dict))

    def text(self, key: str) -> str | None:
        """The string under `key`, or None when absent."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return value

    def name(self, key: str) -> str | None:
        """A string that must not be blank when it is given."""
        value = self.text(key)
        if value is not None and not value.strip():
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return value

    def required_name(self, key: str) -> str:
        """A string that must be given and must not be blank."""
        return required(self.name(key))

    def email(self, key: str) -> str | None:
        """An email address, or an empty text for none; anything else is `CODE_USER_EMAIL_ERROR`."""
        value = self.text(key)
        if value and not EMAIL.fullmatch(value):
            raise AccessRefusalError("CODE_USER_EMAIL_ERROR")
        return value

    def integer(self, key: str) -> int | None:
        """The integer under `key`, or None when absent; a JSON boolean is none, and no number of the API is negative."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**53:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return value

    def flag(self, key: str) -> bool:
        """The boolean under `key`; absent is false."""
        value = self.values.get(key, False)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return value

    def mapping(self, key: str) -> Mapping[str, object] | None:
        """The JSON object under `key`, or None when absent."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return value

    def texts(self, key: str) -> list[str] | None:
        """The JSON array of strings under `key`, or None when absent."""
        value = self.values.get(key)
        return None if value is None else all_texts(value)

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        """A string that must be one of `choices` when it is given."""
        value = self.text(key)
        if value is not None and value not in choices:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return value

    def bodies(self, key: str) -> list[Body] | None:
        """The JSON array of objects under `key`, or None when absent."""
        value = self.values.get(key)
        return None if value is None else all_bodies(value)


def new_id() -> str:
    """A fresh UUID, the form of nearly all ids in Access."""
    return str(uuid.uuid4())


def iso_moment(time: float) -> str:
    """Unix seconds as ISO 8601 with an offset, the form of Touch Passes and recordings."""
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")


def required(value: T | None, code: str = "CODE_PARAMS_INVALID") -> T:
    """The value itself, or a refusal with `code` when there is none."""
    if value is None:
        raise AccessRefusalError(code)
    return value


def all_texts(value: object) -> list[str]:
    """A JSON array of strings."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return value


def all_bodies(value: object) -> list[Body]:
    """A JSON array of objects."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return [Body(item) for item in value]


async def read_body(request: web.Request, *, optional: bool = False) -> Body:
    """Read the JSON object that a request carries.

    Args:
        request: The request.
        optional: An empty body counts as an empty object instead of as an error.

    Raises:
        AccessRefusalError: `CODE_PARAMS_INVALID` when the body is not a JSON object.
    """
    raw = await request.read()
    if optional and not raw.strip():
        return Body()
    values = _parsed(raw)
    if not isinstance(values, dict):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return Body(values)


async def read_texts(request: web.Request) -> list[str]:
    """Read a body that is a bare JSON array of strings."""
    return all_texts(_parsed(await request.read()))


async def read_bodies(request: web.Request) -> list[Body]:
    """Read a body that is a bare JSON array of objects."""
    return all_bodies(_parsed(await request.read()))


async def read_files(request: web.Request, *names: str) -> list[bytes]:
    """Read the files of a multipart form.

    Args:
        request: The request.
        names: Form fields, all of which must carry a file that isn't empty.

    Raises:
        AccessRefusalError: `CODE_PARAMS_INVALID` when it is no multipart form, or a file is missing.
    """
    if request.content_type != "multipart/form-data":
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    try:
        form = await request.post()
    except ValueError:
        raise AccessRefusalError("CODE_PARAMS_INVALID") from None
    contents = [part.file.read() if isinstance(part := form.get(name), web.FileField) else b"" for name in names]
    if not all(contents):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return contents


def query_flag(request: web.Request, key: str) -> bool:
    """A query value of `true` or `false`; absent is false."""
    value = request.query.get(key, "false")
    if value not in ("true", "false"):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return value == "true"


def query_integer(request: web.Request, key: str) -> int | None:
    """A query value that must be digits when it is given."""
    value = request.query.get(key)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return int(value)


def page_of(request: web.Request, items: Sequence[T], most: int | None = None) -> tuple[Sequence[T], Mapping[str, int]]:
    """Cut the page that the query asks for.

    Args:
        request: Carries `page_num` (from 1) and `page_size`.
        items: All items, in their order.
        most: What larger pages are cut down to, without a word, as some consoles do.

    Returns:
        The page and its `pagination` object, whose `page_size` is the number of items returned, as on a real console.
    """
    number = query_integer(request, "page_num")
    size = query_integer(request, "page_size")
    number = 1 if number is None else number
    size = DEFAULT_PAGE_SIZE if size is None else size
    if number < 1 or size < 1:
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    size = size if most is None else min(size, most)
    page = items[(number - 1) * size : number * size]
    return page, {"page_num": number, "page_size": len(page), "total": len(items)}


def success(reply: Reply, quirks: Collection[Quirk] = ()) -> web.Response:
    """The envelope of a success."""
    body: dict[str, object] = {"code": "SUCCEED" if Quirk.SUCCEED in quirks else "SUCCESS", "msg": reply.msg}
    if reply.data is not ABSENT:
        body["data"] = reply.data
    if reply.pagination is not None:
        body["pagination"] = reply.pagination
    body.update(reply.beside)
    return web.json_response(_with_texts(body) if Quirk.NUMBERS_AS_TEXTS in quirks else body)


def failure(refusal: AccessRefusalError) -> web.Response:
    """The envelope of a refusal; it has no `data`."""
    return web.json_response({"code": refusal.code, "msg": refusal.message}, status=refusal.status)


def no_route() -> web.Response:
    """What the console says to a path it does not know: HTTP 404 with a numeric code."""
    body = {"code": 404, "codeS": "CODE_NOT_FOUND", "msg": "No such API.", "error": "no such route"}
    return web.json_response(body, status=404)


def _with_texts(value: object) -> object:
    """An answer in which times and the numbers of pages are texts."""
    if isinstance(value, dict):
        return {
            key: str(item) if key in OFTEN_TEXTS and type(item) is int else _with_texts(item)
            for key, item in value.items()
        }
    return [_with_texts(item) for item in value] if isinstance(value, list) else value


def _parsed(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        raise AccessRefusalError("CODE_PARAMS_INVALID") from None
