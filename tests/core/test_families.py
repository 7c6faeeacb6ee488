"""What most members of a family of models have, its base has, so that a loop over them doesn't end at one that lacks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.support.every_model import CODECS, every_model, least
from unifi_sdk._core.model import Model
from unifi_sdk.network.models import Client, VpnClient, WiredClient
from unifi_sdk.protect.models import Camera, Device, Nvr

APPLICATIONS = {cls: application for application, cls in every_model()}


def leaves(cls: type[Model]) -> Iterator[type[Model]]:
    """The classes of a family that have no others below them."""
    below = [each for each in cls.__subclasses__() if each in APPLICATIONS]
    if not below:
        yield cls
    for each in below:
        yield from leaves(each)


def families() -> dict[type[Model], list[type[Model]]]:
    """Every base of two or more models, with these; classes that users don't see are no bases."""
    found = {cls: [*dict.fromkeys(leaves(cls))] for cls in APPLICATIONS if not cls.__name__.startswith("_")}
    return {cls: members for cls, members in found.items() if len(members) > 1}


def common(members: list[type[Model]]) -> set[str]:
    """The public fields and properties that most of the members have."""
    counted = Counter(name for member in members for name in dir(member) if not name.startswith("_"))
    return {name for name, count in counted.items() if count * 2 > len(members)}


def test_families_are_found_by_themselves() -> None:
    assert {"Client", "Network", "AclRule", "WifiSecurity", "Notification", "Event", "Device", "VpnServer"} <= {
        cls.__name__ for cls in families()
    }


@pytest.mark.parametrize("base", families(), ids=lambda cls: f"{APPLICATIONS[cls]}-{cls.__name__}")
def test_what_most_members_of_a_family_have_its_base_has(base: type[Model]) -> None:
    assert sorted(name for name in common(families()[base]) if not hasattr(base, name)) == []


@pytest.mark.parametrize("base", families(), ids=lambda cls: f"{APPLICATIONS[cls]}-{cls.__name__}")
def test_it_can_be_read_of_every_member_and_of_a_kind_that_is_new(base: type[Model]) -> None:
    codec = CODECS[APPLICATIONS[base]]
    for member in (base, *families()[base]):
        read = codec.decode(member, least(codec, member))
        for name in common(families()[base]):
            getattr(read, name)


def test_a_loop_over_clients_does_not_end_at_the_first_behind_a_vpn() -> None:
    clients: list[Client] = [WiredClient(id="1", mac_address="aa:bb:cc:dd:ee:ff"), VpnClient(id="2")]
    assert [client.mac_address for client in clients] == ["aa:bb:cc:dd:ee:ff", None]
    assert [client.uplink_device_id for client in clients] == [None, None]
    new = CODECS["network"].decode(Client, {"type": "SATELLITE", "id": "3", "macAddress": "aa:bb:cc:dd:ee:00"})
    assert new.mac_address == "aa:bb:cc:dd:ee:00"


def test_a_loop_over_devices_does_not_end_at_the_recorder() -> None:
    devices: list[Device] = [Camera(id="1"), Nvr(id="2")]
    assert [(device.state, device.is_connected) for device in devices] == [(None, False), (None, None)]
