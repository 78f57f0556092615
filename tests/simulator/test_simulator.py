"""A small seeded run of the simulator, and proof that it notices what goes missing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from physio.knowledge import load_knowledge
from tests.simulator.__main__ import play_all
from tests.simulator.judge import judge
from tests.simulator.patients import draw
from tests.simulator.play import Played
from tests.simulator.report import lines_of, script
from tests.simulator.speaking import Speaker
from tests.simulator.words import FOLDER, WordsError, load_words, words
from tests.stack import Stack

SEEDS = (6, 9, 11, 12, 17, 20)
"""A call, a drop-in, a rambling writer, a visit after questions back, a wife's visit, a sore heel."""


@pytest.fixture(scope="module")
def played(stack: Stack) -> list[Played]:
    """Six conversations, played once."""
    return list(play_all(stack, SEEDS, at_once=3))


def test_six_people_get_what_they_came_for(played: list[Played]) -> None:
    for one in played:
        assert not judge(one), script(one)
    assert all(line.met for line in lines_of(played)[:-1]), lines_of(played)


def _no_booking(record: dict[str, Any]) -> None:
    record["bookings"] = []


def _other_side(record: dict[str, Any]) -> None:
    record["facts"]["operations"][0]["side"] = "left"


def _no_number(record: dict[str, Any]) -> None:
    record["facts"]["contact"]["phone"] = None


def _no_clock(record: dict[str, Any]) -> None:
    record["due_at"] = None


@pytest.mark.parametrize(
    ("lose", "says"),
    [
        (_no_booking, "booking: none, not ['callback']"),
        (_other_side, "fact: side is left, not right"),
        (_no_number, "fact: phone is None"),
        (_no_clock, "lost: there is no due time"),
    ],
)
def test_what_goes_missing_is_noticed(
    played: list[Played], lose: Callable[[dict[str, Any]], None], says: str
) -> None:
    damaged = copy.deepcopy(played[0])
    lose(damaged.record)
    assert any(wrong.startswith(says) for wrong in judge(damaged))


def test_a_seed_is_one_person_and_seeds_differ() -> None:
    assert draw(7, words()) == draw(7, words())
    openings = {Speaker(draw(seed, words()), words()).opening().text for seed in range(200)}
    assert len(openings) > 180


def test_a_word_file_with_a_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.yml"):
        text = path.read_text().replace("{id: strength,", "{id: strenth,")
        (tmp_path / path.name).write_text(text)
    with pytest.raises(WordsError, match=r"goals\.yml:\d+: 'strenth' is not known here"):
        load_words(tmp_path, load_knowledge())
