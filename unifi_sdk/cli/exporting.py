"""What `unifi metrics` reads, where it listens, and how it ends."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import signal
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final, Self

import attrs

from unifi_sdk import Console
from unifi_sdk._core.private import read_private
from unifi_sdk._core.profiles import profile_variables
from unifi_sdk.auth import Secret, hidden
from unifi_sdk.calls import OnCall
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.settings import read_cloud_settings, read_settings
from unifi_sdk.cloud.client import CloudClient
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet import EnvironmentSecrets, FileSecrets, Fleet
from unifi_sdk.metrics import (
    CallMetrics,
    Exporter,
    Target,
    Timing,
    cloud_target,
    console_target,
    make_app,
    reference_target,
    serve,
)
from unifi_sdk.metrics._clouds import CLOUD
from unifi_sdk.metrics._consoles import APPLICATIONS

__all__ = ["TOKEN", "Listening", "export", "targets_of"]

TOKEN: Final = "UNIFI_METRICS_TOKEN"  # noqa: S105 - the name of a variable
_SHORTEST_TOKEN: Final = 24
_MOST_BYTES: Final = 4096
_PLACE: Final = re.compile(r"(?:\[([^\]]+)\]|([^:\[\]]+)):([0-9]{1,5})")


@attrs.frozen(kw_only=True)
class Listening:
    """Where the exporter listens, and whom it lets in.

    Args:
        host: The address.
        port: The port, 0 for a free one.
        token: What a scraper has to send; None lets everybody in.
        ssl_context: For HTTPS.
    """

    host: str
    port: int
    token: Secret | None
    ssl_context: ssl.SSLContext | None

    @classmethod
    def of(cls, place: str, *, token_file: Path | None, certificate: Path | None, key: Path | None) -> Self:
        """What the options say.

        Args:
            place: ``host:port``.
            token_file: Where the token is; the environment when left out.
            certificate: A PEM file.
            key: A PEM file.

        Raises:
            CommandError: they can't be, or a token would travel in the clear.
        """
        found = _PLACE.fullmatch(place)
        if found is None or int(found[3]) > 65535:
            raise _refused(f"{place} is no place to listen at", "write host:port, such as 127.0.0.1:9810")
        if (certificate is None) != (key is None):
            raise _refused("--certificate and --key go together", "give both, or neither")
        host = found[1] or found[2]
        with _told():
            listening = cls(
                host=host,
                port=int(found[3]),
                token=_token(token_file),
                ssl_context=_context(certificate, key) if certificate and key else None,
            )
        if listening.token is not None and listening.ssl_context is None and not listening.is_private:
            raise _refused("a token would travel in the clear", "give --certificate and --key, or listen at 127.0.0.1")
        return listening

    @property
    def is_private(self) -> bool:
        """Whether nobody but this machine reaches it."""
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host == "localhost"


def targets_of(
    options: Options,
    consoles: Path | None,
    *,
    secrets: Path | None = None,
    profiles: str | None = None,
    cloud: bool = False,
    only: str | None = None,
) -> list[Target]:
    """What is to be read.

    Args:
        options: What the command was given.
        consoles: A fleet file.
        secrets: Where its secrets are; the environment when left out.
        profiles: Names of profiles, with commas between them.
        cloud: Whether the cloud is read.
        only: Applications, with commas between them.

    Raises:
        CommandError: something of it can't be.
    """
    applications = tuple(only.split(",")) if only else APPLICATIONS
    if unknown := set(applications) - set(APPLICATIONS):
        raise _refused(f"there is no application {', '.join(sorted(unknown))}", f"write {','.join(APPLICATIONS)}")
    targets: list[Target] = []
    with _told():
        if consoles is not None:
            provider = FileSecrets(secrets) if secrets else EnvironmentSecrets()
            targets += [reference_target(each, provider, applications) for each in Fleet.from_file(consoles)]
        for name in profiles.split(",") if profiles else ():
            said = profile_variables({**os.environ, "UNIFI_PROFILE": name})
            targets.append(_target(name, hidden({**os.environ, **said, "UNIFI_PROFILE": ""}), applications))
        if not targets and not cloud:
            settings = read_settings(*APPLICATIONS, host=options.host, key_stdin=options.key_stdin)
            targets.append(_target(settings.get("UNIFI_HOST") or "console", hidden(settings), applications))
        if any(target.name == CLOUD for target in targets):
            raise ConfigurationError(f"{CLOUD} is the name of the vendor's cloud: call the console otherwise")
        if cloud:
            targets.append(cloud_target(partial(_cloud, hidden(read_cloud_settings()))))
    return targets


async def export(options: Options, targets: list[Target], timing: Timing, listening: Listening) -> None:
    """Serve until the process is told to end.

    Args:
        options: What the command was given.
        targets: What is read.
        timing: How often.
        listening: Where it listens.
    """
    if listening.token is None and not listening.is_private:
        options.output.say(f"whoever reaches {listening.host} can read everything: set {TOKEN} to let others out")
    calls, ended = CallMetrics(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not everywhere, and in no other thread
            loop.add_signal_handler(number, ended.set)
    async with Exporter(targets, timing=timing, on_call=calls) as exporter:
        token = listening.token.reveal() if listening.token else None
        app = make_app(exporter, calls, token=token)
        async with serve(app, listening.host, listening.port, ssl_context=listening.ssl_context) as address:
            options.output.say(f"listening at {address}, {len(targets)} targets")
            await ended.wait()


def _target(name: str, env: Mapping[str, str], applications: tuple[str, ...]) -> Target:
    is_behind = not env.get("UNIFI_HOST")
    there = {"network", "protect"} if is_behind or env.get("UNIFI_API_KEY") else set[str]()
    if env.get("UNIFI_ACCESS_TOKEN") and not is_behind:
        there.add("access")
    asked = [each for each in applications if each in there]
    return console_target(name, partial(_console, env), asked, statistics=not is_behind)


def _console(env: Mapping[str, str], on_call: OnCall) -> Console:
    return Console.from_env(env, read_only=True, on_call=on_call)


def _cloud(env: Mapping[str, str], on_call: OnCall) -> CloudClient:
    return CloudClient.from_env(env, read_only=True, on_call=on_call)


def _token(path: Path | None) -> Secret | None:
    """The token of a file, else that of the environment."""
    if path is None:
        text, where = os.environ.get(TOKEN, ""), TOKEN
        if not text:
            return None
    else:
        text, where = (read_private(path, _MOST_BYTES) or b"").decode("utf-8", "replace").strip(), str(path)
    if len(text) < _SHORTEST_TOKEN:
        raise ConfigurationError(f"the token in {where} has fewer than {_SHORTEST_TOKEN} characters: make a longer one")
    return Secret(text, "token")


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as error:  # a wrong password is none of ssl's own
        told = type(error).__name__
    else:
        return context
    raise ConfigurationError(f"{certificate} and {key} are no certificate and its key without a password ({told})")


@contextmanager
def _told() -> Iterator[None]:
    """Tells what can't be as the command tells it."""
    try:
        yield
    except ConfigurationError as error:
        raise _refused(str(error), "correct the option, file or environment variable behind it") from error


def _refused(error: str, remediation: str) -> CommandError:
    return CommandError(Exit.CONFIG, error, code="CONFIG", remediation=remediation)
