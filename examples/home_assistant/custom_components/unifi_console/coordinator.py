"""What keeps the data of one application current, and tells entities and the user when it can't."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypedDict

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    HomeAssistantError,
    ServiceValidationError,
)
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from unifi_sdk import (
    AuthenticationError,
    CertificateMismatchError,
    ConfigurationError,
    Console,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitedError,
    UniFiError,
)

from .const import DOMAIN

_LOGGER = logging.getLogger(__package__)


class ConsoleCoordinator[D](DataUpdateCoordinator[D]):
    """Keeps what one application tells current.

    Args:
        hass: Home Assistant.
        entry: The entry of the console.
        console: The console.
        name: Of the application, for the log.
        update_interval: From one fetch to the next; None for what comes by itself.
    """

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        console: Console,
        name: str,
        update_interval: timedelta | None = None,
    ) -> None:
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=f"{entry.title} {name}",
            update_interval=update_interval,
            always_update=False,
        )
        self.console = console
        self.console_id = console_id(entry)

    @property
    def port(self) -> str:
        """Where the application listens; the certificates of an entry are kept by it."""
        return self.console.address.rpartition(":")[2]

    async def begin(self) -> None:
        """Prepare what every fetch needs, before the first one."""

    @abstractmethod
    async def fetch(self) -> D:
        """Ask for everything."""

    @property
    @abstractmethod
    def device_ids(self) -> Collection[str]:
        """Which devices with a page of their own are there; the pages of others are removed."""

    async def _async_setup(self) -> None:
        with self.failing():
            await self.begin()

    async def _async_update_data(self) -> D:
        with self.failing():
            data = await self.fetch()
        ir.async_delete_issue(self.hass, DOMAIN, certificate_issue(self.config_entry, self.port))
        return data

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Raise what Home Assistant expects of a coordinator for errors of the SDK.

        Refused credentials have Home Assistant ask for new ones, and a changed certificate becomes an issue that the user
        can repair.
        """
        try:
            yield
        except CertificateMismatchError as error:
            _tell_of_certificate(self.hass, self.config_entry, error)
            raise UpdateFailed(**_told("update_failed", error)) from error
        except (AuthenticationError, PermissionDeniedError) as error:
            raise ConfigEntryAuthFailed(**_told("refused", error)) from error
        except UniFiError as error:
            retry_after = error.retry_after if isinstance(error, RateLimitedError) else None
            raise UpdateFailed(**_told("update_failed", error), retry_after=retry_after) from error


def console_id(entry: ConfigEntry) -> str:
    """What the ids of all entities and devices of a console begin with."""
    return entry.unique_id or entry.entry_id


def certificate_issue(entry: ConfigEntry, port: str) -> str:
    """The id of the issue that tells of a changed certificate."""
    return f"certificate_changed_{entry.entry_id}_{port}"


@contextmanager
def acting() -> Iterator[None]:
    """Let what the user asked for fail in words of the user's language."""
    try:
        yield
    except OutcomeUnknownError as error:
        raise HomeAssistantError(**_told("outcome_unknown", error)) from error
    except ConfigurationError as error:
        raise ServiceValidationError(**_told("not_possible", error)) from error
    except UniFiError as error:
        raise HomeAssistantError(**_told("action_failed", error)) from error


class _Told(TypedDict):
    translation_domain: str
    translation_key: str
    translation_placeholders: dict[str, str]


def _told(key: str, error: UniFiError) -> _Told:
    return {"translation_domain": DOMAIN, "translation_key": key, "translation_placeholders": {"reason": str(error)}}


def _tell_of_certificate(hass: HomeAssistant, entry: ConfigEntry, error: CertificateMismatchError) -> None:
    shown = {"name": entry.title, "port": str(error.port), "presented": error.presented}
    ir.async_create_issue(
        hass,
        DOMAIN,
        certificate_issue(entry, shown["port"]),
        data={"entry_id": entry.entry_id, **shown},
        is_fixable=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key="certificate_changed",
        translation_placeholders=shown,
    )
