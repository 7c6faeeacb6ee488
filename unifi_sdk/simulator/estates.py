"""The estates that a simulated console can start with."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["Estate"]

Estate: TypeAlias = Literal["hotel", "campus"]
"""`hotel` is a small one, with a bit of everything; `campus` has 20,000 clients, 500 devices, 200 cameras and 5,000 users."""
