"""An external captive portal: what the console's redirect says, and letting the guest in.

An unauthorized guest who opens a page is sent to the portal with a URL such as
``http://portal/guest/s/default/?ap=…&id=…&t=…&url=…&ssid=…``. Everything in it comes from the guest's side and is checked.
Source: the vendor's article on the external hotspot API.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime
from typing import Final, TypeVar

import attrs
from yarl import URL

from unifi_sdk._core.arguments import check_methods, checked
from unifi_sdk._core.check import at_least, aware, mac_address
from unifi_sdk.errors import BadRequestError, ConfigurationError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network.clients import Clients
from unifi_sdk.network.models.clients import Client, GuestAccess, GuestAuthorization

__all__ = [
    "CONNECTIVITY_CHECK_HOSTS",
    "Admission",
    "Hotspot",
    "InvalidRedirectError",
    "PortalRedirect",
    "parse_redirect",
]

T = TypeVar("T")

CONNECTIVITY_CHECK_HOSTS: Final = frozenset(
    {
        "captive.apple.com",
        "cdn-apple.com",
        "clients3.google.com",
        "connectivitycheck.android.com",
        "connectivitycheck.gstatic.com",
        "detectportal.firefox.com",
        "msftconnecttest.com",
        "msftncsi.com",
        "nmcheck.gnome.org",
    }
)
"""Where operating systems look whether there is Internet; a guest's first page is usually one of these."""

_SITE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SITE_PATH: Final = re.compile(rf"/guest/s/({_SITE.pattern})/?")
_HOST_NAME: Final = re.compile(r"[A-Za-z0-9.-]+")
_LONGEST_URL: Final = 8192
_MOST_SSID_BYTES: Final = 32
_NO_NAME: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of characters that a name on one line doesn't have: control characters, halves, ends of lines."""
_TURNS_TEXT_AROUND: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNREADABLE: Final = "\ufffd"


class InvalidRedirectError(ConfigurationError):
    """A redirect that no console sends: a value is missing, malformed, too old, or tries something."""


@attrs.frozen(kw_only=True)
class PortalRedirect:
    """What a checked redirect says.

    Args:
        client_mac: The guest's device, lower case with colons.
        site_reference: The site's internal reference, for `NetworkClient.find_site`.
        redirected_at: When the console sent the guest away.
        ap_mac: The access point, or None.
        ssid: The WiFi network; None where the redirect has none, or one that can't be shown. Chosen by whoever runs it, with
            blanks, joiners and emoji: show it as text only, in a ``<bdi>`` on a web page.
        original_url: What the guest wanted to open; never redirect there without `safe_url`.
    """

    client_mac: str
    site_reference: str
    redirected_at: datetime
    ap_mac: str | None = None
    ssid: str | None = None
    original_url: str | None = attrs.field(default=None, repr=False)

    def safe_url(self, allowed_hosts: Collection[str] = CONNECTIVITY_CHECK_HOSTS) -> str | None:
        """The page that the guest wanted, if sending the guest there can't be misused.

        Args:
            allowed_hosts: Host names; their subdomains are allowed too.

        Returns:
            The URL, or None when it is missing, no plain web address, or on another host: show a page of your own then.
        """
        if not self.original_url or not self.original_url.isprintable() or "\\" in self.original_url:
            return None
        try:
            url = URL(self.original_url)
            host, port = (url.host or "").lower().rstrip("."), url.port
        except (ValueError, IndexError):  # IndexError: what yarl makes of "[]@"
            return None
        if not _HOST_NAME.fullmatch(url.raw_host or ""):
            return None
        names = [name.lower() for name in allowed_hosts]
        allowed = any(host == name or host.endswith(f".{name}") for name in names)
        if not allowed or url.scheme not in ("http", "https") or "@" in url.raw_authority or port not in (80, 443):
            return None
        return str(url)


@attrs.frozen(kw_only=True)
class Admission:
    """A guest that has been let in.

    Args:
        client: The guest, as the console showed it last.
        granted: The admission in force.
        revoked: The admission it replaced, or None.
        is_confirmed: Whether the list shows the guest as let in; False where only the answer to the authorization says so,
            for the device had left the list.
    """

    client: Client
    granted: GuestAuthorization | None
    revoked: GuestAuthorization | None = None
    is_confirmed: bool = True


