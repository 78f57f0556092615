"""The written training messages: strictly loaded, many enough, and labelled without contradiction."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from physio.knowledge import Knowledge, load_knowledge
from physio.knowledge.loader import default_folder
from physio.knowledge.training import PRESENT, Example, TrainingError, load_training


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def examples(knowledge: Knowledge) -> tuple[Example, ...]:
    return load_training(default_folder() / "examples", knowledge)


def test_every_red_flag_has_sixty_sentences_that_raise_it_and_sixty_that_only_sound_like_it(
    knowledge: Knowledge, examples: tuple[Example, ...]
) -> None:
    present = Counter(e.flags[0] for e in examples if e.why == PRESENT)
    alike = sum(1 for e in examples if e.why not in ("", PRESENT))
    assert set(present) == set(knowledge.red_flags)
    assert min(present.values()) >= 60
    assert alike >= 60 * len(knowledge.red_flags)


def test_there_are_six_thousand_sentences_and_two_and_a_half_thousand_messages(
    examples: tuple[Example, ...],
) -> None:
    messages = sum(1 for e in examples if e.tier is not None)
    assert len(examples) - messages >= 6000
    assert messages >= 2500


def test_no_text_is_labelled_in_two_ways(examples: tuple[Example, ...]) -> None:
    labels: dict[str, set[bool]] = {}
    for example in examples:
        labels.setdefault(example.text.lower(), set()).add(bool(example.flags))
    assert [text for text, found in labels.items() if len(found) > 1] == []


def test_a_mistake_is_named_with_its_file_its_line_and_a_remedy(tmp_path: Path, knowledge: Knowledge) -> None:
    page = "red_flag: dvtt\npresent: []\nalike: []\nmessages: []\n"
    (tmp_path / "dvt.yml").write_text(page)
    with pytest.raises(
        TrainingError, match=r"examples/dvt\.yml:1: 'dvtt' is not known here\. did you mean 'dvt'"
    ):
        load_training(tmp_path, knowledge)
