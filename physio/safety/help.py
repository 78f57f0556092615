"""Whether somebody who was told to get help has got it, means to get it, or won't."""

from __future__ import annotations

import re
from functools import lru_cache

from physio.knowledge import Knowledge
from physio.reading.model import Reading
from physio.safety.phrases import Phrases

SAFE, AT_HOSPITAL, WITH_SOMEBODY = "safe", "at_hospital", "with_somebody"
WILL_GO, REFUSES = "will_go", "refuse_to_go"

_NOT_SAFE = re.compile(
    r"\b(?:not|isn't|aren't|don't feel|dont feel|never|can't keep|n't feel|no longer|un)"
    r"\s*(?:very |really |that )?safe\b"
)
_WORSE = re.compile(r"\b(?:(?:got|getting|gets|much|even) worse|came back|come back|is back|back again)\b")
_NOT_REACHED = re.compile(
    r"\b(?:no (?:answer|reply|luck|joy|response)|engaged|voicemail|just rings|keeps? ringing"
    r"|(?:no ?one|nobody|doesn'?t|don'?t|never) (?:is )?(?:pick|answer)\w*"
    r"|(?:can'?t|couldn'?t|not|didn'?t) get(?:ting)? through)\b"
)
_WONT = re.compile(
    r"\b(?:not|never|no one|nobody|refuse|won'?t|don'?t|can'?t|haven'?t|hasn'?t|didn'?t"
    r"|isn'?t|aren'?t)\b[^.!?,]{0,25}"
    r"\b(?:go|going|gone|call|called|calling|ring|rung|rang|ringing|phoned|been|seen|coming|answer\w*"
    r"|(?:take|taking|drive|driving|help) (?:me|him|her|us)|on (?:my|our|the|his|her) way"
    r"|(?:at|in|get to|getting to) (?:a&e|hospital|the hospital|there))\b"
    r"|\brefus(?:es?|ed|ing)\b"
)
_PUT_OFF = re.compile(r"\b(?:tomorrow|later|next week|in the morning|after (?:work|lunch|dinner))\b")
_A_AND_E = re.compile(r"\ba and e\b")
_CLAUSES = re.compile(r"[,.;!\n]+|(?<=\?)|\b(?:and|but|because|cos|so)\b")
# A clause with help in it says nothing of help that was got, where it asks, plans or looks back.
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:who|what|why|when|where|how|is|if)\b|\bif (?:it|i|he|she|they|things)\b"
    r"|\b(?:can|could|will|would|should|shall|do|does) (?:you|u|i|they|he|she|it|someone|somebody|anyone)\b"
)
_PLANS = re.compile(
    r"\b(?:will|going to|gonna|about to|might|could|would|[a-z]+'ll|il|ill) (?:\w+ ){0,2}?"
    r"(?:take|drive|call|ring|phone|go|get|come|head|be|being)\b"
)
_NOT_THERE = re.compile(
    r"\b(?:nearly|almost|should(?:'ve| have)|meant to|supposed to|ought to|tried to|thinking of"
    r"|thought (?:of|about)|works?|lives?|near|appointments?|an? (?:nurse|doctor|porter) (?:at|in)"
    r"|round for|way (?:home|to work|to see))\b"
)
# Who is at a hospital or on the way: the writer or the patient, now; no friend, doctor or night there.
_WHO_IS = r"(?:i|we|he|she|they|mum|dad|my (?!friend)\w+)(?:'?m|'?re|'?s|'?ve| am| are| is| have| has)?"
_IS_THERE = re.compile(
    r"^\W*(?:(?:ok|okay|yes|yeah|hi|no|now|currently|still|already|just|sat|sitting|waiting|here)\W+)*"
    rf"(?:{_WHO_IS}\s+)?"
    r"(?:(?:been|sat|now|still|just|here|currently|got|gone|already|taken|arrived|waiting|back|off|heading"
    r"|going|straight|down|up|over|seen|triaged|me|him|her|us|on (?:my|our|the|his|her) way|driving|admitted"
    r"|taking|with (?:the|a) (?:nurse|doctor))\s+)*(?:at|in|into|to|a&e|my gp|a doctor)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:last (?:week|month|year|time)|(?:days?|weeks?|months?|years?) ago|for (?:my|the) (?:op\w*|surgery)"
    r"|when i had|before|twice|this year|back in|in (?:the )?(?:\d{4}|summer|spring|winter|autumn))\b"
)


def says_safe(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the words say that help was called or reached: not planned, asked for, refused or long ago."""
    low = lowered(reading)
    if _PUT_OFF.search(low) or any(words.search(low) for words in (_NOT_SAFE, _WONT, _WORSE, _NOT_REACHED)):
        return False
    told = [clause for clause in _clauses(low) if _tells(knowledge, clause)]
    if not told:
        return reading.reply == SAFE and not _doubtful(low)
    return any(not _doubtful(clause) for clause in told)


def says_with_somebody(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether somebody is with them: company for despair, but no help yet for anything else."""
    low = lowered(reading)
    return _finds(knowledge, WITH_SOMEBODY, low) and not _doubtful(low) and not _NOT_SAFE.search(low)


def says_unsafe(reading: Reading) -> bool:
    """Whether the words say "I'm not safe"."""
    return _NOT_SAFE.search(lowered(reading)) is not None


def refuses(reading: Reading) -> bool:
    """Whether somebody won't get help, or puts it off."""
    low = lowered(reading)
    return reading.reply == REFUSES or bool(_WONT.search(low) or _PUT_OFF.search(low))


def will_go(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether somebody means to get help soon. To be asked after `refuses`."""
    clauses = [clause for clause in _clauses(lowered(reading)) if not _ASKS.search(clause)]
    planned = (c for c in clauses if _PLANS.search(c) and _tells(knowledge, c))
    return any(_finds(knowledge, WILL_GO, clause) for clause in clauses) or any(planned)


def lowered(reading: Reading) -> str:
    """The message in small letters, with plain apostrophes."""
    return reading.text.lower().replace("\u2019", "'")


def _clauses(low: str) -> list[str]:
    return _CLAUSES.split(_A_AND_E.sub("a&e", low))


def _doubtful(clause: str) -> bool:
    return any(words.search(clause) for words in (_ASKS, _PLANS, _NOT_THERE, _LONG_AGO))


def _tells(knowledge: Knowledge, clause: str) -> bool:
    """Whether a clause speaks of help: named outright, or a hospital where somebody is."""
    is_there = _IS_THERE.search(clause) is not None and _finds(knowledge, AT_HOSPITAL, clause)
    return is_there or _finds(knowledge, SAFE, clause)


def _finds(knowledge: Knowledge, reply: str, words: str) -> bool:
    return any(_phrases(knowledge.replies[reply].lay).find(words))


@lru_cache(maxsize=4)
def _phrases(lay: tuple[str, ...]) -> Phrases:
    return Phrases((SAFE, i, words) for i, words in enumerate(lay) if len(words.split()) > 1)
