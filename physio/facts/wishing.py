"""The wish: a visit, a call, a drop-in or advice, and the kind of visit, as a message tells them."""

from __future__ import annotations

from physio.facts.booking import books
from physio.facts.model import Facts
from physio.facts.turn import Turn, note_change
from physio.facts.unwanted import not_offered, wanted_after_all
from physio.facts.wish_words import (
    asks_back,
    asks_somebody,
    is_in_passing,
    kind_named,
    kind_of_visit,
    settles,
    wish_named,
)
from physio.reading.asked import is_request
from physio.reading.model import HYPOTHETICAL, Finding
from physio.reading.unwanted import ENTITY, without_unwanted

BOOKING, CALLBACK = "booking", "callback"
WISH_OF_ASK = {BOOKING: "visit", CALLBACK: "callback", "dropin": "dropin"}
WISHES = ("visit", "callback", "dropin", "advice")


def merge_wish(facts: Facts, turn: Turn) -> None:
    """Add the wish of a message and the kind of visit; what it denies or turns down is wished for no more."""
    for denied in turn.negated("ask"):
        if facts.wish is not None and WISH_OF_ASK.get(denied.value) == facts.wish:
            set_wish(facts, None, turn.words)
    kind = _kind_told(turn, wanted=facts.wish == "visit" and facts.kind is None)
    wish = _wish_told(turn, kind)
    if wish is not None:
        set_wish(facts, wish, turn.words)
    if facts.wish == "visit" and kind is not None:
        facts.kind = kind
        wanted_after_all(facts, kind)
    _drop_refused(facts, turn)


def asking(turn: Turn) -> list[Finding]:
    """The asks of a message; a wish that only its meaning tells must be put as a request."""
    found = turn.mine("ask", HYPOTHETICAL)
    return [f for f in found if f.value not in WISH_OF_ASK or not f.by_meaning or is_request(f.text)]


def _agrees(turn: Turn) -> bool:
    """Whether "yes, book it" only agrees to the time that was put: it is no new wish for a visit."""
    return turn.asks("visit_confirm") and turn.reading.reply == "yes"


def _wish_told(turn: Turn, kind: str | None) -> str | None:
    """The wish of a message, the last one told. A call in passing counts only if there is no other."""
    told = sorted((f for f in asking(turn) if f.value in WISH_OF_ASK), key=lambda f: f.start)
    told = [f for f in told if f.value != BOOKING or not _agrees(turn)]
    firm = [f for f in told if f.value != CALLBACK or not is_in_passing(turn.sentence_of(f))]
    if firm:
        return WISH_OF_ASK[firm[-1].value]
    words = wanted_words(turn)
    if kind is not None and (asks_for_wish(turn) or books(words) or settles(words)):
        return "visit"
    meant = [f for f in told if not is_polite_end(f, turn)]
    if meant:
        return WISH_OF_ASK[meant[-1].value]
    return _wish_in_words(turn) if asks_for_wish(turn) else None


def asks_for_wish(turn: Turn) -> bool:
    """Whether the last question was what would help, or which kind of visit, and is not met by a question."""
    return (turn.asks("wish") or turn.asks("visit_kind")) and not asks_back(turn.reading.text)


def _kind_told(turn: Turn, *, wanted: bool) -> str | None:
    """The kind of visit in the message; an answer may be just "clinic", "home please" or "Moorgate".

    `wanted` if a visit is wished for and its kind is open: a site is then named for it.
    """
    words = wanted_words(turn)
    kind = kind_of_visit(words)
    if kind is not None:
        return kind
    if asks_for_wish(turn) or settles(words):
        kind = kind_named(words)
    return kind or ("clinic" if _books_at_a_site(turn, words, wanted) else None)


def _books_at_a_site(turn: Turn, words: str, wanted: bool) -> bool:
    """Whether a clinic is named for the visit: once one is wanted, alone, or beside the wish for it."""
    sites = turn.mine("site")
    if not sites or asks_back(turn.reading.text):
        return False
    booked = {turn.sentence_of(f) for f in asking(turn) if f.value == BOOKING}
    return wanted or settles(words) or any(turn.sentence_of(s) in booked for s in sites)


def is_polite_end(ask: Finding, turn: Turn) -> bool:
    """Whether a call in passing is no wish at all: nobody is asked to ring ("hope to hear from you")."""
    sentence = turn.sentence_of(ask)
    return ask.value == CALLBACK and is_in_passing(sentence) and not asks_somebody(sentence)


def _drop_refused(facts: Facts, turn: Turn) -> None:
    """What the message turns down is wished for no more."""
    refused = not_offered(facts, turn.knowledge)
    facts.kind = None if facts.kind in refused else facts.kind
    if facts.wish in refused:
        set_wish(facts, None, turn.words)


def wanted_words(turn: Turn) -> str:
    """The message without the clauses that turn something down."""
    return without_unwanted(turn.reading.text, turn.reading.of(ENTITY))


def _wish_in_words(turn: Turn) -> str | None:
    """The wish that an answer to `wish` names in passing ("a call would be great")."""
    refuses = turn.reading.reply in ("no", "none_of_these", "not_sure", "skip")
    if refuses and not turn.reading.correcting:
        return None
    return wish_named(wanted_words(turn))


def set_wish(facts: Facts, wish: str | None, words: str) -> None:
    """Change what the person wants (`visit`, `callback`, `dropin`, `advice`); the change is kept."""
    if facts.wish is not None and facts.wish != wish:
        note_change(facts, "wish", facts.wish, wish, words)
    facts.wish = wish
    wanted_after_all(facts, wish)
    if wish is not None and "wish" in facts.declined:
        facts.declined.remove("wish")
