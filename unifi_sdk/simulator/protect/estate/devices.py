"""What a hotel's Protect application has beside cameras: devices of every kind, people, live views and arm profiles."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice, guid_of

__all__ = [
    "make_liveview",
    "make_ulp_user",
    "sample_arm_profiles",
    "sample_devices",
    "sample_liveviews",
    "sample_ulp_users",
    "sample_users",
]

DOORBELL, BULLET, TURNING = (f"66e0000000000000000000{number}" for number in ("11", "12", "13"))
OWNER, GUARD = "66e000000000000000000021", "66e000000000000000000023"
BRIDGE = "66e000000000000000000091"
ULP_OWNER = "00000000-0000-4000-8000-000000000021"
DAY_MS = 86_400_000


def sample_devices() -> list[SimulatedDevice]:
    """Devices of every kind that has its own operations, some offline, some with values that aren't known yet."""
    return [
        SimulatedDevice(document)
        for document in (*_lights(), *_sensors(), *_sounders(), *_switches(), *_gateways(), _viewer())
    ]


def sample_liveviews() -> dict[str, Document]:
    """Two that everybody sees, one of the owner of the key, and one of somebody else, which the API doesn't show."""
    views = (
        make_liveview("66e0000000000000000000a1", "All", [[DOORBELL], [BULLET], [TURNING]], is_default=True),
        make_liveview("66e0000000000000000000a2", "Entrances", [[DOORBELL, BULLET]]),
        make_liveview("66e0000000000000000000a3", "Mine", [[TURNING]], is_global=False),
        make_liveview("66e0000000000000000000a4", "Night desk", [[DOORBELL]], is_global=False, owner=GUARD),
    )
    return {str(view["id"]): view for view in views}


def sample_arm_profiles(now: float) -> dict[str, Document]:
    """One that arms at once, and one that gives a minute to leave.

    Args:
        now: Unix seconds.
    """
    made = round(now * 1000) - 30 * DAY_MS
    common = {"automations": [], "creator": OWNER, "recordEverything": False, "createdAt": made, "updatedAt": made}
    night = {"schedules": [{"start": "0 22 * * *", "end": "0 6 * * *"}], "activationDelay": 0}
    profiles = (
        {"id": "66e0000000000000000000b1", "name": "Night", **common, **night},
        {"id": "66e0000000000000000000b2", "name": "Away", **common, "schedules": [], "activationDelay": 60000},
    )
    return {str(profile["id"]): dict(profile) for profile in profiles}


def sample_users() -> dict[str, Document]:
    """The owner, to whom the key belongs, and a user without a mail address."""
    return {
        OWNER: {
            "id": OWNER,
            "name": "Robin Example",
            "firstName": "Robin",
            "lastName": "Example",
            "email": "robin@example.com",
            "ucoreUserId": ULP_OWNER,
            "modelKey": "user",
        },
        GUARD: {
            "id": GUARD,
            "name": "Night desk",
            "firstName": None,
            "lastName": None,
            "email": None,
            "ucoreUserId": None,
            "modelKey": "user",
        },
    }


def sample_ulp_users() -> dict[str, Document]:
    """An active one and one that was deactivated."""
    return {
        ULP_OWNER: make_ulp_user(ULP_OWNER, "Robin", "Example", "robin@example.com", "ACTIVE"),
        "00000000-0000-4000-8000-000000000024": make_ulp_user(
            "00000000-0000-4000-8000-000000000024", "Sasha", "Sample", "", "DEACTIVATED"
        ),
    }


def _device(kind: str, number: str, name: str, type: str, **fields: object) -> Document:  # noqa: A002
    return {
        "id": f"66e0000000000000000000{number}",
        "modelKey": kind,
        "state": "CONNECTED",
        "name": name,
        "type": type,
        "guid": guid_of(type),
        "mac": f"00005E0053{number.upper()}",
        **fields,
    }


def _lights() -> list[Document]:
    fields = {
        "lightModeSettings": {"mode": "motion", "enableAt": "dark"},
        "lightDeviceSettings": {
            "isIndicatorEnabled": True,
            "pirDuration": 15000,
            "pirSensitivity": 80,
            "ledLevel": 4,
        },
        "isDark": False,
        "isLightOn": False,
        "isLightForceEnabled": False,
        "lastMotion": None,
        "isPirMotionDetected": False,
        "camera": None,
    }
    return [
        _device("light", "31", "Driveway", "UP FloodLight", **{**fields, "camera": BULLET}),
        _device("light", "32", "Shed", "UP FloodLight", **{**fields, "state": "DISCONNECTED"}),
    ]


