"""The table of error codes, and what holds for the table of every application."""

from __future__ import annotations

import inspect
import pickle
from types import ModuleType

import pytest

import unifi_sdk.access.errors
import unifi_sdk.cloud.errors
import unifi_sdk.errors
import unifi_sdk.kleverkey
import unifi_sdk.network.errors
import unifi_sdk.protect.errors
from unifi_sdk.catalogue import Catalogue, ErrorCode, Retry
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    UniFiError,
)

TABLES = [
    unifi_sdk.access.errors,
    unifi_sdk.cloud.errors,
    unifi_sdk.network.errors,
    unifi_sdk.protect.errors,
    unifi_sdk.kleverkey,
]
OWN = ("self", "message", "args", "kwargs")
SMALL = Catalogue([ErrorCode("Thing.Gone", NotFoundError, "The thing is gone")])


def exceptions_of(module: ModuleType) -> list[type[UniFiError]]:
    return [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, UniFiError) and kind.__module__ == module.__name__
    ]


ALL_EXCEPTIONS = [kind for module in [unifi_sdk.errors, *TABLES] for kind in exceptions_of(module)]
ALL_ROWS = [row for module in TABLES for row in module.CATALOGUE]


def test_a_code_is_found_without_regard_to_case():
    assert SMALL.find("tHING.gONE") is SMALL.find("Thing.Gone") is not None


def test_an_unknown_code_is_not_found():
    assert SMALL.find("Thing.Gon") is None


def test_a_code_that_stands_twice_is_refused():
    row = ErrorCode("Thing.Gone", NotFoundError, "The thing is gone")
    with pytest.raises(ValueError, match=r"THING\.GONE stands twice"):
        Catalogue([row, ErrorCode("THING.GONE", NotFoundError, "The thing is gone")])


def test_a_catalogue_is_iterated_in_the_order_of_its_rows():
    rows = [ErrorCode(code, ApiError, "It failed") for code in ("b", "a", "c")]
    assert list(Catalogue(rows)) == rows
    assert len(Catalogue(rows)) == 3


def test_the_code_counts_before_the_status():
    assert SMALL.exception("Thing.Gone", 500) is NotFoundError


@pytest.mark.parametrize(
    ("status", "exception"),
    [
        (200, ApiError),
        (400, BadRequestError),
        (401, AuthenticationError),
        (402, BadRequestError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (405, NotSupportedError),
        (409, ConflictError),
        (418, BadRequestError),
        (422, BadRequestError),
        (429, RateLimitedError),
        (500, ServerError),
        (501, NotSupportedError),
        (503, ServerError),
    ],
)
@pytest.mark.parametrize("code", ["", "Thing.New"])
def test_without_a_known_code_the_status_counts(code, status, exception):
    assert SMALL.exception(code, status) is exception


def test_a_row_says_never_unless_told_otherwise():
    assert ErrorCode("a", ApiError, "It failed").retry is Retry.NEVER


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: row.code)
def test_every_row_raises_a_class_below_api_error_or_leaves_it_to_the_status(row):
    assert row.exception is None or issubclass(row.exception, ApiError)


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: row.code)
def test_every_row_has_one_line_that_reads_on_in_a_message(row):
    assert row.message == " ".join(row.message.split())
    assert row.message[0].isupper()
    assert not row.message.endswith(".")


@pytest.mark.parametrize("module", [unifi_sdk.errors, *TABLES], ids=lambda module: module.__name__)
def test_every_exception_is_exported(module):
    assert {kind.__name__ for kind in exceptions_of(module)} <= set(module.__all__)


@pytest.mark.parametrize("module", TABLES, ids=lambda module: module.__name__)
def test_every_finer_exception_stands_below_api_error(module):
    assert [kind for kind in exceptions_of(module) if not issubclass(kind, ApiError)] == []


@pytest.mark.parametrize("kind", ALL_EXCEPTIONS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_exception_survives_pickling(kind):
    names = [name for name in inspect.signature(kind.__init__).parameters if name not in OWN]
    error = kind("what happened", **dict.fromkeys(names, "value"))

    copy = pickle.loads(pickle.dumps(error))

    assert type(copy) is kind
    assert str(copy) == "what happened"
    assert vars(copy) == vars(error) == dict.fromkeys(names, "value")


@pytest.mark.parametrize(("status", "exception"), [(400, BadRequestError), (404, NotFoundError), (500, ServerError)])
def test_a_vague_code_is_known_and_leaves_the_class_to_the_status(status, exception):
    vague = Catalogue([ErrorCode("vague", None, "It says nothing")])
    assert vague.find("vague") is not None
    assert vague.exception("vague", status) is exception
