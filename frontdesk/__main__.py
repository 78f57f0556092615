"""Run the front desk: `python -m frontdesk`."""

from __future__ import annotations

import sys

import uvicorn

from frontdesk.app import build
from physio.clinic import ClinicError
from physio.knowledge import KnowledgeError
from records.database import upgrade
from records.settings import SettingsError, settings

GOODBYE_SECONDS = 3
"""Open streams get so long to end when the server stops."""


def main() -> int:
    """Serve until stopped; mistakes in settings or content are said in sentences, and nothing starts."""
    try:
        given = settings()
        upgrade(given)
        app = build(given)
    except (SettingsError, KnowledgeError, ClinicError) as problem:
        print(problem, file=sys.stderr)
        return 2
    uvicorn.run(
        app,
        host=given.host,
        port=given.port,
        log_level=given.log_level.lower(),
        access_log=False,  # addresses may hold a stream's token
        timeout_graceful_shutdown=GOODBYE_SECONDS,
        server_header=False,
        ws="none",  # no web sockets here; uvicorn's support doesn't fit the version that Rasa pins
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
