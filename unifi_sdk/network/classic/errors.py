"""What the classic API of UniFi Network refuses: its error codes, the finer exceptions, and what to do about them."""

from __future__ import annotations

from typing import Final, Self

from unifi_sdk._core.dialect import Refusal
from unifi_sdk._core.model import Json
from unifi_sdk._core.refusal import read_lenient, text_at
from unifi_sdk.catalogue import Catalogue, ErrorCode, Retry
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
)
from unifi_sdk.network.classic._reports import report_of

__all__ = ["CATALOGUE", "AddressTakenError"]

_PREFIX: Final = "api.err."


class AddressTakenError(ConflictError):
    """Somebody else has the address, or there is a record of it; the refusal itself is the cause of this exception."""

    holder: str | None = None
    """The MAC address of who has it, None where the site doesn't tell."""

    @classmethod
    def from_refusal(cls, refusal: ApiError, holder: str | None) -> Self:
        """The same refusal, with who has the address.

        Args:
            refusal: What the console said.
            holder: A MAC address, None where nobody was found.
        """
        who = f"It is held by {holder}" if holder else "Nobody at this site was found to hold it"
        error = cls(
            f"{str(refusal).rstrip('.')}. {who}",
            application=refusal.application,
            operation=refusal.operation,
            status=refusal.status,
            code=refusal.code,
            request_id=refusal.request_id,
            known=refusal.known,
            retry_after=refusal.retry_after,
            resent=refusal.resent,
        )
        error.holder = holder
        return error


_CODES: Final[tuple[tuple[type[ApiError], dict[str, str]], ...]] = (
    (
        AuthenticationError,
        {
            "LoginRequired": "The API key is missing, wrong, or not taken by this version",
            "UserNotAuthenticated": "The API key is not accepted",
            "Ubic2faTokenRequired": "The account asks for a second factor",
            "InvalidCsrf": "The console takes the request for one of a browser",
        },
    ),
    (
        PermissionDeniedError,
        {
            "NoPermission": "The admin who made the key may not do this",
            "BlockUnifiDeviceForbidden": "This is a UniFi device and no client",
        },
    ),
    (
        NotFoundError,
        {
            "NotFound": "There is no such thing, or this version has no such path",
            "IdInvalid": "There is no such thing at this site",
            "NoSuchObject": "There is no such thing at this site",
            "UnknownStation": "The client is not connected over Wi-Fi",
            "UnknownUser": "The site has no record of this client",
            "UnknownDevice": "There is no such device at this site",
            "NoSiteContext": "There is no site of this short name, or the key does not reach it",
            "StaticDnsRecordNotFound": "There is no such DNS record",
            "CouldNotFindHotspotFirewallZone": "The site has no hotspot zone",
        },
    ),
    (
        ConflictError,
        {
            "MacUsed": "The site has a record of this MAC address already",
            "DuplicateFixedIP": "The address is reserved for another client",
            "FixedIpAlreadyUsedByClient": "Another client uses the address",
            "FixedIpAlreadyUsedByDevice": "A UniFi device has the address, or is what it is meant for",
            "VlanUsed": "Another network has this VLAN",
            "SubnetOverlapped": "Another network has addresses of this range",
            "StaticDnsRecordAlreadyExists": "There is such a DNS record already",
            "StaticDnsOverlapsWithDeviceLocalDns": "A client has this DNS name",
            "StaticDnsCnameAliasOverlapsWithOtherRecords": "Another DNS record has this name",
            "WanFailOverPriorityAlreadyExists": "Another uplink has this priority",
            "WanConfigurationForNetworkGroupAlreadyExists": "The uplink has a configuration already",
            "InvalidDeviceInApGroup": "The group has a device that can't be in it",
        },
    ),
    (
        BadRequestError,
        {
            "Invalid": "A value is not accepted",
            "InvalidPayload": "A value is not accepted",
            "InvalidValue": "A value is not accepted",
            "InvalidObject": "The body lacks something",
            "InvalidArgs": "An argument of the command is not accepted",
            "InvalidCommand": "There is no such command",
            "InvalidRequest": "The request is not accepted",
            "MissingIPAddress": "An IP address is missing",
            "MissingDomain": "A domain is missing",
            "InvalidDomain": "A domain name is not accepted",
            "ApGroupMissing": "The groups of access points are missing",
            "InvalidFixedIP": "The address is outside of the network, or a host has it by itself",
            "LocalDnsRecordRequiresFixedIp": "A DNS name needs a reserved address",
            "IncorrectMultiportFwdPort": "With several ports, both sides have the same ones",
            "IncorrectIPSubnetSpec": "The range of addresses is not accepted",
            "InvalidDHCPRange": "The range for DHCP is not accepted",
            "GatewayIpNotInSubnet": "The gateway is outside of the network",
            "StaticDnsRecordInvalidParameters": "The DNS record is not accepted",
            "DhcpServerAndRelayCannotCoexist": "A network has a DHCP server or a relay",
            "InvalidBackup": "The file is no backup",
            "FirewallRuleIndexOutOfRange": "The site uses the zone-based firewall, which has no such rules",
            "EmptyFirewallDestinationIps": "The policy has no addresses",
            "MissingFirewallPolicySourceMatchingTargetType": "The policy doesn't say what kind of source it has",
            "FirewallPolicyCreateRespondTrafficPolicyNotAllowed": "A policy for the return traffic is not made for this one",
            "RadiusServerNotEnabled": "The RADIUS server is off",
            "RadiusProfileRequired": "A RADIUS profile is missing",
            "MissingWeightedWanNetwork": "An uplink with a weight is missing",
        },
    ),
    (DeviceUnavailableError, {"CannotAdopt": "The device can't be adopted"}),
    (
        NotSupportedError,
        {
            "CanNotAdoptUnknownDevice": "This version does not know the device",
            "PurePoeRequiresUplinkException": "The port gives no power",
            "NoSecondGateway": "There is no second gateway",
            "BgpUnsupportedDevice": "The gateway has no BGP",
        },
    ),
    (ServerError, {"ServerError": "UniFi Network failed on its own side"}),
)

