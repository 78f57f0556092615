"""Merging: what a message adds to the facts, read by hand so that each rule stands alone."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physio.facts import Facts, Payload, When, merge, missing, note_asked, parse_payload, screening_question
from physio.knowledge import Knowledge, ScreeningQuestion, load_knowledge
from physio.reading.model import Finding, Reading, Sentence

KNOWLEDGE = load_knowledge()
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)
TODAY = NOW.date()
MARK = re.compile(
    r"\[([^|\]]+)\|(\w+):([^#~!@&\]]+)(?:~(\w+))?(?:@(\w+))?(?:#(\d+))?(?:!(\w+))?(?:&(\w+))?\]"
)
FUSION_AND_HIP = (
    "rehab post [spinal fusion|procedure:lumbar_fusion#1] and [right|side:right#2] "
    "[hip key hole|procedure:hip_arthroscopy#2]"
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return KNOWLEDGE


def reading(marked: str, **more: object) -> Reading:
    """A reading from marked text: `[words|entity:value~precision@about#group!assertion&part]`."""
    plain, findings, end = "", [], 0
    for match in MARK.finditer(marked):
        words, entity, value, precision, about, group, assertion, part = match.groups()
        plain += marked[end : match.start()]
        extra = {k: v for k, v in (("precision", precision), ("about", about), ("body_part", part)) if v}
        findings.append(
            Finding(
                entity, value, len(plain), len(plain) + len(words), words,
                assertion or "present", int(group) if group else None, "hand", extra,
            )
        )  # fmt: skip
        plain += words
        end = match.end()
    plain += marked[end:]
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^.!?]+[.!?]?", plain)]
    sentences = tuple(Sentence(a, b, plain[a:b]) for a, b in spans)
    return Reading(plain, NOW, sentences, tuple(findings), **more)  # type: ignore[arg-type]


class Talk:
    """A conversation: each message is merged twice, which must change nothing the second time."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts = Facts()

    def say(self, marked: str, asked: str | None = None, **more: object) -> Talk:
        read = reading(marked, **more)
        self.facts = merge(self.facts, read, asked, None, self.knowledge)
        assert merge(self.facts, read, asked, None, self.knowledge) == self.facts
        return self

    def press(self, payload: str, asked: str | None = None) -> Talk:
        self.facts = merge(self.facts, None, asked, parse_payload(payload), self.knowledge)
        return self

    def ask(self, question: str) -> Talk:
        self.facts = note_asked(self.facts, question, self.knowledge, TODAY)
        return self

    def operations(self) -> list[tuple[str, str | None, list[str], str | None]]:
        ops = self.facts.operations
        return [(o.procedure, o.side, o.levels, o.when.date.isoformat() if o.when else None) for o in ops]


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    return Talk(knowledge)


# Operations


def test_two_operations_of_one_message_keep_their_own_side_level_and_date(talk: Talk) -> None:
    talk.say(
        "[L5/S1|spinal_level:L5/S1#1] [fusion|procedure:lumbar_fusion#1]"
        " in [March|when:2026-03-01~month@operation#1]"
        " and [right|side:right#2] [hip key hole|procedure:hip_arthroscopy#2]"
        " in [June|when:2026-06-01~month@operation#2]"
    )
    assert talk.operations() == [
        ("lumbar_fusion", None, ["L5/S1"], "2026-03-01"),
        ("hip_arthroscopy", "right", [], "2026-06-01"),
    ]


def test_a_level_from_a_later_message_goes_to_the_fusion(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP)
    talk.say("[lower back|body_part:lower_back] [L5/S1|spinal_level:L5/S1] is achy")
    assert talk.facts.operations[0].levels == ["L5/S1"]
    assert talk.facts.operations[1].levels == []


def test_a_later_name_of_the_variant_refines_the_family(talk: Talk) -> None:
    talk.say("[right|side:right#1] [hip key hole|procedure:hip_arthroscopy#1]")
    talk.say("it was a [labral repair|procedure:hip_arthroscopy_repair]")
    assert talk.operations() == [("hip_arthroscopy_repair", "right", [], None)]
    assert talk.facts.changes == []


def test_a_vaguer_name_means_the_operation_that_is_known(talk: Talk) -> None:
    talk.say("[right|side:right#1] [hip key hole|procedure:hip_arthroscopy#1]")
    talk.say("the side I had the [hip surgery|procedure:hip_surgery]")
    talk.say("the [op|procedure:surgery#1] was in [May|when:2026-05-01~month@operation#1]")
    assert talk.operations() == [("hip_arthroscopy", "right", [], "2026-05-01")]


