"""Patients' typos: a word that is no English word is read as the clinical word it nearly is.

"fuison" is read as "fusion". "heal", "week" and "form" are English words, so they are never taken for
"heel", "weak" and "from": the list of English words is the vocabulary of the sentence encoder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from physio.reading.encoder import tokenizer_folder
from physio.reading.words import listed, stems

# Clinical words and names that are good English but no whole word of the encoder's vocabulary.
_ALSO_ENGLISH = listed(
    "physio physios physiotherapy hello thanks okay googled emailed texted voicemail gp gps nhs mri xray "
    "online "
    "diy hiya kinda gonna wanna dunno lol tbh btw omg pls plz ppl tho thru cos coz cuz tues weds thurs "
    "splint splints doable physios brace pelvic "
    "knitted clamp clamped hobbling limping clawed twang whacked grumble grumbles clumsy jab jabs wince "
    "behaving misbehaving wringing plait plaiting scaffold wincing winces winced"
)


_LONG_WORD = 9
_MUCH = 4


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The whole words of the encoder's vocabulary (about 21,000, lower case)."""
    lines = (tokenizer_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = (line for line in lines if line.isalpha())
    return frozenset(words) | _ALSO_ENGLISH


class Speller:
    """Reads misspelt words as one of the words that the knowledge uses."""

    def __init__(self, wordings: Iterable[str], shortest: int) -> None:
        """`wordings` hold the words to correct to; words shorter than `shortest` letters are left alone."""
        self._often = Counter(w.lower() for text in wordings for w in _letters(text))
        words = set(self._often)
        self._shortest = shortest
        self._known = frozenset(words)
        self._targets: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= shortest and (len(word) > 4 or word in english_words()):
                self._targets.setdefault(word[0], []).append(word)
        self._fixed = lru_cache(maxsize=20_000)(self._nearest)

    def fix(self, word: str) -> str | None:
        """The clinical word meant by a misspelt one, or None when the word is right or nothing is near."""
        low = word.lower()
        if len(low) < self._shortest or not low.isalpha() or self._is_word(low):
            return None
        return self._fixed(low)

    def _is_word(self, low: str) -> bool:
        if low in self._known or low in english_words():
            return True
        return any(
            low.endswith(end) and low[: -len(end)] in english_words()
            for end in ("s", "ed", "ing", "ly", "er")
        )

    def _nearest(self, low: str) -> str | None:
        allowed = 1 if len(low) <= 7 else 2
        near = [(OSA.distance(low, word, score_cutoff=allowed), word) for word in self._around(low)]
        best = sorted(
            (d, w not in english_words(), abs(len(w) - len(low)), -self._often[w], w)
            for d, w in near if d <= allowed
        )  # fmt: skip
        if not best or (
            len(best) > 1 and best[0][:3] == best[1][:3] and self._doubtful(best[0][4], best[1][4])
        ):
            return None
        return best[0][4]

    def _doubtful(self, best: str, other: str) -> bool:
        """Whether two words that are as near tell different things; a mere misspelling of one is rare."""
        return stems(best) != stems(other) and self._often[best] < _MUCH * self._often[other]

    def _around(self, low: str) -> list[str]:
        first = self._targets.get(low[0], [])
        return [word for word in first if abs(len(word) - len(low)) <= 2]


def nearest(word: str, targets: Iterable[str]) -> str | None:
    """The target that a misspelt word nearly is; None for good English and where nothing is near."""
    low = word.lower()
    if low in english_words() or low in targets:
        return None
    near = [(OSA.distance(low, right), right) for right in targets if right[0] == low[0]]
    distance, right = min(near, default=(len(low), ""))
    return right if distance <= (2 if len(right) >= _LONG_WORD else 1) else None


def respelt(text: str, targets: Iterable[str]) -> str:
    """The text with words of five letters and more read as the target that they nearly are."""
    return re.sub(r"[A-Za-z]{5,}", lambda m: nearest(m.group(), targets) or m.group(), text)


def _letters(text: str) -> list[str]:
    return [
        "".join(c for c in part if c.isalpha()) for part in text.replace("-", " ").replace("/", " ").split()
    ]
