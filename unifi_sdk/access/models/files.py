"""A file as the console keeps it."""

from __future__ import annotations

import attrs

__all__ = ["StoredFile"]


@attrs.frozen
class StoredFile:
    """A picture, a video or another file; a notebook shows a picture.

    Args:
        content: The bytes of the file.
        content_type: Its media type, such as ``image/png``; ``application/octet-stream`` where the console doesn't know it.
    """

    content: bytes = attrs.field(repr=lambda content: f"<{len(content)} bytes>")
    content_type: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The picture itself, which Jupyter asks for."""
        from unifi_sdk._core.tables import picture_bundle

        return picture_bundle(self.content, self.content_type)
