"""Assertion: whether a finding is so now, was so, is denied, is only supposed, or is somebody else's.

Rules in the shape of medspaCy's ConText (importing medspaCy takes 4.5 s and 120 MB, more than the whole
reader may): cues from `data/knowledge/context.yml`, each reaching to the end of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from physio.knowledge import ContextRule
from physio.reading.clauses import clause_ends
from physio.reading.model import HISTORICAL, HYPOTHETICAL, NEGATED, OTHER_PERSON, PRESENT, Finding, Sentence
from physio.reading.needles import Gated
from physio.reading.words import listed, straight

CLINICAL = listed("procedure body_part symptom activity goal modifier")
_ASSERTIONS = {
    "NEGATED_EXISTENCE": NEGATED,
    "HISTORICAL": HISTORICAL,
    "HYPOTHETICAL": HYPOTHETICAL,
    "FAMILY": OTHER_PERSON,
    "PRESENT": PRESENT,
    "WELL": "WELL",
}
# "My right hip is fine": no complaint there, but an operation on it stays one. It denies what nothing else
# says to be past or denied.
_WELL = "WELL"
_CAN_BE_WELL = ("symptom", "body_part")
# The strongest reason not to take words as the patient's present state wins.
_ORDER = (PRESENT, OTHER_PERSON, HYPOTHETICAL, NEGATED, HISTORICAL, _WELL)
_EXPECTED = "EXPECTED"
# History and denial don't undo these: an operation years ago is theirs, "can't run" names running.
_UNTOUCHED = {
    (HISTORICAL, "procedure"),
    (HISTORICAL, "body_part"),
    (HISTORICAL, "modifier"),
    (NEGATED, "goal"),
    (HISTORICAL, "goal"),
    (HYPOTHETICAL, "goal"),
    (HYPOTHETICAL, "modifier"),
    (HYPOTHETICAL, "activity"),
    (NEGATED, "activity"),
    (HISTORICAL, "activity"),
    (HYPOTHETICAL, "body_part"),
}


@dataclass(frozen=True)
class _Cue:
    """One rule found in a sentence, with the stretch that it reaches."""

    rule: ContextRule
    start: int
    end: int
    reach: tuple[tuple[int, int], ...]

    def covers(self, start: int, end: int) -> bool:
        """Whether it reaches a finding; the cue may share its last word with it ("haven't [had surgery]")."""
        apart = start < self.start or self.end < end
        within = start <= self.start and self.end <= end
        return apart and not within and any(a <= start and end <= b for a, b in self.reach)


# Cues that hold whatever the knowledge lists.
ALSO = (
    ContextRule(
        "hist_when_i_was_an_age",
        "when I was 12",
        "HISTORICAL",
        "BIDIRECTIONAL",
        "When I was 12 I had [knee pain].",
        r"\b(?:when|since|until) (?:i|he|she) was (?:about |around )?(?:\d+|a teen\w*|at school|little|"
        r"small|young)\b",
    ),
    ContextRule(
        "hist_years_before",
        "ten years ago",
        "HISTORICAL",
        "BACKWARD",
        "I had [sciatica] ten years ago.",
        r"\b(?:\d+|ten|five|twenty|many|several|a few|two|three|four|some) ?(?:years|yrs) (?:ago|back)\b",
    ),
    ContextRule(
        "hyp_should_i_worry",
        "should I worry about",
        "HYPOTHETICAL",
        "FORWARD",
        "Should I worry about [swelling]?",
        r"\bshould (?:i|we|he|she) (?:be )?(?:worr\w+|concerned|panic\w*)(?: about| if| by)?\b",
    ),
)


_KEPT_SENTENCES = 128  # the reader and the screen look at the same sentences


@lru_cache(maxsize=2)
def context_of(rules: tuple[ContextRule, ...]) -> Context:
    """The one `Context` of these rules; reader and screen share it, and what it found."""
    return Context(rules)


class Context:
    """Gives each clinical finding its assertion, from the rules of the knowledge."""

    def __init__(self, rules: Iterable[ContextRule]) -> None:
        self._rules = (*rules, *ALSO)
        self._patterns = Gated(_compiled(rule) for rule in self._rules)
        self._cues = lru_cache(_KEPT_SENTENCES)(self._find)

    def apply(self, sentence: Sentence, findings: list[Finding], carer: bool = False) -> list[Finding]:
        """The findings of one sentence with their assertions. A carer's "my mum" is the patient."""
        cues = [c for c in self.cues(sentence.text) if not (carer and c.rule.category == "FAMILY")]
        return [self._asserted(f, sentence, cues) if f.entity in CLINICAL else f for f in findings]

    def cues(self, sentence: str) -> list[_Cue]:
        """The cues of a sentence and what each reaches; a cue inside a longer one doesn't count."""
        return self._cues(sentence)

    def _find(self, sentence: str) -> list[_Cue]:
        low = straight(sentence.lower())
        hits = [
            (self._rules[number], match.start(), match.end())
            for number, match in self._patterns.finditer(low)
            if match.group()
        ]
        hits = [h for h in hits if not any(_inside(h, other) for other in hits)]
        stops = sorted({*clause_ends(low), *(start for rule, start, _ in hits if _ends_clause(rule))})
        return [
            _Cue(r, a, b, _reach(r, a, b, stops, low))
            for r, a, b in hits
            if not _ends_clause(r) and not _is_pseudo(r)
        ]

    def _asserted(self, finding: Finding, sentence: Sentence, cues: list[_Cue]) -> Finding:
        start, end = finding.start - sentence.start, finding.end - sentence.start
        covering = [cue for cue in cues if cue.covers(start, end) and _may_mean(cue, finding)]
        if any(cue.rule.category == _EXPECTED for cue in covering):
            finding = replace(finding, extra={**finding.extra, "expected": "yes"})
        for assertion in _ORDER:
            cue = next((c for c in covering if _ASSERTIONS.get(c.rule.category) == assertion), None)
            if cue and (assertion, finding.entity) not in _UNTOUCHED:
                return finding if assertion == PRESENT else _as(finding, assertion, cue)
        return finding


