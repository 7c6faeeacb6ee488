"""Error bodies that more than one application sends, read leniently: no key is required, no shape raises."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from unifi_sdk._core.dialect import Refusal
from unifi_sdk._core.model import Json

__all__ = ["code_at", "read_lenient", "since", "text_at"]

_CODES: Final = ("code", "errorCode", "name", "type")
_MESSAGES: Final = ("message", "msg", "error", "statusName")
_REQUEST_IDS: Final = ("requestId", "traceId", "request_id")
_MOST_ISSUES: Final = 3
_LARGEST_CODE: Final = 10**9


def text_at(document: Json, *keys: str) -> str:
    """The first text under one of the keys of an object.

    Args:
        document: Any JSON.
        keys: Where to look, in this order.

    Returns:
        The text without surrounding blanks; "" when there is none, or no object.
    """
    if not isinstance(document, dict):
        return ""
    texts = (value.strip() for key in keys if isinstance(value := document.get(key), str))
    return next(filter(None, texts), "")


def code_at(status: int, document: Json, *keys: str) -> str:
    """The error code under one of the keys of an object: a word before a number, a number as its digits.

    Args:
        status: The HTTP status; a code that only repeats it is none.
        document: Any JSON.
        keys: Where to look, in this order.

    Returns:
        The code, or "".
    """
    if not isinstance(document, dict):
        return ""
    values = [document.get(key) for key in keys]
    words = [value.strip() for value in values if isinstance(value, str)]
    numbers = [str(value) for value in values if _is_number(value)]
    return next((code for code in words + numbers if code not in ("", str(status))), "")


def read_lenient(status: int, document: Json) -> Refusal:
    """What an error body says that is an object with some of the usual keys, a bare text, or nothing.

    The gateway in front of the applications nests the same keys in an object under ``error``; an application may add
    what lies behind the error under ``cause`` and what is wrong with the request under ``issues``.

    Args:
        status: The HTTP status.
        document: The decoded body, None when it is no JSON.
    """
    if isinstance(document, str):
        return Refusal(message=document)
    inner = document.get("error") if isinstance(document, dict) else None
    said = [text_at(inner, *_MESSAGES) or text_at(document, *_MESSAGES), _said_by_cause(document), _issues(document)]
    return Refusal(
        code=code_at(status, inner, *_CODES) or code_at(status, document, *_CODES),
        message=": ".join(filter(None, said)),
        request_id=text_at(inner, *_REQUEST_IDS) or text_at(document, *_REQUEST_IDS),
    )


def since(operation: str, versions: Iterable[tuple[str, str]]) -> str:
    """The version of an application that an operation needs.

    Args:
        operation: The operation, as the vendor writes it.
        versions: Pairs of a regular expression and the version for operations in which it is found; the first counts.

    Returns:
        The version, or "" for an operation that every version has.
    """
    return next((version for pattern, version in versions if re.search(pattern, operation)), "")


def _is_number(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_CODE


def _said_by_cause(document: Json) -> str:
    return text_at(document.get("cause"), *_MESSAGES) if isinstance(document, dict) else ""


def _issues(document: Json) -> str:
    issues = document.get("issues") if isinstance(document, dict) else None
    if not isinstance(issues, list):
        return ""
    texts = (issue if isinstance(issue, str) else text_at(issue, "message") for issue in issues[:_MOST_ISSUES])
    return "; ".join(filter(None, texts))
