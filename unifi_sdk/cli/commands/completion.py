"""`unifi completion`: what makes a shell complete the command."""

from __future__ import annotations

import sys
from typing import Literal

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.root import app as root

__all__ = ["app"]

app = App(name="completion", version_flags=())


@app.default
def completion(shell: Literal["bash", "zsh", "fish"], /) -> Exit:
    """Print a script for a shell, such as: unifi completion bash > ~/.local/share/bash-completion/completions/unifi.

    Args:
        shell: Which one; zsh wants a file _unifi in its fpath, fish one in ~/.config/fish/completions.
    """
    sys.stdout.write(root.generate_completion(prog_name="unifi", shell=shell).rstrip() + "\n")
    return Exit.OK
