"""What we know about one enquiry: merged from every message, correctable, and what is still missing."""

from physio.facts.answering import apply_payload, parse_payload
from physio.facts.asking import keep_for_physio
from physio.facts.dates import agree, finer, first_day, last_day, weeks_since
from physio.facts.merging import merge
from physio.facts.model import (
    Ask,
    Change,
    Contact,
    Facts,
    Operation,
    Payload,
    Problem,
    Screened,
    SymptomFact,
    When,
)
from physio.facts.needs import is_known, lacks_side, missing, note_asked
from physio.facts.regions import live, regions
from physio.facts.returning import has_returned, screened_afresh
from physio.facts.screening import (
    ScreeningAsk,
    declined_sets,
    screening_complete,
    screening_question,
    sets_due,
    sets_needed,
)

__all__ = [
    "Ask",
    "Change",
    "Contact",
    "Facts",
    "Operation",
    "Payload",
    "Problem",
    "Screened",
    "ScreeningAsk",
    "SymptomFact",
    "When",
    "agree",
    "apply_payload",
    "declined_sets",
    "finer",
    "first_day",
    "has_returned",
    "is_known",
    "keep_for_physio",
    "lacks_side",
    "last_day",
    "live",
    "merge",
    "missing",
    "note_asked",
    "parse_payload",
    "regions",
    "screened_afresh",
    "screening_complete",
    "screening_question",
    "sets_due",
    "sets_needed",
    "weeks_since",
]
