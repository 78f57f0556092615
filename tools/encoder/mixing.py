"""Makes each epoch's texts a little different: slips of typing, short texts set into longer ordinary ones."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from tools.encoder.texts import Text

HOST_WORDS, SHORT_WORDS, FEWEST_WORDS = 20, 30, 4
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MARKS = re.compile(r"[.,;!?]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Mixer:
    """Draws an epoch's texts. `share` is how many mixed texts are added, as a part of the written ones."""

    def __init__(self, texts: Sequence[Text], seed: int, share: float = 0.25) -> None:
        self._texts = texts
        self._rng = random.Random(seed)
        self._share = share
        self._hosts = [t for t in texts if t.flags == () and t.words >= HOST_WORDS]
        self._alarms = [t for t in texts if t.flags and t.words <= SHORT_WORDS]
        self._misses = [t for t in texts if t.near_miss and FEWEST_WORDS <= t.words <= SHORT_WORDS]

    def epoch(self) -> list[Text]:
        """The written texts with faults, and short ones (alarms, near misses) within ordinary messages."""
        mixed = [
            self._within(self._rng.choice(pool))
            for pool in (self._alarms, self._misses)
            for _ in range(int(self._share * len(self._texts) / 2))
        ]
        return [replace(text, text=self._faulty(text.text)) for text in (*self._texts, *mixed)]

    def _within(self, short: Text) -> Text:
        """A short text at a random place of an ordinary message; the labels are the short one's."""
        sentences = _SENTENCE_END.split(self._rng.choice(self._hosts).text)
        if len(sentences) > 4 and self._rng.random() < 0.5:
            sentences = sentences[:4]
        said = short.text if short.text[-1] in ".?!" else f"{short.text}."
        said = said[0].upper() + said[1:] if self._rng.random() < 0.7 else said
        sentences.insert(self._rng.randint(0, len(sentences)), said)
        return replace(short, text=" ".join(sentences), intent=None)

    def _faulty(self, text: str) -> str:
        """The text as another hand might have typed it."""
        chance = self._rng.random
        case = chance()
        if case < 0.15:
            text = text.lower()
        elif case < 0.2 and len(text) < 80:
            text = text.upper()
        if chance() < 0.15:
            text = text.replace("'", "").replace("\u2019", "")
        if chance() < 0.06:
            text = _MARKS.sub("", text)
        return self._slips(text) if chance() < 0.15 and len(text) >= 8 else text

    def _slips(self, text: str) -> str:
        """One slip of the finger in some seventy letters: left out, swapped, doubled or wrong."""
        letters = list(text)
        for _ in range(self._rng.randint(1, max(1, len(text) * 15 // 1000))):
            at = self._rng.randrange(1, len(letters) - 1)
            kind = self._rng.choices(("drop", "swap", "double", "wrong"), (35, 30, 20, 15))[0]
            if kind == "drop":
                del letters[at]
            elif kind == "swap":
                letters[at - 1 : at + 1] = letters[at], letters[at - 1]
            else:
                letters[at] = letters[at] * 2 if kind == "double" else self._rng.choice(_LETTERS)
        return "".join(letters)
