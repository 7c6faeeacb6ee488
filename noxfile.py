"""The project's checks. `nox` runs all of them with the interpreter at hand; `nox -l` lists them."""

from __future__ import annotations

import shutil
from pathlib import Path

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
DOCS_TOOLS = ["sphinx", "furo", "myst-parser"]
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
    """The package, the examples and the typed-surface tests, under mypy --strict."""
    session.install("-e", ".[all]", "mypy", "nox", "pytest", "pytest-asyncio")
    session.run("mypy")


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
        "--ignore=tests/test_docs.py", *session.posargs, success_codes=codes,
    )  # fmt: skip


@nox.session(python=PYTHONS)
def matrix(session: nox.Session) -> None:
    """The tests under every supported Python that is installed."""
    session.install("-e", ".[all]", *TEST_TOOLS, *OUTSIDE_TOOLS, *DOCS_TOOLS, *NOTEBOOK_TOOLS)
    session.run("pytest", "-q", "-n", "auto", *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """The operations in the code and in the reference beside the vendor's own list; the simulator seen from outside."""
    session.install("-e", ".[all]", *TEST_TOOLS, *OUTSIDE_TOOLS, *DOCS_TOOLS)
    session.run("pytest", "-q", "-n", "auto", "tests/conformance", *session.posargs)


@nox.session
def examples(session: nox.Session) -> None:
    """Every example, the notebook, the README's and the docs' code, against the simulator."""
    session.install("-e", ".[all]", *TEST_TOOLS, *NOTEBOOK_TOOLS)
    session.run("pytest", "-q", "-n", "auto", "tests/examples", "tests/test_docs.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation; every warning and every dangling reference is an error."""
    session.install("-e", ".[all]", *DOCS_TOOLS, "pytest", "pytest-asyncio")
    out = Path("docs/_build")
    shutil.rmtree(out, ignore_errors=True)
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-q", "-b", "html", "docs", str(out / "html"))


@nox.session
def bench(session: nox.Session) -> None:
    """Ours beside raw aiohttp and json, and how long commands take to start; prints figures and fails nothing."""
    session.install("-e", ".[all]")
    session.run("python", "-m", "benchmarks", *session.posargs)
