"""A deletion that was sent again, and finds nothing."""

from __future__ import annotations

import pytest

from unifi_sdk._core.resent import gone_if_resent
from unifi_sdk.errors import NotFoundError, PermissionDeniedError


def test_what_is_gone_at_the_second_attempt_was_deleted_by_the_first():
    with gone_if_resent():
        raise NotFoundError("no such thing", resent=True)


def test_what_was_never_there_is_told():
    with pytest.raises(NotFoundError), gone_if_resent():
        raise NotFoundError("no such thing")


def test_any_other_refusal_is_told():
    with pytest.raises(PermissionDeniedError), gone_if_resent():
        raise PermissionDeniedError("no", resent=True)
