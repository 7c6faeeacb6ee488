"""What holds for every test: nothing of this user is read, and properties may be slow on a busy machine."""

from __future__ import annotations

import gc
import os
import signal

import hypothesis
import pytest

from tests.support.clock import FakeClock

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; processes would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Tens of thousands of tests stay until the end: no search for garbage need walk over them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _nobodys_certificates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test find what the person who runs it has agreed to."""
    os.environ["UNIFI_CONFIG_DIR"] = str(tmp_path_factory.mktemp("nobody") / "unifi-sdk")


@pytest.fixture
def fake_clock() -> FakeClock:
    return FakeClock()
