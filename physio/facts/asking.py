"""What the person wants: asks, goals, activities, risk notes, and the wish that follows from them."""

from __future__ import annotations

import re

from physio.facts.model import Ask, Facts
from physio.facts.turn import Turn, add_new, note_change
from physio.reading.model import HYPOTHETICAL, Finding
from physio.reading.spelling import respelt

WISH_OF_ASK = {"booking": "visit", "callback": "callback", "dropin": "dropin"}
_WISH_WORDS = {
    "dropin": re.compile(r"\b(drop|pop)(ping)?[ -]?in\b", re.I),
    "callback": re.compile(r"\b(call|ring|phone|chat)\b", re.I),
    "visit": re.compile(
        r"\b(visit|appointment|appt|session|video|see (someone|a physio)|come in|book)\b", re.I
    ),
    "advice": re.compile(r"\b(advice|info|information|just asking|a question)\b", re.I),
}
_KINDS = {
    "video": re.compile(
        r"\b(video|zoom|virtual(ly)?)\b"
        r"|\bonline (appointment|visit|session|call|consultation|physio|one)\b"
        r"|\b(appointment|visit|session|physio|do it|see (you|someone|somebody)) online\b"
        r"|^\W*(?:\w+ ){0,2}online\b",
        re.I,
    ),
    "home": re.compile(
        r"\b(at home|home visit|(to|at) (my|our|her|his|their) (house|home|flat|place)"
        r"|come to (me|her|him|us)|visit (me|her|him))\b",
        re.I,
    ),
    "clinic": re.compile(r"\b(at (a|the|your) clinic|in person|face to face|come to you)\b", re.I),
}
_CLOSING = re.compile(r"\b(get back to|hear (back )?from|be in touch|get in touch|contact me)\b", re.I)
_NAMES = ("phone", "visit", "appointment", "session", "video", "online", "advice", "information", "clinic")
_BOOKS = re.compile(
    r"\bbook\b|\bappointment\b|\b(need|want|would like|i'd like|have|get) an? (video|home)\b", re.I
)
WISHES = ("visit", "callback", "dropin", "advice")


def merge_wants(facts: Facts, turn: Turn) -> None:
    """Add the goals, activities, risk notes and asks of a message, and the wish that the asks tell."""
    add_new(facts.goals, (f.value for f in turn.mine("goal")))
    asked_about = {f.extra.get("activity") for f in _asking(turn)}
    add_new(facts.activities, (f.value for f in turn.mine("activity") if f.value not in asked_about))
    add_new(facts.modifiers, (f.value for f in turn.past_too("modifier")))
    if turn.reading.correcting:
        _drop_denied(facts, turn)
    for ask in asks_of(turn):
        add_ask(facts, ask)
    _merge_wish(facts, turn)


def _drop_denied(facts: Facts, turn: Turn) -> None:
    lists = {"goal": facts.goals, "activity": facts.activities, "modifier": facts.modifiers}
    for entity, known in lists.items():
        for finding in turn.negated(entity):
            if finding.value in known:
                known.remove(finding.value)
                note_change(facts, entity, finding.value, None, turn.words)


def asks_of(turn: Turn) -> list[Ask]:
    """The asks of a message, each with its sentence and, for "can I run?", its activity."""
    return [
        Ask(ask=f.value, activity=f.extra.get("activity"), words=turn.sentence_of(f)) for f in _asking(turn)
    ]


def _asking(turn: Turn) -> tuple[Finding, ...]:
    return turn.mine("ask", HYPOTHETICAL)


def add_ask(facts: Facts, ask: Ask) -> None:
    """Keep an ask once; asked again in other words it is open again."""
    for known in facts.asks:
        if (known.ask, known.activity) == (ask.ask, ask.activity):
            known.answered = known.answered and known.words == ask.words
            known.words = ask.words
            return
    facts.asks.append(ask)


def _merge_wish(facts: Facts, turn: Turn) -> None:
    for denied in turn.negated("ask"):
        if facts.wish is not None and WISH_OF_ASK.get(denied.value) == facts.wish:
            set_wish(facts, None, turn.words)
    told = _wishes(turn)
    kind = kind_of_visit(turn.reading.text)
    if told:
        set_wish(facts, WISH_OF_ASK[told[-1].value], turn.words)
    elif kind is not None and _BOOKS.search(turn.reading.text):
        set_wish(facts, "visit", turn.words)
    elif turn.asked == "wish" and (said := _wish_in_words(turn)):
        set_wish(facts, said, turn.words)
    if facts.wish == "visit" and kind is not None:
        facts.kind = kind


def _wishes(turn: Turn) -> list[Finding]:
    """The asks that tell a wish, in text order. "Please get back to me" ends a letter: it beats no wish."""
    told = sorted((f for f in _asking(turn) if f.value in WISH_OF_ASK), key=lambda f: f.start)
    meant = [f for f in told if f.value != "callback" or not _CLOSING.search(turn.sentence_of(f))]
    return meant or told


def kind_of_visit(text: str) -> str | None:
    """The kind of visit that the words name: `video`, `home` or `clinic`."""
    said = respelt(text, _NAMES)
    return next((kind for kind, words in _KINDS.items() if words.search(said)), None)


def _wish_in_words(turn: Turn) -> str | None:
    """The wish that an answer to `wish` names in passing ("a call would be great")."""
    refuses = turn.reading.reply in ("no", "none_of_these", "not_sure", "skip")
    if refuses and not turn.reading.correcting:
        return None
    said = respelt(turn.reading.text, _NAMES)
    return next((wish for wish, words in _WISH_WORDS.items() if words.search(said)), None)


def set_wish(facts: Facts, wish: str | None, words: str) -> None:
    """Change what the person wants (`visit`, `callback`, `dropin`, `advice`); the change is kept."""
    if facts.wish is not None and facts.wish != wish:
        note_change(facts, "wish", facts.wish, wish, words)
    facts.wish = wish
    if wish is not None and "wish" in facts.declined:
        facts.declined.remove("wish")