def _sensors() -> list[Document]:
    unknown = {"value": None, "status": "unknown"}
    one = {"channelCount": 1}
    door = _sensor("41", "Back door", "UP-Sense", "door", True, _wireless(60, -62, 78))
    door["isOpened"] = False
    door["featureFlags"] = dict.fromkeys(("temperature", "humidity", "light", "motion", "open", "tamper"), one)
    leak = _sensor("42", "Laundry", "USL-Environmental", "leak", False, _wireless(45, -71, 22))
    leak["featureFlags"] = {"temperature": {"channelCount": 2}, "humidity": one, "waterLeak": {"channelCount": 2}}
    smoke = _sensor("43", "Hall", "USL-Smoke", "none", False, _wireless(90, -48, 100))
    smoke["stats"] = {"light": unknown, "humidity": unknown, "temperature": unknown}
    smoke["featureFlags"] = {"smoke": one}
    new = _sensor("44", "Air", "UP-AirQuality", "none", False, _wireless(None, None, None))
    new |= {"state": "CONNECTING", "stats": {"light": unknown, "humidity": unknown, "temperature": unknown}}
    return [door, leak, smoke, new]


def _sensor(
    number: str,
    name: str,
    type: str,  # noqa: A002
    mount: str,
    senses_motion: bool,
    wireless: Mapping[str, object],
) -> Document:
    nothing = (
        "openStatusChangedAt",
        "motionDetectedAt",
        "alarmTriggeredAt",
        "leakDetectedAt",
        "externalLeakDetectedAt",
    )
    sensitivity = {"isEnabled": senses_motion, "sensitivity": 70, "sensitivityWhenArmed": 90}
    return _device(
        "sensor",
        number,
        name,
        type,
        mountType=mount,
        batteryStatus=wireless["batteryStatus"],
        stats={
            "light": {"value": 120, "status": "neutral"},
            "humidity": {"value": 48, "status": "safe"},
            "temperature": {"value": 21.5, "status": "safe"},
        },
        lightSettings={"isEnabled": False, "margin": 10, "lowThreshold": None, "highThreshold": None},
        humiditySettings={"isEnabled": True, "margin": 5, "lowThreshold": 20, "highThreshold": 70},
        temperatureSettings={"isEnabled": True, "margin": 0.5, "lowThreshold": 5, "highThreshold": 35},
        isOpened=None,
        isMotionDetected=False,
        motionSettings={**sensitivity},
        glassBreakSettings={**sensitivity, "isEnabled": False},
        scheduleMode="always",
        armProfileIds=None,
        hasCustomSensitivityWhenArmed=False,
        alarmSettings={"isEnabled": mount == "none"},
        leakSettings={"isInternalEnabled": mount == "leak", "isExternalEnabled": False},
        tamperingDetectedAt=None,
        wirelessConnectionState=wireless,
        **dict.fromkeys(nothing),
    )


def _wireless(quality: int | None, strength: int | None, battery: int | None) -> Document:
    return {
        "signalState": {"signalQuality": quality, "signalStrength": strength},
        "batteryStatus": {"percentage": battery, "isLow": battery is not None and battery < 25},
        "bridge": None if quality is None else BRIDGE,
    }


def _sounders() -> list[Document]:
    ring = {"cameraId": DOORBELL, "repeatTimes": 1, "ringtoneId": "66e0000000000000000000c1", "volume": 100}
    quiet = {"isActive": False, "activatedAt": None, "duration": None}
    siren = {"volume": 80, "ledSettings": {"isEnabled": True}, "sirenStatus": quiet}
    return [
        _device("chime", "51", "Reception", "UP Chime PoE", cameraIds=[DOORBELL], ringSettings=[ring]),
        _device(
            "siren",
            "52",
            "Roof",
            "UP-Siren",
            **siren,
            connectionType="lora",
            wirelessConnectionState=_wireless(70, -60, 95),
        ),
        _device(
            "siren",
            "53",
            "Cellar",
            "UP-Siren-PoE",
            **{**siren, "state": "DISCONNECTED"},
            connectionType="ucp4",
            wirelessConnectionState=_wireless(None, None, None),
        ),
        _device(
            "speaker",
            "54",
            "Lobby",
            "UP-Speaker",
            volume=60,
            micVolume=80,
            isMicEnabled=True,
            speakerState={"status": "idle", "mode": "listen"},
            featureFlags={"hasMic": True},
        ),
    ]


