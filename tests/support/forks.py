"""Python scripts as processes of their own that don't import the SDK anew: each is forked from a Python that has."""

from __future__ import annotations

import asyncio
import atexit
import functools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

__all__ = ["CAN_FORK", "Forked", "fork"]

CAN_FORK = sys.platform == "linux"
"""Elsewhere there are no sockets that keep messages apart and carry open files, or forking is not safe."""
SERVER = Path(__file__).with_name("fork_server.py")


class Forked:
    """A script that runs; to be used as `asyncio.subprocess.Process` is."""

    def __init__(self, pid: int, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader) -> None:
        self.pid = pid
        self.stdout = stdout
        self.stderr = stderr
        self.ending = asyncio.get_running_loop().create_future()
        """Its exit code, once it has ended."""

    @property
    def returncode(self) -> int | None:
        return self.ending.result() if self.ending.done() else None

    async def communicate(self) -> tuple[bytes, bytes]:
        """What it still prints, once it has ended."""
        out, err = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await asyncio.shield(self.ending)
        return out, err

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


@asynccontextmanager
async def fork(
    script: Path, arguments: Sequence[str], *, folder: Path, environ: Mapping[str, str]
) -> AsyncIterator[Forked]:
    """Run a script, and end it if it still runs afterwards.

    Args:
        script: Its file.
        arguments: What follows it on the line.
        folder: Where it runs.
        environ: Its environment. What Python and aiohttp read there at their start is not read again, such as SSL_CERT_FILE.
    """
    job = {"script": str(script), "arguments": [*arguments], "folder": str(folder), "environ": {**environ}}
    async with _pipe() as (stdout, out), _pipe() as (stderr, err), _pipe() as (status, told):
        socket.send_fds(_server(environ.get("PYTHONWARNINGS", "")), [json.dumps(job).encode()], [out, err, told])
        for descriptor in (out, err, told):
            os.close(descriptor)
        process = Forked(int(await status.readline()), stdout, stderr)
        waiting = asyncio.create_task(_wait(status, process.ending))
        try:
            yield process
        finally:
            if not process.ending.done():
                process.send_signal(signal.SIGKILL)
            await waiting


async def _wait(status: asyncio.StreamReader, ending: asyncio.Future[int]) -> None:
    ending.set_result(int(await status.read()))


@functools.cache
def _server(warnings: str) -> socket.socket:
    """The one server of this process for scripts with these warnings; it ends when its socket is closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        environ = {**os.environ, "PYTHONWARNINGS": warnings}
        server = subprocess.Popen([sys.executable, str(SERVER)], stdin=theirs, env=environ)
    atexit.register(lambda: (ours.close(), server.wait()))
    return ours


@asynccontextmanager
async def _pipe() -> AsyncIterator[tuple[asyncio.StreamReader, int]]:
    """The end that is read, and the descriptor of the one that is written."""
    read, write = os.pipe()
    reader = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(read, "rb")
    )
    try:
        yield reader, write
    finally:
        transport.close()
