"""`unifi drift`, on a file and against a console."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Unifi
from unifi_sdk._facts import table
from unifi_sdk._facts.expand import expand

Write = Callable[[object], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a document and gives the name of its file."""

    def write(document: object) -> str:
        path = tmp_path / "integration.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return str(path)

    return write


async def test_a_document_that_the_sdk_knows_ends_with_0(unifi: Unifi, write: Write) -> None:
    ended = await unifi("drift", write(expand(table("network"))), terminal=True)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith(" 10.5.66 and this SDK: no difference.\n")


async def test_each_difference_is_an_item_and_ends_with_1(unifi: Unifi, write: Write) -> None:
    specification = expand(table("network"))
    specification["paths"]["/v1/lockers"] = {"get": {"responses": {"200": {}}}}
    del specification["paths"]["/v1/countries"]
    path = write(specification)

    ended = await unifi("drift", path)

    assert (ended.code, ended.err, ended.json["count"]) == (1, "", 2)
    assert {
        "finding": "MISSING_OPERATION",
        "where": "GET /v1/lockers",
        "difference": "no method performs it",
    } in ended.json["items"]
    assert {
        "finding": "EXTRA_OPERATION",
        "where": "GET /v1/countries",
        "difference": "Countries.list performs it",
    } in ended.json["items"]
    on_a_terminal = await unifi("drift", path, terminal=True)
    assert on_a_terminal.out.endswith("this SDK: 2 differences.\n")


async def test_a_document_cannot_reach_the_terminal_s_controls(unifi: Unifi, write: Write) -> None:
    specification = expand(table("network"))
    specification["paths"]["/v1/[red]\x1b[2Jx"] = {"get": {"responses": {"200": {}}}}
    path = write(specification)

    ended = await unifi("drift", path, terminal=True)

    assert ended.code == 1
    assert "\x1b[2J" not in ended.out
    assert "/v1/[red] [2Jx" in ended.out


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"paths": 5}',
        '{"paths": {}}',
        '{"paths": {"/v1": {"get": {}}}}',
        "[" * 5000 + "]" * 5000,
        '{"paths": ' + '{"a":' * 5000 + "1" + "}" * 5000 + "}",
        '{"paths": ' + '{"a":' * 500 + "1" + "}" * 500 + "}",
    ],
)
async def test_another_file_ends_with_2(unifi: Unifi, write: Write, content: str) -> None:
    ended = await unifi("drift", write(content))

    assert (ended.code, ended.out) == (2, "")
    assert "no OpenAPI document" in ended.error["error"]


async def test_a_missing_file_ends_with_2(unifi: Unifi, tmp_path: Path) -> None:
    ended = await unifi("drift", str(tmp_path / "nothing.json"))

    assert ended.code == 2
    assert "nothing.json: No such file" in ended.error["error"]


async def test_a_console_is_asked_for_its_own(unifi: Unifi) -> None:
    ended = await unifi("drift")

    assert (ended.code, ended.err) == (0, "")
    assert ended.json["count"] == 0
    assert [request.path for request in unifi.simulated.requests] == ["/proxy/network/api-docs/integration.json"]


async def test_an_older_console_lacks_what_came_later(unifi: Unifi) -> None:
    unifi.simulated.network.version = "10.1.84"

    ended = await unifi("drift")

    assert (ended.code, ended.json["version"]) == (1, "10.1.84")
    missing = [item["where"] for item in ended.json["items"] if item["finding"] == "EXTRA_OPERATION"]
    assert len(missing) == 6
    assert "GET /v1/sites/{site_id}/switching/lags" in missing


async def test_host_comes_before_the_environment_s(unifi: Unifi) -> None:
    ended = await unifi("drift", "--host", unifi.simulated.address, UNIFI_HOST="console.invalid")

    assert (ended.code, ended.err) == (0, "")


async def test_a_wrong_key_ends_with_4_and_is_not_shown(unifi: Unifi) -> None:
    ended = await unifi("drift", UNIFI_API_KEY="fake-and-wrong-0123456789")

    assert (ended.code, ended.out) == (4, "")
    assert "GET /api-docs/integration.json" in ended.err
    assert "fake-and-wrong" not in ended.err


async def test_without_a_file_and_a_console_one_sentence_says_so(unifi: Unifi) -> None:
    ended = await unifi("drift", UNIFI_HOST="")

    assert (ended.code, ended.out) == (10, "")
    assert "UNIFI_HOST" in ended.error["remediation"]