@checked
def parse_redirect(
    url: str, *, max_age_seconds: float = 900, now: datetime | None = None, site_reference: str | None = None
) -> PortalRedirect:
    """Read and check the URL with which the console sends a guest to the portal.

    Args:
        url: The request's URL, or its path and query.
        max_age_seconds: How far the redirect's time may be from now, in either direction; consoles' clocks drift.
        now: Aware; the machine's time when left out.
        site_reference: The site's internal reference, such as ``default``, for a portal behind a proxy that rewrites the
            path; it is read from the path when left out.

    Raises:
        InvalidRedirectError: a value is missing, malformed or too old; never for the sake of the WiFi network's name.
        ConfigurationError: ``max_age_seconds`` is negative, ``now`` has no time zone, ``site_reference`` can't be one.
    """
    at_least(0, max_age_seconds=max_age_seconds)
    if site_reference is not None and not _SITE.fullmatch(site_reference):
        raise ConfigurationError(
            "site_reference must be 1 to 64 letters, digits, - or _, as Site.internal_reference is"
        )
    aware(now=now)
    if len(url) > _LONGEST_URL:
        raise InvalidRedirectError(f"url is longer than {_LONGEST_URL} characters")
    try:
        parsed = URL(url)
        query = parsed.query
    except (ValueError, IndexError):  # IndexError: what yarl makes of "[]@"
        raise InvalidRedirectError("url is no URL") from None
    if site_reference is None:
        site = _SITE_PATH.fullmatch(parsed.path)
        if site is None:
            raise InvalidRedirectError(
                "url has no site: its path reads /guest/s/<site>/; behind a proxy that rewrites it, pass site_reference"
            )
        site_reference = site[1]
    seconds = (now or datetime.now(UTC)).timestamp()
    return PortalRedirect(
        client_mac=_mac(query.getall("id", []), "id"),
        site_reference=site_reference,
        redirected_at=_moment(query.getall("t", []), seconds, max_age_seconds),
        ap_mac=_mac(query.getall("ap"), "ap") if query.get("ap") else None,
        ssid=_ssid(query.getall("ssid", [])),
        original_url=_single(query.getall("url", []), "url") if query.get("url") else None,
    )


