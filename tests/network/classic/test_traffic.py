"""Rules, routes and policies of the newer half: replaced whole, and nothing of them is lost."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.classic import lines
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic._dialect import V2
from unifi_sdk.network.classic.models import (
    ClassicPolicy,
    RuleSchedule,
    ScheduleMode,
    TrafficRoute,
    TrafficRule,
)
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

NIGHTLY = RuleSchedule(
    mode=ScheduleMode.EVERY_WEEK, repeat_on_days=("mon", "tue"), time_range_start="20:30", time_range_end="06:30"
)


async def test_a_rule_is_switched_and_goes_back_whole(classic: Classic, estate: SimulatedSite):
    (rule,) = await classic.traffic_rules.list()
    before = copy.deepcopy(estate.classic.traffic_rules[rule.id])
    assert (rule.description, rule.enabled, rule.action) == ("No streaming at breakfast", True, "BLOCK")
    assert (await classic.traffic_rules.disable(rule.id)).enabled is False
    assert estate.classic.traffic_rules[rule.id] == {**before, "enabled": False}
    assert await classic.traffic_rules.enable(rule.id) == rule


async def test_a_console_loses_what_a_write_leaves_out(classic: Classic, estate: SimulatedSite):
    (rule,) = await classic.traffic_rules.list()
    body = {"enabled": False, "action": "BLOCK"}
    await classic.call_v2("PUT /trafficrules/{rule_id}", body=body, rule_id=rule.id)
    assert estate.classic.traffic_rules[rule.id] == {**body, "_id": rule.id}


async def test_a_rule_applies_at_its_times(classic: Classic):
    (rule,) = await classic.traffic_rules.list()
    assert (await classic.traffic_rules.set_schedule(rule.id, NIGHTLY)).schedule == NIGHTLY
    for wrong in (
        RuleSchedule(),
        NIGHTLY.evolve(time_range_end="24:00"),
        NIGHTLY.evolve(repeat_on_days=("monday",)),
        NIGHTLY.evolve(repeat_on_days=None),
    ):
        with pytest.raises(ConfigurationError, match="schedule"):
            await classic.traffic_rules.set_schedule(rule.id, wrong)


async def test_a_route_is_switched_and_keeps_its_lists(classic: Classic, estate: SimulatedSite):
    (route,) = await classic.traffic_routes.list()
    before = copy.deepcopy(estate.classic.traffic_routes[route.id])
    assert (route.kill_switch_enabled, route.enabled) == (True, False)
    await classic.traffic_routes.enable(route.id)
    assert estate.classic.traffic_routes[route.id] == {**before, "enabled": True}
    changed = await classic.traffic_routes.replace(route.evolve(description="Bank"))
    assert (changed.description, changed.enabled) == ("Bank", False)
    await classic.traffic_routes.delete(route.id)
    assert await classic.traffic_routes.list() == []


async def test_a_policy_gets_a_schedule_that_the_official_api_keeps(classic: Classic, site: SiteScope):
    ours = next(policy for policy in await classic.policies.list() if not policy.predefined)
    timed = await classic.policies.set_schedule(ours.id, NIGHTLY)
    assert timed.schedule == NIGHTLY
    assert (await classic.policies.disable(ours.id)).enabled is False
    official = [policy for policy in await site.firewall_policies.list() if policy.name == ours.name]
    assert [policy.enabled for policy in official] == [False]
    assert (await classic.policies.get(ours.id)).schedule == NIGHTLY


async def test_policies_of_the_console_are_not_written(classic: Classic, console: SimulatedConsole):
    own = next(policy for policy in await classic.policies.list() if policy.predefined)
    with pytest.raises(ConflictError, match="own"):
        await classic.policies.disable(own.id)
    assert all(line.startswith("GET ") for line in lines(console))


async def test_what_is_so_already_is_not_written_and_what_is_not_there_is_told(
    classic: Classic, console: SimulatedConsole
):
    (rule,) = await classic.traffic_rules.list()
    await classic.traffic_rules.enable(rule.id)
    assert all(line.startswith("GET ") for line in lines(console))
    for things in (classic.traffic_rules, classic.traffic_routes, classic.policies):
        for act in (things.get, things.enable, things.delete):
            with pytest.raises(NotFoundError):
                await act("0" * 24)


values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=4), st.sampled_from(["true", "12", "MON"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["type", "mode", "client_mac", "odd"]), inner, max_size=3),
    ),
    max_leaves=6,
)
NAMES = (
    "description name enabled action matching_target target_devices app_ids network_ids schedule index predefined "
    "kill_switch_enabled odd domains"
)
documents = st.dictionaries(st.sampled_from(NAMES.split()), values, max_size=8)


@given(documents, st.sampled_from([TrafficRule, TrafficRoute, ClassicPolicy]))
def test_whatever_the_console_sends_goes_back_as_it_came(document: dict[str, Any], model: Any):
    sent = {"_id": "a", **document}
    thing = V2.codec.decode(model, copy.deepcopy(sent))
    assert repr_of(V2.codec.encode(thing, writable=True)) == repr_of(sent)
    changed = V2.codec.encode(thing.evolve(enabled=True), writable=True)
    assert repr_of(changed) == repr_of({**sent, "enabled": changed["enabled"]})  # type: ignore[index, call-overload]


def repr_of(value: Any) -> Any:
    """A document in which 1 and True differ, and the order of names does not count."""
    if isinstance(value, dict):
        return {name: repr_of(item) for name, item in value.items()}
    return [repr_of(item) for item in value] if isinstance(value, list) else repr(value)
