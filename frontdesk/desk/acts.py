"""What a physio does with an enquiry: take it, answer, acknowledge a flag, give it back, close it."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from frontdesk.desk import enquiry as pages
from frontdesk.desk.notes import ACKNOWLEDGED, OUTCOMES, note, unacknowledged
from frontdesk.desk.talk import transcript
from frontdesk.desk.visit import Visit
from frontdesk.limits import MAX_TEXT
from records import desk as book
from records.errors import EnquiryTaken

TWICE = timedelta(seconds=30)
MAX_NOTE = 2000


def take_over(visit: Visit) -> Response:
    """The assistant falls silent; this member answers from now on."""
    force = visit.form.get("force") == "yes"
    try:
        book.take_over(visit.services.store, visit.id, visit.who.login, force=force)
    except EnquiryTaken:
        return _back(visit, "A colleague is answering. To answer in their place, take it from them.")
    return _back(visit, "You have taken over. The assistant is silent until you give the chat back.")


def give_back(visit: Visit) -> Response:
    """The assistant goes on."""
    book.give_back(visit.services.store, visit.id, visit.who.login)
    return _back(visit, "The assistant answers again.")


def reply(visit: Visit) -> Response:
    """Answer in the chat; whoever answers holds the conversation."""
    store, text = visit.services.store, visit.form.get("text", "").strip()
    if not text or len(text) > MAX_TEXT:
        return _not_sent(visit, text, f"Please write an answer of at most {MAX_TEXT:,} characters.")
    try:
        enquiry = book.take_over(store, visit.id, visit.who.login)
    except EnquiryTaken:
        return _not_sent(visit, text, "A colleague is answering this enquiry. Your answer was not sent.")
    if not _said_already(visit, text):
        book.add_reply(store, enquiry.conversation_id, "physio", text, name=visit.who.name)
    visit.services.broadcaster.wake(enquiry.conversation_id)
    return _back(visit, "Your answer is in the chat.")


def acknowledge(visit: Visit) -> Response:
    """Note that this member has seen a flag."""
    flag, message = visit.form.get("flag", ""), visit.form.get("message", "")
    enquiry = book.enquiry_by_id(visit.services.store, visit.id)
    found = next((f for f in enquiry.flags if (f.id, str(f.message_id)) == (flag, message)), None)
    if found is None:
        return _back(visit, "There is no such flag.")
    note(visit, ACKNOWLEDGED, flag=found.id, message=found.message_id, words=found.words)
    return _back(visit, "Noted that you have seen this flag.")


def close(visit: Visit) -> Response:
    """Close with an outcome; not while a flag of an urgent tier waits to be acknowledged."""
    store, outcome = visit.services.store, visit.form.get("outcome", "")
    if outcome not in OUTCOMES:
        return _back(visit, "Please choose an outcome. The enquiry is still open.")
    enquiry = book.enquiry_by_id(store, visit.id)
    if unacknowledged(enquiry, book.history(store, visit.id)):
        return _back(visit, "Please acknowledge each flag first. The enquiry is still open.")
    note(visit, "outcome", outcome=outcome, note=visit.form.get("note", "").strip()[:MAX_NOTE])
    book.close(store, visit.id, visit.who.login)
    visit.say(f"{enquiry.id} is closed. A new message from the patient opens it again.")
    return visit.go("/desk/")


def _said_already(visit: Visit, text: str) -> bool:
    """A second press of the button must not say everything twice."""
    enquiry = book.enquiry_by_id(visit.services.store, visit.id)
    last = transcript(visit.services.store, enquiry)[-1].message
    recent = visit.services.clock.now() - last.at < TWICE
    return recent and (last.sender, last.name, last.text) == ("physio", visit.who.name, text)


def _not_sent(visit: Visit, text: str, words: str) -> Response:
    """The page again with the answer still in its box: a refusal must not cost the physio their words."""
    return pages.render(visit, said=words, draft=text, status=409)


def _back(visit: Visit, words: str) -> Response:
    visit.say(words)
    return visit.go(f"/desk/enquiries/{visit.id}")
