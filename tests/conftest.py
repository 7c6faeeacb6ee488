"""What holds for every test: a clock that takes no time, and properties that may be slow on a busy machine."""

from __future__ import annotations

import signal

import hypothesis
import pytest

from tests.support.clock import FakeClock

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; processes would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture
def fake_clock() -> FakeClock:
    return FakeClock()
