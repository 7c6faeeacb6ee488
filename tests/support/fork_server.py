"""A Python that has imported the SDK, and forks for each script that it is told to run; a program, started by `forks`.

Its input is a socket. A message tells the script, and brings where its output goes, and where its id and its exit code are to
be written. The child goes on where this module ends: the script ends as Python ends.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
from typing import Any

IMPORTED = ("orjson", "unifi_sdk.network", "unifi_sdk.access", "unifi_sdk.protect")


def wait_for_a_job() -> str:
    """Serve until the socket is closed; comes back in children alone, as the script that they are to run."""
    control = socket.socket(fileno=0)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 << 20, 3)
        if not message:
            os._exit(0)
        if os.fork() == 0:
            control.detach()
            return become(json.loads(message), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def become(job: dict[str, Any], out: int, err: int, status: int) -> str:
    """Fork once more, to tell how the script ends; in the child, take its place."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child:
        os.write(status, f"{child}\n".encode())
        os.close(out)
        os.close(err)
        os.write(status, str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
        os._exit(0)
    os.close(status)
    for wanted, descriptor in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
        os.dup2(descriptor, wanted)
        os.close(descriptor)
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["environ"])
    script: str = job["script"]
    sys.argv = [script, *job["arguments"]]
    sys.path[0] = os.path.dirname(script)
    return script


if __name__ == "__main__":
    for name in IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who forks for a script ends by itself
    runpy.run_path(wait_for_a_job(), run_name="__main__")
