"""How a console is added, and how its address, credentials and options are changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import voluptuous as vol
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlowWithReload,
)
from homeassistant.const import CONF_ACCESS_TOKEN, CONF_API_KEY, CONF_HOST
from homeassistant.core import callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from unifi_sdk import AuthenticationError, ConfigurationError, PermissionDeniedError, UniFiError

from .console import Found, look_around, open_console, read_fingerprints
from .const import (
    CONF_ACCESS_PORT,
    CONF_APPLICATIONS,
    CONF_FINGERPRINTS,
    CONF_SITE,
    DEFAULT_ACCESS_PORT,
    DEFAULT_GUEST_MINUTES,
    DEFAULT_INTERVAL,
    DEFAULT_SITE,
    DOMAIN,
    OPTION_BLOCKABLE,
    OPTION_GUEST_MINUTES,
    OPTION_INTERVAL,
    OPTION_TRACK_CLIENTS,
)
from .data import UnifiConsoleEntry

_SECRET = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))
_PLACE = {
    vol.Required(CONF_HOST): str,
    vol.Required(CONF_SITE, default=DEFAULT_SITE): str,
    vol.Required(CONF_ACCESS_PORT, default=DEFAULT_ACCESS_PORT): cv.port,
}
_CREDENTIALS = {vol.Required(CONF_API_KEY): _SECRET, vol.Optional(CONF_ACCESS_TOKEN): _SECRET}
_OTHER_CREDENTIALS = {vol.Optional(CONF_API_KEY): _SECRET, vol.Optional(CONF_ACCESS_TOKEN): _SECRET}
_FORMS: Mapping[str, vol.Schema] = {
    "user": vol.Schema(_PLACE | _CREDENTIALS),
    "reconfigure": vol.Schema(_PLACE | _OTHER_CREDENTIALS),
    "reauth_confirm": vol.Schema(_OTHER_CREDENTIALS),
}
_REFUSED = (AuthenticationError, PermissionDeniedError)


class UnifiConsoleConfigFlow(ConfigFlow, domain=DOMAIN):
    """Ask where the console is and for a key, show its certificate, and look whether it takes the key."""

    VERSION = 1

    def __init__(self) -> None:
        self._data: dict[str, Any] = {}
        self._form = "user"
        self._fingerprints: dict[str, str] = {}

    @staticmethod
    @callback
    def async_get_options_flow(config_entry: ConfigEntry) -> UnifiConsoleOptionsFlow:
        """What can be changed afterwards."""
        return UnifiConsoleOptionsFlow()

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Where the console is, and the credentials."""
        return await self._ask("user", user_input)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Another address or other credentials of the same console; what is left out stays."""
        return await self._ask("reconfigure", user_input)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """The console has refused the credentials."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Other credentials; what is left out stays."""
        return await self._ask("reauth_confirm", user_input)

    async def async_step_certificate(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """The fingerprints that the console presents, for the user to compare; nothing secret was sent so far."""
        if user_input is None and self._fingerprints != self._before.get(CONF_FINGERPRINTS):
            shown = "\n".join(f"- {port}: `{text}`" for port, text in self._fingerprints.items())
            return self.async_show_form(step_id="certificate", description_placeholders={"fingerprints": shown})
        self._data[CONF_FINGERPRINTS] = self._fingerprints
        console = open_console(self.hass, self._data)
        try:
            found = await look_around(console, self._data)
        except UniFiError as error:
            return self._show_form(error)
        finally:
            await console.close()
        return await self._finish(found)

    async def _ask(self, form: str, user_input: dict[str, Any] | None) -> ConfigFlowResult:
        """Show a form until what is typed into it leads to certificates."""
        self._form = form
        if user_input is None:
            return self._show_form()
        self._data = {**self._before, **user_input}
        try:
            self._fingerprints = await read_fingerprints(self._data)
        except UniFiError as error:
            return self._show_form(error)
        return await self.async_step_certificate()

    def _show_form(self, error: UniFiError | None = None) -> ConfigFlowResult:
        typed = {**self._before, **self._data}
        known: dict[str, Any] = {
            name: typed[name] for name in (CONF_HOST, CONF_SITE, CONF_ACCESS_PORT) if name in typed
        }
        return self.async_show_form(
            step_id=self._form,
            data_schema=self.add_suggested_values_to_schema(_FORMS[self._form], known),
            errors={"base": _kind(error)} if error else {},
            description_placeholders={"reason": str(error or "")},
        )

    async def _finish(self, found: Found) -> ConfigFlowResult:
        if not found.ids:
            return self.async_abort(reason="nothing_there")
        self._data[CONF_APPLICATIONS] = list(found.applications)
        entry = self._entry
        if entry is None:
            await self.async_set_unique_id(found.ids[0])
            self._abort_if_unique_id_configured()
            return self.async_create_entry(title=self._data[CONF_HOST], data=self._data)
        if entry.unique_id not in found.ids:
            return self.async_abort(reason="another_console")
        return self.async_update_reload_and_abort(entry, data=self._data)

    @property
    def _entry(self) -> ConfigEntry | None:
        """The entry that is changed; None when one is added."""
        if self.source == SOURCE_REAUTH:
            return self._get_reauth_entry()
        return self._get_reconfigure_entry() if self.source == SOURCE_RECONFIGURE else None

    @property
    def _before(self) -> Mapping[str, Any]:
        return self._entry.data if self._entry else {}


class UnifiConsoleOptionsFlow(OptionsFlowWithReload):
    """How often the console is asked, and what of a site becomes entities."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """All of it."""
        if user_input is not None:
            return self.async_create_entry(data=user_input)
        fields: dict[Any, Any] = {
            vol.Required(OPTION_INTERVAL, default=DEFAULT_INTERVAL): vol.All(int, vol.Range(min=5, max=3600)),
            vol.Required(OPTION_GUEST_MINUTES, default=DEFAULT_GUEST_MINUTES): vol.All(
                int, vol.Range(min=1, max=1_000_000)
            ),
            vol.Required(OPTION_TRACK_CLIENTS, default=True): bool,
            vol.Required(OPTION_BLOCKABLE, default=[]): SelectSelector(
                SelectSelectorConfig(options=_clients(self.config_entry), multiple=True, custom_value=True)
            ),
        }
        schema = self.add_suggested_values_to_schema(vol.Schema(fields), self.config_entry.options)
        return self.async_show_form(step_id="init", data_schema=schema)


def _clients(entry: UnifiConsoleEntry) -> list[SelectOptionDict]:
    """Who can be chosen by name; everybody else by MAC address."""
    data = getattr(entry, "runtime_data", None)
    clients = data.network.data.clients.values() if data and data.network else ()
    return [SelectOptionDict(value=client.mac, label=f"{client.name} ({client.mac})") for client in clients]


def _kind(error: UniFiError) -> str:
    if isinstance(error, ConfigurationError):
        return "not_valid"
    return "refused" if isinstance(error, _REFUSED) else "unreachable"
