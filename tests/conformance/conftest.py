"""What the codec has to say about the bodies that are read."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


class Warnings(logging.Handler):
    """Keeps the texts of what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    handler, log = Warnings(), logging.getLogger("unifi_sdk.codec")
    log.addHandler(handler)
    yield handler.texts
    log.removeHandler(handler)
