"""The garbage collector rests while many objects are made, and is afterwards as it was before."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from tests.support.models import Thing, codec
from unifi_sdk._core.collector import collector_at_rest
from unifi_sdk._core.json_text import loads


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.enable()


def test_it_rests_within_and_works_afterwards() -> None:
    with collector_at_rest:
        assert not gc.isenabled()
        with collector_at_rest:
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_after_an_exception_too() -> None:
    with pytest.raises(KeyError), collector_at_rest:
        raise KeyError
    assert gc.isenabled()


def test_one_that_somebody_has_turned_off_stays_off() -> None:
    gc.disable()
    with collector_at_rest:
        pass
    assert not gc.isenabled()


def test_it_rests_until_the_last_thread_is_done() -> None:
    entered, leave, seen = threading.Event(), threading.Event(), []

    def other() -> None:
        with collector_at_rest:
            entered.set()
            leave.wait()

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait()
    with collector_at_rest:
        pass
    seen.append(gc.isenabled())
    leave.set()
    thread.join()
    seen.append(gc.isenabled())
    assert seen == [False, True]


@pytest.mark.parametrize(
    "data",
    [b'[{"id": "1"}]', b'[{"id": 1}]', b'[{"id": "1"}, 1', b'["' + b"x" * 100_000 + b'"]', b"[" + b" " * 100_000],
)
def test_it_works_after_an_answer_was_read_or_refused(data: bytes) -> None:
    try:
        documents = loads(data)
    except ValueError:
        documents = []
    assert isinstance(documents, list)
    codec().decode_items(Thing, documents)
    assert gc.isenabled()
