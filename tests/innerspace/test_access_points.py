"""Access points on a plan."""

from __future__ import annotations

from unifi_sdk.innerspace import InnerspaceClient
from unifi_sdk.innerspace.models import PlacedAccessPoint
from unifi_sdk.simulator import SimulatedConsole


async def test_an_access_point_has_its_place(innerspace: InnerspaceClient):
    (lobby,) = await innerspace.access_points.list()
    (plan,) = await innerspace.floor_plans.list()
    assert lobby == PlacedAccessPoint(
        id="ap-1", name="Lobby", model="U7 Pro", mac="74acb9100004", floor_plan_id=plan.id, x=310.5, y=220.0,
        height=2.6, azimuth=90.0, status="online",
    )  # fmt: skip
    assert lobby.extra == {"serial": None, "mount": None}


async def test_one_that_is_only_planned_has_no_address(innerspace: InnerspaceClient, simulated: SimulatedConsole):
    simulated.innerspace.access_points[:] = [{"id": "ap-9", "mac": None}]
    assert await innerspace.access_points.list() == [PlacedAccessPoint(id="ap-9")]
