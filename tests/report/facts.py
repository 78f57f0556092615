"""What enquiries say, as F1 by field: what is so now and the patient's own, counted over a whole set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from physio.reading.model import Finding, Reading
from tests.report.figures import SETS, Share, rows, share, understanding

LISTS = {
    "body_parts": "body_part",
    "symptoms": "symptom",
    "activities": "activity",
    "goals": "goal",
    "asks": "ask",
}
CONTACTS = ("phone", "email", "postcode", "person_name", "site")
_DAYS = {"day": 0, "week": 6, "month": 30, "year": 365}
_NOT_DONE = ("planned", "cancelled")


@dataclass(frozen=True)
class Score:
    """F1 of one field; `missed` holds what went wrong, in words."""

    name: str
    right: int
    wrong: int
    unfound: int
    missed: tuple[str, ...] = field(default=(), compare=False)

    @property
    def precision(self) -> Share:
        """How much of what was read is so."""
        return Share(self.name, self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """How much of what is so was read."""
        return Share(self.name, self.right, self.right + self.unfound)

    @property
    def value(self) -> float:
        """F1."""
        return _f1(self.precision.value, self.recall.value)

    @property
    def counts(self) -> str:
        """Found of all, and how many were read that aren't so."""
        return f"{self.right}/{self.right + self.unfound}, {self.wrong} wrong"

    def interval(self) -> tuple[float, float]:
        """F1 at the lower and at the upper Wilson bounds of precision and recall: wider than 95 %."""
        precise, found = self.precision.interval(), self.recall.interval()
        return _f1(precise[0], found[0]), _f1(precise[1], found[1])


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Operation:
    """One operation that was done, as labelled or as read."""

    id: str
    side: str | None
    levels: frozenset[str]
    when: date | None
    precision: str | None


@dataclass(frozen=True)
class Read:
    """One row of a set, with what the reader made of it."""

    row: dict[str, Any]
    reading: Reading

    @property
    def wanted(self) -> list[Operation]:
        """The labelled operations."""
        return [
            Operation(p["id"], p["side"], frozenset(p["levels"]), _day(p["when"]), p["precision"])
            for p in self.row["procedures"]
        ]

    @property
    def found(self) -> list[Operation]:
        """The operations that were read as done, one for each group."""
        named = {f.group: f for f in self.reading.of("procedure") if f.extra.get("status") not in _NOT_DONE}
        made = (self._operation(finding) for finding in named.values())
        return [operation for operation in made if operation is not None]

    def _operation(self, finding: Finding) -> Operation | None:
        sides = [f.value for f in self._tied(finding, "side")]
        dates = [f for f in self._tied(finding, "when") if f.extra.get("about") == "operation"]
        if any(f.extra["tense"] == "future" for f in dates):
            return None
        side = finding.extra.get("side") or (sides[-1] if sides else None)
        levels = frozenset(f.value for f in self._tied(finding, "spinal_level"))
        when = dates[-1] if dates else None
        precision = when.extra["precision"] if when else None
        return Operation(finding.value, side, levels, _day(when.value if when else None), precision)

    def _tied(self, finding: Finding, entity: str) -> list[Finding]:
        return [f for f in self.reading.of(entity) if f.group == finding.group]

    def listed(self, name: str) -> frozenset[str]:
        """The ids that were read for a field that is a list."""
        return frozenset(f.value for f in self.reading.of(LISTS[name]))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def read_set(path: Path) -> list[Read]:
    """Read every enquiry of a set as of when it was sent."""
    reader = understanding().reader
    return [Read(row, reader.read(row["text"], datetime.fromisoformat(row["sent_at"]))) for row in rows(path)]


def pairs(one: Read) -> list[tuple[Operation, Operation]]:
    """Labelled and read operations with the same id, each once, the likest first."""
    able = [(w, f) for w in one.wanted for f in one.found if w.id == f.id]
    able.sort(key=lambda pair: (pair[0].side != pair[1].side, pair[0].when != pair[1].when))
    kept: list[tuple[Operation, Operation]] = []
    for wanted, found in able:
        if not any(wanted is w or found is f for w, f in kept):
            kept.append((wanted, found))
    return kept


