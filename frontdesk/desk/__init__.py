"""The inbox for the clinic's physios: `/desk`. Everything behind a sign-in."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import BaseRoute, Mount, Route

from frontdesk.desk import acts, enquiry, inbox, signing
from frontdesk.desk.visit import Work, guarded, open_door
from frontdesk.services import Services

SESSION_HOURS = 12


def routes(services: Services) -> list[BaseRoute]:
    """Everything under `/desk`, with its signed session cookie."""
    settings = services.settings
    session = Middleware(
        SessionMiddleware,
        secret_key=settings.cookie_key,
        session_cookie="desk",
        max_age=SESSION_HOURS * 3600,
        same_site="lax",
        https_only=settings.public_url.startswith("https://"),
    )
    return [Mount("/desk", routes=[*_doors(services), *_rooms(services)], middleware=[session], name="desk")]


def _doors(services: Services) -> list[Route]:
    """What can be reached without a sign-in."""
    return [
        Route("/sign-in", open_door(services, signing.show_sign_in), methods=["GET"]),
        Route("/sign-in", open_door(services, signing.sign_in), methods=["POST"]),
        Route("/welcome/{token}", open_door(services, signing.show_welcome), methods=["GET"]),
        Route("/welcome/{token}", open_door(services, signing.welcome), methods=["POST"]),
    ]


def _rooms(services: Services) -> list[Route]:
    """What is for the team only."""
    one = "/enquiries/{id}"

    def get(path: str, work: Work) -> Route:
        return Route(path, guarded(services, work), methods=["GET"])

    def post(path: str, work: Work) -> Route:
        return Route(path, guarded(services, work), methods=["POST"])

    return [
        get("/", inbox.show),
        get("/list", inbox.rows),
        post("/sign-out", signing.sign_out),
        get(one, enquiry.show),
        get(one + "/talk", enquiry.talk),
        get(one + "/panel", enquiry.panel),
        get(one + "/more", enquiry.more),
        post(one + "/take-over", acts.take_over),
        post(one + "/give-back", acts.give_back),
        post(one + "/reply", acts.reply),
        post(one + "/acknowledge", acts.acknowledge),
        post(one + "/close", acts.close),
    ]
