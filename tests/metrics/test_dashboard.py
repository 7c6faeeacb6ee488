"""The dashboard asks for metrics and labels that exist, and for nearly all that there are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.metrics.test_server import record
from unifi_sdk.metrics import GAUGES, CallMetrics

DASHBOARD = json.loads(Path(__file__).parents[2].joinpath("examples/grafana/unifi.json").read_text("utf-8"))
EXPRESSIONS = sorted({target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]})
BY_SCRAPING = {"instance", "job", "le"}
NOT_DRAWN = {"unifi_collected_timestamp_seconds", "unifi_collection_duration_seconds"}


def known() -> dict[str, set[str]]:
    """Every metric with its labels, as a scrape has them."""
    calls = CallMetrics()
    calls(record())
    counted = {sample.name: set(sample.labels) for family in calls.registry.collect() for sample in family.samples}
    return {gauge.name: set(gauge.labels) for gauge in GAUGES} | counted


def names_in(expression: str) -> set[str]:
    return set(re.findall(r"\bunifi_\w+", expression))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_asks_for_what_there_is(expression: str):
    there = known()
    names = names_in(expression)
    assert names
    assert names <= there.keys()
    used = set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=(?!=))\s*\"", expression))
    used |= {label.strip() for group in re.findall(r"by \(([^)]*)\)", expression) for label in group.split(",")}
    assert used <= set.union(BY_SCRAPING, *(there[name] for name in names))


def test_a_legend_names_labels_that_there_are():
    there = known()
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            labels = set.union(BY_SCRAPING, *(there[name] for name in names_in(target["expr"])))
            assert set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) <= labels


def test_every_gauge_is_drawn_somewhere():
    drawn = set.union(*map(names_in, EXPRESSIONS))
    assert {gauge.name for gauge in GAUGES} - drawn == NOT_DRAWN


def test_panels_have_numbers_of_their_own_and_lie_beside_each_other():
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = {(p["gridPos"]["x"] + x, p["gridPos"]["y"]) for p in panels for x in range(p["gridPos"]["w"])}
    assert len(places) == sum(panel["gridPos"]["w"] for panel in panels)
    assert max(x for x, _ in places) < 24
