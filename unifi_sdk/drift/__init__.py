"""How an application of a console differs from what this SDK knows, by the specification that the console serves."""

from __future__ import annotations

from unifi_sdk.drift._document import compare
from unifi_sdk.drift._findings import Finding, FindingKind

__all__ = ["Finding", "FindingKind", "compare"]
