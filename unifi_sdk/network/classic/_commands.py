"""Commands to devices, which all go to one place."""

from __future__ import annotations

from unifi_sdk.network.classic._application import ClassicApplication
from unifi_sdk.retry import Safety

__all__ = ["device_command"]


async def device_command(
    app: ClassicApplication,
    cmd: str,
    *,
    safety: Safety,
    timeout_seconds: float | None = None,
    **arguments: object,
) -> object:
    """Have the site's devices do something; what that does when it is done twice, ``safety`` tells."""
    return await app.call(
        "POST /cmd/devmgr", object, body={"cmd": cmd, **arguments}, safety=safety, deadline_seconds=timeout_seconds
    )
