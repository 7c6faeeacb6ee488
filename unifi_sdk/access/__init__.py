"""UniFi Access: the client, and what its methods take; models stand in `unifi_sdk.access.models`."""

from unifi_sdk.access.client import AccessClient
from unifi_sdk.access.doors import Actor
from unifi_sdk.access.enrolment import CardEnrolment
from unifi_sdk.access.holders import HolderCredentials
from unifi_sdk.access.webhook_events import Delivery, InvalidSignatureError, Webhook
from unifi_sdk.access.week import Week, times_of_day

__all__ = [
    "AccessClient",
    "Actor",
    "CardEnrolment",
    "Delivery",
    "HolderCredentials",
    "InvalidSignatureError",
    "Webhook",
    "Week",
    "times_of_day",
]
