"""Certificates for servers of the tests: each signed by a CA of its own, valid for ``unifi.local`` only."""

from __future__ import annotations

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from functools import cache

import attrs
import trustme


@attrs.frozen(eq=False)
class ServerCertificate:
    """A certificate, the CA that signed it, and the server side of TLS with it."""

    der: bytes
    ca_pem: bytes
    context: ssl.SSLContext

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.der).hexdigest()


@cache
def certificate(label: str = "console", *, first_day: int = -1, last_day: int = 365) -> ServerCertificate:
    """The certificate of this label, the same within a process; its days are counted from today."""
    authority, now = trustme.CA(), datetime.now(UTC)
    begin, end = now + timedelta(days=first_day), now + timedelta(days=last_day)
    leaf = authority.issue_cert("unifi.local", common_name=label, not_before=begin, not_after=end)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    der = ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode())
    return ServerCertificate(der, authority.cert_pem.bytes(), context)
