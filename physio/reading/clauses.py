"""Clauses: the stretches of a sentence that a word of negation, history or company reaches."""

from __future__ import annotations

import re

# What ends the reach of "no", "had", "if" and of a body part: a contrast, a new subject, a stop.
_BREAK = re.compile(
    r"[;:]|\s[-\u2013\u2014]+\s|(?<=\w)[\u2013\u2014](?=\w)|\.{2,}|[.!?](?=\s)|\n"
    r"|,?\s*\b(?:but|however|although|though|whereas|yet|except(?: for| that)?|apart from|other than|"
    r"besides|while|whilst|then again)\b"
    r"|,?\s*\b(?:and|so|then|or)\s+(?=(?:now|also|then|today|yesterday|tonight|since|my|his|her|the|it|its|"
    r"it's|i|i'm|i've|im|ive|i'd|he|she|they|we|"
    r"there|can't|cant|cannot|can|could|is|are|has|have|had|was|am|do|does|should|would|will|what|how|when|"
    r"where|feel|feels|feeling)\b(?!\s+(?:no|not|without)\b))"
    r"|,\s*(?=(?:i|i'm|i've|im|ive|he|she|they|we|it|it's|its|my|mine|his|her|now|just|only|there|this|that)\b)"
    r"|\b(?:says?|said|thinks?|reckons?|noticed|told me)\b(?=\s+(?:that\s+)?(?:my|i|i'm|i've|it|it's|the)\b)"
    r"|(?<=\bago)\s+(?=(?:i|he|she|we)(?:'m|'d|'ve|\s+(?:wants?|needs?|hopes?|wish|would l\w+|am|is|can|can't"
    r"|cant|cannot|still|now|feels?|keeps?))\b)"
    r"|(?<=\bago)\s+(?=there(?:'s| is| are)\b)"
    r"|(?:(?<=\blast year)|(?<=\b(?:19|20)\d\d)|(?<=\bago)),?\s+(?=(?:the|my|his|her)\s+(?:\w+\s+){1,2}?"
    r"(?:is|are|isn't|aren't|won't|can't|feels?|aches|ache|hurts?|gets?|keeps?|still)\b)"
    r"|\b(?:because|cos|coz|which|who|thus|hence|therefore|meaning|since(?=\s+(?:i|my|the|it))|until|when)\b",
    re.IGNORECASE,
)


def clause_ends(sentence: str) -> list[int]:
    """The places in a sentence where one clause ends and the next begins (after the joining mark or word)."""
    return [match.start() for match in _BREAK.finditer(sentence)]


def clause_at(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a place, as offsets in the sentence."""
    ends = clause_ends(sentence)
    left = max((place for place in ends if place <= start), default=0)
    right = min((place for place in ends if place >= end), default=len(sentence))
    return left, right
