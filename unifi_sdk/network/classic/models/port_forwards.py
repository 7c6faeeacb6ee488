"""Port forwards: what comes in from the Internet is sent on to a host."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model

__all__ = ["ForwardProtocol", "PortForward"]


class ForwardProtocol(OpenEnum):
    """What is sent on."""

    TCP_UDP = "tcp_udp"
    TCP = "tcp"
    UDP = "udp"


@model
class PortForward(Model):
    """A port forward."""

    id: str = field(default="", wire="_id")
    """Empty for one that is not made yet."""
    name: str | None = None
    """Up to 128 characters; several may have the same."""
    enabled: bool | None = None
    pfwd_interface: str | None = None
    """The uplink it listens on: ``wan``, ``wan2``, ``both``, ``all``."""
    src: str | None = None
    """Who may come in: ``any``, an IPv4 address, range or subnet; ``!`` before it for everybody else."""
    dst_port: str | None = None
    """The ports outside: ``80,443,1000-2000``, up to 15 parts."""
    fwd: str | None = None
    """The IPv4 address of the host inside."""
    fwd_port: str | None = None
    """The ports inside; they are those outside, unless it is a single one."""
    proto: ForwardProtocol | None = None
    log: bool | None = None
    destination_ip: str | None = None
    """The address of the uplink that it listens on; ``any`` for all."""
    src_limiting_enabled: bool | None = None
    src_limiting_type: str | None = None
    src_firewall_group_id: str | None = None
    site_id: str | None = field(default=None, read_only=True)
