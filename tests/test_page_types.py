"""Every Python fence of README and documentation passes mypy --strict, as a reader's own program would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.pages import PAGES, ROOT, name_of
from tests.support.typed_pages import errors_by_page, modules_of


def errors_of(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What mypy says of pages, all at once and with the project's own settings."""
    modules = modules_of(pages)
    for name, source in modules.items():
        (folder / name).write_text(source, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", *(str(folder / name) for name in modules)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return errors_by_page(done.stdout, pages)


def test_the_code_of_every_page_is_typed(tmp_path):
    pages = {name_of(path): path.read_text("utf-8") for path in PAGES}
    assert errors_of(pages, tmp_path) == []


def test_what_is_wrong_is_reported_with_its_page_and_line(tmp_path):
    page = """# A page

```python
door = (await console.access.doors.list())[0]
print(door.name.upper())
```

<!-- test
simulated.nothing()
-->

```python
async def test_it(simulated_console): ...
```

```python
import asyncio


async def main():
    return 1


asyncio.run(main())
```
"""
    errors = errors_of({"docs/a-page.md": page, "README.md": page.replace(".name.upper()", ".id.upper()")}, tmp_path)
    places = sorted(tuple(error.split(": error: ")) for error in errors)
    assert [place for place, _ in places] == [
        "README.md:13",
        "README.md:20",
        "README.md:24",
        "README.md:9",
        "docs/a-page.md:13",
        "docs/a-page.md:20",
        "docs/a-page.md:24",
        "docs/a-page.md:5",
        "docs/a-page.md:9",
    ]
    assert "union-attr" in dict(places)["docs/a-page.md:5"]


def test_a_file_of_the_library_is_a_module_that_the_next_one_imports(tmp_path):
    page = """
<!-- file: unifi_sdk/network/models/lockers.py -->
```python
from __future__ import annotations

__all__ = ["Locker"]


class Locker:
    size: int
```

<!-- file: unifi_sdk/network/lockers.py -->
```python
from __future__ import annotations

from unifi_sdk.network.models.lockers import Locker

__all__ = ["measure"]


def measure(locker: Locker) -> str:
    return locker.size
```

```python
print(measure(Locker()) + 1)
```
"""
    errors = errors_of({"page.md": page}, tmp_path)
    assert [error.partition(": error: ")[0] for error in errors] == ["page.md:23", "page.md:27"]
