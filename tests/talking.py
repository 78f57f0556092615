"""What a few messages tell: the reader and the merge together, without a front desk."""

from __future__ import annotations

from datetime import datetime, timezone

from physio.facts import Facts, merge
from physio.knowledge import Knowledge
from physio.reading.reader import Reader

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)


def told(
    reader: Reader,
    knowledge: Knowledge,
    *messages: str,
    asked: str | None = None,
    known: Facts | None = None,
) -> Facts:
    """The facts after these messages, each of them an answer to `asked`; `known` is what was told before."""
    facts = known or Facts()
    for message in messages:
        facts = merge(facts, reader.read(message, NOW), asked, None, knowledge)
    return facts
