"""Groups, passes, plates, QR codes, cards, pictures and Identity from end to end: what is written is read back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from unifi_sdk import BadRequestError, NotFoundError, OutcomeUnknownError, PermissionDeniedError
from unifi_sdk.access import AccessClient, HolderCredentials
from unifi_sdk.access.models import (
    BundleSource,
    CardImport,
    IdentityMetadata,
    IdentityResourceType,
    Invitation,
    PlateStatus,
    TouchPassStatus,
    TouchPassUserStatus,
    User,
    Visitor,
)
from unifi_sdk.errors import ApiError
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.pictures import avatar_picture

ADA, BRUNO, CHLOE, ELIF, GUS, FAY = map(sample_id, ("ada", "bruno", "chloe", "elif", "gus", "fay"))
TOP, STAFF, NIGHT = map(sample_id, ("group-top", "group-staff", "group-night"))
EVERYWHERE, OFFICE_HOURS = map(sample_id, ("everywhere", "office-hours"))
ADAS_PASS, FREE_PASS, USED_PASS = map(sample_id, ("ada-touch-pass", "free-touch-pass", "used-touch-pass"))
WIFI, VPN = "66e000000000000000000042", "66e000000000000000000041"
PNG = b"\x89PNG\r\n\x1a\n"


# User groups


async def test_a_new_group_is_found_by_its_name_moved_and_deleted(access: AccessClient) -> None:
    assert await access.user_groups.create(name="Cleaners", up_id=TOP) is None
    group = await access.user_groups.find(name="Cleaners")
    assert (group.up_id, group.full_name) == (TOP, "Cleaners")
    await access.user_groups.update(group.id, name="Cleaning", up_id=STAFF)
    moved = await access.user_groups.get(group.id)
    assert (moved.name, moved.up_ids) == ("Cleaning", (TOP, STAFF))
    await access.user_groups.update(group.id, name="Cleaners")
    assert (await access.user_groups.get(group.id)).up_id == STAFF
    await access.user_groups.delete(group.id)
    with pytest.raises(NotFoundError):
        await access.user_groups.get(group.id)


async def test_groups_with_one_name_are_told_apart_by_where_they_stand(access: AccessClient) -> None:
    await access.user_groups.create(name="Interns", up_id=STAFF)
    await access.user_groups.create(name="Interns", up_id=NIGHT)
    with pytest.raises(ApiError, match="more than one"):
        await access.user_groups.find(name="Interns")
    assert (await access.user_groups.find(name="Interns", up_id=NIGHT)).up_id == NIGHT


async def test_a_group_that_was_made_although_the_answer_was_lost_is_found(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await access.user_groups.create(name="Cleaners")
    assert (await access.user_groups.find(name="Cleaners")).up_id == ""


async def test_members_come_and_go(access: AccessClient) -> None:
    await access.user_groups.add_users(NIGHT, [ADA, BRUNO])
    assert [user.id for user in await access.user_groups.list_users(NIGHT)] == [ELIF, ADA, BRUNO]
    await access.user_groups.remove_users(NIGHT, [ELIF, ADA])
    assert [user.id for user in await access.user_groups.list_users(NIGHT)] == [BRUNO]
    await access.user_groups.remove_users(NIGHT, [BRUNO])
    assert await access.user_groups.list_users(NIGHT) == []


async def test_members_of_groups_within_are_members_of_all(access: AccessClient) -> None:
    assert [user.id for user in await access.user_groups.list_users(TOP)] == [CHLOE]
    assert {user.id for user in await access.user_groups.list_all_users(TOP)} == {CHLOE, ADA, BRUNO, ELIF}


async def test_policies_of_a_group_reach_its_users(access: AccessClient) -> None:
    await access.user_groups.replace_access_policies(NIGHT, [EVERYWHERE])
    assert [policy.id for policy in await access.user_groups.list_access_policies(NIGHT)] == [EVERYWHERE]
    assert EVERYWHERE in {policy.id for policy in await access.users.list_access_policies(ELIF, direct_only=False)}
    assert await access.users.list_access_policies(ELIF, direct_only=True) == []
    await access.user_groups.replace_access_policies(NIGHT, [])
    assert await access.user_groups.list_access_policies(NIGHT) == []


async def test_policies_of_a_user_are_exactly_those_given(access: AccessClient) -> None:
    await access.users.replace_access_policies(ADA, [OFFICE_HOURS])
    assert [policy.id for policy in await access.users.list_access_policies(ADA, direct_only=True)] == [OFFICE_HOURS]
    assert (await access.users.get(ADA)).access_policy_ids == (OFFICE_HOURS,)


# Touch Passes


async def test_a_pass_is_given_taken_back_and_assignable_again(access: AccessClient) -> None:
    holder = access.users.credentials(BRUNO)
    given = await holder.assign_touch_pass(FREE_PASS)
    assert (given.status, given.user_id, given.user_status) == (
        TouchPassStatus.PENDING,
        BRUNO,
        TouchPassUserStatus.NONE,
    )
    assert [one.id for one in await access.touch_passes.list_assignable()] == [USED_PASS]
    assert [one.id for one in (await access.users.get(BRUNO)).touch_pass] == [FREE_PASS]
    taken = await holder.remove_touch_pass(FREE_PASS)
    assert (taken.status, taken.user_id) == (TouchPassStatus.INACTIVE, "")
    assert {one.id for one in await access.touch_passes.list_assignable()} == {FREE_PASS, USED_PASS}
    assert (await access.users.get(BRUNO)).touch_pass == ()


async def test_a_pass_that_was_taken_back_although_the_answer_was_lost_is_taken_back(
    access: AccessClient, console: SimulatedConsole, sent: Callable[..., list]
) -> None:
    console.faults.add(Fault.lose_answer(), "DELETE *")
    taken = await access.users.credentials(ADA).remove_touch_pass(ADAS_PASS)
    assert (taken.id, taken.status, taken.user_id) == (ADAS_PASS, TouchPassStatus.SUSPENDED, "")
    assert [line.partition(" ")[0] for line in sent()] == ["DELETE", "DELETE", "GET"]


async def test_a_pass_of_somebody_else_is_not_taken_back(access: AccessClient, console: SimulatedConsole) -> None:
    with pytest.raises(NotFoundError):
        await access.users.credentials(BRUNO).remove_touch_pass(ADAS_PASS)
    assert console.access.touch_passes[ADAS_PASS].user_id == ADA


async def test_passes_are_given_to_many_with_their_addresses(access: AccessClient) -> None:
    given = await access.touch_passes.assign([BRUNO, ELIF], emails={ELIF: "elif@example.com"})
    assert [(one.user_id, one.user_email) for one in given] == [
        (BRUNO, "bruno@example.com"),
        (ELIF, "elif@example.com"),
    ]
    assert {one.status for one in given} == {TouchPassStatus.PENDING}


async def test_a_pass_is_renamed_suspended_and_taken_off_a_phone(access: AccessClient) -> None:
    [phone] = (await access.touch_passes.get(ADAS_PASS)).bundles
    assert (phone.source, phone.device_type) == (BundleSource.GOOGLE, 20)
    renamed = await access.touch_passes.update(ADAS_PASS, card_name="Ada's", status=TouchPassStatus.SUSPENDED)
    assert (renamed.card_name, renamed.status, renamed.bundles) == ("Ada's", TouchPassStatus.SUSPENDED, (phone,))
    unbound = await access.touch_passes.update(ADAS_PASS, unbind_bundle_ids=[phone.bundle_id])
    assert (unbound.card_name, unbound.bundles) == ("Ada's", ())


async def test_passes_are_listed_by_status_and_found_by_number_and_name(access: AccessClient) -> None:
    assert {one.id for one in await access.touch_passes.list()} == {ADAS_PASS, FREE_PASS, USED_PASS}
    assert [one.id for one in await access.touch_passes.list(status=TouchPassStatus.ACTIVE)] == [ADAS_PASS]
    assert [one.id for one in await access.touch_passes.search("0000-1111-2222-5")] == [USED_PASS]
    assert [one.id for one in await access.touch_passes.search("Example")] == [ADAS_PASS]


async def test_a_purchase_tells_one_pass_and_the_list_tells_all(
    access: AccessClient, console: SimulatedConsole
) -> None:
    before = {one.id for one in await access.touch_passes.list()}
    [told] = await access.touch_passes.purchase(30)
    bought = {one.id for one in await access.touch_passes.list()} - before
    assert told.id in bought
    assert len(bought) == console.access.touch_passes_purchased == 30


# Plates


@pytest.fixture(params=["user", "visitor"])
def holder(request: pytest.FixtureRequest, access: AccessClient) -> tuple[HolderCredentials, Callable[[], object]]:
    """Somebody's credentials, and what reads that person."""
    if request.param == "user":
        return access.users.credentials(BRUNO), lambda: access.users.get(BRUNO)
    return access.visitors.credentials(GUS), lambda: access.visitors.get(GUS)


