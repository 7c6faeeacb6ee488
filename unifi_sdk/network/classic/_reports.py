"""How each classic operation was reported to work: nobody documents them, so what is known is who used them with what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Literal

import attrs

__all__ = ["KEYS_SINCE", "REPORTS", "Evidence", "Report", "report_of"]

KEYS_SINCE: Final = "9.0.108"
"""The version of UniFi Network from which on these paths take an API key."""


class Evidence(StrEnum):
    """How good a report is."""

    KEY_REPORTED = "with a key on consoles"
    KEY_IN_USE = "by programs that have nothing but a key"
    LOGIN_ONLY = "with a login alone"
    UNPROVEN = "by nobody who tells"


@attrs.frozen
class Report:
    """What is known of one operation.

    Args:
        half: ``v1`` for ``/api/s/{site}``, ``v2`` for ``/v2/api/site/{site}``.
        version: The last version of UniFi Network that it was reported to work with; "" where no report names one.
        evidence: Who reported it.
    """

    half: Literal["v1", "v2"]
    version: str
    evidence: Evidence


_V1_BY_KEY: Final = Report("v1", "10.6.106", Evidence.KEY_REPORTED)
_V1_KEY_ALONE: Final = Report("v1", "", Evidence.KEY_IN_USE)
_V1_WITH_LOGIN: Final = Report("v1", "", Evidence.LOGIN_ONLY)
_V2_BY_KEY: Final = Report("v2", "10.6.106", Evidence.KEY_REPORTED)
_V2_KEY_ALONE: Final = Report("v2", "", Evidence.KEY_IN_USE)

REPORTS: Final[Mapping[tuple[str, str], Report]] = {
    ("GET", "/rest/user"): _V1_BY_KEY,
    ("POST", "/rest/user"): _V1_BY_KEY,
    ("GET", "/rest/user/{user_id}"): _V1_KEY_ALONE,
    ("PUT", "/rest/user/{user_id}"): _V1_BY_KEY,
    ("GET", "/stat/user/{mac}"): _V1_KEY_ALONE,
    ("GET", "/stat/sta"): _V1_BY_KEY,
    ("GET", "/stat/sta/{mac}"): Report("v1", "", Evidence.UNPROVEN),
    ("GET", "/stat/device-basic"): _V1_KEY_ALONE,
    ("POST", "/cmd/stamgr"): _V1_BY_KEY,
    ("GET", "/rest/usergroup"): _V1_KEY_ALONE,
    ("GET", "/rest/networkconf"): Report("v1", "10.6.106", Evidence.KEY_IN_USE),
    ("GET", "/stat/device"): _V1_BY_KEY,
    ("GET", "/stat/device/{mac}"): _V1_KEY_ALONE,
    ("POST", "/cmd/devmgr"): _V1_KEY_ALONE,
    ("PUT", "/rest/device/{device_id}"): _V1_KEY_ALONE,
    ("GET", "/rest/portconf"): _V1_KEY_ALONE,
    ("POST", "/rest/portconf"): _V1_KEY_ALONE,
    ("GET", "/rest/portconf/{profile_id}"): _V1_KEY_ALONE,
    ("PUT", "/rest/portconf/{profile_id}"): _V1_KEY_ALONE,
    ("DELETE", "/rest/portconf/{profile_id}"): _V1_KEY_ALONE,
    ("GET", "/rest/portforward"): _V1_KEY_ALONE,
    ("POST", "/rest/portforward"): _V1_KEY_ALONE,
    ("GET", "/rest/portforward/{forward_id}"): _V1_KEY_ALONE,
    ("PUT", "/rest/portforward/{forward_id}"): Report("v1", "10.6.106", Evidence.KEY_IN_USE),
    ("DELETE", "/rest/portforward/{forward_id}"): _V1_KEY_ALONE,
    ("GET", "/rest/wlanconf"): Report("v1", "", Evidence.KEY_REPORTED),
    ("GET", "/rest/wlanconf/{wlan_id}"): _V1_KEY_ALONE,
    ("PUT", "/rest/wlanconf/{wlan_id}"): Report("v1", "10.6.106", Evidence.KEY_IN_USE),
    ("GET", "/stat/guest"): Report("v1", "", Evidence.UNPROVEN),
    ("GET", "/stat/health"): _V1_KEY_ALONE,
    ("GET", "/stat/sysinfo"): _V1_KEY_ALONE,
    ("GET", "/active-leases"): _V2_KEY_ALONE,
    ("POST", "/stat/rogueap"): _V1_WITH_LOGIN,
    ("POST", "/stat/report/{report}"): _V1_WITH_LOGIN,
    ("POST", "/stat/sitedpi"): _V1_WITH_LOGIN,
    ("POST", "/stat/stadpi"): _V1_WITH_LOGIN,
    ("GET", "/speedtest"): Report("v2", "", Evidence.LOGIN_ONLY),
    ("GET", "/trafficrules"): _V2_KEY_ALONE,
    ("PUT", "/trafficrules/{rule_id}"): _V2_KEY_ALONE,
    ("DELETE", "/trafficrules/{rule_id}"): _V2_KEY_ALONE,
    ("GET", "/trafficroutes"): _V2_KEY_ALONE,
    ("PUT", "/trafficroutes/{route_id}"): _V2_KEY_ALONE,
    ("DELETE", "/trafficroutes/{route_id}"): _V2_KEY_ALONE,
    ("GET", "/firewall-policies"): _V2_BY_KEY,
    ("PUT", "/firewall-policies/{policy_id}"): _V2_BY_KEY,
    ("DELETE", "/firewall-policies/{policy_id}"): _V2_BY_KEY,
    ("POST", "/system-log/all"): Report("v2", "10.4.57", Evidence.KEY_IN_USE),
    ("GET", "/clients/history"): _V2_KEY_ALONE,
}
"""By the verb and the path of the operation, as it stands in the code."""


def report_of(operation: str) -> Report | None:
    """What is known of an operation, None of one that the SDK has no method for."""
    verb, _, path = operation.partition(" ")
    return REPORTS.get((verb, path))
