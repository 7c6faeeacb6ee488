"""What commands print for programs, as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.operations.schemas import schema_of, schemas_of_models
from unifi_sdk.cli.reads import SCHEMA_VERSION

__all__ = ["DONE", "FORMATS", "MODELS", "output_of"]

MODELS: Final[Mapping[str, str]] = {
    "camera list": "protect.models.Camera",
    "client list": "network.models.Client",
    "client get": "network.models.Client",
    "cloud hosts": "cloud.models.Host",
    "cloud sites": "cloud.models.Site",
    "cloud devices": "cloud.models.HostedDevice",
    "cloud isp": "cloud.models.IspMetric",
    "device list": "network.models.DeviceOverview",
    "device get": "network.models.Device",
    "door list": "access.models.Door",
    "firewall zones": "network.models.FirewallZone",
    "firewall policies": "network.models.FirewallPolicy",
    "forward list": "network.classic.models.PortForward",
    "health": "network.classic.models.SubsystemHealth",
    "network list": "network.models.NetworkOverview",
    "network get": "network.models.Network",
    "port list": "network.classic.models.SwitchPort",
    "site list": "network.models.Site",
    "stats": "network.models.DeviceStatistics",
    "user list": "access.models.User",
    "visitor list": "access.models.Visitor",
    "voucher list": "network.models.Voucher",
    "voucher get": "network.models.Voucher",
    "wifi list": "network.models.WifiBroadcastOverview",
    "wifi get": "network.models.WifiBroadcast",
}
"""What the items of a list are, or the one thing that is printed, by command."""


DONE: Final = ("voucher sheet", "camera snapshot", "camera export")
"""Commands that change nothing at the console, and say what they have done."""
_TEXT: Final[dict[str, Data]] = {"type": "string"}
_TEXT_OR_NULL: Final[dict[str, Data]] = {"type": ["string", "null"]}


def _object(*optional: str, **properties: Data) -> dict[str, Data]:
    required: list[Data] = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


_ENVELOPE: Final[dict[str, Data]] = {
    "schemaVersion": {"const": SCHEMA_VERSION},
    "items": {"type": "array", "items": {"type": "object"}},
    "count": {"type": "integer", "description": "how many items are printed"},
    "nextCursor": {**_TEXT_OR_NULL, "description": "what --cursor takes with the same --limit; null behind the last"},
    "unreadable": {"type": "integer", "description": "how many items the SDK could not read"},
}
FORMATS: Final[Mapping[str, dict[str, Data]]] = {
    "list": _object("unreadable", **_ENVELOPE),
    "one": {"type": "object"},
    "write": _object(ok={"const": True}),
    "dry_run": _object(
        "then",
        dry_run={"const": True},
        console={**_TEXT, "description": "host:port"},
        site={**_TEXT_OR_NULL, "description": "its id"},
        request=_object(application=_TEXT, operation=_TEXT, verb=_TEXT, path=_TEXT, body={}),
        then={"type": "array", "items": _TEXT, "description": "what is done after that"},
        plan={**_TEXT, "description": "what --plan takes, so that nothing else than this is sent"},
    ),
    "error": _object(
        error={**_TEXT, "description": "one sentence"},
        code={**_TEXT, "description": "a word for programs"},
        remediation={**_TEXT, "description": "what to do next"},
    ),
}
"""What is printed for programs; an item or a thing has the fields of its model."""


def output_of(command: str, form: str) -> dict[str, Data]:
    """The schema of what a command prints, with the schemas of its models in ``$defs``.

    Args:
        command: Its name: ``voucher list``.
        form: A key of `FORMATS`.
    """
    schema = FORMATS[form]
    path = MODELS.get(command)
    if path is None:
        return schema
    module, _, name = path.rpartition(".")
    model: Any = getattr(import_module(f"unifi_sdk.{module}"), name)
    reference, models = schema_of(model), schemas_of_models(model)
    if form == "one":
        return {**reference, "$defs": models}
    items: dict[str, Data] = {"items": {"type": "array", "items": reference}}
    return {**schema, "properties": {**_ENVELOPE, **items}, "$defs": models}