@pytest.mark.parametrize("replaces", [False, True], ids=["console adds", "console replaces"])
async def test_plates_are_given_and_taken_away_by_their_ids(
    holder: tuple[HolderCredentials, Callable], console: SimulatedConsole, replaces: bool
) -> None:
    console.access.plates_replace = replaces
    credentials, read = holder
    await credentials.assign_plates(["EX 2001", "EX 2002"])
    await credentials.assign_plates(["EX 2003"])
    person: User | Visitor = await read()
    expected = ["EX 2003"] if replaces else ["EX 2001", "EX 2002", "EX 2003"]
    assert [plate.credential for plate in person.license_plates] == expected
    assert {plate.credential_status for plate in person.license_plates} == {PlateStatus.ACTIVE}
    for plate in person.license_plates:
        await credentials.remove_plate(plate.id)
    assert (await read()).license_plates == ()


async def test_a_plate_that_was_taken_away_although_the_answer_was_lost_is_taken_away(
    holder: tuple[HolderCredentials, Callable], console: SimulatedConsole
) -> None:
    credentials, read = holder
    await credentials.assign_plates(["EX 2001"])
    [plate] = (await read()).license_plates
    console.faults.add(Fault.lose_answer(), "DELETE *")
    await credentials.remove_plate(plate.id)
    assert (await read()).license_plates == ()
    with pytest.raises(NotFoundError):
        await credentials.remove_plate(plate.id)


