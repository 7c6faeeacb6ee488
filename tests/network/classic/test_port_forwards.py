"""Port forwards: made, changed by what is named alone, opened and closed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.classic import lines
from unifi_sdk import BadRequestError, ConfigurationError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import ForwardProtocol, PortForward
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

WEB = PortForward(name="Web", dst_port="443", fwd="192.168.1.20")


async def test_one_is_made_and_says_what_it_was_not_told(classic: Classic, estate: SimulatedSite):
    made = await classic.port_forwards.create(WEB)
    assert (made.name, made.enabled, made.pfwd_interface, made.src) == ("Web", True, "wan", "any")
    assert (made.fwd_port, made.proto) == ("443", ForwardProtocol.TCP_UDP)
    assert estate.classic.port_forwards[made.id]["enabled"] is True
    assert await classic.port_forwards.list() == [made]
    closed = await classic.port_forwards.create(WEB.evolve(enabled=False, fwd_port="8443"))
    assert (closed.enabled, closed.fwd_port) == (False, "8443")


async def test_closing_sends_that_alone_and_everything_else_stays(
    classic: Classic, estate: SimulatedSite, console: SimulatedConsole
):
    made = await classic.port_forwards.create(WEB)
    shelf = estate.classic.port_forwards
    shelf[made.id]["destination_ips"] = [{"interface": "wan", "destination_ip": "any"}]
    before = dict(shelf[made.id])
    assert (await classic.port_forwards.disable(made.id)).enabled is False
    assert [request.json for request in console.requests if request.verb == "PUT"] == [{"enabled": False}]
    assert shelf[made.id] == {**before, "enabled": False}
    assert (await classic.port_forwards.enable(made.id)).enabled is True
    changed = await classic.port_forwards.update(made.id, fwd="192.168.1.21", proto=ForwardProtocol.TCP)
    assert (changed.fwd, changed.proto, changed.name) == ("192.168.1.21", ForwardProtocol.TCP, "Web")


async def test_one_is_deleted_and_a_repeated_deletion_passes(classic: Classic, console: SimulatedConsole):
    made = await classic.port_forwards.create(WEB)
    console.faults.add(Fault.lose_answer(), "DELETE /*/rest/portforward/*")
    await classic.port_forwards.delete(made.id)
    assert await classic.port_forwards.list() == []
    for act in (classic.port_forwards.get, classic.port_forwards.delete, classic.port_forwards.disable):
        with pytest.raises(NotFoundError):
            await act(made.id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 129},
        {"fwd": "web.local"},
        {"fwd": ""},
        {"dst_port": ""},
        {"dst_port": "0"},
        {"dst_port": "2000-1000"},
        {"dst_port": "80,443,65536"},
        {"dst_port": ",".join(["1"] * 16)},
        {"fwd_port": "http"},
    ],
)
async def test_what_the_console_would_store_without_a_word_is_refused(
    classic: Classic, console: SimulatedConsole, wrong: dict[str, Any]
):
    if wrong != {"fwd_port": ""}:
        with pytest.raises(ConfigurationError, match=next(iter(wrong))):
            await classic.port_forwards.create(WEB.evolve(**wrong))
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        await classic.port_forwards.update("a", **wrong)
    assert console.requests == []


async def test_nothing_to_change_and_what_the_console_refuses(classic: Classic, console: SimulatedConsole):
    with pytest.raises(ConfigurationError, match="changed"):
        await classic.port_forwards.update("a")
    with pytest.raises(BadRequestError, match="same ports"):
        await classic.port_forwards.create(WEB.evolve(dst_port="80,443", fwd_port="8080"))
    made = await classic.port_forwards.create(WEB)
    with pytest.raises(BadRequestError, match="same ports"):
        await classic.port_forwards.update(made.id, dst_port="80,443")


async def test_a_creation_whose_answer_is_lost_is_not_repeated(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.lose_answer(), "POST /*/rest/portforward")
    with pytest.raises(OutcomeUnknownError):
        await classic.port_forwards.create(WEB)
    assert lines(console) == ["POST /rest/portforward"]
