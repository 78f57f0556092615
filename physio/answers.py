"""Answers to "can I ...?": by procedure, phase and guards, or honestly handed to the physio."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from physio.facts.kinship import leaves, region_of
from physio.facts.model import Facts, Operation
from physio.facts.regions import live, same_place
from physio.guards import FIRST_VISIT, Case, case_of, passes
from physio.knowledge import ActivityRule, Advice, Knowledge
from physio.phases import OPERATED, PRE_OP, UNKNOWN, phase

ASK_FIRST = "Please ask your surgeon or physio before you start."
NOT_YET = "This is not usual at this stage. Please ask your team first."
TO_PHYSIO = "I can't answer that safely from here. I have put your question to the physio who reads this."
NEEDS_DATE = "That depends on which operation it was and when. A physio will answer it for you."
_STRICTEST_FIRST = ("no", "ask", "na", "ok")
_OWN_WORDS = {"couch_to_5k": "running"}
"""Activities whose advice item is that of their rule; any other ("football") gets the profile's line."""


@dataclass(frozen=True)
class ActivityAnswer:
    """What may be said of an activity. `code`: ok, ask, no, unknown (no date yet) or physio (handed over).

    `advice_id` is None when the words are a profile's or our own; `source` says whose they are.
    """

    code: str
    advice_id: str | None
    text: str
    ask_first: bool
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ruling:
    code: str
    phase: str
    profile: str
    rule: ActivityRule


def activity_answer(
    activity: str, facts: Facts, knowledge: Knowledge, now: datetime, *, flags_open: bool = False
) -> ActivityAnswer:
    """The answer for an activity id. Of two operations the stricter code wins."""
    case = case_of(facts, knowledge, now, flags_open)
    if flags_open:
        return ActivityAnswer("physio", None, TO_PHYSIO, ask_first=True)
    if {"under_18", "pregnant"} & set(facts.modifiers):
        return _said_by(knowledge.advice[FIRST_VISIT], "physio", TO_PHYSIO)
    if case.phase == UNKNOWN:
        return _without_date(activity, case)
    if case.phase == PRE_OP or any(_phase(op, case) == PRE_OP for op in live(facts)):
        return _before_operation(case)
    return _by_rule(activity, case)


def rule_of(activity: str, knowledge: Knowledge) -> str | None:
    """The activity of the profiles whose code an activity follows, or None."""
    item = knowledge.activities.get(activity)
    return item.rule if item is not None else activity


def _phase(op: Operation, case: Case) -> str:
    return phase(op, case.today, case.knowledge)


def _without_date(activity: str, case: Case) -> ActivityAnswer:
    topic = {"running": "running_dates_needed", "driving": "driving"}.get(
        rule_of(activity, case.knowledge) or ""
    )
    item = next((a for a in case.knowledge.advice.values() if a.topic == topic and passes(a, case)), None)
    if item is None:
        return ActivityAnswer("unknown", None, NEEDS_DATE, ask_first=True)
    return ActivityAnswer("unknown", item.id, item.text, ask_first=True, source=item.source)


def _before_operation(case: Case) -> ActivityAnswer:
    items = (a for a in case.knowledge.advice.values() if a.topic == "prehab" and passes(a, case))
    item = next(items, None)
    return _said_by(item, "ask") if item else ActivityAnswer("physio", None, TO_PHYSIO, ask_first=True)


def _by_rule(activity: str, case: Case) -> ActivityAnswer:
    ruling = _strictest_ruling(activity, case)
    if ruling is None or ruling.code == "na":
        return ActivityAnswer("physio", None, TO_PHYSIO, ask_first=True)
    if ruling.code == "no":
        return _not_yet(activity, ruling, case)
    item = _item_for(activity, case)
    added = ASK_FIRST if ruling.code == "ask" else ""
    return _said_by(item, ruling.code, added) if item else _profile_says(ruling, added)


def _strictest_ruling(activity: str, case: Case) -> _Ruling | None:
    """The strictest code of all operations, the earliest phase among equals; None if any has no rule."""
    rule = rule_of(activity, case.knowledge)
    operations = live(case.facts)
    per_operation = [_rulings(op, rule, case) for op in operations] if rule else []
    if not per_operation or not all(per_operation):
        return None
    found = [r for rulings in per_operation for r in rulings]
    return min(found, key=lambda r: (_STRICTEST_FIRST.index(r.code), OPERATED.index(r.phase)))


def _rulings(op: Operation, rule: str | None, case: Case) -> list[_Ruling]:
    """The rulings for an operation: for a family whose variants follow several profiles, one for each."""
    procedures = (case.knowledge.procedures.get(p) for p in sorted(leaves(op.procedure, case.knowledge)))
    profiles = sorted({p.profile for p in procedures if p is not None and p.profile})
    now = _phase(op, case)
    found = ((p, case.knowledge.profiles[p].get(rule or "")) for p in profiles)
    return [_Ruling(r.codes[now], now, p, r) for p, r in found if r is not None and now in r.codes]


def _not_yet(activity: str, ruling: _Ruling, case: Case) -> ActivityAnswer:
    if rule_of(activity, case.knowledge) == "running":
        held = next((a for a in case.knowledge.advice.values() if a.topic == "running_not_yet"), None)
        if held is not None and passes(held, case):
            return _said_by(held, "no")
    return _profile_says(ruling, NOT_YET)


def _item_for(activity: str, case: Case) -> Advice | None:
    topic = _OWN_WORDS.get(activity, activity)
    items = (a for a in case.knowledge.advice.values() if a.topic == topic and _fits(a, case))
    return next((a for a in items if passes(a, case)), None)


def _fits(item: Advice, case: Case) -> bool:
    places = [region_of(op.procedure, case.knowledge) for op in live(case.facts)]
    return item.region == "any" or any(same_place(item.region, place) for place in places)


def _said_by(item: Advice, code: str, added: str = "") -> ActivityAnswer:
    text = f"{item.text} {added}".strip()
    return ActivityAnswer(code, item.id, text, ask_first=code != "ok", source=item.source)


def _profile_says(ruling: _Ruling, added: str) -> ActivityAnswer:
    text = f"{ruling.rule.say} {added}".strip()
    source = (f"activity_profiles:{ruling.profile}",)
    return ActivityAnswer(ruling.code, None, text, ask_first=ruling.code != "ok", source=source)
