"""The front desk's own fixed words, from `data/knowledge/emergency.yml`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from frontdesk.services import Services
from physio.opening import say_when
from records.views import Enquiry

URGENT = "urgent"


def apology(services: Services) -> Callable[[Enquiry], str]:
    """Says that the assistant can't answer now, and by when a person will; the urgent words come first."""
    messages = services.knowledge.emergency.messages

    def say(enquiry: Enquiry) -> str:
        now = services.clock.now()
        sorry = messages["assistant_down"].replace("{due}", say_when(promised(services, enquiry, now), now))
        urgent = enquiry.tier == URGENT and URGENT not in enquiry.announced
        return f"{messages['tier_urgent']}\n\n{sorry}" if urgent else sorry

    return say


def promised(services: Services, enquiry: Enquiry, now: datetime) -> datetime:
    """The due time of an enquiry; a new one when there is none or it has passed."""
    if enquiry.due_at is not None and enquiry.due_at > now:
        return enquiry.due_at
    return services.clinic.opening.due_at(enquiry.tier, now)
