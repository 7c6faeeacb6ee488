"""Error codes of one application: which exception a code is, what it means, whether waiting helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import attrs

from unifi_sdk._core.arguments import checked
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
)

__all__ = ["Catalogue", "ErrorCode", "Retry"]


class Retry(StrEnum):
    """Whether the same call can succeed later; advice for the caller, the SDK itself goes by `Safety`."""

    NEVER = "never"
    """Not until the request is another one."""
    LATER = "later"
    """After a while, with nothing changed."""
    AFTER_ACTION = "after_action"
    """Once somebody has done something about it."""


@attrs.frozen
class ErrorCode:
    """One row of a catalogue.

    Args:
        code: The vendor's code, exactly as it stands on the wire.
        exception: The class that the code raises; None for a code that says no more than the HTTP status does.
        message: What it means, in a sentence of ours.
        retry: Whether the same call can succeed later.
    """

    code: str
    exception: type[ApiError] | None
    message: str
    retry: Retry = Retry.NEVER


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: BadRequestError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: NotSupportedError,
    408: DeviceUnavailableError,
    409: ConflictError,
    413: BadRequestError,
    415: BadRequestError,
    422: BadRequestError,
    429: RateLimitedError,
    501: NotSupportedError,
}


class Catalogue:
    """The table of one application's codes, looked up without regard to case.

    Args:
        rows: One `ErrorCode` for each code; a code stands once.
        fold: What makes two spellings of a code the same.

    Raises:
        ConfigurationError: a code stands twice, or a row is none.
    """

    @checked
    def __init__(self, rows: Iterable[ErrorCode], *, fold: Callable[[str], str] = str.casefold) -> None:
        self._rows: dict[str, ErrorCode] = {}
        self._fold = fold
        for row in rows:
            if self._rows.setdefault(fold(row.code), row) is not row:
                raise ConfigurationError(f"rows: code {row.code} stands twice in the catalogue")

    def __iter__(self) -> Iterator[ErrorCode]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    @checked
    def find(self, code: str) -> ErrorCode | None:
        """The row of a code, or None for one that the catalogue does not know."""
        return self._rows.get(self._fold(code))

    @checked
    def exception(self, code: str, status: int) -> type[ApiError]:
        """The class for an answer: by its code first, by its HTTP status second.

        Args:
            code: The vendor's code, or "".
            status: The HTTP status of the answer.

        Returns:
            The code's class; for an unknown or a vague code the status's class, `ApiError` itself when that tells nothing.
        """
        row = self.find(code)
        if row is not None and row.exception is not None:
            return row.exception
        if status >= 500:
            return _BY_STATUS.get(status, ServerError)
        return _BY_STATUS.get(status, ApiError if status < 400 else BadRequestError)
