from __future__ import annotations

from datetime import date
from typing import Any

from physio.facts import Ask, Change, Facts, Operation, Problem, Screened, When
from records import desk


def hip(facts: Facts) -> Facts:
    facts.operations = [Operation(procedure="hip_arthroscopy", side="right")]
    facts.goals = ["flexibility"]
    return facts


def screened(facts: Facts) -> Facts:
    for name in ("lower_limb", "recent_any_op"):
        facts.screening[name] = Screened(clear=True)
    return facts


def settled(facts: Facts) -> Facts:
    facts = screened(hip(facts))
    facts.operations[0].when = When(date=date(2026, 2, 1), precision="month")
    facts.contact.phone = "+447700900491"
    return facts


def questions(texts: list[str]) -> int:
    return sum(text.count("?") for text in texts)


def test_the_first_reply_thanks_and_lists_what_was_understood_so_that_it_can_be_corrected(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    said = talk.run("action_take_note")
    assert said[0].startswith("Thank you")
    assert "Right hip keyhole surgery" in said[1] and "wrong" in said[1]
    assert questions(said) == 0


def test_the_understood_list_is_shown_once(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    talk.run("action_take_note")
    talk.hear("it is stiff", "inform")
    assert talk.run("action_take_note") == []


def test_safety_comes_before_everything_else(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    talk.run("action_next_step")
    assert talk.slots["next_step"] == "safety"


def test_the_safety_list_is_one_question_with_none_of_these_and_not_sure(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    said = talk.form("safety_form")
    assert questions(said) == 1
    assert talk.enquiry.asked == "screening:lower_limb"
    titles = [button["title"] for button in talk.buttons]
    assert titles[:3] == ["None of these", "Yes, one or more", "Not sure"]


def test_none_of_these_closes_the_safety_list(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    talk.form("safety_form")
    talk.hear("/none_of_these", "none_of_these")
    talk.form("safety_form")
    assert talk.slots["requested_slot"] is None
    assert talk.facts.screening["lower_limb"].clear


def test_a_question_inside_the_safety_list_gives_the_form_nothing_so_that_its_rule_answers(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    talk.form("safety_form")
    talk.hear("how much is it", "ask_price")
    before = len(talk.events)
    assert talk.run("validate_safety_form") == []
    assert [e["name"] for e in talk.events[before:] if e["event"] == "slot"] == ["requested_slot"]


def test_after_a_digression_a_short_line_points_back_to_the_list(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=hip)
    first = talk.form("safety_form")[-1]
    talk.hear("how much is it", "ask_price")
    talk.run("action_answer")
    again = talk.form("safety_form")[-1]
    assert len(first.splitlines()) > 5 and len(again.splitlines()) == 1
    assert "list above" in again and questions([again]) == 1
    assert talk.facts.asked_times["screening:lower_limb"] == 1


def test_only_the_missing_date_is_asked_for(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=lambda f: screened(hip(f)))
    said = talk.form("enquiry_form")
    assert "when" in said[-1] and "hip keyhole surgery" in said[-1]
    assert talk.enquiry.asked == "when"


def test_two_undated_operations_are_asked_about_in_one_question(talk: Any) -> None:
    def both(facts: Facts) -> Facts:
        facts = screened(hip(facts))
        facts.operations.append(Operation(procedure="lumbar_fusion"))
        facts.screening["spine"] = Screened(clear=True)
        return facts

    talk.hear("a fusion and a right hip keyhole", "describe_problem", know=both)
    said = talk.form("enquiry_form")
    assert questions(said) == 1
    assert "hip keyhole surgery" in said[-1] and "spinal fusion" in said[-1]


def test_not_sure_is_a_good_answer_and_the_next_thing_is_asked(talk: Any) -> None:
    talk.hear("I had a right hip keyhole", "describe_problem", know=lambda f: screened(hip(f)))
    talk.form("enquiry_form")
    talk.hear("/not_sure", "not_sure")
    said = talk.form("enquiry_form")
    assert "when" in talk.facts.declined
    assert talk.enquiry.asked == "wish"
    assert "sure" in said[0]


def test_a_correction_is_read_back_once(talk: Any) -> None:
    talk.hear("right hip keyhole", "describe_problem", know=lambda f: screened(hip(f)))
    talk.run("action_take_note")

    def left(facts: Facts) -> Facts:
        facts.operations[0].side = "left"
        facts.changes.append(Change(field="operation:hip_arthroscopy:side", before="right", after="left"))
        return facts

    talk.hear("no, the left", "correct", know=left)
    assert "Left hip keyhole surgery" in talk.run("action_take_note")[0]
    talk.hear("thanks", "inform")
    assert talk.run("action_take_note") == []


def test_the_named_lead_is_offered_for_a_drop_in_when_the_site_is_known(talk: Any) -> None:
    def near(facts: Facts) -> Facts:
        facts = settled(facts)
        facts.site = "moorgate"
        return facts

    talk.hear("I work next to your Moorgate clinic", "inform", know=near)
    said = talk.form("enquiry_form")
    assert "Jules" in said[-1] and "Moorgate" in said[-1]


def test_a_wrong_number_is_asked_for_again_kindly(talk: Any) -> None:
    def wrong(facts: Facts) -> Facts:
        facts = settled(facts)
        facts.wish = "advice"
        facts.contact.phone, facts.contact.rejected, facts.contact.rejected_count = None, "0123", 1
        return facts

    talk.hear("my number is 0123", "inform", know=wrong)
    desk.announce(talk.house.store, talk.enquiry.id, "advised")
    said = talk.form("enquiry_form")
    assert "0123" in said[-1] and talk.enquiry.asked == "contact"


def test_nothing_is_asked_for_when_a_phone_number_was_given(talk: Any) -> None:
    def all_known(facts: Facts) -> Facts:
        facts = settled(facts)
        facts.wish = "callback"
        return facts

    talk.hear("call me on 07700 900491", "request_callback", know=all_known)
    talk.form("enquiry_form")
    assert talk.slots["requested_slot"] is None


def test_a_carer_is_thanked_for_the_person_they_write_for(talk: Any) -> None:
    def mum(facts: Facts) -> Facts:
        facts = hip(facts)
        facts.carer, facts.relation = True, "mum"
        return facts

    talk.hear("my mum had a hip keyhole", "describe_problem", know=mum)
    assert "your mum" in talk.run("action_take_note")[0]
    assert "your mum" in talk.form("safety_form")[-1]


def test_an_urgent_enquiry_hears_the_fixed_words_first(talk: Any) -> None:
    talk.hear("it hurts all night", "describe_problem", tier="urgent", know=hip)
    said = talk.run("action_take_note")
    assert said[0] == talk.house.knowledge.emergency.messages["tier_urgent"]


def test_advice_ends_with_the_caveat_who_reads_it_and_by_when(talk: Any) -> None:
    talk.hear("none of these", "none_of_these", know=settled)
    said = talk.run("action_advise")
    assert 1 <= len(talk.enquiry.advice) <= 3
    assert "general information" in said[-1] and "today by 11:00" in said[-1] and "Priya" in said[-1]
    assert talk.run("action_next_step") == []
    assert talk.slots["next_step"] == "enquiry"


def test_a_kept_question_about_an_activity_is_answered_once_the_date_is_known(talk: Any) -> None:
    def asks(facts: Facts) -> Facts:
        facts = screened(hip(facts))
        facts.asks = [Ask(ask="advice", activity="running", words="can I run?")]
        return facts

    talk.hear("can I run?", "ask_activity", know=asks)
    assert "come back to that" in " ".join(talk.run("action_answer"))
    talk.hear("in February", "inform", know=settled)
    assert any(text.startswith("About running") for text in talk.run("action_advise"))


def test_without_screening_or_flags_the_end_never_says_that_no_signs_were_told(talk: Any) -> None:
    talk.hear("bye", "inform", know=lambda f: Facts(problems=[Problem(body_part="knee", side="left")]))
    assert "warning signs" not in " ".join(talk.run("action_wrap_up"))


def test_the_end_is_said_once_and_the_enquiry_waits_for_a_physio(talk: Any) -> None:
    talk.hear("none of these", "none_of_these", know=settled)
    said = talk.run("action_wrap_up")
    assert "warning signs" in said[0] and "today by 11:00" in said[0]
    assert talk.enquiry.status == "waiting"
    talk.hear("one more thing", "inform")
    assert "warning signs" not in " ".join(talk.run("action_wrap_up"))
