"""The project's checks. `nox` runs all of them with the interpreter at hand; `nox -l` lists them."""

from __future__ import annotations

import shutil

import nox

nox.options.sessions = ["lint", "types", "tests", "conformance", "examples", "docs"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False
nox.needs_version = ">=2024.10"

TEST_TOOLS = [
    "pytest",
    "pytest-asyncio",
    "pytest-xdist",
    "pytest-cov",
    "hypothesis",
    "aioresponses",
    "trustme",
    "selenium",
    "zxing-cpp",  # reads the QR codes that the simulator draws, as a phone would
]
OUTSIDE_TOOLS = ["schemathesis>=4.0"]
NOTEBOOK_TOOLS = ["nbclient", "ipykernel", "matplotlib"]
PYTHONS = ["3.11", "3.12", "3.13"]
CODE = ["unifi_sdk", "tests", "examples", "benchmarks", "docs", "noxfile.py"]


@nox.session
def lint(session: nox.Session) -> None:
    """Style, imports, docstrings, suspicious code."""
    session.install("ruff")
    session.run("ruff", "check", *CODE)
    session.run("ruff", "format", "--check", *CODE)


@nox.session
def types(session: nox.Session) -> None:
    """The package, the examples, the typed-surface tests and the code of every page, under mypy --strict."""
    session.install("-e", ".[all]", "mypy", "nox", "pytest", "pytest-asyncio", "hypothesis")
    session.run("mypy")
    session.run("pytest", "-q", "tests/test_page_types.py")


@nox.session
def tests(session: nox.Session) -> None:
    """Every test but the examples and the conformance check; those of the core with its branch coverage."""
    session.install("-e", ".[all]", *TEST_TOOLS)
    codes = [0, 5] if session.posargs else [0]  # arguments may choose tests of one of the two runs only
    session.run("coverage", "erase")
    session.run(
        "pytest", "-q", "-n", "auto", "--cov=unifi_sdk/_core", "--cov-branch", "--cov-report=", "tests/core",
        *session.posargs, success_codes=codes,
    )  # fmt: skip
    session.run("coverage", "report", "--include=unifi_sdk/_core/*", "--fail-under=95", "--skip-covered")
    session.run(
        "pytest", "-q", "-n", "auto", "--ignore=tests/core", "--ignore=tests/conformance", "--ignore=tests/examples",
        "--ignore=tests/test_docs.py", "--ignore=tests/test_page_types.py", "--ignore=tests/test_site.py",
        *session.posargs, success_codes=codes,
    )  # fmt: skip


@nox.session(python=PYTHONS)
def matrix(session: nox.Session) -> None:
    """The tests under every supported Python that is installed."""
    session.install("-e", ".[all]", *TEST_TOOLS, *OUTSIDE_TOOLS, *NOTEBOOK_TOOLS)
    elsewhere = ("--ignore=tests/test_page_types.py", "--ignore=tests/test_site.py")
    session.run("pytest", "-q", "-n", "auto", *elsewhere, *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """The operations in the code and in the reference beside the vendor's own list; the simulator seen from outside."""
    session.install("-e", ".[all]", *TEST_TOOLS, *OUTSIDE_TOOLS)
    session.run("pytest", "-q", "-n", "auto", "tests/conformance", *session.posargs)


@nox.session
def examples(session: nox.Session) -> None:
    """Every example, the notebook, the README's and the docs' code, against the simulator."""
    session.install("-e", ".[all]", *TEST_TOOLS, *NOTEBOOK_TOOLS)
    session.run("pytest", "-q", "-n", "auto", "tests/examples", "tests/test_docs.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The site; every warning and every dangling reference is an error. Then the site, as a reader meets it."""
    session.install("-e", ".[all,docs]", "pytest-asyncio", "hypothesis", "selenium")
    shutil.rmtree("docs/_build", ignore_errors=True)
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-q", "-b", "html", "docs", "docs/_build/html")
    session.run("pytest", "-q", "tests/test_site.py")


@nox.session
def bench(session: nox.Session) -> None:
    """Ours beside raw aiohttp and json, and how long commands take to start; prints figures and fails nothing."""
    session.install("-e", ".[all]")
    session.run("python", "-m", "benchmarks", *session.posargs)
