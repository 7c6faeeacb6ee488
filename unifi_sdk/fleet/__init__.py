"""Many consoles at once: references without secrets, a fleet of them, and one piece of work for all.

::

    fleet = Fleet.from_file("hotels.toml")
    async for outcome in fleet.map(work):
        ...
"""

from unifi_sdk.fleet.bar import progress_bar
from unifi_sdk.fleet.fleet import Fleet
from unifi_sdk.fleet.limits import Limits
from unifi_sdk.fleet.outcomes import ConsoleOutcome, Progress, Skipped
from unifi_sdk.fleet.providers import EnvironmentSecrets, FileSecrets, KeyringSecrets, SecretProvider
from unifi_sdk.fleet.references import ConsoleReference, KnownState, Pin
from unifi_sdk.fleet.work import Work, current_reference, work_on

__all__ = [
    "ConsoleOutcome",
    "ConsoleReference",
    "EnvironmentSecrets",
    "FileSecrets",
    "Fleet",
    "KeyringSecrets",
    "KnownState",
    "Limits",
    "Pin",
    "Progress",
    "SecretProvider",
    "Skipped",
    "Work",
    "current_reference",
    "progress_bar",
    "work_on",
]
