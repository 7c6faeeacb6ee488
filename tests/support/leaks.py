"""Where a secret could come to light: everything that can be printed, dumped, copied or logged about an exception."""

from __future__ import annotations

import contextlib
import copy
import pickle
import traceback
from collections.abc import Iterator

import attrs


def texts_of(value: object) -> Iterator[tuple[str, str]]:
    """What can be made of a value, each with the way in which it was made; a way that refuses is none."""
    for way, make in (
        ("repr", repr),
        ("str", str),
        ("format", format),
        ("pickle", lambda it: repr(pickle.dumps(it))),
        ("deepcopy", lambda it: repr(copy.deepcopy(it))),
        ("vars", lambda it: repr(vars(it))),
        ("asdict", lambda it: repr(attrs.asdict(it))),
        ("args", lambda it: repr(it.args)),
    ):
        with contextlib.suppress(Exception):
            yield way, make(value)


def chain_of(error: BaseException) -> list[BaseException]:
    """The exception, and everything that led to it, whether a traceback would show it or not."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop()
        if current is None or current in found:
            continue
        found.append(current)
        waiting += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions
    return found


def texts_of_ours(error: BaseException) -> Iterator[str]:
    """The same, of frames those of the SDK alone: those of the caller come before them."""
    for where, text in all_texts_of(error):
        yield from text.split("unifi_sdk/")[1:] if "traceback" in where else [text]


def all_texts_of(error: BaseException) -> Iterator[tuple[str, str]]:
    """Every text that an exception can show, with its whole chain and what the frames hold."""
    for link in chain_of(error):
        kind = type(link).__name__
        for way, text in texts_of(link):
            yield f"{way} of {kind}", text
        for name, value in vars(link).items():
            for way, text in texts_of(value):
                yield f"{way} of {kind}.{name}", text
        shown = traceback.TracebackException.from_exception(link, capture_locals=True)
        yield f"traceback of {kind} with locals", "".join(shown.format())
