"""axe-core, which looks for barriers in a page: fetched with npm at one version, and run in the browser of the tests."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from tests.portal.browser import Browser, leave_out

VERSION = "4.14.1"
_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
KEPT = Path(tempfile.gettempdir()) / f"axe-core-{VERSION}.min.js"
"""Whoever writes there: the script is taken by its checksum alone."""
_NPM_SECONDS = 120

_LOOK = """
const [pages, done] = arguments;
const found = {};
(async () => {
  for (const [name, page] of pages) {
    if (page !== null) { document.open(); document.write(page); document.close(); }
    const result = await axe.run(document, {resultTypes: ["violations"]});
    found[name] = result.violations.map(v => [v.impact, v.id, ...v.nodes.map(n => n.html)].join(" | "));
    const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wider > 0) found[name].push(`wider than the window by ${wider}`);
    if (result.passes.length < 10) found[name].push("hardly anything was looked at");
  }
  return found;
})().then(done, error => done({"axe-core": [String(error)]}));
"""


def need_axe() -> str:
    """The script; without it the test is left out, or fails where a browser is promised."""
    kept = KEPT.read_bytes() if KEPT.is_file() else b""
    if hashlib.sha256(kept).hexdigest() != _SHA256:
        kept = _fetch()
        with suppress(OSError), tempfile.TemporaryDirectory(dir=KEPT.parent) as folder:
            (Path(folder) / "axe").write_bytes(kept)
            (Path(folder) / "axe").replace(KEPT)
    return kept.decode()


async def barriers(browser: Browser, axe: str, pages: dict[str, str] | None = None) -> dict[str, list[str]]:
    """What hinders people, by the name of the page; empty when nothing does.

    Args:
        browser: With a page of the portal open.
        axe: From `need_axe`.
        pages: The markup of others, shown one after the other; else the page that is open.
    """
    await browser.run(f"if (!window.axe) {{ {axe} }}")
    found = await browser.run_async(_LOOK, [*pages.items()] if pages else [("this page", None)])
    return {name: complaints for name, complaints in found.items() if complaints}


def _fetch() -> bytes:
    if shutil.which("npm") is None:
        leave_out("no npm on this machine, which fetches axe-core (Debian's package: npm)")
    command = ["npm", "pack", f"axe-core@{VERSION}", "--ignore-scripts", "--silent"]
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=_NPM_SECONDS)
        except subprocess.SubprocessError as error:
            leave_out(f"npm cannot fetch axe-core {VERSION}: {getattr(error, 'stderr', None) or error}")
        (packed,) = Path(folder).iterdir()
        with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            script = member.read()
    assert hashlib.sha256(script).hexdigest() == _SHA256, "npm has given another axe-core than was pinned"
    return script
