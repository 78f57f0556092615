from __future__ import annotations

from typing import Any

from physio.facts import Ask, Facts


def asking(*asks: Ask) -> Any:
    def know(facts: Facts) -> Facts:
        facts.asks = [*facts.asks, *asks]
        return facts

    return know


def test_two_questions_in_one_message_get_two_answers(talk: Any) -> None:
    asks = asking(Ask(ask="price", words="how much is it"), Ask(ask="parking", words="is there parking"))
    talk.hear("how much is it and is there parking", "ask_price", know=asks)
    said = " ".join(talk.run("action_answer"))
    assert "£78" in said and "Finsbury Square" in said
    assert all(ask.answered for ask in talk.facts.asks)


def test_questions_are_answered_whatever_the_intent_was(talk: Any) -> None:
    talk.hear("hip. how much?", "describe_problem", know=asking(Ask(ask="price", words="how much?")))
    assert "£78" in " ".join(talk.run("action_take_note"))


def test_an_answered_question_is_not_answered_again(talk: Any) -> None:
    talk.hear("how much?", "ask_price", know=asking(Ask(ask="price", words="how much?")))
    talk.run("action_answer")
    talk.hear("ok", "inform")
    assert "£78" not in " ".join(talk.run("action_take_note"))


def test_a_question_that_only_the_classifier_saw_is_answered(talk: Any) -> None:
    talk.hear("do you do Bupa", "ask_insurance")
    assert "Bupa" in " ".join(talk.run("action_answer"))


def test_an_unsure_intent_does_not_answer_a_question_that_nobody_asked(talk: Any) -> None:
    talk.hear("a couple of weeks", "ask_how_soon", confidence=0.48)
    assert "24 hours" not in " ".join(talk.run("action_take_note"))


def test_the_words_of_a_question_choose_the_closer_answer(talk: Any) -> None:
    talk.hear("can I pay by card", "ask_price")
    said = " ".join(talk.run("action_answer"))
    assert "pay for a visit" in said and "£78" not in said


def test_parking_is_told_for_the_known_site_only(talk: Any) -> None:
    def near(facts: Facts) -> Facts:
        facts.site = "waterloo"
        return facts

    talk.hear("is there parking", "ask_parking", know=near)
    said = " ".join(talk.run("action_answer"))
    assert "blue badge" in said and "Finsbury" not in said


def test_a_question_without_words_of_ours_goes_to_the_physio_with_a_time(talk: Any) -> None:
    talk.hear("will my metalwork set off alarms?", "ask_activity")
    said = " ".join(talk.run("action_answer"))
    assert "put your question to the physio" in said and "today by 11:00" in said
    assert "metalwork" in said


def test_services_are_hands_on_for_stiff_joints_and_rehab_for_control(talk: Any) -> None:
    talk.hear(
        "what do you offer", "ask_services", know=asking(Ask(ask="services", words="what do you offer"))
    )
    said = " ".join(talk.run("action_answer"))
    assert "hands-on" in said and "stiff joints" in said and "control" in said


def test_asking_for_a_person_says_who_and_by_when_and_queues_the_enquiry(talk: Any) -> None:
    talk.hear("can I speak to somebody", "request_human")
    said = talk.run("action_human")
    assert "Priya" in said[0] and "today by 11:00" in said[0]
    assert talk.enquiry.status == "waiting"


def test_asking_for_a_person_twice_reads_differently(talk: Any) -> None:
    talk.hear("can I speak to somebody", "request_human")
    first = talk.run("action_human")
    talk.hear("I want a human", "request_human")
    again = talk.run("action_human")
    assert first != again and "020 7946 0123" in again[0]


def test_a_complaint_names_its_lead(talk: Any) -> None:
    talk.hear("nobody called me", "complain")
    assert "Amara" in talk.run("action_complaint")[0]
    assert talk.enquiry.status == "waiting"


def test_unclear_words_are_kept_and_a_rephrase_is_asked_for_once_in_a_row(talk: Any) -> None:
    talk.hear("hi", "greet")
    talk.run("action_take_note")
    talk.hear("wibble", "nlu_fallback")
    first = talk.run("action_rephrase")
    talk.hear("wobble", "nlu_fallback")
    second = talk.run("action_rephrase")
    assert "physio will read" in first[0] and "physio will read" in second[0]
    assert first != second


def test_the_default_fallback_reverts_nothing(talk: Any) -> None:
    talk.hear("hi", "greet")
    talk.run("action_take_note")
    talk.hear("wibble", "nlu_fallback")
    talk.run("action_default_fallback")
    assert not any(event["event"] in ("rewind", "undo") for event in talk.events)


def test_a_goodbye_sums_up_closes_the_form_and_tells_the_team(talk: Any) -> None:
    talk.hear("bye", "goodbye")
    talk.loop = "enquiry_form"
    said = talk.run("action_goodbye")
    assert talk.loop is None and talk.slots["requested_slot"] is None
    assert talk.enquiry.status == "waiting" and talk.enquiry.asked is None
    assert sum(text.count("?") for text in said) <= 1


def test_a_question_for_the_physio_stays_open_in_the_persons_words(talk: Any) -> None:
    talk.hear("x", know=asking(Ask(ask="advice", words="Is it normal that it clicks?", activity="stairs")))
    said = " ".join(talk.run("action_take_note"))
    assert "put your question to the physio" in said and "stairs" not in said
    assert [(a.words, a.kept, a.answered) for a in talk.facts.asks] == [
        ("Is it normal that it clicks?", True, False)
    ]


def test_two_questions_for_the_physio_are_both_kept_and_said(talk: Any) -> None:
    asks = asking(
        Ask(ask="advice", words="Is it normal to limp?"), Ask(ask="advice", words="Will I ever ski again?")
    )
    talk.hear("x", know=asks)
    said = talk.run("action_take_note")
    assert any("limp" in words for words in said) and any("ski" in words for words in said)
    assert all(ask.kept for ask in talk.facts.asks)


def test_a_question_that_was_kept_is_not_put_to_the_physio_twice(talk: Any) -> None:
    talk.hear("x", know=asking(Ask(ask="advice", words="Is it normal to limp?")))
    talk.run("action_take_note")
    talk.hear("ok")
    assert "limp" not in " ".join(talk.run("action_take_note"))


def test_an_activity_without_a_rule_is_handed_over_and_stays_open(talk: Any) -> None:
    talk.hear("x", know=asking(Ask(ask="advice", activity="climbing", words="Can I climb?")))
    talk.run("action_take_note")
    talk.run("action_advise")
    assert [(a.kept, a.answered) for a in talk.facts.asks] == [(True, False)]


def test_advice_in_general_waits_for_its_place(talk: Any) -> None:
    talk.hear("x", know=asking(Ask(ask="advice", words="I'd love some advice on getting going")))
    assert "general information" in " ".join(talk.run("action_take_note"))
    assert [(a.kept, a.answered) for a in talk.facts.asks] == [(False, True)]


def test_a_question_that_fits_nothing_is_kept_for_the_physio(talk: Any) -> None:
    talk.hear("does the moon pull on metal hips?", "nlu_fallback")
    assert "put your question to the physio" in " ".join(talk.run("action_rephrase"))
    assert talk.facts.asks[0].words == "does the moon pull on metal hips?"
