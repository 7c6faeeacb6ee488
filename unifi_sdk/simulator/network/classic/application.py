"""The classic API in front of the state of a Network application: keys, sites, and the two halves with their handlers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.network.classic import (
    clients,
    devices,
    events,
    guests,
    health,
    leases,
    neighbours,
    networks,
    port_forwards,
    port_profiles,
    reservations,
    speed_tests,
    statistics,
    traffic,
    wlans,
)
from unifi_sdk.simulator.network.classic.wire import (
    Call,
    ClassicFailure,
    Handler,
    answer_v1,
    answer_v2,
    read_body,
    refuse_v1,
    refuse_v2,
)
from unifi_sdk.simulator.network.state import NetworkState, SimulatedSite

__all__ = ["classic_routes"]

_V1 = "/proxy/network/api/s/{site}"
_V2 = "/proxy/network/v2/api/site/{site}"
_FIRST_WITH_KEYS = (9, 0, 108)
_READS = ("/stat/", "/list/", "/get/", "/cnt/", "/system-log/", "/clients/metadata")

_V1_HANDLERS: Mapping[str, Handler] = {
    **clients.HANDLERS,
    **devices.HANDLERS,
    **guests.HANDLERS,
    **health.HANDLERS,
    **neighbours.HANDLERS,
    **networks.HANDLERS,
    **port_forwards.HANDLERS,
    **port_profiles.HANDLERS,
    **reservations.HANDLERS,
    **statistics.HANDLERS,
    **wlans.HANDLERS,
}
_V2_HANDLERS: Mapping[str, Handler] = {
    **clients.V2_HANDLERS,
    **events.V2_HANDLERS,
    **leases.V2_HANDLERS,
    **speed_tests.V2_HANDLERS,
    **traffic.V2_HANDLERS,
}

_Answer = Callable[[NetworkState, str, object], web.Response]
_Refuse = Callable[[NetworkState, ClassicFailure], web.Response]
_Responder = Callable[[web.Request], Awaitable[web.Response]]


def classic_routes(network: NetworkState, clock: Clock) -> Iterable[web.RouteDef]:
    """Everything below `/proxy/network/api/s` and `/proxy/network/v2/api/site`.

    Args:
        network: What stands in the application.
        clock: Where the time comes from.
    """
    for base, handlers, answer, refuse in (
        (_V1, _V1_HANDLERS, answer_v1, refuse_v1),
        (_V2, _V2_HANDLERS, answer_v2, refuse_v2),
    ):
        # "~" sorts behind every letter: what is written out comes before what any id would match.
        for operation in sorted(handlers, key=lambda name: name.replace("{", "~")):
            verb, _, path = operation.partition(" ")
            responder = _performing(network, clock, path, handlers[operation], answer, refuse)
            yield web.route(verb, base + path, responder)
        yield web.route("*", base + "/{rest:.*}", _performing(network, clock, "/", _unknown, answer, refuse))


def _performing(
    network: NetworkState, clock: Clock, path: str, handler: Handler, answer: _Answer, refuse: _Refuse
) -> _Responder:
    async def respond(request: web.Request) -> web.Response:
        try:
            _check_key(network, request)
            site = _site(network, request.match_info["site"])
            body = await read_body(request)
            ids, now = dict(request.match_info), clock.now()
            call = Call(
                network=network,
                site=site,
                now=now,
                ids=ids,
                query=request.query,
                body=body,
                is_view_only=request.headers.get("X-API-KEY") in network.view_only_keys,
            )
            return answer(network, path, handler(call))
        except ClassicFailure as failure:
            return refuse(network, failure)

    return respond


def _check_key(network: NetworkState, request: web.Request) -> None:
    version = tuple(int(digits) for digits in re.findall(r"\d+", network.version))
    key = request.headers.get("X-API-KEY")
    if key not in network.api_keys | network.view_only_keys or version < _FIRST_WITH_KEYS:
        raise ClassicFailure("LoginRequired", 401)
    path = request.path.partition(request.match_info["site"])[2]
    is_read = request.method == "GET" or (request.method == "POST" and path.startswith(_READS))
    if key in network.view_only_keys and not is_read:
        raise ClassicFailure("NoPermission", 403)


def _site(network: NetworkState, name: str) -> SimulatedSite:
    for site in network.sites.values():
        if site.internal_reference == name:
            return site
    raise ClassicFailure("NoSiteContext", 401)


def _unknown(call: Call) -> object:
    raise ClassicFailure("NotFound", 404)
