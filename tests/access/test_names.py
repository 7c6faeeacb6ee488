"""What is imported from where."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

from unifi_sdk.access import models


def names_by_area() -> dict[str, list[str]]:
    areas = [area.name for area in pkgutil.iter_modules(models.__path__)]
    return {area: importlib.import_module(f"{models.__name__}.{area}").__all__ for area in areas}


def test_every_model_is_imported_from_one_place() -> None:
    assert {name for names in names_by_area().values() for name in names} == set(models.__all__)


def test_no_name_stands_in_two_areas() -> None:
    counts = Counter(name for names in names_by_area().values() for name in names)
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_name_is_the_same_thing_in_its_area_and_in_one_place() -> None:
    for area, names in names_by_area().items():
        module = importlib.import_module(f"{models.__name__}.{area}")
        assert all(getattr(models, name) is getattr(module, name) for name in names)


def test_a_week_offers_what_users_need_and_no_check() -> None:
    assert importlib.import_module("unifi_sdk.access.week").__all__ == ["Week", "times_of_day"]
