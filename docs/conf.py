"""Sphinx: furo, MyST pages, and a reference made of the docstrings."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.util.inspect import TypeAliasForwardRef

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docs.machinery.links import FIELD_TYPES
from unifi_sdk import __version__

project = "unifi-sdk"
release = version = __version__
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "docs.machinery.contents",
    "docs.machinery.reference",
    "docs.machinery.links",
]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"unifi-sdk {release}"
html_show_sphinx = False
html_show_copyright = False
html_static_path = ["static"]
html_css_files = ["code.css"]
html_search_scorer = str(Path(__file__).parent / "static" / "scorer.js")

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

# A name in single backticks in a docstring is a link; `docs.machinery.links` finds it from any module.
default_role = "py:obj"

autodoc_type_aliases = {name: name for name in FIELD_TYPES}
TypeAliasForwardRef.__repr__ = lambda alias: alias.name  # type: ignore[method-assign]
autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "show-inheritance": True}
python_use_unqualified_type_names = True
toc_object_entries = False  # sections are enough: five thousand names make no contents
python_maximum_signature_line_length = 88
napoleon_numpy_docstring = False
napoleon_use_rtype = False

_ELSEWHERE = "abc|aiohttp|asyncio|attrs|collections|contextvars|datetime|enum|pathlib|ssl|types|typing|web|yarl"
nitpick_ignore_regex = [(r"py:.*", rf"({_ELSEWHERE})(\..+)?")]
nitpick_ignore = [
    *(
        ("py:obj", name) for name in ("Date", "Location", "StrEnum")
    ),  # headers, and a class of `enum`
    ("py:class", "AbstractAsyncContextManager"),
]
