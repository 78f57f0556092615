"""What the record must hold at the end of a conversation, checked against the hidden truth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from physio.tiers import TIERS
from tests.simulator.play import BOOKED, Played

Facts = dict[str, Any]


def judge(played: Played) -> list[str]:
    """Everything that is wrong with a conversation and its record; an empty list is a pass."""
    wrong = list(played.wrong)
    if played.too_long:
        wrong.append("no end: it went on too long")
    if not played.record:
        return [*wrong, "lost: there is no enquiry"]
    return [*wrong, *_facts(played), *_safety(played), *_booking(played)]


def _facts(played: Played) -> Iterator[str]:
    """Missing or wrong facts, each as `fact: ...`; `lost: ...` without a due time."""
    facts: Facts = played.record["facts"]
    if not played.record["due_at"]:
        yield "lost: there is no due time"
    yield from _complete(played)
    yield from (_operation if played.person.place.operation else _problem)(played, facts)
    yield from _bother(played, facts)
    yield from _wants(played, facts)
    yield from _contact(played, facts)
    yield from _writer(played, facts)


def _complete(played: Played) -> Iterator[str]:
    """Whatever the first message left out must have been asked, unless the talk was cut short."""
    person = played.person
    needed = {"operation", "when", *(["side"] if person.side else [])}
    needed |= {"wish", "contact"} if person.want.wish else set()
    for name in sorted(needed - played.told - played.passed - played.asked) if not played.too_long else ():
        yield f"fact: {name} was never told or asked"


def _operation(played: Played, facts: Facts) -> Iterator[str]:
    found = facts["operations"]
    if len(found) != 1 or found[0]["procedure"] not in played.person.place.ids:
        held = [op["procedure"] for op in found]
        yield f"fact: operations are {held}, not {'/'.join(played.person.place.ids)}"
        return
    yield from _side(played, found[0]["side"])
    yield from _when(played, found[0]["when"])


def _problem(played: Played, facts: Facts) -> Iterator[str]:
    if facts["operations"]:
        yield f"fact: an operation that never was: {[op['procedure'] for op in facts['operations']]}"
    there = [p for p in facts["problems"] if p["body_part"] in played.person.place.ids]
    if not there:
        yield f"fact: problems are {facts['problems']}, without {'/'.join(played.person.place.ids)}"
        return
    yield from _side(played, there[0]["side"])
    yield from _when(played, facts["onset"])


def _side(played: Played, held: str | None) -> Iterator[str]:
    meant = played.person.side if "side" in played.told else None
    if held != meant:
        yield f"fact: side is {held}, not {meant}"


def _when(played: Played, held: dict[str, Any] | None) -> Iterator[str]:
    span = played.person.span
    if "when" not in played.told:
        if held is not None:
            yield f"fact: a date that nobody told: {held['date']}"
    elif held is None or not span.first <= date.fromisoformat(str(held["date"])[:10]) <= span.last:
        yield f"fact: date is {held and held['date']}, not {span.first} to {span.last} ({span.says[0]})"


def _bother(played: Played, facts: Facts) -> Iterator[str]:
    """Its symptom, or the person's own words."""
    symptoms = [s["symptom"] for s in facts["symptoms"]]
    bother, goal = played.person.bother.id, played.person.goal.id
    if "concern" in played.told and bother not in symptoms and not facts["concern"]:
        yield f"fact: symptoms are {symptoms}, without {bother}"
    if "goal" in played.told and goal not in facts["goals"]:
        yield f"fact: goals are {facts['goals']}, without {goal}"


def _wants(played: Played, facts: Facts) -> Iterator[str]:
    meant = played.person.want.wish if "wish" in played.told else None
    if facts["wish"] != meant:
        yield f"fact: wish is {facts['wish']}, not {meant}"


def _contact(played: Played, facts: Facts) -> Iterator[str]:
    person, held = played.person, facts["contact"]
    told = "contact" in played.told
    phone = "+44" + "".join(c for c in person.phone if c.isdigit())[-10:]
    meant = {"phone": phone if told and not person.email else None, "email": person.email if told else None}
    for name, value in meant.items():
        if held[name] != value:
            yield f"fact: {name} is {held[name]}, not {value}"


def _writer(played: Played, facts: Facts) -> Iterator[str]:
    if "operation" in played.told and (facts["carer"], facts["relation"]) != (
        played.person.relation is not None,
        played.person.relation,
    ):
        yield f"fact: writes for {facts['relation']} (carer {facts['carer']}), not {played.person.relation}"


def _safety(played: Played) -> Iterator[str]:
    """A sign that the list asked about stands in the record; nobody else is alarmed."""
    sign = played.person.sign
    tier = played.record["tier"]
    if sign is not None and not played.sign_told:
        yield f"sign: {sign.flag} was never asked about"
    elif sign is not None and TIERS.index(tier) > TIERS.index(sign.tier):
        yield f"sign: tier is {tier}, not {sign.tier} for {sign.flag}"
    elif sign is None and played.record["red_flags"]:
        yield f"alarm: {[(f['id'], f['words']) for f in played.record['red_flags']]}"


def _booking(played: Played) -> Iterator[str]:
    held = [b["kind"] for b in played.record["bookings"] if b["status"] == BOOKED]
    if held != list(played.person.want.bookings):
        yield f"booking: {held or 'none'}, not {list(played.person.want.bookings) or 'none'}"
