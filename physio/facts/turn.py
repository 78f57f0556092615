"""One message as the merge sees it: which findings speak of the patient, what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from physio.facts.asked import questions_in
from physio.facts.model import Change, Facts, When
from physio.knowledge import Knowledge
from physio.reading.model import HISTORICAL, HYPOTHETICAL, NEGATED, OTHER_PERSON, PRESENT, Finding, Reading
from physio.reading.people import RELATIONS


@dataclass(frozen=True)
class Turn:
    """A reading, the question that it may answer, and whose findings count.

    `assertions` are those that speak of the patient: `present`, and for a carer also `other_person`.
    """

    reading: Reading
    asked: str | None
    knowledge: Knowledge
    assertions: tuple[str, ...] = (PRESENT,)

    @property
    def words(self) -> str:
        """The patient's words, short enough to be kept beside a fact."""
        return self.reading.text.strip()[:300]

    def asks(self, question: str) -> bool:
        """Whether the last question asked this, alone or together with another."""
        return question in questions_in(self.asked)

    def mine(self, entity: str, *more: str) -> tuple[Finding, ...]:
        """The findings of one entity that are about the patient; `more` allows further assertions."""
        return self.reading.of(entity, *self.assertions, *more)

    def negated(self, entity: str) -> tuple[Finding, ...]:
        """The findings of one entity that the message denies."""
        return self.reading.of(entity, NEGATED)

    def past_too(self, entity: str) -> tuple[Finding, ...]:
        """As `mine`, with what lies in the past: a past operation is a fact, a past symptom is not."""
        return self.mine(entity, HISTORICAL)

    def in_group(self, entity: str, group: int | None) -> tuple[Finding, ...]:
        """The findings of one entity that belong to one group, in text order."""
        if group is None:
            return ()
        found = self.mine(entity, HISTORICAL, HYPOTHETICAL)
        return tuple(sorted((f for f in found if f.group == group), key=lambda f: f.start))

    def ungrouped(self, entity: str) -> tuple[Finding, ...]:
        """The findings of one entity that the message ties to nothing: for whatever is being talked about."""
        return tuple(f for f in self.past_too(entity) if self.owner(f) is None)

    def owner(self, finding: Finding) -> Finding | None:
        """The operation or body part that the finding's group ties it to, the operation first."""
        for entity in ("procedure", "body_part"):
            for found in self.in_group(entity, finding.group):
                if found is not finding:
                    return found
        return None

    def sentence_of(self, finding: Finding) -> str:
        """The sentence that holds a finding, or the whole message if it has none."""
        for sentence in self.reading.sentences:
            if sentence.start <= finding.start < sentence.end:
                return sentence.text.strip()
        return self.words


_ANOTHER = re.compile(r"\b(?:also|too|as well|another|other one|second one|for my \w+)\b", re.IGNORECASE)


def asks_for_another(text: str) -> bool:
    """Whether the words speak of one more, or of one for somebody else ("and a call for my wife too")."""
    return _ANOTHER.search(text) is not None


_KIN = (
    r"(?:my|our) (?:\w+ )?(?:wife|husband|partner|mum|dad|mother|father|son|daughter|sister|brother|friend)"
)
_TWO = re.compile(
    rf"\b(?:two|both) of us\b|\b(?:me|myself) and {_KIN}\b|\b{_KIN} and (?:i|me|myself)\b"
    rf"|\bfor (?:me|myself)\b.{{1,30}}\bfor {_KIN}\b"
    rf"|\b(?:and|also|plus) (?:also )?(?:one|another|a \w+) for {_KIN}\b",
    re.IGNORECASE,
)


def speaks_of_two(text: str) -> bool:
    """Whether the words ask for two people at once ("one for me and one for my husband")."""
    return _TWO.search(text) is not None


def writes_for_another(facts: Facts, reading: Reading) -> bool:
    """Whether the writer speaks for the patient. Who told of themselves asks "also for my wife" on top."""
    told = bool(facts.operations or facts.problems or facts.symptoms)
    on_top = told and not facts.carer and asks_for_another(reading.text) and not reading.correcting
    return reading.carer and not on_top


NOT_MINE = re.compile(
    r"\b(?:not|isn.?t|wasn.?t) (?:mine|me|about me)\b"
    rf"|\b(?:is|was|are|were|'s) (?:actually |really )?my (?:{RELATIONS})(?:['\u2019]s|s['\u2019])(?!\s+\w)",
    re.IGNORECASE,
)
_NO_THEN = re.compile(r"^\s*(?:no|nope|nah|not that|wrong)\b", re.I)
_TAKEN_BACK = ("side", "spinal_level", "when")
_FEW_WORDS = 7


def _as_correction(reading: Reading) -> Reading:
    """Read "no, left knee" as what it puts right: the "no" denies what was said before, not the knee."""
    told = any(reading.of(e, PRESENT, NEGATED) for e in _TAKEN_BACK)
    denies = any(reading.of(e, NEGATED) for e in ("symptom", "procedure"))
    short = len(reading.text.split()) <= _FEW_WORDS
    if not (short and told and _NO_THEN.match(reading.text)) or denies or reading.correcting:
        return reading
    findings = tuple(replace(f, assertion=PRESENT) if f.assertion == NEGATED else f for f in reading.findings)
    return replace(reading, correcting=True, findings=findings)


def _as_disowning(reading: Reading) -> Reading:
    """Read "the hip replacement is my husband's, not mine": its sentence is about another person."""
    if reading.carer or not NOT_MINE.search(reading.text):
        return reading
    spans = [(s.start, s.end) for s in reading.sentences if NOT_MINE.search(s.text)]
    findings = tuple(
        replace(f, assertion=OTHER_PERSON) if any(a <= f.start < b for a, b in spans) else f
        for f in reading.findings
    )
    return replace(reading, correcting=True, findings=findings)


def turn_of(facts: Facts, reading: Reading, asked: str | None, knowledge: Knowledge) -> Turn:
    """Read a message in the light of who writes: for a carer, "she" is the patient."""
    assertions: tuple[str, ...] = (PRESENT,)
    same_person = reading.relation in (None, facts.relation) or facts.relation is None
    if (facts.carer or writes_for_another(facts, reading)) and same_person:
        assertions = (PRESENT, OTHER_PERSON)
    return Turn(
        reading=_as_disowning(_as_correction(reading)),
        asked=asked,
        knowledge=knowledge,
        assertions=assertions,
    )


def when_of(finding: Finding) -> When:
    """A `when` finding as a fact; its value is an ISO date, its precision an extra."""
    day = date.fromisoformat(finding.value[:10])
    return When(date=day, precision=finding.extra.get("precision", "day"), words=finding.text)


def note_change(facts: Facts, field: str, before: object, after: object, words: str) -> None:
    """Keep what was said before a correction; the same change is kept once."""
    change = Change(field=field, before=plain(before), after=plain(after), words=words)
    if change.before != change.after and change not in facts.changes:
        facts.changes.append(change)


def plain(value: object) -> str:
    """A fact's value as a short text for the history of changes."""
    if value is None:
        return ""
    if isinstance(value, When):
        return f"{value.date.isoformat()} ({value.precision})"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    return str(value)


def add_new(known: list[str], values: Iterable[str]) -> None:
    """Append the values that are not known yet, in order."""
    known.extend(v for v in dict.fromkeys(values) if v not in known)
