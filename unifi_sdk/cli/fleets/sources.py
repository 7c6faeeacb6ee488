"""The fleet that is meant, and where its secrets are."""

from __future__ import annotations

import asyncio
import os
from typing import Final

from unifi_sdk._core.connector import CLOUD_HOST
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.reach import at_cloud
from unifi_sdk.errors import ConfigurationError, KnownConsolesError
from unifi_sdk.fleet import Fleet, KeyringSecrets

__all__ = ["read_fleet", "secret_of"]

_KNOWN: Final = "@known"
_ACCOUNT: Final = "@cloud"


async def read_fleet(options: Options) -> Fleet:
    """The consoles of the fleet that were chosen.

    Args:
        options: What the command was given.

    Raises:
        CommandError: no fleet is named, its file can't be read, or nothing in it was chosen.
    """
    if not options.fleet:
        raise _refused("no fleet is named", "pass --fleet FILE, or set UNIFI_FLEET")
    try:
        fleet = await _read(options, options.fleet)
    except KnownConsolesError:
        raise
    except ConfigurationError as error:
        raise _refused(str(error), "correct the fleet file") from error
    chosen = fleet.where(tag=options.tag, model=options.model, name=options.console)
    if not chosen:
        raise _refused("no console of the fleet was chosen", "`unifi fleet list` shows names, models and tags")
    return chosen


async def _read(options: Options, named: str) -> Fleet:
    if named == _KNOWN:
        return Fleet.from_known(secrets=secret_of)
    if named != _ACCOUNT:
        return await asyncio.to_thread(Fleet.from_file, named, secrets=secret_of)
    async with at_cloud(options) as cloud:
        hosts = await cloud.hosts.list()
    return Fleet.from_hosts(hosts, secrets=secret_of, cloud_host=os.environ.get("UNIFI_CLOUD_HOST") or CLOUD_HOST)


def secret_of(name: str) -> str | None:
    """A secret by its name: from the environment, else from the keyring of the system, where there is one.

    Args:
        name: Its name.
    """
    if found := os.environ.get(name):
        return found
    try:
        return KeyringSecrets()(name)
    except Exception:  # without a keyring, or with one that is broken, it may still be told that the secret is missing
        return None


def _refused(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.CONFIG, error, code="CONFIG", remediation=remediation)
