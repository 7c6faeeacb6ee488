"""What came in place of what was asked for: told apart by its media type and its beginning, and never shown."""

from __future__ import annotations

from typing import Final

from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.exchange import JSON_TYPE, Response
from unifi_sdk._core.json_text import loads
from unifi_sdk.errors import UnexpectedContentError

__all__ = ["is_file", "unexpected"]

_BEGINNING: Final = 256
_WEB_PAGE: Final = (b"<!doctype html", b"<html")


def is_file(response: Response, content_type: str | tuple[str, ...], *, is_whole: bool = True) -> bool:
    """Whether a file came: a success of the right media type, not empty, and neither JSON nor a web page under that name.

    Args:
        response: What came.
        content_type: How the media type of a good answer begins; one of several.
        is_whole: Whether its body has been read; the media type alone is judged otherwise.
    """
    if response.status >= 300 or not response.content_type.startswith(content_type):
        return False
    return not is_whole or (bool(response.body) and not _is_web_page(response.body) and not _is_json(response.body))


def unexpected(operation: str, response: Response, content_type: str | tuple[str, ...] = "") -> UnexpectedContentError:
    """The error for what is no answer to an operation.

    Args:
        operation: What was called.
        response: What came.
        content_type: The media type of the file that was asked for, or the first of several; "" for JSON.
    """
    kind = clean_text(response.content_type) or "no media type"
    wanted = content_type if isinstance(content_type, str) else content_type[0]
    file = f"a file of type {wanted}{'*' if wanted.endswith('/') else ''}"
    if 300 <= response.status < 400:
        what = "the console redirects elsewhere, which is not followed: check the host and the port"
    elif "html" in kind or _is_web_page(response.body):
        what = "a web page came in place of an answer: the application is missing or starting, or this is another host"
    elif not wanted:
        what = f"the answer is no JSON ({kind})"
    elif not response.body:
        what = f"an empty body ({kind}) came in place of {file}: the console has none at this moment, ask again later"
    elif kind == JSON_TYPE or _is_json(response.body):
        what = (
            f"JSON ({kind}) that tells of no error came in place of {file}: check what was asked for, and the version"
        )
    else:
        what = f"{kind} came in place of {file}"
    return UnexpectedContentError(
        f"{operation}: {what}", operation=operation, status=response.status, content_type=kind
    )


def _is_web_page(body: bytes) -> bool:
    return body[:_BEGINNING].lstrip().lower().startswith(_WEB_PAGE)


def _is_json(body: bytes) -> bool:
    if not body[:_BEGINNING].lstrip().startswith((b"{", b"[")):
        return False
    try:
        loads(body)
    except ValueError:
        return False
    return True
