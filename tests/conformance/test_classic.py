"""The operations of the classic API, which no vendor lists: each stands in the code, and in the table of what is known."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_type_hints

import pytest

from unifi_sdk._facts.performed import entrances, performed
from unifi_sdk.network.classic._reports import REPORTS, Evidence
from unifi_sdk.pagination import Paginator

PLACES = performed("unifi_sdk.network.classic")
COMMANDS = {"POST /cmd/stamgr", "POST /cmd/devmgr"}
"""One operation for many commands."""


def test_every_operation_has_a_report_and_every_report_an_operation():
    assert {place.operation for place in PLACES} == {" ".join(key) for key in REPORTS}


def test_an_operation_stands_once():
    counts = Counter(place.operation for place in PLACES)
    assert {operation: count for operation, count in counts.items() if count > 1} == {}


def test_a_report_names_a_version_or_none_and_its_evidence():
    for report in REPORTS.values():
        assert re.fullmatch(r"(\d+\.\d+\.\d+)?", report.version)
        assert report.half in ("v1", "v2")
        assert isinstance(report.evidence, Evidence)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.name} {place.operation}")
def test_an_operation_can_be_entered(place):
    assert entrances(place)


@pytest.mark.parametrize(
    "place", [place for place in PLACES if place.is_list and place.answer], ids=lambda place: place.name
)
def test_a_list_gives_the_model_that_it_says(place):
    assert get_type_hints(place.function)["return"] == Paginator[place.answer]
