"""What a stranger meets on a code host: pages of plain Markdown, whose links lead somewhere and whose lists are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import unifi_sdk
from tests.support.pages import DOCS, PAGES, ROOT, name_of, wide_lines
from unifi_sdk import Console

COLUMNS = 88
"""What the theme shows on a screen of 1280 pixels, and a code host on a page of its own, without scrolling sideways."""
WRITTEN = [
    *PAGES,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "SECURITY.md",
    ROOT / "examples/portal/README.md",
]
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")
SPHINX = re.compile(r"(?<![\w/`])\{[a-z][\w:-]*\}`[^`]+`|^```+\{.*|^\([\w-]+\)=$|^\.\. \w+::", re.MULTILINE)
"""Roles, directives, targets."""
FENCE = re.compile(r"^( *)(```+).*?^\1\2$", re.MULTILINE | re.DOTALL)


def headings(page: str) -> set[str]:
    """The anchors of a page, as code hosts and the theme make them of its headings."""
    found = re.findall(r"^#+ (.*)$", FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def dead_links(page: str, folder: Path) -> list[str]:
    """The links of a page that lies in a folder, and that lead to no file or no heading of it."""
    found = []
    for link in LINK.findall(FENCE.sub("", page)):
        if re.match(r"https?:|mailto:", link):
            continue
        file, _, anchor = link.partition("#")
        target = folder / file
        text = page if not file else target.read_text("utf-8") if target.suffix == ".md" and target.exists() else ""
        if not target.exists() or (anchor and anchor not in headings(text)):
            found.append(link)
    return found


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(path):
    assert dead_links(path.read_text("utf-8"), path.parent) == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_a_page_is_plain_markdown(path):
    page = path.read_text("utf-8")
    assert SPHINX.findall(page) == []


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_no_line_of_code_is_cut_off(path):
    assert wide_lines(path.read_text("utf-8"), COLUMNS) == []


@pytest.mark.parametrize(
    "text", ["{doc}`trust`", "see {py:class}`~a.B`.", "```{toctree}\na\n```", "(here)=\n# A", ".. automodule:: a"]
)
def test_what_only_sphinx_understands_is_found(text):
    assert SPHINX.findall(f"# A page\n\n{text}\n")
    assert SPHINX.findall("# A\n\n`GET /v1/sites/{site_id}` and `{a}`; ```{ and more\n") == []


def test_a_line_that_is_too_long_is_found_with_its_number():
    page = "# A\n\n```sh\nunifi\n" + "x" * 89 + "\n```\n\n<!-- demo -->\n```sh\n" + "y" * 120 + "\n```\n"
    assert wide_lines(page, COLUMNS) == [(5, "x" * 89)]


@pytest.mark.parametrize(
    "link", ["nowhere.md", "#nothing", "index.md#nothing", "../unifi_sdk/nowhere.py", "howto/trust.md#compare-its"]
)
def test_a_dead_link_is_found(link):
    page = (
        f"# Something\n\n[dead]({link}), [alive](howto/trust.md#compare-it), [here](#something), [`x`](../README.md)\n"
    )
    assert dead_links(page, DOCS) == [link]


def test_the_first_page_lists_every_guide():
    listed = set(LINK.findall((DOCS / "index.md").read_text("utf-8")))
    assert {f"howto/{path.name}" for path in (DOCS / "howto").glob("*.md")} - listed == set()
    assert {path.name for path in DOCS.glob("*.md")} - listed == {"index.md"}


def test_the_page_of_examples_has_a_line_for_each():
    page = (DOCS / "examples.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| \[`([^`]+)`\]\([^)]+\) \| (.+) \|$", page, re.MULTILINE))
    files = {path.name for path in (ROOT / "examples").iterdir() if path.suffix in (".py", ".ipynb")}
    folders = {f"{path.name}/" for path in (ROOT / "examples").iterdir() if (path / "README.md").exists()}
    assert rows.keys() == files | folders
    assert all(len(said) > 20 for said in rows.values())


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_the_page_of_examples_is_found_from(page):
    assert re.search(r"\]\((docs/)?examples\.md\)", (ROOT / page).read_text("utf-8"))


def test_the_page_on_logging_names_every_logger():
    library = ROOT / "unifi_sdk"
    sources = [
        path for path in library.rglob("*.py") if not {"cli", "simulator"} & set(path.relative_to(library).parts)
    ]
    loggers = {name for path in sources for name in re.findall(r'getLogger\("([^"]+)"\)', path.read_text("utf-8"))}
    page = (DOCS / "howto/logging.md").read_text("utf-8")
    assert loggers == set(re.findall(r"^\| `(unifi_sdk[\w.]+)` \|", page, re.MULTILINE))


def test_what_other_libraries_have_is_called_here_as_the_page_says():
    console = Console("console.example", api_key="key", access_token="token", username="user", password="word")
    names = {
        "console": console,
        "network": console.network,
        "access": console.access,
        "protect": console.protect,
        "site": console.network.site("88f7af54-98f8-306a-a1c7-c9349722b1f6"),
    }
    page = (DOCS / "coming-from.md").read_text("utf-8")
    said = [
        span for row in re.findall(r"^\|.*\| (.*) \|$", page, re.MULTILINE) for span in re.findall(r"`([^`]+)`", row)
    ]
    called = [re.match(r"(\w+)((?:\.\w+)+)\(\)", span) for span in said if re.match(rf"({'|'.join(names)})\.", span)]
    assert len(called) > 60
    for match in called:
        assert match is not None
        value = names[match[1]]
        for part in match[2].split(".")[1:]:
            value = getattr(value, part)
        assert callable(value)


def test_names_in_the_column_of_this_library_can_be_imported():
    page = (DOCS / "coming-from.md").read_text("utf-8")
    said = {
        span for row in re.findall(r"^\|.*\| (.*) \|$", page, re.MULTILINE) for span in re.findall(r"`([A-Z]\w+)`", row)
    }
    from unifi_sdk import access, network, protect
    from unifi_sdk.access import models as access_models
    from unifi_sdk.network import models as network_models
    from unifi_sdk.protect import models as protect_models

    modules = (unifi_sdk, access, network, protect, access_models, network_models, protect_models)
    offered = {name for module in modules for name in module.__all__}
    assert said - offered == {"UNIFI_API_KEY"}


def test_the_commands_of_the_page_for_those_who_come_from_elsewhere_are_there():
    page = (DOCS / "coming-from.md").read_text("utf-8")
    known = {path.stem for path in (ROOT / "unifi_sdk/cli/commands").glob("*.py")}
    said = re.findall(r"`unifi (\w+)", page)
    assert len(said) > 15
    assert set(said) - known == set()