# QR codes


async def test_a_qr_code_is_a_picture_until_it_is_taken_away(access: AccessClient) -> None:
    credentials = access.visitors.credentials(GUS)
    with pytest.raises(NotFoundError):
        await credentials.qr_code()
    await credentials.assign_qr_code()
    picture = await credentials.qr_code()
    assert (picture.content[:8], picture.content_type) == (PNG, "image/png")
    await credentials.remove_qr_code()
    with pytest.raises(NotFoundError):
        await credentials.qr_code()


async def test_a_qr_code_whose_answer_is_lost_is_not_made_anew(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer(), "PUT *", times=None)
    with pytest.raises(OutcomeUnknownError):
        await access.visitors.credentials(GUS).assign_qr_code()
    assert len(console.requests) == 1
    assert (await access.visitors.credentials(GUS).qr_code()).content.startswith(PNG)


async def test_a_visit_that_is_called_off_takes_everything_away(access: AccessClient) -> None:
    credentials = access.visitors.credentials(GUS)
    await credentials.assign_pin("57301208")
    await credentials.assign_qr_code()
    await access.visitors.cancel(GUS)
    visitor = await access.visitors.get(GUS)
    assert (visitor.pin_code, visitor.nfc_cards) == (None, ())
    with pytest.raises(NotFoundError):
        await credentials.qr_code()


# Identity


async def test_invitations_that_fail_come_one_by_one_and_the_others_go_out(
    access: AccessClient, console: SimulatedConsole
) -> None:
    nobody = sample_id("nobody")
    failures = await access.identity.invite(
        [
            Invitation(user_id=ADA),
            Invitation(user_id=ELIF),
            Invitation(user_id=BRUNO, email="new@example.com"),
            Invitation(user_id=nobody, email="nobody@example.com"),
        ]
    )
    assert [(one.user_id, one.error_msg) for one in failures] == [(ELIF, "invalid email"), (nobody, "unknown user")]
    assert console.access.invitations == [(ADA, "ada@example.com"), (BRUNO, "new@example.com")]
    assert await access.identity.invite([Invitation(user_id=ADA)]) == []


