"""Figures of the internet of sites: made up, the same for the same site and period."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from aiohttp import web

from unifi_sdk.simulator.clock import iso_time
from unifi_sdk.simulator.cloud.devices import read_moment
from unifi_sdk.simulator.cloud.sites import all_sites, site_id
from unifi_sdk.simulator.cloud.state import CloudHost, Document
from unifi_sdk.simulator.cloud.wire import Call, CloudFailure, bad_gateway, bad_parameter, success

__all__ = ["list_metrics", "query_metrics"]

_STEPS = {"5m": timedelta(minutes=5), "1h": timedelta(hours=1)}
_KEPT = {"5m": timedelta(hours=24), "1h": timedelta(days=30)}
_DURATIONS = {
    ("5m", "24h"): timedelta(hours=24),
    ("1h", "7d"): timedelta(days=7),
    ("1h", "30d"): timedelta(days=30),
}
_PARTIAL = "some of the requested sites are not accessible for the user or were ignored as duplicates"


async def list_metrics(call: Call) -> web.StreamResponse:
    """`GET /v1/isp-metrics/{type}`."""
    kind, query, now = _kind(call), call.request.query, _now(call)
    begin, end = (_moment(query, name) for name in ("beginTimestamp", "endTimestamp"))
    if "duration" in query:
        span = _DURATIONS.get((kind, query["duration"]))
        if span is None or begin or end:
            raise bad_parameter(f"invalid duration: {query['duration']}")
        begin = now - span
    reached = _reached(call)
    return success(call, [_metric(kind, host, site, begin, end, now) for host, site in reached])


async def query_metrics(call: Call) -> web.StreamResponse:
    """`POST /v1/isp-metrics/{type}/query`; a key that reaches none of the sites hears of a bad gateway."""
    kind, now = _kind(call), _now(call)
    asked = (await call.body()).get("sites")
    if not isinstance(asked, list) or not all(_is_site(each) for each in asked):
        raise bad_parameter("invalid sites")
    reached = {(host.id, site) for host, site in _reached(call)}
    hosts = call.cloud.hosts
    metrics, seen = [], set()
    for each in asked:
        place = (each["hostId"], each["siteId"])
        begin, end = (_moment(each, name) for name in ("beginTimestamp", "endTimestamp"))
        if place in reached and place not in seen:
            seen.add(place)
            metrics.append(_metric(kind, hosts[place[0]], place[1], begin, end, now))
    if not metrics:
        raise bad_gateway()
    partial = {"message": _PARTIAL, "status": "partialSuccess"} if len(metrics) < len(asked) else {}
    return success(call, {"metrics": metrics, **partial})


def _is_site(each: object) -> bool:
    return isinstance(each, dict) and all(isinstance(each.get(name), str) for name in ("hostId", "siteId"))


def _kind(call: Call) -> str:
    kind = call.ids["type"]
    if kind not in _STEPS:
        raise CloudFailure(400, "parameter_invalid", f"invalid type: {kind}")
    return kind


def _now(call: Call) -> datetime:
    return datetime.fromtimestamp(call.cloud.clock.now(), UTC)


def _reached(call: Call) -> list[tuple[CloudHost, str]]:
    return [(host, site_id(host, site)) for host, site in all_sites(call.cloud) if host.is_seen_by(call.key)]


def _moment(source: object, name: str) -> datetime | None:
    text = source.get(name) if hasattr(source, "get") else None
    return None if text is None else read_moment(name, str(text))


def _metric(
    kind: str, host: CloudHost, site: str, begin: datetime | None, end: datetime | None, now: datetime
) -> Document:
    step, oldest = _STEPS[kind], now - _KEPT[kind]
    first, last = max(begin or oldest, oldest), min(end or now, now)
    return {
        "metricType": kind,
        "hostId": host.id,
        "siteId": site,
        "periods": [_period(site, moment) for moment in _moments(first, last, step)],
    }


def _moments(first: datetime, last: datetime, step: timedelta) -> Iterable[datetime]:
    seconds = step.total_seconds()
    moment = datetime.fromtimestamp(-(-first.timestamp() // seconds) * seconds, UTC)
    while moment < last:
        yield moment
        moment += step


def _period(site: str, moment: datetime) -> Document:
    luck = zlib.crc32(f"{site} {moment.timestamp()}".encode())
    wan = {
        "avgLatency": 5 + luck % 11,
        "maxLatency": 20 + luck % 41,
        "packetLoss": 0 if luck % 50 else 2,
        "uptime": 100,
        "downtime": 0,
        "download_kbps": 100_000 + luck % 400_000,
        "upload_kbps": 20_000 + luck % 30_000,
        "ispAsn": "64500",
        "ispName": "Example Telecom",
    }
    return {"metricTime": iso_time(moment.timestamp()), "version": "1", "data": {"wan": wan}}
