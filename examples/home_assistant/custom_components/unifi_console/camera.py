"""Cameras: snapshots, and where the stream is."""

from __future__ import annotations

from dataclasses import dataclass

from homeassistant.components.camera import Camera as CameraEntity
from homeassistant.components.camera import CameraEntityDescription, CameraEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.protect.models import Camera, RtspsStreams, SnapshotChannel, StreamQuality

from .coordinator import acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .protect import ProtectCoordinator, Watcher, is_connected, watcher_page

PARALLEL_UPDATES = 0
_SMALL_WIDTH = 640
"""Pixels that a snapshot has at least."""


@dataclass(frozen=True, kw_only=True)
class CameraDescription(CameraEntityDescription, Described[ProtectCoordinator, Watcher[Camera]]):
    """A lens of a camera.

    Args:
        channel: Of its snapshots; None for the main one, which older consoles don't know by name.
        quality: Of its stream.
    """

    channel: SnapshotChannel | None = None
    quality: StreamQuality


CAMERAS = (
    CameraDescription(
        key="camera",
        name=None,
        things=lambda protect: protect.data.cameras,
        device=watcher_page,
        is_available=is_connected,
        quality=StreamQuality.HIGH,
    ),
    CameraDescription(
        key="package_camera",
        translation_key="package_camera",
        things=lambda protect: protect.data.cameras,
        device=watcher_page,
        exists=lambda camera: bool(camera.device.has_package_camera),
        is_available=is_connected,
        channel=SnapshotChannel.PACKAGE,
        quality=StreamQuality.PACKAGE,
    ),
)


class ConsoleCamera(ConsoleEntity[ProtectCoordinator, Watcher[Camera]], CameraEntity):
    """A camera."""

    entity_description: CameraDescription
    _attr_supported_features = CameraEntityFeature.STREAM

    def __init__(self, protect: ProtectCoordinator, description: CameraDescription, key: str) -> None:
        super().__init__(protect, description, key)
        CameraEntity.__init__(self)

    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """What the camera sees now."""
        camera = self.thing.device
        is_large = bool(camera.feature_flags and camera.feature_flags.support_full_hd_snapshot)
        with acting():
            picture = await self.coordinator.protect.cameras.snapshot(
                camera.id,
                high_quality=is_large and (width is None or width > _SMALL_WIDTH),
                channel=self.entity_description.channel,
            )
        return picture.content

    async def stream_source(self) -> str | None:
        """Where the stream is; it is made when nobody has made it so far."""
        cameras, camera, quality = self.coordinator.protect.cameras, self.thing.device, self.entity_description.quality
        with acting():
            streams = await cameras.rtsps_streams(camera.id)
            if self._address(streams) is None:
                streams = await cameras.create_rtsps_streams(camera.id, [quality])
            return self._address(streams.with_host(self.coordinator.protect.host).without_srtp())

    def _address(self, streams: RtspsStreams) -> str | None:
        return streams.package if self.entity_description.channel else streams.high


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the cameras of UniFi Protect."""
    protect = entry.runtime_data.protect
    if protect:
        add_entities(protect, async_add_entities, ConsoleCamera, CAMERAS)
