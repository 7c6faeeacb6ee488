"""`unifi mcp`: a server for agents, which reads and does what the person who starts it allows."""

from __future__ import annotations

from typing import Annotated, Final

from cyclopts import App, Group, Parameter

from unifi_sdk.cli.exits import CommandError, Exit, without_extra
from unifi_sdk.cli.options import Options, WriteOptions, whole

__all__ = ["app"]

_SERVER: Final = Group("Options of this command", sort_key=70)
_DEFAULTS: Final = Options()

app = App(
    name="mcp",
    help="Serve the operations to an agent, by the Model Context Protocol; it only reads unless groups are allowed.",
    version_flags=(),
)


@app.default
async def mcp(
    *,
    allow: Annotated[str | None, Parameter(group=_SERVER)] = None,
    http: Annotated[int | None, whole(0, 65535), Parameter(group=_SERVER)] = None,
    budget: Annotated[int, whole(500, 100_000), Parameter(group=_SERVER)] = 4000,
    options: Options = _DEFAULTS,
) -> Exit:
    """Serve the operations to an agent, on standard input and output, or by HTTP on this machine.

    Args:
        allow: What may be changed, once a person has approved each plan: network.guests,access.visitors. What concerns
            doors, emergency, microphones, deletion or firmware needs that word too.
        http: Listen at this port of 127.0.0.1, 0 for a free one; clients send the token that is shown, or
            UNIFI_MCP_TOKEN.
        budget: How many tokens an answer has at most.
    """
    if options.key_stdin:
        raise CommandError(
            Exit.USAGE,
            "standard input belongs to the client",
            code="USAGE",
            remediation="keep the key in the environment or in the keyring",
        )
    try:
        from unifi_sdk.cli.mcp.rights import Rights
        from unifi_sdk.cli.mcp.serving import serve
    except ImportError as error:
        raise without_extra(error, "mcp") from None  # the whole command would be told as missing otherwise
    rights = Rights.of(allow)
    taken = WriteOptions(host=options.host, site=options.site, timeout=options.timeout, quiet=options.quiet)
    await serve(taken, rights, budget, http)
    return Exit.OK
