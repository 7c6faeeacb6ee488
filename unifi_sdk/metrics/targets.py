"""Targets: what an exporter reads, each by a name, and in parts that fail by themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import TypeAlias

import attrs

from unifi_sdk import Console  # with its applications: nothing is imported in a running loop
from unifi_sdk._core.arguments import checked
from unifi_sdk.calls import OnCall
from unifi_sdk.cloud.client import CloudClient
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet.providers import EnvironmentSecrets, SecretProvider
from unifi_sdk.fleet.references import ConsoleReference
from unifi_sdk.metrics._clouds import CLOUD, read_cloud
from unifi_sdk.metrics._consoles import APPLICATIONS, read_access, read_network, read_protect
from unifi_sdk.metrics.samples import Samples

__all__ = ["Part", "Target", "cloud_target", "console_target", "reference_target"]

Part: TypeAlias = Callable[[], Awaitable[Samples]]
"""Reads one application of a target that is open."""


@attrs.frozen(kw_only=True)
class Target:
    """Something that is read again and again.

    Args:
        name: What a scrape asks for.
        applications: The parts that it has.
        open: From a function that is told of each call to the parts, open while they are read.
    """

    name: str
    applications: tuple[str, ...]
    open: Callable[[OnCall], AbstractAsyncContextManager[Mapping[str, Part]]]


@checked
def console_target(
    name: str,
    make: Callable[[OnCall], Console],
    applications: Iterable[str] = APPLICATIONS,
    *,
    statistics: bool = True,
) -> Target:
    """A console.

    Args:
        name: What it is called.
        make: Makes the client, anew for each round, in a thread: it may read files.
        applications: Which are read: "network", "protect", "access".
        statistics: Whether devices are asked how they are doing, which takes a request for each.

    Raises:
        ConfigurationError: no application, or there is no such one.
    """
    asked = tuple(applications)
    if not asked or not set(asked) <= set(APPLICATIONS):
        raise ConfigurationError(
            f"applications must be some of {', '.join(APPLICATIONS)}, not {', '.join(asked) or 'none'}"
        )

    @asynccontextmanager
    async def opened(on_call: OnCall) -> AsyncIterator[Mapping[str, Part]]:
        async with await asyncio.to_thread(make, on_call) as console:
            yield {
                "network": lambda: read_network(console.network, statistics=statistics),
                "protect": lambda: read_protect(console.protect),
                "access": lambda: read_access(console.access),
            }

    return Target(name=name, applications=asked, open=opened)


@checked
def reference_target(
    reference: ConsoleReference,
    secrets: SecretProvider = EnvironmentSecrets(),
    applications: Iterable[str] = APPLICATIONS,
) -> Target:
    """A console of a fleet. Behind the cloud, which takes 100 requests a minute, devices are not asked one by one.

    Args:
        reference: Where it is.
        secrets: Where its secrets come from, each round again.
        applications: Which are read, of those that there is a credential for.

    Raises:
        ConfigurationError: there is none of them.
    """
    is_behind = bool(reference.console_id)
    there = {"network", "protect"} if is_behind or reference.api_key_name else set[str]()
    if reference.access_token_name and not is_behind:
        there.add("access")
    return console_target(
        reference.label if is_behind else reference.name,
        lambda on_call: reference.connect(secrets, on_call=on_call),
        [each for each in applications if each in there],
        statistics=not is_behind,
    )


@checked
def cloud_target(make: Callable[[OnCall], CloudClient], *, now: Callable[[], datetime] | None = None) -> Target:
    """The vendor's cloud, under the name ``cloud``.

    Args:
        make: Makes the client, anew for each round, in a thread.
        now: What time it is; this machine's when left out.
    """

    @asynccontextmanager
    async def opened(on_call: OnCall) -> AsyncIterator[Mapping[str, Part]]:
        async with await asyncio.to_thread(make, on_call) as cloud:
            yield {CLOUD: lambda: read_cloud(cloud, now() if now else datetime.now(UTC))}

    return Target(name=CLOUD, applications=(CLOUD,), open=opened)
