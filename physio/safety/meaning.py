"""Finds red flags by meaning: the whole message is weighed at once, and told by its most telling sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from physio.knowledge import Knowledge
from physio.reading.encoder import Encoder, Vectors
from physio.reading.meant import respeller
from physio.reading.model import Reading, Sentence
from physio.safety.head import Weights, load_head
from physio.safety.naming import only_names
from physio.safety.types import ROUTINE, rank

_LONGEST = 900  # characters: what the encoder takes in at once; longer messages are weighed page by page
_MOST_FLAGS = 3
_NAMED = 0.02  # a flag less likely than this explains nothing


@dataclass(frozen=True)
class Near:
    """A red flag that a message means: its tier, the telling words, the nearest wording.

    `likelihood` is that of any warning sign: what was held against the limit.
    """

    flag: str
    tier: str
    likelihood: float
    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Weighed:
    """One page: where it stands, its words, the probability of each flag and of each tier or higher."""

    start: int
    end: int
    words: int
    flags: Weights
    at_least: Weights

    @property
    def likelihood(self) -> float:
        """How likely it is that the page holds any warning sign, by its flags and by its urgency."""
        any_flag = 1 - float(np.prod(1 - self.flags))
        return (any_flag + float(self.at_least[0])) / 2


class Meaning:
    """Weighs what a message means."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder) -> None:
        self._encoder = encoder
        self._knowledge = knowledge
        self._limits = knowledge.thresholds
        self.head = load_head(knowledge)
        self._wordings: dict[str, Weights] = {}

    def weigh(self, reading: Reading) -> list[Weighed]:
        """The message page by page (most messages are one page); none of one that only names an operation."""
        pages = [] if only_names(reading) else list(_pages(reading))
        if not pages:
            return []
        texts, vectors = self._meant([reading.text[start:end] for start, end in pages])
        weighed = zip(pages, *self.head.weigh(vectors, texts), strict=True)
        return [
            Weighed(start, end, len(reading.text[start:end].split()), flags, at_least)
            for (start, end), flags, at_least in weighed
        ]

    def _meant(self, texts: Iterable[str]) -> tuple[list[str], Vectors]:
        """Texts without their slips of the finger, and their vectors: what the head weighs."""
        meant = [respeller().put_right(text) for text in texts]
        return meant, self._encoder.clinical(meant)

    def find(self, reading: Reading, pages: Iterable[Weighed]) -> Iterator[Near]:
        """Every flag that the message means, the likeliest of each page first."""
        for page in pages:
            tier = self.tier_of(page)
            if tier != ROUTINE:
                yield from self._flags(page, tier, reading)

    def doubts(self, pages: Iterable[Weighed]) -> tuple[str, ...]:
        """The flags that the message may mean where it is not likely enough to raise any."""
        limits = self._limits
        unsure = [p for p in pages if limits.doubt_probability <= p.likelihood < self.least(p)]
        return tuple(dict.fromkeys(self.head.flags[int(page.flags.argmax())] for page in unsure))

    def tier_of(self, page: Weighed) -> str:
        """The highest tier whose probability reaches its limit, once the page is likely to hold a warning."""
        if page.likelihood < self.least(page):
            return ROUTINE
        reached = [t for t, p in zip(self.head.tiers, page.at_least, strict=True) if p >= self._limit(t)]
        return max((self.head.tiers[0], *reached), key=lambda tier: rank(tier, self._knowledge))

    def least(self, page: Weighed) -> float:
        """How likely the page must be to hold a warning: more so if it names none, or says little at all."""
        limits = self._limits
        unnamed = limits.unnamed_probability if float(page.flags.max()) < _NAMED else 0.0
        short = limits.few_words_probability if page.words <= limits.few_words else 0.0
        return max(limits.flag_probability, unnamed, short)

    def _limit(self, tier: str) -> float:
        return self._limits.tier_probability[tier]

    def _flags(self, page: Weighed, tier: str, reading: Reading) -> Iterator[Near]:
        """The likeliest flag at the page's tier, and others that are likely too at no more than that."""
        order = np.argsort(-page.flags)[:_MOST_FLAGS]
        for place, index in enumerate(order):
            if place and page.flags[index] < self._limits.flag_share:
                break
            flag = self.head.flags[index]
            own = self._knowledge.red_flags[flag].tier
            least = min((own, tier), key=lambda t: rank(t, self._knowledge))
            yield self._told(flag, tier if not place else least, page, reading)

    def _told(self, flag: str, tier: str, page: Weighed, reading: Reading) -> Near:
        """The flag with the sentence that tells it best and the reviewed wording that is nearest to that."""
        sentences = [s for s in reading.sentences if page.start <= s.start < page.end]
        sentences = sentences or [Sentence(page.start, page.end, reading.text[page.start : page.end])]
        texts, vectors = self._meant([s.text for s in sentences])
        best = int(self.head.weigh(vectors, texts)[0][:, self.head.flags.index(flag)].argmax())
        number = int((self._lay(flag) @ vectors[best]).argmax())
        return Near(flag, tier, page.likelihood, sentences[best].start, sentences[best].end, number)

    def _lay(self, flag: str) -> Weights:
        """The vectors of a flag's wordings, made when they are first needed."""
        if flag not in self._wordings:
            self._wordings[flag] = self._encoder.clinical(self._knowledge.red_flags[flag].lay)
        return self._wordings[flag]


def _pages(reading: Reading) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences, short enough to be weighed at once, each overlapping the last by one."""
    sentences = list(reading.sentences) or [Sentence(0, len(reading.text), reading.text)]
    first = 0
    for number, sentence in enumerate(sentences):
        if sentence.end - sentences[first].start > _LONGEST and number > first:
            yield sentences[first].start, sentences[number - 1].end
            first = max(first + 1, number - 1)
    yield sentences[first].start, sentences[-1].end
