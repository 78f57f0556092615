"""The composition root: everything that the front desk is made of, put together from the settings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from frontdesk import desk, pages
from frontdesk.api import Api
from frontdesk.assistant import Assistant
from frontdesk.broadcaster import Broadcaster
from frontdesk.errors import ApiError, on_api_error, on_http_error
from frontdesk.loading import Loading
from frontdesk.security import middleware
from frontdesk.services import Services
from frontdesk.stream import watch
from frontdesk.turns import Patience, Turns
from frontdesk.understanding import Understanding, load
from frontdesk.words import apology
from physio.clinic import load_clinic
from physio.knowledge import load_knowledge
from records import turns as book
from records.database import Store, open_store
from records.keys import service_token
from records.settings import Settings

LONGEST_BURST = 3


@dataclass(frozen=True)
class House:
    """The parts that live as long as the server."""

    services: Services
    assistant: Assistant
    understanding: Loading[Understanding]
    turns: Turns


def build(settings: Settings, patience: Patience | None = None) -> Starlette:
    """The front desk for these settings, on a migrated database; nothing runs before the server starts.

    Raises KnowledgeError or ClinicError when the content that people edit has mistakes.
    """
    house = furnish(open_store(settings), patience or patience_of(settings))
    routes = [
        *Api(house.services, house.understanding, house.turns).routes(),
        *desk.routes(house.services),
        *pages.routes(house.services),
    ]
    return Starlette(
        routes=routes,
        middleware=middleware(settings.allowed_origins),
        exception_handlers={ApiError: on_api_error, HTTPException: on_http_error},
        lifespan=partial(lifespan, house),
    )


def furnish(store: Store, patience: Patience) -> House:
    """Make the parts."""
    services = Services(store, load_knowledge(), load_clinic(), Broadcaster())
    settings = store.settings
    assistant = Assistant(settings.rasa_url, service_token(settings), settings.rasa_timeout)
    turns = Turns(store, assistant, services.broadcaster, apology(services), patience)
    understanding = Loading(partial(load, services.knowledge, services.clinic))
    return House(services, assistant, understanding, turns)


def patience_of(settings: Settings) -> Patience:
    """How long the workers wait, from the settings."""
    burst = settings.burst_seconds
    return Patience(burst=burst, longest_burst=LONGEST_BURST * burst, silent=settings.rasa_grace_seconds)


async def since(store: Store, after: int) -> list[tuple[int, str]]:
    """The messages above an id, as the watch asks for them."""
    return await run_in_threadpool(book.stored_since, store, after)


@asynccontextmanager
async def lifespan(house: House, _: Starlette) -> AsyncIterator[None]:
    """Load the reader beside the server; run the workers and the watch until the server stops."""
    house.understanding.start()
    newest = await run_in_threadpool(book.newest_id, house.services.store)
    tasks = [
        asyncio.create_task(house.turns.run()),
        asyncio.create_task(watch(house.services.broadcaster, partial(since, house.services.store), newest)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await house.turns.stop()
        await house.assistant.close()
        house.services.store.dispose()
