"""What the person wants: asks, goals, activities, risk notes, and the wish that follows from them."""

from __future__ import annotations

import re

from physio.facts.booking import books
from physio.facts.model import Ask, Facts
from physio.facts.turn import Turn, add_new, note_change
from physio.facts.unwanted import not_offered, wanted_after_all
from physio.knowledge import Knowledge
from physio.reading.asked import is_request
from physio.reading.model import HYPOTHETICAL, PRESENT, Finding, Reading
from physio.reading.spelling import respelt
from physio.reading.unwanted import ENTITY, without_unwanted
from physio.reading.words import plain_words

ADVICE, BOOKING, CALLBACK, HUMAN = "advice", "booking", "callback", "human"
WISH_OF_ASK = {BOOKING: "visit", CALLBACK: "callback", "dropin": "dropin"}
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
        r"\b(at home|home visit|(to|at) (my|our|her|his|their|the) (house|home|flat|place)"
        r"|come (out |round |over )*to (me|her|him|us|mine)|visit (me|her|him))\b",
        re.I,
    ),
    "clinic": re.compile(
        r"\b((at|come to|visit) (a|the|your) clinic|in person|face to face|come to you"
        r"|come in(?! for a chat))\b",
        re.I,
    ),
}
_NAMED_ALONE = {
    "clinic": re.compile(r"\b(clinic|in person|face to face)\b", re.I),
    "home": re.compile(r"^\W*(?:\w+ ){0,3}home\b", re.I),
}
_SOMEBODY, _MAY = "(you|someone|somebody|anyone|a physio|one of)", "(can|could|would|will)"
_ASKS_SOMEBODY = re.compile(rf"\b({_MAY} {_SOMEBODY}|{_SOMEBODY} {_MAY})\b", re.I)
_ASKS_BACK = re.compile(
    r"^\W*(?:how|what|when|where|who|why|which|do|does|did|is|are)\b.*\?\W*$", re.I | re.S
)
_CLOSING = re.compile(
    r"\b(get back to (?:me|us|him|her)|hear (back )?from|be in touch|get in touch|contact me)\b", re.I
)
_PASSING = ("back", "reach", "touch", "contact")
_NAMES = (
    "phone",
    "visit",
    "appointment",
    "session",
    "video",
    "online",
    "advice",
    "information",
    "clinic",
    "person",
)
_SETTLING = re.compile(r"\b(?:then|instead|after all|(?:is|would be) (?:better|easier))\W*$", re.I)
_REACHABLE = re.compile(
    r"\b(?:you can|you may|feel free to|best to|happy for you to|i'?m on|reach me)\b", re.I
)
_FEW_WORDS = 8
WISHES = ("visit", "callback", "dropin", "advice")


def merge_wants(facts: Facts, turn: Turn) -> None:
    """Add the goals, activities, risk notes and asks of a message, and the wish that the asks tell."""
    if turn.reading.reply != "skip":
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
    if turn.reading.reply == "skip":
        return []
    calls = calls_for_human(turn.reading, turn.knowledge)
    found = (f for f in _asking(turn) if not _is_polite_end(f, turn) and not _only_chooses(f, turn))
    return [
        Ask(ask=f.value, activity=f.extra.get("activity"), words=turn.sentence_of(f))
        for f in found
        if f.value != HUMAN or f in calls
    ]


def _only_chooses(ask: Finding, turn: Turn) -> bool:
    """Whether advice is only chosen of the things on offer ("just some advice for now"): no question."""
    in_general = ask.value == ADVICE and "activity" not in ask.extra
    short = len(turn.reading.text.split()) <= _FEW_WORDS and "?" not in turn.reading.text
    return in_general and short and _asks_for_wish(turn)


def _asking(turn: Turn) -> list[Finding]:
    """The asks of a message; a wish that only its meaning tells must be put as a request."""
    found = turn.mine("ask", HYPOTHETICAL)
    return [f for f in found if f.value not in WISH_OF_ASK or not f.by_meaning or is_request(f.text)]


def calls_for_human(reading: Reading, knowledge: Knowledge) -> list[Finding]:
    """The asks for a person; "is anyone there?", "am I talking to a robot?" and a mere "pass" call nobody."""
    if reading.reply in ("skip", "not_sure"):
        return []
    calls = [f for f in reading.of("ask", PRESENT, HYPOTHETICAL) if f.value == HUMAN]
    if not calls:
        return []
    only_asks = {" ".join(plain_words(lay)) for lay in knowledge.replies["asks_who_answers"].lay}
    return [f for f in calls if " ".join(plain_words(f.text)) not in only_asks]


def add_ask(facts: Facts, ask: Ask) -> None:
    """Keep an ask once; asked again in other words it is open again."""
    for known in facts.asks:
        if _is_same(known, ask):
            known.answered = known.answered and known.words == ask.words
            known.words = ask.words
            return
    facts.asks.append(ask)


def _is_same(known: Ask, ask: Ask) -> bool:
    """Whether two asks are one question. Open-ended ones are told apart by their words alone."""
    open_ended = known.kept or (ask.ask == ADVICE and ask.activity is None)
    about = (known.ask, known.activity) == (ask.ask, ask.activity)
    return about and (known.words == ask.words or not open_ended)


