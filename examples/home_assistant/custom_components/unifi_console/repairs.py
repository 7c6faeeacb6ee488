"""What the user can repair: a console that presents another certificate than the one that was agreed to."""

from __future__ import annotations

import voluptuous as vol
from homeassistant.components.repairs import RepairsFlow
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResult

from .const import CONF_FINGERPRINTS


class CertificateFlow(RepairsFlow):
    """Show the new fingerprint, and pin it when the user agrees.

    Args:
        entry_id: The entry.
        shown: What the user is shown: the console, the port and the fingerprint.
    """

    def __init__(self, entry_id: str, shown: dict[str, str]) -> None:
        self._entry_id = entry_id
        self._shown = shown

    async def async_step_init(self, user_input: dict[str, str] | None = None) -> FlowResult:
        """Begin with the question; what comes here is the issue, and no answer."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> FlowResult:
        """Is this certificate the console's?"""
        if user_input is None:
            return self.async_show_form(
                step_id="confirm", data_schema=vol.Schema({}), description_placeholders=self._shown
            )
        entry = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is not None:
            pinned = {**entry.data[CONF_FINGERPRINTS], self._shown["port"]: self._shown["presented"]}
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_FINGERPRINTS: pinned})
            self.hass.config_entries.async_schedule_reload(entry.entry_id)
        return self.async_create_entry(data={})


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """The flow for an issue of `coordinator.update_failure`."""
    texts = {name: str(value) for name, value in (data or {}).items()}
    return CertificateFlow(texts.pop("entry_id"), texts)
