"""What the benchmarks compare does the same in every way, and what they say stands in the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.cases import GAPS, make_bench
from benchmarks.documents import collect, many
from benchmarks.fleet import measure as measure_fleet
from benchmarks.measure import OURS, PLAIN, RAW, measure
from benchmarks.places import Server
from benchmarks.server import serve


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(collect()) as running:
        yield running


@pytest.mark.parametrize(
    "word", ["list 200 doors", "list 500 devices", "32 at a time", "notifications", "mirror, 100 "]
)
async def test_a_case_is_measured_in_every_way(server: Server, word: str) -> None:
    async with make_bench(server, share=0.05) as bench:
        cases = [*await bench.lists(), *await bench.calls(), *await bench.streams()]
        [case] = [case for case in cases if word in case.name]
        row = await measure(case, 1)
    assert set(row.wall) == set(row.cpu) == {OURS, RAW, PLAIN}
    assert row.wall[RAW] == row.cpu[RAW] == 1
    assert all(figure > 0 for figure in row.microseconds.values())
    assert not GAPS


def test_documents_of_any_number_differ_in_their_ids() -> None:
    made = many([{"id": "0" * 24, "name": "a"}, {"id": "1" * 24, "name": "b"}], 300)
    assert len({document["id"] for document in made}) == 300
    assert [document["name"] for document in made[:3]] == ["a", "b", "a"]


def test_no_document_has_the_id_of_another() -> None:
    made = [document["id"] for samples in collect().values() for document in many(samples, 300)]
    assert len(made) == len(set(made))


def test_the_page_has_a_place_for_figures() -> None:
    page = Path(__file__).parent.parent / "docs" / "benchmarks.md"
    before, _, after = page.read_text(encoding="utf-8").partition("<!-- figures -->")
    assert before
    assert "<!-- end of figures -->" in after


async def test_a_fleet_is_measured_with_those_that_hang_and_refuse() -> None:
    run = await measure_fleet(50)
    assert (run.consoles, run.answered, run.timed_out, run.refused) == (50, 47, 2, 1)
    assert 0 < run.seconds < 60
    assert 0 < run.mebibytes < 400
