"""Certificates as consoles make them for themselves: signed by nobody else, valid for `unifi.local`, never for the address.

UniFi OS names itself `unifi.local`, as subject and as issuer, for 825 days; Access on its own port has another certificate,
valid for some thirty years. Both are signed with their own key. Two things differ here, on purpose: the key is an
elliptic one where a console has RSA, because it is made in a moment, and the alternative names leave out the loopback
addresses. A console has these, but nobody calls it by them; the simulator is called by nothing else, and a client that
verifies by address must fail here as it fails there.
"""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from unifi_sdk._core.optional import needs_extra

with needs_extra("simulator"):
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

__all__ = ["Certificate", "CertificatePool", "make_certificate"]

CONSOLE_NAME = "unifi.local"
_CONSOLE_VALIDITY = timedelta(days=825)
_ACCESS_VALIDITY = timedelta(days=30 * 365)
_A_DAY = timedelta(days=1)


@attrs.frozen(eq=False)
class Certificate:
    """One certificate with its key, and what a client needs in order to trust it."""

    fingerprint: str
    """SHA-256 of the certificate (DER), lower-case hex: what a client pins."""
    ca_pem: bytes = attrs.field(repr=False)
    """The certificate itself, which is its own issuer: for clients that verify with a CA file and the name in it."""
    _key_pem: bytes = attrs.field(repr=False)

    def server_context(self) -> ssl.SSLContext:
        """A server-side TLS context that presents this certificate; reads files, so not for the event loop."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # A resumed session shows no certificate: without tickets every connection meets the current one.
        context.options |= ssl.OP_NO_TICKET
        context.num_tickets = 0
        with TemporaryDirectory() as folder:  # the ssl module takes keys from files only
            chain = Path(folder, "chain.pem")
            chain.write_bytes(self._key_pem + self.ca_pem)
            context.load_cert_chain(chain)
        return context


def make_certificate(
    common_name: str = CONSOLE_NAME, *, valid_from: datetime | None = None, valid_until: datetime | None = None
) -> Certificate:
    """Create a new key and a certificate that it signs itself, as a console does at its first start.

    Args:
        common_name: Whom it names as subject and as issuer; it is valid for this name and for `localhost`, and for no
            address.
        valid_from: Its first moment; a day ago if left out, or a day before `valid_until` where that has passed.
        valid_until: Its last moment; 825 days after `valid_from` if left out.

    Returns:
        A certificate that nothing trusts yet.

    Raises:
        ValueError: it would end before it begins, or a time has no time zone.
    """
    now = datetime.now(UTC)
    if any(moment is not None and moment.tzinfo is None for moment in (valid_from, valid_until)):
        raise ValueError("valid_from, valid_until: a time without a time zone could be any time; give it one")
    begin = valid_from or min(now, valid_until or now) - _A_DAY
    end = valid_until or begin + _CONSOLE_VALIDITY
    if end <= begin:
        raise ValueError("valid_until must come after valid_from")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    own_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(each) for each in dict.fromkeys((common_name, "localhost"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(own_key, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own_key), critical=False)
        .sign(key, SHA256())
    )
    return Certificate(
        hashlib.sha256(made.public_bytes(Encoding.DER)).hexdigest(),
        made.public_bytes(Encoding.PEM),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )


class CertificatePool:
    """Certificates that are made once and lent out, so that a process that starts many consoles makes only a few.

    Args:
        make: Makes another one.
    """

    def __init__(self, make: Callable[[], Certificate] = make_certificate) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._free: list[Certificate] = []

    def take(self) -> Certificate:
        """A certificate that nobody else has at the moment; makes one when none is free (a millisecond of CPU)."""
        with self._lock:
            if self._free:
                return self._free.pop()
        return self._make()

    def give_back(self, certificate: Certificate) -> None:
        """Let others have it."""
        with self._lock:
            self._free.append(certificate)


def _usage() -> x509.KeyUsage:
    """What the key is for: TLS, and nothing else."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _make_for_access() -> Certificate:
    return make_certificate(valid_until=datetime.now(UTC) + _ACCESS_VALIDITY)


CONSOLE_POOL = CertificatePool()
"""From which every `SimulatedConsole` of the process borrows for UniFi OS and the older API."""
ACCESS_POOL = CertificatePool(_make_for_access)
"""The same for Access."""
