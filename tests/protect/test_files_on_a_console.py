"""Uploads to a simulated console: they may take long, and are sent once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.pictures import make_picture
from unifi_sdk import OutcomeUnknownError, Pinned, ProtectClient, RequestTimeoutError, RetryPolicy
from unifi_sdk.protect.models import AssetFile
from unifi_sdk.simulator import Fault, SimulatedConsole

FILES = "/proxy/protect/integration/v1/files/animations"
PICTURE = make_picture("PNG") + b"x" * 70_000


@pytest.fixture
async def hasty(console: SimulatedConsole) -> AsyncIterator[ProtectClient]:
    """A client that waits a tenth of a second for everything else."""
    console.protect.rate_limit = None
    async with ProtectClient(
        console.address,
        api_key=console.api_key,
        tls=Pinned(*console.fingerprints),
        retry=RetryPolicy(attempts=1, deadline_seconds=0.1),
    ) as protect:
        yield protect


async def upload(protect: ProtectClient) -> AssetFile:
    return await protect.files.upload(PICTURE, name="wave.png", content_type="image/png")


async def test_an_upload_is_waited_for_longer_than_anything_else(hasty, console):
    console.faults.add(Fault.delay(0.2), f"POST {FILES}")
    console.faults.add(Fault.delay(0.2), f"GET {FILES}")
    made = await upload(hasty)
    assert console.protect.files[made.name].content == PICTURE
    with pytest.raises(RequestTimeoutError):
        await hasty.files.list()


async def test_an_upload_whose_answer_is_lost_is_not_sent_again_and_is_found_in_the_list(protect, console):
    console.faults.add(Fault.lose_answer(), f"POST {FILES}")
    with pytest.raises(OutcomeUnknownError):
        await upload(protect)
    assert [request.verb for request in console.requests] == ["POST"]
    assert [file.original_name for file in await protect.files.list()] == ["wave.png"]
