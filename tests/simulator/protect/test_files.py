"""Files that are uploaded to the simulated Protect application, and what is no upload."""

from __future__ import annotations

import asyncio
import io
import ssl
from io import BytesIO

import aiohttp
import pytest
from PIL import Image

from tests.support.pictures import make_picture
from tests.support.protect_browser import BASE
from tests.support.raw_request import send_raw
from unifi_sdk._facts import load
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.files import MAX_FILE_BYTES
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("protect")
FILES = "/v1/files/animations"
GIF = make_picture()


def upload(content: bytes = GIF, content_type: str = "image/gif", field: str = "file", filename: str = "welcome.gif"):
    form = aiohttp.FormData()
    form.add_field(field, BytesIO(content), filename=filename, content_type=content_type)
    return form


async def send(console: SimulatedConsole, content_type: str, body: bytes, *more: str) -> bytes:
    """The answer to an upload that is written byte by byte."""
    length = more or (f"Content-Length: {len(body)}",)
    headers = (f"Content-Type: {content_type}", "Connection: close", *length)
    return await send_raw(console, f"POST {BASE}{FILES}", *headers, body=body)


def part(headers: str, content: bytes = GIF) -> bytes:
    return b"--b\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n"


FILE = 'Content-Disposition: form-data; name="file"; filename="a.gif"\r\nContent-Type: image/gif'
FORM = "multipart/form-data; boundary=b"


async def test_a_file_is_kept_and_listed_with_more_than_the_specification_says(api, protect, clock: ManualClock):
    answer = await api.call("POST", FILES, data=upload())
    assert answer.status == 200
    assert problems(FACTS.find("POST /v1/files/{}").answer, answer.json) == []
    assert answer.json["name"] == f"{answer.json['id']}.png"
    assert (answer.json["originalName"], answer.json["size"]) == ("welcome.gif", len(GIF))
    assert answer.json["createdAt"] == clock.now() * 1000
    assert await api.get(FILES) == [answer.json]
    assert protect.files[answer.json["name"]].content == GIF


async def test_an_uploaded_picture_can_be_shown_on_a_doorbell(api, protect):
    async with api.listen("devices") as listener:
        name = (await api.call("POST", FILES, data=upload())).json["name"]
        images = (await listener.frame())["item"]["doorbellSettings"]["customImages"]
    assert images == [{"preview": f"{name}.gif", "sprite": name}]
    camera = next(iter(protect.cameras))
    body = {"lcdMessage": {"type": "IMAGE", "text": name, "resetAt": None}}
    assert (await api.call("PATCH", f"/v1/cameras/{camera}", json=body)).json["lcdMessage"] == body["lcdMessage"]


@pytest.mark.parametrize(("kind", "frames"), [("GIF", 1), ("GIF", 5), ("PNG", 1), ("JPEG", 1)])
async def test_a_picture_becomes_a_sprite_and_a_preview_no_larger_than_the_display(api, protect, kind, frames):
    content = make_picture(kind, (640, 320), frames)
    answer = await api.call("POST", FILES, data=upload(content, f"image/{kind.lower()}"))
    file = protect.files[answer.json["name"]]
    with Image.open(io.BytesIO(file.sprite)) as sprite, Image.open(io.BytesIO(file.preview)) as preview:
        assert (sprite.format, sprite.size) == ("PNG", (240, 120 * frames))
        assert (preview.format, preview.size, preview.n_frames) == ("GIF", (240, 120), frames)


async def test_the_same_file_twice_is_two_files(api):
    for _ in range(2):
        await api.call("POST", FILES, data=upload())
    assert len({file["name"] for file in await api.get(FILES)}) == 2


@pytest.mark.parametrize(
    "options",
    [
        lambda: {"data": upload(field="upload")},
        lambda: {"data": upload(b"x", "text/plain")},
        lambda: {"data": GIF, "headers": {"Content-Type": "image/gif"}},
        dict,
    ],
    ids=["field", "type", "plain", "nothing"],
)
async def test_what_is_no_file_is_refused(api, protect, options):
    assert (await api.call("POST", FILES, **options())).status == 400
    assert protect.files == {}


