"""RADIUS profiles."""

from __future__ import annotations

from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk.network.filters import RadiusProfileFilter
from unifi_sdk.network.models import Origin

ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"


async def test_a_profile_has_a_name_and_an_origin() -> None:
    wire = RecordingTransport()
    wire.answer(page({"id": ID, "name": "Default", "metadata": {"origin": "SYSTEM_DEFINED"}}))
    profiles = wire.network().site(SITE).radius_profiles
    [profile] = await profiles.list(filter=RadiusProfileFilter.name.eq("Default"))
    assert wire.sent[0].line == f"GET /v1/sites/{SITE}/radius/profiles"
    assert wire.sent[0].query["filter"] == "name.eq('Default')"
    assert (profile.id, profile.name) == (ID, "Default")
    assert profile.metadata is not None
    assert profile.metadata.origin is Origin.SYSTEM_DEFINED


def test_profiles_are_filtered_by_what_the_list_offers() -> None:
    assert str(RadiusProfileFilter.id.not_in(ID)) == f"id.notIn({ID})"
    assert str(RadiusProfileFilter.metadata_origin.eq(Origin.DERIVED)) == "metadata.origin.eq('DERIVED')"
    assert not hasattr(RadiusProfileFilter.name, "is_null")
