"""Certificates as consoles make them for themselves: valid for `unifi.local`, never for the address they are called at."""

from __future__ import annotations

import hashlib
import ssl
import threading

import attrs
import trustme

__all__ = ["Certificate", "CertificatePool", "make_certificate"]


@attrs.frozen(eq=False)
class Certificate:
    """One certificate with its key, and what a client needs in order to trust it."""

    fingerprint: str
    """SHA-256 of the certificate (DER), lower-case hex: what a client pins."""
    ca_pem: bytes = attrs.field(repr=False)
    """The issuer, for clients that verify with a CA file and the name `unifi.local`."""
    _leaf: trustme.LeafCert = attrs.field(repr=False)

    def server_context(self) -> ssl.SSLContext:
        """A server-side TLS context that presents this certificate; reads files, so not for the event loop."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # A resumed session shows no certificate: without tickets every connection meets the current one.
        context.options |= ssl.OP_NO_TICKET
        context.num_tickets = 0
        self._leaf.configure_cert(context)
        return context


def make_certificate(common_name: str = "unifi.local") -> Certificate:
    """Create a new key and certificate, as a console does at its first start.

    Args:
        common_name: The subject's name; the certificate is valid for it and for `localhost`, and for no IP address.

    Returns:
        A certificate that nothing trusts yet.
    """
    authority = trustme.CA()
    leaf = authority.issue_cert(common_name, "localhost", common_name=common_name)
    der = ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode("ascii"))
    return Certificate(hashlib.sha256(der).hexdigest(), authority.cert_pem.bytes(), leaf)


class CertificatePool:
    """Certificates that are made once and lent out, so that a process that starts many consoles makes only a few."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[Certificate] = []

    def take(self) -> Certificate:
        """A certificate that nobody else has at the moment; makes one when none is free (some milliseconds of CPU)."""
        with self._lock:
            if self._free:
                return self._free.pop()
        return make_certificate()

    def give_back(self, certificate: Certificate) -> None:
        """Let others have it."""
        with self._lock:
            self._free.append(certificate)


POOL = CertificatePool()
"""The process's own pool, from which every `SimulatedConsole` borrows."""
