"""The access key of the older API: a secret for addresses that tells until when it is good."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, Self

import attrs

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.check import aware, not_empty
from unifi_sdk.auth import Secret, hidden
from unifi_sdk.errors import ConfigurationError

__all__ = ["AccessKey"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PARTS: Final = re.compile(r"([0-9]{1,15}):([^:]{24}):[^:]{128}")


@attrs.frozen
class AccessKey:
    """What the query parameter ``accessKey`` of an address on port 7443 takes in place of a login.

    Made by `parse`. `repr` and `str` mask it, and it cannot be pickled.

    Args:
        secret: The whole key.
        expires_at: Until when it is good, by the console's clock, in UTC; None when the key doesn't say.
        user_id: Whose key it is; None when the key doesn't say.
    """

    _secret: Secret
    expires_at: datetime | None = None
    user_id: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key.

        Args:
            text: What the console gave: usually ``expiry:user:data`` with the expiry in unix milliseconds, a user id of 24
                characters and data of 128. Any other text is kept as it is, without an expiry and a user.

        Raises:
            ConfigurationError: the text is empty, or holds white space, control or non-ASCII characters.
        """
        text = hidden(text)
        not_empty(access_key=text)
        secret = Secret(text, "access_key")
        parts = _PARTS.fullmatch(text)
        expires_at = _since_epoch(int(parts[1])) if parts else None
        return cls(secret, expires_at, parts[2] if parts and expires_at else None)

    def reveal(self) -> str:
        """The text itself; keep it, and every address that holds it, out of logs and exceptions."""
        return self._secret.reveal()

    @checked
    def is_expired(self, now: datetime | None = None, skew: timedelta = timedelta(seconds=30)) -> bool:
        """Whether the key is no longer good, or soon won't be; False for a key that doesn't say.

        Args:
            now: The time by the console's clock, aware; this machine's when left out.
            skew: How long before its end a key counts as expired; not negative.

        Raises:
            ConfigurationError: ``now`` has no time zone, or ``skew`` is negative.
        """
        if skew < timedelta():
            raise ConfigurationError(f"skew is negative: {skew}")
        remaining = self.remaining(now)
        return remaining is not None and remaining <= skew

    def remaining(self, now: datetime | None = None) -> timedelta | None:
        """How long the key is still good, never negative; None for a key that doesn't say.

        Args:
            now: The time by the console's clock, aware; this machine's when left out.

        Raises:
            ConfigurationError: ``now`` has no time zone.
        """
        aware(now=now)
        if self.expires_at is None:
            return None
        return max(timedelta(), self.expires_at - (now or datetime.now(UTC)))


def _since_epoch(milliseconds: int) -> datetime | None:
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
