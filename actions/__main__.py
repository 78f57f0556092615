"""The action server: the SDK's own application on loopback, behind the service token, silent about patients.

`python -m actions` starts it where ACTIONS_URL says. Rasa's own `rasa run actions` would load TensorFlow.
"""

from __future__ import annotations

import hmac
import logging
from urllib.parse import urlsplit

from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.house import house
from actions.topics import topics
from records.settings import settings

log = logging.getLogger(__name__)
OPEN_PATHS = ("/health",)


def application(token: str) -> Sanic:
    """The SDK's application with a lock on it, and errors that echo nothing."""
    app = create_app("actions", cors_origins=[])

    @app.on_request
    async def locked(request: Request) -> HTTPResponse | None:
        given = (request.args.get("token") or "").encode()
        if request.path in OPEN_PATHS or hmac.compare_digest(given, token.encode()):
            return None
        return response.json({"error": "token"}, status=401)

    @app.exception(Exception)
    async def failed(request: Request, problem: Exception) -> HTTPResponse:
        log.error("%s %s failed: %s", request.method, request.path, type(problem).__name__)
        status = getattr(problem, "status_code", 500)
        return response.json({"error": "action_failed"}, status=status)

    return app


def main() -> None:
    """Open everything first, so that a bad file stops the start with its own sentence; then serve."""
    chosen = settings()
    logging.basicConfig(level=chosen.log_level, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    house()
    topics()
    where = urlsplit(chosen.actions_url)
    app = application(chosen.service_token)
    app.run(where.hostname or "127.0.0.1", where.port or 5055, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
