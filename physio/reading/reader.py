"""The reader: one patient's message in, everything that it says out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from physio.clinic import load_clinic
from physio.knowledge import Knowledge
from physio.reading.ages import ADULT, ages_of_patient, find_ages
from physio.reading.asks import Asks, ask_entries
from physio.reading.concepts import Concepts, Words
from physio.reading.contacts import find_contacts
from physio.reading.context import context_of
from physio.reading.encoder import Encoder
from physio.reading.goal_meaning import GoalMeaning
from physio.reading.groups import Groups
from physio.reading.language import language_of
from physio.reading.levels import Level, levels_in
from physio.reading.lexicon import Lexicon, knowledge_entries
from physio.reading.links import tie_symptoms
from physio.reading.loose_dates import own_dates
from physio.reading.methods import ANY_SURGERY
from physio.reading.model import NEGATED, PRESENT, Finding, Reading, Sentence
from physio.reading.people import RELATION, Patient, is_child, others_aside, who_is_the_patient
from physio.reading.pieces import PLUS, Pieces
from physio.reading.places import operated_parts
from physio.reading.placing import Placing
from physio.reading.replies import Replies, is_correcting
from physio.reading.sentences import split_sentences
from physio.reading.side_links import name_again, tie_sides
from physio.reading.sides import opener_end, sides_before, sides_in
from physio.reading.sites import Sites
from physio.reading.spelt import WordReader
from physio.reading.stages import with_stages
from physio.reading.times import find_times
from physio.reading.unheard import unheard_questions
from physio.reading.unwanted import UnwantedThings
from physio.reading.wishes import with_wishes
from physio.reading.words import Word

# Longer messages are read up to here; the database keeps all of it.
LONGEST = 8_000
_FEW_WORDS = 2  # a sentence of no more goes on with the one before it: "Left."


class Reader:
    """Reads messages. Holds no state between them; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None, sites: Sites) -> None:
        entries = tuple(knowledge_entries(knowledge))
        lexicon = Lexicon(entry for entry in entries if PLUS not in entry.wording)
        pieces = Pieces(entry for entry in entries if PLUS in entry.wording)
        self._words = WordReader(entry.wording for entry in (*entries, *ask_entries(knowledge)))
        self.encoder = encoder
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._concepts = Concepts(knowledge, lexicon, pieces)
        self._context = context_of(knowledge.context_rules)
        self._groups = Groups(knowledge)
        self._placing = Placing(knowledge)
        self._asks = Asks(knowledge, encoder)
        self._goals = GoalMeaning(knowledge, encoder) if encoder else None
        self._unwanted = UnwantedThings(knowledge)
        self._replies = Replies(knowledge)
        self._sites = sites

    def read(self, text: str, sent_at: datetime) -> Reading:
        """What a message says. `sent_at` is the aware moment that it was sent: "yesterday" depends on it.

        Raises ValueError when `sent_at` has no time zone.
        """
        if sent_at.tzinfo is None:
            raise ValueError("sent_at needs a time zone")
        said = text[:LONGEST]
        sentences = split_sentences(said)
        patient = who_is_the_patient(said)
        return Reading(
            text=text,
            sent_at=sent_at,
            sentences=sentences,
            findings=tuple(self._worded(said, self._findings(said, sent_at, sentences, patient))),
            reply=self._replies.reply(said),
            correcting=is_correcting(said),
            carer=patient.carer,
            relation=patient.relation,
            language=language_of(said),
        )

    def _worded(self, text: str, found: list[Finding]) -> list[Finding]:
        """The findings without what a bare answer ("not sure", "yes please") is only near to in meaning."""
        return [f for f in found if not f.by_meaning] if self._replies.is_all(text) else found

    def _findings(
        self, text: str, sent_at: datetime, sentences: tuple[Sentence, ...], patient: Patient
    ) -> list[Finding]:
        contacts = find_contacts(text)
        clinical = _outside(self._clinical(sentences, patient), contacts)
        clinical = [f for f in clinical if f.start >= opener_end(text)]
        clinical = others_aside(sentences, clinical, patient)
        ages = tuple(find_ages(text))
        clinical = [f for f in clinical if not _is_no_child(f, patient, ages)]
        operations = [f for f in clinical if f.entity == "procedure" and f.assertion != NEGATED]
        times = find_times(text, sent_at, operations=[(f.start, f.end) for f in operations])
        clinical = [
            f for f in clinical if f.entity != "symptom" or not _overlaps(f, times)
        ]  # "2 weak post op"
        found = [*clinical, *_outside(self._sites.find(text), contacts), *contacts, *times]
        found = self._groups.tie(sentences, sorted(found, key=lambda f: (f.start, f.end)))
        found = self._placing.without(own_dates(found, sentences, text), sentences, text)
        unwanted = list(self._unwanted.find(text))
        found = [*(f for f in found if not _is_turned_down(f, unwanted)), *unwanted]
        found += unheard_questions(sentences, found, self._asks.is_idle)
        return sorted([*found, *ages], key=lambda f: (f.start, f.end))

    def _clinical(self, sentences: tuple[Sentence, ...], patient: Patient) -> list[Finding]:
        found: list[Finding] = []
        last_part: Finding | None = None
        last_operation: Finding | None = None
        before: list[Word] = []
        for sentence in sentences:
            said = Words(
                sentence, self._words.words(sentence.text, sentence.start), before, len(sentences) == 1
            )
            here, operated = self._sentence(said, last_part, last_operation, patient)
            last_operation = _last_done(here) or last_operation
            parts = [f for f in here if f.entity == "body_part"]
            last_part = next(iter([*reversed(parts), *reversed(operated)]), last_part)
            before = said.words if len(said.words) > _FEW_WORDS else [*before, *said.words]
            found = found + here
        return found

    def _sentence(
        self, said: Words, last_part: Finding | None, last_operation: Finding | None, patient: Patient
    ) -> tuple[list[Finding], list[Finding]]:
        """What a sentence says, and the parts that its operations were on."""
        sentence = said.sentence
        levels = [_level(sentence, level) for level in levels_in(sentence.text)]
        sides = sides_in(sentence)
        concepts = self._concepts.find(said, levels)
        sides = [*sides, *sides_before(sentence, self._named(concepts), sides)]
        concepts = name_again(sentence, concepts, sides, last_operation)
        concepts = with_stages(sentence, tie_sides(sentence, concepts, sides))
        concepts = self._context.apply(sentence, concepts, patient.carer)
        operated = operated_parts(self._knowledge, self._lexicon, said.words, concepts)
        concepts = tie_symptoms(sentence, concepts, operated, last_part)
        concepts = with_wishes(sentence, concepts, len(said.words) + len(said.before))
        told = {f.value for f in concepts if f.entity == "goal"}
        meant = {f.value: f for f in self._goals.find(sentence)} if self._goals else {}
        concepts = [*concepts, *(f for value, f in meant.items() if value not in told)]
        asks = self._asks.find(sentence, said.words, concepts, said.alone)
        return [*concepts, *levels, *sides, *asks], operated

    def _named(self, found: list[Finding]) -> list[Finding]:
        """The operations that have sides; "the right operation" may be no side at all."""
        known = self._knowledge.procedures
        return [
            f
            for f in found
            if f.entity == "procedure" and f.value != ANY_SURGERY and known[f.value].laterality
        ]


