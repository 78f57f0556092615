"""Left, right and both, told from "I left work", "right away", "all right", "both of us"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from physio.reading.left_right import is_left, is_right
from physio.reading.model import NEGATED, PRESENT, Finding, Sentence
from physio.reading.side_parts import ADJECTIVES, NOUN, names_part, set_apart
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
_NUMBER = r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|a (?:week|month|year|few))"
_GOES_ON = (
    re.compile(
        rf"[,;:]?\s*(?:about |around |nearly )?(?:{_NUMBER}|in [A-Z\d]|on the \d|last\b"
        rf"|(?:hand )?side\b)"
    ),
    re.compile(r"\s*[,;:.]"),
)
# "Right, last week I had": the date belongs to what is told, and "Right," only opens it.
_TELLS = re.compile(
    r"[^.;]{3,40}?[^,.;] (?:i|i've|he|she|they|we|(?:my|our) \w+)\s+"
    r"(?!(?:think|guess|believe|reckon|suppose|would|mean)\b)\w+",
    re.IGNORECASE,
)
# A message's first "Right," that a new sentence follows, and no date: "Right,\nI had a hip replacement".
_OPENER = re.compile(
    rf"\W*right(?:\s*[,:-]+\s*\n\s*(?!(?:about |around |nearly |i think )?(?:{_NUMBER}|in\s|on the \d"
    r"|last\b))|\s*[.!]+\s+(?=(?:so|hi|hello|well|now|my|our|this is|i'(?:m|ve|d)|can|could"
    r"|i (?!think|had it))\b))",
    re.IGNORECASE,
)
_SLASH_SIDE = re.compile(r"\s?/\s?(?:h\s?)?s(?:ide)?\b", re.IGNORECASE)
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

# A side right before the name of an operation: "Left gluteal tendon repair".
_BEFORE_NAME = re.compile(
    r"(?:^\W*|\b(?:an?|the|my|his|her|had|have|having|for|of|with|after|and)\s+)(left|right)[\s-]+$",
    re.IGNORECASE,
)


def sides_before(
    sentence: Sentence, operations: Iterable[Finding], known: Iterable[Finding]
) -> list[Finding]:
    """The sides that stand right before an operation whose name has no word for a part, beyond the known."""
    text, taken = straight(sentence.text), {side.start for side in known}
    found = []
    for operation in operations:
        before = _BEFORE_NAME.search(text[: operation.start - sentence.start])
        start = sentence.start + before.start(1) if before else 0
        if before and start not in taken:
            word = before[1]
            by = f"side:{word.lower()}"
            found.append(Finding("side", word.lower(), start, start + len(word), word, by=by))
            taken.add(start)
    return found


def sides_in(sentence: Sentence) -> list[Finding]:
    """The sides that a sentence names; `text` is the word."""
    return list(_found(sentence))


def opener_end(message: str) -> int:
    """Where the "Right," that only opens a message ends; 0 if it has none."""
    opener = _OPENER.match(straight(message))
    return opener.end() if opener else 0


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
    part_follows = names_part(after)
    if word in ("both", "either"):
        return _is_both(word, before, after)
    if word == "double":
        return _DOUBLE.match(after) is not None
    if word in _TYPOS:
        return part_follows or (len(word) == 2 and set_apart(before, after))
    if _opens(word, before, after):
        return True
    if word in ("l", "r"):
        return _is_letter(text[start], before, after, part_follows)
    if word.startswith(("bilateral", "lhs", "rhs")):
        return True
    return (is_left if word == "left" else is_right)(before, after, part_follows)


def _opens(word: str, before: str, after: str) -> bool:
    """Whether a sentence goes on with its side: "Left, about five weeks." ("Right, so ..." is none)."""
    known = word in ("left", "right") and not before.strip()
    tells = word == "right" and _TELLS.match(after) is not None
    return known and not tells and _GOES_ON[word == "left"].match(after) is not None


def _is_letter(letter: str, before: str, after: str, part_follows: bool) -> bool:
    """Whether L or R is a side: before a part, in "r/side", or as a capital after what was operated on."""
    if before.endswith("'") or after.startswith("'"):
        return False
    if _SLASH_SIDE.match(after) or (letter.isupper() and set_apart(before, after)):
        return True
    return part_follows and not before.endswith("/") and not after.startswith("/")


def _is_both(word: str, before: str, after: str) -> bool:
    if re.match(
        rf"\s+(?:of (?:them|my|the|his|her)\s*)?(?:my |the |his |her |of )*{ADJECTIVES}{NOUN}\b",
        after,
        re.IGNORECASE,
    ):
        return not re.match(r"\s+(?:of )?(?:my |the )?(?:one)\b", after, re.IGNORECASE)
    if re.match(r"\s+of them\b", after, re.IGNORECASE):
        return True
    return (
        word == "both"
        and bool(re.search(rf"\b{NOUN}[,\s(]+$", before, re.IGNORECASE))
        and bool(re.match(r"\s*(?:$|[.,;)!])", after))
    )
