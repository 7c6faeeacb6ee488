"""A picture as a camera gives it."""

from __future__ import annotations

import attrs

__all__ = ["Picture"]


@attrs.frozen
class Picture:
    """A still picture; a notebook shows it.

    Args:
        content: The bytes of the file.
        content_type: Its media type, usually ``image/jpeg``.
    """

    content: bytes = attrs.field(repr=lambda content: f"<{len(content)} bytes>")
    content_type: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The picture itself, which Jupyter asks for."""
        from unifi_sdk._core.tables import picture_bundle

        return picture_bundle(self.content, self.content_type)
