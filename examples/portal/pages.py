"""The pages, filled in from the files in html/; everything is escaped unless it says that it is markup."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from string import Template
from typing import Final

from aiohttp import web
from yarl import URL

from unifi_sdk.network import PortalRedirect
from unifi_sdk.network.models import GuestAuthorization

__all__ = ["HEADERS", "Form", "Pages", "Problem", "wanted_page"]

_FOLDER: Final = Path(__file__).parent / "html"
_STYLE: Final = (_FOLDER / "style.css").read_text(encoding="utf-8")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_TEMPLATES: Final = {
    path.stem: Template(path.read_text(encoding="utf-8").strip()) for path in sorted(_FOLDER.glob("*.html"))
}

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers hide the Origin of a form from its own portal
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer of the portal carries."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a guest isn't online yet.

    Args:
        status: The HTTP status of the page.
        title: A few words, also in the title of the page.
        text: What to do now.
        errors: By the name of a field, what is wrong with it.
    """

    status: int
    title: str
    text: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Form:
    """What the guest has typed so far."""

    room: str = ""
    surname: str = ""
    terms: bool = False


class _Markup(str):
    """HTML that is put into a page as it is."""

    __slots__ = ()


class Pages:
    """The pages of one house.

    Args:
        house: Its name.
        zone: In which times are shown; None is the time zone of this machine.
    """

    def __init__(self, house: str, zone: tzinfo | None = None) -> None:
        self._house = house
        self._zone = zone

    def sign_in(
        self, ticket: str, redirect: PortalRedirect, form: Form | None = None, problem: Problem | None = None
    ) -> web.Response:
        """The form, with what was wrong the last time.

        Args:
            ticket: Comes back with the form.
            redirect: Names the network.
            form: What stands in the fields.
            problem: Why it is shown again.
        """
        form = form or Form()
        errors = problem.errors if problem else {}
        first = next(iter(errors), None)
        network = _fill_text("<strong><bdi>$ssid</bdi></strong>", ssid=redirect.ssid) if redirect.ssid else "use it"
        states = {f"{name}_state": _state(name, errors, first) for name in ("room", "surname")}
        content = _fill(
            "sign_in",
            alert=_alert(problem, has_focus=first is None) if problem else _Markup(),
            network=network,
            ticket=ticket,
            room=form.room,
            surname=form.surname,
            terms_state=_Markup(_state("terms", errors, first) + (" checked" if form.terms else "")),
            **states,
            **{f"{name}_error": _error(name, errors) for name in ("room", "surname", "terms")},
        )
        title = f"Error: {problem.title}" if problem else "Guest WiFi"
        return self._page(title, content, problem.status if problem else 200)

    def online(self, granted: GuestAuthorization | None, redirect: PortalRedirect) -> web.Response:
        """What the console has granted, and a link to the page that the guest wanted.

        Args:
            granted: From the console; None when it doesn't tell.
            redirect: Says what the guest wanted.
        """
        wanted = wanted_page(redirect)
        content = _fill(
            "online",
            granted=self._granted(granted) if granted else _Markup(),
            way_on=_fill("way_on", url=str(wanted), host=wanted.raw_host or "") if wanted else _Markup(),
        )
        return self._page("You are online", content)

    def message(self, problem: Problem, action: tuple[str, str] | None = None) -> web.Response:
        """A page without the form.

        Args:
            problem: What to tell.
            action: The text and the address of a link.
        """
        link = (
            _fill_text('<p><a class="button" href="$url">$text</a></p>', text=action[0], url=action[1])
            if action
            else ""
        )
        content = _fill("message", title=problem.title, text=problem.text, action=link)
        return self._page(f"Error: {problem.title}", content, problem.status)

    def _granted(self, granted: GuestAuthorization) -> _Markup:
        ends = granted.expires_at.astimezone(self._zone) if granted.expires_at else None
        used = granted.usage.bytes if granted.usage else None
        return _fill(
            "granted",
            until=_moment(ends) if ends else "further notice",
            data=_data(granted.data_usage_limit_m_bytes, used),
            download=_rate(granted.rx_rate_limit_kbps),
            upload=_rate(granted.tx_rate_limit_kbps),
        )

    def _page(self, title: str, content: _Markup, status: int = 200) -> web.Response:
        text = _fill("page", title=title, house=self._house, style=_Markup(_STYLE), content=content)
        return web.Response(text=text, status=status, content_type="text/html")


def wanted_page(redirect: PortalRedirect) -> URL | None:
    """What the guest wanted to open, if a link to it does no harm: a plain web address, without a name or a password in it.

    Args:
        redirect: A checked one. The page may be on any host, so show which; never send the guest there unasked.
    """
    try:
        host = URL(redirect.original_url or "").host
    except (ValueError, IndexError):  # IndexError: what yarl makes of "[]@"
        return None
    safe = redirect.safe_url([host.rstrip(".")]) if host else None
    return URL(safe) if safe else None


def _fill(name: str, **values: str) -> _Markup:
    return _put(_TEMPLATES[name], values)


def _fill_text(template: str, **values: str) -> _Markup:
    return _put(Template(template), values)


def _put(template: Template, values: Mapping[str, str]) -> _Markup:
    safe = {name: value if isinstance(value, _Markup) else html.escape(value) for name, value in values.items()}
    return _Markup(template.substitute(safe))


def _alert(problem: Problem, *, has_focus: bool) -> _Markup:
    state = _Markup(' tabindex="-1" autofocus' if has_focus else "")
    return _fill("alert", title=problem.title, text=problem.text, state=state)


def _state(name: str, errors: Mapping[str, str], first: str | None) -> _Markup:
    """What connects a field with its hint and its error; the first field with an error has the focus."""
    described = [f"{name}-hint"] if name != "terms" else []
    if name in errors:
        described.append(f"{name}-error")
    state = f' aria-describedby="{" ".join(described)}"' if described else ""
    invalid = ' aria-invalid="true"' if name in errors else ""
    return _Markup(state + invalid + (" autofocus" if name == first else ""))


def _error(name: str, errors: Mapping[str, str]) -> _Markup:
    return _fill("error", field=name, text=errors[name]) if name in errors else _Markup()


def _moment(moment: datetime) -> _Markup:
    text = f"{moment:%A} {moment.day} {moment:%B, %H:%M}"
    return _fill_text('<time datetime="$iso">$text</time>', iso=moment.isoformat(timespec="seconds"), text=text)


def _data(megabytes: int | None, used: int | None) -> str:
    if megabytes is None:
        return "no limit"
    whole = f"{megabytes // 1024:,} GB" if megabytes % 1024 == 0 else f"{megabytes:,} MB"
    return f"{whole}, {used // 1_000_000:,} MB used" if used and used >= 1_000_000 else whole


def _rate(kbps: int | None) -> str:
    if kbps is None:
        return "no limit"
    return f"{kbps / 1000:g} Mbit/s" if kbps >= 1000 else f"{kbps} kbit/s"
