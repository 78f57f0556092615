"""The safety list: what was told chooses its lines, makes an answer graver, or calls for a second list."""

from __future__ import annotations

from datetime import date

import pytest

from physio.facts import Facts, note_asked, parse_payload, screening_question
from physio.facts.circumstances import circumstances
from physio.facts.merging import merge
from physio.facts.model import Operation, Problem, When
from physio.facts.screening import list_answered
from physio.knowledge import Knowledge
from physio.safety import screen_answer
from physio.safety.hints import Hints

TODAY = date(2026, 11, 24)
KNEE = Facts(problems=[Problem(body_part="knee")])
BACK = Facts(problems=[Problem(body_part="lower_back")])


def asked(facts: Facts, knowledge: Knowledge) -> tuple[str, ...]:
    """The questions of the list that is due now."""
    ask = screening_question(facts, knowledge, TODAY)
    return ask.questions if ask else ()


def cleared(facts: Facts, knowledge: Knowledge) -> Facts:
    """The facts after the due list was put and answered with "none of these"."""
    ask = screening_question(facts, knowledge, TODAY)
    assert ask is not None
    noted = note_asked(facts, ask.asked, knowledge, TODAY)
    return merge(noted, None, ask.asked, parse_payload("/none_of_these"), knowledge)


def operated(procedure: str, day: date) -> Facts:
    """Somebody whose operation was done on a day."""
    when = When(date=day, precision="day", words="")
    return Facts(operations=[Operation(procedure=procedure, status="done", when=when)])


@pytest.mark.parametrize("facts", [KNEE, BACK], ids=["knee", "back"])
def test_chest_pain_a_faint_and_a_dropped_face_are_asked_of_everybody(
    facts: Facts, knowledge: Knowledge
) -> None:
    assert {"AN1", "AN2", "AN3"} <= set(asked(facts, knowledge))


def test_every_red_flag_has_a_screening_question(knowledge: Knowledge) -> None:
    questions = [q for s in knowledge.screening.values() for q in s.questions]
    assert {flag for q in questions for flag in (*q.if_yes, *q.if_no)} == set(knowledge.red_flags)


def test_a_question_for_some_is_put_to_them_only(knowledge: Knowledge) -> None:
    diabetic = KNEE.copy(update={"modifiers": ["diabetes"]})
    assert "DF1" in asked(diabetic, knowledge) and "DF1" not in asked(KNEE, knowledge)
    assert "LL13" not in asked(KNEE, knowledge)
    assert "LL13" in asked(operated("tkr", date(2026, 1, 5)), knowledge)


def test_one_subject_is_asked_once(knowledge: Knowledge) -> None:
    fresh = asked(operated("tkr", date(2026, 11, 10)), knowledge)
    assert "LL1" in fresh and "RO1" not in fresh


def test_after_none_of_these_nothing_more_is_asked_unless_something_calls_for_it(
    knowledge: Knowledge,
) -> None:
    assert asked(cleared(BACK, knowledge), knowledge) == ()


def test_a_doubt_that_comes_after_the_list_calls_for_a_second_short_one(knowledge: Knowledge) -> None:
    later = cleared(KNEE, knowledge).copy(update={"doubts": ["head_injury"]})
    assert asked(later, knowledge) == ("AN4",)
    assert asked(cleared(later, knowledge), knowledge) == ()


def test_what_somebody_does_for_sport_calls_for_no_second_list(knowledge: Knowledge) -> None:
    runner = cleared(KNEE, knowledge).copy(update={"activities": ["running"]})
    assert asked(runner, knowledge) == ()


def test_a_foot_that_drags_is_graver_within_weeks_of_an_operation(knowledge: Knowledge) -> None:
    told = circumstances(operated("tkr", date(2026, 11, 10)), knowledge, TODAY)
    assert screen_answer(["LL18"], knowledge, told=told).tier == "ae"
    assert screen_answer(["LL18"], knowledge).tier == "same_day"


def test_who_cannot_stand_on_a_hip_is_sent_to_999(knowledge: Knowledge) -> None:
    told = circumstances(Facts(problems=[Problem(body_part="hip")]), knowledge, TODAY)
    assert screen_answer(["LL4"], knowledge, told=told).tier == "999"


def test_i_am_safe_is_turned_round_in_the_list(knowledge: Knowledge) -> None:
    low = Facts(doubts=["suicide_selfharm"])
    ask = screening_question(low, knowledge, TODAY)
    assert ask is not None and "I can't keep safe right now" in ask.lines


def test_a_hint_asks_and_raises_nothing(knowledge: Knowledge) -> None:
    hints = Hints(knowledge)
    assert "head_injury" in hints.doubts("I came off my bike and hurt my shoulder")
    assert "drug_reaction" in hints.doubts("on naproxen for a week")
    assert hints.doubts("My knee is stiff in the evening") == ()


def test_a_raised_flag_too_low_to_stop_for_is_asked_about(knowledge: Knowledge) -> None:
    child = Facts(doubts=["child_limp"])
    assert {"CH1", "CH2", "CH3"} <= set(asked(child, knowledge))


def test_a_sign_told_in_answer_to_the_second_list_answers_it(knowledge: Knowledge) -> None:
    later = cleared(KNEE, knowledge).copy(update={"doubts": ["head_injury"]})
    put = note_asked(later, "screening:second", knowledge, TODAY)
    told = list_answered(put, "screening:second", ["head_injury"], knowledge)
    assert told.screening["second"].yes == ["AN4"]
    assert asked(told, knowledge) == ()
