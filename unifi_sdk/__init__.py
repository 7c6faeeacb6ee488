"""One async, fully typed client for the UniFi Network, Access and Protect applications of a console.

Names are loaded when they are first used, so that importing this package stays cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from unifi_sdk._version import __version__

if TYPE_CHECKING:
    from unifi_sdk._core.model import UNSET as UNSET
    from unifi_sdk._core.model import Model as Model
    from unifi_sdk._core.model import OpenEnum as OpenEnum
    from unifi_sdk._core.model import Unset as Unset
    from unifi_sdk._core.stream import Connected as Connected
    from unifi_sdk._core.stream import Gap as Gap
    from unifi_sdk._core.stream import RawEvent as RawEvent
    from unifi_sdk._core.stream import Resynced as Resynced
    from unifi_sdk.access.client import AccessClient as AccessClient
    from unifi_sdk.auth import ApiKey as ApiKey
    from unifi_sdk.auth import BearerToken as BearerToken
    from unifi_sdk.auth import Secret as Secret
    from unifi_sdk.calls import CallOutcome as CallOutcome
    from unifi_sdk.calls import CallRecord as CallRecord
    from unifi_sdk.cloud.client import CloudClient as CloudClient
    from unifi_sdk.console import Console as Console
    from unifi_sdk.errors import (
        ApiError as ApiError,
    )
    from unifi_sdk.errors import (
        AuthenticationError as AuthenticationError,
    )
    from unifi_sdk.errors import (
        BadRequestError as BadRequestError,
    )
    from unifi_sdk.errors import (
        CertificateMismatchError as CertificateMismatchError,
    )
    from unifi_sdk.errors import (
        ConfigurationError as ConfigurationError,
    )
    from unifi_sdk.errors import (
        ConflictError as ConflictError,
    )
    from unifi_sdk.errors import (
        ConnectionFailedError as ConnectionFailedError,
    )
    from unifi_sdk.errors import (
        DecodeError as DecodeError,
    )
    from unifi_sdk.errors import (
        DeviceUnavailableError as DeviceUnavailableError,
    )
    from unifi_sdk.errors import (
        KnownConsolesError as KnownConsolesError,
    )
    from unifi_sdk.errors import (
        MutationBlockedError as MutationBlockedError,
    )
    from unifi_sdk.errors import (
        NotFoundError as NotFoundError,
    )
    from unifi_sdk.errors import (
        NotSupportedError as NotSupportedError,
    )
    from unifi_sdk.errors import (
        OutcomeUnknownError as OutcomeUnknownError,
    )
    from unifi_sdk.errors import (
        PermissionDeniedError as PermissionDeniedError,
    )
    from unifi_sdk.errors import (
        RateLimitedError as RateLimitedError,
    )
    from unifi_sdk.errors import (
        RequestTimeoutError as RequestTimeoutError,
    )
    from unifi_sdk.errors import (
        ResponseTooLargeError as ResponseTooLargeError,
    )
    from unifi_sdk.errors import (
        ServerError as ServerError,
    )
    from unifi_sdk.errors import (
        TransportError as TransportError,
    )
    from unifi_sdk.errors import (
        UnexpectedContentError as UnexpectedContentError,
    )
    from unifi_sdk.errors import (
        UniFiError as UniFiError,
    )
    from unifi_sdk.errors import (
        UntrustedCertificateError as UntrustedCertificateError,
    )
    from unifi_sdk.guard import PlannedRequest as PlannedRequest
    from unifi_sdk.guard import plan as plan
    from unifi_sdk.network.client import NetworkClient as NetworkClient
    from unifi_sdk.pagination import Listing as Listing
    from unifi_sdk.pagination import Page as Page
    from unifi_sdk.pagination import Paginator as Paginator
    from unifi_sdk.pagination import Undecodable as Undecodable
    from unifi_sdk.protect.client import ProtectClient as ProtectClient
    from unifi_sdk.protect.legacy import LegacyProtectClient as LegacyProtectClient
    from unifi_sdk.retry import RetryPolicy as RetryPolicy
    from unifi_sdk.retry import Safety as Safety
    from unifi_sdk.trust import (
        Certificate as Certificate,
    )
    from unifi_sdk.trust import (
        CustomCA as CustomCA,
    )
    from unifi_sdk.trust import (
        Insecure as Insecure,
    )
    from unifi_sdk.trust import (
        InsecureTransportWarning as InsecureTransportWarning,
    )
    from unifi_sdk.trust import (
        Pinned as Pinned,
    )
    from unifi_sdk.trust import (
        SystemTrust as SystemTrust,
    )
    from unifi_sdk.trust import (
        Trust as Trust,
    )
    from unifi_sdk.trust import (
        fetch_certificate as fetch_certificate,
    )
    from unifi_sdk.trust import (
        known_pins as known_pins,
    )

_MODULES = {
    "_core.model": ("UNSET", "Model", "OpenEnum", "Unset"),
    "_core.stream": ("Connected", "Gap", "RawEvent", "Resynced"),
    "access.client": ("AccessClient",),
    "auth": ("ApiKey", "BearerToken", "Secret"),
    "calls": ("CallOutcome", "CallRecord"),
    "cloud.client": ("CloudClient",),
    "console": ("Console",),
    "errors": (
        "ApiError",
        "AuthenticationError",
        "BadRequestError",
        "CertificateMismatchError",
        "ConfigurationError",
        "ConflictError",
        "ConnectionFailedError",
        "DecodeError",
        "DeviceUnavailableError",
        "KnownConsolesError",
        "MutationBlockedError",
        "NotFoundError",
        "NotSupportedError",
        "OutcomeUnknownError",
        "PermissionDeniedError",
        "RateLimitedError",
        "RequestTimeoutError",
        "ResponseTooLargeError",
        "ServerError",
        "TransportError",
        "UnexpectedContentError",
        "UniFiError",
        "UntrustedCertificateError",
    ),
    "guard": ("PlannedRequest", "plan"),
    "network.client": ("NetworkClient",),
    "pagination": ("Listing", "Page", "Paginator", "Undecodable"),
    "protect.client": ("ProtectClient",),
    "protect.legacy": ("LegacyProtectClient",),
    "retry": ("RetryPolicy", "Safety"),
    "trust": (
        "Certificate",
        "CustomCA",
        "Insecure",
        "InsecureTransportWarning",
        "Pinned",
        "SystemTrust",
        "Trust",
        "fetch_certificate",
        "known_pins",
    ),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}
_USED_LATER = {
    "CloudClient": ("innerspace.client", "network.client", "protect.client"),
    "Console": ("access.client", "innerspace.client", "network.client", "protect.client", "protect.legacy"),
}
"""What comes along with a name: it will be used in a running event loop, which must not wait for an import."""

__all__ = [
    "__version__",
    *sorted(_MODULE_OF),
]


def __getattr__(name: str) -> object:
    try:
        module = _MODULE_OF[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    for needed in _USED_LATER.get(name, ()):
        importlib.import_module(f"{__name__}.{needed}")
    value: object = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
