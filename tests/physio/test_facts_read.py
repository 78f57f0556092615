"""Facts from real words: the reader and the merge together, whole conversations at a time."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.advice import choose_advice
from physio.answers import activity_answer
from physio.facts import Facts, merge, missing, note_asked
from physio.knowledge import Knowledge
from physio.reading.reader import Reader

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)
SEED = (
    "I am currently going through rehab post spinal fusion and right hip key hole.\n\n"
    "I’m in desperate need to get back to good flexibility, fitness and mobility levels. "  # noqa: RUF001
    "I’m just wondering what you offer in house as I have temporarily lost a lot of flexibility, "  # noqa: RUF001
    "mobility and strength in the obvious areas around my lower back going down into my legs. I went "
    "back to yoga last night and realised how apparent this is!\n\n"
    "If someone could get back to me that would be great, my number is 07700 900491."
)
SECOND = (
    "The main areas of concern for me are targeted around the sight of the fusion at lower back "
    "L5/S1 (achy, sometimes sharp pains and limited movement) and right knee pain with extremely tight "
    "hamstrings, calves, glute med, hips flexors & adductors all on the right side which is the "
    "side I had the hip surgery.\n\n"
    "I have just started a “couch to 5k” programme which is getting me back on a treadmill and putting some "
    "load onto the hip very gradually but my hamstrings and calves keep cramping up.\n\n"
    "I was just curious as to what you guys offer as I work next to your Moorgate clinic."
)


class Talk:
    """A conversation in real words; each message is merged twice, which must change nothing."""

    def __init__(self, knowledge: Knowledge, reader: Reader) -> None:
        self.knowledge, self.reader, self.facts = knowledge, reader, Facts()

    def say(self, text: str, asked: str | None = None) -> Talk:
        reading = self.reader.read(text, NOW)
        self.facts = merge(self.facts, reading, asked, None, self.knowledge)
        assert merge(self.facts, reading, asked, None, self.knowledge) == self.facts
        return self

    def operations(self) -> list[tuple[str, str | None, str | None]]:
        ops = self.facts.operations
        return [(op.procedure, op.side, op.when.date.isoformat() if op.when else None) for op in ops]


@pytest.fixture
def talk(knowledge: Knowledge, reader: Reader) -> Talk:
    return Talk(knowledge, reader)


def test_the_seeds_first_message_is_understood_and_asked_nothing_that_it_said(talk: Talk) -> None:
    facts = talk.say(SEED).facts
    assert talk.operations() == [("lumbar_fusion", None, None), ("hip_arthroscopy", "right", None)]
    assert {"flexibility", "fitness", "mobility", "strength"} <= set(facts.goals)
    assert (facts.contact.phone, facts.wish) == ("+447700900491", "callback")
    assert missing(facts, talk.knowledge, NOW.date()) == ("screening:spine", "when")
    assert "ADV-020" in [a.id for a in choose_advice(facts, talk.knowledge, NOW, flags_open=False)]


def test_the_seeds_second_message_adds_level_pains_running_and_site(talk: Talk) -> None:
    facts = talk.say(SEED).say(SECOND).facts
    assert talk.operations() == [("lumbar_fusion", None, None), ("hip_arthroscopy", "right", None)]
    assert facts.operations[0].levels == ["L5/S1"]
    assert ("knee", "right") in [(p.body_part, p.side) for p in facts.problems]
    found = {(s.symptom, s.body_part) for s in facts.symptoms}
    assert {("tightness", "thigh_back"), ("cramp", "thigh_back"), ("cramp", "calf")} <= found
    assert {"yoga", "couch_to_5k"} <= set(facts.activities)
    assert facts.site == "moorgate"


def test_the_seeds_dates_go_to_their_operations_and_running_is_to_be_asked_first(talk: Talk) -> None:
    talk.say(SEED).say(SECOND).say("the fusion was in February and the hip in June", "when")
    assert [op[2] for op in talk.operations()] == ["2026-02-01", "2026-06-01"]
    answer = activity_answer("couch_to_5k", talk.facts, talk.knowledge, NOW)
    assert (answer.code, answer.advice_id) == ("ask", "ADV-024")
    assert missing(talk.facts, talk.knowledge, NOW.date()) == ("screening:spine",)


@pytest.mark.parametrize(
    "words", ["no, left knee", "sorry, it's the left knee", "It was my left knee, not my right"]
)
def test_the_side_of_an_operation_is_corrected(talk: Talk, words: str) -> None:
    talk.say("I had a right knee replacement in March").say(words)
    assert talk.operations() == [("tkr", "left", "2026-03-01")]
    assert [(c.before, c.after) for c in talk.facts.changes] == [("right", "left")]


def test_the_side_of_a_problem_is_corrected(talk: Talk) -> None:
    talk.say("my right knee hurts").say("no, left knee")
    assert [(p.body_part, p.side) for p in talk.facts.problems] == [("knee", "left")]


def test_the_date_and_the_level_are_corrected(talk: Talk) -> None:
    talk.say("L5/S1 fusion in March").say("actually it was May").say("I said L4/5")
    assert talk.operations() == [("lumbar_fusion", None, "2026-05-01")]
    assert len(talk.facts.operations[0].levels) == 1
    assert len(talk.facts.changes) == 2


def test_what_was_somebody_elses_is_taken_back(talk: Talk) -> None:
    talk.say("I had a hip replacement in June").say("sorry that's my husband's, not mine")
    assert talk.facts.operations == []
    assert talk.facts.changes[0].before == "total_hip_replacement"


def test_an_operation_that_was_named_wrongly_is_replaced(talk: Talk) -> None:
    talk.say("I had a fusion. actually it was a laminectomy not a fusion")
    assert [op[0] for op in talk.operations()] == ["lumbar_decompression"]


def test_the_other_hip_is_another_operation(talk: Talk) -> None:
    talk.say("I had a hip replacement 3 weeks ago").say("the other hip was done in 2019")
    assert [op[2] for op in talk.operations()] == ["2026-11-02", "2019-01-01"]


def test_a_mothers_hip_an_absent_swelling_and_a_worry_fill_nothing(talk: Talk) -> None:
    talk.say("my mum had her hip done last year. No swelling. Should I worry about a clot?")
    facts = talk.facts
    assert (facts.operations, facts.problems, facts.symptoms, facts.onset) == ([], [], [], None)


def test_a_carers_patient_keeps_one_story_over_several_messages(talk: Talk) -> None:
    talk.say("I'm writing for my mum, she had a left hip replacement in June").say("her knee is swollen now")
    assert (talk.facts.carer, talk.facts.relation) == (True, "mum")
    assert talk.operations() == [("total_hip_replacement", "left", "2026-06-01")]
    assert [(s.symptom, s.body_part) for s in talk.facts.symptoms] == [("swelling", "knee")]


def test_short_answers_fill_what_was_asked_and_are_not_asked_again(talk: Talk) -> None:
    talk.say("knee op").say("left", "side").say("about 3 weeks ago", "when")
    assert talk.operations() == [("knee_surgery", "left", "2026-11-02")]
    talk.facts = note_asked(talk.facts, "screening:lower_limb", talk.knowledge, NOW.date())
    talk.say("none of these", "screening:lower_limb").say("I want to run again", "concern")
    talk.say("a call would be great", "wish").say("prefer not to say", "contact")
    assert missing(talk.facts, talk.knowledge, NOW.date()) == ()
    assert (talk.facts.wish, talk.facts.concern) == ("callback", "I want to run again")


def test_an_operation_to_come_gets_its_side_from_a_yes(talk: Talk) -> None:
    talk.say("I'm having a hip replacement on the 4th of December").say("yes left hip")
    assert talk.operations() == [("total_hip_replacement", "left", "2026-12-04")]
    assert talk.facts.operations[0].status == "planned"
    assert talk.facts.problems == []


def test_a_wrong_email_is_kept_and_asked_again(talk: Talk) -> None:
    talk.say("it's jo.smith@gmial", "contact")
    assert (talk.facts.contact.email, talk.facts.contact.rejected_count) == (None, 1)
    assert "contact" in missing(talk.facts, talk.knowledge, NOW.date())
