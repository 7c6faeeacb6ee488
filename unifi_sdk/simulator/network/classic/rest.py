"""Lists of things that can be made, changed and deleted in v1: a PUT merges, and every answer is an echo."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import TypeAlias

from attrs import frozen

from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["Collection"]

_Things: TypeAlias = Callable[[SimulatedSite], dict[str, Document]]


@frozen
class Collection:
    """One kind of thing.

    Args:
        name: What it is called in the path.
        things: Where the things of a site are kept; those of the console's own among them.
        check: Judges a thing as it is to be stored, and may change it.
        forget: Is told of a thing that is gone.
    """

    name: str
    things: _Things
    check: Callable[[Call, Document], None] = lambda call, thing: None
    forget: Callable[[Call, Document], None] = lambda call, thing: None

    def handlers(self) -> Mapping[str, Handler]:
        """By the operation."""
        path = f"/rest/{self.name}"
        return {
            f"GET {path}": lambda call: list(self.things(call.site).values()),
            f"POST {path}": self._create,
            f"GET {path}/{{id}}": lambda call: [self._one(call)],
            f"PUT {path}/{{id}}": self._change,
            f"DELETE {path}/{{id}}": self._delete,
        }

    def _one(self, call: Call) -> Document:
        found = self.things(call.site).get(call.ids["id"])
        if found is None:
            raise ClassicFailure("IdInvalid")
        return found

    def _create(self, call: Call) -> list[Document]:
        key = hex_id(str(uuid.uuid4()))
        made: Document = {**deepcopy(call.body), "_id": key, "site_id": hex_id(call.site.id)}
        self._judge(call, made)
        self.things(call.site)[key] = made
        return [{**call.body, "_id": key}]

    def _change(self, call: Call) -> list[Document]:
        present = self._one(call)
        changed = {**present, **deepcopy(call.body), "_id": present["_id"]}
        self._judge(call, changed)
        present.update(changed)
        return [{**call.body, "_id": present["_id"]}]

    def _delete(self, call: Call) -> list[Document]:
        thing = self._one(call)
        if thing.get("attr_no_delete"):
            raise ClassicFailure("InvalidObject")
        del self.things(call.site)[str(thing["_id"])]
        self.forget(call, thing)
        return []

    def _judge(self, call: Call, thing: Document) -> None:
        for name, value in call.body.items():
            if value is None:
                raise ClassicFailure("InvalidPayload", validationError={"field": name})
        self.check(call, thing)
