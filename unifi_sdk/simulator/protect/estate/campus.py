"""What a simulated Protect application of a campus has beside a hotel's: ten buildings full of devices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unifi_sdk.simulator.protect.devices import Camera, Document, SimulatedDevice
from unifi_sdk.simulator.protect.estate.cameras import AUDIO_TYPES, OBJECT_TYPES
from unifi_sdk.simulator.protect.estate.devices import make_liveview, make_ulp_user, sample_devices

__all__ = ["campus_devices", "campus_liveviews", "campus_ulp_users"]

BUILDINGS = (
    "Arts", "Botany", "Chemistry", "Dining hall", "Engineering", "Forum", "Gymnasium", "Housing", "Institute", "Library",
)  # fmt: skip
CAMERAS = 195
PEOPLE = 4998
_KINDS = (
    # what is copied from the hotel, what it is called here, how many there are
    ("Attic", "bridge", 20),
    ("Driveway", "light", 120),
    ("Back door", "entry sensor", 200),
    ("Laundry", "leak sensor", 60),
    ("Hall", "smoke sensor", 120),
    ("Reception", "chime", 40),
    ("Roof", "siren", 20),
    ("Lobby", "speaker", 30),
    ("Garage", "relay", 30),
    ("Key ring", "fob", 60),
    ("Upstairs", "link station", 10),
    ("Alarm", "alarm hub", 10),
    ("Reception screen", "viewer", 20),
)
_CAMERA, _BRIDGE, _LIVEVIEW, _FIRST_OF_OTHERS = 0x10000, 0x20000, 0x30000, 0x40000


def campus_devices() -> Iterator[SimulatedDevice]:
    """195 cameras and 740 other devices, each with an id, MAC address and name of its own."""
    for number in range(CAMERAS):
        yield _camera(number)
    templates = {device.name: device.body() for device in sample_devices()}
    first = _FIRST_OF_OTHERS
    for name, noun, count in _KINDS:
        template = templates[name]
        start = _BRIDGE if template["modelKey"] == "bridge" else first
        for number in range(count):
            yield _device(template, start + number, number, noun)
        first += 0x1000


def campus_liveviews() -> dict[str, Document]:
    """One for each building, with the cameras in it."""
    views = [
        make_liveview(_id(_LIVEVIEW + number), f"{building}, all", [[_id(_CAMERA + each)] for each in _inside(number)])
        for number, building in enumerate(BUILDINGS)
    ]
    return {str(view["id"]): view for view in views}


def campus_ulp_users() -> dict[str, Document]:
    """4,998 people."""
    people = (
        make_ulp_user(
            f"00000000-0000-4000-8001-{number:012x}",
            "Member",
            f"{number:04}",
            f"member.{number:04}@example.com",
            "ACTIVE",
        )
        for number in range(1, PEOPLE + 1)
    )
    return {str(person["id"]): person for person in people}


def _camera(number: int) -> Camera:
    is_doorbell, turns = number % 20 == 0, number % 20 == 10
    message = {"type": "CUSTOM_MESSAGE", "text": "Welcome", "resetAt": None}
    return Camera(
        id=_id(_CAMERA + number),
        name=_name(number, "entrance" if is_doorbell else "camera"),
        mac=_mac(_CAMERA + number),
        type="UVC G4 Doorbell Pro" if is_doorbell else "UVC G4 PTZ" if turns else "UVC G5 Dome",
        state="DISCONNECTED" if number % 40 == 39 else "CONNECTED",
        has_package_camera=is_doorbell,
        has_speaker=is_doorbell,
        is_ptz=turns,
        object_types=OBJECT_TYPES if is_doorbell else OBJECT_TYPES[:2],
        audio_types=AUDIO_TYPES if is_doorbell else (),
        extra={"lcdMessage": message} if is_doorbell else None,
    )


def _device(template: Mapping[str, object], place: int, number: int, noun: str) -> SimulatedDevice:
    document: Document = {**template, "id": _id(place), "mac": _mac(place), "name": _name(number, noun)}
    document["state"] = "DISCONNECTED" if number % 50 == 49 else "CONNECTED"
    camera = _id(_CAMERA + number % CAMERAS)
    match document["modelKey"]:
        case "light":
            document["camera"] = camera
        case "chime":
            rings = document["ringSettings"]
            document["cameraIds"] = [camera]
            document["ringSettings"] = (
                [{**ring, "cameraId": camera} for ring in rings] if isinstance(rings, list) else []
            )
        case "viewer":
            document["liveview"] = _id(_LIVEVIEW + number % len(BUILDINGS))
        case "bridge":
            document["clients"] = []
    wireless = document.get("wirelessConnectionState")
    if isinstance(wireless, Mapping):
        document["wirelessConnectionState"] = {**wireless, "bridge": _id(_BRIDGE + number % 20)}
    return SimulatedDevice(document)


def _inside(building: int) -> range:
    """The cameras of a building, no more than a live view has slots."""
    return range(building, CAMERAS, len(BUILDINGS))


def _name(number: int, noun: str) -> str:
    building, place = BUILDINGS[number % len(BUILDINGS)], number // len(BUILDINGS)
    return f"{building} {place // 10 + 1}.{place % 10 + 1:02} {noun}"


def _id(place: int) -> str:
    return f"66e1{place:020x}"


def _mac(place: int) -> str:
    return f"02005E{place:06X}"
