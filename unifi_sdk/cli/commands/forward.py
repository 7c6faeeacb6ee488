"""`unifi forward`: port forwards, by the classic API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import App, Parameter

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import ListOptions, WriteOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show_list
from unifi_sdk.cli.writes import check_allowed, perform

if TYPE_CHECKING:
    from unifi_sdk.network.classic.models import PortForward
    from unifi_sdk.network.site import SiteScope

app = App(name="forward", version_flags=())

_COLUMNS: Final = ("id", "name", "enabled", "proto", "dst_port", "fwd", "fwd_port", "src")


@app.command(name="list")
async def list_forwards(*, options: ListOptions = ListOptions()) -> Exit:
    """List port forwards. Undocumented by the vendor, as all of this command."""
    async with at_site(options) as site:
        return await show_list(options, site.classic.port_forwards.list(), _COLUMNS, "port forwards")


@app.command
async def create(
    name: str,
    /,
    *,
    port: str,
    to: str,
    to_port: str | None = None,
    protocol: Annotated[Literal["tcp", "udp", "tcp_udp"], Parameter(name="--protocol")] = "tcp_udp",
    source: Annotated[str, Parameter(name="--from")] = "any",
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Let the Internet reach a host inside.

    Args:
        name: What it is called.
        port: The ports outside, such as 443 or 8000-8010.
        to: The IPv4 address of the host.
        to_port: The ports of the host; the same as outside when left out.
        protocol: Of what kind.
        source: Who may come in: any, or an IPv4 address, range or subnet.
    """
    check_allowed(options, "forward create")
    from unifi_sdk.network.classic.models import ForwardProtocol, PortForward

    forward = PortForward(
        name=name,
        enabled=True,
        pfwd_interface="wan",
        src=source,
        dst_port=port,
        fwd=to,
        fwd_port=to_port or port,
        proto=ForwardProtocol(protocol),
    )
    async with at_site(options) as site:
        return await perform(
            options,
            lambda: site.classic.port_forwards.create(forward),
            {"action": "forward.create", "name": name, "port": port, "to": to},
            lambda made: {"result": made},
            site=site,
        )


@app.command
async def enable(forward: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Switch a port forward on.

    Args:
        forward: Its id or its exact name.
    """
    return await _change(forward, "enable", options)


@app.command
async def disable(forward: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Switch a port forward off.

    Args:
        forward: Its id or its exact name.
    """
    return await _change(forward, "disable", options)


@app.command
async def delete(forward: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Delete a port forward.

    Args:
        forward: Its id or its exact name.
    """
    return await _change(forward, "delete", options)


async def _change(forward: str, verb: Literal["enable", "disable", "delete"], options: WriteOptions) -> Exit:
    check_allowed(options, f"forward {verb}")
    async with at_site(options) as site:
        forwards = site.classic.port_forwards
        found = await _find(site, forward)
        calls: dict[str, Callable[[], Awaitable[PortForward | None]]] = {
            "enable": lambda: forwards.enable(found.id),
            "disable": lambda: forwards.disable(found.id),
            "delete": lambda: forwards.delete(found.id),
        }
        return await perform(
            options,
            calls[verb],
            {"action": f"forward.{verb}", "id": found.id},
            lambda now: {} if now is None else {"enabled": now.enabled},
            site=site,
        )


async def _find(site: SiteScope, forward: str) -> PortForward:
    listed = await site.classic.port_forwards.list()
    return find_named(forward, listed, lambda each: each.id, lambda each: (each.name,), "port forward")
