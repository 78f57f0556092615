"""Merging: a message, read, becomes facts. Pure, and safe to repeat with the same message."""

from __future__ import annotations

from physio.facts.ages import guard_by_age, merge_age
from physio.facts.answering import apply_payload, merge_answer
from physio.facts.asking import merge_wants
from physio.facts.correcting import take_back
from physio.facts.loose import merge_loose
from physio.facts.model import Facts, Payload
from physio.facts.operations import merge_operations
from physio.facts.problems import merge_problems, merge_symptoms
from physio.facts.reaching import merge_contact
from physio.facts.screening import close_unanswered
from physio.facts.turn import Turn, turn_of, writes_for_another
from physio.facts.unwanted import merge_unwanted
from physio.knowledge import Knowledge
from physio.reading.language import is_plainly_english
from physio.reading.model import Reading

_FEW_WORDS = 3
_ENGLISH = "en"


def merge(
    facts: Facts, reading: Reading | None, asked: str | None, payload: Payload | None, knowledge: Knowledge
) -> Facts:
    """The facts after one message or one pressed button; the given facts stay as they are.

    Only what the message says of the patient, and says is so, fills anything: what is denied,
    supposed or about somebody else fills nothing. `asked` is the question that was put last.
    Corrections replace, and are kept in `changes`.
    """
    merged = facts.copy(deep=True)
    if payload is not None:
        apply_payload(merged, payload, asked, knowledge)
    if reading is not None:
        _merge_reading(merged, turn_of(facts, reading, asked, knowledge))
    close_unanswered(merged, asked)
    return merged


def _merge_reading(facts: Facts, turn: Turn) -> None:
    _merge_writer(facts, turn)
    merge_age(facts, turn)
    take_back(facts, turn)
    merge_operations(facts, turn)
    merge_problems(facts, turn)
    merge_loose(facts, turn)
    merge_symptoms(facts, turn)
    merge_unwanted(facts, turn)
    merge_wants(facts, turn)
    guard_by_age(facts)
    merge_contact(facts, turn)
    merge_answer(facts, turn)


def _merge_writer(facts: Facts, turn: Turn) -> None:
    """Who writes, for whom, and in which language; a word or two tell nothing of a language."""
    reading = turn.reading
    speaks_for = writes_for_another(facts, reading)
    facts.carer = facts.carer or speaks_for
    if speaks_for and facts.relation is None:
        facts.relation = reading.relation
    if not _keeps_language(facts, reading):
        facts.language = reading.language


def _keeps_language(facts: Facts, reading: Reading) -> bool:
    """Whether a message is too short to tell its language, or as foreign as what was written before."""
    if facts.language != _ENGLISH and reading.language == _ENGLISH:
        return not is_plainly_english(reading.text)
    return len(reading.text.split()) < _FEW_WORDS
