"""Left, right and both, told from "I left work", "right away", "all right", "both of us"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from physio.reading.model import NEGATED, PRESENT, Finding, Sentence
from physio.reading.spelling import english_words
from physio.reading.words import straight

# Typed by mistake for left and right; they count only before the name of a part.
_TYPOS = {
    "lft": "left", "letf": "left", "lefft": "left", "leftt": "left", "elft": "left", "rite": "right",
    "rigth": "right", "rihgt": "right", "rght": "right", "righ": "right", "wright": "right", "reft": "left",
    "lt": "left", "rt": "right",
}  # fmt: skip
_SIDE = re.compile(
    rf"\b(?:left|right|lhs|rhs|both|bilateral(?:ly)?|either|double"
    rf"|l|r|{'|'.join(_TYPOS)})\b\.?",
    re.IGNORECASE,
)
_VALUES = {
    "left": "left", "l": "left", "lhs": "left", "right": "right", "r": "right", "rhs": "right", **_TYPOS,
}  # fmt: skip
_DOUBLE = re.compile(
    r"\s+(?:inguinal |groin )?(?:hernia|mastectom|knee|hip|carpal|bunion|jaw|shoulder)", re.IGNORECASE
)
_NOUN = (
    r"(?:sides?|sided|hand[ -]sided?|hand[ -]side|legs?|limbs?|arms?|hands?|ones?|feet|foot|hips?|knees?|"
    r"index|pinkie|ankles?|shoulders?|elbows?|wrists?|thumbs?|"
    r"fingers?|toes?|heels?|calf|calves|calfs|thighs?|hamstrings?|hammys?|hammies|hammy|glutes?|quads?|"
    r"groin|shin|shins|buttocks?|bum|cheeks?|achill\w*|"
    r"kneecaps?|breasts?|boobs?|eyes?|ribs?|jaw|scapula|collar ?bone|clavicle|bicep\w*|tricep\w*|rotator|"
    r"cuff|acl|pcl|mcl|lcl|meniscus|patella|sij|si joint|"
    r"tennis elbow|golfer'?s elbow|trigger finger|"
    r"lower back|back|neck|flank|femur|tibia|fibula|adductors?|hip flexors?|flexors?|plantar|bunions?|"
    r"carpal|labrum|labral|cruciate|t[hkhs]r|thr|tkr|ukr|"
    r"mastectomy|temple|testicle|kidney|lung|forearm|upper arm|lower leg|trap|traps|lat|itb|it band|"
    r"piriformis|peroneal|instep|sole|arch|inner|outer|nee|"
    r"sholder|angle|ankel|foots|hurnia|hernia|replacement|total|partial)"
)
_LONG_PARTS = (
    "achilles", "ankle", "ankles", "bunion", "carpal", "elbow", "elbows", "finger", "fingers", "groin",
    "hamstring", "hamstrings", "meniscus", "rotator", "shoulder", "shoulders", "thigh", "thumb", "wrist",
)  # fmt: skip
_ADJECTIVES = (
    r"(?:(?:lower|upper|inner|outer|front|back|rear|bad|dodgy|new|old|poor|sore|stiff|whole|"
    r"operated|good|painful|big|little|middle|ring|index|side|of|my|the|and|or|&|/|left|right|l|r|then|"
    r"total|partial|anterior|medial|lateral|proximal|of my)\s+)*"
)
_NEXT = re.compile(rf"[\s)\-/]*{_ADJECTIVES}{_NOUN}\b", re.IGNORECASE)
_STOP = (
    r"(?=\s*(?:$|[.,;:!)?\]&/\n-]|\b(?:and|or|but|is|was|are|in|on|since|for|with|which|has|had|hurts|"
    r"aches|too|as|then|more|only|please|not|mainly|"
    r"though|because|cos|last|this|first|after|before|about|around|from|the|by|when|where|i|it|feels|seems|"
    r"thanks|worse|especially|at|still|just|now|my|done|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct"
    r"|nov|dec)\b|\d))"
)
# Words that name an operation; a side may follow them at once ("THR left", "shoulder arthroscopy R").
_OF_OPERATION = (
    r"\b(?:replacement|repair|release|recon|reconstruction|fusion|fixation|arthroscopy|scope"
    r"|stabilisation|injection"
    r"|decompression|revision|orif|[at]?ct[rs]|thr|tkr|ukr|tka|tha|acl|mpfl|pao|hto|tar|mua|nail|plate"
    r"|plated|pinned"
    r"|replaced|repaired|fused|fracture|tunnel|finger|\w+(?:ectomy|plasty|otomy|tomies))"
)
_BEFORE = re.compile(
    r"(?:\bon (?:my|the|his|her|your)|\b(?:the|my|his|her|its)|\b(?:in|to|down|of|only|just|mainly|mostly|"
    r"it'?s|its|side|also|and|or|was|on|is|not|sorry|no|meant|mean|ago|yesterday|months?|weeks?|years?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|(?:19|20)\d\d)|[(,:/&-]|\d[/.]\d+"
    rf"|{_OF_OPERATION})\s*$",
    re.IGNORECASE,
)
_VERB_LEFT = re.compile(
    r"\b(?:i|i've|ive|i'd|we|we've|he|she|they|who|you|just|never|have|having|had|been|be|what's|whats|is|"
    r"are|was|were|being|get|got|not|ever|much|any|anything|nothing|days?|weeks?|months?|time|sessions?|"
    r"money|someone|nobody|surgeon|doctor|hospital|nhs|it|that|op|surgery|operation|which)\s*$",
    re.IGNORECASE,
)
_OPERATION = re.compile(rf"\b(?:op|surgery|operation)\s*$|{_OF_OPERATION}\s*$|\bago\s*$", re.IGNORECASE)
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
_NUMBER = r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|a (?:week|month|year|few))"
_GOES_ON = (
    re.compile(
        rf"[,;:]?\s*(?:about |around |nearly )?(?:{_NUMBER}|in [A-Z\d]|on the \d|last\b"
        rf"|(?:hand )?side\b)"
    ),
    re.compile(r"\s*[,;:.]"),
)
_SLASH_SIDE = re.compile(r"\s?/\s?(?:h\s?)?s(?:ide)?\b", re.IGNORECASE)
_NAMED = re.compile(rf"(?:\b(?!back\b){_NOUN}|{_OF_OPERATION}|\bop|[(,)])[\s(]*$", re.IGNORECASE)
_ENDS = re.compile(r"\.?\s*(?:$|[,;)(]|\.(?:\s|$)|\d|done\b)")
_ON_THE = re.compile(r"\b(?:on|in|of)\s+(?:the|my|his|her)\s*$", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\bnot|n't|\brather than|\binstead of)\s+(?:been\s+)?(?:in\s+|on\s+)?(?:the\s+|my\s+)?$",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"^\W*(?:it'?s |it is |it was |the |my |on the |just the |only the |mostly |mainly |um |erm |er "
    r")*(left|right|both|lhs|rhs|l|r|either)(?:[ -](?:side|one|hand side|please|leg|knee|hip|sides|of them|"
    r"though|thanks|ta|not \w+))*\W*$",
    re.IGNORECASE,
)


def sides_in(sentence: Sentence) -> list[Finding]:
    """The sides that a sentence names; `text` is the word."""
    return list(_found(sentence))


def _found(sentence: Sentence) -> Iterator[Finding]:
    text = straight(sentence.text)
    reply = _REPLY.match(text)
    for match in _SIDE.finditer(text):
        word = match.group().rstrip(".").lower()
        if (reply and len(text.split()) <= 5) or _is_side(
            word, text, match.start(), match.start() + len(word)
        ):
            start = sentence.start + match.start()
            assertion = NEGATED if _DENIED.search(text[: match.start()]) else PRESENT
            yield Finding(
                "side",
                _VALUES.get(word, "both"),
                start,
                start + len(word),
                match.group()[: len(word)],
                assertion,
                by=f"side:{word}",
            )


def _is_side(word: str, text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    names_part = _NEXT.match(after) is not None or _names_misspelt_part(after)
    if word in ("both", "either"):
        return _is_both(word, before, after)
    if word == "double":
        return _DOUBLE.match(after) is not None
    if word in _TYPOS:
        return names_part or (len(word) == 2 and _set_apart(before, after))
    if _opens(word, before, after):
        return True
    if word in ("l", "r"):
        return _is_letter(text[start], before, after, names_part)
    if word.startswith(("bilateral", "lhs", "rhs")):
        return True
    return _is_left(before, after, names_part) if word == "left" else _is_right(before, after, names_part)


def _opens(word: str, before: str, after: str) -> bool:
    """Whether a sentence goes on with its side: "Left, about five weeks." ("Right, so ..." is none)."""
    known = word in ("left", "right") and not before.strip()
    return known and _GOES_ON[word == "left"].match(after) is not None


def _is_letter(letter: str, before: str, after: str, names_part: bool) -> bool:
    """Whether L or R is a side: before a part, in "r/side", or as a capital after what was operated on."""
    if before.endswith("'") or after.startswith("'"):
        return False
    if _SLASH_SIDE.match(after) or (letter.isupper() and _set_apart(before, after)):
        return True
    return names_part and not before.endswith("/") and not after.startswith("/")


def _set_apart(before: str, after: str) -> bool:
    """Whether what stands here only adds to an operation or a part: "shoulder arthroscopy R, May"."""
    return _NAMED.search(before) is not None and _ENDS.match(after) is not None


def _names_misspelt_part(after: str) -> bool:
    """ "My left shulder", "right ankel": the next word is no English word and nearly a part's name."""
    following = re.match(r"[\s)-]*([a-z]{5,})\b", after, re.IGNORECASE)
    word = following[1].lower() if following else ""
    allowed = 1 if len(word) <= 7 else 2
    near = any(OSA.distance(word, part, score_cutoff=allowed) <= allowed for part in _LONG_PARTS)
    return bool(word) and near and word not in english_words()


