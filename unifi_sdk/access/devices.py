"""Readers, hubs and intercoms."""

from __future__ import annotations

from collections.abc import Iterator

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.model import UNSET, Json, Unset
from unifi_sdk.access._dialect import content
from unifi_sdk.access._resource import Resource
from unifi_sdk.access.models.devices import (
    AccessMethodChanges,
    AntiSpoofingLevel,
    DetectDistance,
    Device,
    DeviceSettings,
    Switch,
)
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import PageStyle, Paginator

__all__ = ["Devices"]

_FACE_COMBINATIONS = {
    (AntiSpoofingLevel.NO, DetectDistance.FAR),
    (AntiSpoofingLevel.NO, DetectDistance.MEDIUM),
    (AntiSpoofingLevel.MEDIUM, DetectDistance.NEAR),
    (AntiSpoofingLevel.HIGH, DetectDistance.NEAR),
}
"""The only ones that take effect (reference 8.3)."""


class Devices(Resource):
    """Readers, hubs and intercoms."""

    def list(self, *, refresh: bool = False) -> Paginator[Device]:
        """Every device, in one request, door by door (reference 8.1).

        Args:
            refresh: Have the console ask the devices first, which takes longer.
        """
        return self._app.pages(
            "GET /devices",
            Device,
            style=PageStyle.SINGLE,
            read_page=single_page(lambda document: list(_flat(content(document))), "$.data[*]"),
            page_size=1,
            query={"refresh": refresh or None},
        )

    async def get_settings(self, device_id: str) -> DeviceSettings:
        """Which ways in a device offers (reference 8.2; UniFi Access 3.3.10 or later).

        Raises:
            NotFoundError: no device has this id.
            NotSupportedError: the device has no such settings.
        """
        return await self._app.call("GET /devices/{device_id}/settings", DeviceSettings, device_id=device_id)

    async def update_settings(
        self, device_id: str, changes: AccessMethodChanges, *, timeout_seconds: float | None = None
    ) -> None:
        """Switch ways in on or off and leave the rest (reference 8.3; UniFi Access 3.3.10 or later).

        Args:
            device_id: The device's id.
            changes: What is to be changed.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: nothing is given, or the settings for faces don't go together.
            NotFoundError: no device has this id.
            NotSupportedError: the device has no such settings.
        """
        methods = _write_methods(changes)
        if not methods:
            raise ConfigurationError("changes holds nothing that is to be changed")
        body = {"access_methods": methods}
        await self._app.call(
            "PUT /devices/{device_id}/settings", None, body=body, device_id=device_id, deadline_seconds=timeout_seconds
        )

    async def ring_doorbell(
        self,
        device_id: str,
        *,
        room_name: str = "",
        cancel_previous: bool = False,
        timeout_seconds: float | None = None,
    ) -> None:
        """Ring as if somebody stood there; never sent twice by itself (reference 8.4; UniFi Access 4.0.10 or later).

        Args:
            device_id: An intercom or reader with `DeviceCapability.REMOTE_CALL`.
            room_name: Whose bell, as the directory of an intercom has it; the default one when left out.
            cancel_previous: End a ring that is still going on. Whether the console then rings anew is not settled: the
                reference doesn't say so, and consoles have been seen to do it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no device has this id.
            DeviceUnavailableError: the device is offline.
            NotSupportedError: the device can't ring.
            OutcomeUnknownError: the answer was lost and it may have rung.
        """
        body = {"room_name": room_name, **({"cancel": True} if cancel_previous else {})}
        await self._app.call(
            "POST /devices/{device_id}/doorbell", None, body=body, device_id=device_id, deadline_seconds=timeout_seconds
        )


def _flat(entries: Json) -> Iterator[Json]:
    """The devices, of which the console makes a list for each door, or one for all."""
    if entries is None:
        return
    if not isinstance(entries, list):
        raise TypeError("no list")
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _write_methods(changes: AccessMethodChanges) -> dict[str, Json]:
    """What the console takes: a yes or no for each way in, and more for two of them."""
    level, distance = changes.anti_spoofing_level, changes.detect_distance
    _check_face(level, distance)
    methods: dict[str, dict[str, Json]] = {
        "nfc": _given(enabled=_switch(changes.nfc)),
        "bt_tap": _given(enabled=_switch(changes.bt_tap)),
        "bt_button": _given(enabled=_switch(changes.bt_button)),
        "bt_shake": _given(enabled=_switch(changes.bt_shake)),
        "mobile_wave": _given(enabled=_switch(changes.mobile_wave)),
        "wave": _given(enabled=_switch(changes.wave)),
        "pin_code": _given(enabled=_switch(changes.pin_code), pin_code_shuffle=_switch(changes.pin_code_shuffle)),
        "face": _given(enabled=_switch(changes.face), anti_spoofing_level=level, detect_distance=distance),
        "qr_code": _given(enabled=_switch(changes.qr_code)),
        "touch_pass": _given(enabled=_switch(changes.touch_pass)),
    }
    return {**changes.extra, **{name: method for name, method in methods.items() if method}}


def _switch(value: bool | Unset) -> str | Unset:
    if isinstance(value, Unset):
        return UNSET
    return str(Switch.YES if value else Switch.NO)


def _given(**settings: str | Unset) -> dict[str, Json]:
    return {name: str(value) for name, value in settings.items() if not isinstance(value, Unset)}


def _check_face(level: AntiSpoofingLevel | Unset, distance: DetectDistance | Unset) -> None:
    if isinstance(level, Unset) and isinstance(distance, Unset):
        return
    if isinstance(level, Unset) or isinstance(distance, Unset):
        raise ConfigurationError("anti_spoofing_level and detect_distance go together: give both")
    if level.is_known and distance.is_known and (level, distance) not in _FACE_COMBINATIONS:
        allowed = ", ".join(sorted(f"{one} with {other}" for one, other in _FACE_COMBINATIONS))
        raise ConfigurationError(
            f"anti_spoofing_level {level} does not go with detect_distance {distance}: there is {allowed}"
        )
