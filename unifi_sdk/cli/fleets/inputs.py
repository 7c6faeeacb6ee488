"""Standard input that the command of every console reads from its beginning."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TextIO

__all__ = ["RepeatedInput"]


class RepeatedInput(io.TextIOBase):
    """Standard input, which is read once and given whole to whoever asks.

    Args:
        stream: The real one. A terminal counts as empty: nobody types the same for every console.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    @property
    def buffer(self) -> io.BytesIO:
        """The same as bytes."""
        return io.BytesIO(self._content)

    def isatty(self) -> bool:
        """No: it asks nobody."""
        return False

    def read(self, size: int | None = -1, /) -> str:
        """All of it."""
        return self._text()

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Its first line."""
        return self._text().partition("\n")[0]

    def _text(self) -> str:
        return self._content.decode("utf-8", "surrogateescape")

    @cached_property
    def _content(self) -> bytes:
        if self._stream is None or self._stream.isatty():
            return b""
        buffer = getattr(self._stream, "buffer", None)
        return buffer.read() if buffer is not None else self._stream.read().encode()
