"""Who has sent a request to a program of yours that stands behind reverse proxies: a portal, or a receiver of webhooks.

::

    proxies = TrustedProxies("127.0.0.1", "10.0.0.0/24")

    async def handle(request: aiohttp.web.Request) -> aiohttp.web.Response:
        sender = proxies.sender(request)
"""

from __future__ import annotations

from typing import Final

from aiohttp import web

from unifi_sdk._core.addresses import Address, is_in, read_address, read_networks
from unifi_sdk._core.arguments import checked

__all__ = ["TrustedProxies"]

_MOST_HOPS: Final = 32


class TrustedProxies:
    """Tells the sender of a request by ``X-Forwarded-For``, of which only the part that your own proxies wrote is believed.

    Args:
        addresses: Addresses and networks of your reverse proxies, such as ``127.0.0.1`` or ``10.0.0.0/24``; without any,
            the sender is whoever has the connection, whatever a header says.

    Raises:
        ConfigurationError: one is no address.
    """

    @checked
    def __init__(self, *addresses: str) -> None:
        self._proxies = read_networks("trusted_proxies", addresses)

    def sender(self, request: web.Request) -> Address | None:
        """Whom the nearest of your own proxies names, else whoever has the connection.

        A header is read from its end, where the nearest proxy has written; what stands before is what a stranger has sent.

        Args:
            request: What came in.

        Returns:
            The address; None when the connection is gone, has none, or when a proxy names something else.
        """
        transport = request.transport
        peer = transport.get_extra_info("peername") if transport is not None else None
        sender = read_address(str(peer[0])) if isinstance(peer, tuple) and peer else None
        hops = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        for hop in reversed([hop for hop in hops if hop.strip()][-_MOST_HOPS:]):
            if sender is None or not is_in(sender, self._proxies):
                break
            sender = read_address(hop)
        return sender
