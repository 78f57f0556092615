"""The written training messages: strictly loaded, many enough, and labelled without contradiction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from physio.knowledge import Knowledge, load_knowledge
from physio.knowledge.loader import default_folder
from physio.knowledge.training import ROUTINE, Example, TrainingError, load_training


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def examples(knowledge: Knowledge) -> tuple[Example, ...]:
    return load_training(default_folder(), knowledge)


def test_every_red_flag_has_sixty_sentences_that_raise_it_and_sixty_that_only_sound_like_it(
    knowledge: Knowledge,
) -> None:
    for flag in knowledge.red_flags:
        page = YAML(typ="safe").load((default_folder() / "examples" / f"{flag}.yml").read_text())
        assert len(page["present"]) >= 60 and len(page["alike"]) >= 60, flag


def test_there_are_six_thousand_sentences_and_two_and_a_half_thousand_messages(
    examples: tuple[Example, ...],
) -> None:
    messages = sum(1 for e in examples if e.whole)
    assert len(examples) - messages >= 6000
    assert messages >= 2500


def test_a_text_has_a_flag_exactly_when_its_tier_is_more_than_routine(examples: tuple[Example, ...]) -> None:
    assert [e.text for e in examples if bool(e.flags) != (e.tier != ROUTINE)] == []


def test_no_text_is_labelled_in_two_ways(examples: tuple[Example, ...]) -> None:
    labels: dict[str, set[bool]] = {}
    for example in examples:
        labels.setdefault(example.text.lower(), set()).add(bool(example.flags))
    assert [text for text, found in labels.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (
            "red_flag: dvtt\npresent: []\nalike: []\nmessages: []\n",
            "1: 'dvtt' is not known here. did you mean 'dvt'",
        ),
        (
            "red_flag: dvt\npresent: []\nalike: []\nmessages:\n  - {text: sore, flags: [dvt]}\n",
            "5: a message needs",
        ),
        (
            "red_flag: dvt\npresent:\n  - {text: sore, teir: ae}\nalike: []\nmessages: []\n",
            "3: unknown key 'teir'",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_its_line_and_a_remedy(
    tmp_path: Path, knowledge: Knowledge, page: str, problem: str
) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "dvt.yml").write_text(page)
    with pytest.raises(TrainingError, match=re.escape(f"data/knowledge/examples/dvt.yml:{problem}")):
        load_training(tmp_path, knowledge)