def _switches() -> list[Document]:
    outputs = [
        _output(0, "Garage door", "garageDoor", 500),
        _output(1, "Garden valve", "valve", 0),
        _output(2, None, None, None),
    ]
    ways = {"actionTrigger": "switchedOn", "actionType": "toggleOutput", "actionOutputId": 0}
    none: dict[str, object] = dict.fromkeys(("actionTrigger", "actionType", "actionOutputId"))
    inputs = [{"id": 0, "name": "Button", "state": "off", **ways}, {"id": 1, "name": None, "state": None, **none}]
    relay = {"ledSettings": {"isEnabled": True}, "outputs": outputs, "inputs": inputs}
    return [
        _device("relay", "61", "Garage", "USL-Relay", **relay, wirelessConnectionState=_wireless(66, -58, None)),
        _device(
            "relay",
            "62",
            "Boat house",
            "USL-Relay",
            **{**relay, "state": "DISCONNECTED"},
            wirelessConnectionState=_wireless(None, None, None),
        ),
        _device(
            "fob",
            "63",
            "Key ring",
            "USL-Fob",
            awayState="ONLINE",
            buttonLabels="securityActions",
            featureFlags={"buttons": ["arm", "disarm", "night", "panic"], "hasKeypad": True},
            armControlSettings={"enabled": False, "armProfileId": None, "nightProfileId": None},
            keypadSettings={"beepEnabled": True, "beepVolume": 50},
            wirelessConnectionState=_wireless(55, -66, 88),
        ),
    ]


def _output(number: int, name: str | None, type: str | None, pulse: int | None) -> Document:  # noqa: A002
    return {
        "id": number,
        "name": name,
        "type": type,
        "delay": None if pulse is None else 0,
        "pulseDuration": pulse,
        "state": "off",
        "rebootState": "restore",
    }


def _gateways() -> list[Document]:
    clients = ["00005E005341", "00005E005342"]
    station = {"ledSettings": {"isEnabled": True}, "lastEvent": None, "threadState": {"network": None}}
    return [
        _device("bridge", "91", "Attic", "UFP-Bridge", platform="mt7621", clients=clients, maxClients=20),
        _device("linkstation", "92", "Upstairs", "USL-Station", isAlarmHub=False, **station),
        _device("linkstation", "93", "Alarm", "UP-AlarmHub", isAlarmHub=True, **station, alarmHub=_alarm_hub()),
    ]


def _alarm_hub() -> Document:
    entry = {"enable": "on", "type": "nc", "eolr": 1, "resistor": 4.7, "status": "normal", "trigger": 0}
    output = {"enable": "on", "active": "off", "status": "dry", "delay": 0, "duration": 0}
    return {
        "armed": "off",
        "battery": {"charging": "off", "connection": "connected", "voltage": 13.2, "batteryStatus": "ok"},
        "buckboost": "off",
        "cover": {"distance": 3, "status": "close"},
        "deviceTamperStatus": "restored",
        "currentMeterChannelStatus": {},
        "currentMeterStatus": {},
        "poeout": {"connection": "disconnected", "powerSupply": "off"},
        "powerMeter": {},
        "output": {"1": {**output, "name": "Outdoor siren"}, "2": {**output, "name": "Strobe"}},
        "input": {
            "1": {**entry, "name": "Front entry", "inputType": "ENTRY", "triggerWhenDisarmed": "off"},
            "2": {**entry, "name": "Corridor", "inputType": "MOTION", "lastTriggeredAt": None, "cameraId": DOORBELL},
        },
    }


def _viewer() -> Document:
    return _device(
        "viewer", "71", "Reception screen", "UP Viewport", liveview="66e0000000000000000000a1", streamLimit=9
    )


def make_liveview(
    identifier: str,
    name: str,
    slots: list[list[str]],
    *,
    is_default: bool = False,
    is_global: bool = True,
    owner: str = OWNER,
) -> Document:
    """A live view.

    Args:
        identifier: 24 hexadecimal digits.
        name: The display name.
        slots: The cameras of each slot.
        is_default: Whether it is the one for everybody.
        is_global: Whether everybody sees it.
        owner: The id of a user.
    """
    return {
        "id": identifier,
        "modelKey": "liveview",
        "name": name,
        "isDefault": is_default,
        "isGlobal": is_global,
        "owner": owner,
        "layout": len(slots),
        "slots": [{"cameras": cameras, "cycleMode": "time", "cycleInterval": 10} for cameras in slots],
    }


def make_ulp_user(identifier: str, first: str, last: str, email: str, status: str) -> Document:
    """A person.

    Args:
        identifier: A UUID.
        first: The first name.
        last: The last name.
        email: May be empty.
        status: `ACTIVE` or `DEACTIVATED`.
    """
    return {
        "id": identifier,
        "firstName": first,
        "lastName": last,
        "fullName": f"{first} {last}",
        "email": email,
        "status": status,
        "modelKey": "ulpUser",
    }
