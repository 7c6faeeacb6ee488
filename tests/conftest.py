"""What holds for every test: a clock that takes no time, and properties that may be slow on a busy machine."""

from __future__ import annotations

import hypothesis
import pytest

from tests.support.clock import FakeClock

hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture
def fake_clock() -> FakeClock:
    return FakeClock()
