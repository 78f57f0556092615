"""The outbox worker (`python -m frontdesk.outbox`): tells humans what the records have queued for them.

Each event goes out at least once on each route and, for a receiver that honours the idempotency key,
exactly once, also when this process is killed between sending and noting it.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Sequence

from frontdesk.notify import Announcement, Route, RouteFailed, routes
from records import outbox
from records.database import Store, open_store
from records.settings import SettingsError, settings
from records.show import show
from records.views_desk import Notice

log = logging.getLogger(__name__)

PAUSE_AFTER_TROUBLE = 5.0


def deliver_next(store: Store, ways: Sequence[Route]) -> bool:
    """Deliver the next due event; False when none is due."""
    notice = outbox.claim(store, store.settings.outbox_lease_seconds)
    if notice is None:
        return False
    announcement = announce(store, notice)
    left = [way for way in ways if way.name not in notice.done]
    errors = [error for way in left if (error := _send(store, notice, announcement, way))]
    if errors:
        outbox.mark_failed(store, notice.id, "; ".join(errors))
    else:
        outbox.mark_delivered(store, notice.id, None if ways else outbox.NO_ROUTE)
    return True


def announce(store: Store, notice: Notice) -> Announcement:
    """The event with its enquiry as it stands now."""
    enquiry = show(store, notice.enquiry_id)
    link = store.settings.link_to_enquiry(notice.enquiry_id)
    return Announcement(notice.key, notice.event, store.now(), link, enquiry)


def _send(store: Store, notice: Notice, announcement: Announcement, way: Route) -> str | None:
    try:
        way.send(announcement)
    except Exception as error:  # whatever a route trips over, the other routes and events go on
        words = str(error) if isinstance(error, RouteFailed) else type(error).__name__
        log.warning("%s did not take %s (attempt %s): %s", way.name, notice.key, notice.attempts, words)
        return f"{way.name}: {words}"
    outbox.mark_route(store, notice.id, way.name, store.settings.outbox_lease_seconds)
    log.info("%s has %s", way.name, notice.key)
    return None


def run(store: Store, ways: Sequence[Route], stop: threading.Event) -> None:
    """Deliver until `stop`. Trouble with the database is waited out, never fatal."""
    while not stop.is_set():
        try:
            busy = deliver_next(store, ways)
        except Exception:  # the worker must outlive a database that is away for a while
            log.exception("The outbox could not be worked on; trying again soon")
            stop.wait(PAUSE_AFTER_TROUBLE)
            continue
        if not busy:
            stop.wait(store.settings.outbox_poll_seconds)


def main() -> int:
    """Run the worker until Ctrl-C or a termination signal."""
    try:
        chosen = settings()
    except SettingsError as problem:
        print(problem, file=sys.stderr)
        return 2
    logging.basicConfig(level=chosen.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    store = open_store(chosen)
    run(store, routes(chosen), stop)
    store.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
