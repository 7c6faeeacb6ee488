"""Counting memory in tests."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["traced"]


@contextmanager
def traced() -> Iterator[None]:
    """Memory is counted inside, and no longer afterwards, whatever happens: it makes everything slow."""
    tracemalloc.start()
    try:
        yield
    finally:
        tracemalloc.stop()
