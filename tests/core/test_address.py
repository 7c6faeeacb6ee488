"""Hosts as people paste them: whatever is taken can be called, and everything else is refused with a sentence."""

from __future__ import annotations

from ipaddress import IPv6Address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from tests.support.calls import KEY
from unifi_sdk._core.address import Address, check_port, elsewhere, parse_host
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network import NetworkClient


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("192.168.1.1", "192.168.1.1", 443),
        ("192.168.1.1:11443", "192.168.1.1", 11443),
        ("unifi", "unifi", 443),
        ("my_console.home.arpa.", "my_console.home.arpa.", 443),
        ("console:1", "console", 1),
        ("console:65535", "console", 65535),
        ("https://unifi.local", "unifi.local", 443),
        ("https://unifi.local/", "unifi.local", 443),
        ("https://unifi.local:8443/", "unifi.local", 8443),
        ("::1", "::1", 443),
        ("[::1]", "::1", 443),
        ("[::1]:12445", "::1", 12445),
        ("https://[fe80::1]:11443/", "fe80::1", 11443),
        ("fe80::1%eth0", "fe80::1%eth0", 443),
        ("[fe80::1%eth0]:8443", "fe80::1%eth0", 8443),
        ("::ffff:192.168.1.1", "::ffff:192.168.1.1", 443),
    ],
)
def test_a_host_is_read_as_people_write_it(text: str, host: str, port: int):
    assert parse_host(text, 443) == Address(host, port)


@pytest.mark.parametrize("text", ["https://console.example:8443/manage/", "console:8443/manage", "ftp://console:21"])
def test_an_address_with_a_path_is_told_so(text: str):
    with pytest.raises(ConfigurationError, match="host has a path"):
        parse_host(text, 443)


@pytest.mark.parametrize(
    "text",
    [
        "console/path",
        "https://console/path",
        "https://console?x=1",
        "console#x",
        "user@console",
        "https://user:password@console",
        "two words",
        "console\n",
        " console",
        "c\u00f6nsole",
        "a..b",
        ".a",
        "-a",
        "a-",
        "a" * 64,
        ".".join(["a" * 60] * 5),
        "aa:bb:cc:dd:ee:ff",
        "::1::2",
        "fe80::1%",
        "fe80::1%a/b",
        "[",
        "[console",
        "[::1",
        "[]",
        "ftp://console",
        "console\\x",
        "*",
    ],
)
def test_what_is_no_host_is_refused(text: str):
    with pytest.raises(ConfigurationError, match=r"^host "):
        parse_host(text, 443)


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_an_empty_host_is_refused_with_an_example(text: str):
    with pytest.raises(ConfigurationError, match=r"such as 192\.168\.1\.1"):
        parse_host(text, 443)


def test_plain_http_is_refused_because_of_the_credential():
    with pytest.raises(ConfigurationError, match="https only"):
        parse_host("http://192.168.1.1", 443)


@pytest.mark.parametrize(
    "text", ["console:", "console:x", "console:-1", "console:\u0663", "console:123456", "[::1]x", "[::1]443"]
)
def test_a_port_that_is_no_number_is_refused(text: str):
    with pytest.raises(ConfigurationError, match="port that is no number"):
        parse_host(text, 443)


@pytest.mark.parametrize("text", ["console:0", "console:65536", "console:99999"])
def test_a_port_out_of_range_is_refused(text: str):
    with pytest.raises(ConfigurationError, match="not within 1 to 65535"):
        parse_host(text, 443)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_default_port_out_of_range_is_refused_by_its_name(port: int):
    with pytest.raises(ConfigurationError, match=r"^port is out of range"):
        parse_host("console", port)
    with pytest.raises(ConfigurationError, match=r"^access_port is out of range"):
        check_port(port, "access_port")


@pytest.mark.parametrize("port", [1, 443, 65535])
def test_a_port_in_range_is_given_back(port: int):
    assert check_port(port) == port


@pytest.mark.parametrize(
    ("address", "origin", "text"),
    [
        (Address("console", 443), "https://console", "console:443"),
        (Address("console", 8443), "https://console:8443", "console:8443"),
        (Address("::1", 443), "https://[::1]", "[::1]:443"),
        (Address("::1", 8443), "https://[::1]:8443", "[::1]:8443"),
    ],
)
def test_an_address_is_an_origin_and_a_text(address: Address, origin: str, text: str):
    assert address.origin == origin
    assert str(address) == text


pieces = st.sampled_from(
    [*"abAZ019.-_:[]%/?#@ \\\u0663\u00fc", "::", "fe80::1%eth0", "1.2.3.4", "https://", "http://", "a" * 63]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=6).map("".join)))
@example("aa:bb:cc:dd:ee:ff")
def test_any_text_is_refused_or_becomes_the_origin_of_exactly_that_host(text: str):
    try:
        address = parse_host(text, 443)
    except ConfigurationError:
        return
    url = URL(address.origin + "/x", encoded=True)
    assert (url.scheme, url.port, url.raw_path, url.user, url.raw_query_string) == (
        "https",
        address.port,
        "/x",
        None,
        "",
    )
    if ":" in address.host:
        assert IPv6Address(url.host or "") == IPv6Address(address.host)
    else:
        assert url.raw_host == address.host.lower()


def test_a_client_refuses_a_mac_address_for_a_host_with_our_own_error():
    with pytest.raises(ConfigurationError, match="host is no host"):
        NetworkClient("aa:bb:cc:dd:ee:ff", api_key=KEY)


@pytest.mark.parametrize(
    ("url", "host", "port", "moved"),
    [
        ("rtsps://10.0.0.7:7441/aB%20c?enableSrtp", "vpn.example", None, "rtsps://vpn.example:7441/aB%20c?enableSrtp"),
        ("rtsps://10.0.0.7:7441/a", "vpn.example", 17441, "rtsps://vpn.example:17441/a"),
        ("rtsps://10.0.0.7/a", "vpn.example", None, "rtsps://vpn.example/a"),
        ("rtsps://[fd00::7]:7441/a", "fd00::8", None, "rtsps://[fd00::8]:7441/a"),
        ("rtsp://rtsp:7447/rtsp", "[fd00::8]", None, "rtsp://[fd00::8]:7447/rtsp"),
        ("rtsp://me:word@a/b", "c", None, "rtsp://me:word@c/b"),
    ],
)
def test_a_url_is_moved_to_another_host_and_is_the_same_for_the_rest(url: str, host: str, port: int, moved: str):
    assert elsewhere(url, host, port) == moved


@pytest.mark.parametrize(
    "text", ["", "no address", "rtsps:/a", "rtsps://[broken/a", "rtsps://a:99999999/b", "rtsps://a:x/b"]
)
def test_what_is_no_url_stays(text: str):
    assert elsewhere(text, "vpn.example") == text


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("vpn.example:443", None, "host takes a name or an address and nothing else"),
        ("https://vpn.example", None, "host takes a name or an address and nothing else"),
        ("vpn.example/path", None, "host has a path"),
        ("", None, "host is empty"),
        ("vpn.example", 0, "port is out of range"),
        ("vpn.example", "7441", "port must be a whole number"),
    ],
)
def test_a_place_that_a_url_can_t_have_is_refused(host: str, port: int, said: str):
    with pytest.raises(ConfigurationError, match=said):
        elsewhere("rtsps://a:7441/b", host, port)
