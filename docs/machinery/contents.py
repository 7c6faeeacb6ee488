"""A part of Sphinx's set-up: the pages that a table links to are what the menu has under a caption.

``<!-- pages: Caption -->`` stands before the table. A page that two tables link to is in the menu once, where it comes first.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx

__all__ = ["setup"]

_TABLE = re.compile(r"<!-- pages(?:: (.*?))? -->\n\n((?:\|.*\n)+)")
_LINK = re.compile(r"\]\((?!\.\.)([\w/-]+)\.md\)")


def setup(app: Sphinx) -> None:
    """Connect what follows."""
    app.connect("source-read", add_menu)


def add_menu(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put a hidden table of contents behind a page for each of its tables of pages."""
    seen = set[str]()
    for caption, table in _TABLE.findall(source[0]):
        pages = [
            page for page in dict.fromkeys(_LINK.findall(table)) if page not in seen
        ]
        seen.update(pages)
        title = f":caption: {caption}\n" if caption else ""
        source[0] += (
            "\n```{toctree}\n:hidden:\n" + title + "\n" + "\n".join(pages) + "\n```\n"
        )
