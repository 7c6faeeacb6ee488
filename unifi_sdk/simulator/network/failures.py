"""What the simulated Network application answers to a request that it refuses."""

from __future__ import annotations

__all__ = ["GatewayFailure", "NetworkFailure", "invalid", "not_found"]


class NetworkFailure(Exception):  # noqa: N818 - the answer to a request, not an error of the simulator
    """A request that the application refuses.

    Args:
        status: HTTP status.
        code: The vendor's dotted code.
        message: The vendor's text.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class GatewayFailure(NetworkFailure):
    """A request that never reaches the application: the gateway in front of it refuses it, with a body of its own."""


def invalid(message: str) -> NetworkFailure:
    """A refusal with 400 and the code that the console uses for whatever has none of its own."""
    return NetworkFailure(400, "api.request.error", message)


def not_found(kind: str, identifier: object) -> NetworkFailure:
    """A refusal with 404: nothing of this kind has this id."""
    return NetworkFailure(404, "api.request.error", f"{kind} '{identifier}' was not found")
