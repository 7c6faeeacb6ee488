"""The names of the package: one lazy table, the same for type checkers, and cheap until they are used."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import unifi_sdk
from unifi_sdk import errors

TABLE = unifi_sdk._MODULE_OF
SOURCE = ast.parse(Path(unifi_sdk.__file__).read_text(encoding="utf-8"))


def typed_imports() -> dict[str, str]:
    """What a type checker sees: each name and the module it comes from, below the package."""
    (block,) = [node for node in SOURCE.body if isinstance(node, ast.If)]
    found: dict[str, str] = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        assert node.module is not None
        for alias in node.names:
            assert alias.name == alias.asname, "only `X as X` is a public name to mypy --strict"
            found[alias.name] = node.module.removeprefix("unifi_sdk.")
    return found


def test_type_checkers_see_the_table() -> None:
    assert typed_imports() == TABLE


def test_a_name_stands_once_in_the_table() -> None:
    assert sum(len(names) for names in unifi_sdk._MODULES.values()) == len(TABLE)


def test_all_is_the_table_and_the_version() -> None:
    assert sorted(unifi_sdk.__all__) == sorted({*TABLE, "__version__"})


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_public_name_is_one_that_its_module_offers(name: str) -> None:
    module = importlib.import_module(f"unifi_sdk.{TABLE[name]}")
    assert name in module.__all__
    assert getattr(unifi_sdk, name) is getattr(module, name)


def test_every_exception_is_public() -> None:
    assert {name for name, module in TABLE.items() if module == "errors"} == set(errors.__all__)


def test_every_exception_stands_in_the_tree_of_its_module() -> None:
    assert errors.__doc__ is not None
    for name in errors.__all__:
        assert f" {name}" in errors.__doc__ or f"\n    {name}" in errors.__doc__


def test_dir_has_every_name() -> None:
    assert set(unifi_sdk.__all__) <= set(dir(unifi_sdk))
    assert dir(unifi_sdk) == sorted(dir(unifi_sdk))


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'unifi_sdk' has no attribute 'Conzole'"):
        _ = unifi_sdk.Conzole  # type: ignore[attr-defined]
    with pytest.raises(ImportError):
        exec("from unifi_sdk import Conzole")


def test_the_version_is_the_one_of_the_distribution() -> None:
    assert unifi_sdk.__version__.count(".") == 2


def modules_after(code: str) -> set[str]:
    """The modules that a new interpreter has loaded after running some code."""
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


HEAVY = {"aiohttp", "attrs", "attr", "cattrs", "yarl", "orjson", "ssl", "cryptography", "asyncio"}


def test_importing_the_package_alone_loads_nothing_heavy() -> None:
    loaded = modules_after("import unifi_sdk; unifi_sdk.__version__; dir(unifi_sdk)")
    assert loaded & HEAVY == set()
    assert {name for name in loaded if name.startswith("unifi_sdk")} == {"unifi_sdk", "unifi_sdk._version"}


def test_an_exception_costs_no_http_library() -> None:
    assert modules_after("from unifi_sdk import NotFoundError") & HEAVY == set()


@pytest.mark.parametrize(
    ("used", "unused"),
    [
        ("NetworkClient", ("access", "protect")),
        ("AccessClient", ("network", "protect")),
        ("ProtectClient", ("network", "access")),
    ],
)
def test_one_application_does_not_load_the_others(used: str, unused: tuple[str, ...]) -> None:
    loaded = modules_after(f"from unifi_sdk import {used}")
    assert "aiohttp" in loaded
    for application in unused:
        assert not [name for name in loaded if name.startswith(f"unifi_sdk.{application}")]


@pytest.mark.parametrize(
    ("asked", "package", "others"),
    [
        ("network", "network", ("access", "protect")),
        ("access", "access", ("network", "protect")),
        ("protect", "protect", ("network", "access")),
        ("innerspace", "innerspace", ("network", "protect")),
        ("legacy_protect", "protect", ("network", "access")),
    ],
)
def test_a_console_from_its_own_module_loads_what_is_asked_for(
    asked: str, package: str, others: tuple[str, ...]
) -> None:
    made = (
        "from unifi_sdk.console import Console\n"
        "console = Console('host', api_key='key', access_token='token', username='ada', password='secret')\n"
    )
    rooms = tuple(f"unifi_sdk.{each}" for each in (package, *others))
    assert not [name for name in modules_after(made) if name.startswith(rooms)]
    loaded = modules_after(f"{made}assert console.{asked} is console.{asked}")
    assert f"unifi_sdk.{package}" in loaded
    assert not [name for name in loaded if name.startswith(rooms[1:])]


def test_the_public_console_brings_its_applications_so_that_nothing_is_imported_in_a_running_loop() -> None:
    used = (
        "from unifi_sdk import Console\n"
        "console = Console('host', api_key='key', access_token='token', username='ada', password='secret')\n"
        "import sys; before = set(sys.modules)\n"
        "console.network, console.access, console.protect, console.innerspace, console.legacy_protect\n"
        "assert set(sys.modules) == before, set(sys.modules) - before"
    )
    assert "unifi_sdk.protect.legacy" in modules_after(used)


def test_the_simulator_is_loaded_by_nobody_else() -> None:
    loaded = modules_after("from unifi_sdk import Console")
    assert not [name for name in loaded if name.startswith(("unifi_sdk.simulator", "unifi_sdk.cli", "cryptography"))]


def test_orjson_is_not_needed() -> None:
    loaded = modules_after(
        "sys.modules['orjson'] = None\n"
        "from unifi_sdk._core.codec import Codec, camel_case\n"
        "from unifi_sdk._core.json_text import loads\n"
        "assert loads(Codec(camel_case).body({'a_b': 1})) == {'aB': 1}"
    )
    assert "unifi_sdk._core.codec" in loaded


def test_star_import_gives_every_public_name() -> None:
    scope: dict[str, object] = {}
    exec("from unifi_sdk import *", scope)
    assert set(unifi_sdk.__all__) <= set(scope)
