"""`unifi completion`: scripts that shells can read."""

from __future__ import annotations

import asyncio
import shutil
import subprocess

import pytest

from tests.support.commands import Unifi


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
async def test_a_script_names_the_command_and_its_subcommands(unifi: Unifi, shell: str):
    ended = await unifi("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    for word in ("unifi", "voucher", "unlock", "completion"):
        assert word in ended.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
async def test_a_shell_can_read_its_script(unifi: Unifi, shell: str):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    ended = await unifi("completion", shell)
    done = await asyncio.to_thread(
        subprocess.run, [program, "-n"], input=ended.out, capture_output=True, text=True, timeout=20
    )
    assert (done.returncode, done.stderr) == (0, "")


async def test_an_unknown_shell_ends_with_2(unifi: Unifi):
    ended = await unifi("completion", "cmd")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
