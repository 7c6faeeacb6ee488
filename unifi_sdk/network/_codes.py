"""Codes of vouchers, as they are printed and as the console keeps them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NO_CODE", "code_in"]

_CODE: Final = re.compile(r"[0-9]{10}")
_SEPARATORS: Final = str.maketrans("", "", "- \u2010\u2011\u2012\u2013\u2014\u00a0\t")
NO_CODE: Final = "is no voucher's code: it has ten digits, such as 48614-09510"


def code_in(text: str) -> str | None:
    """The ten digits by which the console knows a voucher, from however they are written; None for what is no code."""
    digits = text.translate(_SEPARATORS)
    return digits if _CODE.fullmatch(digits) else None
