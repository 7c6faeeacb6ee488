"""Give a WiFi network another passphrase, and leave every other setting as it is.

A replacement sends the whole WiFi network. So the script reads it, changes the one field, writes everything back, also what
this version of the SDK has never heard of, and compares afterwards. Who is connected has to join again.

    python examples/change_wifi_passphrase.py                               the simulator's staff network, a random passphrase
    python examples/change_wifi_passphrase.py "Hotel Staff" --stdin < passphrase.txt

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys

from unifi_sdk import ConfigurationError, ConflictError, Console, UniFiError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.models import WifiBroadcast, WpaPersonalSecurity

EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"


def random_passphrase() -> str:
    """Sixteen letters and digits that nobody takes for others, in groups of four: about 79 bits."""
    return "-".join("".join(secrets.choice(EASY_TO_READ) for _ in range(4)) for _ in range(4))


def with_passphrase(wifi: WifiBroadcast, passphrase: str) -> WifiBroadcast:
    """The same WiFi network with another passphrase.

    Raises:
        ConfigurationError: it has none, or several.
    """
    security = wifi.security_configuration
    if not isinstance(security, WpaPersonalSecurity) or security.passphrase is None:
        raise ConfigurationError(f"{wifi.name!r} has no passphrase of its own, its security is {security.type}")
    return wifi.evolve(security_configuration=security.evolve(passphrase=passphrase))


async def change(site: SiteScope, name: str, passphrase: str) -> None:
    """Write the passphrase, then look whether it is there and nothing else has changed."""
    wanted = with_passphrase(await site.wifi_broadcasts.find(name=name), passphrase)
    await site.wifi_broadcasts.replace(wanted)
    written = await site.wifi_broadcasts.get(wanted.id)
    if (written, written.extra) != (wanted, wanted.extra):
        raise ConflictError(f"{name!r} is not as it was written: look at its settings", application="network")


async def run(name: str, passphrase: str) -> None:
    """Change the passphrase at the default site."""
    async with Console.from_env() as console:
        await change(await console.network.default_site(), name, passphrase)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Give a WiFi network another passphrase.")
    parser.add_argument("name", nargs="?", default="Hotel Staff", help="the SSID")
    parser.add_argument("--stdin", action="store_true", help="read the passphrase from there, and do not print it")
    args = parser.parse_args()
    passphrase = sys.stdin.readline().rstrip("\r\n") if args.stdin else random_passphrase()
    try:
        asyncio.run(run(args.name, passphrase))
    except UniFiError as error:
        print(f"change_wifi_passphrase: {error}", file=sys.stderr)
        return 1
    print(f"{args.name!r} has a new passphrase{'' if args.stdin else f': {passphrase}'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
