"""References: where a console is and how it is opened, as plain data without a secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import attrs

from unifi_sdk._core.address import parse_host
from unifi_sdk._core.arguments import checked
from unifi_sdk._core.check import between, not_empty
from unifi_sdk._core.client import TrustByPort
from unifi_sdk._core.connector import CLOUD_HOST, connector_path
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import hidden
from unifi_sdk.calls import OnCall
from unifi_sdk.cloud.models.hosts import Host
from unifi_sdk.console import Console
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.fleet.providers import EnvironmentSecrets, SecretProvider
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import Pinned, read_fingerprint

__all__ = ["ConsoleReference", "KnownState", "Pin"]

_APPLICATIONS: Final = ("network", "protect", "access", "innerspace")
_NAME: Final = re.compile(r"[\w.:/-]{1,128}")
_LIKE_A_SECRET: Final = re.compile(r"[A-Za-z0-9]{24,}")
_USUAL_PORT: Final = 443


@attrs.frozen
class Pin:
    """The certificate that a console is known by.

    Args:
        fingerprint: Its SHA-256, in any usual spelling.
        port: The port that it counts for; None for every port.

    Raises:
        ConfigurationError: the fingerprint is none.
    """

    fingerprint: str = attrs.field(converter=read_fingerprint)
    port: int | None = None


Pins: TypeAlias = Iterable[Pin | str] | Mapping[int, Iterable[str]]


def _read_pins(pins: Pins) -> tuple[Pin, ...]:
    if isinstance(pins, str) or not isinstance(pins, Iterable):
        raise ConfigurationError("pins takes several fingerprints: pass [fingerprint]")
    if isinstance(pins, Mapping):
        return tuple(Pin(text, port) for port, texts in sorted(pins.items()) for text in texts)
    return tuple(pin if isinstance(pin, Pin) else Pin(pin) for pin in pins)


def _read_tags(tags: Iterable[str]) -> tuple[str, ...]:
    if isinstance(tags, str) or not isinstance(tags, Iterable):
        raise ConfigurationError("tags takes several texts: pass [tag]")
    found = sorted(set(tags))
    for tag in found:
        not_empty(tags=tag)
    return tuple(found)


@attrs.frozen(kw_only=True)
class KnownState:
    """What the cloud last said of a host; None where it said nothing.

    Args:
        online: Whether it is connected.
        blocked: Whether it is blocked.
        owned: Whether the account of the key owns it.
        without: Applications that are known not to run on it.
    """

    online: bool | None = None
    blocked: bool | None = None
    owned: bool | None = None
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, host: Host) -> KnownState:
        """What a host of `cloud.hosts` says.

        Args:
            host: The host.
        """
        without = tuple(each for each in _APPLICATIONS if host.runs(each) is False)
        return cls(online=host.is_online, blocked=host.is_blocked, owned=host.owner, without=without)

    def why_not(self, needs: Iterable[str]) -> str:
        """Why there is no use in asking, or "".

        Args:
            needs: Applications that are needed.
        """
        if self.blocked:
            return "blocked"
        if self.owned is False:
            return "not owned by the account of the key"
        if self.online is False:
            return "offline"
        missing = [each for each in needs if each in self.without]
        return f"without {' and '.join(missing)}" if missing else ""


@attrs.frozen(kw_only=True)
class ConsoleReference:
    """Where a console is and how it is opened: frozen, comparable, picklable, and with no secret inside.

    It holds the names of secrets. What they are is asked of a provider (`unifi_sdk.fleet.providers`) where the console is
    opened, which may be another process or machine.

    Args:
        name: What it is called in the fleet; the host or the id when left out.
        host: Its name or address, ``host`` or ``host:port``; where the cloud is, for one behind it.
        console_id: `Host.id`, for a console that is reached through the cloud's connector.
        pins: SHA-256 fingerprints of its certificates, for every port, or a mapping of ports to them. Without any, what this
            machine trusts.
        model: Such as ``UDM Pro``, for `Fleet.where`.
        tags: For `Fleet.where`.
        api_key_name: The name of the key for Network and Protect; "" for none.
        access_token_name: The name of the token for Access; "" for none.
        username: A local user, for the API of an old Cloud Key.
        password_name: The name of its password.
        cloud_key_name: The name of the cloud's key, for a console that is reached through it.
        access_port: Where Access listens.
        legacy_port: Where the API of an old Cloud Key listens.
        read_only: True refuses every write to it, whatever a run allows. None and False leave that to the run; the command
            `unifi` takes None for read-only where a console is reached through the cloud.
        state: What the cloud has said of it; two references that differ in this alone are equal.

    Raises:
        ConfigurationError: an argument can't be.
    """

    name: str = ""
    host: str = ""
    console_id: str = ""
    pins: tuple[Pin, ...] = attrs.field(default=(), converter=_read_pins)
    model: str = ""
    tags: tuple[str, ...] = attrs.field(default=(), converter=_read_tags)
    api_key_name: str = "UNIFI_API_KEY"
    access_token_name: str = ""
    username: str = ""
    password_name: str = ""
    cloud_key_name: str = "UNIFI_CLOUD_API_KEY"
    access_port: int = 12445
    legacy_port: int = 7443
    read_only: bool | None = None
    state: KnownState = attrs.field(default=KnownState(), eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for a in attrs.fields(ConsoleReference):
            if a.type in (str, "str") and not isinstance(value := getattr(self, a.name), str):
                raise ConfigurationError(f"{a.name} must be a text, not {type(value).__name__}")
        if self.read_only is not None and not isinstance(self.read_only, bool):
            raise ConfigurationError(f"read_only must be true or false, not {self.read_only!r}")
        if not self.host and not self.console_id:
            raise ConfigurationError(
                "host is empty: pass where the console is, or the console_id of one behind the cloud"
            )
        if self.console_id:
            connector_path(self.console_id)
            object.__setattr__(self, "host", self.host or CLOUD_HOST)
        parse_host(self.host, _USUAL_PORT)
        between(1, 65535, access_port=self.access_port, legacy_port=self.legacy_port)
        for field in ("api_key_name", "access_token_name", "password_name", "cloud_key_name"):
            _check_secret_name(field, getattr(self, field))
        if not self.name:
            object.__setattr__(self, "name", self.console_id or self.host)

    @classmethod
    @checked
    def of(
        cls,
        host: Host,
        *,
        tags: Iterable[str] = (),
        cloud_key_name: str = "UNIFI_CLOUD_API_KEY",
        cloud_host: str = CLOUD_HOST,
        pins: Iterable[str] = (),
    ) -> ConsoleReference:
        """The reference of a host of `cloud.hosts`, with what the cloud says of it.

        Args:
            host: The host.
            tags: For `Fleet.where`.
            cloud_key_name: The name of the cloud's key.
            cloud_host: Where the cloud is: for a test, or a proxy of yours.
            pins: Of that proxy's certificate.
        """
        hardware = host.reported_state.hardware if host.reported_state else None
        return cls(
            name=f"{host.name} ({host.id})" if host.name else host.id,
            host=cloud_host,
            console_id=host.id,
            model=(hardware.name or hardware.shortname or "") if hardware else "",
            tags=tuple(tags),
            cloud_key_name=cloud_key_name,
            pins=tuple(pins),
            state=KnownState.of(host),
        )

    @checked
    def connect(
        self,
        secrets: SecretProvider = EnvironmentSecrets(),
        *,
        read_only: bool = True,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
    ) -> Console:
        """The console, with its secrets, not opened yet.

        Args:
            secrets: Where they come from; it is called here, and may read a file.
            read_only: Refuse every write with `MutationBlockedError`.
            retry: How often and how long to try.
            on_call: Told of each call when it has ended; the console is called there as in the fleet, without an id.

        Raises:
            ConfigurationError: a secret is missing, or can't be one.
        """
        found = {name: hidden(text) for name in self.secret_names if (text := secrets(name)) is not None}
        return self._made(
            found,
            Transport(read_only=read_only or self.read_only is True, retry=retry, on_call=on_call, console=self.label),
        )

    @property
    def label(self) -> str:
        """Its name without the id that it may hold; the host where nothing else is left."""
        if not self.console_id:
            return self.name
        return self.name.replace(f"({self.console_id})", "").replace(self.console_id, "").strip() or self.host

    @property
    def secret_names(self) -> tuple[str, ...]:
        """The names of the secrets that are needed to open it."""
        if self.console_id:
            return (self.cloud_key_name,)
        return tuple(name for name in (self.api_key_name, self.access_token_name, self.password_name) if name)

    def _made(self, secrets: Mapping[str, str], transport: Transport) -> Console:
        """The console over a transport, which sends for it.

        Args:
            secrets: By their names.
            transport: What sends.

        Raises:
            ConfigurationError: a secret is missing, or can't be one.
        """
        for name in self.secret_names:
            if not secrets.get(name):
                raise ConfigurationError(
                    f"{self.name}: there is no secret called {name}: put it where this process looks for secrets, or name "
                    "another one in the reference"
                )
        if self.console_id:
            return Console(
                self.host,
                api_key=secrets[self.cloud_key_name],
                base_path=connector_path(self.console_id),
                tls=self._trust(),
                _transport=transport,
            )
        return Console(
            self.host,
            api_key=secrets.get(self.api_key_name),
            access_token=secrets.get(self.access_token_name),
            username=self.username or None,
            password=secrets.get(self.password_name),
            tls=self._trust(),
            access_port=self.access_port,
            legacy_port=self.legacy_port,
            _transport=transport,
        )

    def _trust(self) -> TrustByPort:
        everywhere = [pin.fingerprint for pin in self.pins if pin.port is None]
        ports = {pin.port for pin in self.pins if pin.port is not None}
        if not ports:
            return Pinned(*everywhere) if everywhere else None
        if everywhere:
            ports |= {parse_host(self.host, _USUAL_PORT).port, self.access_port, self.legacy_port}
        return {
            port: Pinned(*everywhere, *(pin.fingerprint for pin in self.pins if pin.port == port)) for port in ports
        }


def _check_secret_name(field: str, name: str) -> None:
    if name and (not _NAME.fullmatch(name) or _LIKE_A_SECRET.fullmatch(name)):
        raise ConfigurationError(
            f"{field} must be the name of a secret, such as UNIFI_API_KEY: a reference holds no secret itself. Give the "
            "secret to a provider (environment, FileSecrets, KeyringSecrets) under a name"
        )
