"""One port of the console: TLS with an exchangeable certificate, the record of requests, and the faults."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from aiohttp import web

from unifi_sdk.simulator.certificates import Certificate
from unifi_sdk.simulator.faults import SPA_SHELL, Faults, Handler
from unifi_sdk.simulator.recorder import Recorder

__all__ = ["Listener"]

_Entry: TypeAlias = tuple[str, str, frozenset[tuple[str, object]]]
"""Method, path and options of a route."""

_UPLOAD_LIMIT = 64 * 1024 * 1024
_SHUTDOWN_SECONDS = 0.5
_ID: Final = re.compile(r"\{(\w+)\}")
_HANDLERS: Final = web.AppKey("handlers", list[Handler])


class Listener:
    """A TLS server for some applications.

    Args:
        name: `unifi`, `access` or `legacy`.
        routes: Everything it answers.
        recorder: Where each request is noted.
        faults: What is asked before each request.
        shell: Whether unknown pages outside `/proxy` are answered with the web page of UniFi OS.
    """

    def __init__(
        self, name: str, routes: Iterable[web.RouteDef], recorder: Recorder, faults: Faults, *, shell: bool
    ) -> None:
        self.name = name
        self._recorder = recorder
        self._faults = faults
        self._shell = shell
        self._routes = list(routes)
        self._running: set[asyncio.Task[object]] = set()
        self._runner: web.AppRunner | None = None
        self._certificate: Certificate | None = None
        self._context: ssl.SSLContext | None = None

    @property
    def certificate(self) -> Certificate:
        """What new connections are shown."""
        if self._certificate is None:
            raise RuntimeError("the console is not running")
        return self._certificate

    async def start(self, host: str, port: int, certificate: Certificate) -> int:
        """Begin to listen.

        Args:
            host: Address to bind.
            port: Port to bind; 0 for any free one.
            certificate: What connections are shown.

        Returns:
            The port it listens on.
        """
        front = await asyncio.to_thread(certificate.server_context)
        front.sni_callback = self._choose_certificate
        self._context, self._certificate = front, certificate
        app = web.Application(middlewares=[self._serve], client_max_size=_UPLOAD_LIMIT)
        app[_HANDLERS] = [route.handler for route in self._routes]
        entries = ((route.method, route.path, frozenset(route.kwargs.items())) for route in self._routes)
        for resource in _resources(tuple(entries)):
            app.router.register_resource(resource)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, ssl_context=front).start()
        bound: int = self._runner.addresses[0][1]
        return bound

    async def present(self, certificate: Certificate) -> None:
        """Show this certificate to new connections; those that exist go on."""
        self._context = await asyncio.to_thread(certificate.server_context)
        self._certificate = certificate

    def drop_connections(self) -> None:
        """Cut every open connection, as a reboot would; the listener goes on."""
        server = self._runner.server if self._runner else None
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()

    async def stop(self) -> None:
        """Cut what is open, end what is being handled, and free the port."""
        if self._runner is None:
            return
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        self.drop_connections()
        await self._runner.cleanup()
        self._runner = None

    def _choose_certificate(self, connection: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> None:
        if self._context is not None:
            connection.context = self._context

    @web.middleware
    async def _serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        task = asyncio.current_task()
        if task is not None and task not in self._running:
            # One task serves one connection: it stays until that ends, even when the client has gone before.
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await self._recorder.record(self.name, request)
        except web.RequestPayloadError:
            return _refused(400, "Bad Request")
        fault = self._faults.take(self.name, request.method, request.raw_path.partition("?")[0])
        if fault is None:
            return await self._answer(request, handler)
        return await fault.apply(request, lambda faulty: self._answer(faulty, handler))

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            page = request.method == "GET" and not request.path.startswith("/proxy/")
            if self._shell and page and refusal.status == 404:
                return web.Response(text=SPA_SHELL, content_type="text/html")
            return _refused(refusal.status, refusal.reason)


@lru_cache(maxsize=32)
def _resources(entries: tuple[_Entry, ...]) -> tuple[web.AbstractResource, ...]:
    """What paths are matched with, made once for all listeners that have the same: most of them have hundreds."""
    router = web.UrlDispatcher()
    for number, (method, path, options) in enumerate(entries):
        web.route(method, _taking_anything(path), _numbered(number), **dict(options)).register(router)
    return tuple(router.resources())


def _taking_anything(path: str) -> str:
    """A path whose ids may hold anything but a slash, and whose rest may hold line breaks too."""
    return _ID.sub(r"{\1:[^/]+}", path).replace(":.*}", ":(?s:.*)}")


def _numbered(number: int) -> Handler:
    """Hands a request to the handler of this number of the listener that has received it."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return await request.app[_HANDLERS][number](request)

    return handle


def _refused(status: int, reason: str) -> web.Response:
    return web.json_response({"error": {"code": status, "message": reason}}, status=status)
