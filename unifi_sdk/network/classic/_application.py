"""The two halves of the classic API of one site, on the way that the official API of the same console has."""

from __future__ import annotations

from typing import Final, TypeVar, cast

import attrs

from unifi_sdk._core.answers import single_page, tells_nothing
from unifi_sdk._core.application import Application, Id, Query
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.exchange import Endpoint, Feature, Request, Response
from unifi_sdk._core.model import Json, Model, field, model
from unifi_sdk._core.operation import parse_operation
from unifi_sdk.errors import ConfigurationError, DecodeError, NotFoundError, NotSupportedError
from unifi_sdk.network.classic._dialect import APPLICATION, V1, V1_PATH, V2, V2_PATH, content
from unifi_sdk.network.sites import Sites
from unifi_sdk.pagination import PageStyle, Paginator

__all__ = ["ClassicApplication", "Room", "SiteName", "list_all", "open_room"]

T = TypeVar("T")

_SELF_HOSTED_PORT: Final = 8443


@model
class _Made(Model):
    """What a creation answers, as far as it is to be believed."""

    id: str = field(wire="_id")


class SiteName:
    """The short name of a site, which stands in every path; looked up once, when it is first needed.

    Args:
        application: The official API.
        site_id: The site's UUID.
        name: The short name, where it is known.
    """

    def __init__(self, application: Application, site_id: str, name: str | None) -> None:
        self._sites = Sites(application)
        self._site_id = site_id
        self._name = name

    async def get(self) -> str:
        """The name.

        Raises:
            NotFoundError: there is no such site.
            ConfigurationError: the console doesn't tell the name of the site.
        """
        if not self._name:
            self._name = (await self._sites.find(self._site_id)).internal_reference
        if not self._name:
            raise ConfigurationError(
                "internal_reference: the console does not tell the short name of this site: pass it to network.site()"
            )
        return self._name


class ClassicApplication(Application):
    """One half of the classic API of one site; where its endpoint leads is known once the short name is.

    Args:
        official: The official API of the same console: credential, certificate, pace and transport are its own.
        dialect: How this half speaks.
        path: What stands before every path, with ``{site}`` in it.
        name: The site's short name.

    Raises:
        NotSupportedError: the console is reached through the cloud, where the classic API is documented for nobody.
    """

    def __init__(self, official: Application, dialect: Dialect, path: str, name: SiteName) -> None:
        official.check_route(Feature.CLASSIC)
        endpoint = official.endpoint
        self._outside = endpoint.prefix.removesuffix("/integration")
        self._path = parse_operation(f"GET {path}")
        self._name = name
        self._is_placed = False
        place = Endpoint(
            application=APPLICATION,
            address=endpoint.address,
            base_path="",
            headers=endpoint.headers,
            trust=endpoint.trust,
            pace=endpoint.pace,
            route=endpoint.route,
        )
        super().__init__(official.transport, place, dialect)

    async def send(self, request: Request) -> Response:
        """Send one request, once it is known where to.

        Raises:
            NotSupportedError: this is a self-hosted application, which takes a login and no key, or the way to the console
                does not carry this API.
        """
        self.check_route(Feature.CLASSIC, request.operation.text)
        if not self._is_placed:
            self.endpoint.prefix = self._outside + self._path.path({"site": await self._name.get()})
            self._is_placed = True
        response = await super().send(request)
        if self.endpoint.address.port == _SELF_HOSTED_PORT and _wants_a_login(response):
            raise NotSupportedError(
                f"{request.operation.text}: a self-hosted UniFi Network on port {_SELF_HOSTED_PORT} wants a login, which "
                "this SDK does not do: it takes an API key on UniFi OS alone",
                application=APPLICATION,
                operation=request.operation.text,
                status=response.status,
            )
        return response

    async def one(self, operation: str, model: type[T], *, query: Query | None = None, **ids: Id) -> T:
        """Read one thing, which comes as the only one of a list.

        Args:
            operation: What to call.
            model: What it is.
            query: Query parameters; None values are left out.
            ids: A value for each placeholder.

        Raises:
            NotFoundError: the list is empty.
        """
        request = self.request(operation, ids, query=query)
        return self.read_one(operation, model, self.answers.decode(object, request, await self.send(request)))

    async def create(self, operation: str, *, body: object, deadline_seconds: float | None = None) -> str:
        """Make one thing and give its id; whatever else the answer says is only what was sent.

        Args:
            operation: What to call.
            body: What to make.
            deadline_seconds: For this call, in place of the retry policy's.

        Raises:
            OutcomeUnknownError: the answer names no id.
        """
        request = self.request(operation, {}, body=body, deadline_seconds=deadline_seconds)
        response = await self.send(request)
        answer = self.answers.decode(object, request, response)
        first = answer[0] if isinstance(answer, list) and answer else answer
        try:
            return self.dialect.codec.decode(_Made, cast("Json", first), operation=operation).id
        except DecodeError as error:
            raise tells_nothing(request, response, error) from error

    def read_one(self, operation: str, model: type[T], answer: object) -> T:
        """The only thing in what `call` gave for ``object``.

        Raises:
            NotFoundError: there is none.
            DecodeError: it is another thing.
        """
        found = answer[0] if isinstance(answer, list) and answer else None
        if found is None:
            raise NotFoundError(
                f"{operation}: the site has no such thing", application=APPLICATION, operation=operation, status=200
            )
        return self.dialect.codec.decode(model, found, operation=operation, path=f"{self.dialect.root}[0]")


@attrs.frozen(eq=False)
class Room:
    """What the resources of one site work with.

    Args:
        v1: The half below ``/api/s/{site}``.
        v2: The half below ``/v2/api/site/{site}``.
        official: The official API of the same console.
        site_id: The site's UUID.
    """

    v1: ClassicApplication
    v2: ClassicApplication
    official: Application
    site_id: str


def open_room(official: Application, site_id: str, name: str | None) -> Room:
    """Both halves of the classic API of a site; nothing is sent."""
    shared = SiteName(official, site_id, name)
    return Room(
        ClassicApplication(official, V1, V1_PATH, shared),
        ClassicApplication(official, V2, V2_PATH, shared),
        official,
        site_id,
    )


def _wants_a_login(response: Response) -> bool:
    """Whether an answer is what an application without UniFi OS in front of it sends to a key."""
    is_page = response.status == 404 and "json" not in response.content_type
    return is_page or 300 <= response.status < 400 or response.status in (401, 403)


def list_all(app: ClassicApplication, operation: str, model: type[T], *, query: Query | None = None) -> Paginator[T]:
    """A list that comes whole, in either half."""
    is_wrapped = app.dialect.root != "$"
    read_page = single_page(content, app.dialect.root) if is_wrapped else single_page(_bare)
    return app.pages(operation, model, style=PageStyle.SINGLE, read_page=read_page, page_size=1, query=query)


def _bare(document: Json) -> Json:
    """The list itself; some versions wrap it in ``data``."""
    return document.get("data") if isinstance(document, dict) else document
