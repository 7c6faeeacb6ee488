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

from .languages import Language

__all__ = ["HEADERS", "LONGEST", "Form", "House", "Pages", "Problem", "wanted_page"]

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


LONGEST: Final = {"room": 16, "surname": 80}
"""How many characters a field takes."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a guest isn't online yet.

    Args:
        status: The HTTP status of the page.
        key: What is told, by its name in the files of the languages.
        errors: By the name of a field, what is wrong with it, by its name there.
    """

    status: int
    key: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class House:
    """What stands on the pages of one house.

    Args:
        name: On every page.
        zone: In which times are shown; None is the time zone of this machine.
        keep_days: How long admissions are kept, for the terms of use; None when they aren't recorded.
    """

    name: str
    zone: tzinfo | None = None
    keep_days: int | None = None


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
    """The pages of one house in one language.

    Args:
        house: Whose they are.
        language: What they say.
    """

    def __init__(self, house: House, language: Language) -> None:
        self._house = house
        self._language = language
        self._say = language.texts

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
        days = self._house.keep_days
        states = {f"{name}_state": _state(name, errors, first) for name in ("room", "surname")}
        content = self._fill(
            "sign_in",
            alert=self._alert(problem, has_focus=first is None) if problem else _Markup(),
            sign_in_to=self._sign_in_to(redirect.ssid),
            kept=Template(self._say["terms_kept"]).substitute(days=days) if days else self._say["terms_not_kept"],
            ticket=ticket,
            room=form.room,
            surname=form.surname,
            terms_state=_Markup(_state("terms", errors, first) + (" checked" if form.terms else "")),
            **states,
            **{f"{name}_error": self._error(name, errors) for name in ("room", "surname", "terms")},
        )
        return self._problem_page(problem, content) if problem else self._page(self._say["guest_wifi"], content)

    def online(self, granted: GuestAuthorization | None, redirect: PortalRedirect) -> web.Response:
        """What the console has granted, and a link to the page that the guest wanted.

        Args:
            granted: From the console; None when it doesn't tell.
            redirect: Says what the guest wanted.
        """
        wanted = wanted_page(redirect)
        content = self._fill(
            "online",
            granted=self._granted(granted) if granted else _Markup(),
            way_on=self._way_on(wanted) if wanted else _Markup(),
        )
        return self._page(self._say["online"], content)

    def message(self, problem: Problem, look_again: str | None = None) -> web.Response:
        """A page without the form.

        Args:
            problem: What to tell.
            look_again: The address of a link for a guest who may be online.
        """
        link = '<p><a class="button" href="$url">$text</a></p>'
        action = _fill_text(link, text=self._say["check_again"], url=look_again) if look_again else _Markup()
        title, text = self._told(problem)
        return self._problem_page(problem, self._fill("message", title=title, text=text, action=action))

    def _sign_in_to(self, ssid: str | None) -> str:
        if not ssid:
            return self._say["sign_in"]
        return _fill_text(self._say["sign_in_to"], network=_fill_text("<strong><bdi>$ssid</bdi></strong>", ssid=ssid))

    def _way_on(self, wanted: URL) -> _Markup:
        host = _fill_text("<bdi>$host</bdi>", host=wanted.raw_host or "")
        return self._fill("way_on", url=str(wanted), continue_to=_fill_text(self._say["continue_to"], host=host))

    def _granted(self, granted: GuestAuthorization) -> _Markup:
        ends = granted.expires_at.astimezone(self._house.zone) if granted.expires_at else None
        used = granted.usage.bytes if granted.usage else None
        return self._fill(
            "granted",
            until=self._moment(ends) if ends else self._say["further_notice"],
            data=self._data(granted.data_usage_limit_m_bytes, used),
            download=self._rate(granted.rx_rate_limit_kbps),
            upload=self._rate(granted.tx_rate_limit_kbps),
        )

    def _told(self, problem: Problem) -> tuple[str, str]:
        return self._language.problem(problem.key, count=len(problem.errors))

    def _alert(self, problem: Problem, *, has_focus: bool) -> _Markup:
        state = _Markup(' tabindex="-1" autofocus' if has_focus else "")
        title, text = self._told(problem)
        return self._fill("alert", title=title, text=text, state=state)

    def _error(self, name: str, errors: Mapping[str, str]) -> _Markup:
        if name not in errors:
            return _Markup()
        text = Template(self._language.errors[errors[name]]).substitute(most=LONGEST.get(name))
        return self._fill("error", field=name, text=text)

    def _moment(self, moment: datetime) -> _Markup:
        text = Template(self._language.moment).substitute(
            weekday=self._language.weekdays[moment.weekday()],
            day=moment.day,
            month=self._language.months[moment.month - 1],
            time=f"{moment:%H:%M}",
        )
        return _fill_text('<time datetime="$iso">$text</time>', iso=moment.isoformat(timespec="seconds"), text=text)

    def _data(self, megabytes: int | None, used: int | None) -> str:
        number = self._language.number
        if megabytes is None:
            return self._say["no_limit"]
        whole = f"{number(megabytes // 1024)} GB" if megabytes % 1024 == 0 else f"{number(megabytes)} MB"
        if not used or used < 1_000_000:
            return whole
        return Template(self._say["used"]).substitute(data=whole, used=f"{number(used // 1_000_000)} MB")

    def _rate(self, kbps: int | None) -> str:
        if kbps is None:
            return self._say["no_limit"]
        return f"{self._language.number(kbps / 1000)} Mbit/s" if kbps >= 1000 else f"{kbps} kbit/s"

    def _problem_page(self, problem: Problem, content: _Markup) -> web.Response:
        return self._page(f"{self._say['error']}: {self._told(problem)[0]}", content, problem.status)

    def _page(self, title: str, content: _Markup, status: int = 200) -> web.Response:
        language = self._language
        text = self._fill(
            "page",
            title=title,
            house=self._house.name,
            code=language.code,
            direction=language.direction,
            style=_Markup(_STYLE),
            content=content,
        )
        return web.Response(text=text, status=status, content_type="text/html")

    def _fill(self, name: str, **values: str) -> _Markup:
        return _put(_TEMPLATES[name], {**{f"say_{key}": text for key, text in self._say.items()}, **values})


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


def _fill_text(template: str, **values: str) -> _Markup:
    return _put(Template(template), values)


def _put(template: Template, values: Mapping[str, str]) -> _Markup:
    safe = {name: value if isinstance(value, _Markup) else html.escape(value) for name, value in values.items()}
    return _Markup(template.substitute(safe))


def _state(name: str, errors: Mapping[str, str], first: str | None) -> _Markup:
    """What connects a field with its hint and its error; the first field with an error has the focus."""
    described = [f"{name}-hint"] if name != "terms" else []
    if name in errors:
        described.append(f"{name}-error")
    state = f' aria-describedby="{" ".join(described)}"' if described else ""
    invalid = ' aria-invalid="true"' if name in errors else ""
    return _Markup(state + invalid + (" autofocus" if name == first else ""))
