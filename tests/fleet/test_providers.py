"""Providers: where secrets are found on the machine that does the work."""

from __future__ import annotations

import pickle

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from unifi_sdk import ConfigurationError
from unifi_sdk.fleet import EnvironmentSecrets, FileSecrets, KeyringSecrets

SECRET = "very-secret-key"


class _Memory(KeyringBackend):
    """A keyring that is kept in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked(SECRET)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def memory():
    before, backend = keyring.get_keyring(), _Memory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_the_environment_is_asked_under_a_prefix(monkeypatch):
    monkeypatch.setenv("HOTEL_ROME", SECRET)
    monkeypatch.setenv("HOTEL_EMPTY", "")
    assert EnvironmentSecrets("HOTEL_")("ROME") == SECRET
    assert EnvironmentSecrets("HOTEL_")("EMPTY") is None
    assert EnvironmentSecrets("HOTEL_")("PARIS") is None


def test_a_file_of_ones_own_is_read(tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text(f'ROME = "{SECRET}"\n')
    path.chmod(0o600)
    assert FileSecrets(path)("ROME") == SECRET
    assert FileSecrets(path)("PARIS") is None
    assert SECRET not in repr(FileSecrets(path)("ROME"))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o660])
def test_a_file_that_others_can_read_is_refused(tmp_path, mode):
    path = tmp_path / "secrets.toml"
    path.write_text(f'ROME = "{SECRET}"\n')
    path.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        FileSecrets(path)("ROME")


@pytest.mark.parametrize("content", [f'ROME = {{"{SECRET}"', f'= "{SECRET}"', f"ROME = ['{SECRET}']"])
def test_a_file_that_is_something_else_is_not_repeated(tmp_path, content):
    path = tmp_path / "secrets.toml"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(ConfigurationError) as caught:
        FileSecrets(path)("ROME")
    assert SECRET not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"gone\.toml"):
        FileSecrets(tmp_path / "gone.toml")("ROME")


def test_the_keyring_is_asked_under_its_service(memory):
    keyring.set_password("unifi-sdk", "ROME", SECRET)
    assert KeyringSecrets()("ROME") == SECRET
    assert KeyringSecrets("other")("ROME") is None


def test_a_locked_keyring_is_said_to_be_locked(memory):
    memory.is_locked = True
    with pytest.raises(ConfigurationError, match="unlock it") as caught:
        KeyringSecrets()("ROME")
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("provider", [EnvironmentSecrets("X_"), FileSecrets("secrets.toml"), KeyringSecrets("hotels")])
def test_a_provider_travels(provider):
    assert pickle.loads(pickle.dumps(provider)) == provider
