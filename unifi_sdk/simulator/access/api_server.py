"""The simulated certificate operations of the Access API server (reference chapter 12)."""

from __future__ import annotations

import asyncio
import ssl
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.wire import AccessRefusalError, Operation, Reply, read_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess


class ServerOperations:
    """The certificate of port 12445; a new one is kept and not shown, as on a console that wasn't restarted.

    Args:
        access: What the operations change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield Operation("POST", "/api_server/certificates", "edit:api_server", self.upload)
        yield Operation("DELETE", "/api_server/certificates", "edit:api_server", self.delete)

    async def upload(self, request: web.Request) -> Reply:
        """Reference 12.1: two PEM files that belong together."""
        key, certificate = await read_files(request, "key", "cert")
        if not await asyncio.to_thread(_belong_together, certificate, key):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        self._access.certificate = (certificate, key)
        return Reply("success")

    async def delete(self, request: web.Request) -> Reply:
        """Reference 12.2: back to the console's own certificate."""
        self._access.certificate = None
        return Reply("success")


def _belong_together(certificate: bytes, key: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        certificate_file, key_file = Path(folder, "cert.pem"), Path(folder, "key.pem")
        certificate_file.write_bytes(certificate)
        key_file.write_bytes(key)
        try:
            # The password keeps OpenSSL from asking on the terminal for that of an encrypted key.
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate_file, key_file, password="")
        except (ssl.SSLError, ValueError, OSError):
            return False
    return True
