"""The facts of one enquiry: plain data, stored as JSON, with nothing that decides anything."""

from __future__ import annotations

import re
from datetime import date

from pydantic import BaseModel, Extra, Field


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class Payload(_Strict):
    """A pressed button: the intent that it carries and its values, as in `/screen_yes{"question": "SP1"}`."""

    intent: str
    values: dict[str, str] = Field(default_factory=dict)

    @property
    def questions(self) -> list[str]:
        """The screening questions that it names; a line's button may name several ("SP1 LL2")."""
        return re.findall(r"\w+", self.values.get("question", ""))


class When(_Strict):
    """A date with its precision: `day`, `week`, `month` or `year`. A coarse one is its first day."""

    date: date
    precision: str = "day"
    words: str = ""


class Operation(_Strict):
    """One operation: a procedure or family id, its side, levels and date.

    `status` is done, planned or cancelled.
    """

    procedure: str
    side: str | None = None
    levels: list[str] = Field(default_factory=list)
    when: When | None = None
    status: str = "done"
    words: str = ""


class Problem(_Strict):
    """A body part that is complained of, with its side."""

    body_part: str
    side: str | None = None


class SymptomFact(_Strict):
    """A symptom with where it is, if that was said."""

    symptom: str
    body_part: str | None = None
    side: str | None = None
    words: str = ""


class Ask(_Strict):
    """Something that the person asked; `answered` once a reply was given.

    `kept` is a question that only a human can answer: it stays open until one does.
    """

    ask: str
    words: str = ""
    activity: str | None = None
    answered: bool = False
    kept: bool = False


class NotWanted(_Strict):
    """Something that the person does not want: an id of `unwanted.yml`, and their own words."""

    thing: str
    words: str = ""


class Contact(_Strict):
    """How to reach the person. `phone` is E.164; `rejected` is a number or address that failed its check."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    postcode: str | None = None
    prefer: str | None = None
    rejected: str | None = None
    rejected_count: int = 0


class Screened(_Strict):
    """The answer to one screening set: question ids said yes (or not sure), or that it was refused.

    `asked` lists the questions that were shown, so that the physio sees what "none of these" covered.
    """

    asked: list[str] = Field(default_factory=list)
    clear: bool = False
    yes: list[str] = Field(default_factory=list)
    unsure: bool = False
    hesitated: bool = False
    declined: bool = False
    times_asked: int = 0


class Change(_Strict):
    """One corrected fact, kept so that the physio sees what was said before."""

    field: str
    before: str
    after: str
    words: str = ""


class Facts(_Strict):
    """Everything known of an enquiry; the JSON of `firstcontact enquiries show --json`.

    `kind` is the kind of visit that was asked for (`clinic`, `video`, `home`), if one was.
    `asked_times` counts how often each question was put; `declined` lists those that were passed over.
    `screening_open` names the screening sets of the list that was shown last, `screening_lines` the
    question ids of each of its lines. `doubts` are red flags that the words may have meant: asked first.
    """

    operations: list[Operation] = Field(default_factory=list)
    problems: list[Problem] = Field(default_factory=list)
    symptoms: list[SymptomFact] = Field(default_factory=list)
    activities: list[str] = Field(default_factory=list)
    goals: list[str] = Field(default_factory=list)
    asks: list[Ask] = Field(default_factory=list)
    onset: When | None = None
    contact: Contact = Field(default_factory=Contact)
    site: str | None = None
    modifiers: list[str] = Field(default_factory=list)
    age: int | None = None
    unwanted: list[NotWanted] = Field(default_factory=list)
    complains: bool = False
    carer: bool = False
    relation: str | None = None
    language: str = "en"
    wish: str | None = None
    kind: str | None = None
    concern: str | None = None
    screening: dict[str, Screened] = Field(default_factory=dict)
    screening_open: list[str] = Field(default_factory=list)
    screening_lines: list[list[str]] = Field(default_factory=list)
    doubts: list[str] = Field(default_factory=list)
    declined: list[str] = Field(default_factory=list)
    asked_times: dict[str, int] = Field(default_factory=dict)
    changes: list[Change] = Field(default_factory=list)
