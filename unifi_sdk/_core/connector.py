"""The way to a console through the connector of Site Manager, as data: where it begins, what it carries, how fast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from unifi_sdk._core.address import Address
from unifi_sdk._core.clock import Clock
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.exchange import Feature, Response, Route
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.pace import Pace, shared_pace
from unifi_sdk._core.site_manager import CATALOGUE, advise_on_connector, claims, read_refusal
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import Credential, Secret
from unifi_sdk.errors import ConfigurationError, NotSupportedError
from unifi_sdk.trust import Trust

__all__ = [
    "CLOUD_HOST",
    "CLOUD_ROUTE",
    "CONNECTOR",
    "ROUTE",
    "CloudAccess",
    "cloud_key",
    "connector_path",
    "console_of",
    "early_access_pace",
    "key_pace",
    "mobility_pace",
    "no_access",
    "pace_to_console",
]

CLOUD_HOST: Final = "api.ui.com"
_CONSOLES: Final = "GET /v1/connector/consoles/{console_id}"
_BELOW: Final = re.compile(r"/v1/connector/consoles/([^/]+)(?:/|$)")
_A_MINUTE: Final = 0.8 / 60
"""Of what is allowed in a minute four fifths are spread evenly over it; the fifth may go at once."""
_OF_A_KEY: Final = 10_000
_OF_A_CONSOLE: Final = 100
_OF_A_PART: Final = 100
_MEGABYTE: Final = 1024 * 1024

CONNECTOR: Final = Dialect(
    application="connector",
    codec=Codec(camel_case),
    catalogue=CATALOGUE,
    read_refusal=read_refusal,
    advise=advise_on_connector,
)
"""How the connector refuses in the place of the application behind it."""


def _is_gateways(response: Response) -> bool:
    try:
        return claims(loads(response.body))
    except ValueError:
        return True  # a page of some proxy, which knows even less


_INSTEAD: Final = "or connect to the console itself: Console(host, ...)"
ROUTE: Final = Route(
    cap=10 * _MEGABYTE,
    cap_advice="The cloud passes on 10 MB at most: ask for less at a time, list().pages(size=...)",
    attempt_seconds=27.0,  # the connector gives up after 25
    most_attempts=MappingProxyType({408: 2}),
    refuses=MappingProxyType(
        {
            Feature.SOCKETS: "the cloud carries no sockets, and so no events, frames, mirror or notifications: ask for lists "
            "again every so often, such as protect.cameras.list() or site.devices.list(), each of which is one or more of "
            f"the 100 requests a minute that the console takes; {_INSTEAD}",
            Feature.UPLOAD: f"the cloud is not documented to carry uploads: do it on the console, {_INSTEAD}",
            Feature.DOWNLOAD: f"the cloud carries no files of any size: export on the console, {_INSTEAD}",
            Feature.CLASSIC: "the classic API answers through the cloud for some consoles and is documented for none: use "
            f"the documented operations, {_INSTEAD}",
        }
    ),
    is_gateways=_is_gateways,
)
"""What the connector carries."""

CLOUD_ROUTE: Final = Route(most_attempts=MappingProxyType({502: 2}))
"""To the cloud itself: a 502 may be its way of saying that the key reaches none of what it is asked for."""


@attrs.frozen(kw_only=True)
class CloudAccess:
    """How a client of the cloud reaches it, for whoever goes through it to a console.

    Args:
        address: Host and port.
        key: The API key.
        trust: How its certificate is judged.
        transport: What sends.
    """

    address: Address
    key: Secret
    trust: Trust
    transport: Transport


def cloud_key(environ: Mapping[str, str]) -> str:
    """The key of the cloud that environment variables hold.

    Raises:
        ConfigurationError: there is none.
    """
    key = environ.get("UNIFI_CLOUD_API_KEY")
    if not key:
        raise ConfigurationError(
            "UNIFI_CLOUD_API_KEY is not set: it is a key made at unifi.ui.com > Settings > API Keys"
        )
    return key


def no_access(application: str) -> NotSupportedError:
    """The refusal of an application to which the connector does not lead."""
    return NotSupportedError(
        "the cloud leads to UniFi Network, Protect and InnerSpace of a console, and to nothing else of it: connect to the "
        "console itself, such as Console(host, access_token=...)",
        application=application,
    )


def connector_path(console_id: str) -> str:
    """What stands before ``/proxy`` for a console; its id keeps its colon.

    Args:
        console_id: `Host.id`.

    Raises:
        ConfigurationError: the id is empty, or could lead somewhere else.
    """
    return parse_operation(_CONSOLES).path({"console_id": console_id}, ":")


def console_of(base_path: str) -> str:
    """The id of the console to which a path leads through the connector; "" for any other path."""
    found = _BELOW.match(base_path)
    return found[1] if found else ""


def key_pace(clock: Clock, origin: str, credential: Credential) -> Pace:
    """The pace of all that is asked with a key: 10,000 a minute."""
    return _minute(clock, _OF_A_KEY, "cloud", origin, credential)


def mobility_pace(clock: Clock, origin: str, credential: Credential) -> Pace:
    """The pace of all that is asked of Mobility with a key: 100 a minute."""
    return _minute(clock, _OF_A_PART, "mobility", origin, credential)


def early_access_pace(clock: Clock, origin: str, credential: Credential) -> Pace:
    """The pace of all that is asked of early access with a key: 100 a minute."""
    return _minute(clock, _OF_A_PART, "early access", origin, credential)


def pace_to_console(clock: Clock, origin: str, credential: Credential, console_id: str) -> Pace:
    """The pace to one console, which its applications share: 100 a minute, and each is one of the key's."""
    within = key_pace(clock, origin, credential)
    return _minute(clock, _OF_A_CONSOLE, f"connector {console_id}", origin, credential, within)


def _minute(
    clock: Clock, allowed: int, what: str, origin: str, credential: Credential, within: Pace | None = None
) -> Pace:
    proof = credential.header()[1]
    return shared_pace(clock, allowed * _A_MINUTE, what, origin, proof, burst=allowed // 5, within=within)
