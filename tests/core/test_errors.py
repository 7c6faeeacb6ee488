"""The tree of exceptions: what catches what, and that each survives pickling with everything it tells."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest

import unifi_sdk
from unifi_sdk import errors
from unifi_sdk.errors import (
    ApiError,
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    DecodeError,
    KnownConsolesError,
    MutationBlockedError,
    OutcomeUnknownError,
    RequestTimeoutError,
    ResponseTooLargeError,
    TransportError,
    UnexpectedContentError,
    UniFiError,
    UntrustedCertificateError,
)

CLASSES = [getattr(errors, name) for name in errors.__all__]
API_CLASSES = [cls for cls in CLASSES if issubclass(cls, ApiError)]
SAMPLES: list[UniFiError] = [
    UniFiError("m"),
    ConfigurationError("m"),
    KnownConsolesError("m"),
    TransportError("m", operation="GET /a"),
    ConnectionFailedError("m", operation="GET /a"),
    UntrustedCertificateError("m", operation="GET /a", host="h", port=1, fingerprint="ab", reason="expired"),
    CertificateMismatchError("m", operation="GET /a", host="h", port=1, expected=("ab", "cd"), presented="ef"),
    RequestTimeoutError("m", operation="GET /a"),
    ResponseTooLargeError("m", operation="GET /a", limit=5),
    DecodeError("m", operation="GET /a", path="$.b", expected="a string"),
    UnexpectedContentError("m", operation="GET /a", status=200, content_type="text/html"),
    OutcomeUnknownError("m", application="access", operation="PUT /a", attempts=2, status=504),
    MutationBlockedError("m", operation="PUT /a"),
    *(
        cls(
            "m",
            application="access",
            operation="GET /a",
            status=404,
            code="CODE_X",
            request_id="r",
            known=True,
            retry_after=1.5,
            resent=True,
        )
        for cls in API_CLASSES
    ),
]


def test_every_class_of_the_module_is_public_and_has_a_sample():
    defined = {cls for _, cls in inspect.getmembers(errors, inspect.isclass) if cls.__module__ == errors.__name__}
    assert defined == set(CLASSES) == {type(sample) for sample in SAMPLES}
    assert all(getattr(unifi_sdk, cls.__name__) is cls for cls in CLASSES)


def test_every_class_stands_in_the_drawing_of_the_tree():
    assert errors.__doc__ is not None
    assert [cls for cls in CLASSES if f" {cls.__name__}" not in errors.__doc__ and cls is not UniFiError] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: type(sample).__name__)
@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_copy_tells_everything_that_the_original_tells(sample: UniFiError, copier: object):
    copied = copier(sample)  # type: ignore[operator]
    assert type(copied) is type(sample)
    assert str(copied) == str(sample) == "m"
    assert vars(copied) == vars(sample)


@pytest.mark.parametrize("cls", CLASSES)
def test_every_exception_is_caught_by_the_base(cls: type[UniFiError]):
    assert issubclass(cls, UniFiError)
    assert isinstance(cls(), Exception)


@pytest.mark.parametrize(
    ("cls", "builtin"),
    [
        (ConfigurationError, ValueError),
        (ConnectionFailedError, ConnectionError),
        (ConnectionFailedError, OSError),
        (UntrustedCertificateError, ConnectionError),
        (CertificateMismatchError, ConnectionError),
        (RequestTimeoutError, TimeoutError),
    ],
)
def test_some_are_what_python_calls_them_too(cls: type[UniFiError], builtin: type[Exception]):
    with pytest.raises(builtin):
        raise cls("m")


@pytest.mark.parametrize("cls", [OutcomeUnknownError, MutationBlockedError, ApiError])
def test_what_is_no_failure_of_the_transport_is_not_caught_as_one(cls: type[UniFiError]):
    assert not issubclass(cls, TransportError)
    assert not issubclass(cls, OSError)


@pytest.mark.parametrize("cls", API_CLASSES)
def test_a_refusal_without_details_has_neutral_ones(cls: type[ApiError]):
    error = cls("m")
    assert (error.status, error.code, error.known, error.retry_after, error.resent) == (0, "", False, None, False)
