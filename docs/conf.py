"""Sphinx: furo, MyST pages, and a reference made of the docstrings."""

from __future__ import annotations

import builtins
import inspect
import pkgutil
import re
import sys
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, TypeVar, get_origin

import attrs
from docutils import nodes
from sphinx.addnodes import desc_annotation, desc_signature, pending_xref, pending_xref_condition
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.inspect import TypeAliasForwardRef
from sphinx.util.nodes import make_refnode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from unifi_sdk import UNSET, Model, OpenEnum, __version__
from unifi_sdk._facts import load
from unifi_sdk._facts.performed import entrances, performed
from unifi_sdk.access.errors import scope_of, version_needed
from unifi_sdk.network import Filter

project = "unifi-sdk"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"unifi-sdk {release}"
html_show_sphinx = False
html_show_copyright = False

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

# A name in single backticks in a docstring is a link; `resolve_short_name` finds it from any module.
default_role = "py:obj"

TYPE_ALIASES = ("Extra", "IsoTime", "Json", "TrustByPort", "UnixMilliseconds", "UnixNanoseconds", "UnixSeconds")
autodoc_type_aliases = {name: name for name in TYPE_ALIASES}
TypeAliasForwardRef.__repr__ = lambda alias: alias.name  # type: ignore[method-assign]
autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "show-inheritance": True}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100
napoleon_numpy_docstring = False
napoleon_use_rtype = False

_ELSEWHERE = "abc|aiohttp|asyncio|attrs|collections|contextvars|datetime|enum|pathlib|ssl|types|typing|web|yarl"
nitpick_ignore_regex = [(r"py:.*", rf"({_ELSEWHERE})(\..+)?")]
nitpick_ignore = [("py:obj", name) for name in ("Date", "Location", "StrEnum")]  # headers, and a class of `enum`

_MODEL_MACHINERY = {"extra", "variant_tag", "variants"}


class AutoModules(SphinxDirective):
    """``automodule`` for each public module of a package, a section each; ``:except:`` names those to leave out."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"except": str.split}

    def run(self) -> list[nodes.Node]:
        package = import_module(self.arguments[0])
        names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
        return [
            self._section(f"{package.__name__}.{name}")
            for name in names
            if not name.startswith("_") and name not in self.options.get("except", ())
        ]

    def _section(self, module: str) -> nodes.section:
        title = module.rpartition(".")[2].replace("_", " ").capitalize()
        parsed = self.parse_text_to_nodes(f".. automodule:: {module}\n   :undoc-members:\n")
        return nodes.section("", nodes.title("", title), *parsed, ids=[nodes.make_id(f"module-{module}")])


class Operations(SphinxDirective):
    """A table of the operations of an application: what performs each, the permission it needs, since when it is there."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes(operations_table(self.arguments[0]))


def operations_table(application: str) -> str:
    """The table that the directive shows, as text; permissions are a matter of UniFi Access alone."""
    methods: dict[str, set[str]] = {}
    for place in performed(f"unifi_sdk.{application}"):
        methods.setdefault(place.operation, set()).update(entrances(place))
    rows = [["Operation", "Performed by", *(["Permission"] if application == "access" else []), "Since"]]
    for operation in sorted(methods, key=lambda operation: operation.split()[::-1]):
        links = (f":py:obj:`{'.'.join(name.split('.')[3:])} <{name}>`" for name in sorted(methods[operation]))
        permission = [f"``{scope_of(operation)}``"] if application == "access" else []
        rows.append([f"``{operation}``", ", ".join(links), *permission, since_when(application, operation)])
    lines = ["   * - " + "\n     - ".join(row) for row in rows]
    return "\n".join([".. list-table::", "   :header-rows: 1", "", *lines])


def since_when(application: str, operation: str) -> str:
    """The version, as far as it is known."""
    if application == "access":
        return version_needed(operation)
    found = load(application).get(operation)
    return (found and found.since) or ""


def setup(app: Sphinx) -> None:
    app.add_directive("automodules", AutoModules)
    app.add_directive("operations", Operations)
    app.connect("autodoc-process-bases", hide_private_bases)
    app.connect("autodoc-process-docstring", keep_colons, priority=400)
    app.connect("autodoc-process-signature", shorten_signature)
    app.connect("autodoc-skip-member", skip_model_machinery)
    app.connect("doctree-read", leave_out_noise)
    app.connect("doctree-read", name_kinds_of_filter_properties)
    app.connect("doctree-read", leave_builtins_alone)
    app.connect("missing-reference", resolve_short_name)


