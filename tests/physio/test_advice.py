"""Advice: what is said of the reviewed items, and above all what is held back."""

from __future__ import annotations

from datetime import date, datetime, timezone
from itertools import product
from typing import Any

import pytest

from physio.advice import MOST_ITEMS, choose_advice
from physio.answers import ASK_FIRST, NEEDS_DATE, TO_PHYSIO, activity_answer
from physio.facts import Facts, Operation, Problem, Screened, SymptomFact, When
from physio.guards import case_of, passes
from physio.knowledge import Knowledge, load_knowledge

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def operation(procedure: str, day: str | None = None, precision: str = "month", **more: Any) -> Operation:
    when = When(date=date.fromisoformat(day), precision=precision) if day else None
    return Operation(procedure=procedure, when=when, **more)


def seed(fusion: str | None = None, hip: str | None = None, **more: Any) -> Facts:
    operations = [operation("lumbar_fusion", fusion), operation("hip_arthroscopy", hip, side="right")]
    goals = ["flexibility", "fitness", "mobility", "strength"]
    return Facts(operations=operations, goals=goals, **{"activities": ["yoga"], **more})


def screened(*sets: str) -> dict[str, Screened]:
    return {name: Screened(clear=True) for name in sets}


def ids(facts: Facts, knowledge: Knowledge, flags_open: bool = False, **more: Any) -> list[str]:
    return [a.id for a in choose_advice(facts, knowledge, NOW, flags_open=flags_open, **more)]


# What may be said


def test_the_seed_without_dates_hears_strength_before_stretching_and_nothing_of_a_phase(
    knowledge: Knowledge,
) -> None:
    given = choose_advice(seed(), knowledge, NOW, flags_open=False)
    assert "ADV-020" in [a.id for a in given]
    assert all("unknown" in a.phases or "any" in a.phases for a in given)


def test_the_seed_with_its_dates_hears_of_couch_to_5k_and_to_ask_first(knowledge: Knowledge) -> None:
    facts = seed("2026-02-01", "2026-06-01", activities=["yoga", "couch_to_5k"])
    given = {a.id: a.text for a in choose_advice(facts, knowledge, NOW, flags_open=False)}
    assert given["ADV-024"].endswith(ASK_FIRST)


def test_there_are_at_most_three_items_and_none_twice(knowledge: Knowledge) -> None:
    facts = seed("2026-02-01", "2026-06-01", activities=["yoga", "couch_to_5k", "gym", "swimming", "driving"])
    first = ids(facts, knowledge)
    assert len(first) == MOST_ITEMS
    assert not set(first) & set(ids(facts, knowledge, already=first))


def test_items_about_one_operation_go_only_to_those_who_had_it(knowledge: Knowledge) -> None:
    disc = Facts(operations=[operation("lumbar_microdiscectomy")], goals=["flexibility"])
    somewhere = Facts(operations=[operation("back_surgery")], goals=["flexibility"])
    assert "ADV-020" not in ids(disc, knowledge) + ids(somewhere, knowledge)


def test_a_topic_that_is_asked_for_comes_first(knowledge: Knowledge) -> None:
    assert ids(seed(), knowledge, topics=["sleep"])[0] == "ADV-006"


def test_back_pain_without_surgery_hears_to_stay_active_once_it_is_screened(knowledge: Knowledge) -> None:
    facts = Facts(
        problems=[Problem(body_part="lower_back")],
        symptoms=[SymptomFact(symptom="pain_ache", body_part="lower_back")],
    )
    assert "ADV-045" not in ids(facts, knowledge)
    facts.screening = screened("spine")
    assert "ADV-045" in ids(facts, knowledge)


# What is held back


def test_with_a_flag_open_there_is_no_advice(knowledge: Knowledge) -> None:
    assert ids(seed("2026-02-01", "2026-06-01"), knowledge, flags_open=True) == []


@pytest.mark.parametrize("modifier", ["under_18", "pregnant"])
def test_under_18s_and_pregnancy_hear_only_what_a_first_visit_is(knowledge: Knowledge, modifier: str) -> None:
    facts = seed("2026-02-01", "2026-06-01", modifiers=[modifier])
    assert ids(facts, knowledge) == ["ADV-046"]
    assert ids(facts, knowledge, already=["ADV-046"]) == []
    assert activity_answer("running", facts, knowledge, NOW).advice_id == "ADV-046"


