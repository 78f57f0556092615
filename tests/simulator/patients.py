"""A person drawn from a seed: what is true of them, what they want, how they feel and how they write."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.simulator.words import MOODS, Meaning, Place, Sign, Span, Want, Words

SIDES = ("left", "right")
PRONOUNS = {
    "": {"i": "I", "my": "my", "me": "me", "have": "have", "am": "am", "was": "was", "s": ""},
    "he": {"i": "he", "my": "his", "me": "him", "have": "has", "am": "is", "was": "was", "s": "s"},
    "she": {"i": "she", "my": "her", "me": "her", "have": "has", "am": "is", "was": "was", "s": "s"},
}
RELATIONS = {
    "mum": "she", "dad": "he", "husband": "he", "wife": "she", "nan": "she", "sister": "she", "brother": "he",
}  # fmt: skip
HABITS = (
    "terse",
    "rambling",
    "forgetful",
    "typos",
    "small_letters",
    "asks_back",
    "changes_mind",
    "skips",
    "presses",
)
WANTS = {
    "visit": 26, "callback": 26, "video": 10, "home": 8, "dropin": 12, "advice": 13, "nothing": 5,
}  # fmt: skip
POSTCODES = ("SE1 9XX", "EC2M 4AA", "N1 9GU", "E2 7DP", "SW8 1NB", "W6 0LE")
SIGN_SHARE, CARER_SHARE, NO_OPERATION_SHARE = 0.06, 0.12, 0.25
TOLD_FIRST = ("side", "when", "concern", "goal", "wish", "contact")


@dataclass(frozen=True)
class Slip:
    """A fact that is told wrong at first and put right later: its question and the wrong words."""

    question: str
    wrong: str


@dataclass(frozen=True)
class Person:
    """The hidden truth of one seed. `tells` is what the first message holds beside the place itself."""

    seed: int
    mood: str
    habits: frozenset[str]
    relation: str | None
    place: Place
    side: str | None
    span: Span
    bother: Meaning
    goal: Meaning
    phone: str
    email: str | None
    postcode: str
    want: Want
    sign: Sign | None
    tells: frozenset[str]
    skips: frozenset[str]
    slip: Slip | None

    @property
    def contact(self) -> str:
        """How they are to be reached, as they would write it."""
        return self.email or self.phone

    @property
    def pronouns(self) -> dict[str, str]:
        """The words for who is ill."""
        return PRONOUNS[RELATIONS[self.relation] if self.relation else ""]

    def has(self, habit: str) -> bool:
        """Whether they have a habit."""
        return habit in self.habits


def draw(seed: int, words: Words) -> Person:
    """The person of a seed: the same seed gives the same person as long as the words are the same."""
    rng = random.Random(seed)
    habits = _habits(rng)
    relation = rng.choice(list(RELATIONS)) if rng.random() < CARER_SHARE else None
    place = _place(rng, words, relation)
    want = words.wants[rng.choices(list(WANTS), weights=list(WANTS.values()))[0]]
    span = rng.choice(words.dates if place.operation else words.onsets)
    side = rng.choice(SIDES) if place.paired else None
    sign = _sign(rng, words, place)
    tells = _tells(rng, habits, want)
    skips = _skips(rng, habits, want, tells) if sign is None else frozenset()
    phone, email = _phone(rng), _email(rng) if want.id not in ("callback",) and rng.random() < 0.3 else None
    person = Person(
        seed=seed,
        mood=rng.choice(MOODS),
        habits=habits,
        relation=relation,
        place=place,
        side=side,
        span=span,
        bother=rng.choice(words.bothers[place.region]),
        goal=rng.choice(words.goals),
        phone=phone,
        email=email,
        postcode=rng.choice(POSTCODES),
        want=want,
        sign=sign,
        tells=tells,
        skips=skips,
        slip=None,
    )
    return _with_slip(rng, person, words)


def _habits(rng: random.Random) -> frozenset[str]:
    length = rng.choices(("terse", "rambling", ""), weights=(25, 30, 45))[0]
    shares = {
        "forgetful": 0.25, "typos": 0.15, "small_letters": 0.2, "asks_back": 0.25, "changes_mind": 0.2,
        "skips": 0.12, "presses": 0.5,
    }  # fmt: skip
    return frozenset(h for h, share in shares.items() if rng.random() < share) | ({length} - {""})


def _place(rng: random.Random, words: Words, relation: str | None) -> Place:
    places = words.problems if rng.random() < NO_OPERATION_SHARE else words.operations
    return rng.choice([place for place in places if relation is None or not place.only_me])


def _sign(rng: random.Random, words: Words, place: Place) -> Sign | None:
    has_one = rng.random() < SIGN_SHARE
    able = [s for s in words.signs if place.region in s.regions and (place.operation or not s.operated)]
    return rng.choice(able) if has_one and able else None


def _tells(rng: random.Random, habits: frozenset[str], want: Want) -> frozenset[str]:
    share = 0.9 if "rambling" in habits else 0.25 if "terse" in habits else 0.7
    share *= 0.5 if "forgetful" in habits else 1
    told = {name for name in TOLD_FIRST if rng.random() < share}
    return frozenset(told if want.opening else told - {"wish"})


def _skips(rng: random.Random, habits: frozenset[str], want: Want, tells: frozenset[str]) -> frozenset[str]:
    """The questions that are passed over; whoever wants to be booked says how to be reached."""
    if "skips" not in habits:
        return frozenset()
    able = {"side", "when", "concern"} | (set() if want.bookings else {"contact"})
    open_ones = sorted(able - tells - ({"concern"} if "goal" in tells else set()))
    return frozenset(rng.sample(open_ones, k=min(len(open_ones), rng.choice((1, 1, 2)))))


def _with_slip(rng: random.Random, person: Person, words: Words) -> Person:
    wrong = {
        "side": SIDES[1 - SIDES.index(person.side)] if person.side else None,
        "when": rng.choice(rng.choice(words.dates).says) if person.place.operation else None,
        "contact": _phone(rng) if person.email is None else _email(rng),
    }
    able = sorted(q for q in person.tells - person.skips if wrong.get(q))
    if not person.has("changes_mind") or person.sign or not able:
        return person
    question = rng.choice(able)
    if wrong[question] in (*person.span.says, *person.span.answers):
        return person
    return Person(**{**vars(person), "slip": Slip(question, str(wrong[question]))})


def _phone(rng: random.Random) -> str:
    number = f"{rng.randrange(1000):03d}"
    return rng.choice(
        (f"07700 900{number}", f"07700900{number}", f"07700 900 {number}", f"+44 7700 900{number}")
    )


def _email(rng: random.Random) -> str:
    name = rng.choice(("kim", "bert", "asha", "tom.baker", "m_okafor", "lena", "jo-brown", "priti88", "dave"))
    return f"{name}{rng.randrange(100)}@example.{rng.choice(('com', 'org', 'net'))}"
