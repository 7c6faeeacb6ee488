"""What there is at the console, as resources: sites, clients, doors, cameras, and each of them."""

from __future__ import annotations

import re
from typing import Final

from mcp_types import Resource, ResourceTemplate

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.reading import read
from unifi_sdk.cli.mcp.room import Room

__all__ = ["listed_resources", "listed_templates", "read_resource"]

_LISTS: Final = {
    "sites": ("network.sites.list", "", ""),
    "clients": ("network.clients.list", "network.clients.get", "client_id"),
    "doors": ("access.doors.list", "access.doors.get", "door_id"),
    "cameras": ("protect.cameras.list", "protect.cameras.get", "camera_id"),
}
"""For each kind: the list, the operation that gives one, and what its id is called."""
_ADDRESS: Final = re.compile(r"unifi://(\w+)(?:/([^/?#]+))?")
_JSON: Final = "application/json"


def listed_resources() -> list[Resource]:
    """The lists."""
    return [Resource(uri=f"unifi://{kind}", name=kind, mime_type=_JSON) for kind in _LISTS]


def listed_templates() -> list[ResourceTemplate]:
    """What stands in them."""
    return [
        ResourceTemplate(uri_template=f"unifi://{kind}/{{id}}", name=kind.rstrip("s"), mime_type=_JSON)
        for kind, (_, one, _) in _LISTS.items()
        if one
    ]


async def read_resource(room: Room, address: str) -> str:
    """A list, or one thing of it. A long list goes on by `read` with the nextCursor.

    Args:
        room: What there is.
        address: ``unifi://doors``, ``unifi://doors/ID``.

    Raises:
        CommandError: there is no such resource.
    """
    found = _ADDRESS.fullmatch(address)
    kind = _LISTS.get(found[1]) if found else None
    if found is None or kind is None or (found[2] and not kind[1]):
        raise CommandError(
            Exit.NOT_FOUND,
            f"there is no resource {clean_text(address)!r}",
            code="NOT_FOUND",
            remediation=f"there is {', '.join(f'unifi://{name}' for name in _LISTS)}",
        )
    every, one, name = kind
    return await read(room, one, {name: found[2]}) if found[2] else await read(room, every, {})
