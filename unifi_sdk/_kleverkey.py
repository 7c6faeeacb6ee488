"""What each dotted code of the lock service means, by whether trying again can help; read by `unifi_sdk.kleverkey`."""

from __future__ import annotations

from typing import Final

from unifi_sdk.catalogue import Retry

__all__ = ["MEANINGS"]

MEANINGS: Final[dict[Retry, dict[str, str]]] = {
    Retry.NEVER: {
        "Authentication.Failed": "The login was not accepted",
        "CreditCard.CvcIncorrect": "The CVC is not the card's",
        "CreditCard.CvcInvalid": "The CVC is malformed",
        "CreditCard.ExpiryMonthInvalid": "The month of expiry is not valid",
        "CreditCard.ExpiryYearInvalid": "The year of expiry is not valid",
        "CreditCard.NumberIncorrect": "There is no credit card with this number",
        "CreditCard.NumberInvalid": "The credit card number is malformed",
        "CreditCard.ZipIncorrect": "The postal code is not the credit card's",
        "Device.BrowserRequired": "This needs a browser",
        "Device.SmartCardRequired": "This needs a smart card",
        "Device.SmartCardSwissPassValidationFailed": "The SwissPass could not be validated",
        "Device.SmartCardUidInvalid": "The UID of the smart card is not valid",
        "Device.SmartphonePublicKeyRequired": "The public key is missing",
        "Device.SmartphoneRequired": "This needs a smartphone",
        "Gateway.RemoteMethodCallFailedLockCommandNotSupported": "The lock does not have this command",
        "Gateway.RemoteMethodCallFailedLockWrongCommandData": "The command to the lock carries wrong data",
        "Generic.BadRequest": "The server does not accept the request",
        "Generic.NotFound": "The server has no such resource",
        "Generic.Unauthorized": "The server does not accept the request without a valid login",
        "Invitation.ReceiverAlreadyJoinedOrganization": "The user belongs to the organization already",
        "Invitation.ReceiverNotAllowed": "This receiver can't be invited",
        "Invitation.StatusChangeNotAllowed": "The status of the invitation can't be changed so",
        "Invitation.StatusPendingExpected": "Only a pending invitation allows this",
        "Lock.TimerConfigurationLimitReached": "The timer configuration has too many items",
        "Lock.TimezoneRequired": "The lock needs a time zone",
        "Lock.TypeNotSupported": "This type of lock is not supported",
        "LockActivationLink.AlreadyEnabled": "Guest access is switched on already",
        "LockActivationLink.InvalidDeliveryTypeForPermissionTypeAlways": (
            "A permission that always holds can't be sent at a later time"
        ),
        "LockActivationLink.InvalidDeliveryTypeForWeeklyTimeProfileWithoutStartDate": (
            "A permission with a weekly time profile can't be sent at a later time unless it has a start date"
        ),
        "LockActivationLink.ReceiverEmailOrPhoneNumberRequired": (
            "The receiver needs an email address or a phone number"
        ),
        "Organization.EmailBannerFileSizeTooLarge": "The file of the email banner is larger than 64 KB",
        "Organization.EmailBannerSizeInvalid": "The email banner is not 1140 x 400 in size",
        "Partner.TypeSystemIntegratorRequired": "This needs a partner of the type system integrator",
        "Permission.ActivationModeNotAllowed": "The permission can't have this activation mode",
        "Permission.ManagedByAccessGroup": "The permission comes from an access group; change the group instead",
        "Permission.TimeProfileInvalid": "The time profile is not valid",
        "Permission.TimeProfileItemsLimitReached": "The time profile has too many items",
        "Permission.TimeProfileRequired": "The permission needs a time profile",
        "Permission.TimeProfileWeeklyItemsLimitReached": "The time profile has too many weekly items",
        "Role.GroupsOrUsersRequired": "The role needs a group or a user",
        "User.NewEmailExpected": "The email address is the present one; a new one is expected",
        "User.TwoFactorAuthenticationAppVerificationFailed": "The authenticator app could not be verified",
        "User.TwoFactorAuthenticationEmailHasToBeDifferentFromAccountEmail": (
            "The second factor needs another email address than the account's own"
        ),
        "User.TwoFactorAuthenticationEmailInvalid": "The email address for the second factor is not valid",
        "User.TwoFactorAuthenticationEmailVerificationFailed": (
            "The email address for the second factor could not be verified"
        ),
        "User.TwoFactorAuthenticationPhoneNumberInvalid": "The phone number for the second factor is not valid",
        "User.TwoFactorAuthenticationPhoneNumberVerificationFailed": (
            "The phone number for the second factor could not be verified"
        ),
    },
    Retry.LATER: {
        "Gateway.FirmwareUpdateFailedAlreadyInProgress": (
            "The gateway is updating its firmware already, which takes a few minutes"
        ),
        "Gateway.FirmwareUpdateFailedTimeout": (
            "The firmware update took too long; it can be tried again in a few minutes"
        ),
        "Gateway.FirmwareUpdateFailedUnableToStart": (
            "The firmware update did not start; it can be tried again in a few minutes"
        ),
        "Gateway.FirmwareUpdateFailedUnknownError": (
            "The firmware update failed for an unknown reason; it can be tried again in a few minutes"
        ),
        "Gateway.RemoteMethodCallFailedGatewayGenericError": "The gateway failed for an unknown reason",
        "Gateway.RemoteMethodCallFailedLockPermissionNotValid": "The permission is not valid at this time",
        "Gateway.RemoteMethodCallFailedLockUnknownError": "The lock failed for an unknown reason",
        "Gateway.RemoteMethodCallFailedPeripheralGenericError": "The lock failed, and its gateway does not know why",
        "Gateway.RemoteMethodCallFailedUnknownError": "The communication failed for an unknown reason",
        "Gateway.RemoteMethodCallFailedGatewayNotReady": (
            "The gateway is not ready; it can be tried again in a few minutes"
        ),
        "Gateway.RemoteMethodCallFailedPeripheralDisconnected": "The lock is not connected to its gateway",
        "Gateway.RemoteMethodCallFailedPeripheralNotReady": (
            "The gateway or its lock takes no commands now; it can be tried again in a few minutes"
        ),
        "Gateway.RemoteMethodCallFailedPeripheralTimeout": (
            "The lock can't be reached now; it can be tried again in a few minutes"
        ),
        "Generic.ConcurrentCommandBlocked": (
            "The system is busy with another command; it will take this one in a moment"
        ),
        "Generic.InternalServerError": "The server failed for an unknown reason",
        "Generic.PaymentServiceError": "The payment service failed for an unknown reason",
        "HubService.RemoteMethodCallFailedIotHubError": "The communication with the gateway failed",
        "HubService.RemoteMethodCallTimedOut": (
            "The gateway can't be reached now; it can be tried again in a few minutes"
        ),
        "Lock.FirmwareUpdateFailedDownloadFailed": (
            "The gateway could not download the firmware; it can be tried again in a few minutes"
        ),
        "Lock.FirmwareUpdateFailedTimeout": "The firmware update took too long; it can be tried again in a few minutes",
        "Lock.FirmwareUpdateFailedUnknownError": (
            "The firmware update failed for an unknown reason; it can be tried again in a few minutes"
        ),
    },
    Retry.AFTER_ACTION: {
        "AccessGroup.StillHasLocks": "There are still locks in the access group",
        "AccessGroup.StillHasUsers": "There are still users in the access group",
        "Authentication.UserEmailNotVerified": "The account's email address is not confirmed",
        "Authentication.UserLocked": "The account is locked",
        "CreditCard.Declined": "The credit card was declined",
        "CreditCard.Expired": "The credit card has expired",
        "CreditCard.NotWorking": "The credit card can't be charged",
        "Device.LimitReached": (
            "The user has as many devices as allowed (one smartphone, one smart card and one browser, unless the "
            "plan says otherwise for managed users); remove one first"
        ),
        "Device.SmartCardAlreadyAssigned": "The smart card belongs to a user already",
        "Device.SmartCardAlreadyClaimed": "The smart card belongs to an organization already",
        "Device.SmartCardAlreadyExists": "There is such a smart card already",
        "Device.SmartCardStillAssigned": "A user still holds the smart card",
        "Device.StatusUnexpected": "The device is in another state than this needs",
        "Gateway.AlreadyClaimed": "The gateway belongs to an organization already",
        "Gateway.RemoteMethodCallFailedLockAuthenticationError": "The lock did not accept the gateway's credential",
        "Gateway.RemoteMethodCallFailedLockInvalidState": "The lock is in a state that does not allow this",
        "Gateway.RemoteMethodCallFailedLockMemoryFull": "The memory of the lock is full",
        "Gateway.RemoteMethodCallFailedLockPermissionNotFound": "The lock has no such permission",
        "Gateway.RemoteMethodCallFailedPeripheralLinkLimitReached": "The gateway can't be linked with more locks",
        "Gateway.RemoteMethodCallFailedPeripheralNotLinked": "The lock is not linked with a gateway",
        "Generic.Forbidden": "The server does not allow the request",
        "Group.AlreadyExists": "There is such a group already",
        "Invitation.PendingInvitationOfThisTypeAlreadyExists": (
            "The user is invited already; send that invitation again, or cancel it first"
        ),
        "Lock.AlreadyClaimed": "The lock belongs to an organization already",
        "Lock.NotLinkedWithGateway": "The lock is not linked with a gateway",
        "Lock.ReleaseWithAccessGroupsNotAllowed": (
            "The lock belongs to access groups; it can leave the organization once it is in none"
        ),
        "Lock.ReleaseWithLockActivationLinksNotAllowed": (
            "The lock has guest access; it can leave the organization once that is revoked"
        ),
        "Lock.ReleaseWithPermissionsNotAllowed": (
            "The lock has permissions; it can leave the organization once they are revoked and its guest access "
            "is switched off in the organization's settings"
        ),
        "LockActivationLink.LocksNotEnabled": "Guest access is not switched on for these locks",
        "LockActivationLink.NotEnabled": "Guest access is not switched on",
        "Organization.AlreadyExists": "There is such an organization already",
        "Permission.ManagedByAnotherAccessGroup": (
            "Another access group manages at least one of the permissions already"
        ),
        "ProductionOrder.ProductionLimitReached": "No more can be produced: the limit is reached",
        "ProductionOrder.VoucherGenerationDisabled": "Making vouchers is switched off",
        "Role.AlreadyExists": "There is such a role already",
        "Subscription.UserLimitReached": (
            "The plan allows no more users (those with permissions and those invited); the permission needs "
            "another plan"
        ),
        "User.AlreadyExists": "Another user has this email address",
        "User.StillHasPermissions": "There are still permissions for the user",
        "User.StillHasRoles": "The user still fills a role",
        "User.StillHasSmartCardAssigned": "The user still holds a smart card",
        "User.StillIsInAccessGroups": "There are still access groups with the user in them",
        "User.TwoFactorAuthenticationAppOrPhoneNumberAndEmailVerificationRequired": (
            "The second factor needs a verified email address and a verified app or phone number"
        ),
    },
}
