"""Requests to a simulated console that are written byte by byte, as no HTTP client would send them."""

from __future__ import annotations

import asyncio
import ssl

from unifi_sdk.simulator import SimulatedConsole

__all__ = ["send_raw"]


async def send_raw(console: SimulatedConsole, line: str, *headers: str, body: bytes = b"", wait: float = 5.0) -> bytes:
    """What UniFi OS answers until it closes the connection; the right key is sent too.

    Args:
        console: The console.
        line: Verb and path.
        headers: Further headers, each a line; sent as Latin-1.
        body: What follows.
        wait: For how many seconds at most.
    """
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection(console.host, console.unifi_port, ssl=context)
    lines = (f"{line} HTTP/1.1", f"Host: {console.address}", f"X-API-KEY: {console.api_key}", *headers)
    try:
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        async with asyncio.timeout(wait):
            return await reader.read()
    finally:
        writer.close()