def _last_done(found: list[Finding]) -> Finding | None:
    done = [
        f for f in found if f.entity == "procedure" and f.assertion == PRESENT and "status" not in f.extra
    ]
    return done[-1] if done else None


def _level(sentence: Sentence, level: Level) -> Finding:
    start = sentence.start + level.start
    words = sentence.text[level.start : level.end]
    return Finding("spinal_level", level.value, start, start + len(words), words, by="level")


def _is_no_child(finding: Finding, patient: Patient, ages: tuple[Finding, ...]) -> bool:
    """Whether a word for a child says nothing of the patient: "my son drives me", "my daughter is 34"."""
    if finding.value != "under_18":
        return False
    by_word = RELATION.search(f"my {finding.text}") is not None and not any(c.isdigit() for c in finding.text)
    child_is_patient = patient.carer and (patient.relation is None or is_child(patient.relation))
    grown_up = any(age >= ADULT for age in ages_of_patient(ages, patient.carer))
    return grown_up or (by_word and not child_is_patient)


def _overlaps(finding: Finding, others: list[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)


def _is_turned_down(ask: Finding, unwanted: list[Finding]) -> bool:
    """Whether an ask stands in words that turn something down, or (by meaning) in their sentence."""
    if ask.entity != "ask":
        return False
    by_meaning = ask.by.startswith("intent:") and _overlaps(ask, unwanted)
    return by_meaning or any(u.start <= ask.start and ask.end <= u.end for u in unwanted)


def _outside(findings: Iterable[Finding], taken: list[Finding]) -> list[Finding]:
    """The findings that lie in no phone number, address or name."""
    return [
        f
        for f in findings
        if f.entity == "ask" or not any(t.start <= f.start and f.end <= t.end for t in taken)
    ]


def build_reader(knowledge: Knowledge, encoder: Encoder | None = None, sites: Sites | None = None) -> Reader:
    """A reader of this knowledge. Without an encoder, asks are found by their wordings only.

    The clinic's sites come from `data/clinic.yml` unless given.
    """
    return Reader(knowledge, encoder, sites if sites is not None else Sites(load_clinic()))
