"""Serving what an exporter has: ``/probe?target=NAME``, ``/cloud``, and ``/metrics`` about the exporter itself."""

from __future__ import annotations

import hmac
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.optional import needs_extra
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.metrics._clouds import CLOUD
from unifi_sdk.metrics.calls import CallMetrics
from unifi_sdk.metrics.exporter import Exporter

with needs_extra("metrics"):
    from prometheus_client import CollectorRegistry, Metric, ProcessCollector
    from prometheus_client.exposition import choose_encoder
    from prometheus_client.registry import Collector

__all__ = ["make_app", "serve"]

_INDEX: Final = "UniFi exporter: /probe?target=NAME, /cloud, /metrics\n"
_GOODBYE_SECONDS: Final = 2.0


class _Together(Collector):
    """Several collectors as one."""

    def __init__(self, *sources: Collector | CollectorRegistry) -> None:
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        for source in self._sources:
            yield from source.collect()


@checked
def make_app(exporter: Exporter, calls: CallMetrics | None = None, *, token: str | None = None) -> web.Application:
    """What answers scrapes, at once and from what is there; nothing in it asks a console.

    Args:
        exporter: What reads the targets.
        calls: What counted the calls, for ``/metrics``.
        token: What a scraper sends as ``Authorization: Bearer``; None lets everybody in.

    Raises:
        ConfigurationError: the token is empty.
    """
    if token is not None and not token:
        raise ConfigurationError("token is empty: leave it out to let everybody in")
    registry = calls.registry if calls is not None else CollectorRegistry()
    process = CollectorRegistry()
    ProcessCollector(registry=process)

    async def probe(request: web.Request) -> web.Response:
        asked = request.query.getall("target", [])
        if len(asked) != 1:
            raise web.HTTPBadRequest(text="name one target: /probe?target=NAME\n")
        return _answer(request, exporter, asked[0])

    async def cloud(request: web.Request) -> web.Response:
        return _answer(request, exporter, CLOUD)

    async def itself(request: web.Request) -> web.Response:
        return _exposed(request, registry, process)

    async def index(request: web.Request) -> web.Response:
        return web.Response(text=_INDEX)

    app = web.Application(middlewares=[_guard(token)] if token is not None else [])
    app.router.add_get("/", index)
    app.router.add_get("/probe", probe)
    app.router.add_get("/cloud", cloud)
    app.router.add_get("/metrics", itself)
    return app


def _answer(request: web.Request, exporter: Exporter, name: str) -> web.Response:
    collector = exporter.collector(name)
    if collector is None:
        raise web.HTTPNotFound(text="there is no such target\n")
    return _exposed(request, collector)


def _exposed(request: web.Request, *sources: Collector | CollectorRegistry) -> web.Response:
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    registry = CollectorRegistry()
    registry.register(_Together(*sources))
    response = web.Response(body=encode(registry), headers={"Content-Type": content_type, "Cache-Control": "no-store"})
    response.enable_compression()
    return response


def _guard(token: str) -> Middleware:
    expected = b"Bearer " + token.encode()

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        said = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, expected):
            raise web.HTTPUnauthorized(text="a token is needed\n", headers={"WWW-Authenticate": "Bearer"})
        return await handler(request)

    return guard


@checked
@asynccontextmanager
async def serve(
    app: web.Application, host: str = "127.0.0.1", port: int = 0, *, ssl_context: ssl.SSLContext | None = None
) -> AsyncIterator[str]:
    """Serve while it is open; yields where, such as ``http://127.0.0.1:9810``.

    Args:
        app: What `make_app` gave.
        host: The address to listen at; this machine alone when left out.
        port: The port, 0 for a free one.
        ssl_context: For HTTPS.

    Raises:
        OSError: nothing can listen there.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GOODBYE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, ssl_context=ssl_context).start()
        taken = runner.addresses[0][1]
        shown = f"[{host}]" if ":" in host else host
        yield f"{'https' if ssl_context else 'http'}://{shown}:{taken}"
    finally:
        await runner.cleanup()
