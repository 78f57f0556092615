"""What the simulated people say: a strict loader of `words/*.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from physio.facts.wishing import WISHES
from physio.knowledge import Knowledge, load_knowledge
from physio.strict_yaml import Node, Problems, read_yaml

FOLDER = Path(__file__).parent / "words"
MOODS = ("calm", "worried", "angry", "cheerful")
ANSWERS = (
    "side", "side_when", "side_alone", "when", "onset", "concern", "phone_told", "email_told", "contact",
    "none", "time", "other_times",
    "yes", "yes_contact", "postcode", "safe", "no_danger", "carry_on", "skip", "not_sure",
)  # fmt: skip
CORRECTIONS = ("side", "when", "phone", "email")
KINDS = ("clinic", "video", "home", "callback", "dropin")
T = TypeVar("T")


class WordsError(ValueError):
    """The words have mistakes; the text lists each as `file:line: what is wrong. what to do.`"""


@dataclass(frozen=True)
class Place:
    """An operation, or a problem without one: what the record must hold, and how people say it."""

    ids: tuple[str, ...]
    region: str
    paired: bool
    names: tuple[str, ...]
    clauses: tuple[str, ...]
    operation: bool
    only_me: bool = False


@dataclass(frozen=True)
class Span:
    """A date as it is said, and the first and last day that it may mean."""

    says: tuple[str, ...]
    answers: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True)
class Meaning:
    """A bother or a goal: its id in the record, and how people say it."""

    id: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Sign:
    """A warning sign: told only when one of its screening questions is on the list."""

    flag: str
    tier: str
    regions: tuple[str, ...]
    questions: tuple[str, ...]
    says: tuple[str, ...]
    operated: bool = False


@dataclass(frozen=True)
class Want:
    """What somebody wants: the wish and the bookings in the record, and how people say it."""

    id: str
    wish: str | None
    bookings: tuple[str, ...]
    kind: str | None
    button: str | None
    kind_button: str | None
    opening: tuple[str, ...]
    answers: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """How a mood begins, sighs and ends."""

    hello: tuple[str, ...]
    asides: tuple[str, ...]
    bye: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Everything that the people can say."""

    operations: tuple[Place, ...]
    problems: tuple[Place, ...]
    dates: tuple[Span, ...]
    onsets: tuple[Span, ...]
    bothers: Mapping[str, tuple[Meaning, ...]]
    goals: tuple[Meaning, ...]
    signs: tuple[Sign, ...]
    wants: Mapping[str, Want]
    answers: Mapping[str, tuple[str, ...]]
    corrections: Mapping[str, tuple[str, ...]]
    digressions: tuple[str, ...]
    voices: Mapping[str, Voice]
    carer: tuple[str, ...]
    bare: tuple[str, ...]
    late: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    return load_words(FOLDER, load_knowledge())


def load_words(folder: Path, knowledge: Knowledge) -> Words:
    """Read all files. WordsError lists every mistake with its line and what to do."""
    problems = Problems()
    read = _Reader(folder, knowledge, problems)
    found = read.all()
    problems.raise_if_any(WordsError)
    return found