def hide_private_bases(app: Sphinx, name: str, obj: Any, options: Any, bases: list[Any]) -> None:
    """Leave out bases that are private or stand in private modules."""
    shown = [base for base in bases if base in (Model, OpenEnum) or not _is_private(get_origin(base) or base)]
    bases[:] = shown or [object]


def keep_colons(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Keep napoleon from reading what stands before a colon in the first line of an attribute as its type."""
    if what in ("attribute", "data", "property"):
        lines[:0] = ["..", ""]  # an empty comment, which is what napoleon then takes for the first line


def shorten_signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: str | None
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


def skip_model_machinery(app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    """Leave out what every model has."""
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
        kind = type(getattr(_load(f"{signature.get('module')}.{owner}"), name, None))
        if kind.__module__ == "unifi_sdk.network.filters.grammar" and kind is not Filter:
            for annotation in list(signature.findall(desc_annotation)):
                signature.remove(annotation)
            target = f"{kind.__module__}.{kind.__name__}"
            link = pending_xref("", nodes.Text(kind.__name__), refdomain="py", reftype="class", reftarget=target)
            signature += desc_annotation("", "", nodes.Text(": "), link)


def leave_builtins_alone(app: Sphinx, doctree: nodes.document) -> None:
    """Keep ``bytes`` or ``type`` in a signature from becoming a link to a field of that name.

    Other names are searched for exactly, and then by `resolve_short_name`, which knows what stands nearest.
    """
    for node in list(doctree.findall(pending_xref)):
        if node.get("refdomain") == "py" and hasattr(builtins, node["reftarget"]):
            shown = node.children[-1]
            node.replace_self(shown.children if isinstance(shown, pending_xref_condition) else shown)
        elif node.get("refdomain") == "py":
            node.attributes.pop("refspecific", None)


def resolve_short_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """Find a name that stands without its module or in another one, and leave what is no name of ours as it is."""
    if node.get("refdomain") != "py":
        return None
    target, module = node["reftarget"].removesuffix("()"), node.get("py:module") or ""
    if isinstance(_load(target), TypeVar):
        return contnode
    found = _find(env, _full_name(target), module) or _find(env, target.rpartition(".")[0], module)
    if found is not None:
        entry = env.domains.python_domain.objects[found]
        return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, contnode, found)
    inside = _load(target) or _load(f"{module}.{target}")
    is_known = getattr(inside, "__module__", "").startswith("unifi_sdk.simulator.")  # its inside has no pages
    return contnode if is_known or not _is_a_name(target) else None


def _find(env: BuildEnvironment, target: str, module: str) -> str | None:
    """The one documented name that ends in a target and stands nearest to a module."""
    objects = env.domains.python_domain.objects
    ends = [
        name for name, entry in objects.items() if not entry.aliased and target and f".{name}".endswith(f".{target}")
    ]
    by_distance = {name: _common_length(name, module) for name in ends}
    nearest = [name for name, length in by_distance.items() if length == max(by_distance.values())]
    return nearest[0] if len(nearest) == 1 else None


def _full_name(target: str) -> str:
    """Where an object stands that is named through a package which hands it on."""
    obj = _load(target)
    module, name = getattr(obj, "__module__", None), getattr(obj, "__qualname__", None)
    return f"{module}.{name}" if module and name else target


def _load(target: str) -> object:
    module, _, name = target.rpartition(".")
    return getattr(sys.modules.get(module), name, None)


def _is_a_name(target: str) -> bool:
    """Whether a text in backticks must be documented here: a dotted name, or one in CapWords."""
    if "." in target:
        return target.startswith("unifi_sdk.") or target[0].isupper()
    return target.isidentifier() and target[0].isupper() and not target.isupper()


def _is_private(cls: Any) -> bool:
    return "._" in f"{cls.__module__}.{cls.__qualname__}"


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
    fields = [field for field in attrs.fields(cls) if field.init and field.name not in _MODEL_MACHINERY]
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
        default = "UNSET" if default is UNSET else f"{type(default).__name__}.{default.name}"
    else:
        default = repr(default) if isinstance(default, str | int | float | tuple | None) else "..."
    return f"{name} = {default}" if annotation else f"{name}={default}"


def _common_length(name: str, module: str) -> int:
    pairs = zip(name.split("."), module.split("."), strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), module.count(".") + 1)
