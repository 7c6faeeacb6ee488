"""Filters for lists, in the grammar of UniFi Network, with each list's own properties and functions.

::

    unused = VoucherFilter.authorized_guest_count.eq(0) & ~VoucherFilter.name.starts_with("lobby")
    async for voucher in site.vouchers.list(filter=unused): ...

A property or function that a list doesn't have is a type error, and an `AttributeError` at run time; a value that the
grammar can't express is a `ConfigurationError`. Source: the "Filtering" chapter and the table in each operation.
"""

from unifi_sdk.network.filters.clients import ClientFilter
from unifi_sdk.network.filters.grammar import Filter, escape_like, raw
from unifi_sdk.network.filters.sites import SiteFilter
from unifi_sdk.network.filters.vouchers import VoucherFilter

__all__ = ["ClientFilter", "Filter", "SiteFilter", "VoucherFilter", "escape_like", "raw"]
