"""The plan: what the conversation does next, from the facts and what was done so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from physio.facts.model import Facts
from physio.facts.needs import CONTACT, missing, only_complains
from physio.facts.screening import SCREENING
from physio.knowledge import Knowledge

STEPS = ("safety", "enquiry", "advise", "booking", "done")
BOOKED_WISHES = ("visit", "callback", "dropin")
CONCERN = "concern"
_AFTER_BOOKING = {CONTACT, CONCERN}
"""What somebody who wants to be booked is asked with the booking, or after it."""
_AFTER_ADVICE = {CONTACT}
"""What somebody who only wants advice is asked once they have it."""


@dataclass(frozen=True)
class Progress:
    """What was done so far. `safety` is the safety talk's state: none, raised, safe or withdrawn."""

    advised: bool = False
    booked: bool = False
    booking_declined: bool = False
    flags_open: bool = False
    safety: str = "none"


def next_step(facts: Facts, progress: Progress, knowledge: Knowledge, today: date) -> str:
    """One of `safety`, `enquiry`, `advise`, `booking`, `done`, in that order of need.

    A raised flag holds everything else until the person says that they are safe. An enquiry that
    was declined or put twice counts as settled: nobody is asked for ever. Somebody who wants to be booked
    is booked before they are asked what bothers them most, and is asked with the booking how to reach them;
    what is still open then is asked afterwards. Advice waits for what bothers them; somebody who wants only
    that has it before they are asked how to reach them. A mere complaint has nothing to be advised on.
    """
    open_questions = missing(facts, knowledge, today)
    if progress.safety == "raised" or any(q.startswith(SCREENING) for q in open_questions[:1]):
        return "safety"
    if only_complains(facts):
        return "enquiry" if open_questions else "done"
    wanted = wants_booking(facts, progress)
    later = _AFTER_BOOKING if wanted else _AFTER_ADVICE if _waits_for_advice(facts, progress) else ()
    if not set(later).issuperset(open_questions):
        return "enquiry"
    if not progress.advised and not progress.flags_open and CONCERN not in open_questions:
        return "advise"
    return "booking" if wanted else "done"


def wants_booking(facts: Facts, progress: Progress) -> bool:
    """True while a visit, a call or a drop-in is wished for, and neither booked nor turned down."""
    return facts.wish in BOOKED_WISHES and not progress.booked and not progress.booking_declined


def _waits_for_advice(facts: Facts, progress: Progress) -> bool:
    return facts.wish == "advice" and not progress.advised and not progress.flags_open
