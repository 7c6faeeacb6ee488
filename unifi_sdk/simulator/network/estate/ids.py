"""Ids of the sample estate: the same in every process."""

from __future__ import annotations

from functools import lru_cache
from uuid import NAMESPACE_OID, uuid5

__all__ = ["ACCESS_POINT_ID", "SWITCH_ID", "sample_id"]

ACCESS_POINT_ID = str(uuid5(NAMESPACE_OID, "simulated access point"))
SWITCH_ID = str(uuid5(NAMESPACE_OID, "simulated switch"))


@lru_cache(maxsize=4096)
def sample_id(name: str) -> str:
    """The id that the sample estate gives to what has this name: the same in every process."""
    return str(uuid5(NAMESPACE_OID, f"simulated {name}"))
