"""Texts, icons and rules: nothing is missing in either language, and nothing is left over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from custom_components import unifi_console
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_get_translations
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN

FOLDER = Path(unifi_console.__file__).parent
LANGUAGES = ("en", "de")
ITS_DEVICE = ("camera", "light", "lock", "siren")
"""Platforms with entities that are their device, and are called like it."""


def document(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def leaves(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{name}/")
        else:
            yield f"{path}{name}", value


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def test_both_languages_have_the_same_texts_with_the_same_placeholders():
    english, german = (dict(leaves(document(f"translations/{language}.json"))) for language in LANGUAGES)
    assert english.keys() == german.keys()
    for key, text in english.items():
        assert text.strip(), key
        assert german[key].strip(), key
        assert placeholders(text) == placeholders(german[key]), key


async def test_the_name_of_every_entity_stands_in_the_texts(hass: HomeAssistant, loaded: MockConfigEntry):
    named = document("translations/en.json")["entity"]
    for each in er.async_entries_for_config_entry(er.async_get(hass), loaded.entry_id):
        is_its_device = each.domain in ITS_DEVICE and not each.translation_key
        if each.domain != "device_tracker" and not is_its_device:  # a tracker is called like the client
            assert each.translation_key in named[each.domain], each.unique_id


async def test_every_action_has_fields_texts_and_an_icon(hass: HomeAssistant, loaded: MockConfigEntry):
    described = yaml.safe_load((FOLDER / "services.yaml").read_text("utf-8"))
    texts, icons = document("translations/en.json")["services"], document("icons.json")["services"]
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert registered.keys() == described.keys() == texts.keys() == icons.keys()
    for name, service in registered.items():
        fields = {str(field) for field in service.schema.schema}
        assert fields == described[name]["fields"].keys() == texts[name]["fields"].keys(), name


def test_icons_are_of_entities_that_there_are():
    named = document("translations/en.json")["entity"]
    for domain, icons in document("icons.json")["entity"].items():
        assert icons.keys() <= named[domain].keys(), domain


@pytest.mark.parametrize("language", LANGUAGES)
async def test_home_assistant_reads_the_texts(hass: HomeAssistant, loaded: MockConfigEntry, language: str):
    read = await async_get_translations(hass, language, "config", [DOMAIN])
    title = document(f"translations/{language}.json")["config"]["step"]["certificate"]["title"]
    assert read[f"component.{DOMAIN}.config.step.certificate.title"] == title


def test_every_rule_is_done_or_says_why_not():
    rules = yaml.safe_load((FOLDER / "quality_scale.yaml").read_text("utf-8"))["rules"]
    for name, rule in rules.items():
        assert rule == "done" or (rule["status"] == "exempt" and rule["comment"]), name


def test_every_platform_limits_how_many_updates_run_at_once():
    for name in document("translations/en.json")["entity"]:
        assert "\nPARALLEL_UPDATES = " in (FOLDER / f"{name}.py").read_text("utf-8"), name
