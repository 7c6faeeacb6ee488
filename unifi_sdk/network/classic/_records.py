"""The records of a site: of clients by their MAC address, and of its own devices."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model, untrusted
from unifi_sdk.errors import NotFoundError, PermissionDeniedError
from unifi_sdk.network.classic._application import ClassicApplication, list_all
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic.models.clients import KnownClient

__all__ = ["check_is_no_device", "find_record", "known_record"]


@model
class _Equipment(Model):
    """A device in the short list."""

    mac: str
    name: str | None = untrusted(default=None)


async def find_record(app: ClassicApplication, mac: str) -> KnownClient | None:
    """What the site remembers of a MAC address, or None: in one request, however many clients it knows."""
    try:
        return await app.one("GET /stat/user/{mac}", KnownClient, mac=mac)
    except NotFoundError:
        return None


async def known_record(app: ClassicApplication, mac: str, *, hint: str = "") -> KnownClient:
    """What the site remembers of a MAC address.

    Args:
        app: The older half.
        mac: Lower case with colons.
        hint: What to do about an unknown one, as the end of a sentence.

    Raises:
        NotFoundError: it remembers nothing.
    """
    record = await find_record(app, mac)
    if record is None:
        raise NotFoundError(f"the site has never seen a client with the address {mac}{hint}", application=APPLICATION)
    return record


async def check_is_no_device(app: ClassicApplication, mac: str) -> None:
    """Refuse a UniFi device, which a console would take for a client.

    Raises:
        PermissionDeniedError: it is one.
    """
    devices = await list_all(app, "GET /stat/device-basic", _Equipment)
    if any(device.mac.lower() == mac for device in devices):
        raise PermissionDeniedError(
            f"{mac} is a UniFi device of this site and no client: nothing was sent",
            application=APPLICATION,
            code="api.err.BlockUnifiDeviceForbidden",
            known=True,
        )