@check_methods
class Hotspot:
    """Guest access through a portal of your own.

    Args:
        clients: The clients of the site.
    """

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def admit(
        self,
        redirect: PortalRedirect,
        *,
        minutes: int | None = None,
        data_megabytes: int | None = None,
        rx_kbps: int | None = None,
        tx_kbps: int | None = None,
        wait_seconds: float = 25,
        timeout_seconds: float | None = None,
    ) -> Admission:
        """Let the guest of a redirect in: find the client, authorize it, and see that the console agrees.

        A device may take some seconds to appear in the list, and an authorization some to show; both are waited for.
        When the answer to the authorization is lost, the console's state decides, unless the guest was in already.

        Args:
            redirect: What `parse_redirect` gave.
            minutes: How long, from 1; the site's default when left out.
            data_megabytes: How much data, from 1; any amount when left out.
            rx_kbps: Download rate in kilobits a second, from 2.
            tx_kbps: Upload rate, likewise.
            wait_seconds: How long to wait for the device to appear, and again for the confirmation.
            timeout_seconds: For the authorization, in place of the retry policy's ``deadline_seconds``.

        Returns:
            What the console granted, and the guest as it stands in the list; `Admission.is_confirmed` is False where the
            device was in the list no more when the wait was over, as happens to devices that join anew.

        Raises:
            ConfigurationError: a limit can't be, or the wait is below 0.
            NotFoundError: the device did not appear in time; check that this is the redirect's site.
            BadRequestError: the device is not on a guest network.
            OutcomeUnknownError: the answer to the authorization was lost, and the console's state does not tell either; or
                the console took it and goes on showing the guest as not let in.
            asyncio.CancelledError: with a note when the guest may be in.
        """
        at_least(0, wait_seconds=wait_seconds)
        at_least(1, minutes=minutes, data_megabytes=data_megabytes)
        at_least(2, rx_kbps=rx_kbps, tx_kbps=tx_kbps)
        client = await self._poll(wait_seconds, lambda: self._look_for(redirect.client_mac))
        if client is None:
            raise NotFoundError(
                f"{redirect.client_mac} did not appear among the clients within {wait_seconds:g} s: "
                f"is this the site {redirect.site_reference!r}?",
                application="network",
            )
        if not client.is_guest:
            raise BadRequestError(f"{redirect.client_mac} is not on a guest network", application="network")
        try:
            result = await self._clients.authorize(
                client.id,
                minutes=minutes,
                data_megabytes=data_megabytes,
                rx_kbps=rx_kbps,
                tx_kbps=tx_kbps,
                timeout_seconds=timeout_seconds,
            )
        except OutcomeUnknownError:
            if client.is_authorized:
                raise  # the console's state can't tell this admission from the one before
            found = await self._confirm(client.id, wait_seconds, "may be")
            if found is None or not found.is_authorized:
                raise
            return Admission(client=found, granted=_authorization(found))
        granted, revoked = result.granted_authorization, result.revoked_authorization
        found = await self._confirm(client.id, wait_seconds, "is")
        if found is not None and found.is_authorized:
            return Admission(client=found, granted=_authorization(found) or granted, revoked=revoked)
        if found is None and granted is not None:
            return Admission(client=client, granted=granted, revoked=revoked, is_confirmed=False)
        raise OutcomeUnknownError(
            f"the console took the authorization of {redirect.client_mac} and did not confirm it "
            f"within {wait_seconds:g} s: look again before you repeat it",
            application="network",
        )

    async def _confirm(self, client_id: str, seconds: float, how_sure: str) -> Client | None:
        """Wait until a guest is shown as let in, and give back how it was shown last: None when it was not in the list.

        Who is cancelled meanwhile is told how far it has come.
        """
        last: Client | None = None

        async def look() -> Client | None:
            nonlocal last
            last = await self._look_at(client_id)
            return last if last is not None and last.is_authorized else None

        try:
            await self._poll(seconds, look)
        except asyncio.CancelledError as cancelled:
            cancelled.add_note(f"The guest {client_id} {how_sure} let in: look before you do it again.")
            raise
        return last

    async def _look_for(self, mac: str) -> Client | None:
        try:
            return await self._clients.find(mac=mac)
        except NotFoundError:
            return None

    async def _look_at(self, client_id: str) -> Client | None:
        try:
            return await self._clients.get(client_id)
        except NotFoundError:  # a device may leave and come back when it is let in
            return None

    async def _poll(self, seconds: float, look: Callable[[], Awaitable[T | None]]) -> T | None:
        """Look each second until something is found or the time is up."""
        clock = self._clients.clock
        deadline = clock.monotonic() + seconds
        while True:
            found = await look()
            left = deadline - clock.monotonic()
            if found is not None or left <= 0:
                return found
            await clock.sleep(min(1, left))


def _authorization(client: Client) -> GuestAuthorization | None:
    return client.access.authorization if isinstance(client.access, GuestAccess) else None


def _single(values: list[str], name: str) -> str:
    if len(values) != 1 or not values[0]:
        raise InvalidRedirectError(f"{name} is missing or given more than once")
    return values[0]


def _mac(values: list[str], name: str) -> str:
    text = _single(values, name)
    try:
        return mac_address(text, name)
    except ConfigurationError as error:
        raise InvalidRedirectError(str(error)) from None


def _moment(values: list[str], now: float, max_age_seconds: float) -> datetime:
    text = _single(values, "t")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise InvalidRedirectError("t is no unix time")
    if abs(now - int(text)) > max_age_seconds:
        raise InvalidRedirectError(
            f"t is more than {max_age_seconds:g} s away from now: the redirect is old, or the console's clock is wrong"
        )
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError):
        raise InvalidRedirectError("t is no unix time") from None


def _ssid(values: list[str]) -> str | None:
    """The name, if it is one that can be shown; nothing depends on it, so no guest is turned away for it."""
    ssid = values[0] if len(values) == 1 else ""
    is_shown = not any(
        character in _TURNS_TEXT_AROUND or character == _UNREADABLE or unicodedata.category(character) in _NO_NAME
        for character in ssid
    )
    return ssid if ssid and is_shown and len(ssid.encode()) <= _MOST_SSID_BYTES else None
