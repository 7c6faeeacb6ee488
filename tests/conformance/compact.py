"""Write the facts of UniFi Network into the package, from a full specification.

    python tests/conformance/compact.py path/to/network-10.5.66.json

The specification of a console is at `https://<console>/proxy/network/api-docs/integration.json`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from unifi_sdk._facts.compact import compact, dump

TARGET = Path(__file__).parents[2] / "unifi_sdk" / "_facts" / "network.json"
FIRST_VERSION = "9.0.99"
SINCE = (
    (r"/switching/", "10.2.78"),
    (r"^DELETE .*/devices/\{\w+\}$", "10.1.78"),
    (r"/dns/|/firewall/policies|/acl-rules/ordering$|^POST .*/devices$", "10.1.68"),
    (
        r"/networks|/wifi/|/firewall/zones|/acl-rules|/traffic-matching-lists|/dpi/|/countries$|/pending-devices$|/vpn/"
        r"|/wans$|/radius/|/device-tags$",
        "10.0.162",
    ),
    (r"/clients/|/ports/|/vouchers", "9.1.120"),
)
"""What the specifications from 9.0.99 to 10.5.66 have one after the other; the first pattern that fits decides."""


def since(operation: str) -> str:
    return next((version for pattern, version in SINCE if re.search(pattern, operation)), FIRST_VERSION)


if __name__ == "__main__":
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TARGET.write_text(dump(compact(document, since=since)), encoding="utf-8")
