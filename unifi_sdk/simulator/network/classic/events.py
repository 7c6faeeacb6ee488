"""The log in the simulated classic API, newest first and page by page."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["V2_HANDLERS"]

_CATEGORIES = (
    "SECURITY",
    "UNIFI_DEVICES",
    "SOFTWARE_UPDATES",
    "VPN",
    "POWER",
    "UNIFI_ETHERNET_PORTS",
    "CLIENT_DEVICES",
    "INTERNET_AND_WAN",
    "AUDIT",
    "UNKNOWN",
)
_LARGEST_PAGE = 1000


def _list_all(call: Call) -> Document:
    categories, severities = _texts(call, "categories"), _texts(call, "severities")
    if any(category not in _CATEGORIES for category in categories or ()):
        raise ClassicFailure("InvalidPayload", validationError={"field": "categories"})
    begin, end = _number(call, "timestampFrom", 0), _number(call, "timestampTo", int(call.now * 1000))
    search = str(call.body.get("searchText") or "").lower()
    found = [
        entry
        for entry in reversed(call.site.classic.log)
        if begin <= int(str(entry["timestamp"])) <= end
        and (categories is None or entry["category"] in categories)
        and (severities is None or entry["severity"] in severities)
        and search in f"{entry['key']} {entry['message_raw']} {entry['parameters']}".lower()
    ]
    size = max(1, min(_number(call, "pageSize", 100), _LARGEST_PAGE))
    number = _number(call, "pageNumber", 0)
    return {
        "data": found[number * size : (number + 1) * size],
        "page_number": number,
        "total_element_count": len(found),
        "total_page_count": -(-len(found) // size),
    }


def _texts(call: Call, name: str) -> list[str] | None:
    value = call.body.get(name)
    return [str(item) for item in value] if isinstance(value, list) else None


def _number(call: Call, name: str, default: int) -> int:
    value = call.body.get(name, default)
    if not isinstance(value, int):
        raise ClassicFailure("InvalidPayload", validationError={"field": name})
    return value


V2_HANDLERS: Mapping[str, Handler] = {"POST /system-log/all": _list_all}
"""By the operation."""
