"""Combinations: flags raised, or raised higher, by several things said together and by what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from physio.facts.dates import weeks_since
from physio.facts.model import Facts
from physio.knowledge import Clause, Combination, Knowledge
from physio.reading.model import HISTORICAL, OTHER_PERSON, PRESENT, Finding, Reading
from physio.safety.assertion import Denial, is_denied
from physio.safety.phrases import Hit, Phrases
from physio.safety.types import Flag, rank

_SAID = (PRESENT, OTHER_PERSON)
_OWN = (PRESENT, OTHER_PERSON, HISTORICAL)
_CHILD, _ADULT = "under_18", 18
_AGE = re.compile(r"\b(\d{1,2})[ -]?(?:(?:years?|yrs?)[ -]?old|yo|y/o)\b|\baged? (\d{1,2})\b", re.IGNORECASE)
_PASSES = 3  # a flag raised by one combination may meet the next


@dataclass(frozen=True)
class _Met:
    """How a clause was met: the words that met it, or none when older facts did."""

    spans: tuple[tuple[int, int], ...] = ()


@dataclass
class _Case:
    """One message with everything that clauses ask about."""

    reading: Reading
    known: Facts
    said: dict[str, list[Hit]]
    mentioned: set[str]
    flags: dict[str, Flag] = field(default_factory=dict)


class Combinations:
    """The combinations of the knowledge, ready to be tried on messages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._rules = knowledge.combinations
        clauses = [clause for rule in self._rules for clause in (*rule.all, *rule.unless)]
        words = dict.fromkeys(word for clause in clauses for word in clause.words)
        self._phrases = Phrases((word, 0, word) for word in words)

    def apply(
        self, reading: Reading, known: Facts | None, flags: Iterable[Flag], denials: list[Denial]
    ) -> list[Flag]:
        """The flags with those that combinations add, each at the highest tier that a combination gives."""
        case = self._case(reading, known or Facts(), denials)
        case.flags = {flag.id: flag for flag in flags}
        for _ in range(_PASSES):
            before = dict(case.flags)
            for rule in self._rules:
                self._try(rule, case)
            if case.flags == before:
                break
        return list(case.flags.values())

    def _case(self, reading: Reading, known: Facts, denials: list[Denial]) -> _Case:
        hits = list(self._phrases.find(reading.text))
        said: dict[str, list[Hit]] = {}
        for hit in hits:
            if not is_denied(denials, hit.start, hit.end):
                said.setdefault(hit.name, []).append(hit)
        return _Case(reading, known, said, {hit.name for hit in hits})

    def _try(self, rule: Combination, case: _Case) -> None:
        met = self._all_met(rule, case)
        spans = [span for m in met for span in m.spans]
        if not spans or any(self._excused(c, case) for c in rule.unless):
            return
        tier = rule.tier or self._knowledge.red_flags[rule.flag].tier
        raised = case.flags.get(rule.flag)
        if raised is None:
            alone = all(m.spans for m in met)
            case.flags[rule.flag] = _flag(rule, tier, spans, case.reading.text, alone)
        elif rank(tier, self._knowledge) > rank(raised.tier, self._knowledge):
            case.flags[rule.flag] = replace(raised, tier=tier, by=f"{raised.by} rule:{rule.id}")

    def _all_met(self, rule: Combination, case: _Case) -> list[_Met]:
        """How each clause was met, or nothing at the first one that wasn't."""
        found = []
        for clause in rule.all:
            met = self._met(clause, case)
            if met is None:
                return []
            found.append(met)
        return found

    def _excused(self, clause: Clause, case: _Case) -> bool:
        return any(word in case.mentioned for word in clause.words) or bool(
            (clause.symptoms or clause.modifiers) and self._met(clause, case)
        )

    def _met(self, clause: Clause, case: _Case) -> _Met | None:
        """How the message (or what is known) meets a clause, if it does."""
        if clause.procedures:
            return self._operated(clause, case)
        spans = [*_flag_spans(clause, case), *_modifier_spans(clause, case)]
        known = any(m in case.known.modifiers for m in clause.modifiers) or _known_symptom(clause, case.known)
        spans += self._in_place(clause, case)
        return _Met(tuple(spans)) if spans or known else None

    def _in_place(self, clause: Clause, case: _Case) -> Iterator[tuple[int, int]]:
        """The symptoms and words of a clause, where one of its parts is named in the same sentence."""
        spans = [(f.start, f.end) for f in _named(case, "symptom", clause.symptoms)]
        spans += [(h.start, h.end) for word in clause.words for h in case.said.get(word, ())]
        parts = _named(case, "body_part", clause.parts) if spans else []
        for start, end in spans:
            near = [p for p in parts if _same_sentence(case.reading, start, p)]
            if not clause.parts or near:
                yield min([start, *(p.start for p in near)]), max([end, *(p.end for p in near)])

    def _operated(self, clause: Clause, case: _Case) -> _Met | None:
        wanted = self._variants(clause.procedures)
        for finding in case.reading.of("procedure", *_OWN):
            if self._variants([finding.value]) <= wanted and _recent_words(finding, clause, case.reading):
                return _Met(((finding.start, finding.end),))
        for operation in case.known.operations:
            weeks = weeks_since(operation, case.reading.sent_at.date())
            fits = operation.status == "done" and self._variants([operation.procedure]) <= wanted
            if fits and _within(weeks, clause.within_weeks):
                return _Met()
        return None

    def _variants(self, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for procedure in ids:
            known = self._knowledge.procedures.get(procedure)
            found |= set(known.variants) if known and known.variants else {procedure}
        return found


def _flag(rule: Combination, tier: str, spans: list[tuple[int, int]], text: str, alone: bool) -> Flag:
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    return Flag(rule.flag, tier, text[start:end], f"rule:{rule.id}", start, end, alone)


def _named(case: _Case, entity: str, wanted: tuple[str, ...]) -> list[Finding]:
    return [f for f in case.reading.of(entity, *_SAID) if f.value in wanted] if wanted else []


def _flag_spans(clause: Clause, case: _Case) -> list[tuple[int, int]]:
    return [(f.start, f.end) for i in clause.flags if (f := case.flags.get(i))]


def _modifier_spans(clause: Clause, case: _Case) -> list[tuple[int, int]]:
    if not clause.modifiers:
        return []
    spans = [(f.start, f.end) for f in case.reading.of("modifier", *_OWN) if f.value in clause.modifiers]
    return spans + (_young(case.reading.text) if _CHILD in clause.modifiers else [])


def _young(text: str) -> list[tuple[int, int]]:
    """The ages under 18 that a message gives ("my 12 year old", "she's 9 years old", "aged 14")."""
    found = [(m.span(), int(m.group(1) or m.group(2))) for m in _AGE.finditer(text)]
    return [span for span, age in found if age < _ADULT]


def _known_symptom(clause: Clause, known: Facts) -> bool:
    return bool(clause.parts) and any(
        s.symptom in clause.symptoms and s.body_part in clause.parts for s in known.symptoms
    )


def _same_sentence(reading: Reading, place: int, finding: Finding) -> bool:
    return any(s.start <= place < s.end and s.start <= finding.start < s.end for s in reading.sentences)


def _recent_words(procedure: Finding, clause: Clause, reading: Reading) -> bool:
    """Whether the operation's own date, as the message gives it, lies within the clause's weeks."""
    dates = [
        f for f in reading.of("when", *_OWN)
        if f.extra.get("about") == "operation" and (f.group == procedure.group or procedure.group is None)
    ]  # fmt: skip
    if not dates or clause.within_weeks is None:
        return True
    return any(_within(_weeks_before(f.value, reading), clause.within_weeks) for f in dates)


def _weeks_before(iso: str, reading: Reading) -> float | None:
    try:
        return (reading.sent_at.date() - date.fromisoformat(iso[:10])).days / 7
    except ValueError:
        return None


def _within(weeks: float | None, limit: int | None) -> bool:
    """An unknown date counts as recent; an operation still to come doesn't."""
    return weeks is None or limit is None or 0 <= weeks <= limit