class _Reader:
    """One reading of the folder; mistakes go to `problems`."""

    def __init__(self, folder: Path, knowledge: Knowledge, problems: Problems) -> None:
        self._folder, self._knowledge, self._problems = folder, knowledge, problems
        self._questions = {q.id for s in knowledge.screening.values() for q in s.questions}

    def all(self) -> Words:
        places = self._root("places.yml").fields(("operations", "problems"))
        dates = self._root("dates.yml").fields(("operations", "onsets"))
        voices = self._root("voices.yml").fields((*MOODS, "carer", "bare", "late"))
        bothers = self._root("bothers.yml").pairs()
        return Words(
            operations=_list(places["operations"], lambda node: self._place(node, True)),
            problems=_list(places["problems"], lambda node: self._place(node, False)),
            dates=_list(dates["operations"], _span),
            onsets=_list(dates["onsets"], _span),
            bothers={region: _list(node, self._symptom) for region, node in bothers.items()},
            goals=_list(self._root("goals.yml"), self._goal),
            signs=_list(self._root("signs.yml"), self._sign),
            wants={name: _want(name, node) for name, node in self._root("wishes.yml").pairs().items()},
            answers=_texts_by_name(self._root("answers.yml"), ANSWERS),
            corrections=_texts_by_name(self._root("corrections.yml"), CORRECTIONS),
            digressions=self._root("digressions.yml").texts(),
            voices={mood: _voice(voices[mood]) for mood in MOODS},
            carer=voices["carer"].texts(),
            bare=voices["bare"].texts(),
            late=voices["late"].texts(),
        )

    def _root(self, name: str) -> Node:
        return read_yaml(self._folder / name, self._problems)

    def _place(self, node: Node, operation: bool) -> Place:
        known = self._knowledge.procedures if operation else self._knowledge.body_parts
        got = node.fields(("ids", "region", "paired", "names", "clauses"), ("only_me",))
        return Place(
            ids=tuple(item.one_of(known) for item in got["ids"].items()),
            region=got["region"].one_of(self._root("bothers.yml").pairs()),
            paired=got["paired"].flag(),
            names=got["names"].texts(),
            clauses=got["clauses"].texts(),
            operation=operation,
            only_me="only_me" in got and got["only_me"].flag(),
        )

    def _symptom(self, node: Node) -> Meaning:
        return _meaning(node, self._knowledge.symptoms)

    def _goal(self, node: Node) -> Meaning:
        return _meaning(node, self._knowledge.goals)

    def _sign(self, node: Node) -> Sign:
        got = node.fields(("flag", "tier", "regions", "questions", "says"), ("operated",))
        return Sign(
            flag=got["flag"].one_of(self._knowledge.red_flags),
            tier=got["tier"].one_of(self._knowledge.tiers),
            regions=got["regions"].texts(),
            questions=tuple(item.one_of(self._questions) for item in got["questions"].items()),
            says=got["says"].texts(),
            operated="operated" in got and got["operated"].flag(),
        )


def _list(node: Node, read: Callable[[Node], T]) -> tuple[T, ...]:
    return tuple(read(item) for item in node.items())


def _texts_by_name(node: Node, names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    got = node.fields(names)
    return {name: got[name].texts() for name in names}


def _meaning(node: Node, known: Mapping[str, object]) -> Meaning:
    got = node.fields(("id", "says"))
    return Meaning(got["id"].one_of(known), got["says"].texts())


def _span(node: Node) -> Span:
    got = node.fields(("says", "answers", "first", "last"))
    return Span(got["says"].texts(), got["answers"].texts(), _day(got["first"]), _day(got["last"]))


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(str(node.raw.value if node.raw is not None else ""))
    except ValueError:
        node.problem("a date is wanted here", "write it as 2026-11-24")
        return date.min


def _want(name: str, node: Node) -> Want:
    got = node.fields(("bookings", "opening", "answers"), ("wish", "kind", "button", "kind_button", "kinds"))
    return Want(
        id=name,
        wish=got["wish"].one_of(WISHES) if "wish" in got else None,
        bookings=tuple(item.one_of(KINDS) for item in got["bookings"].items()),
        kind=got["kind"].one_of(KINDS) if "kind" in got else None,
        button=got["button"].text() if "button" in got else None,
        kind_button=got["kind_button"].text() if "kind_button" in got else None,
        opening=got["opening"].texts(),
        answers=got["answers"].texts(),
        kinds=got["kinds"].texts() if "kinds" in got else (),
    )


def _voice(node: Node) -> Voice:
    got = node.fields(("hello", "asides", "bye"))
    return Voice(got["hello"].texts(), got["asides"].texts(), got["bye"].texts())
