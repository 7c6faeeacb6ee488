"""Things are found by what people have in hand, and what is no id is told before it is sent."""

from __future__ import annotations

import pytest

from unifi_sdk import ConfigurationError, ConflictError, Console, NotFoundError
from unifi_sdk.simulator import SimulatedConsole


@pytest.fixture
async def simulated():
    async with SimulatedConsole() as running:
        yield running


@pytest.fixture
async def console(simulated: SimulatedConsole):
    async with simulated.connect() as connected:
        yield connected


@pytest.mark.parametrize("written", ["{0}{1}", "{0}-{1}", "{0} {1}", " {0}-{1} ", "{0}\u2013{1}", "{0}\u2011{1}"])
async def test_a_voucher_is_found_by_its_code_as_it_is_printed_or_typed(console: Console, written: str):
    site = await console.network.default_site()
    voucher = (await site.vouchers.list())[0]
    assert await site.vouchers.find(code=written.format(voucher.code[:5], voucher.code[5:])) == voucher


async def test_a_code_that_no_voucher_has_is_not_found(console: Console):
    site = await console.network.default_site()
    with pytest.raises(NotFoundError):
        await site.vouchers.find(code="00000-00000")
    for code in ("", "12345", "12345-6789a", "٠١٢٣٤٥٦٧٨٩", "12345678901"):
        with pytest.raises(ConfigurationError, match="code"):
            await site.vouchers.find(code=code)


async def test_a_code_or_an_address_in_the_place_of_an_id_says_how_to_look_for_it(
    console: Console, simulated: SimulatedConsole
):
    site = await console.network.default_site()
    simulated.requests.clear()
    for code in ("4861409510", "48614-09510"):
        for call in (site.vouchers.get, site.vouchers.delete):
            with pytest.raises(ConfigurationError, match=r"find\(code=\.\.\.\)"):
                await call(code)
    for address in ("aa:bb:cc:dd:ee:ff", "AA-BB-CC-DD-EE-FF"):
        for look in (site.clients.get, site.clients.authorize, site.devices.get, site.devices.restart):
            with pytest.raises(ConfigurationError, match=r"find\(mac=\.\.\.\)"):
                await look(address)
    assert simulated.requests == []


async def test_doors_cameras_users_and_visitors_are_found_by_their_names(console: Console):
    door = (await console.access.doors.list())[0]
    assert await console.access.doors.find(name=door.name) == door
    assert await console.access.doors.find(name=door.full_name) == door
    camera = (await console.protect.cameras.list())[0]
    assert await console.protect.cameras.find(name=camera.name) == camera
    old = (await console.legacy_protect.cameras.list())[0]
    assert (await console.legacy_protect.cameras.find(name=old.name)).id == old.id
    user = (await console.access.users.list())[0]
    assert await console.access.users.find(name=f"{user.first_name} {user.last_name}") == user
    visitor = (await console.access.visitors.list())[0]
    assert await console.access.visitors.find(name=f"{visitor.first_name} {visitor.last_name}") == visitor


async def test_what_nobody_or_several_are_called_is_told(console: Console):
    for find in (
        console.access.doors.find,
        console.access.users.find,
        console.access.visitors.find,
        console.protect.cameras.find,
        console.legacy_protect.cameras.find,
    ):
        with pytest.raises(NotFoundError, match="is called 'Nobody'"):
            await find(name="Nobody")
        with pytest.raises(ConfigurationError, match="name"):
            await find(name=" ")
    for _ in range(2):
        await console.access.users.create(first_name="Same", last_name="Name")
    with pytest.raises(ConflictError, match="more than one"):
        await console.access.users.find(name="Same Name")
