"""All that is drawn."""

from __future__ import annotations

from typing import Literal

import pytest

from unifi_sdk.innerspace import InnerspaceClient
from unifi_sdk.simulator import SimulatedConsole


@pytest.mark.parametrize("mode", ["2D", "3D", None])
async def test_parts_of_a_project_are_json_as_it_came(
    innerspace: InnerspaceClient, simulated: SimulatedConsole, mode: Literal["2D", "3D"] | None
):
    simulated.innerspace.project |= {"wallTypes": [{"attenuation": 3}], "newer": 1}

    project = await innerspace.project.get(mode=mode)

    assert project.wall_types == [{"attenuation": 3}]
    assert (project.shapes, project.extra) == ([], {"newer": 1})
    assert simulated.requests[-1].query == ([("mode", mode)] if mode else [])
