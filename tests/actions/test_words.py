from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import textstat
from ruamel.yaml import YAML

from actions.clinic_words import clinic_words
from actions.topics import AnswersError, load_topics, topics
from physio.clinic import load_clinic
from physio.knowledge import load_knowledge

ROOT = Path(__file__).resolve().parents[2]
RESPONSES: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(
    (ROOT / "domain.yml").read_text(encoding="utf-8")
)["responses"]
TEXTS = [(name, v["text"]) for name, variations in RESPONSES.items() for v in variations]
FORBIDDEN = ("don't worry", "no red flags", "shortly", "diagnosed with", "you're fine", "mg ")


def test_there_are_at_least_forty_answers() -> None:
    assert len([name for name in RESPONSES if name.startswith("utter_answer_")]) >= 40


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_no_words_of_false_comfort(name: str, text: str) -> None:
    assert not [word for word in FORBIDDEN if word in text.lower()]
    assert text.isascii() or "£" in text


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_no_response_asks_two_questions(name: str, text: str) -> None:
    assert text.count("?") <= 1


def plain(text: str) -> str:
    return re.sub(r"\{\w+\}", "it", text)


def test_the_words_read_at_the_age_of_nine_to_eleven() -> None:
    # Grades 4 to 6; these two measures need no word list from the network.
    together = " ".join(plain(text) for _, text in TEXTS)
    assert textstat.automated_readability_index(together) <= 5.0
    assert textstat.coleman_liau_index(together) <= 5.0


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, t in TEXTS if len(t.split()) >= 12])
def test_no_single_response_reads_older_than_that(name: str, text: str) -> None:
    assert textstat.automated_readability_index(plain(text)) <= 6.5


def test_every_closer_answer_has_its_words() -> None:
    assert [name for name in topics() if f"utter_answer_{name}" not in RESPONSES] == []


def test_every_ask_that_the_reader_knows_has_an_answer_or_an_action() -> None:
    acted_on = {"advice", "booking", "callback", "dropin", "human"}
    asks = set(load_knowledge().asks) - acted_on
    assert [ask for ask in sorted(asks) if f"utter_answer_{ask}" not in RESPONSES] == []


def test_every_name_in_an_answer_can_be_filled_in() -> None:
    known = {*clinic_words(load_clinic(), None), "name", "due", "question", "activity", "words"}
    answers = " ".join(text for name, text in TEXTS if name.startswith("utter_answer_"))
    assert set(re.findall(r"\{(\w+)\}", answers)) <= known


def test_a_mistake_in_the_answers_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.yml"
    path.write_text("answers:\n  price:\n    payment: cash\n", encoding="utf-8")
    with pytest.raises(AnswersError, match=r"data/answers.yml:3"):
        load_topics(path)