def test_an_unknown_date_blocks_every_item_that_depends_on_a_phase(knowledge: Knowledge) -> None:
    case = case_of(seed(), knowledge, NOW, flags_open=False)
    allowed = [a for a in knowledge.advice.values() if passes(a, case)]
    assert allowed
    assert all({"unknown", "any"} & set(a.phases) for a in allowed)
    assert not any({"date_unknown", "under_N_weeks"} & set(a.guards) for a in allowed)


def test_one_undated_operation_is_enough_to_hold_back(knowledge: Knowledge) -> None:
    assert "ADV-024" not in ids(seed("2026-02-01", None, activities=["couch_to_5k"]), knowledge)


def test_every_item_passes_only_in_its_own_phases(knowledge: Knowledge) -> None:
    days = {"protection": "2026-11-16", "early": "2026-09-21", "mid": "2026-07-20", "late": "2026-01-05"}
    for (name, day), item in product(days.items(), knowledge.advice.values()):
        facts = Facts(operations=[operation("lumbar_fusion", day, "day")])
        if passes(item, case_of(facts, knowledge, NOW, flags_open=False)):
            assert {name, "any"} & set(item.phases), (item.id, name)


@pytest.mark.parametrize(
    ("guard", "facts", "blocked"),
    [
        ("screening_incomplete", seed("2026-02-01", "2026-02-01"), True),
        (
            "screening_incomplete",
            seed("2026-02-01", "2026-02-01", screening=screened("spine", "lower_limb")),
            False,
        ),
        ("recent_surgery", Facts(operations=[operation("tkr", "2026-10-01")]), True),
        ("recent_surgery", Facts(operations=[operation("tkr", "2026-02-01")]), False),
        ("recent_surgery", Facts(operations=[operation("tkr")]), True),
        ("side_unknown", Facts(operations=[operation("tkr")]), True),
        ("side_unknown", Facts(operations=[operation("tkr", side="left")]), False),
        ("no_region", Facts(), True),
        ("no_region", Facts(problems=[Problem(body_part="knee")]), False),
        ("pre_op", Facts(operations=[operation("tkr", "2027-01-01")]), True),
        ("in_sling_or_boot", Facts(operations=[operation("rotator_cuff_repair", "2026-11-01")]), True),
        ("in_sling_or_boot", Facts(operations=[operation("tkr", "2026-11-01")]), False),
        ("non_weight_bearing", Facts(operations=[operation("ankle_fracture_orif", "2026-11-01")]), True),
        ("non_weight_bearing", Facts(operations=[operation("ankle_fracture_orif", "2025-11-01")]), False),
        ("under_12_weeks", Facts(operations=[operation("tkr", "2026-10-01")]), True),
        ("under_12_weeks", Facts(operations=[operation("tkr", "2026-02-01")]), False),
        ("a_guard_nobody_wrote", Facts(), True),
    ],
)
def test_each_guard_blocks_when_it_should(
    knowledge: Knowledge, guard: str, facts: Facts, blocked: bool
) -> None:
    item = knowledge.advice["ADV-022"]
    case = case_of(facts, knowledge, NOW, flags_open=False)
    guarded = type(item)(**{**vars(item), "guards": (guard,)})
    assert passes(guarded, case) is not blocked


def test_every_guard_of_the_pack_is_known(knowledge: Knowledge) -> None:
    case = case_of(seed("2026-02-01", "2026-02-01"), knowledge, NOW, flags_open=False)
    case.facts.screening.update(screened("spine", "lower_limb"))
    blocking = {g for a in knowledge.advice.values() for g in a.guards}
    item = knowledge.advice["ADV-022"]
    passing = {g for g in blocking if passes(type(item)(**{**vars(item), "guards": (g,)}), case)}
    assert passing == blocking


# Activities


def test_running_without_a_date_is_held_until_the_date_is_known(knowledge: Knowledge) -> None:
    answer = activity_answer("couch_to_5k", seed(), knowledge, NOW)
    assert (answer.code, answer.advice_id) == ("unknown", "ADV-026")


