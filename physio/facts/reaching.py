"""How to reach the person: name, phone, e-mail, postcode, and the site that suits them."""

from __future__ import annotations

from physio.facts.model import Contact, Facts
from physio.facts.turn import Turn, note_change
from physio.reading.model import PRESENT, Finding

_FIELDS = {"person_name": "name", "phone": "phone", "email": "email", "postcode": "postcode"}
BAD_CONTACTS = ("phone", "email")


def merge_contact(facts: Facts, turn: Turn) -> None:
    """Fill the contact from what the writer says of themselves; for a carer it is the carer's."""
    for entity, field in _FIELDS.items():
        good = [f for f in turn.reading.of(entity, PRESENT) if is_valid(f)]
        if good:
            _set(facts, field, good[-1].value, turn)
    for finding in rejected(turn):
        _reject(facts.contact, finding)
    sites = turn.reading.of("site", PRESENT)
    if sites:
        _set_site(facts, sites[-1].value, turn)


def is_valid(finding: Finding) -> bool:
    """False for a number or address that failed its check: the reader says why in `invalid`."""
    return bool(finding.value) and "invalid" not in finding.extra


def rejected(turn: Turn) -> list[Finding]:
    """The numbers and addresses of a message that failed their checks."""
    return [f for entity in BAD_CONTACTS for f in turn.reading.of(entity, PRESENT) if not is_valid(f)]


def _set(facts: Facts, field: str, value: str, turn: Turn) -> None:
    before = getattr(facts.contact, field)
    if before is not None and before != value:
        note_change(facts, f"contact:{field}", before, value, turn.words)
    setattr(facts.contact, field, value)
    if field in BAD_CONTACTS:
        facts.contact.rejected = None


def _reject(contact: Contact, finding: Finding) -> None:
    """Remember what was wrong, once for each wrong text: a message read twice counts once."""
    if contact.rejected != finding.text:
        contact.rejected = finding.text
        contact.rejected_count += 1


def _set_site(facts: Facts, site: str, turn: Turn) -> None:
    if facts.site is not None and facts.site != site:
        note_change(facts, "site", facts.site, site, turn.words)
    facts.site = site
