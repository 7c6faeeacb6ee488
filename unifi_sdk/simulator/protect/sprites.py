"""What a simulated Protect application makes of an uploaded picture for the display of a doorbell."""

from __future__ import annotations

import io

import attrs

from unifi_sdk._core.optional import needs_extra

with needs_extra("simulator"):
    from PIL import Image, ImageSequence

__all__ = ["Sprite", "UnreadablePictureError", "make_sprite"]

DISPLAY = (240, 240)
MAX_FRAMES = 200
MAX_PIXELS = 40_000_000
_FORMATS = ("GIF", "JPEG", "PNG")


class UnreadablePictureError(ValueError):
    """The content is no GIF, JPEG or PNG, is damaged, or too large."""


@attrs.frozen
class Sprite:
    """A picture as a doorbell shows it."""

    png: bytes = attrs.field(repr=False)
    """Every frame, one below the other."""
    gif: bytes = attrs.field(repr=False)
    """The same as a moving picture, to look at."""


def make_sprite(content: bytes) -> Sprite:
    """Make a sprite and its preview, no larger than the display.

    Args:
        content: A GIF, JPEG or PNG.

    Raises:
        UnreadablePictureError: it is none of these.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            frames = _read_frames(image)
    except Exception as error:  # decoders raise all sorts of things at damaged data
        raise UnreadablePictureError("the picture can't be read") from error
    width, height = frames[0].size
    sheet = Image.new("RGB", (width, height * len(frames)))
    for number, frame in enumerate(frames):
        sheet.paste(frame, (0, height * number))
    return Sprite(_save(sheet, "PNG"), _save(frames[0], "GIF", frames[1:]))


def _read_frames(image: Image.Image) -> list[Image.Image]:
    if image.width * image.height > MAX_PIXELS:
        raise UnreadablePictureError("the picture is too large")
    frames = []
    for frame in ImageSequence.Iterator(image):
        shown = frame.convert("RGB")
        shown.thumbnail(DISPLAY)
        frames.append(shown)
        if len(frames) > MAX_FRAMES:
            raise UnreadablePictureError("the picture has too many frames")
    return frames


def _save(image: Image.Image, kind: str, more: list[Image.Image] | None = None) -> bytes:
    file = io.BytesIO()
    if more is None:
        image.save(file, kind)
    else:
        image.save(file, kind, save_all=True, append_images=more, loop=0)
    return file.getvalue()
