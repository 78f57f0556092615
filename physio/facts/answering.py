"""Answers: a short reply, a pressed button or free words, in the context of the question that was asked."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from physio.facts.asked import CONFIRM_AND_CONTACT, SIDE_AND_WHEN, questions_in
from physio.facts.asking import add_ask
from physio.facts.model import Ask, Facts, Payload, Screened
from physio.facts.needs import is_known
from physio.facts.screening import MOST_TIMES, SCREENING, asks_which, sets_answered
from physio.facts.turn import Turn, note_change
from physio.facts.unwanted import wanted_after_all
from physio.facts.wish_words import asks_back
from physio.facts.wishing import WISHES, set_wish
from physio.knowledge import Knowledge

_REPLY_OF_INTENT = {
    "none_of_these": "none_of_these", "not_sure": "not_sure", "skip": "skip", "affirm": "yes", "deny": "no",
}  # fmt: skip
_NONE = ("no", "none_of_these")
_DECLINING = (*_NONE, "not_sure", "skip")
_WISH_OF_KIND = {
    "clinic": "visit", "video": "visit", "home": "visit", "callback": "callback", "dropin": "dropin",
}  # fmt: skip
LONGEST_CONCERN = 1000
_BOTHERS = re.compile(r"\b(?:bother\w*|troubl\w*|worst|main (?:thing|problem)|biggest|most)\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:not sure|unsure|no idea|(?:don'?t|can'?t) (?:know|remember|recall)|forg[eo]t\w*)\b", re.I
)
_NO_THANKS = re.compile(r"^\W*(?:no|nope|nah)\W+(?:thanks|thank you|thx|ta|just|i'?d rather)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")


def parse_payload(text: str) -> Payload:
    """Read `/intent{"key": "value"}`. Raises ValueError when it is not one."""
    intent, brace, rest = text.strip().partition("{")
    if not intent.startswith("/") or not intent[1:].isidentifier():
        raise ValueError(f"not a payload: {text[:60]!r}. Write /intent or /intent{{...}}")
    values = json.loads(brace + rest) if brace else {}
    if not isinstance(values, dict):
        raise ValueError(f"the values of a payload are an object: {text[:60]!r}")
    return Payload(intent=intent[1:], values={str(k): str(v) for k, v in values.items()})


def apply_payload(facts: Facts, payload: Payload, asked: str | None, knowledge: Knowledge) -> None:
    """Fold a pressed button into the facts."""
    if payload.intent == "screen_yes":
        for question in payload.questions:
            _say_yes(facts, question, knowledge)
    elif payload.intent == "choose_wish" and payload.values.get("wish") in WISHES:
        set_wish(facts, payload.values["wish"], "")
    elif payload.intent == "choose_kind" and payload.values.get("kind") in _WISH_OF_KIND:
        set_wish(facts, _WISH_OF_KIND[payload.values["kind"]], "")
        if asked == "wish" and facts.wish == "visit":
            facts.kind = payload.values["kind"]
        wanted_after_all(facts, payload.values["kind"])
    elif payload.intent == "request_human":
        add_ask(facts, Ask(ask="human"))
    elif payload.intent in _REPLY_OF_INTENT:
        apply_reply(facts, _REPLY_OF_INTENT[payload.intent], asked, knowledge)


def _say_yes(facts: Facts, question: str, knowledge: Knowledge) -> None:
    for screening_set in knowledge.screening.values():
        if question in [q.id for q in screening_set.questions]:
            answer = facts.screening.setdefault(screening_set.id, Screened())
            answer.clear = False
            answer.yes = list(dict.fromkeys([*answer.yes, question]))


def apply_reply(facts: Facts, reply: str, asked: str | None, knowledge: Knowledge) -> None:
    """Fold a short answer into the facts: of a screening question, or a refusal of any other."""
    if asked is None:
        return
    if asked.startswith(SCREENING):
        sets = sets_answered(facts, asked)
        if reply == "not_sure" and asks_which(facts, asked):
            _note_hesitation(facts, sets)
            return
        for set_id in sets:
            _answer_screening(facts, set_id, reply)
    elif reply in _DECLINING and asked != CONFIRM_AND_CONTACT:  # "no" is to the time, not to the number
        open_ones = (q for q in questions_in(asked) if not is_known(facts, q, knowledge))
        facts.declined.extend(q for q in open_ones if q not in facts.declined)


def _note_hesitation(facts: Facts, sets: Sequence[str]) -> None:
    for set_id in sets:
        facts.screening[set_id].hesitated = True


def _answer_screening(facts: Facts, set_id: str, reply: str) -> None:
    answer = facts.screening.setdefault(set_id, Screened())
    if reply in _NONE and not answer.yes:
        answer.clear, answer.unsure, answer.declined = True, False, False
    elif reply in ("yes", "not_sure"):
        answer.clear, answer.unsure = False, True
    elif reply == "skip":
        answer.declined = True


def merge_answer(facts: Facts, turn: Turn) -> None:
    """What the message answers, when it is read as the answer to the last question."""
    if turn.asked == "concern" and not turn.reading.correcting:
        _keep_concern(facts, turn)
    elif facts.concern and turn.reading.correcting and _BOTHERS.search(turn.reading.text):
        _change_concern(facts, turn)
    reply = turn.reading.reply
    warns = turn.asked is not None and turn.asked.startswith(SCREENING) and bool(turn.mine("red_flag"))
    puts_right = reply == "no" and turn.reading.correcting
    if reply is None and turn.asked == SIDE_AND_WHEN and _UNSURE.search(turn.reading.text):
        reply = "not_sure"  # "left, not sure when"
    if reply is None and turn.asks("contact") and _keeps_it(turn):
        reply = "no"
    if reply is not None and not (warns and reply in _NONE) and not puts_right:
        apply_reply(facts, reply, turn.asked, turn.knowledge)
    elif asks_back(turn.reading.text):
        _keep_open(facts, turn.asked)


def _keeps_it(turn: Turn) -> bool:
    """ "No thanks, just advice", where a number or an address was asked for."""
    told = turn.reading.of("phone") or turn.reading.of("email")
    return not told and _NO_THANKS.match(turn.reading.text) is not None


def _keep_open(facts: Facts, asked: str | None) -> None:
    """A question back uses up no question of ours: one that was put twice comes back once more."""
    for question in questions_in(asked):
        if not question.startswith(SCREENING) and facts.asked_times.get(question, 0) >= MOST_TIMES:
            facts.asked_times[question] = MOST_TIMES - 1


def _change_concern(facts: Facts, turn: Turn) -> None:
    """ "Actually it's the kneeling that bothers me most": the newer words stand, the older are kept."""
    words = turn.reading.text.strip()[:LONGEST_CONCERN]
    note_change(facts, "concern", facts.concern, words, turn.words)
    facts.concern = words


def _keep_concern(facts: Facts, turn: Turn) -> None:
    """The person's own words for what bothers them most; a question back or a refusal is none."""
    told = any(turn.mine(e) for e in ("symptom", "body_part", "goal", "activity", "procedure"))
    asks_back = bool(turn.reading.of("ask")) or turn.reading.text.rstrip().endswith("?")
    refuses = turn.reading.reply in _DECLINING
    if _WORD.search(turn.reading.text) and (told or not (asks_back or refuses)):
        facts.concern = turn.reading.text.strip()[:LONGEST_CONCERN]
