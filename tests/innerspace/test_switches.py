"""Switches on a plan."""

from __future__ import annotations

from unifi_sdk.innerspace import InnerspaceClient


async def test_a_switch_keeps_what_no_document_names(innerspace: InnerspaceClient):
    (switch,) = await innerspace.switches.list()
    assert (switch.name, switch.x, switch.y) == ("Lobby Switch", 40.0, 60.0)
    assert switch.extra == {"rack": "R1"}
