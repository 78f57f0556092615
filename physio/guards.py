"""The guards of the advice pack: what blocks an item. Any one is enough, and an unknown one blocks too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from physio.facts.dates import weeks_since
from physio.facts.model import Facts
from physio.facts.needs import lacks_side
from physio.facts.regions import live, regions
from physio.facts.screening import screening_complete
from physio.knowledge import Advice, Knowledge
from physio.phases import NO_SURGERY, OPERATED, PRE_OP, UNKNOWN, phase, strictest_phase

LONDON = ZoneInfo("Europe/London")
FIRST_VISIT = "ADV-046"
EXEMPT = frozenset({"ADV-001", FIRST_VISIT, "ADV-049", "ADV-050"})
"""Items without the always-on guards (section 4 of the clinical pack)."""
ALWAYS = ("red_flag", "under_18", "pregnant")
RECENT_WEEKS = 12
_LIMITED_WEIGHT = frozenset(
    {"hip_arthroscopy", "hip_bone_or_tendon", "knee_protected_bone", "foot_ankle_protected"},
)
_SLING_OR_BOOT = frozenset({"shoulder_repair", "foot_ankle_protected"})
_UNDER = re.compile(r"under_(\d+)_weeks")


@dataclass(frozen=True)
class Case:
    """What the guards look at: the facts, today in London, whether a flag is open, the strictest phase."""

    facts: Facts
    knowledge: Knowledge
    today: date
    flags_open: bool
    phase: str


def case_of(facts: Facts, knowledge: Knowledge, now: datetime, flags_open: bool) -> Case:
    """The case at an aware instant."""
    today = now.astimezone(LONDON).date()
    return Case(facts, knowledge, today, flags_open, strictest_phase(facts, today, knowledge))


def passes(item: Advice, case: Case) -> bool:
    """True if an item's phases fit and no guard blocks it."""
    always = () if item.id in EXEMPT else ALWAYS
    fits = "any" in item.phases or case.phase in item.phases
    return fits and not any(blocks(guard, item, case) for guard in (*item.guards, *always))


def blocks(guard: str, item: Advice, case: Case) -> bool:
    """Whether one guard of the pack's vocabulary blocks an item."""
    if under := _UNDER.fullmatch(guard):
        return _under_weeks(int(under.group(1)), case)
    check = _CHECKS.get(guard)
    return check is None or check(item, case)


def _under_weeks(limit: int, case: Case) -> bool:
    weeks = [weeks_since(op, case.today) for op in live(case.facts)]
    return any(w is None or w < limit for w in weeks)


def _under_phase(item: Advice, case: Case) -> bool:
    """`under_N_weeks`: an item of a later phase, or one of any phase while healing is protected."""
    if case.phase in (NO_SURGERY, PRE_OP):
        return False
    later = [OPERATED.index(p) for p in item.phases if p in OPERATED] or [1]
    return case.phase == UNKNOWN or OPERATED.index(case.phase) < min(later)


def _date_unknown(_: Advice, case: Case) -> bool:
    return any(op.when is None for op in live(case.facts))


def _recent_surgery(_: Advice, case: Case) -> bool:
    weeks = [weeks_since(op, case.today) for op in live(case.facts) if op.status == "done"]
    return any(w is None or 0 <= w < RECENT_WEEKS for w in weeks)


def _protected(profiles: frozenset[str], modifiers: set[str], case: Case) -> bool:
    """True if it was said, or if an operation of these profiles is in its first phase or of unknown date."""
    if modifiers & set(case.facts.modifiers):
        return True
    for op in live(case.facts):
        item = case.knowledge.procedures.get(op.procedure)
        profile = item.profile if item is not None else None
        if profile in profiles and phase(op, case.today, case.knowledge) in (UNKNOWN, "protection"):
            return True
    return False


def _pre_op(_: Advice, case: Case) -> bool:
    return any(phase(op, case.today, case.knowledge) == PRE_OP for op in live(case.facts))


_CHECKS: dict[str, Callable[[Advice, Case], bool]] = {
    "red_flag": lambda _, case: case.flags_open,
    "under_18": lambda _, case: "under_18" in case.facts.modifiers,
    "pregnant": lambda _, case: "pregnant" in case.facts.modifiers,
    "date_unknown": _date_unknown,
    "under_N_weeks": _under_phase,
    "screening_incomplete": lambda _, case: not screening_complete(case.facts, case.knowledge, case.today),
    "non_weight_bearing": lambda _, case: _protected(_LIMITED_WEIGHT, {"non_weight_bearing"}, case),
    "in_sling_or_boot": lambda _, case: _protected(_SLING_OR_BOOT, {"in_sling", "in_boot"}, case),
    "side_unknown": lambda _, case: any(lacks_side(op, case.knowledge) for op in live(case.facts)),
    "recent_surgery": _recent_surgery,
    "no_region": lambda _, case: not regions(case.facts, case.knowledge),
    "pre_op": _pre_op,
}
