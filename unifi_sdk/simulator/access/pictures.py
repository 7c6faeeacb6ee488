"""Pictures of the simulated Access application: QR codes, faces, and what the camera of a reader sees."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime

from unifi_sdk._core.optional import needs_extra

with needs_extra("simulator"):
    import segno
    from PIL import Image, ImageDraw


PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
"""How the files begin."""
MODULE_PIXELS = 8
AVATAR_PIXELS, AVATAR_CELLS = 40, 5
WIDTH, HEIGHT = 320, 180


def qr_picture(text: str) -> bytes:
    """A PNG of a QR code that says this."""
    file = io.BytesIO()
    segno.make_qr(text, error="m").save(file, kind="png", scale=MODULE_PIXELS, border=4)
    return file.getvalue()


def avatar_picture(name: str) -> bytes:
    """A PNG of 40 by 40 pixels: a mirrored pattern of its own for each name."""
    digest = hashlib.sha256(name.encode()).digest()
    face = Image.new("L", (AVATAR_CELLS, AVATAR_CELLS), 220)
    for y in range(AVATAR_CELLS):
        for x in range(AVATAR_CELLS):
            if digest[AVATAR_CELLS * y + min(x, AVATAR_CELLS - 1 - x)] > 127:
                face.putpixel((x, y), 60)
    file = io.BytesIO()
    face.resize((AVATAR_PIXELS, AVATAR_PIXELS), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()


def door_picture(subject: str, name: str, time: float) -> bytes:
    """A JPEG of 320 by 180 pixels: a door with its name and the time.

    Args:
        subject: Id of the door or of the device that sees it; each has colours of its own.
        name: What is written below.
        time: Unix seconds.
    """
    red, green, blue = hashlib.sha256(subject.encode()).digest()[:3]
    picture = Image.new("RGB", (WIDTH, HEIGHT), (96 + red // 4, 96 + green // 4, 96 + blue // 4))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HEIGHT * 3 // 4, WIDTH, HEIGHT), fill=(88, 84, 80))
    pen.rectangle(
        (130, 36, 190, HEIGHT * 3 // 4), fill=(48 + blue // 4, 40 + red // 4, 32), outline=(24, 20, 16), width=3
    )
    pen.ellipse((178, 84, 185, 91), fill=(216, 192, 96))
    moment = datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    pen.text((8, HEIGHT - 32), f"{name.encode('ascii', 'replace').decode()}\n{moment}", fill=(255, 255, 255))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def media_type(picture: bytes) -> str | None:
    """The media type of a PNG or JPEG; None for anything else."""
    return "image/png" if picture.startswith(PNG) else "image/jpeg" if picture.startswith(JPEG) else None
