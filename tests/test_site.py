"""The built site, as a reader meets it: what a search finds first, whether code is cut off, under which path a name stands.

`nox -s docs` builds the site and runs this. What needs a browser is left out where none is, and says so.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import zlib
from collections.abc import AsyncIterator, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
import pytest_asyncio

from tests.portal.browser import Browser, need_browser, open_browser
from tests.support.pages import DOCS, ROOT
from tests.test_reference import all_public_names

SITE = DOCS / "_build" / "html"
WIDE, NARROW = 1280, 390
RESULTS = "return [...document.querySelectorAll('#search-results li a')].map(link => link.getAttribute('href'))"
IS_DONE = "return document.querySelector('#search-results p.search-summary')?.textContent"
CUT_OFF = """
return [...document.querySelectorAll('pre')]
    .filter(pre => [pre, pre.parentElement].some(box => box.scrollWidth > box.clientWidth + 1))
    .map(pre => pre.textContent)
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Path:
    """The site; built if it isn't there or has changed."""
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(SITE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return SITE


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    need_browser()
    async with open_browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


async def search(browser: Browser, address: str, text: str) -> list[str]:
    """Where the results of a search lead to, the first ones first."""
    await browser.open(f"{address}/search.html?q={quote(text)}")
    for _ in range(200):
        if "finished" in str(await browser.run(IS_DONE)):
            return list(await browser.run(RESULTS))
    raise AssertionError(f"the search for {text} does not end")


def pages(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("voucher", "howto/vouchers-and-guests.html"),
        ("vouchers", "howto/vouchers-and-guests.html"),
        ("webhook", "howto/access-webhooks.html"),
        ("snapshot", "howto/protect-cameras.html"),
        ("retries", "howto/retries.html"),
        ("retry", "howto/retries.html"),
        ("logging", "howto/logging.html"),
        ("certificate", "howto/trust.html"),
        ("firewall", "howto/network-firewall.html"),
        ("visitors", "howto/access-visitors.html"),
        ("events", "howto/protect-events.html"),
        ("mirror", "howto/protect-mirror.html"),
        ("portal", "howto/captive-portal.html"),
        ("notebook", "howto/notebook.html"),
        ("lists", "howto/lists.html"),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_word_leads_to_a_guide_before_it_leads_to_the_reference(browser, address, text, page):
    found = await search(browser, address, text)
    first_of_the_reference = [*map(is_reference, found)].index(True)
    assert page in {link.partition("#")[0] for link in found[:first_of_the_reference][:5]}


def is_reference(link: str) -> bool:
    return link.startswith("reference/")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("OutcomeUnknownError", "reference/errors.html#unifi_sdk.OutcomeUnknownError"),
        ("Vouchers.create", "reference/network.html#unifi_sdk.network.Vouchers.create"),
        ("unifi_sdk.network.Vouchers", "reference/network.html#unifi_sdk.network.Vouchers"),
        ("VoucherFilter", "reference/network-filters.html#unifi_sdk.network.VoucherFilter"),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_typed_as_code_leads_to_itself(browser, address, text, link):
    assert (await search(browser, address, text))[0] == link


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.asyncio(loop_scope="module")
async def test_no_code_is_cut_off(browser, address, site, width):
    await browser.show(width, 900)
    cut = {}
    for page in pages(site):
        if not is_reference(page):
            await browser.open(f"{address}/{page}")
            if lines := await browser.run(CUT_OFF):
                cut[page] = lines
    assert cut == {}


@pytest.mark.asyncio(loop_scope="module")
async def test_a_line_of_88_columns_stays_one_line_on_a_wide_screen(browser, address):
    await browser.show(WIDE, 900)
    await browser.open(f"{address}/howto/lists.html")
    heights = await browser.run(
        """
        const pre = document.querySelector('.highlight pre');
        return ['x'.repeat(10), 'x'.repeat(88)].map(text => (pre.textContent = text, pre.clientHeight));
        """
    )
    assert heights[0] == heights[1] > 0


def test_every_public_name_stands_under_the_path_that_users_import(site):
    *_, packed = (site / "objects.inv").read_bytes().split(b"\n", 4)
    offered = set(re.findall(r"^(\S+) py:", zlib.decompress(packed).decode(), re.MULTILINE))
    assert sorted(name.path for name in all_public_names() if name.path not in offered) == []


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("network", "unifi_sdk.network.Vouchers"),
        ("access", "unifi_sdk.access.Doors"),
        ("protect", "unifi_sdk.protect.MirrorItem"),
        ("errors", "unifi_sdk.NotFoundError"),
        ("access-models", "unifi_sdk.access.models.WORKDAYS"),
        ("simulator", "unifi_sdk.simulator.pytest_plugin.simulated_console"),
    ],
)
def test_a_heading_of_the_reference_shows_that_path(site, page, path):
    html = (site / f"reference/{page}.html").read_text("utf-8")
    heading = re.search(rf'<dt [^>]*id="{re.escape(path)}">(.*?)</dt>', html, re.DOTALL)
    assert heading
    assert path in re.sub(r"<[^>]+>|\s", "", heading[1])


def test_a_name_in_prose_is_a_link_to_the_reference(site):
    html = (site / "howto/lists.html").read_text("utf-8")
    assert 'href="../reference/pagination.html#unifi_sdk.Paginator"' in html


def test_the_menu_has_every_guide(site):
    html = (site / "index.html").read_text("utf-8")
    menu = html[html.index("sidebar-tree") : html.index('<div class="main">')]
    assert {f"howto/{path.stem}.html" for path in (DOCS / "howto").glob("*.md")} <= set(
        re.findall(r'href="([^"#]+)"', menu)
    )
