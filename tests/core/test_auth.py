"""A credential gives its value to a request's header and to nothing else."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unifi_sdk.auth import ApiKey, BearerToken, Credential, Login, Redactor, Secret
from unifi_sdk.errors import ConfigurationError

VALUE = "fake-canary-0123456789"
MAKERS: list[Callable[[str], ApiKey | BearerToken | Secret]] = [ApiKey, BearerToken, Secret]
printable = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)


def test_an_api_key_is_one_header():
    assert ApiKey(VALUE).header() == ("X-API-KEY", VALUE)


def test_a_token_is_one_header_with_the_word_bearer():
    assert BearerToken(VALUE).header() == ("Authorization", f"Bearer {VALUE}")


@given(printable)
def test_every_printable_text_is_kept_as_it_is(text: str):
    assert Secret(text).reveal() == text
    assert ApiKey(text).header()[1] == text


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("bad", ["", " ", f"{VALUE}\n", f" {VALUE}", "a b", "ä", "a\0", "a\tb", "\u200b", "\x7f"])
def test_what_can_be_no_credential_is_refused_without_showing_it(make: Callable[[str], object], bad: str):
    with pytest.raises(ConfigurationError) as caught:
        make(bad)
    assert VALUE not in str(caught.value)


@pytest.mark.parametrize(("make", "name"), [(ApiKey, "api_key"), (BearerToken, "access_token")])
def test_a_refused_credential_is_called_by_its_argument(make: Callable[[str], object], name: str):
    with pytest.raises(ConfigurationError, match=f"^{name} is empty"):
        make("")


@pytest.mark.parametrize("make", MAKERS)
def test_no_repr_shows_it(make: Callable[[str], object]):
    made = make(VALUE)
    assert VALUE not in f"{made!r} {[made]} {{made: made}} {vars(type(made)).keys()}"


def test_a_secret_refuses_to_be_printed_formatted_and_pickled():
    secret = Secret(VALUE)
    for reveal in (str, format, lambda value: f"{value}", pickle.dumps, json.dumps):
        with pytest.raises(TypeError):
            reveal(secret)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_nothing_that_holds_it_can_be_pickled(make: Callable[[str], object], protocol: int):
    with pytest.raises(TypeError):
        pickle.dumps(make(VALUE), protocol)


@pytest.mark.parametrize("credential", [ApiKey(VALUE), BearerToken(VALUE)])
def test_the_header_hides_in_repr_and_refuses_pickling_and_deep_copies(credential: Credential):
    _, value = credential.header()
    assert VALUE not in repr(value)
    assert VALUE not in repr({"header": value})
    for reveal in (pickle.dumps, copy.deepcopy, copy.copy):
        with pytest.raises(TypeError):
            reveal(value)


def test_asdict_of_what_holds_a_secret_shows_nothing():
    @attrs.frozen
    class Holder:
        secret: Secret
        key: ApiKey

    assert VALUE not in repr(attrs.asdict(Holder(Secret(VALUE), ApiKey(VALUE))))


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy])
def test_a_copy_is_the_same_secret(copier: Callable[[Secret], Secret]):
    secret = Secret(VALUE)
    assert copier(secret) is secret


@given(printable, printable)
def test_secrets_are_equal_when_their_values_are(one: str, other: str):
    assert (Secret(one) == Secret(other)) is (one == other)
    assert hash(Secret(one)) == hash(Secret(one))
    assert Secret(one) != one


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8), st.text(), st.text())
def test_a_redactor_takes_out_a_secret_as_it_is_and_as_json_has_it(secret: str, before: str, after: str):
    redactor = Redactor([secret])
    for spelled in (secret, json.dumps(secret)[1:-1], json.dumps(secret)[1:-1].replace("/", "\\/")):
        said = f"{before}{spelled}{after}".encode("utf-8", "replace")
        assert redactor.finds(said)
        assert spelled.encode() not in redactor.clean(said).replace(b"***", b"\0")


SPELLINGS = ("{c}", "\\{c}", "\\\\{c}", "\\u{o:04x}", "\\u{o:04X}", "\\\\u{o:04x}", "%{o:02x}", "%{o:02X}")


@given(
    st.text("abuXYZ0129-_./+=", min_size=8, max_size=12),
    st.data(),
    st.sampled_from(["", "a", "\\", "%", "\\u00", "\\u0026"]),
)
def test_a_redactor_takes_out_a_secret_of_which_every_letter_is_written_in_another_way(
    secret: str, data: st.DataObject, around: str
):
    spelled = "".join(data.draw(st.sampled_from(SPELLINGS)).format(c=letter, o=ord(letter)) for letter in secret)
    said = f"{around}{spelled}{around}".encode()
    redactor = Redactor([secret])
    assert redactor.finds(said)
    assert b"***" in redactor.clean(said)
    assert not redactor.finds(redactor.clean(said).replace(b"***", b"\0"))


def test_a_redactor_leaves_everything_else_as_it_is():
    redactor = Redactor([VALUE])
    assert not redactor.finds(b"nothing to see")
    assert redactor.clean(b"nothing to see") == b"nothing to see"
    assert redactor.clean(f"a {VALUE} b {VALUE}".encode()) == b"a *** b ***"


def test_a_redactor_leaves_alone_what_is_too_short_to_be_a_secret_and_could_be_any_word():
    assert Redactor(["test", "1234567"]).clean(b"a test of 1234567") == b"a test of 1234567"
    assert Redactor(["12345678"]).clean(b"12345678") == b"***"


def test_a_redactor_shows_nothing_and_can_not_be_pickled():
    redactor = Redactor([VALUE])
    assert VALUE not in repr(redactor)
    with pytest.raises(TypeError):
        pickle.dumps(redactor)


def test_a_secret_has_no_attribute_dictionary():
    with pytest.raises(TypeError):
        vars(Secret(VALUE))


def test_a_login_keeps_a_password_that_no_key_could_be_and_hides_it():
    login = Login("ada", " two words \u00e9 ")
    assert (login.name, login.password.reveal()) == ("ada", " two words \u00e9 ")
    assert repr(login) == "Login('ada', '***')"
    assert "words" not in repr(login.password)
    with pytest.raises(TypeError):
        pickle.dumps(login)


@pytest.mark.parametrize(
    ("username", "password", "named"),
    [
        ("", "secret", "username"),
        (" ", "secret", "username"),
        ("ada", "", "password"),
        ("\udcff", "secret", "username"),
        ("ada", "secret\udcff", "password"),
    ],
)
def test_a_login_that_can_not_be_is_refused_without_showing_it(username: str, password: str, named: str):
    with pytest.raises(ConfigurationError, match=f"^{named} ") as caught:
        Login(username, password)
    assert "secret" not in str(caught.value)
