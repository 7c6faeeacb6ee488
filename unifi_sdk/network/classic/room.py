"""The classic API of one site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from unifi_sdk._core.application import Application, Id, Query
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.model import Json
from unifi_sdk._core.raw import RawBody, raw_call
from unifi_sdk.errors import NotSupportedError
from unifi_sdk.network.classic._application import open_room
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic.clients import ClassicClients
from unifi_sdk.network.classic.devices import ClassicDevices
from unifi_sdk.network.classic.events import SiteEvents
from unifi_sdk.network.classic.guests import Guests
from unifi_sdk.network.classic.health import Health
from unifi_sdk.network.classic.leases import Leases
from unifi_sdk.network.classic.neighbours import Neighbours
from unifi_sdk.network.classic.networks import ClassicNetworks
from unifi_sdk.network.classic.policies import ClassicPolicies
from unifi_sdk.network.classic.port_forwards import PortForwards
from unifi_sdk.network.classic.port_profiles import PortProfiles
from unifi_sdk.network.classic.reservations import Reservations
from unifi_sdk.network.classic.speed_tests import SpeedTests
from unifi_sdk.network.classic.statistics import Statistics
from unifi_sdk.network.classic.traffic_routes import TrafficRoutes
from unifi_sdk.network.classic.traffic_rules import TrafficRules
from unifi_sdk.network.classic.wlans import Wlans
from unifi_sdk.retry import Safety

__all__ = ["Classic"]

_V1_READS: Final = ("/stat/", "/list/", "/get/", "/cnt/")
_READ_COMMANDS: Final = (("/cmd/backup", "list-backups"), ("/cmd/devmgr", "speedtest-status"))
_V2_READS: Final = ("/system-log/", "/clients/metadata", "/traffic-flows", "/wifi-connectivity/")


@check_methods
class Classic:
    """The classic API of one site: what people do all day and the documented API can't; found as ``site.classic``.

    It is the API of the console's own pages. The vendor documents none of it and may change it with any version: the
    reference says for each operation with which one it was last reported to work. It takes the same key on UniFi OS from
    Network 9.0.108 on, and reaches as far as the admin who made the key. Lists inside of things are replaced whole, and a
    console stores nonsense without a word, so what can be checked is checked here, and what is returned after a write is what
    was read again. A write can disturb what runs: the methods say how.

    Websockets and self-hosted applications (port 8443) want a login and no key, and are not supported.

    Args:
        application: The official API of the same console.
        site_id: The site's UUID.
        internal_reference: The site's short name; looked up in the official list of sites when it is first needed.
    """

    def __init__(self, application: Application, site_id: str, internal_reference: str | None = None) -> None:
        self._room = open_room(application, site_id, internal_reference)
        self.clients = ClassicClients(self._room)
        self.reservations = Reservations(self._room)
        self.networks = ClassicNetworks(self._room)
        self.devices = ClassicDevices(self._room)
        self.port_profiles = PortProfiles(self._room)
        self.port_forwards = PortForwards(self._room)
        self.traffic_rules = TrafficRules(self._room)
        self.traffic_routes = TrafficRoutes(self._room)
        self.policies = ClassicPolicies(self._room)
        self.wlans = Wlans(self._room)
        self.guests = Guests(self._room)
        self.events = SiteEvents(self._room)
        self.health = Health(self._room)
        self.leases = Leases(self._room)
        self.neighbours = Neighbours(self._room)
        self.statistics = Statistics(self._room)
        self.speed_tests = SpeedTests(self._room)

    async def call(
        self,
        operation: str,
        *,
        body: RawBody | None = None,
        query: Query | None = None,
        safety: Safety | None = None,
        timeout_seconds: float | None = None,
        **ids: Id,
    ) -> Json:
        """Perform an operation of the older half, ``/api/s/{site}``, that has no method here.

        It takes the same way as all others: certificate, read-only clients, `plan`, pace and limits of size hold.

        ::

            devices = await site.classic.call("GET /stat/device")

        Args:
            operation: Verb, and path behind the site: ``"GET /stat/device"``; ids may stand as ``{placeholders}``.
            body: A JSON object or list, sent as it is.
            query: Query parameters; None values are left out.
            safety: What sending it twice does, where the verb does not tell. READ is for GET, and for POST to ``stat``,
                ``list``, ``get`` and ``cnt``, and of the commands ``list-backups`` and ``speedtest-status``, which have it by
                themselves.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.
            ids: A value for each placeholder.

        Returns:
            The list in ``data``, as it came: passwords and texts of guests among it.

        Raises:
            ConfigurationError: the operation can't be, or is no READ.
            ApiError: the console refused, whatever the HTTP status.
        """
        _check_is_no_socket(operation)
        return await raw_call(
            self._room.v1,
            operation,
            body=body,
            query=query,
            safety=safety,
            timeout_seconds=timeout_seconds,
            reads=_reads_v1,
            ids=ids,
        )

    async def call_v2(
        self,
        operation: str,
        *,
        body: RawBody | None = None,
        query: Query | None = None,
        safety: Safety | None = None,
        timeout_seconds: float | None = None,
        **ids: Id,
    ) -> Json:
        """Perform an operation of the newer half, ``/v2/api/site/{site}``, that has no method here.

        Args:
            operation: Verb, and path behind the site: ``"GET /trafficroutes"``.
            body: As for `call`; a PUT replaces the whole thing here.
            query: As for `call`.
            safety: As for `call`; READ is for GET, and for POST to ``system-log``, ``clients/metadata``, ``traffic-flows``
                and ``wifi-connectivity``.
            timeout_seconds: As for `call`.
            ids: As for `call`.

        Returns:
            The answer as it came; None where it is empty.

        Raises:
            ConfigurationError: the operation can't be, or is no READ.
            ApiError: the console refused.
        """
        _check_is_no_socket(operation)
        return await raw_call(
            self._room.v2,
            operation,
            body=body,
            query=query,
            safety=safety,
            timeout_seconds=timeout_seconds,
            reads=lambda path, body: path.startswith(_V2_READS),
            ids=ids,
        )


def _reads_v1(path: str, body: RawBody | None) -> bool:
    """Whether a POST only reads: by its path, or by the command in its body."""
    command = body.get("cmd") if isinstance(body, Mapping) else None
    return path.startswith(_V1_READS) or (path, command) in _READ_COMMANDS


def _check_is_no_socket(operation: str) -> None:
    if operation.partition(" ")[2].startswith("/wss/"):
        raise NotSupportedError(
            f"{operation}: the websockets of the classic API want a login and take no key: lists can be read again instead",
            application=APPLICATION,
            operation=operation,
        )
