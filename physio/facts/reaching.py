"""How to reach the person: name, phone, e-mail, postcode, and the site that suits them."""

from __future__ import annotations

import re

from physio.facts.model import Contact, Facts
from physio.facts.turn import Turn, note_change
from physio.reading.model import PRESENT, Finding

_FIELDS = {"person_name": "name", "phone": "phone", "email": "email", "postcode": "postcode"}
BAD_CONTACTS = ("phone", "email")
_MEANT_AS_NUMBER = re.compile(r"\+?\d[\d\s()-]{1,20}\d")
_NUMBER_ALONE = re.compile(r"^\+?\d[\d\s()-]{2,20}\d$")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\b(?: ?\d[a-z]{2}\b)?", re.IGNORECASE)


def merge_contact(facts: Facts, turn: Turn) -> None:
    """Fill the contact from what the writer says of themselves; for a carer it is the carer's."""
    for entity, field in _FIELDS.items():
        good = [f for f in turn.reading.of(entity, PRESENT) if is_valid(f)]
        if good:
            _set(facts, field, good[-1].value, turn)
    for words in rejected(turn):
        _reject(facts.contact, words)
    if turn.asked == "postcode" and not turn.reading.of("postcode", PRESENT):
        _take_as_postcode(facts, turn)
    sites = turn.reading.of("site", PRESENT)
    if sites:
        _set_site(facts, sites[-1].value, turn)


def is_valid(finding: Finding) -> bool:
    """False for a number or address that failed its check: the reader says why in `invalid`."""
    return bool(finding.value) and "invalid" not in finding.extra


def rejected(turn: Turn) -> list[str]:
    """The numbers and addresses of a message that failed their checks, as they were written.

    Digits that answer `contact` were meant as a number, however few they are.
    """
    found = [f for entity in BAD_CONTACTS for f in turn.reading.of(entity, PRESENT)]
    alone = _NUMBER_ALONE if turn.asks("visit_confirm") else _MEANT_AS_NUMBER
    meant = alone.search(turn.reading.text) if turn.asks("contact") and not found else None
    return [f.text for f in found if not is_valid(f)] + ([meant[0]] if meant else [])


def _take_as_postcode(facts: Facts, turn: Turn) -> None:
    """An answer to `postcode` may be written small ("se1 7ab")."""
    match = _POSTCODE.search(turn.reading.text)
    if match is not None:
        _set(facts, "postcode", match[0].upper(), turn)


def _set(facts: Facts, field: str, value: str, turn: Turn) -> None:
    before = getattr(facts.contact, field)
    if before is not None and before != value:
        note_change(facts, f"contact:{field}", before, value, turn.words)
    setattr(facts.contact, field, value)
    if field in BAD_CONTACTS:
        facts.contact.rejected = None


def _reject(contact: Contact, words: str) -> None:
    """Remember what was wrong, once for each wrong text: a message read twice counts once."""
    if contact.rejected != words:
        contact.rejected = words
        contact.rejected_count += 1


def _set_site(facts: Facts, site: str, turn: Turn) -> None:
    if facts.site is not None and facts.site != site:
        note_change(facts, "site", facts.site, site, turn.words)
    facts.site = site
