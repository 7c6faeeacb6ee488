"""PINs, NFC cards and what else somebody opens a door with."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model, secret, untrusted

__all__ = [
    "AssignedCard",
    "CardHolder",
    "CardImport",
    "CardStatus",
    "EnrolledCard",
    "HolderType",
    "ImportedCard",
    "LicensePlate",
    "NfcCard",
    "PinHash",
    "PlateStatus",
]


class CardStatus(OpenEnum):
    """What has become of an NFC card."""

    ASSIGNED = "assigned"
    PENDING = "pending"
    DISABLE = "disable"
    DELETED = "deleted"
    LOSS = "loss"


class HolderType(OpenEnum):
    """What kind of person holds a credential."""

    USER = "USER"
    VISITOR = "VISITOR"
    NOBODY = ""


class PlateStatus(OpenEnum):
    """Whether a license plate opens anything."""

    ACTIVE = "active"
    DEACTIVATE = "deactivate"


@model
class PinHash(Model):
    """That somebody has a PIN; the PIN itself can't be read back."""

    token: str | None = secret(default=None)
    """A hash of the PIN."""


@model
class AssignedCard(Model):
    """An NFC card as it stands with its holder."""

    id: str | None = None
    """The number on display; not what the operations on cards take."""
    token: str | None = secret(default=None)
    """Identifies the card to every operation."""
    type: str | None = None


@model
class LicensePlate(Model):
    """A license plate that opens gates for its holder."""

    id: str = ""
    credential: str | None = untrusted(default=None)
    """The plate's text."""
    credential_type: str | None = None
    credential_status: PlateStatus | None = None


@model
class CardHolder(Model):
    """Who holds a card."""

    id: str | None = None
    first_name: str | None = untrusted(default=None)
    last_name: str | None = untrusted(default=None)
    name: str | None = untrusted(default=None)
    avatar: str | None = None


@model
class NfcCard(Model):
    """An NFC card that the console knows."""

    token: str = secret(default="")
    """Identifies the card to every operation."""
    display_id: str | None = None
    nfc_id: str | None = None
    """What the chip says, from consoles that tell it: hexadecimal digits, such as ``068E2836``."""
    alias: str | None = untrusted(default=None)
    card_type: str | None = None
    note: str | None = untrusted(default=None)
    status: CardStatus | None = None
    user: CardHolder | None = None
    user_id: str | None = None
    """Empty when nobody holds the card."""
    user_type: HolderType | None = None


@model
class CardImport(Model):
    """A card of another maker that the console shall know."""

    nfc_id: str
    """What the card says: hexadecimal digits, such as ``068E2836``."""
    alias: str | None = None
    """What it is called here; no other card of the same import may have it, and it holds no comma, quote or line end."""


@model
class ImportedCard(Model):
    """What became of a card in an import."""

    nfc_id: str | None = None
    alias: str | None = untrusted(default=None)
    token: str | None = secret(default=None)
    """Identifies the card to every operation; empty when it was not taken in."""

    @property
    def is_imported(self) -> bool:
        """Whether the console knows the card now."""
        return bool(self.token)


@model
class EnrolmentSession(Model):
    """A reader that has been told to wait for a card."""

    session_id: str


@model
class EnrolledCard(Model):
    """A card that was just read."""

    token: str = secret(default="")
    """Identifies the card to every operation."""
    card_id: str | None = None
    """The number on display."""