@pytest.mark.parametrize("kind", ["GIF", "JPEG", "PNG"])
@pytest.mark.parametrize(
    "harm", [lambda whole: whole[: len(whole) // 2], lambda whole: b"x" + whole, lambda whole: b""]
)
async def test_a_damaged_picture_is_refused(api, protect, kind, harm):
    content = harm(make_picture(kind, (200, 150)))
    assert (await api.call("POST", FILES, data=upload(content, f"image/{kind.lower()}"))).status == 400
    assert protect.files == {}


async def test_a_picture_that_would_fill_the_memory_is_refused(api, protect):
    content = make_picture("PNG", (9000, 9000))
    assert len(content) < MAX_FILE_BYTES
    assert (await api.call("POST", FILES, data=upload(content, "image/png"))).status == 400
    assert protect.files == {}


async def test_a_sound_becomes_no_sprite_and_is_shown_on_no_doorbell(api, protect):
    answer = await api.call("POST", FILES, data=upload(b"RIFF", "audio/wave", filename="ring.wav"))
    file = protect.files[answer.json["name"]]
    assert (answer.json["name"][-4:], file.sprite, file.preview) == (".wav", None, None)
    assert protect.nvr.get("doorbellSettings")["customImages"] == []


async def test_a_file_has_a_largest_size(api, protect):
    assert (await api.call("POST", FILES, data=upload(bytes(MAX_FILE_BYTES), "audio/wave"))).status == 200
    assert (await api.call("POST", FILES, data=upload(bytes(MAX_FILE_BYTES + 1), "audio/wave"))).status == 413
    assert len(protect.files) == 1


async def test_there_are_no_other_files_than_animations(api):
    assert (await api.call("GET", "/v1/files/films")).status == 400
    assert (await api.call("POST", "/v1/files/films", data=upload(b"x"))).status == 400


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", part(FILE) + b"--b--\r\n"),
        ("multipart/form-data; boundary=", part(FILE) + b"--b--\r\n"),
        ('multipart/form-data; boundary=""', part(FILE) + b"--b--\r\n"),
        ("multipart/form-data; boundary=" + "b" * 71, part(FILE) + b"--b--\r\n"),
        ("multipart/form-data; boundary=\xe9", part(FILE) + b"--b--\r\n"),
        ("multipart/form-data; boundary", part(FILE) + b"--b--\r\n"),
        ("multipart/form-data; boundary=other", part(FILE) + b"--b--\r\n"),
        ("multipart/mixed; boundary=b", part(FILE) + b"--b--\r\n"),
        ("multipart", part(FILE) + b"--b--\r\n"),
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"file=a"),
        ("", b""),
        (FORM, b""),
        (FORM, b"\r\n"),
        (FORM, b"--b--\r\n"),
        (FORM, b"--b\r\n"),
        (FORM, b"--b"),
        (FORM, b"no form at all"),
        (FORM, b"no form at all\r\n" * 10),
        (FORM, part(FILE)),
        (FORM, part(FILE)[:-20]),
        (FORM, part(FILE)[:60]),
        (FORM, b"--b\r\n" + FILE.encode()),
        (FORM, part("") + b"--b--\r\n"),
        (FORM, part("no header") + b"--b--\r\n"),
        (FORM, part("Content-Type: image/gif") + b"--b--\r\n"),
        (FORM, part('Content-Disposition: form-data; name="file') + b"--b--\r\n"),
        (FORM, part("Content-Disposition: \xff\x00") + b"--b--\r\n"),
        (FORM, part(FILE.replace("file", "other")) + b"--b--\r\n"),
        (FORM, part(FILE) + part(FILE) + b"--b--\r\n"),
        (FORM, part(FILE + "\r\nX: " + "y" * 100_000) + b"--b--\r\n"),
        (FORM, part(FILE.replace("image/gif", "multipart/mixed"), b"--c\r\n\r\nx\r\n--c--") + b"--b--\r\n"),
        (FORM, part(FILE.replace("image/gif", "multipart/mixed; boundary=c"), b"--c\r\n\r\nx\r\n--c--") + b"--b--\r\n"),
        (FORM, part(FILE.replace("image/gif", "multipart/mixed; boundary=b"), b"--b\r\n\r\nx\r\n--b--") + b"--b--\r\n"),
        (FORM, part(FILE.replace("image/gif", "image/gif\xff/;;=")) + b"--b--\r\n"),
        (FORM, part(FILE.replace("image/gif", "image/svg+xml"), b"<svg/>") + b"--b--\r\n"),
    ],
)  # fmt: skip
async def test_what_is_no_form_is_refused_with_400(console, protect, content_type, body):
    answer = await send(console, content_type, body)
    assert answer[8:13] == b" 400 ", answer[:200]
    assert protect.files == {}


@pytest.mark.parametrize("length", ["many", "9999", "-1", "0"])
async def test_the_length_that_a_part_claims_is_not_looked_at(console, protect, length):
    answer = await send(console, FORM, part(f"{FILE}\r\nContent-Length: {length}") + b"--b--\r\n")
    assert answer[8:13] == b" 200 "
    assert [file.content for file in protect.files.values()] == [GIF]


@pytest.mark.parametrize(
    "headers",
    [("Transfer-Encoding: chunked",), ("Content-Length: 1000", "Content-Encoding: gzip"), ("Content-Length: x",)],
)
async def test_a_body_that_cannot_be_read_is_refused_with_400(console, protect, headers):
    answer = await send(console, FORM, b"5\r\n--b\r\n\r\nzz\r\n" + bytes(1000), *headers)
    assert answer[8:13] == b" 400 ", answer[:200]
    assert protect.files == {}


async def test_an_upload_that_is_cut_off_leaves_nothing_behind(console, protect):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    _, writer = await asyncio.open_connection(console.host, console.unifi_port, ssl=context)
    head = f"POST {BASE}{FILES} HTTP/1.1\r\nHost: x\r\nX-API-KEY: {console.api_key}\r\n"
    writer.write(f"{head}Content-Type: {FORM}\r\nContent-Length: 100000\r\n\r\n".encode() + part(FILE))
    await writer.drain()
    writer.transport.abort()
    await asyncio.sleep(0.05)
    assert protect.files == {}
    async with aiohttp.ClientSession() as session:
        pin = aiohttp.Fingerprint(bytes.fromhex(console.fingerprint("unifi")))
        url = f"https://{console.address}/proxy/protect/integration/v1/meta/info"
        async with session.get(url, headers={"X-API-KEY": console.api_key}, ssl=pin) as answer:
            assert answer.status == 200