def keep_for_physio(facts: Facts, question: Ask) -> Facts:
    """The facts with a question kept open: a human answers it."""
    kept = facts.copy(deep=True)
    add_ask(kept, question.copy(update={"answered": False, "kept": False}))
    for ask in kept.asks:
        if (ask.ask, ask.activity, ask.words) == (question.ask, question.activity, question.words):
            ask.answered, ask.kept = False, True
    return kept


def _merge_wish(facts: Facts, turn: Turn) -> None:
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


def _agrees(turn: Turn) -> bool:
    """Whether "yes, book it" only agrees to the time that was put: it is no new wish for a visit."""
    return turn.asks("visit_confirm") and turn.reading.reply == "yes"


def _wish_told(turn: Turn, kind: str | None) -> str | None:
    """The wish of a message, the last one told. A call in passing counts only if there is no other."""
    told = sorted((f for f in _asking(turn) if f.value in WISH_OF_ASK), key=lambda f: f.start)
    told = [f for f in told if f.value != BOOKING or not _agrees(turn)]
    firm = [f for f in told if f.value != CALLBACK or not _in_passing(f, turn)]
    if firm:
        return WISH_OF_ASK[firm[-1].value]
    words = wanted_words(turn)
    if kind is not None and (_asks_for_wish(turn) or books(words) or _settles(words)):
        return "visit"
    meant = [f for f in told if not _is_polite_end(f, turn)]
    if meant:
        return WISH_OF_ASK[meant[-1].value]
    return _wish_in_words(turn) if _asks_for_wish(turn) else None


def _asks_for_wish(turn: Turn) -> bool:
    """Whether the last question was what would help, or which kind of visit, and is not met by a question."""
    return (turn.asks("wish") or turn.asks("visit_kind")) and not asks_back(turn.reading.text)


def asks_back(text: str) -> bool:
    """Whether a message is a question back ("How long does a visit take?") and no answer."""
    return _ASKS_BACK.search(text) is not None


def _kind_told(turn: Turn, *, wanted: bool) -> str | None:
    """The kind of visit in the message; an answer may be just "clinic", "home please" or "Moorgate".

    `wanted` if a visit is wished for and its kind is open: a site is then named for it.
    """
    words = wanted_words(turn)
    kind = kind_of_visit(words)
    if kind is not None:
        return kind
    if _asks_for_wish(turn) or _settles(words):
        said = respelt(words, _NAMES)
        kind = next((name for name, alone in _NAMED_ALONE.items() if alone.search(said)), None)
    return kind or ("clinic" if _books_at_a_site(turn, words, wanted) else None)


def _books_at_a_site(turn: Turn, words: str, wanted: bool) -> bool:
    """Whether a clinic is named for the visit: once one is wanted, alone, or beside the wish for it."""
    sites = turn.mine("site")
    if not sites or asks_back(turn.reading.text):
        return False
    booked = {turn.sentence_of(f) for f in _asking(turn) if f.value == BOOKING}
    return wanted or _settles(words) or any(turn.sentence_of(s) in booked for s in sites)


def _settles(words: str) -> bool:
    """ "Ok clinic then", or just "clinic": a kind that is settled on in a few words, whatever was asked."""
    many = len(words.split())
    return many == 1 or (many <= _FEW_WORDS and _SETTLING.search(words) is not None)


def _in_passing(callback: Finding, turn: Turn) -> bool:
    """Whether a call is only how to reach somebody, or how a letter ends ("please get back to me")."""
    sentence = respelt(turn.sentence_of(callback), _PASSING)
    return bool(_REACHABLE.search(sentence) or _CLOSING.search(sentence))


def _is_polite_end(ask: Finding, turn: Turn) -> bool:
    """Whether a call in passing is no wish at all: nobody is asked to ring ("hope to hear from you")."""
    passing = ask.value == CALLBACK and _in_passing(ask, turn)
    return passing and _ASKS_SOMEBODY.search(turn.sentence_of(ask)) is None


def _drop_refused(facts: Facts, turn: Turn) -> None:
    """What the message turns down is wished for no more."""
    refused = not_offered(facts, turn.knowledge)
    facts.kind = None if facts.kind in refused else facts.kind
    if facts.wish in refused:
        set_wish(facts, None, turn.words)


def wanted_words(turn: Turn) -> str:
    """The message without the clauses that turn something down."""
    return without_unwanted(turn.reading.text, turn.reading.of(ENTITY))


def kind_of_visit(text: str) -> str | None:
    """The kind of visit that the words name: `video`, `home` or `clinic`."""
    said = respelt(text, _NAMES)
    return next((kind for kind, words in _KINDS.items() if words.search(said)), None)


def _wish_in_words(turn: Turn) -> str | None:
    """The wish that an answer to `wish` names in passing ("a call would be great")."""
    refuses = turn.reading.reply in ("no", "none_of_these", "not_sure", "skip")
    if refuses and not turn.reading.correcting:
        return None
    said = respelt(wanted_words(turn), _NAMES)
    return next((wish for wish, words in _WISH_WORDS.items() if words.search(said)), None)


def set_wish(facts: Facts, wish: str | None, words: str) -> None:
    """Change what the person wants (`visit`, `callback`, `dropin`, `advice`); the change is kept."""
    if facts.wish is not None and facts.wish != wish:
        note_change(facts, "wish", facts.wish, wish, words)
    facts.wish = wish
    wanted_after_all(facts, wish)
    if wish is not None and "wish" in facts.declined:
        facts.declined.remove("wish")
