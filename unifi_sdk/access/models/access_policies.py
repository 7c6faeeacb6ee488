"""Access policies: which doors may be passed, and when."""

from __future__ import annotations

from unifi_sdk._core.model import UNSET, Model, Unset, field, model
from unifi_sdk.access.models.door_groups import ResourceRef

__all__ = ["AccessPolicy", "AccessPolicyChanges", "AccessPolicyInput"]


@model
class AccessPolicy(Model):
    """Which doors may be passed, and when."""

    id: str = ""
    name: str | None = None
    resources: tuple[ResourceRef, ...] = ()
    schedule_id: str | None = None


@model
class AccessPolicyInput(Model):
    """A policy to be."""

    name: str
    schedule_id: str
    resources: tuple[ResourceRef, ...] | None = field(default=None, wire="resource")
    """The doors and groups; none when left out.

    Sent as ``resource``, as the reference has it, and answered as ``resources``.
    """


@model
class AccessPolicyChanges(Model):
    """What is to change about a policy; what is UNSET stays."""

    name: str | Unset = UNSET
    schedule_id: str | Unset = UNSET
    resources: tuple[ResourceRef, ...] | Unset = field(default=UNSET, wire="resource")
    """All doors and groups; whatever is not among them is taken away. See `AccessPolicyInput.resources`."""
