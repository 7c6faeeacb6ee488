"""Sheets of vouchers to be printed and cut: a card for each, with a QR code that leads into the Wi-Fi."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from unifi_sdk._core.optional import needs_extra

if TYPE_CHECKING:
    from unifi_sdk.network.models import Voucher, WifiBroadcast

with needs_extra("simulator"):
    from segno import helpers

__all__ = ["make_sheet"]

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Vouchers</title>
<style>
@page {{ margin: 12mm; }}
body {{ font: 11pt/1.4 system-ui, sans-serif; display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm; margin: 0; }}
article {{ border: 1px dashed #888; padding: 4mm; break-inside: avoid; text-align: center; }}
h1 {{ font-size: 11pt; margin: 0; overflow-wrap: anywhere; }}
p {{ margin: 1mm 0 0; overflow-wrap: anywhere; }}
.code {{ font: bold 16pt/1.4 ui-monospace, monospace; }}
svg {{ width: 28mm; height: 28mm; margin-top: 2mm; }}
</style>
</head>
<body>
{cards}
</body>
</html>
"""
_MINUTES_OF: Final = (("day", 1440), ("hour", 60), ("minute", 1))


def make_sheet(vouchers: Sequence[Voucher], wifi: WifiBroadcast | None = None) -> str:
    """An HTML page with a card for each voucher; it needs nothing from anywhere else.

    Args:
        vouchers: What is printed.
        wifi: Where the codes let in; its QR code holds the passphrase, where it has one.
    """
    picture = "" if wifi is None else _wifi_code(wifi)
    return _PAGE.format(cards="\n".join(_card(voucher, wifi, picture) for voucher in vouchers))


def _card(voucher: Voucher, wifi: WifiBroadcast | None, picture: str) -> str:
    digits = voucher.code or ""
    code = f"{digits[:5]}-{digits[5:]}"
    guests = voucher.authorized_guest_limit
    for_whom = "" if guests is None else f", {guests} guest{'s' if guests > 1 else ''}"
    network = "" if wifi is None else f"<p>Wi-Fi: {escape(wifi.name)}</p>\n{picture}\n"
    return (
        f"<article>\n<h1>{escape(voucher.name or '')}</h1>\n{network}"
        f'<p class="code">{escape(code)}</p>\n<p>{_duration(voucher.time_limit_minutes or 0)}{for_whom}</p>\n</article>'
    )


def _duration(minutes: int) -> str:
    """The largest unit that it is a whole number of."""
    unit, size = next((unit, size) for unit, size in _MINUTES_OF if minutes % size == 0)
    count = minutes // size
    return f"{count:,} {unit}{'s' if count != 1 else ''}"


def _wifi_code(wifi: WifiBroadcast) -> str:
    passphrase = getattr(wifi.security_configuration, "passphrase", None)
    code = helpers.make_wifi(
        ssid=wifi.name, password=passphrase, security="WPA" if passphrase else None, hidden=wifi.hide_name
    )
    return str(code.svg_inline(border=2))
