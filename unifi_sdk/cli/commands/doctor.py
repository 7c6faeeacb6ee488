"""`unifi doctor`: whether everything is in place, and what to do where it isn't."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from contextlib import aclosing
from typing import Final

from cyclopts import App

from unifi_sdk.cli.checks import Check, Examination, Settings, check_credentials, check_machine
from unifi_sdk.cli.commands.trust import address_of, port_of
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Ending, Exit
from unifi_sdk.cli.options import Options
from unifi_sdk.cli.reads import SCHEMA_VERSION
from unifi_sdk.cli.settings import APPLICATIONS, read_settings
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.trust import trust_from_env

__all__ = ["app"]

app = App(name="doctor", version_flags=())

_SECONDS: Final = 5.0
_STYLES: Final = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@app.default
def doctor(*, options: Options = Options()) -> Exit:
    """Check settings, the way to the console, its certificates, and each application; nothing is changed.

    Ends with 0 when nothing failed, else with the exit code of the first failure.
    """
    checks: list[Check] = []

    def note(check: Check) -> None:
        checks.append(check)
        if not options.for_programs:
            _show(check)

    _examine(options, note)
    endings = [check.ending for check in checks if check.state == "fail" and check.ending is not None]
    if options.for_programs:
        items: list[Data] = [
            {"name": each.name, "state": each.state, "detail": each.detail, "remediation": each.remediation}
            for each in checks
        ]
        options.output.document(
            {"schemaVersion": SCHEMA_VERSION, "items": items, "count": len(items), "nextCursor": None}
        )
        if endings:
            raise _failed(endings[0])
    return endings[0].exit if endings else Exit.OK


def _examine(options: Options, note: Callable[[Check], None]) -> None:
    for check in check_machine():
        note(check)
        if check.state == "fail":
            return
    try:
        settings = _read(options)
        address = address_of(settings.variables["UNIFI_HOST"])
        ports = {
            "network": address.port,
            "protect": address.port,
            "access": port_of("UNIFI_ACCESS_PORT", 12445, settings.variables),
            "legacy": port_of("UNIFI_LEGACY_PORT", 7443, settings.variables),
        }
    except CommandError as error:
        ending = error.ending
        note(Check("settings", "fail", ending.error, ending.remediation, ending))
        return
    note(Check("settings", "ok", f"the console is {address}, from {'--host' if options.host else 'UNIFI_HOST'}"))
    for check in check_credentials(settings):
        note(check)
    asyncio.run(_look(Examination(options, address, ports, settings, options.timeout or _SECONDS), note))


async def _look(examination: Examination, note: Callable[[Check], None]) -> None:
    async with aclosing(examination.check()) as checks:
        async for check in checks:
            note(check)


def _read(options: Options) -> Settings:
    """The settings, and where each credential comes from.

    Raises:
        CommandError: no console is named, standard input gives no key, or a fingerprint is none.
    """
    before = read_settings(host=options.host, key_stdin=options.key_stdin)
    variables = before
    for application in APPLICATIONS:
        try:
            variables = read_settings(application, environ=variables)
        except CommandError:
            continue  # it has no credential, which is no mistake
    names = dict.fromkeys(name for needed in APPLICATIONS.values() for name in needed)
    sources = {name: _source(name, before) for name in names if variables.get(name)}
    address_of(variables["UNIFI_HOST"])
    try:
        trust = trust_from_env(variables["UNIFI_HOST"], variables)
    except ConfigurationError as error:
        remedy = "correct UNIFI_FINGERPRINTS, or leave it out"
        raise CommandError(Exit.CONFIG, str(error), code="CONFIG", remediation=remedy) from None
    return Settings(variables, sources, trust)


def _source(name: str, before_keyring: Mapping[str, str]) -> str:
    found = before_keyring.get(name)
    if not found:
        return "the keyring"
    return "the environment" if found == os.environ.get(name) else "standard input"


def _show(check: Check) -> None:
    from unifi_sdk.cli.terminal import print_parts

    print_parts((f"{check.state:<5}", _STYLES[check.state]), f"{check.name}: {check.detail}")
    if check.remediation:
        print_parts((f"     {check.remediation}", "dim"))


def _failed(ending: Ending) -> CommandError:
    return CommandError(ending.exit, ending.error, code=ending.code, remediation=ending.remediation)
