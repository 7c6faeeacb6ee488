"""Where the console sends its webhooks; receiving them is the matter of `unifi_sdk.access.Webhook`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from unifi_sdk._core.check import not_empty
from unifi_sdk._core.codec import given
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, gone_if_resent, several
from unifi_sdk.access.errors import AlreadyExistsError
from unifi_sdk.access.models.webhooks import WebhookEndpoint, WebhookEventType
from unifi_sdk.errors import ConfigurationError, NotFoundError, OutcomeUnknownError
from unifi_sdk.pagination import Paginator

__all__ = ["Webhooks"]

_EVERY_KIND: Final = tuple(WebhookEventType)


class Webhooks(Resource):
    """Where the console sends its webhooks; UniFi Access 2.2.10 or later."""

    def list(self) -> Paginator[WebhookEndpoint]:
        """Every endpoint with its secret, in one request (reference 11.3)."""
        return list_whole(self._app, "GET /webhooks/endpoints", WebhookEndpoint)

    async def create(
        self,
        *,
        endpoint: str,
        name: str,
        events: Iterable[WebhookEventType],
        headers: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
    ) -> WebhookEndpoint:
        """Have events sent to a URL (reference 11.4).

        Args:
            endpoint: The URL, with ``https`` or ``http``, on the local network or elsewhere; the console doesn't try it.
            name: Not empty.
            events: Which; at least one.
            headers: To be sent along with each, with UniFi Access 3.1.30 or later.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The endpoint with its id and the secret that `unifi_sdk.access.Webhook` takes.

        Raises:
            ConfigurationError: this is no URL, the name is empty, or there is no event.
            AlreadyExistsError: another endpoint has the URL.
            OutcomeUnknownError: the answer was lost; look for the URL with `list` before trying again.
        """
        kinds = several("events", events)
        _check(endpoint, name, kinds)
        body = given(endpoint=endpoint, name=name, events=kinds, headers=headers)
        return await self._app.call(
            "POST /webhooks/endpoints", WebhookEndpoint, body=body, deadline_seconds=timeout_seconds
        )

    async def ensure_endpoint(
        self,
        *,
        endpoint: str,
        name: str,
        events: Iterable[WebhookEventType] = _EVERY_KIND,
        headers: Mapping[str, str] | None = None,
        moved: bool = False,
        timeout_seconds: float | None = None,
    ) -> WebhookEndpoint:
        """Have exactly these events sent to a URL, whether the console knows it already or not.

        It may be called at every start: the endpoint that has the URL is kept with its id, name and secret, and is written
        only when it differs. The operations are those of `list`, `create`, `replace` and `delete`, so this isn't atomic; of
        two that make the same endpoint at once, the later one takes over what the first one made.

        ::

            endpoint = await access.webhooks.ensure_endpoint(
                endpoint="http://192.168.1.20:8080/unifi", name="Night watch", events=[WebhookEventType.DOOR_UNLOCK]
            )
            webhook = Webhook(endpoint)

        Args:
            endpoint: The URL, compared letter by letter with those that the console knows.
            name: What a new endpoint is called.
            events: All of them, in any order; at least one. When left out, every kind that this SDK knows, of which some need
                UniFi Access 3.3.10 or later.
            headers: All of them; an endpoint keeps those it has when left out.
            moved: Take endpoints of this name with another URL for earlier addresses of this program, whose name nothing else
                may have then: if none has the URL yet, one of them gets it and keeps its id and secret; the rest is deleted.
            timeout_seconds: For each write, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The endpoint with its id and its secret.

        Raises:
            ConfigurationError: this is no URL, the name is empty, or there is no event.
            AlreadyExistsError: the console says that it knows the URL, and tells it in another way.
            OutcomeUnknownError: the answer was lost, and the console doesn't know the URL; it is safe to call this again.
        """
        kinds = tuple(WebhookEventType(kind) for kind in several("events", events))
        _check(endpoint, name, kinds)
        found, *stale = await self._find(endpoint, name if moved else None)
        if found is None:
            try:
                return await self.create(
                    endpoint=endpoint, name=name, events=kinds, headers=headers, timeout_seconds=timeout_seconds
                )
            except (AlreadyExistsError, OutcomeUnknownError):
                found, *_ = await self._find(endpoint)
                if found is None:
                    raise
        wanted = found.evolve(
            endpoint=endpoint, events=kinds, headers=found.headers if headers is None else dict(headers)
        )
        kept = found if _is_same(found, wanted) else await self._write(wanted, timeout_seconds)
        for one in filter(None, stale):
            with suppress(NotFoundError):
                await self.delete(one.id, timeout_seconds=timeout_seconds)
        return kept

    async def replace(self, endpoint: WebhookEndpoint, *, timeout_seconds: float | None = None) -> WebhookEndpoint:
        """Give an endpoint another URL, name, events or headers; its secret stays (reference 11.5).

        ::

            await access.webhooks.replace(endpoint.evolve(events=(*endpoint.events, WebhookEventType.DOOR_UNLOCK)))

        Args:
            endpoint: As `list` or `create` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The endpoint as the console answers; the events in the vendor's own sample are those of before.

        Raises:
            ConfigurationError: there is no URL, no name or no event.
            AlreadyExistsError: another endpoint has the URL.
            NotFoundError: no endpoint has this id.
        """
        _check(endpoint.endpoint or "", endpoint.name or "", endpoint.events)
        return await self._app.call(
            "PUT /webhooks/endpoints/{endpoint_id}",
            WebhookEndpoint,
            body=endpoint,
            endpoint_id=endpoint.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, endpoint_id: str, *, timeout_seconds: float | None = None) -> None:
        """Send nothing there any more (reference 11.6).

        Raises:
            NotFoundError: no endpoint has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /webhooks/endpoints/{endpoint_id}",
                None,
                endpoint_id=endpoint_id,
                deadline_seconds=timeout_seconds,
            )

    async def _find(self, url: str, name: str | None = None) -> Sequence[WebhookEndpoint | None]:
        """The endpoint with a URL, or else one with a name, or None; then all others with this name."""
        endpoints = await self.list()
        there = [one for one in endpoints if one.endpoint == url]
        moved = [one for one in endpoints if one.endpoint != url and one.name == name]
        return [*there[:1], *moved] or [None]

    async def _write(self, wanted: WebhookEndpoint, timeout_seconds: float | None) -> WebhookEndpoint:
        answer = await self.replace(wanted, timeout_seconds=timeout_seconds)
        return wanted.evolve(secret=answer.secret or wanted.secret)


def _is_same(found: WebhookEndpoint, wanted: WebhookEndpoint) -> bool:
    return (found.endpoint, set(found.events), found.headers or {}) == (
        wanted.endpoint,
        set(wanted.events),
        wanted.headers or {},
    )


def _check(endpoint: str, name: str, events: tuple[str, ...]) -> None:
    not_empty(name=name)
    scheme, _, host = endpoint.partition("://")
    if scheme.lower() not in ("http", "https") or not host:
        raise ConfigurationError("endpoint must be a URL that begins with https:// or http://")
    if not events:
        raise ConfigurationError("events is empty")
