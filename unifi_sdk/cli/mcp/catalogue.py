"""Finding and describing operations, as far as they are allowed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.mcp.answers import CHARACTERS_OF_A_TOKEN, Rows
from unifi_sdk.cli.mcp.rights import words_of
from unifi_sdk.cli.mcp.room import Room
from unifi_sdk.cli.operations.finding import search
from unifi_sdk.cli.operations.schemas import describe_call, schemas_of_models
from unifi_sdk.cli.operations.table import Call, Part

__all__ = ["describe_operation", "search_operations"]

_ROOM_FOR_MODELS: Final = 2000 * CHARACTERS_OF_A_TOKEN
"""How large the models of an operation may be before they are told one by one."""


async def search_operations(room: Room, words: str = "", application: str = "") -> str:
    """The operations in which every word is found; those that don't have all of them follow, by how many they have.

    Args:
        room: What there is.
        words: In any letter case.
        application: "network", "access", "protect" or "legacy"; all when left out.
    """
    allowed = [call for call in search([]) if room.rights.permits(call)]
    asked = [call for call in allowed if not application or call.application == application]
    return await room.answers.rows(Rows([_row(call) for call in _ranked(asked, words.casefold().split())]))


def describe_operation(room: Room, operation: str, method: str | None = None, part: str | None = None) -> str:
    """What an operation takes and gives, as JSON Schema.

    Args:
        room: What there is.
        operation: As the vendor writes it, or a method.
        method: Which of several methods.
        part: The name of a model alone.

    Raises:
        CommandError: there is no such operation, or no such part of it.
    """
    call, _ = room.find(operation, method)
    arguments = [each for each in call.arguments if each.part is not Part.STREAM]
    document = describe_call(call, arguments)
    models = schemas_of_models(*(each.hint for each in arguments), call.answer)
    if part is not None:
        if part not in models:
            names = ", ".join(models) or "none"
            raise CommandError(
                Exit.USAGE,
                "there is no such part",
                code="USAGE",
                remediation=f"the parts of this operation are {names}",
            )
        return room.answers.document({"$defs": {part: models[part]}})
    if words := words_of(call) if call.is_write else None:
        document["words"] = list[Data](sorted(words))
    if len(json.dumps(models)) > _ROOM_FOR_MODELS:
        del document["$defs"]
        document["parts"] = list[Data](models)
    return room.answers.document(document)


def _row(call: Call) -> dict[str, Data]:
    return {
        "operation": call.operation,
        "method": call.method or None,
        "writes": call.is_write,
        "gives": call.gives.value,
        "summary": call.summary,
    }


def _ranked(calls: Iterable[Call], words: list[str]) -> list[Call]:
    counted = [(sum(word in _text(call) for word in words), call) for call in calls]
    return [call for count, call in sorted(counted, key=lambda each: -each[0]) if count or not words]


def _text(call: Call) -> str:
    return f"{call.operation} {call.method} {call.summary}".casefold()
