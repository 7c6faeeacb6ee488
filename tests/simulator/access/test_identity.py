"""The simulated Access application on the wire: UniFi Identity."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id

ADA, BRUNO, CHLOE, DMITRI, ELIF = (sample_id(name) for name in ("ada", "bruno", "chloe", "dmitri", "elif"))
TOP, STAFF, NIGHT = (f"/user_groups/{sample_id(name)}" for name in ("group-top", "group-staff", "group-night"))


async def test_failed_invitations_are_in_the_data_of_a_success(api: Api, access: SimulatedAccess) -> None:
    wishes = [{"user_id": ADA}, {"user_id": ELIF}, {"user_id": BRUNO, "email": "new@example.com"}]
    failures = await api.data("POST", "/users/identity/invitations", wishes)
    assert failures == [{"error_code": "", "error_msg": "invalid email", "user_email": "", "user_id": ELIF}]
    assert access.invitations == [(ADA, "ada@example.com"), (BRUNO, "new@example.com")]
    assert access.users[BRUNO].email == "new@example.com"


async def test_identity_resources_are_chosen_by_one_text_with_commas(api: Api) -> None:
    chosen = await api.data("GET", "/users/identity/assignments?resource_type=ev_station,wifi")
    assert set(chosen) == {"ev_station", "wifi"}
    assert set(await api.data("GET", "/users/identity/assignments")) == {"ev_station", "vpn", "wifi", "camera"}
    assert chosen["wifi"][0].keys() == {"deleted", "id", "metadata", "name", "short_name"}


@pytest.mark.parametrize("holder", [f"/users/{ELIF}", STAFF])
async def test_an_identity_resource_is_assigned(api: Api, holder: str) -> None:
    path, vpn = f"{holder}/identity/assignments", "66e000000000000000000041"
    assert await api.data("POST", path, {"resource_type": "vpn", "resource_ids": [vpn]}) is None
    data = await api.data("GET", path)
    assert (set(data), [item["metadata"] for item in data["vpn"]]) == (
        {"ev_station", "vpn", "wifi"},
        [{"has_ip": True}],
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"resource_type": "camera", "resource_ids": []}, "CODE_PARAMS_INVALID"),
        ({"resource_type": "wifi", "resource_ids": ["unknown"]}, "CODE_RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_malformed_assignment_is_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("POST", f"{STAFF}/identity/assignments", body) == code
