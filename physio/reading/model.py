"""What a reader makes of a patient's text: sentences, findings with assertion, short answers.

All positions are character offsets into `Reading.text`; all instants are timezone-aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

PRESENT = "present"
NEGATED = "negated"
HISTORICAL = "historical"
HYPOTHETICAL = "hypothetical"
OTHER_PERSON = "other_person"
ASSERTIONS = (PRESENT, NEGATED, HISTORICAL, HYPOTHETICAL, OTHER_PERSON)


@dataclass(frozen=True)
class Sentence:
    """One sentence of the message."""

    start: int
    end: int
    text: str


_BY_MEANING = ("example:", "intent:")


@dataclass(frozen=True)
class Finding:
    """One thing the message says: an id of `data/knowledge` or a normalised value, and its words.

    `entity` is one of the names in the design's section 4 (procedure, side, when, phone, ...).
    `group` ties a procedure (or a body part) to its own side, level and date in one message.
    `extra` carries what only some entities have: `precision` and `about` of a `when`,
    `tier` of a red flag. `by` names the rule or example that found it.
    """

    entity: str
    value: str
    start: int
    end: int
    text: str
    assertion: str = PRESENT
    group: int | None = None
    by: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_meaning(self) -> bool:
        """Whether no wording says it: it is near an example, or likely of its sentence."""
        return self.by.startswith(_BY_MEANING)


@dataclass(frozen=True)
class Reading:
    """A patient's message, read. `reply` is the short answer it gives, if it gives one.

    `reply` is an id of `data/knowledge/replies.yml` (yes, no, none_of_these, not_sure, skip,
    safe, withdraw, ...) or None. `correcting` is true when the words take something back.
    `carer` is true when the writer speaks for somebody else; `relation` names whom ("mum").
    """

    text: str
    sent_at: datetime
    sentences: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()
    reply: str | None = None
    correcting: bool = False
    carer: bool = False
    relation: str | None = None
    language: str = "en"

    def of(self, entity: str, *assertions: str) -> tuple[Finding, ...]:
        """The findings of one entity, of the given assertions (present ones if none is given)."""
        wanted = assertions or (PRESENT,)
        return tuple(f for f in self.findings if f.entity == entity and f.assertion in wanted)
