"""A part of Sphinx's set-up: names of the library become links, in prose and in docstrings."""

from __future__ import annotations

import builtins
import re
import sys
from functools import cache
from typing import TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref, pending_xref_condition
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from docs.machinery.names import PACKAGES, import_path, names_of, public_modules

__all__ = ["FIELD_TYPES", "setup"]

FIELD_TYPES = (
    "Extra",
    "IsoTime",
    "Json",
    "Name",
    "TrustByPort",
    "UnixMilliseconds",
    "UnixNanoseconds",
    "UnixSeconds",
)
"""Names for what annotations stand for; a table of `reference/models` explains them."""

_CODE = re.compile(r"(unifi_sdk(?:\.\w+)+|[A-Z]\w+(?:\.\w+)?|[a-z]\w+(?=\(\)))(\(\))?")


def setup(app: Sphinx) -> None:
    """Connect what follows."""
    app.connect("doctree-read", link_code)
    app.connect("doctree-read", leave_builtins_alone)
    app.connect("missing-reference", resolve_short_name)


def link_code(app: Sphinx, doctree: nodes.document) -> None:
    """Make code in prose that is the name of something public a link to it."""
    docname = app.env.docname
    for literal in list(doctree.findall(nodes.literal)):
        inside = (nodes.reference, pending_xref, nodes.title)
        match = _CODE.fullmatch(literal.astext())
        if not match or any(isinstance(parent, inside) for parent in _parents(literal)):
            continue
        target = _public_path(match[1], docname)
        if target:
            link = pending_xref(
                "",
                refdomain="py",
                reftype="obj",
                reftarget=target,
                refdoc=docname,
                is_prose=True,
            )
            literal.replace_self(link)
            link += literal


def leave_builtins_alone(app: Sphinx, doctree: nodes.document) -> None:
    """Keep ``bytes`` or ``type`` in a signature from becoming a link to a field of that name.

    Other names are searched for exactly, and then by `resolve_short_name`, which knows what stands nearest.
    """
    for node in list(doctree.findall(pending_xref)):
        if node.get("refdomain") == "py" and hasattr(builtins, node["reftarget"]):
            shown = node.children[-1]
            node.replace_self(
                shown.children if isinstance(shown, pending_xref_condition) else shown
            )
        elif node.get("refdomain") == "py":
            node.attributes.pop("refspecific", None)


def resolve_short_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """Find a name that stands without its module or in another one, and leave what is no name of ours as it is."""
    if node.get("refdomain") != "py":
        return None
    target, module = node["reftarget"].removesuffix("()"), node.get("py:module") or ""
    if target.rpartition(".")[2] in FIELD_TYPES:
        return make_refnode(
            app.builder, node["refdoc"], "reference/models", "types-of-fields", contnode
        )
    if isinstance(_load(target), TypeVar):
        return contnode
    found = _find(env, _imported(target, module), module) or _find(
        env, target.rpartition(".")[0], module
    )
    if found is not None:
        entry = env.domains.python_domain.objects[found]
        return make_refnode(
            app.builder, node["refdoc"], entry.docname, entry.node_id, contnode, found
        )
    is_inside = module.startswith("unifi_sdk.simulator")  # whose inside has no pages
    return (
        contnode
        if is_inside or node.get("is_prose") or not _is_a_name(target)
        else None
    )


@cache
def _paths() -> dict[str, list[str]]:
    """From where the public names are imported, by the names alone."""
    found: dict[str, list[str]] = {}
    for module in [*PACKAGES, *sorted(set(public_modules()))]:
        for name in names_of(module):
            paths = found.setdefault(name.name, [])
            if name.path not in paths:
                paths.append(name.path)
    return found


def _public_path(code: str, docname: str) -> str:
    """What code in prose means on a page, "" for no public name or one of several."""
    if code.startswith("unifi_sdk."):
        return code
    name, dot, member = code.partition(".")
    paths = _paths().get(name, [])
    application = re.search(r"access|network|protect|simulator", docname)
    nearer = [
        path
        for path in paths
        if application and path.startswith(f"unifi_sdk.{application[0]}")
    ]
    chosen = paths if len(paths) == 1 else nearer
    return chosen[0] + dot + member if len(chosen) == 1 else ""


def _find(env: BuildEnvironment, target: str, module: str) -> str | None:
    """The one documented name that ends in a target and stands nearest to a module."""
    objects = env.domains.python_domain.objects
    if target in objects and not objects[target].aliased:
        return target
    ends = [
        name
        for name, entry in objects.items()
        if not entry.aliased and target and f".{name}".endswith(f".{target}")
    ]
    by_distance = {name: _common_length(name, module) for name in ends}
    nearest = [
        name
        for name, length in by_distance.items()
        if length == max(by_distance.values())
    ]
    return nearest[0] if len(nearest) == 1 else None


def _imported(target: str, module: str) -> str:
    """From where users import an object that is named by another path, or by its name in a module."""
    for path in (target, f"{module}.{target}"):
        obj = _load(path)
        defined, name = (
            getattr(obj, "__module__", None),
            getattr(obj, "__qualname__", None),
        )
        if name and str(defined).startswith("unifi_sdk"):
            owner, dot, member = name.partition(".")
            return import_path(defined, owner) + dot + member
    return target


def _load(target: str) -> object:
    module, _, name = target.rpartition(".")
    return getattr(sys.modules.get(module), name, None)


def _is_a_name(target: str) -> bool:
    """Whether a text in backticks must be documented here: a dotted name, or one in CapWords."""
    if "." in target:
        return target.startswith("unifi_sdk.") or target[0].isupper()
    return target.isidentifier() and target[0].isupper() and not target.isupper()


def _common_length(name: str, module: str) -> int:
    pairs = zip(name.split("."), module.split("."), strict=False)
    return next(
        (index for index, (one, other) in enumerate(pairs) if one != other),
        module.count(".") + 1,
    )


def _parents(node: nodes.Node) -> list[nodes.Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
