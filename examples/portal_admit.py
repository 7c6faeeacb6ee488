"""Let a guest in from a captive portal of your own.

The console sends a guest who is not authorized yet to the portal, with a URL that names the guest's device and the site. A
portal does what it is for (room number and surname, a payment, a newsletter), and then what this script does: read the URL,
which comes from the guest and is checked; let the device in; say where to send the guest's browser next.

    python examples/portal_admit.py                                         as the simulator's sample guest
    python examples/portal_admit.py 'http://portal/guest/s/default/?ap=…&id=…&t=…&url=…&ssid=…' --minutes 60

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time

from yarl import URL

from unifi_sdk import Console, UniFiError
from unifi_sdk.network import Admission, InvalidRedirectError, PortalRedirect, parse_redirect


def sample_url() -> str:
    """What a console would send the simulator's sample guest with at this moment."""
    query = {
        "ap": "94:2a:6f:d0:30:57",
        "id": "1c:71:25:63:e4:24",
        "t": str(int(time.time())),
        "url": "http://captive.apple.com/",
        "ssid": "Hotel",
    }
    return str(URL("http://portal.example/guest/s/default/").with_query(query))


async def admit(redirect: PortalRedirect, args: argparse.Namespace) -> Admission:
    """Let the guest in at the site that the redirect names; this waits until the console has confirmed it."""
    async with Console.from_env() as console:
        site = await console.network.find_site(redirect.site_reference)
        return await site.hotspot.admit(
            redirect, minutes=args.minutes, data_megabytes=args.megabytes, wait_seconds=args.wait
        )


def describe(admission: Admission) -> str:
    """One line for the portal's log; the name was chosen by the guest and is quoted."""
    granted = admission.granted
    until = f" until {granted.expires_at:%H:%M:%S} UTC" if granted and granted.expires_at else ""
    return f"{admission.client.name!r} is in{until}."


def main() -> int:
    """Read the arguments and run; the exit code is 0, 1 after an error, or 2 for a URL that no console has sent."""
    parser = argparse.ArgumentParser(description="Let the guest of a captive portal in.")
    parser.add_argument("url", nargs="?", default=sample_url(), help="the URL with which the guest came")
    parser.add_argument("--minutes", type=int, default=120)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--wait", type=float, default=25, help="seconds in which the device has to appear")
    args = parser.parse_args()
    try:
        redirect = parse_redirect(args.url)
        print(describe(asyncio.run(admit(redirect, args))))
    except UniFiError as error:
        print(f"portal_admit: {error}", file=sys.stderr)
        return 2 if isinstance(error, InvalidRedirectError) else 1
    print(f"Next page: {redirect.safe_url() or 'one of your own'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
