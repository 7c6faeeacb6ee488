"""Run the portal.

    python -m examples.portal --demo                            in front of the simulator, for its sample guest
    python -m examples.portal --guests guests.csv --house 'Hotel Example' --port 80

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
``PORTAL_SECRET``, at least 32 characters, lets forms survive a restart of the portal.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import ssl
import sys
import time as clock
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web
from yarl import URL

from unifi_sdk import Console, RetryPolicy, UniFiError
from unifi_sdk.proxies import TrustedProxies

from .app import Portal
from .guests import DEMO_GUESTS, NOON, Allowance, Guest, GuestList
from .record import Record
from .settings import Settings
from .sources import SourcedGuests, source_of

PATIENCE = RetryPolicy(deadline_seconds=12, read_attempt_seconds=5, connect_seconds=3)
"""A guest looks at an empty page meanwhile."""
STOP_SECONDS = 20
"""A guest who is being let in when the portal is stopped gets an answer."""


def main() -> int:
    """Read the arguments and serve until interrupted; the exit code is 1 when the portal can't start."""
    args = read_arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        _serve(args)
    except (UniFiError, OSError, ValueError, ZoneInfoNotFoundError) as error:
        print(f"portal: {error}", file=sys.stderr)
        return 1
    return 0


def read_arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; that of this process when none is given."""
    parser = argparse.ArgumentParser(prog="portal", description="A captive portal for hotel guests.")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--guests", type=Path, help="CSV or SQLite with room, surname, departure")
    who.add_argument("--demo", action="store_true", help="three guests whom everybody knows; not for a real hotel")
    parser.add_argument("--house", default="Hotel Example", help="its name, on every page")
    parser.add_argument("--minutes", type=int, default=24 * 60)
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--down", type=int, default=50_000, metavar="KBPS")
    parser.add_argument("--up", type=int, default=10_000, metavar="KBPS")
    parser.add_argument("--check-out", type=time.fromisoformat, default=NOON, metavar="HH:MM", help="end of a stay")
    parser.add_argument("--zone", help="time zone of the house, such as Europe/Berlin")
    parser.add_argument("--devices", type=int, default=6, help="of a room that may be online; 0 for any number")
    parser.add_argument("--record", type=Path, metavar="FOLDER", help="write admissions down there")
    parser.add_argument("--keep-days", type=int, default=7, help="how long the record is kept; the terms of use say so")
    parser.add_argument("--any-address", action="store_true", help="for guests behind address translation, see README")
    parser.add_argument("--proxy", action="append", default=[], metavar="ADDRESS", help="a reverse proxy to believe")
    parser.add_argument(
        "--watcher", action="append", metavar="ADDRESS", help="may see /health, /metrics; else this machine"
    )
    parser.add_argument("--site", default="default", help="internal reference or name; checked when the portal starts")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for all")
    parser.add_argument("--port", type=int, default=8880)
    parser.add_argument("--certificate", type=Path, help="PEM file with the portal's own certificate chain")
    parser.add_argument("--key", type=Path, help="PEM file with its private key")
    return parser.parse_args(given)


def _serve(args: argparse.Namespace) -> None:
    app = _build(args)
    tls = _tls(args)
    if args.demo:
        guest = DEMO_GUESTS[0]
        print(
            f"As the simulator's guest, room {guest.room}, surname {guest.surname}: {_sample_url(args, tls is not None)}"
        )
    web.run_app(app, host=args.host, port=args.port, ssl_context=tls, access_log=None, shutdown_timeout=STOP_SECONDS)


def _build(args: argparse.Namespace) -> web.Application:
    """The application, with a console that opens and closes with it."""
    allowance = Allowance(minutes=args.minutes, data_megabytes=args.megabytes, rx_kbps=args.down, tx_kbps=args.up)
    zone = ZoneInfo(args.zone) if args.zone else None

    def listed(guests: Iterable[Guest]) -> GuestList:
        return GuestList(guests, allowance, check_out=args.check_out, zone=zone)

    guests: GuestList | SourcedGuests = (
        listed(DEMO_GUESTS) if args.demo else SourcedGuests(source_of(args.guests), listed)
    )
    secret = os.environ.get("PORTAL_SECRET", "").encode() or secrets.token_bytes(32)
    console = Console.from_env(retry=PATIENCE)
    settings = Settings(
        secret=secret,
        house=args.house,
        zone=zone,
        devices_per_room=args.devices or None,
        own_devices_only=not args.demo and not args.any_address,
        proxies=TrustedProxies(*args.proxy),
        watchers=tuple(args.watcher or Settings.watchers),
    )
    record = Record(args.record, args.keep_days) if args.record else None
    portal = Portal(console.network, guests, settings, record=record)
    portal.monitor.gauges["guests"] = ("Guests in the list that was read last.", lambda: len(guests))
    if isinstance(guests, SourcedGuests):
        portal.monitor.problems["guests"] = lambda: guests.problem
    app = portal.app()

    async def connect(app: web.Application) -> AsyncIterator[None]:
        async with console:
            await console.network.info.get()  # a wrong key or address is told here, and not to the first guest
            await console.network.find_site(args.site)
            yield

    app.cleanup_ctx.append(connect)
    return app


def _tls(args: argparse.Namespace) -> ssl.SSLContext | None:
    if args.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(args.certificate, args.key)
    return context


def _sample_url(args: argparse.Namespace, secure: bool) -> URL:
    """What a console would send the simulator's sample guest with at this moment."""
    query = {
        "ap": "94:2a:6f:d0:30:57",
        "id": "1c:71:25:63:e4:24",
        "t": str(int(clock.time())),
        "url": "http://example.com/",
        "ssid": "Hotel Guest",
    }
    portal = URL.build(scheme="https" if secure else "http", host=args.host, port=args.port)
    return portal.with_path("/guest/s/default/").with_query(query)


if __name__ == "__main__":
    sys.exit(main())
