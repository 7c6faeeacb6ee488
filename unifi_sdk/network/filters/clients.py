"""What connected clients can be filtered by."""

from __future__ import annotations

from datetime import date
from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    NullableAmount,
    NullableChoice,
    NullableFlag,
    write_flag,
    write_mac,
    write_text,
    write_time,
    write_uuid,
)
from unifi_sdk.network.models.clients import Client

__all__ = ["ClientFilter"]


class ClientFilter:
    """What connected clients can be filtered by."""

    id: Final = Choice[Client, str]("id", write_uuid)
    type: Final = Choice[Client, str]("type", write_text)
    """A `ClientType`."""
    mac_address: Final = NullableChoice[Client, str]("macAddress", write_mac)
    """In any usual spelling; the console is asked in lower case with colons."""
    ip_address: Final = NullableChoice[Client, str]("ipAddress", write_text)
    connected_at: Final = NullableAmount[Client, date]("connectedAt", write_time)
    access_type: Final = Choice[Client, str]("access.type", write_text)
    """A `ClientAccessType`."""
    access_authorized: Final = NullableFlag[Client]("access.authorized", write_flag)
