"""Write the facts of an application into the package, from a full specification.

    python tests/conformance/compact.py path/to/network-10.5.66.json
    python tests/conformance/compact.py path/to/protect-7.2.84.json

A console serves its own at `https://<console>/proxy/<application>/api-docs/integration.json`.
"""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path

from unifi_sdk._facts.compact import compact, dump

FACTS = Path(__file__).parents[2] / "unifi_sdk" / "_facts"
SINCE = {
    "network": (
        (r"/switching/", "10.2.78"),
        (r"^DELETE .*/devices/\{\w+\}$", "10.1.78"),
        (r"/dns/|/firewall/policies|/acl-rules/ordering$|^POST .*/devices$", "10.1.68"),
        (
            r"/networks|/wifi/|/firewall/zones|/acl-rules|/traffic-matching-lists|/dpi/|/countries$|/pending-devices$"
            r"|/vpn/|/wans$|/radius/|/device-tags$",
            "10.0.162",
        ),
        (r"/clients/|/ports/|/vouchers", "9.1.120"),
        (r"", "9.0.99"),
    ),
    "protect": (
        (r"/pos/", "7.2.84"),
        (
            r"/(arm-profiles|sirens|relays|fobs|speakers|bridges|link-stations|alarm-hubs|users|ulp-users)\b",
            "7.1.42",
        ),
        (r"", "5.3.48"),
    ),
}
"""What the specifications have one after the other since the first one known; the first pattern that fits decides."""


def since(application: str, operation: str) -> str:
    return next(version for pattern, version in SINCE[application] if re.search(pattern, operation))


if __name__ == "__main__":
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    application = "protect" if "Protect" in document["info"]["title"] else "network"
    facts = compact(document, since=partial(since, application))
    (FACTS / f"{application}.json").write_text(dump(facts), encoding="utf-8")
