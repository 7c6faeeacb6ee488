"""`unifi fleet`: many consoles, and any command at each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.options import ListOptions, Options
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import show_items
from unifi_sdk.errors import NotFoundError, PermissionDeniedError, UnexpectedContentError

if TYPE_CHECKING:
    from unifi_sdk.console import Console
    from unifi_sdk.fleet import ConsoleReference

app = App(name="fleet", version_flags=())

_COLUMNS: Final = ("name", "host", "console_id", "model", "tags", "key_names", "read_only", "skipped")
_NOT_THERE: Final = (NotFoundError, PermissionDeniedError, UnexpectedContentError)


@app.command(name="list")
async def list_consoles(*, options: ListOptions = ListOptions()) -> Exit:
    """List the consoles of a fleet: where they are, and the names of their secrets; nothing is asked of them."""
    from unifi_sdk.cli.fleets.sources import read_fleet

    fleet = await read_fleet(options)
    return await show_items(options, [_described(each) for each in fleet], _COLUMNS, "consoles")


@app.command
async def check(*, options: Options = Options()) -> Exit:
    """Tell of each console of a fleet whether it is reached, and the versions of its applications; or why not."""
    async with connect(options) as console:
        versions = await _versions(console)
    options.output.document({"reached": True, **versions})
    return Exit.OK


@app.command
async def run(
    *words: Annotated[str, Parameter(allow_leading_hyphen=True, show=False)], options: Options = Options()
) -> Exit:
    """Run a command at every console of a fleet, the same as `unifi --fleet FILE COMMAND`: a line for each console.

    A write takes --allow-mutations, and --plan with what --dry-run has told for the whole fleet.

    Args:
        words: The command, with what it takes.
    """
    raise CommandError(
        Exit.USAGE,
        "no command was named",
        code="USAGE",
        remediation="name one: `unifi fleet run --fleet FILE voucher list`",
    )


async def _versions(console: Console) -> dict[str, Data]:
    """The versions that can be read with what the reference has; one of them at least."""
    network = await _version(console, "network")
    protect = await _version(console, "protect")
    found = {"network": network, "protect": protect}
    errors = [each for each in found.values() if isinstance(each, Exception)]
    if len(errors) == len(found):
        raise errors[0]
    return {name: each for name, each in found.items() if isinstance(each, str)}


async def _version(console: Console, application: str) -> str | Exception:
    """The version of an application, or why it can't be told; a console that isn't reached is an error."""
    try:
        if application == "network":
            return (await console.network.info.get()).application_version
        return (await console.protect.meta.info()).application_version
    except _NOT_THERE as error:
        return error


def _described(reference: ConsoleReference) -> dict[str, Data]:
    return {
        "name": reference.name,
        "host": reference.host,
        "console_id": reference.console_id,
        "model": reference.model,
        "tags": list(reference.tags),
        "fingerprints": [pin.fingerprint for pin in reference.pins],
        "key_names": list(reference.secret_names),
        "read_only": reference.read_only,
        "skipped": reference.state.why_not(()),
    }
