"""What the cloud remembers: accounts, their keys, hosts, workspaces, and how often it was asked."""

from __future__ import annotations

import secrets
import uuid

from attrs import Factory, define, field

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.cloud.behind import ConsoleBehind
from unifi_sdk.simulator.cloud.limits import Window

__all__ = ["CloudAccount", "CloudHost", "CloudKey", "CloudState", "CloudWorkspace", "Document"]

Document = dict[str, object]

MOBILITY_SCOPES = frozenset({"mobility", "read:mobility", "write:mobility"})
_OLDEST_FIRMWARE = (5, 0, 3)


@define(eq=False)
class CloudAccount:
    """Somebody with a UI account."""

    email: str
    full_name: str = "UniFi User"
    organisation: str = ""
    """The organisation that it belongs to, if any."""
    id: str = Factory(lambda: str(uuid.uuid4()))


@define(eq=False)
class CloudKey:
    """A key of Site Manager."""

    account: CloudAccount
    text: str = field(factory=lambda: secrets.token_urlsafe(24), repr=False)
    is_organisations: bool = False
    """Whether it was made for the organisation: it reaches every console of that."""
    can_write: bool = True
    """Whether it may write through the connector; keys of before that was possible may not."""
    scopes: set[str] = Factory(lambda: set(MOBILITY_SCOPES))


@define(eq=False)
class CloudHost:
    """A console or network server that is registered with the cloud."""

    id: str
    owner: CloudAccount
    name: str
    console: ConsoleBehind | None = None
    """What answers behind the connector; None for a host that has nothing to ask."""
    type: str = "console"
    """`console`, `network-server` or `ucore`."""
    applications: tuple[str, ...] = ("network", "protect")
    version: str = "5.1.9"
    """Of UniFi OS; before 5.0.3 the connector does not reach it."""
    admins: set[str] = Factory(set)
    """Ids of the accounts that administer it and do not own it."""
    is_online: bool = True
    is_blocked: bool = False
    reports: bool = True
    """Whether it tells its state; without, `reportedState` is null."""
    gzips: bool = False
    """Whether bodies come compressed and the header that says so is lost, as from hosted consoles."""
    hangs: bool = False
    """Whether it lets requests wait until the connector gives up."""
    mac: str = Factory(lambda: secrets.token_hex(6).upper())
    hardware_id: str = Factory(lambda: str(uuid.uuid4()))

    @property
    def is_new_enough(self) -> bool:
        """Whether its firmware can be reached through the connector."""
        return tuple(int(part) for part in self.version.split(".")[:3]) >= _OLDEST_FIRMWARE

    def is_seen_by(self, key: CloudKey) -> bool:
        """Whether it is in the lists of a key: of its owner, of who administers it, of the organisation."""
        return self.is_reached_by(key) or key.account.id in {self.owner.id, *self.admins}

    def is_reached_by(self, key: CloudKey) -> bool:
        """Whether the connector leads a key to it: the owner's, or the organisation's."""
        organisation = key.account.organisation
        shared = key.is_organisations and organisation and self.owner.organisation == organisation
        return bool(shared) or self.owner is key.account


@define(eq=False)
class CloudWorkspace:
    """A workspace of Mobility; its shelves hold whole documents, which a test may read and change."""

    name: str
    owner: CloudAccount
    id: str = Factory(lambda: str(uuid.uuid4()))
    viewers: dict[str, CloudAccount] = Factory(dict)
    """Accounts by id that may look and not change anything."""
    devices: dict[str, Document] = Factory(dict)
    """By id."""
    clients: dict[str, list[Document]] = Factory(dict)
    """By the id of their device."""
    passwords: dict[str, str] = field(factory=dict, repr=False)
    """What the WiFi of a device was given as its password."""


class CloudState:
    """Accounts, keys, hosts and workspaces.

    Args:
        clock: Where the time comes from.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.keys: dict[str, CloudKey] = {}
        """By their text; a key that is taken out is dead at once."""
        self.hosts: dict[str, CloudHost] = {}
        """By id, in the order of the list."""
        self.workspaces: dict[str, CloudWorkspace] = {}
        """By id."""
        self.sd_wan_configs: dict[str, Document | None] = {}
        """Whole documents by id; None for one that the cloud knows and has nothing to show of."""
        self.sd_wan_statuses: dict[str, Document | None] = {}
        self.requests_a_minute = 10_000
        """For each key."""
        self.mobility_requests_a_minute = 100
        """For each key."""
        self.console_requests_a_minute = 100
        """For each console."""
        self.largest_page = 500
        self.ends_with_empty_token = False
        """Whether the last page has an empty `nextToken`, and not none at all."""
        self.null_items = 0
        """How many nulls stand in each page of sites and devices."""
        self.upstream_code: str | None = None
        """A `code` that stands in a list that succeeds."""
        self.connector_seconds = 25.0
        """How long a console has for an answer, in real time."""
        self.largest_answer = 10 * 1024 * 1024
        """How many bytes of a console's answer are passed on."""
        self.tokens: dict[str, int] = {}
        """Which page a token stands for: how many items come before it."""
        self._windows: dict[tuple[str, str], Window] = {}

    def add_account(self, email: str, *, full_name: str = "UniFi User", organisation: str = "") -> CloudAccount:
        """Register somebody.

        Args:
            email: The address.
            full_name: The name.
            organisation: The organisation of the account.
        """
        return CloudAccount(email, full_name, organisation)

    def add_key(
        self, account: CloudAccount, text: str = "", *, is_organisations: bool = False, can_write: bool = True
    ) -> CloudKey:
        """Make a key.

        Args:
            account: Whose.
            text: What is sent; something random if left out.
            is_organisations: Whether it is the organisation's.
            can_write: Whether it may write through the connector.
        """
        key = CloudKey(account, is_organisations=is_organisations, can_write=can_write)
        key.text = text or key.text
        self.keys[key.text] = key
        return key

    def take_turn(self, kind: str, name: str, allowed: int) -> float | None:
        """Count a request against a limit, or tell after how many seconds one is taken again."""
        window = self._windows.setdefault((kind, name), Window(allowed))
        window.allowed = allowed
        return window.take(self.clock.now())

    def token_for(self, position: int) -> str:
        """What asks for the page at a position; it means nothing to anybody else."""
        token = f"{secrets.token_hex(8)}:{secrets.randbelow(10**9)}+/{len(self.tokens)}"
        self.tokens[token] = position
        return token