def test_any_other_activity_without_a_date_goes_to_the_physio(knowledge: Knowledge) -> None:
    assert activity_answer("gym", seed(), knowledge, NOW).text == NEEDS_DATE


def test_the_seeds_couch_to_5k_is_asked_first_after_february_and_june(knowledge: Knowledge) -> None:
    answer = activity_answer("couch_to_5k", seed("2026-02-01", "2026-06-01"), knowledge, NOW)
    assert (answer.code, answer.advice_id, answer.ask_first) == ("ask", "ADV-024", True)
    assert answer.text.endswith(ASK_FIRST)
    assert answer.source == ("C25K", "CLINIC")


def test_too_early_for_running_is_said_in_the_packs_own_words(knowledge: Knowledge) -> None:
    answer = activity_answer("running", seed("2026-02-01", "2026-11-01"), knowledge, NOW)
    assert (answer.code, answer.advice_id) == ("no", "ADV-025")


def test_of_two_operations_the_stricter_code_wins(knowledge: Knowledge) -> None:
    hip = Facts(operations=[operation("hip_arthroscopy", "2025-06-01")])
    assert activity_answer("running", hip, knowledge, NOW).code == "ok"
    assert activity_answer("running", seed("2025-02-01", "2025-06-01"), knowledge, NOW).code == "ask"


@pytest.mark.parametrize("activity", ["walking", "driving", "sitting", "yoga", "gym", "swimming", "cycling"])
def test_a_no_or_an_ask_never_reads_as_leave(knowledge: Knowledge, activity: str) -> None:
    for day in ("2026-11-16", "2026-09-21", "2026-07-20", "2026-01-05"):
        answer = activity_answer(
            activity, Facts(operations=[operation("lumbar_fusion", day, "day")]), knowledge, NOW
        )
        assert answer.text
        assert answer.ask_first is (answer.code != "ok")
        assert answer.ask_first is False or "ask" in answer.text.lower() or answer.advice_id


def test_an_activity_without_a_rule_or_without_an_operation_goes_to_the_physio(knowledge: Knowledge) -> None:
    dated = Facts(operations=[operation("tkr", "2026-02-01")])
    assert activity_answer("sex", dated, knowledge, NOW).text == TO_PHYSIO
    assert activity_answer("running", Facts(), knowledge, NOW).text == TO_PHYSIO


def test_a_sport_follows_the_rule_it_points_to_but_not_the_words_for_running(knowledge: Knowledge) -> None:
    answer = activity_answer("football", Facts(operations=[operation("tkr", "2025-02-01")]), knowledge, NOW)
    assert answer.advice_id is None
    assert answer.source == ("activity_profiles:knee_replacement",)


def test_before_an_operation_the_surgeon_says_what_to_avoid(knowledge: Knowledge) -> None:
    answer = activity_answer("gym", Facts(operations=[operation("tkr", "2027-01-01")]), knowledge, NOW)
    assert answer.advice_id == "ADV-002"


def test_with_a_flag_open_no_activity_is_answered(knowledge: Knowledge) -> None:
    answer = activity_answer("walking", seed("2026-02-01", "2026-06-01"), knowledge, NOW, flags_open=True)
    assert answer.text == TO_PHYSIO


def test_an_unknown_kind_of_operation_is_answered_by_the_strictest_of_its_kinds(knowledge: Knowledge) -> None:
    knee = Facts(operations=[operation("knee_surgery", "2026-08-01")])
    codes = {
        activity_answer("running", Facts(operations=[operation(v, "2026-08-01")]), knowledge, NOW).code
        for v in knowledge.procedures["knee_surgery"].variants
    }
    assert "no" in codes
    assert activity_answer("running", knee, knowledge, NOW).code == "no"


def test_every_activity_has_an_honest_answer_in_every_phase_of_every_operation(knowledge: Knowledge) -> None:
    days = ("2026-11-20", "2026-09-21", "2026-07-20", "2025-01-05", "2027-01-01", None)
    for procedure, day, activity in product(knowledge.procedures, days, ("running", "driving", "kneeling")):
        answer = activity_answer(
            activity, Facts(operations=[operation(procedure, day, "day")]), knowledge, NOW
        )
        assert answer.text
        assert answer.code in {"ok", "ask", "no", "unknown", "physio"}