_ACTION: Final = (PermissionDeniedError, ConflictError, NotSupportedError)
_LATER: Final = (DeviceUnavailableError, ServerError, RateLimitedError)


def _retry(exception: type[ApiError]) -> Retry:
    return Retry.AFTER_ACTION if exception in _ACTION else Retry.LATER if exception in _LATER else Retry.NEVER


CATALOGUE: Final = Catalogue(
    [
        *(
            ErrorCode(_PREFIX + code, exception, message, _retry(exception))
            for exception, codes in _CODES
            for code, message in codes.items()
        ),
        ErrorCode(
            "AUTHENTICATION_FAILED_INVALID_CREDENTIALS", AuthenticationError, "The API key is wrong or was deleted"
        ),
        ErrorCode("AUTHENTICATION_FAILED_LIMIT_REACHED", RateLimitedError, "Too many attempts to log in", Retry.LATER),
    ]
)
"""The error codes that the classic API is known to send; consoles have more."""


def read_refusal(status: int, document: Json) -> Refusal | None:
    """What an answer of the classic API refuses, also with HTTP 200.

    The older half says so in ``meta``, or in the ``meta`` of the first thing in ``data``; the newer half, and the gateway in
    front of both, in ``code`` and ``message``.

    Args:
        status: The HTTP status.
        document: The decoded body, None when it is no JSON.

    Returns:
        None for a success; always a refusal for a status from 400.
    """
    if isinstance(document, dict):
        data = document.get("data")
        first = data[0] if isinstance(data, list) and data else None
        inner = first.get("meta") if isinstance(first, dict) else None
        for meta in (inner, document.get("meta")):
            if text_at(meta, "rc") == "error":
                return Refusal(code=text_at(meta, "msg"), message=_said(meta))
    return read_lenient(status, document) if status >= 400 else None


def _said(meta: Json) -> str:
    """What a ``meta`` says beside its code: a sentence, the field that is wrong, the MAC address that is in the way."""
    if not isinstance(meta, dict):
        return ""
    field = text_at(meta.get("validationError"), "field")
    mac = text_at(meta, "mac")
    told = [text_at(meta, "message"), f"the field is {field}" if field else "", f"it is about {mac}" if mac else ""]
    return "; ".join(filter(None, told))


def advise(exception: type[ApiError], code: str, operation: str) -> str:
    """What to do about a refusal.

    Args:
        exception: The class that it raises.
        code: The vendor's code, or "".
        operation: The operation that was refused.

    Returns:
        A sentence or two, or "" when there is nothing to say.
    """
    if advice := _ADVICE_BY_CODE.get(code):
        return advice
    if issubclass(exception, NotFoundError | NotSupportedError):
        report = report_of(operation)
        proven = f" it was last reported to work with {report.version}," if report and report.version else ""
        is_vague = code in ("", "api.err.NotFound") or issubclass(exception, NotSupportedError)
        return f"The vendor documents no such operation:{proven} and a version may lack it." if is_vague else ""
    return next((advice for kind, advice in _ADVICE_BY_CLASS if issubclass(exception, kind)), "")


_ADVICE_BY_CODE: Final = {
    "api.err.NoSiteContext": "A site is named by its short name here: Site.internal_reference.",
    "api.err.UnknownStation": "Only a client that is connected over Wi-Fi can be reconnected.",
    "api.err.LocalDnsRecordRequiresFixedIp": "Reserve an address first.",
    "api.err.FixedIpAlreadyUsedByDevice": "Set the address of a UniFi device on the device itself.",
    "api.err.BlockUnifiDeviceForbidden": "Devices are looked after by site.devices.",
    "api.err.IncorrectMultiportFwdPort": "Pass the same ports on both sides, or a single one.",
    "api.err.FirewallRuleIndexOutOfRange": "Use site.firewall_policies.",
    "api.err.Ubic2faTokenRequired": "Use an API key.",
}
_ADVICE_BY_CLASS: Final = (
    (
        AuthenticationError,
        "UniFi Network takes an API key on these paths from 9.0.108 on, and only on UniFi OS; a self-hosted application on "
        "port 8443 wants a login, which this SDK does not do.",
    ),
    (
        PermissionDeniedError,
        "A key reaches as far as the admin who made it: that of a view-only admin reads, and no more.",
    ),
    (RateLimitedError, "Send fewer requests at a time."),
)
