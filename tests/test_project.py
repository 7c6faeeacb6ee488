"""What the project says of itself: its version, what has changed, and how it is installed."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise

import pytest

from tests.support.pages import PAGES, ROOT, name_of
from unifi_sdk import __version__

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
SUBSECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def released() -> list[tuple[str, str]]:
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", CHANGELOG, re.MULTILINE)


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def command(page: str, mark: str) -> str:
    found = re.search(
        rf"<!-- {mark} -->\n```sh\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found
    return found[1]


def test_the_newest_version_of_the_changelog_is_the_one_of_the_code():
    assert released()[0][0] == __version__


def test_versions_of_the_changelog_go_down_and_so_do_their_days():
    assert all(numbers(newer) > numbers(older) for (newer, _), (older, _) in pairwise(released()))
    days = [date.fromisoformat(day) for _, day in released()]
    assert days == sorted(days, reverse=True)


def test_the_changelog_begins_with_what_is_not_released():
    sections = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert sections[0] == "[Unreleased]"
    assert len(sections) == 1 + len(released())
    assert set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE)) <= SUBSECTIONS


def test_the_first_command_of_the_readme_installs_no_more_than_it_shows():
    asked = re.search(r'"\.\[(.*?)\]"', command("README.md", "demo"))
    assert asked
    assert set(asked[1].split(",")) == {"cli", "simulator", "speed"}


def test_all_has_every_extra_of_running_and_none_of_building():
    (everything,) = EXTRAS["all"]
    named = set(re.findall(r"\w+", everything.partition("[")[2]))
    assert named == EXTRAS.keys() - {"all", "docs"}


def test_the_matrix_has_every_python_that_the_project_names():
    named = re.findall(r"^Programming Language :: Python :: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.MULTILINE)
    (matrix,) = re.findall(r"^PYTHONS = \[(.*)\]$", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"[\d.]+", matrix) == named
    assert PROJECT["requires-python"] == f">={named[0]}"


def test_the_readme_tells_of_every_extra():
    page = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == EXTRAS.keys()


def test_one_command_builds_the_site_from_its_extra():
    text = command("CONTRIBUTING.md", "docs")
    assert '".[docs]"' in text
    assert "sphinx-build" in text
    assert text.count("\n") == 1


@pytest.mark.parametrize(
    "path", [*PAGES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "examples").rglob("*.md"))], ids=name_of
)
def test_no_page_installs_from_an_index_that_the_project_is_not_on(path):
    page = path.read_text("utf-8")
    assert re.findall(r"pip install[^`\n]*unifi[-_]sdk(?![\w*-]*\.whl)[^`\n]*", page) == []
    assert "unifi-sdk[" not in page


def test_no_message_of_the_command_installs_from_an_index():
    for path in (ROOT / "unifi_sdk").rglob("*.py"):
        assert not re.search(r"unifi-sdk\[|pip install unifi", path.read_text("utf-8")), path
