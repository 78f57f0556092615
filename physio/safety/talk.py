"""The safety talk: what is said while a flag is raised, with fixed words only and without Rasa.

It stays firm until the person says that they are safe, with other words each time, and asks one plain
question when they take the words back. No advice and no booking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from physio.facts.model import Payload
from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.safety.help import refuses, says_safe, says_unsafe, says_with_somebody, will_go
from physio.safety.types import Screening
from physio.safety.words import GENTLE, SAFEGUARDING, SUICIDE, reply_words

NONE, RAISED, SAFE, WITHDRAWN = "none", "raised", "safe", "withdrawn"
SAFETY_STATES = (NONE, RAISED, SAFE, WITHDRAWN)
FEEL_SAFE, WITHDRAWN_CHECK, WITH_SOMEONE = "feel_safe", "withdrawn_check", "with_someone"
SAFETY_QUESTIONS = (FEEL_SAFE, WITHDRAWN_CHECK, WITH_SOMEONE)
UNSAFE_TIER = "999"

_STILL_FIRM = ("still_firm_here", "still_firm_again")
_STILL_GENTLE = ("mh_still_here_again", "mh_still_here")
"""Taken in turn, however long somebody writes on without getting help."""


@dataclass(frozen=True)
class Button:
    """A button: its words, and the payload that it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class SafetyTurn:
    """What is said, in which state the enquiry is left, and what was asked (for the next turn).

    `tier` is set where the answer itself makes the enquiry more urgent.
    """

    state: str
    words: str
    buttons: tuple[Button, ...] = ()
    asked: str | None = None
    tier: str | None = None


def safety_turn(
    state: str,
    reading: Reading,
    knowledge: Knowledge,
    *,
    flags: Sequence[str] = (),
    asked: str | None = None,
    turns: int = 0,
    payload: Payload | None = None,
    screening: Screening | None = None,
) -> SafetyTurn:
    """The answer to a message (or pressed button) while a flag is raised.

    `flags` are the ids of the open flags, the one that speaks first at the front; `asked` is what the last
    safety turn asked; `turns` counts the safety turns so far; `screening` is the message's own.
    """
    if state != RAISED:
        return SafetyTurn(state, "")
    if screening and screening.stops and not {f.id for f in screening.flags} <= set(flags):
        return first_turn(screening, knowledge, flags)
    kind = _kind(flags)
    meant = _meant(reading, knowledge, payload, asked, kind)
    if meant == SAFE:
        return SafetyTurn(SAFE, _thanks(knowledge, kind))
    if meant == "unsafe":
        return _not_safe(knowledge, flags)
    if meant in ("withdraw", "never"):
        return _withdrawing(knowledge, kind, meant, turns)
    return _still_raised(knowledge, kind, turns, flags, meant)


def first_turn(screening: Screening, knowledge: Knowledge, before: Sequence[str] = ()) -> SafetyTurn:
    """The first words about the flags of a message; the advice about flags raised before stands beside them.

    "Is there someone who can be with you?" asks for company, not yet whether somebody is safe.
    """
    ids = [f.id for f in screening.flags]
    older = [knowledge.red_flags[flag].say for flag in before[:1] if flag not in (*ids, *GENTLE)]
    words = "\n\n".join(dict.fromkeys([reply_words(screening, knowledge), *older]))
    asked = WITH_SOMEONE if SUICIDE in ids else FEEL_SAFE
    return SafetyTurn(RAISED, words, safety_buttons(knowledge, ids), asked)


def safety_buttons(knowledge: Knowledge, flags: Sequence[str] = ()) -> tuple[Button, ...]:
    """The buttons under safety words: safe, by mistake (not where words are never taken back), a person."""
    words = knowledge.emergency.messages
    kind = _kind(flags)
    if kind == SAFEGUARDING:
        return ()  # buttons could be seen by the other person; writing is enough
    safe = Button(words["button_mh_safe" if kind == SUICIDE else "button_safe"], "/i_am_safe")
    mistake = () if kind == SUICIDE else (Button(words["button_mistake"], "/it_was_a_mistake"),)
    return (safe, *mistake, Button(words["button_human"], "/request_human"))


def _kind(flags: Sequence[str]) -> str:
    """Which gentle flag is open, if one is: its words are its own."""
    return next((flag for flag in GENTLE if flag in flags), "")


def _message(knowledge: Knowledge, kind: str, name: str) -> str:
    prefix = {SUICIDE: "mh_", SAFEGUARDING: "safeguarding_"}.get(kind, "")
    return knowledge.emergency.messages[prefix + name]


