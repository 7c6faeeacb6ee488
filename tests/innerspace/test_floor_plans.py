"""Floor plans, and their files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.innerspace import InnerspaceClient
from unifi_sdk.innerspace._dialect import DIALECT
from unifi_sdk.innerspace.models import FloorPlan
from unifi_sdk.simulator import SimulatedConsole


async def test_plans_are_those_of_every_site_or_of_one(innerspace: InnerspaceClient, simulated: SimulatedConsole):
    simulated.innerspace.floor_plans.append({"id": "p2", "name": "Attic", "site_id": "warehouse"})

    assert [plan.name for plan in await innerspace.floor_plans.list()] == ["Ground floor", "Attic"]
    assert [plan.name for plan in await innerspace.floor_plans.list(site_id="warehouse")] == ["Attic"]
    assert [request.query for request in simulated.requests] == [[], [("siteId", "warehouse")]]


async def test_a_plan_that_cannot_be_read_is_kept_aside(innerspace: InnerspaceClient, simulated: SimulatedConsole):
    simulated.innerspace.floor_plans.append({"name": "without an id"})

    plans = await innerspace.floor_plans.list()

    assert (len(plans), len(plans.undecodable)) == (1, 1)


async def test_a_file_of_a_plan_comes_as_it_is(innerspace: InnerspaceClient):
    (plan,) = await innerspace.floor_plans.list()
    picture = await innerspace.floor_plans.asset(plan.id, "plan.svg")
    assert (picture.content_type, picture.content[:4]) == ("image/svg+xml", b"<svg")
    assert "svg xmlns" not in repr(picture)
    with pytest.raises(NotFoundError):
        await innerspace.floor_plans.asset(plan.id, "another.svg")


@pytest.mark.parametrize("filename", ["", "..", "../project", "a%2Fb"])
async def test_the_name_of_a_file_can_lead_nowhere_else(innerspace: InnerspaceClient, filename: str):
    with pytest.raises(ConfigurationError):
        await innerspace.floor_plans.asset("plan", filename)


JSON = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3) | st.lists(st.none(), max_size=1)
NAMES = ("floor_number", "image_url", "ppm", "width", "height", "origin_x", "origin_y", "site_id", "floorNumber", "new")


@settings(max_examples=25, derandomize=True, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_whatever_a_plan_has_is_written_back_as_it_came(more: dict[str, object]):
    document = {"id": "p", "name": "Attic", **more}
    plan = DIALECT.codec.decode(FloorPlan, document)
    assert DIALECT.codec.encode(plan) == document
