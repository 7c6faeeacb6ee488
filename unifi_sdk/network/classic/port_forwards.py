"""Port forwards of a site."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network._resource import gone_if_resent
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.port_forwards import ForwardProtocol, PortForward
from unifi_sdk.pagination import Paginator

__all__ = ["PortForwards"]

_PART: Final = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_MOST_PARTS: Final = 15
_LONGEST_NAME: Final = 128


class PortForwards(ClassicResource):
    """Port forwards of a site: what comes in from the Internet is sent on to a host.

    The console takes forwards that lead nowhere, and two of the same port, without a word.
    """

    def list(self) -> Paginator[PortForward]:
        """Every port forward."""
        return list_all(self._v1, "GET /rest/portforward", PortForward)

    async def get(self, forward_id: str) -> PortForward:
        """One port forward.

        Raises:
            NotFoundError: no port forward has this id.
        """
        return await self._v1.one("GET /rest/portforward/{forward_id}", PortForward, forward_id=forward_id)

    async def create(self, forward: PortForward, *, timeout_seconds: float | None = None) -> PortForward:
        """Make a port forward, which is open from then on; it is never sent twice by itself.

        ::

            await site.classic.port_forwards.create(
                PortForward(name="Web", dst_port="443", fwd="192.168.1.20", fwd_port="443", proto=ForwardProtocol.TCP)
            )

        Args:
            forward: With name, ports and host; it is open, on ``wan`` and for everybody, unless it says otherwise.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The port forward with its id, as it was read afterwards.

        Raises:
            ConfigurationError: name, ports or host are missing or can't be.
            BadRequestError: the console does not accept it.
            OutcomeUnknownError: the answer was lost; look for it in `list` before trying again.
        """
        made = forward.evolve(
            enabled=True if forward.enabled is None else forward.enabled,
            pfwd_interface=forward.pfwd_interface or "wan",
            src=forward.src or "any",
            proto=forward.proto or ForwardProtocol.TCP_UDP,
            fwd_port=forward.fwd_port or forward.dst_port,
        )
        _check(name=made.name or "", host=made.fwd or "", outside=made.dst_port or "", inside=made.fwd_port or "")
        return await self.get(
            await self._v1.create("POST /rest/portforward", body=made, deadline_seconds=timeout_seconds)
        )

    async def update(
        self,
        forward_id: str,
        *,
        name: str | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        pfwd_interface: str | Unset = UNSET,
        src: str | Unset = UNSET,
        dst_port: str | Unset = UNSET,
        fwd: str | Unset = UNSET,
        fwd_port: str | Unset = UNSET,
        proto: ForwardProtocol | Unset = UNSET,
        log: bool | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> PortForward:
        """Change a port forward; whatever is left out stays as it is.

        Args:
            forward_id: Which.
            name: Up to 128 characters.
            enabled: Whether it is open.
            pfwd_interface: The uplink: ``wan``, ``wan2``, ``both``, ``all``.
            src: Who may come in: ``any``, an address, a range or a subnet.
            dst_port: The ports outside.
            fwd: The IPv4 address of the host inside.
            fwd_port: The ports inside.
            proto: What is sent on.
            log: Whether what comes in is logged.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The port forward as it was read afterwards.

        Raises:
            ConfigurationError: nothing is to be changed, or a value can't be.
            BadRequestError: the console does not accept it.
            NotFoundError: no port forward has this id.
        """
        fields = changes(
            name=name,
            enabled=enabled,
            pfwd_interface=pfwd_interface,
            src=src,
            dst_port=dst_port,
            fwd=fwd,
            fwd_port=fwd_port,
            proto=proto,
            log=log,
        )
        if not fields:
            raise ConfigurationError("forward_id: say what is to be changed of it")
        _check(
            name="a" if isinstance(name, Unset) else name,
            host="192.0.2.1" if isinstance(fwd, Unset) else fwd,
            outside="1" if isinstance(dst_port, Unset) else dst_port,
            inside="1" if isinstance(fwd_port, Unset) else fwd_port,
        )
        await self._v1.call(
            "PUT /rest/portforward/{forward_id}",
            None,
            body=fields,
            forward_id=forward_id,
            deadline_seconds=timeout_seconds,
        )
        return await self.get(forward_id)

    async def enable(self, forward_id: str, *, timeout_seconds: float | None = None) -> PortForward:
        """Open a port forward.

        Args:
            forward_id: Which.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no port forward has this id.
        """
        return await self.update(forward_id, enabled=True, timeout_seconds=timeout_seconds)

    async def disable(self, forward_id: str, *, timeout_seconds: float | None = None) -> PortForward:
        """Close a port forward and keep it.

        Args:
            forward_id: Which.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no port forward has this id.
        """
        return await self.update(forward_id, enabled=False, timeout_seconds=timeout_seconds)

    async def delete(self, forward_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a port forward.

        Args:
            forward_id: Which.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no port forward has this id.
        """
        with gone_if_resent():
            await self._v1.call(
                "DELETE /rest/portforward/{forward_id}", None, forward_id=forward_id, deadline_seconds=timeout_seconds
            )


def _check(*, name: str, host: str, outside: str, inside: str) -> None:
    if not 1 <= len(name.strip()) <= _LONGEST_NAME:
        raise ConfigurationError(f"name must have 1 to {_LONGEST_NAME} characters")
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        is_address = False
    else:
        is_address = True
    if not is_address:
        raise ConfigurationError("fwd must be the IPv4 address of a host")
    for argument, ports in (("dst_port", outside), ("fwd_port", inside)):
        parts = ports.split(",")
        if len(parts) > _MOST_PARTS or not all(map(_is_range, parts)):
            raise ConfigurationError(
                f"{argument} must have ports and ranges from 1 to 65535, such as 80,443,1000-2000, {_MOST_PARTS} at most"
            )


def _is_range(part: str) -> bool:
    found = _PART.fullmatch(part)
    if found is None:
        return False
    first, last = int(found[1]), int(found[2] or found[1])
    return 1 <= first <= last <= 65535
