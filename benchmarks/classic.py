"""How long large answers of the classic API take from bytes to models: known clients, and switches with all their ports."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from unifi_sdk._core import json_text
from unifi_sdk.network.classic._dialect import V1, content
from unifi_sdk.network.classic.models import KnownClient, ManagedDevice

__all__ = ["read_answers"]

CLIENTS = 2_000
SWITCHES, PORTS = 100, 48


def read_answers(repetitions: int) -> dict[str, tuple[float, float]]:
    """Milliseconds until models are there, and until orjson alone has parsed the same bytes.

    Args:
        repetitions: How often; the median counts.
    """
    measured = {}
    for name, model, items in (
        (f"{CLIENTS:,} known clients", KnownClient, [_client(number) for number in range(CLIENTS)]),
        (f"{SWITCHES} switches of {PORTS} ports", ManagedDevice, [_switch(n) for n in range(SWITCHES)]),
    ):
        body = json.dumps({"meta": {"rc": "ok"}, "data": items}, separators=(",", ":")).encode()
        ours = _milliseconds(lambda body=body, model=model: _read(body, model), repetitions)  # type: ignore[misc]
        raw = _milliseconds(lambda body=body: json_text.loads(body), repetitions)  # type: ignore[misc]
        measured[name] = (ours, raw)
    return measured


def _read(body: bytes, model: type[KnownClient] | type[ManagedDevice]) -> None:
    documents = content(json_text.loads(body))
    assert isinstance(documents, list)
    decoded, undecodable = V1.codec.decode_items(model, documents)
    assert len(decoded) == len(documents)
    assert not undecodable


def _milliseconds(work: Callable[[], object], repetitions: int) -> float:
    work()
    times = []
    for _ in range(repetitions):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _client(number: int) -> dict[str, object]:
    mac = ":".join(f"{octet:02x}" for octet in number.to_bytes(6, "big"))
    return {
        "_id": f"{number:024x}",
        "mac": mac,
        "site_id": "0" * 24,
        "oui": "Example",
        "hostname": f"client-{number}",
        "name": f"Client {number}",
        "is_wired": number % 3 == 0,
        "is_guest": False,
        "first_seen": 1_700_000_000 + number,
        "last_seen": 1_767_000_000 + number,
        "last_ip": f"10.0.{number // 256}.{number % 256}",
        "use_fixedip": number % 10 == 0,
        "fixed_ip": f"10.0.{number // 256}.{number % 256}",
        "network_id": "1" * 24,
        "noted": False,
        "fingerprint_override": False,
        "last_radio": "na",
    }


def _switch(number: int) -> dict[str, object]:
    return {
        "_id": f"{number:024x}",
        "mac": f"74:ac:b9:00:00:{number:02x}",
        "name": f"Switch {number}",
        "type": "usw",
        "model": "USW48P",
        "version": "7.1.66",
        "state": 1,
        "adopted": True,
        "uptime": "1234567",
        "port_overrides": [{"port_idx": port, "name": f"Desk {port}"} for port in range(1, PORTS + 1)],
        "port_table": [_port(port) for port in range(1, PORTS + 1)],
    }


def _port(port: int) -> dict[str, object]:
    return {
        "port_idx": port,
        "name": f"Desk {port}",
        "enable": True,
        "up": True,
        "speed": 1000,
        "full_duplex": True,
        "media": "GE",
        "portconf_id": "2" * 24,
        "port_poe": True,
        "poe_caps": 3,
        "poe_enable": True,
        "poe_mode": "auto",
        "poe_class": "Class 4",
        "poe_power": "4.31",
        "poe_voltage": "53.44",
        "poe_current": "80.65",
        "rx_bytes": 1_000_000_000 + port,
        "tx_bytes": 4_000_000_000 + port,
        "stp_state": "forwarding",
        "lldp_table": [],
        "mac_table": [{"mac": f"02:00:00:00:00:{port:02x}", "vlan": 1, "age": 5, "static": False}],
    }
