"""One module for each command of `unifi`; each has its `app`."""

from unifi_sdk._core.optional import needs_extra

with needs_extra("cli"):
    import cyclopts  # noqa: F401 - every command is made with it
