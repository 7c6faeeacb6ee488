"""The Protect application itself."""

from __future__ import annotations

from unifi_sdk import ProtectClient


async def test_the_version_is_told(protect: ProtectClient) -> None:
    info = await protect.meta.info()
    assert info.application_version == "7.2.84"
