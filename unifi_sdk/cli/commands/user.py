"""`unifi user`: the people of UniFi Access."""

from __future__ import annotations

from typing import Final

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import ListOptions
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import show_list

__all__ = ["app"]

app = App(name="user", version_flags=())

_COLUMNS: Final = ("id", "first_name", "last_name", "status", "user_email", "employee_number", "onboard_time")


@app.command(name="list")
async def list_users(*, search: str | None = None, options: ListOptions = ListOptions()) -> Exit:
    """List users.

    Args:
        search: Only those with this text in the name or another text; UniFi Access 3.1.30 or later.
    """
    async with connect(options, "access") as console:
        users = console.access.users
        listing = users.list() if search is None else users.search(keyword=search)
        return await show_list(options, listing, _COLUMNS, "users")
