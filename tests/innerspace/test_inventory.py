"""What stands on no plan."""

from __future__ import annotations

from unifi_sdk.innerspace import InnerspaceClient


async def test_what_stands_on_no_plan_is_listed(innerspace: InnerspaceClient):
    assert [(device.name, device.model) for device in await innerspace.inventory.list()] == [("Garden", "U6 Mesh")]
