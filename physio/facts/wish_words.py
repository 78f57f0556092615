"""The words of a wish: which booking, which kind of visit, and what is no wish at all."""

from __future__ import annotations

import re

from physio.reading.spelling import respelt

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
        r"|come (out |round |over )*to (me|her|him|us|mine)|visit (me|her|him|us)"
        r"|(someone|somebody|anyone|anybody|physio|you|can (she|he)) ((to|please|just|possibly) )*"
        r"come (out |round |over )*(and |to )?see (me|her|him|us|my \w+)"
        r"|(someone|somebody|a physio) to come (out|round|over))\b",
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
FEW_WORDS = 8


def asks_back(text: str) -> bool:
    """Whether a message is a question back ("How long does a visit take?") and no answer."""
    return _ASKS_BACK.search(text) is not None


def kind_of_visit(text: str) -> str | None:
    """The kind of visit that the words name: `video`, `home` or `clinic`."""
    said = respelt(text, _NAMES)
    return next((kind for kind, words in _KINDS.items() if words.search(said)), None)


def kind_named(text: str) -> str | None:
    """The kind of visit that an answer names in one or two words: "clinic", "home please"."""
    said = respelt(text, _NAMES)
    return next((kind for kind, alone in _NAMED_ALONE.items() if alone.search(said)), None)


def wish_named(text: str) -> str | None:
    """The wish that an answer names in passing ("a call would be great")."""
    said = respelt(text, _NAMES)
    return next((wish for wish, words in _WISH_WORDS.items() if words.search(said)), None)


def settles(words: str) -> bool:
    """ "Ok clinic then", or just "clinic": a kind that is settled on in a few words, whatever was asked."""
    many = len(words.split())
    return many == 1 or (many <= FEW_WORDS and _SETTLING.search(words) is not None)


def is_in_passing(sentence: str) -> bool:
    """Whether a call is only how to reach somebody, or how a letter ends ("please get back to me")."""
    said = respelt(sentence, _PASSING)
    return bool(_REACHABLE.search(said) or _CLOSING.search(said))


def asks_somebody(sentence: str) -> bool:
    """Whether somebody is asked to do it ("could someone ring me")."""
    return _ASKS_SOMEBODY.search(sentence) is not None