def agrees(wanted: Operation, found: Operation) -> bool:
    """Whether a date lies within the precision in which it was said."""
    if wanted.when is None or found.when is None:
        return wanted.when is found.when
    return abs((wanted.when - found.when).days) <= _DAYS[wanted.precision or "day"]


Items = Iterator[tuple[Read, Iterable[Any], Iterable[Any]]]


def _score(name: str, items: Items) -> Score:
    right = wrong = unfound = 0
    missed = []
    for one, wanted, found in items:
        want, got = Counter(wanted), Counter(found)
        lacking, extra = want - got, got - want
        right, wrong, unfound = right + (want & got).total(), wrong + extra.total(), unfound + lacking.total()
        if lacking or extra:
            differs = f"lacks {_listed(lacking)} has {_listed(extra)}"
            missed.append(f"{one.row['id']} {differs}: {one.row['text']}")
    return Score(name, right, wrong, unfound, tuple(missed))


def _listed(values: Iterable[Any]) -> list[Any]:
    """In one order, so that a report differs from the last only where the reading does."""
    return sorted(values, key=str)


def _matched(read: Sequence[Read], name: str) -> Items:
    for one in read:
        for wanted, found in pairs(one):
            said, read_as = getattr(wanted, name), getattr(found, name)
            yield one, [said] if said else [], [read_as] if read_as else []


def _dates(read: Sequence[Read]) -> Items:
    """A date that agrees with its label counts as the label."""
    for one in read:
        for wanted, found in pairs(one):
            said = wanted.when if agrees(wanted, found) else found.when
            yield one, [wanted.when] if wanted.when else [], [said] if said else []


def _levels(read: Sequence[Read]) -> Items:
    return ((one, wanted.levels, found.levels) for one in read for wanted, found in pairs(one))


def _lists(read: Sequence[Read], name: str) -> Items:
    return ((one, one.row[name], one.listed(name)) for one in read)


def _contacts(read: Sequence[Read], name: str) -> Items:
    for one in read:
        values = dict.fromkeys(f.value for f in one.reading.of(name) if f.value)
        full = [v for v in values if name != "postcode" or " " in v]
        wanted = one.row[name]
        yield one, [wanted.casefold()] if wanted else [], [value.casefold() for value in full]


def fact_scores(read: Sequence[Read], half: str) -> list[Score | Share]:
    """Every field's figure for one half of the set."""
    named = ((one, [p.id for p in one.wanted], [p.id for p in one.found]) for one in read)
    lists = {name: _lists(read, name) for name in LISTS}
    contacts = {name: _contacts(read, name) for name in CONTACTS}
    told = ((one.row["carer"] == one.reading.carer, f"{one.row['id']}: {one.row['text']}") for one in read)
    scores = {
        "procedures": named,
        "side of the operation": _matched(read, "side"),
        "levels": _levels(read),
        "date of the operation": _dates(read),
        **lists,
        **contacts,
    }
    return [
        *(_score(f"facts {half}: {n}", i) for n, i in scores.items()),
        share(f"facts {half}: carer", told),
    ]


def development_files() -> list[Path]:
    """Every part of the development half: all of the folder but the test half."""
    return sorted(path for path in (SETS / "facts").glob("*.jsonl") if path.stem != "test")


def all_fact_scores() -> list[Score | Share]:
    """Both halves; of the test half no words are kept, only counts."""
    read = [one for path in development_files() for one in read_set(path)]
    development = fact_scores(read, "development")
    return [*development, *map(uncommented, fact_scores(read_set(SETS / "facts" / "test.jsonl"), "test"))]


def uncommented(figure: Score | Share) -> Score | Share:
    """A figure without the words of what was missed."""
    if isinstance(figure, Share):
        return Share(figure.name, figure.right, figure.all)
    return Score(figure.name, figure.right, figure.wrong, figure.unfound)
