"""What most areas of the Access API do alike: list, get, create, change and delete the things on a shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from attrs import field, frozen

from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, Operation, Reply, read_body

if TYPE_CHECKING:
    from aiohttp import web


class _Thing(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Thing)


def _stays(thing: object) -> None:
    return None


def _is_listed(thing: object) -> bool:
    return True


@frozen(kw_only=True)
class Shelf(Generic[T]):
    """Things of one kind, and what is special about them."""

    path: str
    """Of the list: `/door_groups`."""
    scope: str
    """Half of the two scopes: `space` for `view:space` and `edit:space`."""
    items: dict[str, T]
    """Id to thing."""
    make: Callable[[Body], T]
    """A new thing out of the body of a request."""
    change: Callable[[T, Body], None]
    """Changes a thing as the body of a request says; refuses before it changes anything."""
    show: Callable[[T], object]
    """What the single read answers."""
    brief: Callable[[T], object] = field()
    """What the list shows of a thing; the same as `show` when left out."""
    created: Callable[[T], object] = field()
    """`data` after a creation; `show` when left out."""
    updated: Callable[[T], object] = field()
    """`data` after a change; `created` when left out."""
    deleted: object = "success"
    """`data` after a deletion."""
    is_listed: Callable[[T], bool] = _is_listed
    check_edit: Callable[[T], None] = _stays
    """Refuses to change what may not be changed."""
    remove: Callable[[T], None] = _stays
    """Refuses a deletion, or takes away what would hang in the air after it."""
    missing: str = "CODE_RESOURCE_NOT_FOUND"
    """The code for an id that nobody knows."""
    has_single: bool = True
    """Whether a single thing can be read."""

    @brief.default
    def _brief(self) -> Callable[[T], object]:
        return self.show

    @created.default
    def _created(self) -> Callable[[T], object]:
        return self.show

    @updated.default
    def _updated(self) -> Callable[[T], object]:
        return self.created

    def operations(self) -> Iterable[Operation]:
        """The five operations, or four."""
        view, edit, one = f"view:{self.scope}", f"edit:{self.scope}", self.path + "/{id}"
        yield Operation("GET", self.path, view, self._list)
        yield Operation("POST", self.path, edit, self._create)
        if self.has_single:
            yield Operation("GET", one, view, self._get)
        yield Operation("PUT", one, edit, self._update)
        yield Operation("DELETE", one, edit, self._delete)

    def find(self, thing_id: str) -> T:
        """The thing with an id, or `missing`."""
        if thing_id not in self.items:
            raise AccessRefusalError(self.missing)
        return self.items[thing_id]

    async def _list(self, request: web.Request) -> Reply:
        return Reply([self.brief(item) for item in self.items.values() if self.is_listed(item)])

    async def _get(self, request: web.Request) -> Reply:
        return Reply(self.show(self.find(request.match_info["id"])))

    async def _create(self, request: web.Request) -> Reply:
        item = self.make(await read_body(request))
        self.items[item.id] = item
        return Reply(self.created(item))

    async def _update(self, request: web.Request) -> Reply:
        body, item = await read_body(request), self.find(request.match_info["id"])
        self.check_edit(item)
        self.change(item, body)
        return Reply(self.updated(item))

    async def _delete(self, request: web.Request) -> Reply:
        item = self.find(request.match_info["id"])
        self.remove(item)
        del self.items[item.id]
        return Reply(self.deleted)
