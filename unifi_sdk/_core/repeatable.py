"""What can be awaited more than once, and is a coroutine for asyncio all the same."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Coroutine, Generator
from types import TracebackType
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

__all__ = ["Repeatable"]

R = TypeVar("R", covariant=True)


class Repeatable(Coroutine[Any, Any, R], Generic[R]):
    """Begins anew with each ``await``, and with each task that is made of it.

    `asyncio.create_task`, `asyncio.TaskGroup.create_task` and `asyncio.run` take coroutines and nothing else that can be
    awaited. So this is one: a task steps through it by `send` and `throw`, and each task has a run of its own.
    """

    def __init__(self) -> None:
        self._runs: WeakKeyDictionary[asyncio.Task[Any], Coroutine[Any, Any, R]] | None = None

    @abstractmethod
    async def _begin(self) -> R:
        """What is awaited."""

    def __await__(self) -> Generator[Any, Any, R]:
        return self._begin().__await__()

    def send(self, value: Any, /) -> Any:
        """How a task goes on; `asyncio` calls it."""
        return self._run().send(value)

    def throw(
        self,
        kind: BaseException | type[BaseException],
        value: BaseException | object = None,
        traceback: TracebackType | None = None,
        /,
    ) -> Any:
        """How a task is cancelled; `asyncio` calls it."""
        if isinstance(kind, BaseException):
            return self._run().throw(kind)
        return self._run().throw(kind, value, traceback)

    def close(self) -> None:
        """Does nothing: what has begun belongs to its task."""

    def _run(self) -> Coroutine[Any, Any, R]:
        """The run of the current task."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("await it, or make a task of it")
        if self._runs is None:
            self._runs = WeakKeyDictionary()
        run = self._runs.get(task)
        if run is None:
            run = self._runs[task] = self._begin()
        return run
