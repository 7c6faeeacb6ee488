"""What the cloud refuses: its error codes, and the finer exceptions."""

from unifi_sdk._core.site_manager import (
    CATALOGUE,
    ConsoleTimeoutError,
    MissingScopeError,
    NotOwnerError,
)

__all__ = ["CATALOGUE", "ConsoleTimeoutError", "MissingScopeError", "NotOwnerError"]
