"""Redirects to an external captive portal: what a good one says, and everything hostile that one may hold."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from unifi_sdk import ConfigurationError
from unifi_sdk.network import InvalidRedirectError, PortalRedirect, parse_redirect
from unifi_sdk.network.hotspot import CONNECTIVITY_CHECK_HOSTS

GUEST = "1c:71:25:63:e4:24"
ADMITTED = "42:8a:f7:3c:50:b0"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = int(NOW.timestamp())


def redirect_url(path: str = "/guest/s/default/", **changes: Any) -> str:
    """What a console sends, with some values changed; None leaves one out."""
    values: dict[str, Any] = {
        "ap": "AA-BB-CC-00-11-22",
        "id": "1C:71:25:63:E4:24",
        "t": SECONDS,
        "url": "http://captive.apple.com/hotspot-detect.html",
        "ssid": "Hotel Guest",
        **changes,
    }
    return f"{path}?{urlencode({name: value for name, value in values.items() if value is not None}, doseq=True)}"


def parsed(url: str, **options: Any) -> PortalRedirect:
    return parse_redirect(url, now=NOW, **options)


def wanting(url: str) -> PortalRedirect:
    return PortalRedirect(client_mac=GUEST, site_reference="default", redirected_at=NOW, original_url=url)


# what a good redirect says


@pytest.mark.parametrize("origin", ["", "http://portal.example", "https://portal.example:8443", "http://192.168.1.9"])
def test_a_redirect_is_read_from_a_url_or_a_path(origin: str) -> None:
    assert parsed(origin + redirect_url()) == PortalRedirect(
        client_mac="1c:71:25:63:e4:24",
        site_reference="default",
        redirected_at=NOW,
        ap_mac="aa:bb:cc:00:11:22",
        ssid="Hotel Guest",
        original_url="http://captive.apple.com/hotspot-detect.html",
    )


@pytest.mark.parametrize("name", ["ap", "ssid", "url"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_a_console_may_leave_out_is_none(name: str, value: str | None) -> None:
    attribute = {"ap": "ap_mac", "ssid": "ssid", "url": "original_url"}[name]
    assert getattr(parsed(redirect_url(**{name: value})), attribute) is None


def test_the_site_is_the_one_in_the_path() -> None:
    assert parsed(redirect_url("/guest/s/4q7k_x-1")).site_reference == "4q7k_x-1"


def test_a_network_name_of_32_bytes_in_any_script_is_read() -> None:
    assert parsed(redirect_url(ssid="Кафе" * 4)).ssid == "Кафе" * 4


@pytest.mark.parametrize(
    "name",
    [
        "Hotel\u00a0Guest",
        "👨\u200d👩\u200d👧 WiFi",
        "🏴\u200d☠\ufe0f Bar",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "❤️ Café",
        "🇩🇰 Kro",
        "می\u200cخواهم",  # noqa: RUF001 - Persian
        "\u200eHotel \u200fמלון",  # noqa: RUF001 - Hebrew
        "\ufeffHotel\u200b\u2060",
        "\uf8ff Store",
        "\U0001fae9 new",
        " ",
        "a+b&c=d%41#",
        "<b>",
    ],
)
def test_a_network_name_with_joiners_blanks_and_marks_is_read(name: str) -> None:
    assert parsed(redirect_url(ssid=name)).ssid == name


@pytest.mark.parametrize(
    "name",
    [
        "x" * 33,
        "Кафе" * 5,
        "a\x00b",
        "a\nb",
        "a\x7fb",
        "a\x85b",
        "a\u2028b",
        "\u202egro",
        "\u2067gro\u2069",
        ["a", "b"],
    ],
)
def test_a_network_name_that_can_not_be_shown_is_none_and_the_guest_gets_in(name: Any) -> None:
    read = parsed(redirect_url(ssid=name))
    assert (read.ssid, read.client_mac, read.site_reference) == (None, GUEST, "default")


@pytest.mark.parametrize(
    "encoded", ["Caf%E9", "%FF%FE", "%C3", "%ED%A0%80", "%E2%80", "a%00b", "%E2%80%AEgro", "%EF%BF%BD"]
)
def test_a_network_name_that_is_no_utf_8_is_none_and_the_guest_gets_in(encoded: str) -> None:
    read = parsed(f"{redirect_url(ssid=None)}&ssid={encoded}")
    assert (read.ssid, read.client_mac) == (None, GUEST)


@pytest.mark.parametrize("path", ["/", "/portal/", "/portal/guest/s/other/", "https://portal.example/wifi"])
def test_the_site_can_be_said_where_a_proxy_has_rewritten_the_path(path: str) -> None:
    assert parsed(redirect_url(path), site_reference="4q7k_x-1").site_reference == "4q7k_x-1"
    with pytest.raises(InvalidRedirectError, match="pass site_reference"):
        parsed(redirect_url(path))


@pytest.mark.parametrize("reference", ["", "a b", "../x", "a" * 65, "ü", "a\n"])
def test_a_site_that_is_none_is_refused(reference: str) -> None:
    with pytest.raises(ConfigurationError, match="site_reference"):
        parsed(redirect_url(), site_reference=reference)


def test_the_wanted_page_is_not_shown() -> None:
    assert "canary" not in repr(parsed(redirect_url(url="http://canary.example/")))


# what no console sends


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/",
        "/guest/s/",
        "/guest/s//",
        "/guest/s/a/b/",
        "/guest/s/de fault/",
        "/guest/s/..%2f..%2f/",
        "/guest/s/%2e%2e/",
        "/guest/s/" + "a" * 65,
        "/other/s/default/",
        "//guest/s/default/",
        "http://[::1",
        "http://[]@/guest/s/default/",
        "http://portal:99999999/guest/s/default/",
    ],
)
def test_a_path_without_a_site_is_refused(url: str) -> None:
    with pytest.raises(InvalidRedirectError):
        parsed(url + redirect_url("") if "?" not in url else url)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"id": None}, "id"),
        ({"id": ""}, "id"),
        ({"id": "not a mac"}, "id"),
        ({"id": "aa:bb:cc:dd:ee:ff'"}, "id"),
        ({"id": ["aa:bb:cc:dd:ee:ff", "aa:bb:cc:dd:ee:00"]}, "id"),
        ({"ap": "x"}, "ap"),
        ({"ap": ["aa:bb:cc:dd:ee:ff", "aa:bb:cc:dd:ee:00"]}, "ap"),
        ({"t": None}, "t is"),
        ({"t": ""}, "t is"),
        ({"t": "soon"}, "t is no unix time"),
        ({"t": "-5"}, "t is no unix time"),
        ({"t": "1e9"}, "t is no unix time"),
        ({"t": "١٧٦٧٢٢٥٦٠٠"}, "t is no unix time"),
        ({"t": "9" * 13}, "t is no unix time"),
        ({"t": [SECONDS, SECONDS]}, "t is"),
        ({"url": ["http://captive.apple.com/", "http://evil.example/"]}, "url"),
        ({"url": "http://captive.apple.com/" + "x" * 9000}, "url is longer"),
    ],
)
def test_a_value_that_no_console_sends_is_refused_by_name(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidRedirectError, match=named):
        parsed(redirect_url(**changes))


@pytest.mark.parametrize("seconds", [900, -900, 0])
def test_a_redirect_within_the_allowed_age_is_taken(seconds: int) -> None:
    assert parsed(redirect_url(t=SECONDS + seconds)).redirected_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("seconds", [901, -901, 10**9])
def test_a_redirect_from_too_long_ago_or_the_future_is_refused(seconds: int) -> None:
    with pytest.raises(InvalidRedirectError, match="900 s away"):
        parsed(redirect_url(t=SECONDS + seconds))


def test_the_allowed_age_can_be_chosen() -> None:
    assert parsed(redirect_url(t=SECONDS - 5000), max_age_seconds=5000)
    with pytest.raises(InvalidRedirectError, match="10 s away"):
        parsed(redirect_url(t=SECONDS - 11), max_age_seconds=10)
    with pytest.raises(InvalidRedirectError, match="0 s away"):
        parsed(redirect_url(t=SECONDS - 1), max_age_seconds=0)


@pytest.mark.parametrize("seconds", ["253402300800", "999999999999"])
def test_a_time_that_no_calendar_has_is_refused_at_any_age(seconds: str) -> None:
    with pytest.raises(InvalidRedirectError, match="t is no unix time"):
        parsed(redirect_url(t=seconds), max_age_seconds=float("inf"))


@pytest.mark.parametrize("age", [-1, float("nan")])
def test_an_age_that_cannot_be_is_refused(age: float) -> None:
    with pytest.raises(ConfigurationError, match="max_age_seconds"):
        parsed(redirect_url(), max_age_seconds=age)


def test_a_now_without_a_zone_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="now has no time zone"):
        parse_redirect(redirect_url(), now=datetime(2026, 1, 1))


def test_the_machines_time_counts_when_no_other_is_given() -> None:
    assert parse_redirect(redirect_url(t=int(datetime.now(UTC).timestamp()))).client_mac == GUEST
    with pytest.raises(InvalidRedirectError):
        parse_redirect(redirect_url(t=0))


_NAMES = st.sampled_from(["id", "t", "url", "ssid", "ap", "vap"])
_VALUES = st.text() | st.sampled_from([GUEST, str(SECONDS), "http://captive.apple.com/", "%", "%zz", "\ud800", "a=b&c"])


@given(
    st.text()
    | st.builds("{}{}?{}".format, st.sampled_from(["", "//", "http://", "http://[", "x:"]), st.text(), st.text())
    | st.builds(
        lambda path, pairs: path + "?" + "&".join(f"{name}={value}" for name, value in pairs),
        st.sampled_from(
            [
                "/guest/s/default/",
                "http://portal/guest/s/x",
                "http://xn--/guest/s/x/",
                "http://p:x/guest/s/x/",
                "http://[]@/guest/s/x/",
            ]
        ),
        st.lists(st.tuples(_NAMES, _VALUES), max_size=6),
    )
)
@example(f"/guest/s/default/?id={GUEST}&t={SECONDS}&ssid=\ud800")
@example(f"/guest/s/default/?id={GUEST}&t={SECONDS}&ssid=%ED%A0%80&url=http://xn--a/")
@settings(deadline=None, max_examples=600)
def test_whatever_is_sent_is_a_redirect_or_refused(url: str) -> None:
    try:
        redirect = parsed(url)
    except ConfigurationError:
        return
    assert redirect.site_reference
    assert len(redirect.client_mac) == 17
    assert redirect.safe_url() is None or redirect.original_url


# where a guest may be sent


@pytest.mark.parametrize(
    "url",
    [
        "http://captive.apple.com/hotspot-detect.html",
        "http://captive.apple.com",
        "https://captive.apple.com/",
        "http://captive.apple.com:80/",
        "https://captive.apple.com:443/x?y=z#w",
        "http://CAPTIVE.apple.com./",
        "http://www.msftconnecttest.com/redirect",
        "http://connectivitycheck.gstatic.com/generate_204",
    ],
)
def test_a_page_that_systems_look_for_the_internet_at_is_safe(url: str) -> None:
    safe = wanting(url).safe_url()
    assert safe is not None
    assert urlsplit(safe).scheme in ("http", "https")


EVIL = [
    "javascript:alert(1)",
    "javascript://captive.apple.com/%0aalert(1)",
    "JaVaScRiPt:alert(1)//captive.apple.com",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://captive.apple.com/",
    "//captive.apple.com/",
    "///captive.apple.com/",
    "//evil.example",
    "/path",
    "captive.apple.com",
    "http:captive.apple.com",
    "http:///captive.apple.com",
    "http://evil.example/",
    "http://evil.example/captive.apple.com",
    "http://evil.example?captive.apple.com",
    "http://evil.example#captive.apple.com",
    "http://evil.example#@captive.apple.com",
    "http://captive.apple.com.evil.example/",
    "http://captive.apple.comevil.example/",
    "http://evilcaptive.apple.com/",
    "http://xcaptive.apple.com/",
    "http://captive.apple.com@evil.example/",
    "http://user@captive.apple.com/",
    "http://user:password@captive.apple.com/",
    "http://:password@captive.apple.com/",
    "http://:@captive.apple.com/",
    "http://captive.apple.com:8080/",
    "http://captive.apple.com:0/",
    "http://captive.apple.com:99999/",
    "http://captive.apple.com:80:80/",
    "http://captive.apple.com\\@evil.example/",
    "http://evil.example\\.captive.apple.com/",
    "http:\\\\captive.apple.com\\",
    "http://captive.apple.com/\\evil",
    "http://captive.apple.com\n.evil.example/",
    "http://cap\ttive.apple.com/",
    " http://captive.apple.com\x00/",
    "http://captive.аpple.com/",  # noqa: RUF001 - a Cyrillic letter
    "http://ｃaptive.apple.com.evil.example/",  # noqa: RUF001 - a full-width letter
    "http://evil.example／.captive.apple.com/",  # noqa: RUF001 - a full-width slash
    "http://xn--a/",
    "http://evil.example .captive.apple.com/",
    "http://evil.example%2f.captive.apple.com/",
    "http://evil.example;.captive.apple.com/",
    "http://xn--.captive.apple.com/",
    "http://[::1]/",
    "http://[captive.apple.com]/",
    "http://captive.apple.com[]@",
    "http://1.2.3.4/",
    "http://apple.com/",
    "http://com/",
    "http://./",
    "http://",
    "",
]


@pytest.mark.parametrize("url", EVIL)
def test_a_page_that_could_be_misused_is_not_given(url: str) -> None:
    assert wanting(url).safe_url() is None


def test_no_wanted_page_is_no_page() -> None:
    assert parsed(redirect_url(url=None)).safe_url() is None


def test_the_allowed_hosts_can_be_chosen_in_any_case() -> None:
    wanted = wanting("https://www.Hotel.example/welcome")
    assert wanted.safe_url({"HOTEL.example"}) == "https://www.hotel.example/welcome"
    assert wanted.safe_url({"example"}) is not None
    assert wanted.safe_url({"otel.example", "hotel.example.org", ".hotel.example"}) is None
    assert wanted.safe_url(()) is None
    assert wanted.safe_url() is None


_PIECES = st.sampled_from(
    [*"@:/\\?#.[]%;, \t\n。＠", "http:", "//", "captive.apple.com", "evil.example", "%2f", "%40", "xn--"]  # noqa: RUF001
)


@given(st.lists(_PIECES, max_size=9).map("".join) | st.text())
@settings(deadline=None, max_examples=1000)
def test_a_safe_page_is_on_an_allowed_host_however_it_is_read(text: str) -> None:
    for url in (text, f"http://{text}", f"http://captive.apple.com{text}", f"http://{text}captive.apple.com/"):
        safe = wanting(url).safe_url()
        if safe is not None:
            split = urlsplit(safe)
            assert split.scheme in ("http", "https")
            assert split.username is None
            assert (split.hostname or "").rstrip(".").endswith(tuple(CONNECTIVITY_CHECK_HOSTS))
            assert set(split.netloc) <= set(string.ascii_letters + string.digits + ".-:")


def test_a_redirect_in_a_quoted_url_is_one_value() -> None:
    wanted = "http://captive.apple.com/?id=aa:bb:cc:dd:ee:00&t=5"
    redirect = parsed(redirect_url(url=None) + "&url=" + quote(wanted, safe=""))
    assert (redirect.client_mac, redirect.original_url) == (GUEST, wanted)