def _as(finding: Finding, assertion: str, cue: _Cue) -> Finding:
    so = NEGATED if assertion == _WELL else assertion
    return replace(finding, assertion=so, by=f"{finding.by}; context:{cue.rule.id}")


def _may_mean(cue: _Cue, finding: Finding) -> bool:
    if cue.rule.category == _WELL:
        return finding.entity in _CAN_BE_WELL
    return finding.entity not in ("procedure", "body_part") or not _says_well(cue.rule)


def _says_well(rule: ContextRule) -> bool:
    """ "My hip replacement is fine" denies no operation, "my hip is fine until I run" no hip."""
    denies_before = rule.direction == "BACKWARD" and rule.category == "NEGATED_EXISTENCE"
    return denies_before and not rule.literal.endswith("no")


def _compiled(rule: ContextRule) -> re.Pattern[str]:
    if rule.pattern:
        return re.compile(rule.pattern, re.IGNORECASE)
    said = re.sub(r"(?<=\w)-(?=\w)", " ", straight(rule.literal.lower())).split()
    words = r"[\s-]+".join(re.escape(word).replace("'", "'?") for word in said)
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _is_pseudo(rule: ContextRule) -> bool:
    return "PSEUDO" in (rule.category, rule.direction)


def _ends_clause(rule: ContextRule) -> bool:
    return "TERMINATE" in (rule.category, rule.direction)


def _inside(hit: tuple[ContextRule, int, int], other: tuple[ContextRule, int, int]) -> bool:
    (rule, start, end), (by, left, right) = hit, other
    if _is_pseudo(by) and not _is_pseudo(rule) and left < end and start < right:
        return True
    if _WELL in (rule.category, by.category) and rule.category != by.category:
        return False
    longer = right - left > end - start
    same = _is_pseudo(by) or by.direction == rule.direction or by.category == rule.category
    return longer and left <= start and end <= right and same


def _reach(
    rule: ContextRule, start: int, end: int, stops: list[int], text: str
) -> tuple[tuple[int, int], ...]:
    reach = []
    if rule.direction in ("FORWARD", "BIDIRECTIONAL"):
        stop = min((s for s in stops if s >= end), default=len(text))
        reach.append((start + 1, _limited(text, end, stop, rule.max_scope)))
    if rule.direction in ("BACKWARD", "BIDIRECTIONAL"):
        stop = max((s for s in stops if s < start - 1), default=0)
        reach.append((_limited_back(text, stop, start, rule.max_scope), end - 1))
    return tuple(reach)


def _limited(text: str, start: int, stop: int, words: int | None) -> int:
    if words is None:
        return stop
    found = list(re.finditer(r"[\w'/-]+", text[start:stop]))
    return start + found[words - 1].end() if len(found) >= words else stop


def _limited_back(text: str, stop: int, end: int, words: int | None) -> int:
    if words is None:
        return stop
    found = list(re.finditer(r"[\w'/-]+", text[stop:end]))
    return stop + found[-words].start() if len(found) >= words else stop
