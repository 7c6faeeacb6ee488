"""What the SDK performs, read from its source: the same as what it says in its type hints, and nothing is overlooked."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import pytest

from unifi_sdk._core.model import Model
from unifi_sdk._facts import load
from unifi_sdk._facts.performed import entrances, performed
from unifi_sdk.network._versions import version_needed
from unifi_sdk.pagination import Paginator

FACTS = load("network")
OLDEST = "9.0.99"
NETWORK = [place for place in performed("unifi_sdk.network") if FACTS.get(place.operation)]
PACKAGE = {
    "__init__": "",
    "lockers": '''
"""Lockers; ``POST /v1/lockers`` stands in a docstring and is performed by nobody."""

from unifi_sdk.network.models import Site, Voucher

OPEN = "PUT /v1/lockers/{locker_id}/open"
KINDS = {1: "GET /v1/small", 2: "GET /v1/large"}


class Lockers:
    def list(self):
        return pages(self._app, "GET /v1/lockers", Voucher)

    async def get(self, locker_id: str) -> Site:
        operation = "GET /v1/lockers/{locker_id}"
        return await self._app.call(operation, Site, locker_id=locker_id)

    async def open(self, number: str, *, minutes: int | None = None) -> None:
        await self._app.call(OPEN, None, body=given(open_minutes=minutes, kind=Site), locker_id=number)

    async def rename(self, locker):
        """Like ``DELETE /v1/lockers``, in a docstring."""
        await self._app.call("PATCH /v1/lockers/{locker_id}", None, body=locker, locker_id=locker.id)

    async def _clear(self, kind):
        await self._app.send(KINDS[kind])

    def __init__(self):
        self._clear

    async def clear_small(self):
        await self._clear(1)

    async def clear_all(self):
        for kind in (1, 2):
            await _later(self, kind)


async def _later(lockers, kind):
    await lockers._clear(kind)
''',
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "locker_package"
    folder.mkdir()
    for name, source in PACKAGE.items():
        (folder / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    return "locker_package"


def test_an_operation_is_found_however_it_is_written(package):
    found = {place.operation: place for place in performed(package)}
    assert {operation: place.name for operation, place in found.items()} == {
        "GET /v1/lockers": "Lockers.list",
        "GET /v1/lockers/{locker_id}": "Lockers.get",
        "PUT /v1/lockers/{locker_id}/open": "Lockers.open",
        "PATCH /v1/lockers/{locker_id}": "Lockers.rename",
        "GET /v1/small": "Lockers._clear",
        "GET /v1/large": "Lockers._clear",
    }
    names = {operation: getattr(place.answer, "__name__", None) for operation, place in found.items()}
    assert (names["GET /v1/lockers"], names["GET /v1/lockers/{locker_id}"]) == ("Voucher", "Site")
    assert [operation for operation, place in found.items() if place.is_list] == ["GET /v1/lockers"]
    opening = found["PUT /v1/lockers/{locker_id}/open"]
    assert opening.body == {"open_minutes": "minutes", "kind": found["GET /v1/lockers/{locker_id}"].answer}
    assert opening.ids == {"locker_id": "number"}
    assert found["PATCH /v1/lockers/{locker_id}"].body == "locker"


def test_what_is_private_is_entered_by_whatever_calls_it(package):
    found = {place.operation: place for place in performed(package)}
    root = f"{package}.lockers.Lockers"
    assert entrances(found["GET /v1/lockers"]) == [f"{root}.list"]
    assert entrances(found["GET /v1/small"]) == [f"{root}.clear_all", f"{root}.clear_small"]


@pytest.mark.parametrize("application", ["network", "access", "protect", "cloud"])
def test_every_operation_can_be_entered(application):
    closed = [place.operation for place in performed(f"unifi_sdk.{application}") if not entrances(place)]
    assert closed == []


@pytest.mark.parametrize("place", NETWORK, ids=lambda place: place.name)
def test_a_method_gives_the_model_that_it_says(place):
    hint = get_type_hints(place.function)["return"]
    if get_origin(hint) is Paginator:
        assert get_args(hint) == (place.answer,)
    elif isinstance(hint, type) and issubclass(hint, Model):
        assert hint is place.answer
    else:
        assert not isinstance(hint, UnionType)


@pytest.mark.parametrize("operation", FACTS.operations.values(), ids=lambda operation: operation.name)
def test_the_sdk_knows_since_when_there_is_an_operation(operation):
    assert (version_needed(operation.name) or OLDEST) == operation.since
