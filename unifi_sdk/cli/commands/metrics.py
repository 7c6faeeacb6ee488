"""`unifi metrics`: an exporter for Prometheus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from cyclopts import App, Group, Parameter, validators

from unifi_sdk.cli.exits import Exit, without_extra
from unifi_sdk.cli.options import Options

__all__ = ["app"]

_EXPORTER: Final = Group("Options of this command", sort_key=70)
_SECONDS: Final = validators.Number(gt=0)
_DEFAULTS: Final = Options()

app = App(
    name="metrics",
    help="Serve the figures of consoles and of the cloud to Prometheus; a scrape waits for no console.",
    version_flags=(),
)


@app.default
async def metrics(
    consoles: Path | None = None,
    /,
    *,
    profiles: Annotated[str | None, Parameter(group=_EXPORTER)] = None,
    cloud: Annotated[bool, Parameter(group=_EXPORTER)] = False,
    only: Annotated[str | None, Parameter(group=_EXPORTER)] = None,
    listen: Annotated[str, Parameter(group=_EXPORTER)] = "127.0.0.1:9810",
    every: Annotated[float, Parameter(group=_EXPORTER, validator=_SECONDS)] = 60.0,
    within: Annotated[float, Parameter(group=_EXPORTER, validator=_SECONDS)] = 30.0,
    keep: Annotated[float | None, Parameter(group=_EXPORTER, validator=_SECONDS)] = None,
    secrets: Annotated[Path | None, Parameter(group=_EXPORTER)] = None,
    token_file: Annotated[Path | None, Parameter(group=_EXPORTER)] = None,
    certificate: Annotated[Path | None, Parameter(group=_EXPORTER)] = None,
    key: Annotated[Path | None, Parameter(group=_EXPORTER)] = None,
    options: Options = _DEFAULTS,
) -> Exit:
    """Serve the figures of consoles and of the cloud, until it is told to end (Ctrl-C, SIGTERM).

    /probe?target=NAME has those of a console, /cloud those of the cloud, /metrics those of the exporter itself.
    Prometheus sends the token of UNIFI_METRICS_TOKEN or --token-file, where one is set.

    Args:
        consoles: A fleet file, whose consoles are the targets. Without it, profiles and the cloud, the one console that
            the environment or --host names.
        profiles: Consoles by their names in profiles.toml: hotel,office.
        cloud: Read the cloud as well, with the key in UNIFI_CLOUD_API_KEY.
        only: Read these applications alone: network,protect,access.
        listen: Where to listen, as host:port; port 0 for a free one.
        every: Seconds from one round to the next.
        within: Seconds that a console has to answer in a round.
        keep: Seconds after which values that nothing newer replaces are absent; three rounds when left out.
        secrets: A file of mode 0600 with the secrets of the fleet, in place of environment variables.
        token_file: A file of mode 0600 with the token in it.
        certificate: A PEM file with the certificate, and those between it and its CA, for HTTPS.
        key: A PEM file with its private key.
    """
    try:
        from unifi_sdk.cli.exporting import Listening, export, targets_of
        from unifi_sdk.metrics import Timing
    except ImportError as error:
        raise without_extra(error, "metrics") from None  # the whole command would be told as missing otherwise
    listening = Listening.of(listen, token_file=token_file, certificate=certificate, key=key)
    timing = Timing(interval_seconds=every, deadline_seconds=within, keep_seconds=3 * every if keep is None else keep)
    targets = targets_of(options, consoles, secrets=secrets, profiles=profiles, cloud=cloud, only=only)
    await export(options, targets, timing, listening)
    return Exit.OK
