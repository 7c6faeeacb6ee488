"""Files that devices show or play."""

from __future__ import annotations

from typing import Final

from unifi_sdk._core.application import FilePart
from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.files import AssetFile, AssetFileType

__all__ = ["Files"]

_UPLOAD_SECONDS: Final = 300.0


class Files(Resource):
    """Files that devices show or play; none can be deleted with this API."""

    def list(self, file_type: AssetFileType = AssetFileType.ANIMATIONS) -> Paginator[AssetFile]:
        """Every file of a type, in one request.

        Args:
            file_type: What the files are for.
        """
        return list_all(self._app, "GET /v1/files/{file_type}", AssetFile, file_type=file_type)

    async def upload(
        self,
        content: bytes,
        *,
        name: str,
        content_type: str,
        file_type: AssetFileType = AssetFileType.ANIMATIONS,
        timeout_seconds: float | None = None,
    ) -> AssetFile:
        """Upload a picture for the displays of doorbells; the console takes up to minutes for a long animation.

        The same file uploaded twice is there twice, and a moving picture is there as two files: ``….png`` and ``….png.gif``.

        Args:
            content: The bytes of the file, at most 10 MB; what the console makes of it must not exceed 1 MB.
            name: The name of the file.
            content_type: Its media type: ``image/gif``, ``image/jpeg``, ``image/png``, or of a sound ``audio/mpeg``,
                ``audio/mp4``, ``audio/wave``, ``audio/x-caf``.
            file_type: What the file is for.
            timeout_seconds: For this call in all; 300 when left out.

        Returns:
            The file; `LcdMessageInput` takes its name.

        Raises:
            ConfigurationError: there is nothing in the file, or no name or media type.
            BadRequestError: the console can't use the file, or it is too large.
            OutcomeUnknownError: the answer was lost, or didn't come within 300 seconds; look for the file with `list` before
                trying again.
        """
        not_empty(name=name, content_type=content_type)
        if not content:
            raise ConfigurationError("content is empty")
        return await self._app.upload(
            "POST /v1/files/{file_type}",
            AssetFile,
            {"file": FilePart(content, name, content_type)},
            deadline_seconds=_UPLOAD_SECONDS if timeout_seconds is None else timeout_seconds,
            file_type=file_type,
        )
