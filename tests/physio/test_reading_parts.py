"""The parts of reading by themselves: sentences, encoder, typos, context rules of the knowledge."""

from __future__ import annotations

import re

import numpy as np
import pytest

from physio.knowledge import ContextRule, load_knowledge
from physio.reading.context import ALSO, Context
from physio.reading.encoder import Encoder
from physio.reading.model import Finding, Sentence
from physio.reading.sentences import split_sentences
from physio.reading.spelling import Speller

SPLITS = [
    ("hi i had my hip done 3 weeks ago!! its really sore.. cant walk", 3),
    ("dr. Smith said e.g. rest is fine", 1),
    ("- no swelling\n- knee pain\n* cant sleep", 3),
    ("Hi,\n\nMy knee hurts. It's been 2.5 weeks.\n\nThanks", 4),
    ("call me on 07700 900491.thanks", 1),
    ("is it ok?can i run", 2),
    ("1. Can I run? 2. Can I drive?", 2),
    ("", 0),
    ("...", 0),
]


@pytest.mark.parametrize(("text", "count"), SPLITS, ids=[t for t, _ in SPLITS])
def test_patients_prose_is_split_into_sentences(text: str, count: int) -> None:
    found = split_sentences(text)
    assert len(found) == count, found
    assert all(text[s.start : s.end] == s.text for s in found)


def test_dictation_without_stops_is_cut_into_pieces_at_spaces() -> None:
    text = "and then my knee was sore " * 100
    found = split_sentences(text)
    assert len(found) > 3
    assert " ".join(s.text for s in found) == text.strip()


_WANTED = {
    "NEGATED_EXISTENCE": "negated",
    "WELL": "negated",
    "HISTORICAL": "historical",
    "HYPOTHETICAL": "hypothetical",
    "FAMILY": "other_person",
}
CONTEXT_RULES = (*load_knowledge().context_rules, *ALSO)


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(load_knowledge().context_rules)


@pytest.mark.parametrize("rule", CONTEXT_RULES, ids=[rule.id for rule in CONTEXT_RULES])
def test_a_context_rule_holds_for_its_own_sentence(context: Context, rule: ContextRule) -> None:
    text = rule.test.replace("[", "").replace("]", "")
    words = re.findall(r"\[([^\]]+)\]", rule.test)
    assert words
    for word in words:
        start = text.index(word)
        finding = Finding("symptom", "any", start, start + len(word), word)
        read = context.apply(Sentence(0, len(text), text), [finding])[0]
        assert read.assertion == _WANTED.get(rule.category, "present")
        assert rule.category != "EXPECTED" or read.extra["expected"] == "yes"


TYPOS = [
    ("fussion", "fusion"),
    ("hamstrng", "hamstring"),
    ("arthroscpy", "arthroscopy"),
    ("replacment", "replacement"),
    ("heal", None),
    ("week", None),
    ("form", None),
    ("physio", None),
    ("hop", None),
    ("knee", None),
    ("shopping", None),
]


@pytest.mark.parametrize(("word", "meant"), TYPOS, ids=[w for w, _ in TYPOS])
def test_a_typo_is_read_and_an_english_word_left_alone(word: str, meant: str | None) -> None:
    wordings = ("spinal fusion", "hamstring", "key hole arthroscopy", "knee replacement", "heel", "weak")
    speller = Speller(wordings, 5)
    assert speller.fix(word) == meant


def test_equal_meanings_are_near_and_vectors_have_length_one() -> None:
    encoder = Encoder.load()
    near, also, far = encoder.encode(
        ["my calf is swollen", "swelling in my lower leg", "what are your prices"]
    )
    assert np.allclose(np.linalg.norm([near, also, far], axis=1), 1, atol=1e-5)
    assert near @ also > near @ far + 0.2


def test_the_place_in_a_batch_does_not_change_a_vector() -> None:
    sentences = ["knee", "my knee has been swollen since the operation on Tuesday", "hi", "can I run?"] * 3
    together = Encoder.load().encode(sentences)
    alone = np.vstack([Encoder.load().encode([s]) for s in sentences[:4]])
    assert (together[:4] * alone).sum(axis=1).min() > 0.98
