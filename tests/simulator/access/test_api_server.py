"""The simulated Access application on the wire: certificates of the API server."""

from __future__ import annotations

import trustme

from tests.support.access_api import Api, form
from unifi_sdk.simulator.access.application import SimulatedAccess

IMPORT, CERTIFICATES = "/credentials/nfc_cards/import", "/api_server/certificates"


async def test_a_certificate_with_its_key_is_kept_until_it_is_deleted(api: Api, access: SimulatedAccess) -> None:
    leaf = trustme.CA().issue_cert("unifi.local")
    certificate, key = leaf.cert_chain_pems[0].bytes(), leaf.private_key_pem.bytes()
    assert await api.data("POST", CERTIFICATES, data=form(key=key, cert=certificate)) == "success"
    assert access.certificate == (certificate, key)
    assert await api.data("DELETE", CERTIFICATES) == "success"
    assert access.certificate is None


async def test_a_certificate_with_another_key_is_a_parameter_error(api: Api, access: SimulatedAccess) -> None:
    one, other = (trustme.CA().issue_cert("unifi.local") for _ in range(2))
    files = {"key": other.private_key_pem.bytes(), "cert": one.cert_chain_pems[0].bytes()}
    assert await api.refusal("POST", CERTIFICATES, data=form(**files)) == "CODE_PARAMS_INVALID"
    assert access.certificate is None


async def test_a_certificate_without_a_key_is_a_parameter_error(api: Api) -> None:
    certificate = trustme.CA().cert_pem.bytes()
    assert await api.refusal("POST", CERTIFICATES, data=form(cert=certificate)) == "CODE_PARAMS_INVALID"
