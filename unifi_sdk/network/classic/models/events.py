"""The log of a site: what happened to clients, devices, the Internet, and what admins did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from unifi_sdk._core.model import Json, Model, OpenEnum, UnixMilliseconds, model, untrusted

__all__ = ["LogCategory", "LogEntry", "LogParameter", "LogSeverity"]

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


class LogCategory(OpenEnum):
    """What an entry is about; older versions had ``MONITORING``, ``INTERNET`` and ``SYSTEM``."""

    SECURITY = "SECURITY"
    DEVICES = "UNIFI_DEVICES"
    UPDATES = "SOFTWARE_UPDATES"
    VPN = "VPN"
    POWER = "POWER"
    PORTS = "UNIFI_ETHERNET_PORTS"
    CLIENTS = "CLIENT_DEVICES"
    INTERNET = "INTERNET_AND_WAN"
    AUDIT = "AUDIT"
    UNKNOWN = "UNKNOWN"


class LogSeverity(OpenEnum):
    """How much an entry matters."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"


@model
class LogParameter(Model):
    """What a placeholder in a message stands for: a client, a device, an admin."""

    id: str | None = untrusted(default=None)
    """The MAC address of a client or device, in most cases."""
    name: str | None = untrusted(default=None)
    hostname: str | None = untrusted(default=None)
    ip: str | None = None
    model_name: str | None = None

    @property
    def shown(self) -> str:
        """What is put in place of the placeholder."""
        return self.name or self.hostname or self.id or ""


@model
class LogEntry(Model):
    """One entry; whatever its kind has of its own is in `parameters` and `extra`."""

    id: str
    key: str | None = None
    """The name of its kind: ``CLIENT_CONNECTED_WIRELESS``..."""
    event: str | None = None
    category: LogCategory | None = None
    subcategory: str | None = None
    severity: LogSeverity | None = None
    status: str | None = None
    timestamp: UnixMilliseconds | None = None
    title_raw: str | None = untrusted(default=None)
    message_raw: str | None = untrusted(default=None)
    """With placeholders in braces; `message` fills them."""
    parameters: Mapping[str, LogParameter | Json] | None = None
    """By the name of the placeholder."""

    @property
    def message(self) -> str:
        """The message with what its placeholders stand for; clients choose names in it."""
        return _PLACEHOLDER.sub(
            lambda found: self._standing_for(found[1]) or found[0], self.message_raw or self.title_raw or ""
        )

    @property
    def client_mac(self) -> str | None:
        """The MAC address of the client that it is about."""
        return self._id_of("CLIENT")

    @property
    def device_mac(self) -> str | None:
        """The MAC address of the device that it is about."""
        return self._id_of("DEVICE")

    @property
    def admin_name(self) -> str | None:
        """The admin whose doing it is."""
        return self._standing_for("ADMIN") or None

    def _id_of(self, name: str) -> str | None:
        parameter = (self.parameters or {}).get(name)
        return parameter.id if isinstance(parameter, LogParameter) else None

    def _standing_for(self, name: str) -> str:
        parameter = (self.parameters or {}).get(name)
        return parameter.shown if isinstance(parameter, LogParameter) else str(parameter or "")
