"""What has to be known of an application to compare it, and in what the SDK differs from its documents on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import attrs

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Model
from unifi_sdk._facts import Facts, Schema
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.cloud import _dialect as cloud_dialect
from unifi_sdk.cloud import _resource as cloud
from unifi_sdk.drift._findings import FindingKind
from unifi_sdk.drift._sides import Sides
from unifi_sdk.network import _dialect as network_dialect
from unifi_sdk.network import _resource as network
from unifi_sdk.protect import _dialect as protect_dialect
from unifi_sdk.protect import _resource as protect
from unifi_sdk.protect.models.devices import Device
from unifi_sdk.protect.models.events import Event
from unifi_sdk.protect.models.kinds import DEVICE_MODELS

__all__ = ["ALL", "MOBILITY", "NETWORK", "PROTECT", "SITE_MANAGER", "Application", "Known"]

Known = tuple[FindingKind, str, str]
"""Kind, subject and detail of a finding."""
Messages = Callable[[Facts, Sequence[Facts], Sequence[Facts]], Iterable[tuple[type[Model], Sides, str]]]
"""Gives the models of what sockets tell, each with its shapes and the operation."""


@attrs.frozen(eq=False)
class Application:
    """What has to be known of an application to compare it."""

    name: str
    """Of its package, and of its facts."""
    resources: tuple[type, ...]
    codec: Codec
    title: str
    """What the title of its documents has in it, in lower case."""
    part: str = ""
    """What operations of it have in their path, where one package and its facts serve several documents."""
    beside: str = ""
    """What they don't have."""
    is_enveloped: bool = False
    """Whether an answer stands in the ``data`` of an envelope."""
    made_of_parts: frozenset[str] = frozenset()
    """Methods that make their items of parts of what is sent, and read no answer of another shape."""
    every_number_is_a_number: bool = False
    """Whether the vendor makes no difference between whole numbers and others."""
    messages: Messages = lambda facts, near, far: ()
    """What sockets tell: of the console's facts, and of known ones."""
    reasons: dict[Known, str] = attrs.field(factory=dict)
    """In what the SDK and the specification differ on purpose, and why."""

    @property
    def known(self) -> frozenset[Known]:
        """What is no finding."""
        return frozenset(self.reasons)

    def places(self) -> list[Performed]:
        """Where the SDK names an operation, but for what is no operation of the API."""
        return [
            place
            for place in performed(f"unifi_sdk.{self.name}")
            if " /v1/" in place.operation
            and self.has(place.operation)
            and place.name not in self.made_of_parts
            and (place.owner is None or issubclass(place.owner, self.resources))
        ]

    def has(self, operation: str) -> bool:
        """Whether an operation of the package is one of this document.

        Args:
            operation: `GET /v1/hosts`.
        """
        return self.part in operation and not (self.beside and self.beside in operation)

    def content(self, answer: Schema | None) -> Schema | None:
        """What an answer holds, without the envelope.

        Args:
            answer: The whole answer.
        """
        is_inside = self.is_enveloped and answer is not None and answer.kind != "any"
        return answer.properties.get("data") if answer and is_inside else answer


def _messages_of_protect(
    facts: Facts, near: Sequence[Facts], far: Sequence[Facts]
) -> Iterator[tuple[type[Model], Sides, str]]:
    for name in ("GET /v1/subscribe/devices", "GET /v1/subscribe/events"):
        for number, items in enumerate(_items(facts, name)):
            beside = [tuple(_at(_items(one, name), number) for one in versions) for versions in (near, far)]
            sides = Sides(items, *beside)
            if items.discriminator == "type":
                yield Event, sides, name
            else:  # what comes in bulk is the same but for its ids
                for key, shape in items.variants.items():
                    single = shape.properties.get("id")
                    if single is not None and not single.options:
                        yield DEVICE_MODELS.get(key, Device), sides.variant(key), name


def _items(facts: Facts, name: str) -> list[Schema]:
    """What a socket tells of, frame by frame, as far as that can be read."""
    operation = facts.get(name)
    answer = operation.answer if operation else None
    frames = list(answer.options) or [answer] if answer else []
    added = [frame.variants.get("add", Schema()).properties.get("item") for frame in frames]
    return [items for items in added if items is not None]


def _at(items: list[Schema], number: int) -> Schema | None:
    return items[number] if number < len(items) else None


NETWORK: Final = Application(
    "network", (network.Resource, network.SiteResource), network_dialect.DIALECT.codec, title="network"
)
PROTECT: Final = Application(
    "protect",
    (protect.Resource,),
    protect_dialect.DIALECT.codec,
    title="protect",
    every_number_is_a_number=True,
    messages=_messages_of_protect,
    reasons={
        (FindingKind.EXTRA, "LiveviewInput.id", "string"): "consoles refuse it",
        (FindingKind.EXTRA, "LiveviewInput.isDefault", "boolean"): "consoles refuse it",
        (FindingKind.EXTRA, "LiveviewInput.modelKey", "string"): "consoles refuse it",
        (FindingKind.EXTRA, "LiveviewInput.owner", "string"): "consoles refuse it",
        (FindingKind.EXTRA, "ThresholdSettingsChanges.margin", "number"): "the sensor decides it",
        (FindingKind.LOST, "AssetFile.id", "no answer has it"): "consoles send it",
        (FindingKind.LOST, "AssetFile.size", "no answer has it"): "consoles send it",
        (FindingKind.ENUM_DRIFT, "ModelKey", "doorlock is unknown to the console"): "older consoles have door locks",
        (FindingKind.ENUM_DRIFT, "SmartDetectAudioType", "smoke_cmonx is unknown to the console"): "older consoles",
    },
)
SITE_MANAGER: Final = Application(
    "cloud",
    (cloud.Resource,),
    cloud_dialect.DIALECT.codec,
    title="site manager",
    beside="/mobility/",
    is_enveloped=True,
    made_of_parts=frozenset({"Devices.every"}),
    reasons={
        (FindingKind.REQUIRED_HERE, where, "may be left out"): "what has no id is of no use, and kept as `Undecodable`"
        for where in (
            "Device.id",
            "Host.id",
            "HostDevices.hostId",
            "SdWanConfig.id",
            "SdWanConfigOverview.id",
            "Site.hostId",
            "Site.siteId",
        )
    },
)
MOBILITY: Final = Application(
    "cloud",
    (cloud.Resource,),
    cloud_dialect.MOBILITY_DIALECT.codec,
    title="mobility",
    part="/mobility/",
    is_enveloped=True,
)
ALL: Final = (PROTECT, NETWORK, SITE_MANAGER, MOBILITY)
"""In the order in which a title is looked at."""
