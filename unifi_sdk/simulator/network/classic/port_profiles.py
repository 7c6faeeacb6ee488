"""Port profiles in the simulated classic API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.rest import Collection
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["HANDLERS", "default_profile", "profiles"]

_MODES = ("all", "native", "customize", "disabled")


def profiles(site: SimulatedSite) -> dict[str, Document]:
    """The profiles of a site, by id."""
    shelf = site.classic.port_profiles
    for name, forward in (("All", "all"), ("Disabled", "disabled")):
        key = hex_id(f"{site.id} profile {name}")
        shelf.setdefault(
            key,
            {
                "_id": key,
                "site_id": hex_id(site.id),
                "name": name,
                "forward": forward,
                "op_mode": "switch",
                "poe_mode": "auto",
                "attr_no_delete": True,
                "attr_hidden_id": name,
            },
        )
    return shelf


def default_profile(site: SimulatedSite) -> str:
    """The id of the profile that a port has when nobody gives it another."""
    return hex_id(f"{site.id} profile All")


def _check(call: Call, profile: Document) -> None:
    if not profile.get("name"):
        raise ClassicFailure("InvalidPayload", validationError={"field": "name"})
    if profile.get("poe_mode", "auto") not in ("auto", "off"):
        raise ClassicFailure("InvalidPayload", validationError={"field": "poe_mode"})
    if profile.get("forward", "all") not in _MODES:
        raise ClassicFailure("InvalidPayload", validationError={"field": "forward"})


def _take_from_ports(call: Call, profile: Document) -> None:
    for settings in call.site.classic.devices.values():
        for _, overrides in settings.port_overrides:
            for element in overrides:
                if isinstance(element, dict) and element.get("portconf_id") == profile["_id"]:
                    del element["portconf_id"]


HANDLERS: Mapping[str, Handler] = Collection("portconf", profiles, _check, _take_from_ports).handlers()
"""By the operation."""
