"""SD-WAN configurations: whatever documents a test has put there."""

from __future__ import annotations

from aiohttp import web

from unifi_sdk.simulator.cloud.state import Document
from unifi_sdk.simulator.cloud.wire import Call, CloudFailure, success

__all__ = ["get_sd_wan_config", "get_sd_wan_status", "list_sd_wan_configs"]

_SHOWN = ("id", "name", "type")


async def list_sd_wan_configs(call: Call) -> web.StreamResponse:
    """`GET /v1/sd-wan-configs`."""
    configs = [config for config in call.cloud.sd_wan_configs.values() if config is not None]
    return success(call, [{name: config.get(name) for name in _SHOWN} for config in configs])


async def get_sd_wan_config(call: Call) -> web.StreamResponse:
    """`GET /v1/sd-wan-configs/{id}`."""
    return success(call, _found(call, call.cloud.sd_wan_configs))


async def get_sd_wan_status(call: Call) -> web.StreamResponse:
    """`GET /v1/sd-wan-configs/{id}/status`."""
    return success(call, _found(call, call.cloud.sd_wan_statuses))


def _found(call: Call, shelf: dict[str, Document | None]) -> Document | None:
    if call.ids["id"] not in shelf:
        raise CloudFailure(404, "not_found", "config not found")
    return shelf[call.ids["id"]]
