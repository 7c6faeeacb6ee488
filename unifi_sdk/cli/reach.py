"""Reaching the console that is meant, and the site on it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final

from unifi_sdk.cli.current import CURRENT, Reached
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import Options, WriteOptions
from unifi_sdk.cli.settings import read_cloud_settings, read_settings
from unifi_sdk.errors import ConfigurationError, ConflictError, KnownConsolesError, NotFoundError, TransportError

if TYPE_CHECKING:
    from unifi_sdk.cloud.client import CloudClient
    from unifi_sdk.console import Console
    from unifi_sdk.network.models import Site
    from unifi_sdk.network.site import SiteScope

__all__ = ["at_cloud", "at_site", "connect", "find_site"]

_GOODBYE_SECONDS: Final = 0.05
"""How long a connection that was given up has to end its TLS, before the event loop ends."""
_MOST_NAMES: Final = 20


@asynccontextmanager
async def connect(options: Options, *needed: str) -> AsyncIterator[Console]:
    """The console that is meant; it only reads, unless writes were allowed.

    Args:
        options: What the command was given.
        needed: The applications whose credentials are needed, one of them at least: "network", "access", "protect",
            "legacy".

    Raises:
        CommandError: no console is named, there is no credential, or a setting can't be.
    """
    if (current := CURRENT.get()) is not None:
        if current.console is None:
            raise Reached(needed)
        yield current.console
        return
    from unifi_sdk.console import Console
    from unifi_sdk.retry import RetryPolicy

    retry = RetryPolicy(deadline_seconds=options.timeout) if options.timeout is not None else None
    with _interruptible():
        settings = read_settings(*needed, host=options.host, key_stdin=options.key_stdin)
    try:
        opened = Console.from_env(settings, read_only=not options.allows_writes, retry=retry)
    except KnownConsolesError:
        raise
    except ConfigurationError as error:
        raise CommandError(
            Exit.CONFIG, str(error), code="CONFIG", remediation="correct the option or environment variable behind it"
        ) from error
    try:
        async with opened as console:
            yield console
    except TransportError:
        await asyncio.sleep(_GOODBYE_SECONDS)
        raise


@asynccontextmanager
async def at_cloud(options: Options) -> AsyncIterator[CloudClient]:
    """The vendor's cloud, which is only read.

    Args:
        options: What the command was given.

    Raises:
        CommandError: there is no key, or a setting can't be.
    """
    from unifi_sdk.cloud.client import CloudClient
    from unifi_sdk.retry import RetryPolicy

    retry = RetryPolicy(deadline_seconds=options.timeout) if options.timeout is not None else None
    with _interruptible():
        settings = read_cloud_settings(key_stdin=options.key_stdin)
    try:
        opened = CloudClient.from_env(settings, read_only=True, retry=retry)
    except ConfigurationError as error:
        raise CommandError(
            Exit.CONFIG, str(error), code="CONFIG", remediation="correct the environment variable behind it"
        ) from error
    try:
        async with opened as cloud:
            yield cloud
    except TransportError:
        await asyncio.sleep(_GOODBYE_SECONDS)
        raise


async def find_site(options: Options, console: Console, *, changing: bool = False) -> tuple[SiteScope, str]:
    """The site that is meant, and what is to be said about it.

    Args:
        options: What the command was given.
        console: Where the site is.
        changing: Whether something is changed there: then one of several sites has to be named.

    Returns:
        The site that was named, else the only one or the default; a sentence that tells which one of several was taken.

    Raises:
        NotFoundError: no site is called that, or there is none at all.
        CommandError: several sites are called that; or none was named, and the choice is not the command's to make.
    """
    if options.site:
        return await _named_site(options.site, console), ""
    sites = await console.network.sites.list()
    if not sites:
        raise NotFoundError("this console has no site")
    chosen = sites if len(sites) == 1 else [site for site in sites if site.internal_reference == "default"]
    if len(chosen) != 1 or (changing and len(sites) > 1):
        raise CommandError(
            Exit.INPUT_REQUIRED,
            f"there are {len(sites)} sites and none was named: {_names(sites)}",
            code="INPUT_REQUIRED",
            remediation="name one with --site or UNIFI_SITE",
        )
    said = f"read at {_names(chosen)}, one of {len(sites)} sites: --site names another" if len(sites) > 1 else ""
    return console.network._scope(chosen[0]), said


@asynccontextmanager
async def at_site(options: Options) -> AsyncIterator[SiteScope]:
    """The site that is meant, of a console that is open meanwhile; see `connect` and `find_site`.

    Args:
        options: What the command was given; a command that may change something has to be told its site.
    """
    async with connect(options, "network") as console:
        site, said = await find_site(options, console, changing=isinstance(options, WriteOptions))
        yield site
        if said:
            options.output.say(said)


async def _named_site(name_or_id: str, console: Console) -> SiteScope:
    try:
        return await console.network.find_site(name_or_id)
    except ConflictError as error:
        raise CommandError(
            Exit.INPUT_REQUIRED,
            str(error),
            code="INPUT_REQUIRED",
            remediation="name it by its id; `unifi site list` shows them",
        ) from error


def _names(sites: Sequence[Site]) -> str:
    from unifi_sdk._core.dialect import clean_text

    names = [clean_text(site.name or site.id) for site in sites[:_MOST_NAMES]]
    return ", ".join(names) + (", …" if len(sites) > _MOST_NAMES else "")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Lets Ctrl-C end what blocks the event loop, such as a wait for standard input or for a keyring to be unlocked."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
