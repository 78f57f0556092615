"""What a part of a sentence wishes for, by meaning: its nearest reviewed example."""

from __future__ import annotations

import re
from collections.abc import Iterator

from physio.knowledge import Knowledge
from physio.reading.encoder import Encoder
from physio.reading.model import Finding, Sentence
from physio.reading.nearest import Nearest
from physio.reading.requests import parts_of
from physio.reading.words import straight

_WISH = re.compile(
    r"\b(?:(?:i|she|he|we|they)'?d (?:\w+ )?(?:like|love|want|rather|prefer)|(?:would|wd"
    r"|should) (?:\w+ ){0,2}(?:like|love)"
    r"|want(?:s|ed|ing)?|wanna|wish(?:es)?|hop(?:e|es|ing)|keen|desperate|desparate|determined|aim(?:s"
    r"|ing)?|goal"
    r"|long(?:s|ing)? to|itching|dying to|dream\w*|eager|looking (?:to|forward)|miss(?:es|ing)?"
    r"|need(?:s|ed)? (?:to be|to get|my|me)"
    r"|all i want|trying to|plan\w*|so (?:that )?i can|so as to|before (?:it|they|i|the)|instead of"
    r"|rather than"
    r"|scared|frightened|afraid|nervous|nerve|worried (?:about|that)|fear\w*|last resort"
    r"|give anything|do anything|fed up|sick of|ambition|dodge"
    r"|how (?:do|can|to) (?:i|we)? ?(?:stop|avoid|prevent|keep)|hate)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^\W*(?:(?:and|or|but|also|so)\s+)?(?:when|how (?:soon|long)|can|could|may|should|is|am|are|will"
    r"|do)\b",
    re.IGNORECASE,
)


class GoalMeaning:
    """Compares wishes with the `said` sentences of `data/knowledge/goals.yml`."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder) -> None:
        said = {term.id: term.said for term in knowledge.goals.values()}
        self._nearest = Nearest(encoder, said, knowledge.not_goals)
        self._limits = knowledge.thresholds

    def find(self, sentence: Sentence) -> Iterator[Finding]:
        """The goals of the sentence's parts that are put as wishes."""
        parts = [p for p in parts_of(sentence) if is_wish(p.text)]
        for part, near in zip(parts, self._nearest.to([p.text for p in parts]), strict=True) if parts else ():
            if near.value and near.cosine >= self._limits.goal_nearness:
                by = f"example:{near.said} {near.cosine:.2f}"
                yield Finding("goal", near.value, part.start, part.end, part.text, by=by)


def is_wish(part: str) -> bool:
    """Whether the words wish for something, and don't ask when or whether it may be done."""
    text = straight(part)
    return _WISH.search(text) is not None and _QUESTION.search(text) is None
