"""Small pictures, as files."""

from __future__ import annotations

import io

from PIL import Image

__all__ = ["make_picture"]


def make_picture(kind: str = "GIF", size: tuple[int, int] = (32, 24), frames: int = 1) -> bytes:
    """A picture of one colour for each frame.

    Args:
        kind: `GIF`, `JPEG` or `PNG`.
        size: Width and height in pixels.
        frames: How many; more than one for a GIF only.
    """
    images = [Image.new("RGB", size, (40 * number % 256, 90, 160)) for number in range(frames)]
    file = io.BytesIO()
    if frames > 1:
        images[0].save(file, kind, save_all=True, append_images=images[1:])
    else:
        images[0].save(file, kind)
    return file.getvalue()
