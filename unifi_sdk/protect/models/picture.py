"""A picture as a camera gives it."""

from __future__ import annotations

import attrs

__all__ = ["Picture"]


@attrs.frozen
class Picture:
    """A still picture.

    Args:
        content: The bytes of the file.
        content_type: Its media type, usually ``image/jpeg``.
    """

    content: bytes = attrs.field(repr=lambda content: f"<{len(content)} bytes>")
    content_type: str