def _meant(
    reading: Reading, knowledge: Knowledge, payload: Payload | None, asked: str | None, kind: str
) -> str:
    """What the message does: `safe`, `unsafe`, `withdraw`, `never` (had it), `there` (has it), `agrees`,
    `refuses`, or none of these."""
    pressed = payload.intent if payload else ""
    if pressed in ("i_am_safe", "it_was_a_mistake"):
        return SAFE if pressed == "i_am_safe" else "withdraw"
    if asked == WITHDRAWN_CHECK:
        return {"yes": "there", "no": "never", "none_of_these": "never"}.get(_short(reading, pressed), "")
    if says_safe(reading, knowledge) or (kind and _has_company(reading, knowledge, pressed, asked, kind)):
        return SAFE
    if kind == SUICIDE and _says_unsafe(reading, pressed, asked):
        return "unsafe"
    return "withdraw" if reading.reply == "withdraw" else _leaning(reading, knowledge, pressed)


def _has_company(reading: Reading, knowledge: Knowledge, pressed: str, asked: str | None, kind: str) -> bool:
    """In a gentle talk: a plain yes to "are you safe?", or, in despair, somebody who is there."""
    plain_yes = asked == FEEL_SAFE and _short(reading, pressed) == "yes"
    return plain_yes or (kind == SUICIDE and says_with_somebody(reading, knowledge))


def _says_unsafe(reading: Reading, pressed: str, asked: str | None) -> bool:
    """Whether somebody in despair says that they are not safe, or not alone safe."""
    plain_no = asked == FEEL_SAFE and _short(reading, pressed) == "no"
    return plain_no or says_unsafe(reading)


def _leaning(reading: Reading, knowledge: Knowledge, pressed: str) -> str:
    """Whether somebody who hasn't got help yet means to (`agrees`) or won't (`refuses`)."""
    if refuses(reading):
        return "refuses"
    return "agrees" if will_go(reading, knowledge) or _short(reading, pressed) == "yes" else ""


def _short(reading: Reading, pressed: str) -> str:
    return {"affirm": "yes", "deny": "no"}.get(pressed, "") or reading.reply or ""


def _thanks(knowledge: Knowledge, kind: str) -> str:
    """Thanks for being safe. Who can chat safely about home is given the helplines, as the pack asks."""
    if kind == SAFEGUARDING:
        return knowledge.red_flags[SAFEGUARDING].say_if_safe
    return _message(knowledge, kind, "safe_thanks")


def _not_safe(knowledge: Knowledge, flags: Iterable[str]) -> SafetyTurn:
    """Somebody in despair says that they are not safe: the plainest words, and the highest tier."""
    words = knowledge.emergency.messages["mh_not_safe"]
    return SafetyTurn(RAISED, words, safety_buttons(knowledge, tuple(flags)), FEEL_SAFE, UNSAFE_TIER)


def _withdrawing(knowledge: Knowledge, kind: str, meant: str, turns: int) -> SafetyTurn:
    if kind:
        return _still_raised(knowledge, kind, turns, (kind,), "")
    if meant == "never":
        return SafetyTurn(WITHDRAWN, knowledge.emergency.messages["withdrawn_clear"])
    return SafetyTurn(RAISED, knowledge.emergency.messages["withdrawn_check"], (), WITHDRAWN_CHECK)


def _still_raised(
    knowledge: Knowledge, kind: str, turns: int, flags: Iterable[str], meant: str
) -> SafetyTurn:
    first = next(iter(flags), "")
    if kind:
        words = [_gentle(knowledge, kind, turns)]
    else:
        say = knowledge.red_flags[first].say if first in knowledge.red_flags else ""
        words = _firm(knowledge, turns, meant, say)
    text = "\n\n".join(dict.fromkeys(word for word in words if word))
    return SafetyTurn(RAISED, text, safety_buttons(knowledge, tuple(flags)), FEEL_SAFE)


def _firm(knowledge: Knowledge, turns: int, meant: str, say: str) -> list[str]:
    """The same advice, never twice running in the same words."""
    messages = knowledge.emergency.messages
    if meant == "there":
        return [messages["withdrawn_yes"], say]
    if meant == "agrees":
        return [messages["still_firm_agreed"], say]
    if turns == 0:
        opening = messages["still_firm_refused" if meant == "refuses" else "still_firm"]
        return [opening, say, messages["are_you_safe"]]
    return [messages[_STILL_FIRM[turns % len(_STILL_FIRM)]], say]


def _gentle(knowledge: Knowledge, kind: str, turns: int) -> str:
    if kind == SAFEGUARDING:
        return knowledge.emergency.messages["safeguarding_still_here"]
    name = _STILL_GENTLE[turns % len(_STILL_GENTLE)] if turns else "mh_are_you_safe"
    return knowledge.emergency.messages[name]
