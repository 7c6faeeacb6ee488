"""The dotted error codes of the KleverKey lock service, for gateways in front of a console that speak them."""

from __future__ import annotations

from typing import Final

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.dialect import clean_text
from unifi_sdk._kleverkey import MEANINGS
from unifi_sdk.catalogue import Catalogue, ErrorCode
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DeviceUnavailableError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
)

__all__ = [
    "CATALOGUE",
    "AccessGroupError",
    "CreditCardError",
    "DeviceError",
    "GatewayError",
    "GatewayUnavailableError",
    "GenericAuthenticationError",
    "GenericBadRequestError",
    "GenericConflictError",
    "GenericError",
    "GenericNotFoundError",
    "GenericPermissionDeniedError",
    "GenericServerError",
    "GroupError",
    "HubServiceError",
    "HubServiceUnavailableError",
    "InvitationError",
    "KleverKeyAuthenticationError",
    "KleverKeyError",
    "KleverKeyPermissionError",
    "LockActivationLinkError",
    "LockError",
    "OrganizationError",
    "PartnerError",
    "ProductionOrderError",
    "RoleError",
    "SubscriptionError",
    "UserError",
    "error_from",
]


class KleverKeyError(ApiError):
    """The base of every refusal with a dotted code; below it stands one class for each group of codes."""


class AccessGroupError(KleverKeyError):
    """``AccessGroup``: the group can't be removed while it is used."""


class KleverKeyAuthenticationError(KleverKeyError, AuthenticationError):
    """``Authentication``: the login did not succeed."""


class CreditCardError(KleverKeyError):
    """``CreditCard``: the credit card was not accepted."""


class DeviceError(KleverKeyError):
    """``Device``: a user's smartphone, smart card or browser."""


class GatewayError(KleverKeyError):
    """``Gateway``: the gateway, or the lock behind it, did not carry out what was asked."""


class GatewayUnavailableError(GatewayError, DeviceUnavailableError):
    """``Gateway``: the gateway or its lock is not there or not ready; after a timeout a lock may have moved all the same."""


class GenericError(KleverKeyError):
    """``Generic``: what belongs to no other group."""


class GenericBadRequestError(GenericError, BadRequestError):
    """``Generic.BadRequest``."""


class GenericConflictError(GenericError, ConflictError):
    """``Generic.ConcurrentCommandBlocked``."""


class GenericPermissionDeniedError(GenericError, PermissionDeniedError):
    """``Generic.Forbidden``."""


class GenericServerError(GenericError, ServerError):
    """``Generic.InternalServerError`` and ``Generic.PaymentServiceError``."""


class GenericNotFoundError(GenericError, NotFoundError):
    """``Generic.NotFound``."""


class GenericAuthenticationError(GenericError, AuthenticationError):
    """``Generic.Unauthorized``."""


class GroupError(KleverKeyError):
    """``Group``: a group of users."""


class HubServiceError(KleverKeyError):
    """``HubService``: the service between the server and the gateways."""


class HubServiceUnavailableError(HubServiceError, DeviceUnavailableError):
    """``HubService``: the gateway did not answer; whether a lock moved is not known."""


class InvitationError(KleverKeyError):
    """``Invitation``: an invitation to an organization."""


class LockError(KleverKeyError):
    """``Lock``: a lock, its firmware and its place in an organization; its commands fail as `GatewayError`."""


class LockActivationLinkError(KleverKeyError):
    """``LockActivationLink``: a link that lets a guest open a lock."""


class OrganizationError(KleverKeyError):
    """``Organization``: the organization itself and what its emails look like."""


class PartnerError(KleverKeyError):
    """``Partner``: what only some partners may do."""


class KleverKeyPermissionError(KleverKeyError):
    """``Permission``: who may open a lock, and when; not a lack of rights for the request."""


class ProductionOrderError(KleverKeyError):
    """``ProductionOrder``: what may still be produced on an order."""


class RoleError(KleverKeyError):
    """``Role``: a role of an organization."""


class SubscriptionError(KleverKeyError):
    """``Subscription``: the limits of the plan."""


class UserError(KleverKeyError):
    """``User``: a user and the second factor of a login."""


_GROUPS: Final[dict[str, type[KleverKeyError]]] = {
    "accessgroup": AccessGroupError,
    "authentication": KleverKeyAuthenticationError,
    "creditcard": CreditCardError,
    "device": DeviceError,
    "gateway": GatewayError,
    "generic": GenericError,
    "group": GroupError,
    "hubservice": HubServiceError,
    "invitation": InvitationError,
    "lock": LockError,
    "lockactivationlink": LockActivationLinkError,
    "organization": OrganizationError,
    "partner": PartnerError,
    "permission": KleverKeyPermissionError,
    "productionorder": ProductionOrderError,
    "role": RoleError,
    "subscription": SubscriptionError,
    "user": UserError,
}
_FINER: Final[dict[str, type[KleverKeyError]]] = {
    "Gateway.RemoteMethodCallFailedGatewayNotReady": GatewayUnavailableError,
    "Gateway.RemoteMethodCallFailedPeripheralDisconnected": GatewayUnavailableError,
    "Gateway.RemoteMethodCallFailedPeripheralNotReady": GatewayUnavailableError,
    "Gateway.RemoteMethodCallFailedPeripheralTimeout": GatewayUnavailableError,
    "Generic.BadRequest": GenericBadRequestError,
    "Generic.ConcurrentCommandBlocked": GenericConflictError,
    "Generic.Forbidden": GenericPermissionDeniedError,
    "Generic.InternalServerError": GenericServerError,
    "Generic.PaymentServiceError": GenericServerError,
    "Generic.NotFound": GenericNotFoundError,
    "Generic.Unauthorized": GenericAuthenticationError,
    "HubService.RemoteMethodCallFailedIotHubError": HubServiceUnavailableError,
    "HubService.RemoteMethodCallTimedOut": HubServiceUnavailableError,
}
_FINER_BY_FOLDED_CODE: Final = {code.casefold(): exception for code, exception in _FINER.items()}


@checked
def error_from(code: str, *, message: str = "", status: int = 0, operation: str = "") -> KleverKeyError:
    """The exception for a dotted code, ready to be raised.

    Args:
        code: As it stands on the wire, such as ``Lock.AlreadyClaimed``; looked up without regard to case.
        message: What the gateway said; the catalogue's sentence takes its place when it said nothing.
        status: The HTTP status, or 0.
        operation: The operation that was refused, or "".

    Returns:
        The class of the code. A code that the `CATALOGUE` does not have keeps its text: ``known`` is False, and the class
        is that of its group, or `KleverKeyError` when the group is unknown as well.
    """
    code = clean_text(code)
    row = CATALOGUE.find(code)
    said = clean_text(message) or (row.message if row else "the code is unknown to this SDK")
    refused = f"{code}: {said}" if code else said
    return _class_of(code)(
        f"{operation}: {refused}" if operation else refused,
        application="kleverkey",
        operation=operation,
        status=status,
        code=code,
        known=row is not None,
    )


def _class_of(code: str) -> type[KleverKeyError]:
    group = _GROUPS.get(code.partition(".")[0].casefold(), KleverKeyError)
    return _FINER_BY_FOLDED_CODE.get(code.casefold(), group)


CATALOGUE: Final = Catalogue(
    ErrorCode(code, _class_of(code), message, retry)
    for retry, meanings in MEANINGS.items()
    for code, message in meanings.items()
)
"""Every dotted code of the service, with what it means and whether trying again can help."""
