"""A part of Sphinx's set-up: docstrings in place of the reference's tables, under the paths that users import."""

from __future__ import annotations

import inspect
import re
import sys
from enum import Enum
from typing import Any, get_origin

import attrs
from docutils import nodes
from sphinx.addnodes import desc_annotation, desc_signature, pending_xref
from sphinx.application import Sphinx

from docs.machinery.names import PublicName, import_path
from docs.machinery.tables import with_sections
from unifi_sdk import UNSET, Model, OpenEnum
from unifi_sdk.network import Filter

__all__ = ["setup"]

_MODEL_MACHINERY = {"extra", "variant_tag", "variants"}
_LINK_TO_SOURCE = re.compile(r"\[(`[^`\]]+`)\]\(\.\./\.\./unifi_sdk/[^)]*\)")


def setup(app: Sphinx) -> None:
    """Connect what follows."""
    app.connect("source-read", show_docstrings)
    app.connect("autodoc-process-bases", hide_private_bases)
    app.connect("autodoc-process-docstring", keep_colons, priority=400)
    app.connect("autodoc-process-signature", shorten_signature)
    app.connect("autodoc-skip-member", skip_model_machinery)
    app.connect("doctree-read", leave_out_noise)
    app.connect("doctree-read", name_kinds_of_filter_properties)


def show_docstrings(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put directives of autodoc in place of tables; names in the other tables are linked by `docs.machinery.links`."""
    if docname.startswith("reference/"):
        source[0] = _LINK_TO_SOURCE.sub(r"\1", with_sections(source[0], _directives))


def hide_private_bases(
    app: Sphinx, name: str, obj: Any, options: Any, bases: list[Any]
) -> None:
    """Leave out bases that are private or stand in private modules."""
    shown = [base for base in bases if not _is_private(get_origin(base) or base)]
    bases[:] = shown or [object]


def keep_colons(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Keep napoleon from reading what stands before a colon in the first line of an attribute as its type."""
    if what in ("attribute", "data", "property"):
        lines[:0] = [
            "..",
            "",
        ]  # an empty comment, which is what napoleon then takes for the first line


def shorten_signature(
    app: Sphinx,
    what: str,
    name: str,
    obj: Any,
    options: Any,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None] | None:
    """Show of a constructor what a reader needs, and nothing for a class that only the SDK makes."""
    if what not in ("class", "exception") or not signature:
        return None
    repeats_its_base = issubclass(obj, Exception) and "__init__" not in vars(obj)
    if issubclass(obj, Enum) or repeats_its_base or _is_made_by_the_sdk(obj):
        return "", None
    if attrs.has(obj):
        return _attrs_signature(obj), None
    return re.sub(r", _\w+: [^,)]*", "", signature), None


def skip_model_machinery(
    app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any
) -> bool | None:
    """Leave out what every model has; the base of all of them tells."""
    return True if name in _MODEL_MACHINERY else None


def leave_out_noise(app: Sphinx, doctree: nodes.document) -> None:
    """Leave out values that show as no more than an address in memory, and that a class is an `object`."""
    for node in list(doctree.findall(desc_annotation)):
        if re.match(r" = <.* object( at .*)?>$", node.astext()):
            node.parent.remove(node)
    for node in list(doctree.findall(nodes.paragraph)):
        if node.astext() == "Bases: object":
            node.parent.remove(node)


def name_kinds_of_filter_properties(app: Sphinx, doctree: nodes.document) -> None:
    """Show what a property of a filter is, in place of ``Final``."""
    for signature in doctree.findall(desc_signature):
        owner, _, name = signature.get("fullname", "").rpartition(".")
        kind = type(
            getattr(
                getattr(sys.modules.get(signature.get("module")), owner, None),
                name,
                None,
            )
        )
        if kind.__module__ == Filter.__module__ and kind is not Filter:
            for annotation in list(signature.findall(desc_annotation)):
                signature.remove(annotation)
            target = import_path(kind.__module__, kind.__name__)
            link = pending_xref(
                "",
                nodes.Text(kind.__name__),
                refdomain="py",
                reftype="class",
                reftarget=target,
            )
            signature += desc_annotation("", "", nodes.Text(": "), link)


def _directives(module: str, names: list[PublicName]) -> str:
    """What shows the docstring of a module, and those of some of its names."""
    parts = [
        f".. automodule:: {module}\n   :no-members:\n",
        *(_directive(name) for name in names),
    ]
    return "```{eval-rst}\n" + "\n".join(parts) + "```"


def _directive(name: PublicName) -> str:
    value = name.value
    if isinstance(value, type):
        kind = "exception" if issubclass(value, BaseException) else "class"
        return f".. auto{kind}:: {name.path}\n{_options(value)}\n"
    if inspect.isfunction(value):
        return f".. autofunction:: {name.path}\n"
    kind = "function" if callable(value) and hasattr(value, "__wrapped__") else "data"
    text = "".join(f"   {line}\n" for line in name.docstring.splitlines())
    module, _, short = name.path.rpartition(".")
    return f".. py:{kind}:: {short}\n   :module: {module}\n\n{text}"


def _options(value: type) -> str:
    options = []
    inside = value.__module__.startswith("unifi_sdk.simulator.")
    tells_by_itself = "Attributes:" in (value.__doc__ or "")
    if issubclass(value, Model | Enum) or (inside and not tells_by_itself):
        options.append("undoc-members:")
    bases = [base for base in value.__mro__ if base.__module__.startswith("unifi_sdk")]
    if any(
        _is_private(base) and not base.__module__.endswith("._resource")
        for base in bases
    ):
        options.append("inherited-members: object,Generic")
    if value in (Model, OpenEnum):
        options.append("no-show-inheritance:")
    return "".join(f"   :{option}\n" for option in options)


def _is_private(cls: Any) -> bool:
    return "._" in f"{import_path(cls.__module__, cls.__qualname__)}"


def _is_made_by_the_sdk(cls: Any) -> bool:
    """Whether a constructor cannot do without something that no public name leads to."""
    scope = getattr(cls.__init__, "__globals__", {})
    for parameter in inspect.signature(cls).parameters.values():
        taken = scope.get(str(parameter.annotation).partition("[")[0])
        if isinstance(taken, type) and taken.__module__.startswith("unifi_sdk"):
            public = getattr(sys.modules[taken.__module__], "__all__", ())
            if _is_private(taken) or taken.__name__ not in public:
                return True
    return False


def _attrs_signature(cls: type) -> str:
    """The fields of a model by name only, since they stand below with their types; those of another class in full."""
    fields = [
        field
        for field in attrs.fields(cls)
        if field.init and field.name not in _MODEL_MACHINERY
    ]
    if any(field.name.startswith("_") for field in fields):
        return ""
    types = {} if issubclass(cls, Model) else inspect.get_annotations(cls)
    star = "*, " if fields and all(field.kw_only for field in fields) else ""
    return f"({star}{', '.join(_field_text(field, types.get(field.name)) for field in fields)})"


def _field_text(field: Any, annotation: str | None) -> str:
    name = f"{field.name}: {annotation}" if annotation else field.name
    default = field.default
    if default is attrs.NOTHING:
        return name
    if isinstance(default, Enum):
        default = (
            "UNSET" if default is UNSET else f"{type(default).__name__}.{default.name}"
        )
    else:
        default = (
            repr(default)
            if isinstance(default, str | int | float | tuple | None)
            else "..."
        )
    return f"{name} = {default}" if annotation else f"{name}={default}"
