"""What an answer holds: the document in it, the model that it is, or the error that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from unifi_sdk._core.clock import Clock
from unifi_sdk._core.contents import unexpected
from unifi_sdk._core.dialect import Dialect, RawPage, Refusal, clean_text
from unifi_sdk._core.echoes import without_secrets
from unifi_sdk._core.exchange import Request, Response
from unifi_sdk._core.failures import outcome_unknown
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.nesting import LESS_DEEP, TooDeepError
from unifi_sdk.errors import ApiError, DecodeError, OutcomeUnknownError, UnexpectedContentError, UniFiError
from unifi_sdk.retry import Safety, parse_wait

__all__ = ["Answers", "single_page", "tells_nothing"]

T = TypeVar("T")


class Answers:
    """Reads the answers of one application.

    Args:
        dialect: How the application speaks.
        clock: Tells the time, for the waits that a refusal asks for.
    """

    def __init__(self, dialect: Dialect, clock: Clock) -> None:
        self._dialect = dialect
        self._clock = clock

    def decode(self, model: type[T] | None, request: Request, response: Response) -> T | None:
        """Read the answer to a request; raises for everything that is no success."""
        operation = request.operation.text
        if model is None and not response.body and response.status < 300:
            return None
        try:
            content = self.content(operation, response)
            if model is None:
                return None
            decoded = self._dialect.codec.decode(model, content, operation=operation, path=self._dialect.root)
            if request.safety is not Safety.READ and self._dialect.root == "$":  # an envelope says that it is an answer
                self._check_it_answers(decoded, content, operation)
        except (DecodeError, UnexpectedContentError) as error:
            if request.safety is Safety.READ or response.status >= 300:
                raise
            raise tells_nothing(request, response, error) from error
        return decoded

    def _check_it_answers(self, decoded: object, content: Json, operation: str) -> None:
        """Refuse an object that is another thing than the answer to a write, though nothing in it is required.

        Raises:
            DecodeError: it has no key that the model knows, or is no or another variant than the one that was asked for.
        """
        if not isinstance(decoded, Model) or not isinstance(content, dict):
            return
        wire = self._dialect.codec.wire_names(type(decoded))
        tag = decoded.variant_tag
        chosen = next((variant for variant, cls in decoded.variants.items() if cls is type(decoded)), None)
        if chosen is not None and content.get(wire[tag]) != chosen:
            path, expected = f"{self._dialect.root}.{wire[tag]}", f"{chosen!r}"
        elif not any(name in content for name in wire.values()):
            path, expected = self._dialect.root, f"an object with one of {', '.join(sorted(wire.values()))}"
        else:
            return
        raise DecodeError(
            f"{operation}: expected {expected} at {path}", operation=operation, path=path, expected=expected
        )

    def no_file(self, operation: str, response: Response, content_type: str | tuple[str, ...]) -> UniFiError:
        """The error for what came in place of a file: what it refuses, or what it is."""
        try:
            document = self.document(operation, response)
        except UnexpectedContentError:
            document = None
        except UniFiError as error:
            return error
        if isinstance(document, dict) and document.get("error"):  # refused, though the status says otherwise
            refusal = self._dialect.read_refusal(HTTPStatus.BAD_REQUEST, document)
            return self._error(self._dialect, operation, response, document, refusal or Refusal())
        return unexpected(operation, response, content_type)

    def document(self, operation: str, response: Response) -> Json:
        """The decoded body of a success; raises for everything else."""
        status = response.status
        if 300 <= status < 400:
            raise unexpected(operation, response)
        document, is_json, is_deep = None, True, False
        try:
            document = loads(response.body) if response.body else None
        except ValueError as error:
            is_json, is_deep = False, isinstance(error, TooDeepError)
        if is_deep and status < 400:
            raise _mismatch(operation, LESS_DEEP)
        if status >= 400 or self._dialect.refuses_with_200:
            refused = self._refusal_in(operation, response, document, is_json)
            if refused is not None:
                document = None  # a traceback may show what a frame holds, and a refusal may repeat a secret
                raise refused
        if not is_json:
            raise unexpected(operation, response)
        return document

    def content(self, operation: str, response: Response) -> Json:
        """What the envelope of a success holds; raises for everything else."""
        document = self.document(operation, response)
        try:
            return self._dialect.content(document)
        except (TypeError, KeyError):
            failure = _mismatch(operation, "the application's envelope")
        raise failure

    def page(self, operation: str, read: Callable[[Json], RawPage], response: Response) -> RawPage:
        """The page in an answer.

        Args:
            operation: What was called.
            read: As for `Application.pages`.
            response: The answer.
        """
        document = self.document(operation, response)
        try:
            return read(document)
        except (TypeError, KeyError, ValueError):
            failure = _mismatch(operation, "a page of a list")
        raise failure

    def _refusal_in(self, operation: str, response: Response, document: Json, is_json: bool) -> ApiError | None:
        if not is_json and response.status < 400:
            return None
        speaker = self._dialect.speaker(document) if response.status >= 400 else self._dialect
        refusal = speaker.read_refusal(response.status, document)
        if refusal is not None:
            return self._error(speaker, operation, response, document, refusal)
        return self._error(speaker, operation, response, document, Refusal()) if response.status >= 400 else None

    def _error(
        self, dialect: Dialect, operation: str, response: Response, document: Json, refusal: Refusal
    ) -> ApiError:
        status, key = response.status, refusal.row or refusal.code
        exception = dialect.catalogue.exception(key, status)
        row = dialect.catalogue.find(key)
        said = clean_text(without_secrets(refusal.message, response.secrets)) or (row.message if row else "")
        said = said.rstrip(".")
        reason = f"{refusal.code}: {said}" if refusal.code and said else refusal.code or said or f"HTTP status {status}"
        advice = dialect.advise(exception, refusal.code, operation)
        wait = parse_wait(response.headers.get("Retry-After"), document, self._clock.time())
        return exception(
            f"{operation}: {clean_text(reason)}" + (f". {advice}" if advice else ""),
            application=dialect.application,
            operation=operation,
            status=status,
            code=clean_text(refusal.code),
            request_id=clean_text(refusal.request_id),
            known=row is not None,
            retry_after=wait,
            resent=response.resent,
        )


def single_page(items_of: Callable[[Json], Json], path: str = "$") -> Callable[[Json], RawPage]:
    """How a list that comes whole is read.

    Args:
        items_of: From the decoded answer to the list in it.
        path: Where the list stands in the answer, for errors.
    """

    def read(document: Json) -> RawPage:
        items = items_of(document)
        if not isinstance(items, list):
            raise TypeError("no list")
        return RawPage(items, len(items), len(items), path)

    return read


def tells_nothing(
    request: Request, response: Response, error: DecodeError | UnexpectedContentError
) -> OutcomeUnknownError:
    """What is raised for a write whose answer can't be read: it tells nothing of whether the write was carried out."""
    what = str(error).removeprefix(f"{request.operation.text}: ")
    return outcome_unknown(request, response.status, 1 + response.resent, f"its answer tells nothing ({what})")


def _mismatch(operation: str, expected: str) -> DecodeError:
    return DecodeError(f"{operation}: expected {expected} at $", operation=operation, expected=expected)
