"""The operations that stand in the code, beside the vendor's own list of each application."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "unifi_sdk"
DATA = Path(__file__).parent / "data"
LISTS = {
    "network": ("network-10.5.66.txt", "network-console.txt"),
    "access": ("access-4.0.10.txt",),
    "protect": ("protect-7.2.84.txt", "protect-legacy.txt"),
    "cloud": ("cloud-1.0.0.txt",),
    "innerspace": ("innerspace-1.3.23.txt",),
}
OPERATION = re.compile(r"(GET|POST|PUT|PATCH|DELETE) /\S*")


def normalise(operation: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", operation.strip())


def documented(application: str) -> set[str]:
    lines = (line for name in LISTS[application] for line in (DATA / name).read_text().splitlines())
    return {normalise(line) for line in lines}


UNDOCUMENTED = {"network": "classic"}
"""Rooms that have their operations from elsewhere: `test_classic.py` is about them."""


def performed(application: str) -> list[str]:
    paths = sorted((ROOT / application).rglob("*.py"))
    room = UNDOCUMENTED.get(application)
    trees = [ast.parse(path.read_text()) for path in paths if room not in path.relative_to(ROOT).parts]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and OPERATION.fullmatch(text)]


@pytest.mark.parametrize("application", LISTS)
def test_every_operation_in_the_code_is_one_that_the_vendor_documents(application):
    extra = {normalise(text) for text in performed(application)} - documented(application)
    assert not extra, f"EXTRA: {sorted(extra)}"


@pytest.mark.parametrize("application", LISTS)
def test_every_operation_that_the_vendor_documents_is_in_the_code(application):
    missing = documented(application) - {normalise(text) for text in performed(application)}
    assert not missing, f"MISSING_OPERATION: {sorted(missing)}"


@pytest.mark.parametrize(
    ("application", "count"), [("network", 73), ("access", 107), ("protect", 74), ("cloud", 17), ("innerspace", 6)]
)
def test_there_are_as_many_operations_as_the_vendor_has(application, count):
    assert len((DATA / LISTS[application][0]).read_text().splitlines()) == count


@pytest.mark.parametrize("application", LISTS)
def test_an_operation_stands_once(application):
    allowed = {"POST /v1/sites/{}/clients/{}/actions"}  # one operation, two actions, two methods
    counts = Counter(map(normalise, performed(application)))
    assert {text: n for text, n in counts.items() if n > 1 and text not in allowed} == {}
