"""The reference: every public name has its place, under the path that users import, and its tables are the code's."""

from __future__ import annotations

import importlib
import re

import pytest

import unifi_sdk
from docs.machinery.names import (
    PACKAGES,
    PublicName,
    first_sentence,
    import_path,
    modules_of,
    names_of,
    public_modules,
)
from docs.machinery.tables import REFERENCE, chosen_names, operations, with_sections, with_tables
from tests.support.pages import name_of

ANEW = "write them anew: python -m docs.machinery.tables"
PAGES = sorted(REFERENCE.glob("*.md"))
ONCE_MISSING = {
    "unifi_sdk.access.models.EVERY_DAY",
    "unifi_sdk.access.models.WEEKEND",
    "unifi_sdk.access.models.WORKDAYS",
    "unifi_sdk.protect.DeviceChange",
    "unifi_sdk.protect.EventChange",
    "unifi_sdk.protect.MirrorItem",
    "unifi_sdk.protect.models.DEVICE_MODELS",
}


def all_public_names() -> set[PublicName]:
    """What users can import; of the simulator what its package offers, and the fixtures."""
    inside = [module for module in public_modules() if not re.match(r"unifi_sdk\.simulator\.(?!pytest_plugin)", module)]
    return {name for module in [*PACKAGES, *inside] for name in names_of(module) if name.name != "__version__"}


def places() -> list[PublicName]:
    return [name for path in PAGES for name in chosen_names(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_the_tables_of_a_page_are_as_the_code_has_them(path):
    page = path.read_text("utf-8")
    assert with_tables(page) == page, ANEW


def test_every_public_name_has_its_place():
    assert sorted({name.path for name in all_public_names()} - {name.path for name in places()}) == []


def test_no_name_has_two_places():
    found = [name.path for name in places()]
    assert sorted({path for path in found if found.count(path) > 1}) == []


def test_names_that_are_no_classes_have_their_place_too():
    assert {name.path for name in places()} >= ONCE_MISSING


def test_the_first_page_of_the_reference_names_what_the_package_exports():
    page = (REFERENCE / "unifi_sdk.md").read_text("utf-8")
    exceptions = set(importlib.import_module("unifi_sdk.errors").__all__)
    said = set(re.findall(r"`(\w+)(?:\(\))?`", page)) | {"__version__"}
    assert set(unifi_sdk.__all__) - exceptions - said == set()


@pytest.mark.parametrize("application", ["network", "access", "protect", "innerspace", "cloud"])
def test_whatever_is_a_resource_an_error_or_a_model_is_imported_from_a_package(application):
    package = f"unifi_sdk.{application}"
    own = {
        name.path
        for module in [*modules_of(package), *modules_of(f"{package}.models")]
        for name in names_of(module)
        if isinstance(name.value, type) and re.search(r"\.models\.|Error$|s$", f"{module}.{name.name}")
    }
    assert {path for path in own if path.rpartition(".")[0] not in PACKAGES} == set()


@pytest.mark.parametrize(
    ("module", "name", "path"),
    [
        ("unifi_sdk.network.vouchers", "Vouchers", "unifi_sdk.network.Vouchers"),
        ("unifi_sdk.network.models.vouchers", "Voucher", "unifi_sdk.network.models.Voucher"),
        ("unifi_sdk.network.client", "NetworkClient", "unifi_sdk.NetworkClient"),
        ("unifi_sdk._core.model", "Model", "unifi_sdk.Model"),
        ("unifi_sdk.protect.models.picture", "Picture", "unifi_sdk.protect.Picture"),
        ("unifi_sdk.drift", "compare", "unifi_sdk.drift.compare"),
    ],
)
def test_a_name_is_imported_from_the_shortest_path(module, name, path):
    assert import_path(module, name) == path
    package, _, short = path.rpartition(".")
    assert getattr(importlib.import_module(package), short) is getattr(importlib.import_module(module), name)


def test_every_public_name_says_what_it_is():
    assert [name.path for name in all_public_names() if not first_sentence(name.docstring)] == []


def test_a_first_sentence_ends_where_the_next_begins():
    assert first_sentence("One. Two.\n\nThree.") == "One."
    assert first_sentence("Such as ``e.g.\nthis``: it goes on.\n") == "Such as `e.g. this`: it goes on."


def test_a_table_has_a_row_for_each_name_and_each_method():
    page = with_tables("# Vouchers\n\n<!-- reference: unifi_sdk.network.vouchers -->\nold\n<!-- end -->\n\nEnd.\n")
    assert "| [`Vouchers`](../../unifi_sdk/network/vouchers.py) | " in page
    assert "| `Vouchers.create` | " in page
    assert "old" not in page
    assert page.endswith("<!-- end -->\n\nEnd.\n")
    assert with_tables(page) == page


def test_a_package_has_a_section_for_each_module_but_those_left_out():
    comment = "<!-- reference: unifi_sdk.network.* without vouchers client errors hotspot site -->"
    page = with_tables(f"## Resources\n\n{comment}\n<!-- end -->\n")
    assert "### ACL rules\n" in page
    assert "### WiFi broadcasts\n" in page
    assert "Vouchers" not in page


def test_the_site_has_something_else_in_place_of_the_tables():
    comments = ("<!-- reference: unifi_sdk.access.week Week -->", "<!-- operations: network -->")
    page = "# A\n\n" + "\n\n".join(f"{comment}\n<!-- end -->" for comment in comments)
    filled = with_sections(page, lambda module, names: f"{module}: {[name.path for name in names]}")
    assert "unifi_sdk.access.week: ['unifi_sdk.access.Week']" in filled
    assert "| `GET /v1/sites` | " in filled


def test_an_operation_names_the_method_that_performs_it():
    rows = {row[0]: row[1:] for row in operations("access")}
    assert rows["`PUT /doors/{door_id}/unlock`"] == [
        "[`Doors.unlock`](../../unifi_sdk/access/doors.py)",
        "`edit:space`",
        rows["`PUT /doors/{door_id}/unlock`"][2],
    ]
