"""Operations said in pieces: a method in one place and the part in another ("my hip (right) was scoped")."""

from __future__ import annotations

from physio.knowledge import Knowledge
from physio.reading.lexicon import Lexicon
from physio.reading.model import Finding, Sentence
from physio.reading.words import Word, listed, plain, words_of

ANY_SURGERY = "surgery"
METHOD = "method:"  # begins the `by` of an operation that a method and a part make
# The method as the knowledge's wordings say it, and the normal forms that patients use for it.
_METHODS = {
    "replacement": listed("replacement resurfac"),
    "replaced": listed("replac"),
    "key hole": listed("scop scope arthroscopy arthroscopi arthroscop endoscopi"),
    "fusion": listed("fus fusion bolt"),
    "decompression": listed("decompres decompress decompression"),
    "repair": listed("repair stitch sewn reattach"),
    "release": listed("releas"),
    "revision": listed("revis revision redon redo"),
    "scope": frozenset(["camera"]),
    "surgery": listed("operat operation op surgery surger"),
}
# What may stand between a method and its part; anything else breaks the tie.
_BETWEEN = listed(
    "my the a an his her our your their left right both l r on to in of at for and was were been be being "
    "have got get "
    "after since following from post "
    "surgery op operation done procedure ( ) , - / ' total partial full whol new lower upper poor bad "
    "dodgy old joint side"
)
_FURTHEST = 7


class Methods:
    """Ties methods to parts, by looking up the wording that the two would make together."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._names = {k: (part.plain, *part.lay) for k, part in knowledge.body_parts.items()}

    def complete(self, sentence: Sentence, words: list[Word], found: list[Finding]) -> list[Finding]:
        """The findings of a sentence with its scattered operations put together."""
        for method, first, last in self._methods_in(words, found):
            tied = self._tied(method, words, first, last, found)
            if tied is None:
                continue
            procedure, part = tied
            start, end = min(part.start, words[first].start), max(part.end, words[last].end)
            base = sentence.start
            whole = Finding(
                "procedure",
                procedure,
                start,
                end,
                sentence.text[start - base : end - base],
                by=f"{METHOD}{method}+{part.value}",
            )
            found = [
                f
                for f in found
                if not (start <= f.start and f.end <= end and f.entity in ("procedure", "body_part"))
            ]
            found.append(whole)
        return found

    def _methods_in(self, words: list[Word], found: list[Finding]) -> list[tuple[str, int, int]]:
        """Each method with its first and last word: general operations that were found, and bare verbs."""
        methods = []
        for index, word in enumerate(words):
            covering = [
                f for f in found if f.entity == "procedure" and f.start <= word.start and word.end <= f.end
            ]
            if covering and (covering[0].end != word.end or not _bare(covering[0])):
                continue
            if covering:
                first = next(i for i, w in enumerate(words) if w.start >= covering[0].start)
                methods.append((_general(covering[0]), first, index))
            else:
                methods += [(name, index, index) for name, forms in _METHODS.items() if word.stem in forms]
        return methods

    def _tied(
        self, method: str, words: list[Word], first: int, last: int, found: list[Finding]
    ) -> tuple[str, Finding] | None:
        parts = [f for f in found if f.entity in ("body_part", "spinal_level")]
        ordered = sorted(
            parts, key=lambda f: min(abs(f.start - words[last].end), abs(words[first].start - f.end))
        )
        for part in ordered:
            if _near(words, first, last, part):
                procedure = self._named(method, part)
                if procedure:
                    return procedure, part
        return None

    def _named(self, method: str, part: Finding) -> str | None:
        names = (part.text, *self._names.get(part.value, ()))
        for name in names:
            procedure = self._lexicon.lookup(f"{name} {method}", "procedure")
            if procedure:
                return procedure
        if method == "surgery":
            return None
        return next(filter(None, (self._lexicon.lookup(f"{n} surgery", "procedure") for n in names)), None)


def _bare(found: Finding) -> bool:
    """Whether the words name a method only: "keyhole op", or "fusion" without a part."""
    every = frozenset().union(*_METHODS.values())
    return found.value == ANY_SURGERY or all(w.stem in every for w in words_of(found.text))


def _general(found: Finding) -> str:
    low = plain(found.text).replace("-", " ")
    if "key" in low or "scop" in low or "camera" in low:
        return "key hole"
    named = [name for name, forms in _METHODS.items() if any(w.stem in forms for w in words_of(low))]
    return named[0] if named else "surgery"


def _near(words: list[Word], first: int, last: int, part: Finding) -> bool:
    if part.start >= words[last].end:
        between = [w for w in words if words[last].end <= w.start < part.start]
    elif part.end <= words[first].start:
        between = [w for w in words if part.end <= w.start < words[first].start]
    else:
        return False
    return len(between) <= _FURTHEST and all(w.stem in _BETWEEN for w in between)
