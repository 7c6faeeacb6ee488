"""UniFi Access: the client, its resources, what their methods take, and errors.

Models stand in `unifi_sdk.access.models`.
"""

from unifi_sdk.access.access_policies import AccessPolicies
from unifi_sdk.access.api_server import ApiServer
from unifi_sdk.access.client import AccessClient
from unifi_sdk.access.credentials import Credentials
from unifi_sdk.access.devices import Devices
from unifi_sdk.access.door_groups import DoorGroups
from unifi_sdk.access.doors import Actor, Doors
from unifi_sdk.access.emergency import Emergency
from unifi_sdk.access.enrolment import CardEnrolment
from unifi_sdk.access.errors import (
    AlreadyExistsError,
    CardRejectedError,
    CredentialInUseError,
    EnrolmentExpiredError,
    InUseError,
    NoCardYetError,
    NoHubError,
    NothingToDoError,
)
from unifi_sdk.access.holders import HolderCredentials, UserCredentials, VisitorCredentials
from unifi_sdk.access.holiday_groups import HolidayGroups
from unifi_sdk.access.identity import Identity
from unifi_sdk.access.schedules import Schedules
from unifi_sdk.access.system_logs import SystemLogs
from unifi_sdk.access.touch_passes import TouchPasses
from unifi_sdk.access.user_groups import UserGroups
from unifi_sdk.access.users import Users
from unifi_sdk.access.visitors import Visitors
from unifi_sdk.access.webhook_events import Delivery, InvalidSignatureError, Webhook
from unifi_sdk.access.webhooks import Webhooks
from unifi_sdk.access.week import Week, times_of_day

__all__ = [
    "AccessClient",
    "AccessPolicies",
    "Actor",
    "AlreadyExistsError",
    "ApiServer",
    "CardEnrolment",
    "CardRejectedError",
    "CredentialInUseError",
    "Credentials",
    "Delivery",
    "Devices",
    "DoorGroups",
    "Doors",
    "Emergency",
    "EnrolmentExpiredError",
    "HolderCredentials",
    "HolidayGroups",
    "Identity",
    "InUseError",
    "InvalidSignatureError",
    "NoCardYetError",
    "NoHubError",
    "NothingToDoError",
    "Schedules",
    "SystemLogs",
    "TouchPasses",
    "UserCredentials",
    "UserGroups",
    "Users",
    "VisitorCredentials",
    "Visitors",
    "Webhook",
    "Webhooks",
    "Week",
    "times_of_day",
]
