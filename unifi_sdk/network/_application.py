"""UniFi Network as an application that knows its version when that matters."""

from __future__ import annotations

from typing import Final

import attrs

from unifi_sdk._core.application import Application
from unifi_sdk._core.transport import Request, Response
from unifi_sdk.errors import ApiError, NotFoundError, NotSupportedError, UniFiError
from unifi_sdk.network._versions import is_before, version_needed
from unifi_sdk.network.errors import advise
from unifi_sdk.network.info import Info

__all__ = ["NetworkApplication"]

_TAKEN_FOR_GRANTED: Final = "9.1.120"


class NetworkApplication(Application):
    """Tells an operation that the console's version doesn't have from a thing that isn't there: both are answered with 404.

    After such an answer to an operation that came later than 9.1.120, the console is asked for its version. An answer is
    kept for good, unless it is too old for the operation: consoles get updated.

    Args:
        application: The application without this.
    """

    def __init__(self, application: Application) -> None:
        dialect = attrs.evolve(application.dialect, advise=self._advise)
        super().__init__(application.transport, application.endpoint, dialect)
        self._version = ""

    async def send(self, request: Request) -> Response:
        """Send one request.

        Raises:
            NotSupportedError: the console's version doesn't have the operation.
        """
        response = await super().send(request)
        needed = version_needed(request.operation.text)
        if response.status != 404 or not is_before(_TAKEN_FOR_GRANTED, needed):
            return response
        if not self._version or is_before(self._version, needed):
            self._version = await self._ask_for_version()
        refusal = self._refusal(request, response)
        if refusal is None or not is_before(self._version, needed):
            return response
        raise _not_supported(refusal, self._version, needed)

    async def _ask_for_version(self) -> str:
        try:
            info = await Info(self).get()
        except UniFiError:
            return ""
        return info.application_version

    def _refusal(self, request: Request, response: Response) -> NotFoundError | None:
        try:
            self.read_answer(request.operation.text, response)
        except NotFoundError as error:
            return error
        except UniFiError:  # some code that means something else
            return None
        return None

    def _advise(self, exception: type[ApiError], code: str, operation: str) -> str:
        return advise(exception, code, operation, self._version)


def _not_supported(refusal: NotFoundError, version: str, needed: str) -> NotSupportedError:
    return NotSupportedError(
        f"{refusal.operation}: UniFi Network {version} does not have this operation, which came with {needed}: update it "
        "on the console",
        application=refusal.application,
        operation=refusal.operation,
        status=refusal.status,
        code=refusal.code,
        request_id=refusal.request_id,
        known=refusal.known,
        resent=refusal.resent,
    )
