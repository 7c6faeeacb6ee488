"""What live consoles were reported to do otherwise than the vendor's documents, as switches."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from unifi_sdk.errors import ConfigurationError

__all__ = ["Quirk", "known_quirks"]


class Quirk(StrEnum):
    """One thing that some consoles do otherwise than the documents; off unless asked for.

    ``SimulatedConsole(quirks=[Quirk.SUCCEED])`` switches it on, ``quirks=Quirk`` all of them together.
    """

    GATEWAY_REFUSES_KEYS = "gateway-refuses-keys"
    """Network: a wrong key gets the gateway's short body, `{"error": {"code": 401, ...}}`, in place of the documented one."""
    POLICIES_WITHOUT_ID = "policies-without-id"
    """Network: the firewall policies of the system, and those that were migrated, are listed without their ids."""
    NULLS_IN_ORDERINGS = "nulls-in-orderings"
    """Network: orderings of policies and ACL rules hold null, as on consoles that were migrated."""
    PADDED_ADDRESS_LISTS = "padded-address-lists"
    """Network: lists of addresses are filled up with empty texts."""
    NUMBERS_AS_TEXTS = "numbers-as-texts"
    """Network and Access: some numbers come as texts, as older versions sent them."""
    CLASSIC_ERRORS_WITH_200 = "classic-errors-with-200"
    """Network: the classic API refuses with HTTP 200 and says so in `meta`."""
    VISITOR_STATUS_NUMBERS = "visitor-status-numbers"
    """Access: the `status` of a visitor is a number from 1 to 6."""
    AVATAR_URL = "avatar-url"
    """Access: the answer to an uploaded avatar names it `url`."""
    SUCCEED = "succeed"
    """Access: the code of a success is `SUCCEED`."""
    LOG_PAGINATION = "log-pagination"
    """Access: logs tell their page and total in `pagination` on the envelope."""
    UNLOCK_WITHOUT_DATA = "unlock-without-data"
    """Access: an unlock is answered without `data`."""
    DECOMPOSED_NAMES = "decomposed-names"
    """Access: notifications write names in another Unicode form (NFD) than lists do."""
    BARE_DEVICES = "bare-devices"
    """Access: devices are listed with id, name, type and alias alone, as older versions did."""
    FAMILIES_MISSING_AT_START = "families-missing-at-start"
    """Protect: while it starts, some families of devices are answered with 404 and others with an empty list."""


def known_quirks(wanted: Iterable[Quirk | str]) -> frozenset[Quirk]:
    """The switches that somebody names, by member or by text.

    Args:
        wanted: Any iterable of them, `Quirk` itself for all.

    Raises:
        ConfigurationError: there is no such switch, or this is a single text; the message lists those that exist.
    """
    if isinstance(wanted, str):
        raise ConfigurationError(
            f"quirks: {str(wanted)!r} is one text where several are expected: pass [{str(wanted)!r}]"
        )
    quirks = set()
    for each in wanted:
        try:
            quirks.add(Quirk(each))
        except ValueError:
            raise ConfigurationError(f"quirks: there is no {each!r}; known are {', '.join(Quirk)}") from None
    return frozenset(quirks)
