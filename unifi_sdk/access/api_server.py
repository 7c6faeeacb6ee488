"""The certificate of the API itself."""

from __future__ import annotations

from unifi_sdk._core.application import FilePart
from unifi_sdk.access._resource import Resource, gone_if_resent
from unifi_sdk.errors import ConfigurationError

__all__ = ["ApiServer"]


class ApiServer(Resource):
    """The certificate on the port of this API, 12445; the token needs ``edit:api_server``. UniFi Access 2.2.10 or later."""

    async def upload_certificate(self, *, key: bytes, certificate: bytes, timeout_seconds: float | None = None) -> None:
        """Have the API use a certificate of yours once UniFi Access is restarted (reference 12.1).

        From then on a client with `Pinned` needs the fingerprint of this one.

        Args:
            key: The private key, in PEM.
            certificate: The certificate, in PEM, with those between it and its authority.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: one of them isn't in PEM, or the two were taken for each other.
            BadRequestError: they don't belong together.
            OutcomeUnknownError: the answer was lost and the certificate may be the new one.
        """
        if b"PRIVATE KEY-----" not in key:
            raise ConfigurationError("key must be a private key in PEM")
        if b"-----BEGIN CERTIFICATE-----" not in certificate:
            raise ConfigurationError("certificate must be a certificate in PEM")
        files = {
            "key": FilePart(key, "server.key", "application/octet-stream"),
            "cert": FilePart(certificate, "server.crt", "application/octet-stream"),
        }
        await self._app.upload("POST /api_server/certificates", None, files, deadline_seconds=timeout_seconds)

    async def delete_certificate(self, *, timeout_seconds: float | None = None) -> None:
        """Have the API use the console's own certificate once UniFi Access is restarted (reference 12.2)."""
        with gone_if_resent():
            await self._app.call("DELETE /api_server/certificates", None, deadline_seconds=timeout_seconds)