async def test_resources_are_given_to_a_user_and_to_a_group(access: AccessClient) -> None:
    await access.identity.assign_to_user(ADA, IdentityResourceType.VPN, [VPN])
    await access.identity.assign_to_group(STAFF, IdentityResourceType.WIFI, [WIFI])
    mine, ours = await access.identity.list_user_resources(ADA), await access.identity.list_group_resources(STAFF)
    assert [(one.id, one.metadata) for one in mine.vpn] == [(VPN, IdentityMetadata(has_ip=True))]
    assert [one.id for one in ours.wifi] == [WIFI]
    assert (mine.wifi, ours.vpn) == ((), ())
    await access.identity.assign_to_user(ADA, IdentityResourceType.VPN, [])
    assert (await access.identity.list_user_resources(ADA)).vpn == ()


async def test_resources_are_told_by_type(access: AccessClient) -> None:
    everything = await access.identity.list_resources()
    assert [len(kind) for kind in (everything.ev_station, everything.vpn, everything.wifi, everything.camera)] == [
        0,
        1,
        1,
        1,
    ]
    some = await access.identity.list_resources([IdentityResourceType.WIFI, IdentityResourceType.CAMERA])
    assert ([one.name for one in some.wifi], [one.name for one in some.camera], some.vpn) == (
        ["Staff WiFi"],
        ["Front Door"],
        (),
    )


async def test_a_camera_is_not_assigned_through_this_api(access: AccessClient) -> None:
    with pytest.raises(BadRequestError):
        await access.identity.assign_to_user(ADA, IdentityResourceType.CAMERA, ["66e000000000000000000043"])


async def test_resources_of_nobody_are_not_found(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.identity.list_user_resources(sample_id("nobody"))
    with pytest.raises(NotFoundError):
        await access.identity.assign_to_group(sample_id("nobody"), IdentityResourceType.WIFI, [WIFI])


# Files that are sent


async def test_cards_of_other_makers_are_taken_in_and_can_be_given_to_somebody(access: AccessClient) -> None:
    cards = (CardImport(nfc_id="068e2836", alias="Café 1"), CardImport(nfc_id="068E2839"))
    first, second = await access.credentials.import_cards(cards)
    assert (first.nfc_id, first.alias, second.alias) == ("068E2836", "Café 1", "")
    assert first.is_imported
    assert second.is_imported
    await access.users.credentials(ELIF).assign_card(first.token)
    known = await access.credentials.get_card(first.token)
    assert (known.alias, known.user_id) == ("Café 1", ELIF)


async def test_a_card_that_the_console_knows_already_is_told_and_the_others_are_taken_in(access: AccessClient) -> None:
    await access.credentials.import_cards([CardImport(nfc_id="068E2836")])
    again, new = await access.credentials.import_cards([CardImport(nfc_id="068E2836"), CardImport(nfc_id="068E2837")])
    assert (again.is_imported, new.is_imported) == (False, True)


async def test_a_card_is_renamed(access: AccessClient) -> None:
    [card] = [card for card in await access.credentials.list_cards() if not card.user_id]
    await access.credentials.update_card(card.token, alias="Spare")
    assert (await access.credentials.get_card(card.token)).alias == "Spare"


async def test_a_picture_of_a_user_comes_back_as_it_was_sent(access: AccessClient) -> None:
    picture = avatar_picture("elif")
    url = await access.users.upload_avatar(ELIF, picture, content_type="image/png", file_name="elif.png")
    assert url.endswith(ELIF)
    [user] = await access.users.search(user_ids=[ELIF])
    stored = await access.system_logs.file(user.avatar_relative_path)
    assert (stored.content_type, stored.content) == ("image/png", picture)


async def test_a_user_with_an_account_elsewhere_gets_no_picture(access: AccessClient) -> None:
    with pytest.raises(PermissionDeniedError):
        await access.users.upload_avatar(CHLOE, avatar_picture("chloe"))


async def test_thousands_of_people_are_read_whole(clock: ManualClock) -> None:
    async with SimulatedConsole(clock=clock, estate="campus") as console, console.connect() as client:
        users = [user async for page in client.access.users.list().pages(size=1000) for user in page.items]
        cards = [card async for page in client.access.credentials.list_cards().pages(size=1000) for card in page.items]
        assert len({user.id for user in users}) == len(users) == len(console.access.users) == 5000
        assert {card.token for card in cards} == console.access.cards.keys()
        assert len(await client.access.visitors.list()) == len(console.access.visitors)