def _is_left(before: str, after: str, names_part: bool) -> bool:
    stops = re.match(_STOP, after, re.IGNORECASE) is not None
    if _OPERATION.search(before) and (names_part or (stops and not _AFTER_VERB.match(after))):
        return True
    if _set_apart(before, after):
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


def _is_right(before: str, after: str, names_part: bool) -> bool:
    if names_part and not re.match(r"\s*\?", after):
        return not re.search(r"\b(?:all|that's)\s+$", before, re.IGNORECASE)
    if _RIGHT_ON.match(after) or (
        _NOT_RIGHT.search(before)
        and not re.search(r"\b(?:it'?s|not|in|of)\s+(?:the\s+)$", before, re.IGNORECASE)
    ):
        return False
    stops = re.match(_STOP, after, re.IGNORECASE) is not None
    return _set_apart(before, after) or (stops and _BEFORE.search(before) is not None)


def _is_both(word: str, before: str, after: str) -> bool:
    if re.match(
        rf"\s+(?:of (?:them|my|the|his|her)\s*)?(?:my |the |his |her |of )*{_ADJECTIVES}{_NOUN}\b",
        after,
        re.IGNORECASE,
    ):
        return not re.match(r"\s+(?:of )?(?:my |the )?(?:one)\b", after, re.IGNORECASE)
    if re.match(r"\s+of them\b", after, re.IGNORECASE):
        return True
    return (
        word == "both"
        and bool(re.search(rf"\b{_NOUN}[,\s(]+$", before, re.IGNORECASE))
        and bool(re.match(r"\s*(?:$|[.,;)!])", after))
    )
