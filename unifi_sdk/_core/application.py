"""One application of one console: address, credential, envelope, error mapping and decoding around the transport."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from typing import Final, TypeAlias, TypeVar, overload

import aiohttp
import attrs
from multidict import CIMultiDict

from unifi_sdk._core.answers import Answers
from unifi_sdk._core.check import positive_seconds
from unifi_sdk._core.contents import is_file
from unifi_sdk._core.dialect import Dialect, RawPage
from unifi_sdk._core.echoes import secrets_in
from unifi_sdk._core.exchange import Feature
from unifi_sdk._core.model import Json
from unifi_sdk._core.operation import Id, Operation, QueryValue, encode_query, parse_operation
from unifi_sdk._core.stream import Idle, Liveness, RawEvent, StreamItem, in_a_row, open_batches
from unifi_sdk._core.token_pages import TokenPaginator
from unifi_sdk._core.transport import Cap, Endpoint, Request, Response, Transport
from unifi_sdk.auth import HeaderValue, HiddenBytes
from unifi_sdk.errors import (
    ApiError,
    NotSupportedError,
)
from unifi_sdk.pagination import PageSource, PageStyle, Paginator
from unifi_sdk.retry import Safety

__all__ = ["Application", "FilePart", "Id", "Query"]

T = TypeVar("T")
Query: TypeAlias = Mapping[str, QueryValue | None]

_NOTHING: Final = object()
_MOST_AMENDMENTS: Final = 8


@attrs.frozen
class FilePart:
    """A file in a multipart form.

    Args:
        content: Its bytes.
        name: Its file name, as the console is told.
        content_type: Its media type.
    """

    content: bytes = attrs.field(repr=lambda content: f"<{len(content)} bytes>")
    name: str
    content_type: str


class Application:
    """Performs the operations of one application.

    Args:
        transport: What sends.
        endpoint: Where to.
        dialect: How the application speaks.
    """

    def __init__(self, transport: Transport, endpoint: Endpoint, dialect: Dialect) -> None:
        self.transport = transport
        self.endpoint = endpoint
        self.dialect = dialect
        self.answers = Answers(dialect, transport.clock)

    @overload
    async def call(
        self,
        operation: str,
        model: type[T],
        *,
        body: object = ...,
        query: Query | None = ...,
        safety: Safety | None = ...,
        deadline_seconds: float | None = ...,
        **ids: Id,
    ) -> T: ...
    @overload
    async def call(
        self,
        operation: str,
        model: None,
        *,
        body: object = ...,
        query: Query | None = ...,
        safety: Safety | None = ...,
        deadline_seconds: float | None = ...,
        **ids: Id,
    ) -> None: ...
    async def call(
        self,
        operation: str,
        model: type[T] | None,
        *,
        body: object = _NOTHING,
        query: Query | None = None,
        safety: Safety | None = None,
        deadline_seconds: float | None = None,
        **ids: Id,
    ) -> T | None:
        """Perform an operation and decode its answer.

        Args:
            operation: What to call, as the vendor writes it.
            model: What the answer is, or None when it carries nothing worth having.
            body: A model, a mapping of field names (see `codec.given`), or a list.
            query: Query parameters; None values are left out.
            safety: Where the verb does not tell it.
            deadline_seconds: For this call, in place of the retry policy's.
            ids: A value for each placeholder of the operation.

        Raises:
            UniFiError: as `unifi_sdk.errors` tells.
        """
        for amendments_left in reversed(range(_MOST_AMENDMENTS + 1)):
            request = self.request(
                operation, ids, body=body, query=query, safety=safety, deadline_seconds=deadline_seconds
            )
            try:
                return self.answers.decode(model, request, await self.send(request))
            except ApiError as refusal:
                amended = self.dialect.amend(body, refusal) if amendments_left else None
                if amended is None:
                    raise
            body = amended
        raise AssertionError("the last refusal is raised")

    async def call_or_none(self, operation: str, model: type[T], **ids: Id) -> T | None:
        """Perform a READ whose answer may hold JSON null in place of the thing.

        Args:
            operation: What to call.
            model: What the answer is.
            ids: A value for each placeholder of the operation.

        Raises:
            UniFiError: as `unifi_sdk.errors` tells.
        """
        request = self.request(operation, ids)
        content = self.answers.content(operation, await self.send(request))
        if content is None:
            return None
        return self.dialect.codec.decode(model, content, operation=operation, path=self.dialect.root)

    @overload
    async def upload(
        self,
        operation: str,
        model: type[T],
        files: Mapping[str, FilePart],
        *,
        deadline_seconds: float | None = ...,
        **ids: Id,
    ) -> T: ...
    @overload
    async def upload(
        self,
        operation: str,
        model: None,
        files: Mapping[str, FilePart],
        *,
        deadline_seconds: float | None = ...,
        **ids: Id,
    ) -> None: ...
    async def upload(
        self,
        operation: str,
        model: type[T] | None,
        files: Mapping[str, FilePart],
        *,
        deadline_seconds: float | None = None,
        **ids: Id,
    ) -> T | None:
        """Perform an operation whose body is a multipart form with files.

        Args:
            operation: What to call.
            model: What the answer is, or None when it carries nothing worth having.
            files: The files by the name of their field.
            deadline_seconds: For this call, in place of the retry policy's; processing an upload may take long.
            ids: A value for each placeholder of the operation.

        Raises:
            UniFiError: as `unifi_sdk.errors` tells.
        """
        self.check_route(Feature.UPLOAD, operation)
        content, content_type = await _multipart(files)
        request = attrs.evolve(
            self.request(operation, ids, deadline_seconds=deadline_seconds), body=content, content_type=content_type
        )
        return self.answers.decode(model, request, await self.send(request))

    async def read_bytes(
        self,
        operation: str,
        *,
        content_type: str | tuple[str, ...],
        cap: int = Cap.IMAGE,
        body: object = _NOTHING,
        query: Query | None = None,
        safety: Safety | None = None,
        deadline_seconds: float | None = None,
        **ids: Id,
    ) -> Response:
        """Perform an operation that answers with a picture or another file.

        Args:
            operation: What to call.
            content_type: How the media type of a good answer begins, such as ``image/``; one of several.
            cap: The most bytes.
            body: As for `call`.
            query: Query parameters; None values are left out.
            safety: Where the verb does not tell it.
            deadline_seconds: For this call, in place of the retry policy's.
            ids: A value for each placeholder of the operation.

        Raises:
            UniFiError: as `unifi_sdk.errors` tells.
        """
        request = self.request(
            operation, ids, body=body, query=query, safety=safety, cap=cap, deadline_seconds=deadline_seconds
        )
        response = await self.send(request)
        if is_file(response, content_type):
            return response
        raise self.answers.no_file(operation, response, content_type)

    async def download(
        self,
        operation: str,
        *,
        content_type: str | tuple[str, ...],
        query: Query | None = None,
        is_nothing: Callable[[ApiError], bool] = lambda error: False,
        first_byte_seconds: float | None = None,
        **ids: Id,
    ) -> AsyncGenerator[bytes, None]:
        """Perform an operation that answers with a file of any size, and give its pieces as they come.

        Args:
            operation: What to call.
            content_type: How the media type of a good answer begins; one of several.
            query: Query parameters; None values are left out.
            is_nothing: Tells a refusal that says that there is nothing to send, which ends the pieces before the first.
            first_byte_seconds: How long the console may take until it answers; the policy's deadline when left out.
            ids: A value for each placeholder of the operation.

        Raises:
            UniFiError: as `unifi_sdk.errors` tells; a lost connection raises after the pieces that came before it.
        """
        came: Response | None = None

        def judge(response: Response) -> None:
            nonlocal came
            came = response
            if is_file(response, content_type, is_whole=bool(response.body)):
                return
            error = self.answers.no_file(operation, response, content_type)
            if isinstance(error, ApiError) and is_nothing(error):
                raise _NothingThere
            raise error

        self.check_route(Feature.DOWNLOAD, operation)
        request = self.request(operation, ids, query=query)
        try:
            download = self.transport.download(request, judge, first_byte_seconds, content_type)
            async with aclosing(download) as pieces:
                async for piece in pieces:
                    if came is not None:  # what is no file may have the media type of one
                        judge(attrs.evolve(came, body=self.endpoint.redactor.clean(piece)))
                        came = None
                    yield piece
        except _NothingThere:
            return

    def pages(
        self,
        operation: str,
        model: type[T],
        *,
        style: PageStyle,
        read_page: Callable[[Json], RawPage],
        page_size: int = 0,
        page_query: Callable[[int, int], Query] = lambda position, size: {},
        query: Query | None = None,
        body: object = _NOTHING,
        safety: Safety | None = None,
        ids: Mapping[str, Id] | None = None,
        key: str = "id",
        certain_size: int | None = None,
    ) -> Paginator[T]:
        """A list that is read page by page.

        Args:
            operation: What to call for each page.
            model: What an item is.
            style: How pages are counted.
            read_page: From a decoded answer to the page in it; raises `TypeError`, `KeyError` or `ValueError` when
                there is none.
            page_size: Items to ask for with each page.
            page_query: From a position and a size to the query parameters that ask for it.
            query: Query parameters that stay the same.
            body: The same body with each page, for a list that is asked for with POST.
            safety: READ for such a list.
            ids: A value for each placeholder of the operation.
            key: The field that tells an item from others; an item that comes again is dropped.
            certain_size: As for `PageSource`.
        """
        places = ids or {}
        keep = self.dialect.keeps_in_ids
        target = _target(
            parse_operation(operation), places, query, keep
        )  # a bad id is told here, not at the first page
        identity = f"{operation} {target}"

        async def fetch(position: int, size: int) -> RawPage:
            asked = {**query, **page_query(position, size)} if query else page_query(position, size)
            response = await self.send(self.request(operation, places, body=body, query=asked, safety=safety))
            return self.answers.page(operation, read_page, response)

        codec = self.dialect.codec
        return Paginator(
            PageSource(
                operation,
                style,
                page_size,
                fetch,
                lambda page: codec.decode_items(model, page.items, operation=operation, path=page.path),
                self.transport.spawn,
                HeaderValue(identity) if isinstance(target, HeaderValue) else identity,
                key,
                certain_size,
            )
        )

    def token_pages(
        self,
        operation: str,
        model: type[T],
        *,
        read_page: Callable[[Json], RawPage],
        page_size: int,
        page_query: Callable[[str, int], Query],
        query: Query | None = None,
    ) -> Paginator[T]:
        """A list whose pages are asked for by the token of the page before.

        Args:
            operation: What to call for each page; it has no ids.
            model: What an item is.
            read_page: As for `pages`.
            page_size: Items to ask for with each page, and the most that may be asked for.
            page_query: From a token ("" for the first page) and a size to the query parameters that ask for the page.
            query: Query parameters that stay the same.
        """

        async def fetch(token: str, size: int) -> RawPage:
            asked = {**(query or {}), **page_query(token, size)}
            response = await self.send(self.request(operation, {}, query=asked))
            return self.answers.page(operation, read_page, response)

        codec = self.dialect.codec
        source = PageSource(
            operation,
            PageStyle.SINGLE,
            page_size,
            lambda position, size: fetch("", size),
            lambda page: codec.decode_items(model, page.items, operation=operation, path=page.path),
            self.transport.spawn,
            f"{operation} ?{encode_query(query or {})}",
        )
        return TokenPaginator(source, fetch, page_size)

    def stream(
        self,
        operation: str,
        decode: Callable[[Json], Iterable[T | RawEvent]],
        liveness: Liveness,
    ) -> AsyncGenerator[StreamItem[T], None]:
        """A WebSocket that reconnects and says so; see `open_batches`.

        Args:
            operation: What to subscribe to; it has no ids.
            decode: From a frame to its events.
            liveness: When a connection counts as dead.

        Raises:
            NotSupportedError: the way to this console carries no socket.
        """
        return in_a_row(self.batches(operation, decode, liveness))

    def batches(
        self,
        operation: str,
        decode: Callable[[Json], Iterable[T | RawEvent]],
        liveness: Liveness,
        *,
        idle: Idle[T] | None = None,
    ) -> AsyncGenerator[Iterable[StreamItem[T]], None]:
        """The same as `stream`, for what goes through all that has come at once.

        Args:
            operation: As for `stream`.
            decode: As for `stream`.
            liveness: As for `stream`.
            idle: What to say when nothing comes.

        Raises:
            NotSupportedError: as from `stream`.
        """
        self.check_route(Feature.SOCKETS, operation)
        return open_batches(self.transport, self.endpoint, self.dialect, operation, decode, liveness, idle=idle)

    def check_route(self, feature: Feature, operation: str = "") -> None:
        """Refuse what can't be had over the way to this application, before anything is sent.

        Args:
            feature: What is wanted.
            operation: What it is wanted for, or "".

        Raises:
            NotSupportedError: it can't be had; the message says what can.
        """
        why = self.endpoint.route.refuses.get(feature)
        if why is not None:
            said = f"{operation}: {why}" if operation else why
            raise NotSupportedError(said, application=self.dialect.application, operation=operation)

    def request(
        self,
        operation: str,
        ids: Mapping[str, Id],
        *,
        body: object = _NOTHING,
        query: Query | None = None,
        safety: Safety | None = None,
        cap: int = Cap.JSON,
        deadline_seconds: float | None = None,
    ) -> Request:
        """What `send` takes; the arguments are those of `call` and `read_bytes`."""
        parsed = parse_operation(operation)
        if deadline_seconds is not None:
            positive_seconds(timeout_seconds=deadline_seconds)
        return Request(
            self.endpoint,
            parsed,
            _target(parsed, ids, query, self.dialect.keeps_in_ids),
            safety or parsed.safety,
            self._encode(body),
            cap,
            deadline_seconds,
            secrets=tuple(secrets_in(ids, query, body)),
            refuses=self.dialect.refuses,
        )

    async def send(self, request: Request) -> Response:
        """Send one request; whatever is done around each one is done here."""
        return await self.transport.send(request)

    def _encode(self, body: object) -> bytes | None:
        """Made in a frame of its own, so that the bytes stand in none that an exception could show."""
        return None if body is _NOTHING else HiddenBytes(self.dialect.codec.body(body))


class _NothingThere(Exception):  # noqa: N818 - it never leaves this module
    """Ends a download of which the console says that it has nothing to send."""


async def _multipart(files: Mapping[str, FilePart]) -> tuple[bytes, str]:
    writer = aiohttp.MultipartWriter("form-data")
    for name, file in files.items():
        part = writer.append(file.content, CIMultiDict({"Content-Type": file.content_type}))
        part.set_content_disposition("form-data", name=name, filename=file.name)
    return HiddenBytes(await writer.as_bytes()), writer.content_type


def _target(operation: Operation, ids: Mapping[str, Id], query: Query | None, keep: str) -> str:
    """Path and query of a call; hidden in what a traceback shows where one of them is."""
    path, encoded = operation.path(ids, keep), encode_query(query) if query else ""
    if not encoded:
        return path
    is_hidden = isinstance(path, HeaderValue) or isinstance(encoded, HeaderValue)
    return HeaderValue(f"{path}?{encoded}") if is_hidden else f"{path}?{encoded}"
