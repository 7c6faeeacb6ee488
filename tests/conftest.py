"""What every test may use: a clock that takes no time."""

from __future__ import annotations

import pytest

from tests.support.clock import FakeClock


@pytest.fixture
def fake_clock() -> FakeClock:
    return FakeClock()
