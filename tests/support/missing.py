"""A library that isn't installed, for a part of the package that is imported as if for the first time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

__all__ = ["missing"]


@contextmanager
def missing(library: str, *packages: str) -> Iterator[None]:
    """Do without a library; afterwards every module is what it was, and what was imported meanwhile is gone.

    Args:
        library: Its name.
        packages: What imports it.
    """
    kept = dict(_modules(library, *packages))
    for name in kept:
        del sys.modules[name]
    sys.modules[library] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in [name for name, _ in _modules(library, *packages)]:
            _forget(name)
        for name, module in kept.items():
            sys.modules[name] = module
            parent, _, last = name.rpartition(".")
            if parent in sys.modules:
                setattr(sys.modules[parent], last, module)


def _modules(*names: str) -> Iterator[tuple[str, ModuleType]]:
    below = tuple(f"{name}." for name in names)
    yield from [(name, module) for name, module in sys.modules.items() if name in names or name.startswith(below)]


def _forget(name: str) -> None:
    del sys.modules[name]
    parent, _, last = name.rpartition(".")
    if parent in sys.modules:
        vars(sys.modules[parent]).pop(last, None)
