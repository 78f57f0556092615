"""Why a flag did or didn't fire, in sentences that a clinician can check against the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from physio.knowledge import Knowledge
from physio.reading.meant import respeller
from physio.reading.model import Reading
from physio.safety.assertion import Denial, is_denied
from physio.safety.meaning import Meaning
from physio.safety.phrases import Phrases
from physio.safety.types import Flag

_NEARLY = 0.05  # a flag less likely than this is not worth a line
_MOST = 3


@dataclass(frozen=True)
class Reason:
    """One flag: whether it fired, the patient's words, and why or why not."""

    flag: str
    fired: bool
    words: str
    why: str


class Explainer:
    """Explains a screening with the same parts that made it."""

    def __init__(self, knowledge: Knowledge, phrases: Phrases, meaning: Meaning) -> None:
        self._knowledge = knowledge
        self._phrases = phrases
        self._meaning = meaning

    def reasons(self, reading: Reading, flags: Sequence[Flag], denials: list[Denial]) -> list[Reason]:
        """The flags that fired, then those that were named but denied, then those that were nearly meant."""
        told = [Reason(f.id, True, f.words, self._fired(f, reading)) for f in flags]
        silent = [*self._denied(reading, denials), *self._nearly(reading)]
        seen = {reason.flag for reason in told}
        first: dict[str, Reason] = {}
        for reason in silent:
            if reason.flag not in seen:
                first.setdefault(reason.flag, reason)
        return [*told, *first.values()]

    def _fired(self, flag: Flag, reading: Reading) -> str:
        limit = self._limit_of(flag, reading)
        told = [self._part(part, flag, limit) for part in _parts(flag.by)]
        return "; ".join([*told, *self._words(flag, reading)])

    def _limit_of(self, flag: Flag, reading: Reading) -> float:
        """What the page that holds the flag's words was held against."""
        pages = (p for p in self._meaning.weigh(reading) if p.start <= flag.start < p.end)
        return next(map(self._meaning.least, pages), self._knowledge.thresholds.flag_probability)

    def _words(self, flag: Flag, reading: Reading) -> Iterator[str]:
        """The words that spoke most for a flag that was heard by meaning."""
        head = self._meaning.head
        if "example:" in flag.by:
            meant = respeller().put_right(reading.text)
            telling = head.words.telling(meant, head.flags.index(flag.id))
            said = ", ".join(f'"{term}" {added:+.1f}' for term, added in telling)
            yield f"words that tell it: {said or 'none'}"

    def _part(self, part: str, flag: Flag, limit: float) -> str:
        kind, _, rest = part.partition(":")
        if kind == "rule":
            rule = next((r for r in self._knowledge.combinations if r.id == rest), None)
            return f'combination {rest}, as in "{rule.test}"' if rule else part
        name, _, place = rest.partition(":")
        number, _, likely = place.partition(" ")
        wording = (
            self._knowledge.red_flags[name].lay[int(number)] if name in self._knowledge.red_flags else ""
        )
        if kind == "phrase":
            return f'says the wording "{wording}"'
        return f'means it (any warning sign {likely}, limit {limit:.2f}), nearest wording "{wording}"'

    def _denied(self, reading: Reading, denials: list[Denial]) -> Iterator[Reason]:
        for hit in self._phrases.find(reading.text):
            denial = is_denied(denials, hit.start, hit.end)
            if denial:
                words = reading.text[hit.start : hit.end]
                yield Reason(
                    hit.name, False, words, f'said, but "{denial.literal}" ({denial.rule}) says otherwise'
                )

    def _nearly(self, reading: Reading) -> Iterator[Reason]:
        for page in self._meaning.weigh(reading):
            limit = self._meaning.least(page)
            for index in (-page.flags).argsort()[:_MOST]:
                likely = float(page.flags[index])
                if likely >= _NEARLY:
                    why = (
                        f"{likely:.2f} by meaning; any warning sign {page.likelihood:.2f}, limit {limit:.2f}"
                    )
                    yield Reason(self._meaning.head.flags[index], False, "", why)


def _parts(by: str) -> list[str]:
    """`phrase:ces:4 example:ces:7 0.83 rule:x` in its parts."""
    found: list[str] = []
    for word in by.split():
        if ":" in word:
            found.append(word)
        elif found:
            found[-1] += f" {word}"
    return found
