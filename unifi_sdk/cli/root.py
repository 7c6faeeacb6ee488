"""The tree of commands: what each is called and what it is for; its module is imported when it is run or asked for help."""

from __future__ import annotations

from typing import Final

from unifi_sdk import __version__
from unifi_sdk._core.optional import needs_extra

with needs_extra("cli"):
    from cyclopts import App, Parameter

__all__ = ["app"]

_HELP: Final = """UniFi Network, Access and Protect on one console, from the command line.

UNIFI_HOST names the console. UNIFI_API_KEY opens Network and Protect, UNIFI_ACCESS_TOKEN opens Access. `unifi trust`
keeps the console's certificate, once.

Nothing is changed without `--allow-mutations`; `--dry-run` shows what would be sent. A terminal gets tables, a pipe JSON.
"""
_COMMANDS: Final = {
    "voucher": "Hotspot codes that let guests in for a time.",
    "client": "What is connected, and guests who are let in and out.",
    "site": "The sites of the Network application.",
    "device": "Gateways, switches and access points.",
    "stats": "How a device is doing.",
    "port": "The ports of a switch: link, power, profile.",
    "network": "The networks of a site.",
    "wifi": "The Wi-Fi networks of a site.",
    "firewall": "Zones, and the policies between them.",
    "forward": "Port forwards.",
    "health": "How the parts of a site are doing.",
    "door": "Doors and their locks.",
    "visitor": "Who comes for a time, and what opens doors for them.",
    "user": "The people of UniFi Access.",
    "camera": "Cameras, what they see, and what an old Cloud Key has recorded.",
    "cloud": "Every console of an account, its sites and devices, by the vendor's cloud.",
    "fleet": "Many consoles at once: their list, their state, and any command at each of them.",
    "events": "What happens, as it happens, at cameras and doors: one line for each thing.",
    "trust": "Show the certificates of a console, and know them from then on.",
    "doctor": "Whether everything is in place, and what to do where it isn't.",
    "completion": "Print what makes a shell complete `unifi`.",
    "demo": "The SDK's main job, step by step, against a simulated console.",
    "drift": "How a console differs from what this SDK knows.",
    "call": """Call any operation of Network, Access and Protect.

    The operation is written as the vendor writes it, or as its method: "GET /v1/sites/{site_id}/devices" or
    network.devices.list. What it takes follows by name, --device-id ID; unifi schema "OPERATION" lists it. A document is
    JSON, @FILE, or - for standard input.
    """,
    "mcp": "Serve the operations to an agent, by the Model Context Protocol; it only reads unless groups are allowed.",
    "metrics": "Serve the figures of consoles and of the cloud to Prometheus; a scrape waits for no console.",
    "approve": "Look at what an agent has planned, and approve it.",
    "schema": "Describe commands, operations and formats, as JSON for programs.",
}

app: Final = App(
    name="unifi",
    help=_HELP,
    version=__version__,
    default_parameter=Parameter(negative=(), show_default=False),
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
    suppress_keyboard_interrupt=False,
)
for name, purpose in _COMMANDS.items():
    app.command(f"unifi_sdk.cli.commands.{name}:app", name=name, help=purpose)
