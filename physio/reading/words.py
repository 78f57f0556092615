"""Words of a text with their places, and the normal form that wordings are compared in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


def listed(text: str) -> frozenset[str]:
    """The words of a written list."""
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+|[^\w\s]")
_QUOTES = str.maketrans("\u2019\u2018\u201c\u201d`", "''\"\"'")
# Two words that patients write as one; each is read as both.
_COMPOUNDS = {
    "keyhole": ("key", "hole"),
    "keywhole": ("key", "hole"),
    "lowerback": ("lower", "back"),
    "lumber": ("lumbar",),
    "microdiscectomy": ("micro", "discectomy"),
    "caesarian": ("caesarean",),
    "cesarean": ("caesarean",),
    "cant": ("can't",),
    "dont": ("don't",),
    "doesnt": ("doesn't",),
    "didnt": ("didn't",),
    "wont": ("won't",),
    "havent": ("haven't",),
    "hasnt": ("hasn't",),
    "isnt": ("isn't",),
    "wasnt": ("wasn't",),
    "couldnt": ("couldn't",),
    "cannot": ("can't",),
    "aint": ("isn't",),
    "ive": ("i've",),
    "im": ("i'm",),
    "n": ("and",),
    "&": ("and",),
    "disk": ("disc",),
    "numbness": ("numb",),
    "swelling": ("swollen",),
    "swell": ("swollen",),
    "swelled": ("swollen",),
    "swells": ("swollen",),
    "weakness": ("weak",),
    "weaker": ("weak",),
    "stiffness": ("stiff",),
    "stiffer": ("stiff",),
    "tightness": ("tight",),
    "tighter": ("tight",),
    "physiotherapy": ("physio",),
    "physiotherapist": ("physio",),
    "ops": ("op",),
    # "A knee replacement" names the operation; "had my knee replaced" leaves open how much of it.
    "replacements": ("replacement",),
    "replacment": ("replacement",),
    "repacement": ("replacement",),
    "ligs": ("ligament",),
    "calfs": ("calf",),
    "calves": ("calf",),
    "feet": ("foot",),
    "teeth": ("tooth",),
    "hammy": ("hamstring",),
    "hammie": ("hamstring",),
    "hammies": ("hamstring",),
    "hammys": ("hamstring",),
    "hamstrings": ("hamstring",),
    "glutes": ("glute",),
    "quads": ("quad",),
    "achillies": ("achilles",),
    "lhs": ("left",),
    "rhs": ("right",),
    "ran": ("run",),
    "swam": ("swim",),
    "drove": ("drive",),
    "burnt": ("burn",),
    "achey": ("achy",),
    "has": ("have",),
    "had": ("have",),
    "having": ("have",),
}
_SUFFIXES = (
    ("nesses", ""),
    ("ness", ""),
    ("ments", ""),
    ("ment", ""),
    ("ies", "y"),
    ("ings", ""),
    ("ing", ""),
    ("ied", "y"),
)
_KEEP = listed(
    "achilles biceps triceps this his was is us as yes bus plus pubis pelvis its news during "
    "morning evening "
    "nothing something anything everything king thing spring string ring bring wing sing "
    "swing hundred replacement bits scared opening openings plane planes "
    "thre aeroplane airplane weights fitter fitters fitted fitting shorter collapsed careful cared"
)


def straight(text: str) -> str:
    """The text with typists' quotes for printers' ones, letter for letter."""
    return text.translate(_QUOTES)


class Word(NamedTuple):
    """One word or mark. `stem` is its normal form; a word read as two ("keyhole") gives two, at one place."""

    start: int
    end: int
    text: str
    stem: str
    fixed: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.text[:1].isalnum()


def plain(text: str) -> str:
    """Lower case, straight quotes, no accents: the form that words are compared in."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKD", text.translate(_QUOTES).lower())
    return "".join(c for c in folded if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def stems(word: str) -> tuple[str, ...]:
    """The normal forms of a written word, nearly always one ("keyhole" gives "key" and "hole")."""
    low = plain(word)
    low = (
        low[:-2]
        if low.endswith("'s") and low not in {"it's", "what's", "that's", "there's", "let's"}
        else low
    )
    return tuple(_stem(part) for part in _COMPOUNDS.get(low, (low,)))


def _stem(word: str) -> str:
    if len(word) <= 3 or word in _KEEP or "'" in word:
        return word
    word = _without_plural(word)
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = _undoubled(word[: -len(suffix)] + instead)
            break
    else:
        word = _without_past(word)
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


def _without_plural(word: str) -> str:
    if word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word if word.endswith("ies") else word[:-1]


def _without_past(word: str) -> str:
    if word.endswith("ed") and len(word) > 4 and not word.endswith("eed"):
        return _undoubled(word[:-2])
    return word


def _undoubled(word: str) -> str:
    twice = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsf"
    return word[:-1] if twice else word


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words and marks of `text`; places are counted from `offset`."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        for stem in stems(match.group()):
            found.append(Word(offset + match.start(), offset + match.end(), match.group(), stem))
    return found


@lru_cache(maxsize=32)
def said_in(text: str) -> tuple[Word, ...]:
    """The words of a whole message without its marks; the screen and the reader ask for them in turn."""
    return tuple(word for word in words_of(text) if not word.is_mark)


def plain_words(text: str) -> list[str]:
    """The words of a whole message in the form that they are compared in."""
    return [plain(word.text) for word in said_in(text)]
