"""Port forwards in the simulated classic API, which looks at little of them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.rest import Collection
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS"]

_PORTS = re.compile(r"[0-9]{1,5}(-[0-9]{1,5})?(,[0-9]{1,5}(-[0-9]{1,5})?){0,14}")
_PROTOCOLS = ("tcp_udp", "tcp", "udp")


def _check(call: Call, forward: Document) -> None:
    for field in ("name", "dst_port", "fwd_port", "fwd"):
        if not isinstance(forward.get(field), str) or not forward[field]:
            raise ClassicFailure("InvalidPayload", validationError={"field": field})
    for field in ("dst_port", "fwd_port"):
        if not _PORTS.fullmatch(str(forward[field])):
            raise ClassicFailure("InvalidPayload", validationError={"field": field})
    try:
        ipaddress.IPv4Address(str(forward["fwd"]))
    except ValueError:
        raise ClassicFailure("InvalidPayload", validationError={"field": "fwd"}) from None
    if forward.get("proto", "tcp_udp") not in _PROTOCOLS:
        raise ClassicFailure("InvalidPayload", validationError={"field": "proto"})
    outside, inside = str(forward["dst_port"]), str(forward["fwd_port"])
    if outside != inside and not (outside.isdigit() and inside.isdigit()):
        raise ClassicFailure("IncorrectMultiportFwdPort")


HANDLERS: Mapping[str, Handler] = Collection("portforward", lambda site: site.classic.port_forwards, _check).handlers()
"""By the operation."""
