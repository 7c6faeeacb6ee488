"""The order of policies and rules: how it is shown, what is taken for a new one, and putting a shelf into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from unifi_sdk.simulator.network.failures import NetworkFailure, invalid
from unifi_sdk.simulator.network.references import origin_of
from unifi_sdk.simulator.network.state import Shelf
from unifi_sdk.simulator.network.wire import NULL_ID, Call
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["own", "rearrange", "reorder", "shown", "take"]


def own(shelf: Shelf) -> list[str]:
    """Ids of what is user-defined and has one, in order."""
    return [key for key, document in shelf.items() if origin_of(document) == "USER_DEFINED" and "id" in document]


def shown(call: Call, keys: Sequence[str]) -> list[str | None]:
    """An order as the API shows it; with `Quirk.NULLS_IN_ORDERINGS`, what was migrated is null."""
    return [None if _is_null(call, key) else key for key in keys]


def take(call: Call, present: Sequence[str], *wanted: Sequence[str], incomplete: str) -> list[list[str]]:
    """A new order in its parts, with the ids of what is null in it.

    Args:
        call: The call.
        present: All ids, in the order that holds.
        wanted: The parts of the new order as they were sent.
        incomplete: The code with which an order is refused that lacks something.

    Raises:
        NetworkFailure: an id is missing, is there twice, or belongs to something else.
    """
    nulls = iter([key for key in present if _is_null(call, key)])
    parts = [[next(nulls, key) if key == NULL_ID else key for key in part] for part in wanted]
    named = Counter(key for part in parts for key in part)
    if set(present) - named.keys():
        raise NetworkFailure(400, incomplete, "Every user-defined id must be in the order")
    if named != Counter(present):
        raise invalid("The order must contain every user-defined id exactly once")
    return parts


def reorder(shelf: Shelf, keys: list[str]) -> None:
    """Put these documents into this order, in the places that they have together; the others stay where they are."""
    chosen, following = set(keys), iter(keys)
    rearrange(shelf, [next(following) if key in chosen else key for key in shelf])


def rearrange(shelf: Shelf, keys: Iterable[str]) -> None:
    """Put a shelf into this order, which names everything on it."""
    ordered = {key: shelf[key] for key in keys}
    shelf.clear()
    shelf.update(ordered)


def _is_null(call: Call, key: str) -> bool:
    return Quirk.NULLS_IN_ORDERINGS in call.network.quirks and key in call.site.migrated