def test_dates_said_by_name_go_to_the_operations_that_they_name(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP)
    talk.say(
        "the [fusion|procedure:lumbar_fusion#1] was in [February|when:2026-02-01~month@operation#1]"
        " and the [hip|body_part:hip] in [June|when:2026-06-01~month@operation#1]",
        "when",
    )
    assert [op[3] for op in talk.operations()] == ["2026-02-01", "2026-06-01"]


def test_two_dates_answer_for_two_operations_in_their_order(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP)
    talk.say("[February|when:2026-02-01~month@operation] and [June|when:2026-06-01~month@operation]", "when")
    assert [op[3] for op in talk.operations()] == ["2026-02-01", "2026-06-01"]


def test_one_date_answers_for_every_operation_that_has_none(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("both in [June|when:2026-06-01~month]", "when")
    assert [op[3] for op in talk.operations()] == ["2026-06-01", "2026-06-01"]


def test_a_question_that_names_the_operation_dates_only_that_one(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("in [June|when:2026-06-01~month]", "when:hip_arthroscopy")
    assert [op[3] for op in talk.operations()] == [None, "2026-06-01"]


def test_a_date_that_nobody_asked_for_and_nothing_owns_dates_no_operation_by_guess(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("back to yoga [last night|when:2026-11-22]")
    assert [op[3] for op in talk.operations()] == [None, None]


def test_a_finer_date_refines_and_is_no_correction(talk: Talk) -> None:
    talk.say("[knee replacement|procedure:tkr#1] in [June|when:2026-06-01~month@operation#1]")
    talk.say("the [knee replacement|procedure:tkr#1] was on [14 June|when:2026-06-14~day@operation#1]")
    talk.say("so yes the [knee replacement|procedure:tkr#1] in [June|when:2026-06-01~month@operation#1]")
    assert talk.operations() == [("tkr", None, [], "2026-06-14")]
    assert talk.facts.changes == []


def test_an_operation_that_lies_ahead_is_planned(talk: Talk) -> None:
    talk.say("my [knee replacement|procedure:tkr#1] is on [4 December|when:2026-12-04~day@operation#1]")
    assert talk.facts.operations[0].status == "planned"


def test_an_old_operation_is_kept_with_its_date(talk: Talk) -> None:
    talk.say(
        "[knee replacement|procedure:tkr#1!historical] in [2018|when:2018-01-01~year@operation#1!historical]"
    )
    assert talk.operations() == [("tkr", None, [], "2018-01-01")]


def test_both_knees_done_at_different_times_are_two_operations(talk: Talk) -> None:
    talk.say(
        "[left|side:left#1] [knee replacement|procedure:tkr#1] in [2018|when:2018-01-01~year@operation#1]"
        " and [right|side:right#2] [knee replacement|procedure:tkr#2]"
        " in [May|when:2026-05-01~month@operation#2]"
    )
    assert talk.operations() == [("tkr", "left", [], "2018-01-01"), ("tkr", "right", [], "2026-05-01")]


def test_the_second_of_two_fusions_does_not_overwrite_the_first(talk: Talk) -> None:
    talk.say("[fusion|procedure:lumbar_fusion#1] in [2015|when:2015-01-01~year@operation#1]")
    talk.say("also another [fusion|procedure:lumbar_fusion#1] in [May|when:2026-05-01~month@operation#1]")
    assert [op[3] for op in talk.operations()] == ["2015-01-01", "2026-05-01"]


# Whose, and whether


@pytest.mark.parametrize("assertion", ["other_person", "negated", "hypothetical"])
def test_what_is_denied_supposed_or_about_somebody_else_fills_nothing(talk: Talk, assertion: str) -> None:
    entities = (
        "procedure:tkr body_part:knee symptom:swelling goal:strength activity:running modifier:diabetes"
    )
    for pair in entities.split():
        talk.say(f"[words|{pair}!{assertion}]")
    assert talk.facts == Facts()


def test_past_symptoms_fill_nothing(talk: Talk) -> None:
    talk.say("had [cramp|symptom:cramp!historical] in my [calf|body_part:calf!historical]")
    assert talk.facts == Facts()


def test_a_carers_words_about_the_patient_are_the_patients_facts(talk: Talk) -> None:
    talk.say(
        "my mum had her [left|side:left#1!other_person]"
        " [hip replaced|procedure:hip_replacement#1!other_person],"
        " call me on [07700 900491|phone:+447700900491]",
        carer=True,
        relation="mum",
    )
    talk.say(
        "her [knee|body_part:knee!other_person] is [swollen|symptom:swelling!other_person&knee]",
        relation="mum",
    )
    assert talk.facts.carer and talk.facts.relation == "mum"
    assert talk.operations() == [("hip_replacement", "left", [], None)]
    assert talk.facts.contact.phone == "+447700900491"
    assert [s.body_part for s in talk.facts.symptoms] == ["knee"]


def test_a_carers_words_about_a_third_person_fill_nothing(talk: Talk) -> None:
    talk.say("I write for my mum, she has [knee|body_part:knee] pain", carer=True, relation="mum")
    talk.say("her brother had a [knee replacement|procedure:tkr!other_person]", relation="brother")
    assert talk.facts.operations == []


# Corrections


def test_no_left_knee_changes_the_knee_and_keeps_what_was_said_before(talk: Talk) -> None:
    talk.say("[right|side:right#1] [knee|body_part:knee#1] [pain|symptom:pain_ache#1]")
    talk.say("no, [left|side:left#1] [knee|body_part:knee#1]", correcting=True)
    assert [(p.body_part, p.side) for p in talk.facts.problems] == [("knee", "left")]
    assert [s.side for s in talk.facts.symptoms] == ["left"]
    assert [(c.before, c.after) for c in talk.facts.changes] == [("right", "left")]


def test_no_left_hip_changes_the_operation_and_adds_no_problem(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP)
    talk.say("sorry, the [left|side:left#1] [hip|body_part:hip#1]", correcting=True)
    assert talk.operations()[1] == ("hip_arthroscopy", "left", [], None)
    assert talk.facts.problems == []


def test_a_bare_other_side_corrects_the_one_sided_operation(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("no, [left|side:left]", correcting=True)
    assert talk.facts.operations[1].side == "left"


def test_a_hurting_hip_on_the_other_side_leaves_the_operation_alone(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("my [left|side:left#1] [hip|body_part:hip#1] hurts too")
    assert talk.facts.operations[1].side == "right"
    assert [(p.body_part, p.side) for p in talk.facts.problems] == [("hip", "left")]


def test_actually_it_was_may_replaces_the_date_with_a_change(talk: Talk) -> None:
    talk.say("[knee replacement|procedure:tkr#1] in [March|when:2026-03-01~month@operation#1]")
    talk.say("actually it was [May|when:2026-05-01~month@operation]", correcting=True)
    assert talk.operations()[0][3] == "2026-05-01"
    change = talk.facts.changes[0]
    assert (change.field, change.before, change.after) == (
        "operation:tkr:when",
        "2026-03-01 (month)",
        "2026-05-01 (month)",
    )
    assert change.words == "actually it was May"


def test_i_said_another_level_replaces_the_level(talk: Talk) -> None:
    talk.say("[fusion|procedure:lumbar_fusion#1] at [L5/S1|spinal_level:L5/S1#1]")
    talk.say("I said [L4/5|spinal_level:L4/5]", correcting=True)
    assert talk.facts.operations[0].levels == ["L4/5"]
    assert talk.facts.changes[0].before == "L5/S1"


def test_an_also_adds_a_level(talk: Talk) -> None:
    talk.say("[fusion|procedure:lumbar_fusion#1] at [L5/S1|spinal_level:L5/S1#1]")
    talk.say("also [L4/5|spinal_level:L4/5]")
    assert talk.facts.operations[0].levels == ["L5/S1", "L4/5"]


def test_that_is_my_husbands_takes_the_named_operation_back(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP)
    talk.say(
        "the [fusion|procedure:lumbar_fusion!other_person] is my husband's",
        correcting=True,
        relation="husband",
    )
    assert [op[0] for op in talk.operations()] == ["hip_arthroscopy"]
    assert talk.facts.changes[0].before == "lumbar_fusion"


def test_that_is_my_husbands_not_mine_takes_the_last_operation_back_once(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("that's my husband's, not mine", correcting=True, relation="husband")
    assert [op[0] for op in talk.operations()] == ["lumbar_fusion"]


def test_not_a_fusion_but_a_discectomy_replaces_the_operation(talk: Talk) -> None:
    talk.say("[fusion|procedure:lumbar_fusion#1] in [March|when:2026-03-01~month@operation#1]")
    talk.say(
        "it wasn't a [fusion|procedure:lumbar_fusion!negated],"
        " it was a [microdisc|procedure:lumbar_microdiscectomy]",
        correcting=True,
    )
    assert talk.operations() == [("lumbar_microdiscectomy", None, [], "2026-03-01")]


# Problems and symptoms


def test_a_symptom_is_kept_once_for_each_place_that_the_reader_ties_it_to(talk: Talk) -> None:
    for _ in range(2):
        talk.say(
            "[tight|symptom:tightness&thigh_back][tight|symptom:tightness&calf]"
            " [hamstrings|body_part:thigh_back]"
            " and [calves|body_part:calf]"
        )
    assert [(s.symptom, s.body_part) for s in talk.facts.symptoms] == [
        ("tightness", "thigh_back"),
        ("tightness", "calf"),
    ]


def test_a_place_that_is_said_later_is_added_to_the_symptom(talk: Talk) -> None:
    talk.say("I get [cramp|symptom:cramp]").say(
        "the [cramp|symptom:cramp&calf] is in my [calf|body_part:calf]"
    )
    assert [(s.symptom, s.body_part) for s in talk.facts.symptoms] == [("cramp", "calf")]


def test_an_operated_place_is_a_problem_only_when_something_is_wrong_there(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).say("putting load onto the [hip|body_part:hip]")
    assert talk.facts.problems == []
    talk.say("the [hip|body_part:hip] is [stiff|symptom:stiffness&hip]")
    assert [p.body_part for p in talk.facts.problems] == ["hip"]


def test_the_place_of_an_operation_is_no_problem(talk: Talk) -> None:
    talk.say("[fusion|procedure:lumbar_fusion#1] in my [lower back|body_part:lower_back#1]")
    assert talk.facts.problems == []


def test_a_side_said_later_is_added_to_the_problem(talk: Talk) -> None:
    talk.say("my [knee|body_part:knee] hurts").say("the [right|side:right]", "side")
    assert [(p.body_part, p.side) for p in talk.facts.problems] == [("knee", "right")]
    talk.say("my [right|side:right#1] [knee|body_part:knee#1]")
    assert len(talk.facts.problems) == 1


# Contact and wishes


def test_a_number_that_fails_its_check_is_remembered_and_counted_once(
    talk: Talk, knowledge: Knowledge
) -> None:
    wrong = reading("0770 09")
    bad = Finding("phone", "", 0, 7, "0770 09", extra={"invalid": "too short"})
    wrong = Reading(wrong.text, NOW, wrong.sentences, (bad,))
    facts = merge(merge(Facts(), wrong, "contact", None, knowledge), wrong, "contact", None, knowledge)
    assert (facts.contact.phone, facts.contact.rejected, facts.contact.rejected_count) == (None, "0770 09", 1)
    assert "contact" in missing(facts, knowledge, TODAY)


def test_a_good_number_clears_the_wrong_one_and_neither_is_asked_again(
    talk: Talk, knowledge: Knowledge
) -> None:
    talk.say("[07700 900491|phone:+447700900491]", "contact")
    assert talk.facts.contact.rejected is None
    assert "contact" not in missing(talk.facts, knowledge, TODAY)


def test_asking_for_a_call_is_the_wish_and_a_new_wish_replaces_it(talk: Talk) -> None:
    talk.say("could someone [call me|ask:callback]").say("can I [drop in|ask:dropin] instead?")
    assert talk.facts.wish == "dropin"
    assert [(c.before, c.after) for c in talk.facts.changes] == [("callback", "dropin")]


def test_a_question_about_an_activity_is_kept_with_the_activity(talk: Talk) -> None:
    ask = Finding("ask", "advice", 0, 10, "Can I run?", extra={"activity": "running"})
    run = Finding("activity", "running", 6, 9, "run")
    read = Reading("Can I run?", NOW, (Sentence(0, 10, "Can I run?"),), (ask, run))
    talk.say("I like [yoga|activity:yoga].")
    talk.facts = merge(talk.facts, read, None, None, talk.knowledge)
    assert [(a.ask, a.activity) for a in talk.facts.asks] == [("advice", "running")]
    assert talk.facts.activities == ["yoga"]


def test_two_open_questions_are_two_and_the_same_words_are_one(talk: Talk) -> None:
    talk.say("[is it normal to limp?|ask:advice]").say("[is it normal to click?|ask:advice]")
    talk.say("[is it normal to limp?|ask:advice]")
    assert [a.words for a in talk.facts.asks] == ["is it normal to limp?", "is it normal to click?"]


def test_free_words_answer_what_bothers_most(talk: Talk) -> None:
    talk.say("I just want to pick up my grandson", "concern")
    assert talk.facts.concern == "I just want to pick up my grandson"


def test_a_question_back_is_no_answer_to_what_bothers_most(talk: Talk) -> None:
    talk.say("how much is it?", "concern")
    assert talk.facts.concern is None


# Answers and buttons


def test_none_of_these_clears_every_set_of_the_list_that_was_shown(talk: Talk) -> None:
    talk.say(FUSION_AND_HIP).ask("screening:spine").press("/none_of_these", "screening:spine")
    assert {k: v.clear for k, v in talk.facts.screening.items()} == {
        "spine": True,
        "lower_limb": True,
        "recent_any_op": True,
        "anyone": True,
    }


def test_a_set_that_was_not_on_the_list_is_not_cleared_by_it(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("[lower back|body_part:lower_back] pain").ask("screening:spine")
    talk.say("and my [knee|body_part:knee]").press("/none_of_these", "screening:spine")
    assert talk.facts.screening["spine"].clear
    assert missing(talk.facts, knowledge, TODAY)[0] == "screening:lower_limb"


@pytest.mark.parametrize("reply", ["yes", "not_sure"])
def test_yes_and_not_sure_leave_a_screening_set_open_for_the_human(talk: Talk, reply: str) -> None:
    talk.say("[lower back|body_part:lower_back] pain").say(reply, "screening:spine", reply=reply)
    answer = talk.facts.screening["spine"]
    assert (answer.clear, answer.unsure) == (False, True)


def test_a_warning_sign_beside_no_does_not_clear_the_set(talk: Talk) -> None:
    talk.say("[lower back|body_part:lower_back] pain")
    talk.say("no but [numb when I wipe|red_flag:ces]", "screening:spine", reply="no")
    assert "spine" not in talk.facts.screening


def test_a_ticked_line_is_kept_with_its_question(talk: Talk) -> None:
    talk.say("[lower back|body_part:lower_back] pain").press(
        '/screen_yes{"question":"SP1"}', "screening:spine"
    )
    assert talk.facts.screening["spine"].yes == ["SP1"]
    talk.press("/none_of_these", "screening:spine")
    assert not talk.facts.screening["spine"].clear


@pytest.mark.parametrize("payload", ["/skip", "/not_sure", "/deny"])
def test_a_question_that_is_passed_over_is_never_asked_again(
    talk: Talk, knowledge: Knowledge, payload: str
) -> None:
    talk.say("my [knee|body_part:knee] [aches|symptom:pain_ache]").press(payload, "when")
    assert "when" in talk.facts.declined
    assert "when" not in missing(talk.facts, knowledge, TODAY)


def test_not_sure_with_a_date_is_an_answer(talk: Talk) -> None:
    talk.say("[knee replacement|procedure:tkr]")
    talk.say("not sure, maybe [March|when:2026-03-01~month]", "when", reply="not_sure")
    assert talk.facts.declined == []
    assert talk.operations()[0][3] == "2026-03-01"


def test_buttons_are_read_strictly() -> None:
    assert parse_payload("/skip") == Payload(intent="skip")
    assert parse_payload('/choose_wish{"wish":"callback"}').values == {"wish": "callback"}
    for wrong in ("skip", "/two words", "/x[1]"):
        with pytest.raises(ValueError, match="payload"):
            parse_payload(wrong)


def test_choosing_a_wish_or_a_kind_of_visit_sets_the_wish(talk: Talk) -> None:
    assert talk.press('/choose_wish{"wish":"callback"}').facts.wish == "callback"
    assert talk.press('/choose_kind{"kind":"home"}').facts.wish == "visit"


# What is still to ask


def test_somebody_who_has_told_nothing_is_asked_what_it_is_about(knowledge: Knowledge) -> None:
    assert missing(Facts(), knowledge, TODAY) == ("operation", "concern", "wish", "contact")


def test_the_seed_is_asked_for_safety_and_dates_and_nothing_it_said(talk: Talk, knowledge: Knowledge) -> None:
    talk.say(
        FUSION_AND_HIP
        + " [flexibility|goal:flexibility], my number is [x|phone:+447700900491] [call|ask:callback]"
    )
    assert missing(talk.facts, knowledge, TODAY) == ("screening:spine", "when")


def test_the_side_is_asked_only_of_what_has_one(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("[fusion|procedure:lumbar_fusion]")
    assert "side" not in missing(talk.facts, knowledge, TODAY)
    talk.say("[knee replacement|procedure:tkr]")
    assert "side" in missing(talk.facts, knowledge, TODAY)


def test_nothing_is_asked_more_than_twice(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("[knee replacement|procedure:tkr]")
    for question in missing(talk.facts, knowledge, TODAY):
        talk.ask(question).ask(question)
    assert missing(talk.facts, knowledge, TODAY) == ()


def test_the_screening_list_is_one_short_list_of_all_sets_in_plain_words(
    talk: Talk, knowledge: Knowledge
) -> None:
    talk.say(FUSION_AND_HIP)
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    assert ask.sets == ("spine", "lower_limb", "recent_any_op")
    assert len(ask.lines) == len(ask.of_line) == knowledge.thresholds.screening_lines_after_operation
    assert {"SP1", "SP2", "SP3", "SP4", "SP5", "LL1"} <= set(ask.questions)
    assert "RO1" not in ask.questions, "a swollen calf is asked once"


def test_neck_problems_are_screened_in_the_order_for_necks(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("my [neck|body_part:neck] hurts")
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    assert {"SP13", "SP6", "SP7", "SP1", "SP2", "SP3"} <= set(ask.questions)
    assert len(ask.lines) == knowledge.thresholds.screening_lines


def test_days_after_an_operation_fever_bleeding_wound_tummy_and_calf_are_all_asked_about(
    talk: Talk, knowledge: Knowledge
) -> None:
    talk.say("[shoulder keyhole|procedure:shoulder_arthroscopy] on [Sunday|when:2026-11-22~day@operation]")
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    asked = {flag for q in _questions(knowledge) if q.id in ask.questions for flag in q.if_yes}
    assert {"sepsis", "heavy_bleeding", "wound_infection", "acute_abdomen", "dvt"} <= asked


def test_a_headache_on_sitting_up_is_asked_about_after_a_recent_spinal_operation_first(
    talk: Talk, knowledge: Knowledge
) -> None:
    talk.say("[fusion|procedure:lumbar_fusion] on [Sunday|when:2026-11-22~day@operation]")
    recent = screening_question(talk.facts, knowledge, TODAY)
    assert recent is not None and "SP14" in recent.questions


def test_a_risk_alone_is_asked_about_after_every_sign(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("my [back|body_part:lower_back] hurts")
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    assert {"SP10", "SP11"} <= set(ask.questions) and "SP9" not in ask.questions


def _questions(knowledge: Knowledge) -> list[ScreeningQuestion]:
    return [q for s in knowledge.screening.values() for q in s.questions]


def test_the_four_questions_that_a_spine_needs_share_two_lines(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("my [back|body_part:lower_back] hurts")
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    assert {("SP1", "SP4"), ("SP2", "SP3")} <= set(ask.of_line)


def test_a_line_that_worries_when_answered_no_is_turned_round(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("my [knee|body_part:knee] hurts")
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    assert "I can't stand on it" in ask.lines


def test_an_operation_of_long_ago_needs_no_questions_for_recent_surgery(
    talk: Talk, knowledge: Knowledge
) -> None:
    talk.say("[fusion|procedure:lumbar_fusion#1] in [2018|when:2018-01-01~year@operation#1]")
    ask = screening_question(talk.facts, knowledge, TODAY)
    assert ask is not None
    assert ask.sets == ("spine",)


# Properties

MESSAGES = (
    FUSION_AND_HIP,
    "[lower back|body_part:lower_back] is [achy|symptom:pain_ache&lower_back]",
    "my [right|side:right#1] [knee|body_part:knee#1] [hurts|symptom:pain_sharp#1]",
    "I want [strength|goal:strength] and [fitness|goal:fitness]",
    "I do [yoga|activity:yoga]",
    "call me on [07700 900491|phone:+447700900491]",
    "[jo@example.org|email:jo@example.org]",
    "I have [diabetes|modifier:diabetes]",
    "[Moorgate|site:moorgate] is near",
    "can I [drop in|ask:dropin]?",
)
OTHERS = (
    "my mum had her [hip done|procedure:total_hip_replacement!other_person]",
    "she has a [swollen|symptom:swelling!other_person] [knee|body_part:knee!other_person]",
)
SLOW = settings(max_examples=60, deadline=None)


def told(order: list[str]) -> Facts:
    facts = Facts()
    for message in order:
        facts = merge(facts, reading(message), None, None, KNOWLEDGE)
    return facts


def without_order(facts: Facts) -> dict[str, object]:
    found = facts.dict()
    return {k: sorted(v, key=str) if isinstance(v, list) else v for k, v in found.items()}


@SLOW
@given(order=st.permutations(MESSAGES))
def test_the_order_of_independent_messages_does_not_matter(order: list[str]) -> None:
    assert without_order(told(order)) == without_order(told(list(MESSAGES)))


@SLOW
@given(messages=st.lists(st.sampled_from(MESSAGES), max_size=6))
def test_merging_a_message_again_changes_nothing(messages: list[str]) -> None:
    facts = told(messages)
    for message in messages[-1:]:
        assert merge(facts, reading(message), None, None, KNOWLEDGE) == facts


@SLOW
@given(messages=st.lists(st.sampled_from(MESSAGES + OTHERS), max_size=6))
def test_other_people_never_fill_a_fact(messages: list[str]) -> None:
    own = [m for m in messages if m not in OTHERS]
    assert told(messages) == told(own)


def test_merging_leaves_the_given_facts_as_they_were(knowledge: Knowledge) -> None:
    before = Facts()
    merge(before, reading(FUSION_AND_HIP), None, None, knowledge)
    assert before == Facts()


def test_a_when_of_a_problem_without_an_operation_is_its_onset(talk: Talk) -> None:
    talk.say("my [knee|body_part:knee] hurts").say("since [June|when:2026-06-01~month]", "when")
    assert talk.facts.onset == When(date=date(2026, 6, 1), precision="month", words="June")


# Answers that are none, and people who are others


def test_no_with_a_correction_declines_nothing(talk: Talk) -> None:
    talk.say("[right|side:right#1] [knee op|procedure:knee_arthroscopy#1]")
    talk.say("no, [left|side:left] [knee|body_part:knee!negated]", "wish", reply="no")
    assert talk.facts.operations[0].side == "left"
    assert talk.facts.declined == []


def test_few_digits_that_answer_contact_are_a_wrong_number(talk: Talk) -> None:
    talk.say("0123", "contact")
    assert talk.facts.contact.rejected == "0123" and talk.facts.contact.phone is None
    talk.say("see you at 10:30")
    assert talk.facts.contact.rejected_count == 1


def test_a_postcode_may_be_written_small_when_it_was_asked_for(talk: Talk) -> None:
    talk.say("se1 7ab", "postcode")
    assert talk.facts.contact.postcode == "SE1 7AB"


def test_the_kind_of_visit_is_kept_with_the_wish(talk: Talk) -> None:
    talk.say("can I book a video appointment")
    assert (talk.facts.wish, talk.facts.kind) == ("visit", "video")


def test_a_call_for_my_wife_too_makes_nobody_a_carer(talk: Talk) -> None:
    talk.say("my [left|side:left] [knee|body_part:knee] hurts")
    talk.say("and a [call|ask:callback] for my wife too", carer=True, relation="wife")
    assert not talk.facts.carer and talk.facts.relation is None


def test_what_is_said_not_to_be_mine_is_taken_back_by_name(talk: Talk) -> None:
    talk.say("[hip replacement|procedure:hip_replacement] and a [fusion|procedure:lumbar_fusion]")
    talk.say("the [hip replacement|procedure:hip_replacement] is my husband's, not mine")
    assert [op.procedure for op in talk.facts.operations] == ["lumbar_fusion"]


def test_a_list_put_twice_without_an_answer_counts_as_refused(talk: Talk) -> None:
    talk.say("my [back|body_part:lower_back] hurts").ask("screening:spine")
    talk.say("it is worse at my desk", "screening:spine")
    assert not talk.facts.screening["spine"].declined
    talk.ask("screening:spine").say("I like gardening", "screening:spine")
    assert talk.facts.screening["spine"].declined
