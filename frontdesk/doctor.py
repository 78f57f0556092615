"""`firstcontact doctor`: looks at every part of the house and says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

import requests

from frontdesk.notify import routes
from records.database import is_current, open_store
from records.outbox import backlog
from records.settings import Settings, root

SECONDS = 3.0


@dataclass(frozen=True)
class Result:
    """One finding."""

    what: str
    well: bool
    words: str


def examine(settings: Settings) -> list[Result]:
    """Every check in turn; a check that breaks is a finding itself."""
    checks: dict[str, Callable[[Settings], Result]] = {
        "knowledge": _knowledge,
        "database": _database,
        "model": _model,
        "front desk": _front_desk,
        "assistant": _rasa,
        "action server": _actions,
        "notifications": _routes,
        "outbox": _outbox,
    }
    return [
        Result("settings", True, "Every setting can be used."),
        *(_run(n, c, settings) for n, c in checks.items()),
    ]


def _run(name: str, check: Callable[[Settings], Result], settings: Settings) -> Result:
    try:
        return check(settings)
    except Exception as problem:  # the doctor must finish the round
        return Result(name, False, f"The check itself failed: {problem}")


def _knowledge(settings: Settings) -> Result:
    from physio.knowledge import KnowledgeError, load_knowledge

    try:
        count = len(load_knowledge().red_flags)
    except KnowledgeError as problem:
        return Result("knowledge", False, str(problem))
    return Result("knowledge", True, f"data/knowledge can be read; it holds {count} red flags.")


def _database(settings: Settings) -> Result:
    store = open_store(settings)
    try:
        current = is_current(store.engine)
    finally:
        store.dispose()
    if current:
        return Result("database", True, "It answers and is up to date.")
    return Result("database", False, "It answers but is not up to date. Run: firstcontact migrate")


def _model(settings: Settings) -> Result:
    models = sorted((root() / "models").glob("*.tar.gz"))
    if models:
        return Result("model", True, f"models/{models[-1].name} is there.")
    return Result("model", False, "There is no trained model. Run: make train")


def _front_desk(settings: Settings) -> Result:
    return _answers("front desk", f"{settings.local_url}/health")


def _rasa(settings: Settings) -> Result:
    return _answers("assistant", f"{settings.rasa_url}/webhooks/frontdesk/")


def _actions(settings: Settings) -> Result:
    return _answers("action server", urljoin(settings.actions_url, "/health"))


def _answers(what: str, url: str) -> Result:
    try:
        status = requests.get(url, timeout=SECONDS).status_code
    except requests.RequestException:
        return Result(what, False, f"Nothing answers at {url}. Start the house with: make run")
    if status < 500:
        return Result(what, True, f"It answers at {url}.")
    return Result(what, False, f"{url} answers with an error ({status}). Look at what its process prints.")


def _routes(settings: Settings) -> Result:
    import apprise

    if not routes(settings):
        words = (
            "Nobody is told of enquiries: set APPRISE_URLS or WEBHOOK_URL. The inbox shows them all the same."
        )
        return Result("notifications", False, words)
    wrong = [url.split(":")[0] for url in settings.apprise_urls if not apprise.Apprise().add(url)]
    if wrong:
        return Result("notifications", False, f"Correct these addresses in APPRISE_URLS: {', '.join(wrong)}.")
    return Result("notifications", True, f"{len(routes(settings))} ways to tell humans are set.")


def _outbox(settings: Settings) -> Result:
    store = open_store(settings)
    try:
        state = backlog(store)
    finally:
        store.dispose()
    if state.stuck:
        return Result("outbox", False, f"{state.stuck} notifications are stuck. See: firstcontact outbox")
    return Result("outbox", True, f"{state.due} notifications are waiting, none is stuck.")
