"""Which answer fits a question: its topic, or a closer one by the words of `data/answers.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from physio.clinic import DEFAULT_FILE
from physio.strict_yaml import Problems, read_yaml

ANSWERS_FILE = DEFAULT_FILE.with_name("answers.yml")


class AnswersError(ValueError):
    """`data/answers.yml` has mistakes; the text lists each as `file:line: what is wrong. what to do.`"""


@dataclass(frozen=True)
class Topics:
    """The closer answers of each topic, as patterns of the words that choose them.

    `unasked` are answers that words call for without any question ("[photo]").
    """

    closer: Mapping[str, Mapping[str, re.Pattern[str]]]
    unasked: Mapping[str, re.Pattern[str]]

    def of(self, topic: str, sentence: str) -> tuple[str, ...]:
        """The answers for a question on `topic`: the closer ones that its words name, else the topic."""
        found = self.closer.get(topic, {}).items()
        said = " ".join(sentence.split())
        return tuple(name for name, words in found if words.search(said)) or (topic,)

    def named(self, sentence: str) -> tuple[str, ...]:
        """The closer answers of any topic whose words a question holds; for one that fits no topic."""
        found = (pair for names in self.closer.values() for pair in names.items())
        return tuple(dict.fromkeys(name for name, words in found if words.search(sentence)))

    def told(self, text: str) -> tuple[str, ...]:
        """The answers that a message calls for though it asks nothing."""
        return tuple(name for name, words in self.unasked.items() if words.search(text))

    def __iter__(self) -> Iterator[str]:
        """Every closer answer, for the check that each has its words in `domain.yml`."""
        return (name for names in self.closer.values() for name in names)


def load_topics(path: Path = ANSWERS_FILE) -> Topics:
    """Read the file. AnswersError lists every mistake with its line and what to do."""
    problems = Problems()
    root = read_yaml(path, problems, f"data/{path.name}")
    problems.raise_if_any(AnswersError)
    fields = root.fields(("answers", "unasked"))
    unasked = {name: _pattern(node.texts()) for name, node in fields["unasked"].pairs().items()}
    answers = fields["answers"]
    closer = {
        topic: {name: _pattern(node.texts()) for name, node in names.pairs().items()}
        for topic, names in answers.pairs().items()
    }
    problems.raise_if_any(AnswersError)
    return Topics(closer, unasked)


@lru_cache(maxsize=1)
def topics() -> Topics:
    """The topics of this process, read once."""
    return load_topics()


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    each = (re.escape(w.rstrip("*")) + ("" if w.endswith("*") else r"\b") for w in words)
    return re.compile(r"\b(?:" + "|".join(each) + ")", re.IGNORECASE)
