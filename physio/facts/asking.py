"""What the person asks and aims at: asks, goals, activities and risk notes."""

from __future__ import annotations

from physio.facts.model import Ask, Facts
from physio.facts.turn import Turn, add_new, note_change
from physio.facts.wish_words import FEW_WORDS
from physio.facts.wishing import asking, asks_for_wish, is_polite_end, merge_wish
from physio.knowledge import Knowledge
from physio.reading.model import HYPOTHETICAL, PRESENT, Finding, Reading
from physio.reading.words import plain_words

ADVICE, HUMAN = "advice", "human"


def merge_wants(facts: Facts, turn: Turn) -> None:
    """Add the goals, activities, risk notes and asks of a message, and the wish that the asks tell."""
    if turn.reading.reply != "skip":
        add_new(facts.goals, (f.value for f in turn.mine("goal")))
    asked_about = {f.extra.get("activity") for f in asking(turn)}
    add_new(facts.activities, (f.value for f in turn.mine("activity") if f.value not in asked_about))
    add_new(facts.modifiers, (f.value for f in turn.past_too("modifier")))
    if turn.reading.correcting:
        _drop_denied(facts, turn)
    for ask in asks_of(turn):
        add_ask(facts, ask)
    merge_wish(facts, turn)


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
    found = (f for f in asking(turn) if not is_polite_end(f, turn) and not _only_chooses(f, turn))
    return [
        Ask(ask=f.value, activity=f.extra.get("activity"), words=turn.sentence_of(f))
        for f in found
        if f.value != HUMAN or f in calls
    ]


def _only_chooses(ask: Finding, turn: Turn) -> bool:
    """Whether advice is only chosen of the things on offer ("just some advice for now"): no question."""
    in_general = ask.value == ADVICE and "activity" not in ask.extra
    short = len(turn.reading.text.split()) <= FEW_WORDS and "?" not in turn.reading.text
    return in_general and short and asks_for_wish(turn)


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
