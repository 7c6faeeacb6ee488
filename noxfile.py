"""The project's checks. `nox` runs all of them with the interpreter at hand; `nox -l` lists them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import nox
from nox.command import CommandFailed

# Hundreds of processes are started; each would compile everything again. What none of them imports need not be compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PIP_NO_COMPILE", "1")

nox.options.sessions = ["lint", "check"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False
nox.needs_version = ">=2024.10"

# Neighbours stay together, so that what the tests of a module share is made once or twice.
PYTEST = ["pytest", "-q", "-n", "auto", "--dist", "worksteal"]
TYPE_TOOLS = ["mypy", "nox"]
TEST_TOOLS = [
    "pytest",
    "pytest-asyncio",
    "pytest-xdist",
    "pytest-cov",
    "hypothesis",
    "aioresponses",
    "ipython",  # whose bar a notebook shows
    "trustme",
    "selenium",
    "zxing-cpp",  # reads the QR codes that the simulator draws, as a phone would
]
OUTSIDE_TOOLS = ["schemathesis>=4.0"]
PAGE_TOOLS = ["opentelemetry-sdk"]
EXAMPLE_TOOLS = ["nbclient", "ipykernel", "matplotlib", "pyarrow"]
HOME_ASSISTANT = ["homeassistant==2026.2.3", "pytest-homeassistant-custom-component==0.13.316", "PyTurboJPEG==1.8.0"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
CODE = ["unifi_sdk", "tests", "examples", "benchmarks", "docs", "noxfile.py"]


@nox.session
def lint(session: nox.Session) -> None:
    """Style, imports, docstrings, suspicious code."""
    session.install("ruff")
    session.run("ruff", "check", *CODE)
    session.run("ruff", "format", "--check", *CODE)


@nox.session
def check(session: nox.Session) -> None:
    """The types, every test with the branch coverage of the core's, and the site; in one environment, which is made once."""
    session.install("-e", ".[all,docs]", *TYPE_TOOLS, *TEST_TOOLS, *OUTSIDE_TOOLS, *EXAMPLE_TOOLS, *PAGE_TOOLS)
    with ThreadPoolExecutor(max_workers=1) as beside:  # what tests wait for leaves one of two cores idle now and then
        types = beside.submit(run_mypy, session, silent=True)
        site = beside.submit(build_site, session, silent=True)
        parts = {
            "core": lambda: run_core_tests(session),
            "tests": lambda: run_other_tests(session),
            "types": types.result,
            "site": site.result,
        }
        failed = [name for name, part in parts.items() if _fails(part)]
    if failed:
        session.error(f"failed: {', '.join(failed)}")


def _fails(part: Callable[[], object]) -> bool:
    """Whether a part of the check fails; the parts behind it are to be seen as well."""
    try:
        part()
    except CommandFailed:
        return True
    return False


@nox.session
def types(session: nox.Session) -> None:
    """The package, the examples, the typed-surface tests and the code of every page, under mypy --strict."""
    session.install("-e", ".[all]", *TYPE_TOOLS, "pytest", "pytest-asyncio", "hypothesis", *PAGE_TOOLS)
    run_mypy(session)
    session.run("pytest", "-q", "tests/test_page_types.py")


@nox.session
def tests(session: nox.Session) -> None:
    """Every test but those of the sessions below; those of the core with its branch coverage."""
    session.install("-e", ".[all]", *TEST_TOOLS)
    codes = [0, 5] if session.posargs else [0]  # arguments may choose tests of one of the two runs only
    run_core_tests(session, codes)
    elsewhere = ("tests/conformance", "tests/examples", "tests/test_docs.py", "tests/test_page_types.py")
    run_other_tests(session, codes, *(f"--ignore={path}" for path in elsewhere))


@nox.session(python=PYTHONS)
def matrix(session: nox.Session) -> None:
    """The tests under every supported Python that is installed."""
    session.install("-e", ".[all]", *TEST_TOOLS, *OUTSIDE_TOOLS, *EXAMPLE_TOOLS, *PAGE_TOOLS)
    elsewhere = ("--ignore=tests/test_page_types.py", "--ignore=tests/test_site.py")
    session.run(*PYTEST, *elsewhere, *session.posargs)


@nox.session
def conformance(session: nox.Session) -> None:
    """The operations in the code and in the reference beside the vendor's own list; the simulator seen from outside."""
    session.install("-e", ".[all]", *TEST_TOOLS, *OUTSIDE_TOOLS)
    session.run(*PYTEST, "tests/conformance", *session.posargs)


@nox.session
def examples(session: nox.Session) -> None:
    """Every example, the notebook, the README's and the docs' code, against the simulator."""
    session.install("-e", ".[all]", *TEST_TOOLS, *EXAMPLE_TOOLS, *PAGE_TOOLS)
    session.run(*PYTEST, "tests/examples", "tests/test_docs.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The site; every warning and every dangling reference is an error. Then the site, as a reader meets it."""
    session.install("-e", ".[all,docs]", "pytest-asyncio", "hypothesis", "selenium")
    build_site(session)


@nox.session
def bench(session: nox.Session) -> None:
    """Ours beside raw aiohttp with orjson and with json, memory, imports; prints figures and fails nothing."""
    session.install("-e", ".[all]")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(python="3.13")
def home_assistant(session: nox.Session) -> None:
    """The integration in `examples/home_assistant`: under mypy --strict, and in a real core. It installs 700 MB."""
    # These versions ask for 3.13.2 and run with 3.13.0 as well.
    tools = ["-e", ".[simulator]", "hypothesis", "mypy", "types-PyYAML"]
    session.install("--ignore-requires-python", *HOME_ASSISTANT, *tools)
    session.run("python", "-m", "pip", "check")
    with session.chdir("examples/home_assistant"):  # where the component has the name that Home Assistant gives it
        session.run("mypy", "--config-file", "../../pyproject.toml", "--python-version", "3.13", "custom_components")
    covered = (
        "--cov=examples/home_assistant/custom_components",
        "--cov-branch",
        "--cov-report=",
        "--cov-fail-under=95",
    )
    session.run("pytest", "-q", "tests/home_assistant", *(session.posargs or covered))


def run_mypy(session: nox.Session, *, silent: bool = False) -> None:
    session.run("mypy", silent=silent)


def run_core_tests(session: nox.Session, codes: Sequence[int] = (0,)) -> None:
    session.run("coverage", "erase")
    covered = ("--cov=unifi_sdk/_core", "--cov-branch", "--cov-report=")
    session.run(*PYTEST, *covered, "tests/core", *session.posargs, success_codes=codes)
    session.run("coverage", "report", "--include=unifi_sdk/_core/*", "--fail-under=95", "--skip-covered")


def run_other_tests(session: nox.Session, codes: Sequence[int] = (0,), *ignored: str) -> None:
    elsewhere = ("--ignore=tests/core", "--ignore=tests/test_site.py")
    session.run(*PYTEST, *elsewhere, *ignored, *session.posargs, success_codes=codes)


def build_site(session: nox.Session, *, silent: bool = False) -> None:
    shutil.rmtree("docs/_build", ignore_errors=True)
    command = ("sphinx-build", "-n", "-W", "--keep-going", "-q", "-b", "html", "docs", "docs/_build/html")
    session.run(*command, silent=silent)
    session.run("pytest", "-q", "tests/test_site.py", silent=silent)
