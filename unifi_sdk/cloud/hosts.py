"""Hosts of an account."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.cloud._dialect import list_by_token
from unifi_sdk.cloud._resource import Resource, the_one
from unifi_sdk.cloud.models.hosts import Host
from unifi_sdk.pagination import Paginator

__all__ = ["Hosts"]


class Hosts(Resource):
    """Consoles and network servers that are registered with the account."""

    def list(self) -> Paginator[Host]:
        """Every host of the account, whoever owns it; what displays and recorders are among them is told by `Host.runs`."""
        return list_by_token(self._app, "GET /v1/hosts", Host)

    async def get(self, host_id: str) -> Host:
        """One host.

        Args:
            host_id: `Host.id`, with its colon.

        Raises:
            NotFoundError: the account has no such host.
        """
        return await self._app.call("GET /v1/hosts/{host_id}", Host, host_id=host_id)

    async def find(self, *, name: str) -> Host:
        """The host that calls itself so.

        Args:
            name: `Host.name`, compared exactly.

        Raises:
            NotFoundError: none does, among those that report a name.
            ConflictError: several do.
        """
        not_empty(name=name)
        return the_one([host for host in await self.list() if host.name == name], f"host is called {name!r}")
