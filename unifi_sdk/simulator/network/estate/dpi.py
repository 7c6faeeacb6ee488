"""What deep packet inspection knows by name: the same lists on every console."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["dpi_applications", "dpi_categories"]

_APPLICATIONS: Mapping[str, str] = {
    "Instant Messengers": "WhatsApp|Telegram|Signal|Discord|Slack|Facebook Messenger",
    "Peer-to-Peer": "BitTorrent|eDonkey",
    "File Sharing": "Dropbox|Google Drive|OneDrive|iCloud|WeTransfer",
    "Streaming Media": "YouTube|Netflix|Disney+|Amazon Prime Video|Spotify|Twitch|Apple Music",
    "Email": "Gmail|Outlook.com|IMAP|SMTP",
    "VoIP": "Zoom|Microsoft Teams|FaceTime|Skype|SIP",
    "Database": "MySQL|PostgreSQL|MongoDB",
    "Online Games": "Steam|PlayStation Network|Xbox Live|Minecraft|Roblox",
    "Network Management": "SNMP|DNS|NTP|Syslog",
    "Remote Access": "SSH|RDP|VNC|TeamViewer|AnyDesk",
    "Bypass Proxies and Tunnels": "OpenVPN|WireGuard|Tor|NordVPN",
    "Stock Market": "E*TRADE|Interactive Brokers",
    "Web": "HTTP|HTTPS|QUIC|Google|Wikipedia|Bing",
    "Security Update": "Windows Update|Apple Software Update|Debian Update",
    "Social Network": "Facebook|Instagram|TikTok|LinkedIn|Reddit|Pinterest|X",
    "Business": "Salesforce|SAP|Google Workspace|Microsoft 365",
}
"""Some that are known everywhere, by the name of their category."""

_OTHER_CATEGORIES = (
    "Backup|Banking|Blogs|Cloud Storage|Collaboration|Dating|Education|Fitness|Food|Health|Hobbies|Industrial Control|"
    "Maps|Music|News|Payments|Shopping|Smart Home|Travel"
)

_MAKERS = (
    "Alder|Amber|Anchor|Apex|Arbor|Aspen|Atlas|Aurora|Beacon|Birch|Blue|Bramble|Bright|Canyon|Cedar|Cinder|Clover|"
    "Cobalt|Comet|Coral|Crane|Crest|Delta|Drift|Dune|Ember|Fable|Falcon|Fern|Field|Fjord|Flint|Forge|Gale|Garnet|"
    "Glade|Grove|Harbor|Haven|Hazel|Heron|Indigo|Iris|Ivory|Jade|Juniper|Kestrel|Lagoon|Lark|Laurel|Linden|Lotus|"
    "Lumen|Maple|Marble|Meadow|Mesa|Mint|Nimbus|Nova|Oak|Onyx|Opal|Orchid"
)

_APPLICATIONS_IN_ALL = 2112
_APPLICATIONS_PER_CATEGORY = 65_536


def dpi_categories() -> list[dict[str, object]]:
    """Kinds of applications."""
    return [{"id": number, "name": name} for number, name in enumerate(_names_by_category())]


def dpi_applications() -> list[dict[str, object]]:
    """Applications; the number of the category is in their ids."""
    return [
        {"id": category * _APPLICATIONS_PER_CATEGORY + number, "name": name}
        for category, names in enumerate(_names_by_category().values())
        for number, name in enumerate(names, start=1)
    ]


def _names_by_category() -> dict[str, list[str]]:
    """As many names as real consoles have: the known ones, and made-up ones to the same length in each category."""
    found = {category: names.split("|") for category, names in _APPLICATIONS.items()}
    found |= {category: [] for category in _OTHER_CATEGORIES.split("|")}
    length, longer = divmod(_APPLICATIONS_IN_ALL, len(found))
    for number, (category, names) in enumerate(found.items()):
        missing = length + (number < longer) - len(names)
        names += [f"{maker} {category}" for maker in _MAKERS.split("|")[:missing]]
    return found
