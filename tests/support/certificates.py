"""Certificates for servers of the tests: each signed by a CA of its own, valid for ``unifi.local`` only."""

from __future__ import annotations

import hashlib
import ssl
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
def certificate(label: str = "console") -> ServerCertificate:
    """The certificate of this label, the same within a process."""
    authority = trustme.CA()
    leaf = authority.issue_cert("unifi.local", common_name=label)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    der = ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode())
    return ServerCertificate(der, authority.cert_pem.bytes(), context)
