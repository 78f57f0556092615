"""Signing in and out, and the one-time page that sets a password."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.desk.visit import SIGN_IN, Visit
from records import staff
from records.errors import SignInLocked, SignInRefused, TokenRefused, WeakPassword
from records.views_desk import StaffMember

HOME = "/desk/"


def show_sign_in(visit: Visit) -> Response:
    """The sign-in page."""
    said = visit.request.session.pop("said", None)
    return visit.page("sign_in.html", {"problem": None, "login": "", "said": said})


def sign_in(visit: Visit) -> Response:
    """Check login and password; five wrong ones make the login rest."""
    login = visit.form.get("login", "")
    try:
        member = staff.sign_in(visit.services.store, login, visit.form.get("password", ""))
    except SignInRefused as problem:
        status = 429 if isinstance(problem, SignInLocked) else 401
        return visit.page("sign_in.html", {"problem": str(problem), "login": login, "said": None}, status)
    return _enter(visit, member)


def sign_out(visit: Visit) -> Response:
    """Forget who this is."""
    visit.request.session.clear()
    visit.say("You are signed out.")
    return visit.go(SIGN_IN)


def show_welcome(visit: Visit) -> Response:
    """The page behind a one-time link."""
    return _welcome_page(visit, None)


def welcome(visit: Visit) -> Response:
    """Set the password; the link is used up, and its owner is signed in."""
    password = visit.form.get("password", "")
    if password != visit.form.get("again", ""):
        return _welcome_page(visit, "The two passwords are not the same.")
    try:
        member = staff.set_password(visit.services.store, _token(visit), password)
    except (WeakPassword, TokenRefused) as problem:
        return _welcome_page(visit, str(problem))
    return _enter(visit, member)


def _welcome_page(visit: Visit, problem: str | None) -> Response:
    try:
        owner = staff.member_for_link(visit.services.store, _token(visit))
    except TokenRefused as refused:
        words = {"title": "This link does not work any more", "words": str(refused)}
        return visit.page("message.html", words, 410)
    shortest = staff.SHORTEST_PASSWORD
    context: dict[str, object] = {"owner": owner, "problem": problem, "shortest": shortest}
    return visit.page("welcome.html", context, 422 if problem else 200)


def _enter(visit: Visit, member: StaffMember) -> Response:
    # A fresh session: nothing that was set before the sign-in stays good after it.
    wanted = str(visit.request.session.get("next", HOME))
    visit.request.session.clear()
    visit.request.session["staff"] = member.id
    return visit.go(wanted if wanted.startswith("/desk/") else HOME)


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])
