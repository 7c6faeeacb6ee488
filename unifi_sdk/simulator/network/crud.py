"""What most areas of the Network API do alike: list, get, create, replace and delete documents on a shelf of a site."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from functools import partial

import attrs

from unifi_sdk._facts import Facts, Schema, load
from unifi_sdk.simulator.network.failures import invalid, not_found
from unifi_sdk.simulator.network.references import check_references
from unifi_sdk.simulator.network.state import Document, Shelf, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler, page
from unifi_sdk.simulator.schema import ShapeError, accept, project

__all__ = ["Area", "check_own", "find", "handlers_of"]

_ZEROS: Mapping[str, object] = {"boolean": False, "integer": 0}


def _nothing(site: SimulatedSite) -> None:
    return None


def _as_it_is(site: SimulatedSite, new: Document, old: Document | None) -> None:
    return None


def _without_trace(call: Call, document: Document) -> None:
    return None


def _always(call: Call, identifier: str) -> bool:
    return True


@attrs.frozen(kw_only=True)
class Area:
    """One kind of thing, and what is special about it; which operations it has stands in the specification."""

    path: str
    """Of its list: `/v1/sites/{siteId}/networks`."""
    kind: str
    """What it is called when it isn't found."""
    shelf: Callable[[SimulatedSite], Shelf]
    gate: Callable[[SimulatedSite], None] = _nothing
    """Refuses everything about a site that doesn't have such things."""
    settle: Callable[[SimulatedSite], None] = _nothing
    """Brings up to date what follows from other things; called before every look."""
    write: Callable[[SimulatedSite, Document, Document | None], None] = _as_it_is
    """Refuses or completes a new document, given the one that it replaces."""
    remove: Callable[[Call, Document], None] = _without_trace
    """Refuses a removal, or takes away what would hang in the air after it."""
    overview: Callable[[Document, Schema, Schema], Document] = project
    """What the list shows of a document, given the schemas of the list's elements and of the details."""
    defaults: Mapping[str, object] = attrs.field(factory=dict)
    """What a request may leave out and an answer has, and what it is then; switches are off and numbers zero without it."""
    read_only: frozenset[str] = frozenset({"id", "metadata"})
    """Fields that are no concern of the caller."""
    shows_id: Callable[[Call, str], bool] = _always
    """Whether the API tells the id of a document that has one."""


def handlers_of(area: Area, facts: Facts) -> Mapping[str, Handler]:
    """The operations of an area that need nothing special.

    Args:
        area: The area.
        facts: The specification, which says which operations there are.
    """
    one = re.compile(re.escape(area.path) + r"/\{\w+\}")
    gets = (get for get in facts.operations.values() if get.verb == "GET" and one.fullmatch(get.path))
    details = next((get.name for get in gets), "")
    table: Mapping[tuple[str, bool], Handler] = {
        ("GET", False): partial(_list, area, details),
        ("POST", False): partial(_create, area),
        ("GET", True): partial(find, area),
        ("PUT", True): partial(_replace, area),
        ("DELETE", True): partial(_delete, area),
    }
    found = {}
    for name, operation in facts.operations.items():
        single = one.fullmatch(operation.path) is not None
        if (single or operation.path == area.path) and (operation.verb, single) in table:
            found[name] = table[operation.verb, single]
    return found


def find(area: Area, call: Call) -> Document:
    """The document whose id is the last in the path.

    Raises:
        NetworkFailure: 404, there is none, or the API doesn't show its id.
    """
    identifier = list(call.ids.values())[-1]
    area.gate(call.site)
    area.settle(call.site)
    document = area.shelf(call.site).get(identifier)
    if document is None or "id" not in document or not area.shows_id(call, identifier):
        raise not_found(area.kind, identifier)
    return document


def check_own(area: Area, document: Document, *, configurable: bool = False) -> None:
    """Refuse to change what nobody made.

    Args:
        area: Where it belongs.
        document: The thing as it is.
        configurable: Whether it is enough that the system lets some of it be configured.

    Raises:
        NetworkFailure: 400, it is not user-defined.
    """
    metadata = document.get("metadata")
    known = metadata if isinstance(metadata, Mapping) else {}
    if (
        "metadata" in document
        and known.get("origin") != "USER_DEFINED"
        and not (configurable and known.get("configurable") is True)
    ):
        raise invalid(f"{area.kind} '{document['id']}' is not user-defined, it can't be modified or deleted")


def _list(area: Area, details: str, call: Call) -> Document:
    area.gate(call.site)
    area.settle(call.site)
    element = call.operation.element or Schema()
    one = load("network", call.network.version).operations.get(details)
    whole = (one and one.answer) or element

    def show(document: Document) -> Document:
        shown = area.overview(document, element, whole)
        hidden = "id" in document and not area.shows_id(call, str(document["id"]))
        return {name: value for name, value in shown.items() if name != "id"} if hidden else shown

    return page(call, area.shelf(call.site).values(), show)


def _create(area: Area, call: Call) -> Document:
    area.gate(call.site)
    area.settle(call.site)
    identifier = str(uuid.uuid4())
    made: Document = {"id": identifier, "metadata": {"origin": "USER_DEFINED"}}
    return _store(area, call, made if "metadata" in _shape_of(call).properties else {"id": identifier}, None)


def _replace(area: Area, call: Call) -> Document:
    old = find(area, call)
    check_own(area, old, configurable=True)
    return _store(area, call, {name: old[name] for name in area.read_only if name in old}, old)


def _delete(area: Area, call: Call) -> None:
    document = find(area, call)
    check_own(area, document)
    area.remove(call, document)
    del area.shelf(call.site)[str(document["id"])]
    area.settle(call.site)


def _store(area: Area, call: Call, kept: Document, old: Document | None) -> Document:
    written = {name: value for name, value in call.body.items() if name not in area.read_only}
    check_references(call.site, written)
    new = {**area.defaults, **kept, **written}
    shape = call.operation.answer or Schema()
    _fill(shape, new)
    try:
        accept(shape, new)  # an answer is bound closer than a request: a name must not be empty
    except ShapeError as error:
        raise invalid(str(error)) from None
    area.write(call.site, new, old)
    area.shelf(call.site)[str(new["id"])] = new
    area.settle(call.site)
    return area.shelf(call.site)[str(new["id"])]


def _shape_of(call: Call) -> Schema:
    """What the answer to a creation looks like."""
    shape = call.operation.answer or Schema()
    kind = call.body.get(shape.discriminator) if shape.discriminator else None
    return shape.variant(kind) or shape


def _fill(schema: Schema, document: Document) -> None:
    """What an answer always has and a request need not: switches are off, numbers are zero until they are settled."""
    shape = schema.variant(document.get(schema.discriminator)) if schema.discriminator else schema
    for name in (shape or schema).required - document.keys():
        kind = (shape or schema).properties[name].kind
        if kind in _ZEROS:
            document[name] = _ZEROS[kind]
