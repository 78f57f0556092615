"""Turns of phrase, and parts that are well: one sentence a rule."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import pytest

from physio.knowledge import Phrase, load_knowledge
from physio.knowledge.phrasing import NOT_DONE, NOTHING, written_out
from physio.reading import Reader, build_reader
from physio.reading.model import Sentence
from physio.reading.needles import Gated, needles_of
from physio.reading.phrases import Phrases

SENT = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)
KNOWLEDGE = load_knowledge()
PHRASES = Phrases(KNOWLEDGE)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader(KNOWLEDGE)


def turns(phrase: Phrase, text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words that one phrase finds in a text, with what they mean."""
    found = PHRASES.find(Sentence(0, len(text), text), text.lower())
    here = [turn for turn in found if turn.by == phrase.id]
    return [(text[t.start : t.end].strip(), tuple(f.value for f in t.findings)) for t in here]


@pytest.mark.parametrize("phrase", KNOWLEDGE.phrases, ids=[p.id for p in KNOWLEDGE.phrases])
def test_a_turn_of_phrase_finds_the_words_of_its_own_sentence(phrase: Phrase) -> None:
    (words,) = re.findall(r"\[([^\]]+)\]", phrase.test)
    meant = tuple(m for m in phrase.means if m not in (NOTHING, NOT_DONE))
    assert (words, meant) in turns(phrase, phrase.test.replace("[", "").replace("]", ""))


@pytest.mark.parametrize("phrase", [p for p in KNOWLEDGE.phrases if p.unlike], ids=lambda p: p.id)
def test_a_turn_of_phrase_leaves_its_look_alike(phrase: Phrase) -> None:
    assert turns(phrase, phrase.unlike or "") == []


def test_a_pattern_is_tried_on_every_text_that_it_matches() -> None:
    for phrase in KNOWLEDGE.phrases:
        pattern = written_out(phrase.pattern, KNOWLEDGE.phrase_groups)
        text = phrase.test.replace("[", "").replace("]", "").lower()
        found = [match.span() for _, match in Gated([pattern]).finditer(text)]
        assert found == [match.span() for match in pattern.finditer(text)]


def test_a_pattern_needs_the_rarest_of_its_letters() -> None:
    assert needles_of(re.compile(r"\b(?:my|the) scars? (?:is|are) tight\b")) == {" tight"}
    assert needles_of(re.compile(r"\bgrips?\b|\bfists?\b")) == {"grip", "fist"}
    assert needles_of(re.compile(r"\w+ \d*")) == {" "}
    assert needles_of(re.compile(r"\b(?P<one>\w+) or (?P=one)\b")) == {" or "}
    assert needles_of(re.compile(r"on (?-i:March)\b")) == {"march"}


def test_patterns_together_find_what_each_finds_alone() -> None:
    patterns = [re.compile(p) for p in (r"\btight\b", r"\d+", r"\bgrips?\b|\bop\b", r"scar")]
    text = "op 12: my scar is tight, so is my grip"
    alone = [(n, m.span()) for n, p in enumerate(patterns) for m in p.finditer(text)]
    assert [(n, m.span()) for n, m in Gated(patterns).finditer(text)] == alone


def test_a_pattern_that_cannot_be_read_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        written_out("{cannot} bend", KNOWLEDGE.phrase_groups)


SAID = [
    # what a turn of phrase means wins over its words by themselves
    ("the scar on my knee is tender", "symptom", {"scar_symptoms"}),
    ("I can't fully straighten my knee", "symptom", {"stiffness"}),
    ("my shoulder pops out when I throw", "symptom", {"giving_way"}),
    ("I leak when I sneeze", "body_part", {"pelvic_floor"}),
    ("I've done my back in", "body_part", {"lower_back"}),
    ("my knee throbs in bed", "symptom", {"pain_throbbing", "night_pain"}),
    ("my fingers are like sausages", "symptom", {"swelling"}),
    ("my calf has gone to nothing", "symptom", {"weakness"}),
    # everyday uses mean nothing
    ("I can't look over my left shoulder, neck's stiff", "body_part", {"neck"}),
    ("I ran to catch the bus on my bad ankle", "symptom", set()),
    ("I cracked two ribs", "symptom", set()),
    ("I pulled my groin", "symptom", set()),
    ("it's a sore point, my hip", "symptom", set()),
    ("I had a car accident, my neck is stiff", "symptom", {"stiffness"}),
    ("my neck is stiff, I'm left handed", "body_part", {"neck"}),
    ("my hip clicks, I'd like to see a private physio", "body_part", {"hip"}),
    # parts that are well, and operations that stay
    ("my neck is fine", "body_part", {"negated neck"}),
    ("my neck is fine until I turn it", "body_part", {"neck"}),
    ("my neck is fine but it clicks", "body_part", {"neck"}),
    ("my left knee replacement is fine", "procedure", {"tkr"}),
    ("I hurt my neck in March but that's long gone", "body_part", {"negated neck"}),
    ("they don't hurt, they click, my knees", "symptom", {"negated pain_ache", "clicking"}),
    ("my hip has been clicking for the last year", "symptom", {"clicking"}),
    ("the tingling in my hand started three years ago", "symptom", {"tingling"}),
    # a symptom without a part is in the part that was operated on
    ("I had my right knee replaced. It goes straight but won't bend.", "body_part", {"knee"}),
    ("I had a C-section. The scar itches.", "body_part", set()),
]


@pytest.mark.parametrize(("text", "entity", "ids"), SAID, ids=[t for t, _, _ in SAID])
def test_what_is_said(reader: Reader, text: str, entity: str, ids: set[str]) -> None:
    found = [f for f in reader.read(text, SENT).findings if f.entity == entity]
    assert {f.value if f.assertion == "present" else f"{f.assertion} {f.value}" for f in found} == ids
