"""Whether the words left and right are sides: "I left work", "right away" and "all right" are none."""

from __future__ import annotations

import re

from physio.reading.side_parts import OF_OPERATION, set_apart

_STOP = (
    r"(?=\s*(?:$|[.,;:!)?\]&/\n-]|\b(?:and|or|but|is|was|are|in|on|since|for|with|which|has|had|hurts|"
    r"aches|too|as|then|more|only|please|not|mainly|"
    r"though|because|cos|last|this|first|after|before|about|around|from|the|by|when|where|i|it|feels|seems|"
    r"thanks|worse|especially|at|still|just|now|my|done|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\d))"
)
_BEFORE = re.compile(
    r"(?:\bon (?:my|the|his|her|your)|\b(?:the|my|his|her|its)|\b(?:in|to|down|of|only|just|mainly|mostly|"
    r"it'?s|its|side|also|and|or|was|on|is|not|sorry|no|meant|mean|ago|yesterday|months?|weeks?|years?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*(?:\s+'?\d\d)?|(?:19|20)\d\d)|[(,:/&-]|\d[/.]\d+"
    rf"|{OF_OPERATION})\s*$",
    re.IGNORECASE,
)
_VERB_LEFT = re.compile(
    r"\b(?:i|i've|ive|i'd|we|we've|he|she|they|who|you|just|never|have|having|had|been|be|what's|whats|is|"
    r"are|was|were|being|get|got|not|ever|much|any|anything|nothing|days?|weeks?|months?|time|sessions?|"
    r"money|someone|nobody|surgeon|doctor|hospital|nhs|it|that|op|surgery|operation|which)\s*$",
    re.IGNORECASE,
)
_OPERATION = re.compile(rf"\b(?:op|surgery|operation)\s*$|{OF_OPERATION}\s*$|\bago\s*$", re.IGNORECASE)
_AFTER_VERB = re.compile(
    r"\s+(?:me|us|him|her|them|it|home|work|school|hospital|to|a|an|the|untreated|unable|over|alone|out|"
    r"off|behind|with|feeling|wondering|waiting|message|voicemail|limping|hanging|theatre|uni|early|late|"
    r"it's|my)\b",
    re.IGNORECASE,
)
_NOT_RIGHT = re.compile(
    r"\b(?:all|that'?s|it'?s|is it|is that|not|quite|feel\w*|look\w*|sit\w*|doing|do|put|get\w*|got|be|"
    r"been|am i|yeah|yes|ok|okay|just|something'?s?|isn'?t|doesn'?t \w+|moving|goes?|going|went|by|in|of|"
    r"any|a|to be|heal\w*)\s+$",
    re.IGNORECASE,
)
_RIGHT_ON = re.compile(
    r"\s*(?:\?|away\b|now\b|then\b|after\b|before\b|up\b|through\b|at the\b|at\b|here\b|there\b|across\b|"
    r"down\b|until\b|enough\b|back at\b|where\b|person|people|place|thing|way|time|direction|treatment|"
    r"track|choice|help|approach|physio|angle|idea|answer|number|department|clinic|page|amount|advice|"
    r"exercis\w*|balance|kind|sort|input|to\b|form\b|mindset|shoes|support|stuff)",
    re.IGNORECASE,
)
_ON_THE = re.compile(r"\b(?:on|in|of)\s+(?:the|my|his|her)\s*$", re.IGNORECASE)


def is_left(before: str, after: str, names_part: bool) -> bool:
    """Whether "left" between these words is a side; `names_part` if a part's name follows."""
    stops = re.match(_STOP, after, re.IGNORECASE) is not None
    if _OPERATION.search(before) and (names_part or (stops and not _AFTER_VERB.match(after))):
        return True
    if set_apart(before, after):
        return True
    if _VERB_LEFT.search(before) and not re.search(
        r"\b(?:is|was|it's|not|have|had|having|got|just|are|being|get)\s*$", before, re.IGNORECASE
    ):
        return False
    if names_part:
        return True
    return (
        (_ON_THE.search(before) is not None or not _AFTER_VERB.match(after))
        and stops
        and _BEFORE.search(before) is not None
    )


def is_right(before: str, after: str, names_part: bool) -> bool:
    """Whether "right" between these words is a side; `names_part` if a part's name follows."""
    if names_part and not re.match(r"\s*\?", after):
        return not re.search(r"\b(?:all|that's)\s+$", before, re.IGNORECASE)
    if _RIGHT_ON.match(after) or (
        _NOT_RIGHT.search(before)
        and not re.search(r"\b(?:it'?s|not|in|of)\s+(?:the\s+)$", before, re.IGNORECASE)
    ):
        return False
    stops = re.match(_STOP, after, re.IGNORECASE) is not None
    return set_apart(before, after) or (stops and _BEFORE.search(before) is not None)
