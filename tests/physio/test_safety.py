"""The safety screen: what raises a flag, what doesn't, what is said, and how the talk about it ends."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date, datetime, timezone
from itertools import pairwise

import pytest

from physio.facts.model import Facts, Operation, Payload, When
from physio.knowledge import Knowledge, load_knowledge
from physio.knowledge.loader import default_folder
from physio.knowledge.training import load_training
from physio.reading import Reader, build_reader
from physio.reading.encoder import Encoder
from physio.reading.meant import respeller
from physio.reading.model import Reading
from physio.safety import (
    FEEL_SAFE,
    RAISED,
    SAFE,
    WITHDRAWN,
    WITHDRAWN_CHECK,
    Flag,
    Screen,
    Screening,
    build_screen,
    questions_meant,
    rank,
    reply_words,
    safety_turn,
    screen_answer,
)
from physio.safety.head import HeadError, load_head

SENT = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)
FIRST = """Good morning all,

I am currently going through rehab post spinal fusion and right hip key hole.

I'm in desperate need to get back to good flexibility, fitness and mobility levels but feel I could do \
with some of your help.

I'm just wondering what you offer in house as I, understandably, have temporarily lost a lot of \
flexibility, mobility and strength in the obvious areas around my lower back going down into my legs. I \
went back to yoga last night and realised how apparent this is!

If someone could get back to me that would be great, my number is 07700 900491."""
SECOND = """The main areas of concern for me are targeted around the sight of the fusion at lower back \
L5/S1 (achy, sometimes sharp pains and limited movement) and right knee pain with extremely tight \
hamstrings, calves, glute med, hips flexors & adductors all on the right side which is the side I had the \
hip surgery.

I have just started a "couch to 5k" programme which is getting me back on a treadmill and putting some \
load onto the hip very gradually but my hamstrings and calves keep cramping up and I think this is due to \
my hamstrings just not really "firing" up or doing anything thus are extremely weak compared to previous \
years.

It's a bit of a mind field but I am progressing slowly was just curious as to what you guys offer as I \
work next to your Moorgate clinic."""
WIPE = "and since this morning I can't feel when I wipe"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge, encoder: Encoder) -> Reader:
    return build_reader(knowledge, encoder)


@pytest.fixture(scope="module")
def screen(knowledge: Knowledge, encoder: Encoder) -> Screen:
    return build_screen(knowledge, encoder)


@pytest.fixture(scope="module")
def screened(reader: Reader, screen: Screen) -> Callable[..., Screening]:
    def one(text: str, known: Facts | None = None) -> Screening:
        return screen.screen(reader.read(text, SENT), known)

    return one


@pytest.fixture(scope="module")
def read(reader: Reader) -> Callable[[str], Reading]:
    return lambda text: reader.read(text, SENT)


def test_every_wording_of_a_red_flag_raises_it_at_its_tier_or_higher(
    knowledge: Knowledge, screened: Callable[..., Screening]
) -> None:
    missed = []
    for flag in knowledge.red_flags.values():
        for words in flag.lay:
            found = screened(words)
            if flag.id not in {f.id for f in found.flags} or rank(found.tier, knowledge) < rank(
                flag.tier, knowledge
            ):
                missed.append((flag.id, words, found.tier))
    assert not missed


def test_nearly_all_look_alikes_raise_nothing(
    knowledge: Knowledge, screened: Callable[..., Screening]
) -> None:
    texts = [n.text for f in knowledge.red_flags.values() for n in f.hard_negatives if "ask" not in n.kinds]
    raised = [text for text in texts if screened(text).flags]
    assert len(raised) <= 0.05 * len(texts), raised


def test_hardly_an_ordinary_sentence_raises_a_flag(
    knowledge: Knowledge, screened: Callable[..., Screening]
) -> None:
    ordinary = [
        e.text for e in load_training(default_folder(), knowledge) if e.why == "plain" and not e.whole
    ]
    few = ordinary[:: max(1, len(ordinary) // 400)]
    raised = [text for text in few if screened(text).flags]
    assert len(raised) <= 0.02 * len(few), raised


def test_every_combination_catches_its_test_and_leaves_its_look_alike(
    knowledge: Knowledge, screened: Callable[..., Screening]
) -> None:
    wrong = []
    for rule in knowledge.combinations:
        wanted = rank(rule.tier or knowledge.red_flags[rule.flag].tier, knowledge)
        caught = [f for f in screened(rule.test).flags if f.id == rule.flag]
        if not caught or rank(caught[0].tier, knowledge) < wanted:
            wrong.append(rule.test)
        if any(f"rule:{rule.id}" in f.by for f in screened(rule.look_alike).flags):
            wrong.append(rule.look_alike)
    assert not wrong


@pytest.mark.parametrize("text", [FIRST, SECOND, f"{FIRST}\n\n{SECOND}"], ids=["first", "second", "both"])
def test_the_seed_enquiry_is_routine(screened: Callable[..., Screening], text: str) -> None:
    found = screened(text)
    assert (found.tier, found.flags) == ("routine", ())


@pytest.mark.parametrize("text", [f"{FIRST} {WIPE}", f"{SECOND} {WIPE}", f"{FIRST}\n\n{WIPE}"])
def test_the_seed_with_numbness_added_goes_to_a_and_e_with_the_very_words(
    screened: Callable[..., Screening], text: str
) -> None:
    found = screened(text)
    (flag,) = found.flags
    assert (found.tier, flag.id) == ("ae", "ces")
    assert text[flag.start : flag.end] == flag.words == "can't feel when I wipe"
    assert flag.by == "phrase:ces:1"


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("No numbness but I can't wee and my back is agony", "ae"),
        ("My husband had his hip done and is now very breathless", "999"),
        ("I had a DVT ten years ago and my calf is swollen and sore now", "same_day"),
        ("My calf is swolen and rilly sore since my knee replacment two weeks ago", "same_day"),
        ("I cant feel wen i wipe since the weekend", "ae"),
        ("pins n needels round my privates", "ae"),
        ("He is not breathing", "999"),
        ("My foot is not working since the op, it just flops", "same_day"),
        ("Can you help? Everything between my legs has gone numb", "ae"),
        ("My 12 year old has been limping since Tuesday", "same_day"),
        ("I don't want to be here any more", "same_day"),
    ],
)
def test_present_danger_is_caught(
    knowledge: Knowledge, screened: Callable[..., Screening], text: str, tier: str
) -> None:
    assert rank(screened(text).tier, knowledge) >= rank(tier, knowledge), screened(text)


@pytest.mark.parametrize(
    "text",
    [
        "hip replacement",
        "knee replacement",
        "left hip replacement, I think in June",
        "Spinal fuusion.",
        "augsut i think",
        "oh and it's the left one",
        "my calf",
        "keyhole i think",
        "I had a bunoin operation on my foot",
        "I had Dupuytren's suurgery on my hand. It is stiff. My nuber is +44 7700 900966. Thnks",
    ],
)
def test_a_bare_operation_or_date_and_a_slip_of_the_finger_raise_nothing(
    screened: Callable[..., Screening], text: str
) -> None:
    assert not screened(text).flags


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        (
            "I had a spinal fusion and now I can't feel when I wipe",
            "spinal fuusion and now I can't feeel when I wipe",
        ),
        (
            "my calf is swollen and throbbing since the operation",
            "my calf is swwollen and throbbbing since the opertion",
        ),
        ("crushing pain in my chest and I am sweating", "crushhing pain in my chset and I am sweatting"),
    ],
)
def test_a_sign_with_slips_of_the_finger_has_the_tier_of_the_sign_without(
    screened: Callable[..., Screening], right: str, typed: str
) -> None:
    assert screened(typed).tier == screened(right).tier != "routine"


def test_a_warning_of_nothing_that_can_be_named_is_asked_about_and_not_raised(
    screened: Callable[..., Screening],
) -> None:
    found = screened("I had a gluteal tendon repair on my left hip this July. The hip won't loosen up.")
    assert not found.flags
    assert found.doubts


def test_an_answer_of_few_words_that_only_may_warn_is_asked_about_and_not_raised(
    screened: Callable[..., Screening],
) -> None:
    found = screened("my grip is weak")
    assert not found.flags
    assert "neuro_deficit" in found.doubts


def test_names_and_addresses_are_weighed_as_they_were_typed() -> None:
    for text in ("It's Marcy Paynes, marcy@exampel.org", "Call Crohn at Moorgate"):
        assert respeller().put_right(text) == text
    assert respeller().put_right("Fuusion of the spnie") == "Fusion of the spine"


@pytest.mark.parametrize(
    "text",
    [
        "No numbness down below, no problems peeing",
        "I had a DVT ten years ago",
        "Should I worry about a clot after my hip replacement?",
        "What are the signs of a clot?",
        "This hamstring is killing me",
        "I'm dying to get back to football",
        "My mum had a blood clot after her operation",
        "I'm not suicidal, just fed up with it",
        "My wound was infected last year but it healed",
        "I've been told to look out for chest pain",
    ],
)
def test_denied_past_asked_and_idiom_raise_nothing(screened: Callable[..., Screening], text: str) -> None:
    assert screened(text).flags == ()


def test_what_earlier_messages_said_counts(screened: Callable[..., Screening]) -> None:
    lately = When(date=date(2026, 11, 9), precision="day")
    known = Facts(operations=[Operation(procedure="tkr", side="left", when=lately)])
    long_ago = Facts(
        operations=[Operation(procedure="tkr", when=When(date=date(2019, 1, 1), precision="year"))]
    )
    assert screened("my calf cramps at night", known).tier == "same_day"
    assert screened("my calf cramps at night", long_ago).tier in ("urgent", "routine")


def test_two_flags_make_a_higher_tier(screened: Callable[..., Screening]) -> None:
    assert screened("I can't feel when I wipe").tier == "ae"
    assert screened("I can't feel when I wipe and I can't walk").tier == "999"
    found = screened("My calf is swollen and sore. I'm also short of breath.")
    assert (found.tier, found.flags[0].id) == ("999", "pe")


def test_the_highest_tier_speaks_first_and_no_flag_is_dropped(screened: Callable[..., Screening]) -> None:
    found = screened("My scar is angry and hot. My mouth gone wonky on one side.")
    assert found.flags[0].id == "stroke_cad"
    assert {"stroke_cad", "wound_infection"} <= {f.id for f in found.flags}


def test_precedence_decides_within_a_tier(screened: Callable[..., Screening]) -> None:
    found = screened("desperate to go but nothing comes, and I can't feel when I wipe")
    assert [f.id for f in found.flags][:2] == ["ces", "urinary_retention"]


def test_the_reply_is_the_flags_own_fixed_words(knowledge: Knowledge) -> None:
    words = reply_words(Screening("ae", (Flag("ces", "ae", "", ""),)), knowledge)
    assert words.startswith(knowledge.red_flags["ces"].say)
    assert words.endswith(knowledge.emergency.messages["alerted"])


def test_a_raised_tier_speaks_before_the_flags_own_words(knowledge: Knowledge) -> None:
    words = reply_words(Screening("999", (Flag("ces", "999", "", ""),)), knowledge)
    assert words == f"{knowledge.emergency.messages['tier_999']}\n\n{knowledge.red_flags['ces'].say}"


def test_words_about_suicide_are_sent_beside_a_999_flag(knowledge: Knowledge) -> None:
    flags = (Flag("pe", "999", "", ""), Flag("suicide_selfharm", "same_day", "", ""))
    words = reply_words(Screening("999", flags), knowledge)
    assert words.startswith(knowledge.red_flags["pe"].say)
    assert knowledge.red_flags["suicide_selfharm"].say in words


def test_the_reply_about_not_being_safe_at_home_keeps_the_second_part_back(knowledge: Knowledge) -> None:
    flag = knowledge.red_flags["safeguarding_abuse"]
    words = reply_words(Screening("same_day", (Flag(flag.id, "same_day", "", ""),)), knowledge)
    assert words == flag.say
    assert flag.say_if_safe not in words


def test_no_flag_no_words(knowledge: Knowledge) -> None:
    assert reply_words(Screening(), knowledge) == ""


def test_yes_to_a_screening_question_raises_its_flags(knowledge: Knowledge) -> None:
    found = screen_answer(["SP1"], knowledge, words="yes")
    assert (found.tier, found.flags[0].id, found.flags[0].by) == ("ae", "ces", "answer:SP1")


def test_a_question_that_worries_when_denied_raises_its_flags_too(knowledge: Knowledge) -> None:
    assert {f.id for f in screen_answer(["LL4"], knowledge).flags} == {
        "fracture",
        "dislocation",
        "septic_arthritis",
    }


def test_cancer_alone_is_a_note_and_with_both_legs_an_alarm(knowledge: Knowledge) -> None:
    assert screen_answer(["SP9"], knowledge) == Screening()
    assert "mscc" in {f.id for f in screen_answer(["SP9", "SP5"], knowledge).flags}


def test_night_pain_alone_is_urgent(knowledge: Knowledge) -> None:
    assert screen_answer(["SP11"], knowledge).tier == "urgent"


@pytest.mark.parametrize(
    ("reply", "questions"),
    [
        ("a bit of numbness when I wipe", ("SP1",)),
        ("the second one", ("SP2",)),
        ("fever and shivers", ("SP12",)),
        ("what are your prices", ()),
    ],
)
def test_a_free_reply_names_the_questions_it_says_yes_to(
    knowledge: Knowledge, read: Callable[[str], Reading], reply: str, questions: tuple[str, ...]
) -> None:
    assert questions_meant(read(reply), ("SP1", "SP2", "SP3", "SP12"), knowledge) == questions


@pytest.mark.parametrize(
    "text",
    [
        "I'm safe",
        "I've rung 999",
        "I'm at A&E",
        "my wife is driving me",
        "ok, the ambulance is on its way",
        "Called 111 and they are sending someone",
        "I'm not driving, my husband is driving me to A&E",
    ],
)
def test_being_safe_ends_the_safety_talk(
    knowledge: Knowledge, read: Callable[[str], Reading], text: str
) -> None:
    turn = safety_turn(RAISED, read(text), knowledge, flags=["ces"], asked=FEEL_SAFE)
    assert (turn.state, turn.words) == (SAFE, knowledge.emergency.messages["safe_thanks"])


@pytest.mark.parametrize(
    "text",
    [
        "I'm not safe",
        "I haven't called 999",
        "can I not just book an appointment?",
        "I'm not going to A&E",
        "I'll go to A&E tomorrow",
        "should I call 999?",
        "how much is a session",
        "no",
        "it's been like that for ages",
    ],
)
def test_anything_else_keeps_it_firm(knowledge: Knowledge, read: Callable[[str], Reading], text: str) -> None:
    turn = safety_turn(RAISED, read(text), knowledge, flags=["ces"], asked=FEEL_SAFE)
    assert turn.state == RAISED
    assert knowledge.red_flags["ces"].say in turn.words
    assert [b.payload for b in turn.buttons] == ["/i_am_safe", "/it_was_a_mistake", "/request_human"]


def test_a_repeat_uses_other_words(knowledge: Knowledge, read: Callable[[str], Reading]) -> None:
    said = {
        safety_turn(RAISED, read("how much is it"), knowledge, flags=["ces"], turns=n).words for n in (1, 2)
    }
    assert len(said) == 2


def test_taking_it_back_is_checked_with_one_plain_question(
    knowledge: Knowledge, read: Callable[[str], Reading]
) -> None:
    asked = safety_turn(RAISED, read("sorry, typo"), knowledge, flags=["ces"], asked=FEEL_SAFE)
    assert (asked.state, asked.asked) == (RAISED, WITHDRAWN_CHECK)
    cleared = safety_turn(RAISED, read("no"), knowledge, flags=["ces"], asked=WITHDRAWN_CHECK)
    assert cleared.state == WITHDRAWN
    stands = safety_turn(RAISED, read("yes"), knowledge, flags=["ces"], asked=WITHDRAWN_CHECK)
    assert stands.state == RAISED and knowledge.red_flags["ces"].say in stands.words


def test_the_buttons_do_what_they_say(knowledge: Knowledge, read: Callable[[str], Reading]) -> None:
    def press(intent: str) -> str:
        payload = Payload(intent=intent)
        turn = safety_turn(RAISED, read(""), knowledge, flags=["ces"], asked=FEEL_SAFE, payload=payload)
        return f"{turn.state} {turn.asked}"

    assert press("i_am_safe") == "safe None"
    assert press("it_was_a_mistake") == "raised withdrawn_check"
    assert press("request_human") == "raised feel_safe"


def test_a_new_flag_in_the_talk_brings_its_own_words(
    knowledge: Knowledge, read: Callable[[str], Reading]
) -> None:
    screening = Screening("999", (Flag("pe", "999", "", ""),))
    turn = safety_turn(RAISED, read("x"), knowledge, flags=["dvt"], screening=screening)
    assert turn.words.startswith(knowledge.red_flags["pe"].say)


def test_thoughts_of_suicide_are_met_gently_and_never_taken_back_lightly(
    knowledge: Knowledge, read: Callable[[str], Reading]
) -> None:
    turn = safety_turn(
        RAISED, read("sorry, ignore that"), knowledge, flags=["suicide_selfharm"], asked=FEEL_SAFE
    )
    assert turn.state == RAISED
    assert turn.words == knowledge.emergency.messages["mh_are_you_safe"]
    calm = safety_turn(RAISED, read("yes"), knowledge, flags=["suicide_selfharm"], asked=FEEL_SAFE)
    assert (calm.state, calm.words) == (SAFE, knowledge.emergency.messages["mh_safe_thanks"])


def test_not_safe_at_home_shows_no_buttons(knowledge: Knowledge, read: Callable[[str], Reading]) -> None:
    turn = safety_turn(RAISED, read("ok"), knowledge, flags=["safeguarding_abuse"], asked=FEEL_SAFE)
    assert turn.buttons == ()


def test_a_model_that_knows_another_flag_than_the_knowledge_is_refused_with_a_remedy(
    knowledge: Knowledge,
) -> None:
    fewer = {name: flag for name, flag in knowledge.red_flags.items() if name != "ces"}
    with pytest.raises(HeadError, match=r"knows ces.*tune it again"):
        load_head(dataclasses.replace(knowledge, red_flags=fewer))


def test_a_long_message_is_heard_to_its_end(screened: Callable[..., Screening]) -> None:
    ordinary = (
        "I had my knee replaced in March and it is going well. The stairs are fine. I would like to garden. "
    )
    assert (
        screened(ordinary * 30 + "Since last night I can't feel when I wipe and I have wet myself.").tier
        == "ae"
    )


def test_why_a_flag_fired_and_why_another_did_not(reader: Reader, screen: Screen) -> None:
    reading = reader.read("I can't feel when I wipe. No chest pain.", SENT)
    reasons = {r.flag: r for r in screen.explain(reading, screen.screen(reading))}
    assert reasons["ces"].fired and "can't feel when I wipe" in reasons["ces"].why
    denied = [r for r in reasons.values() if not r.fired and "says otherwise" in r.why]
    assert all(r.words.lower() in reading.text.lower() for r in denied)


def test_why_a_flag_fired_names_the_words_that_tell_it(reader: Reader, screen: Screen) -> None:
    reading = reader.read("my calf is swollen and hot since the knee replacement two weeks ago", SENT)
    [why] = [r.why for r in screen.explain(reading, screen.screen(reading)) if r.flag == "dvt"]
    assert re.search(r'words that tell it: .*"calf" \+\d', why)


def test_why_a_flag_did_not_fire_names_the_limit_that_it_was_held_against(
    reader: Reader, screen: Screen, knowledge: Knowledge
) -> None:
    reading = reader.read("my grip is weak", SENT)
    [why] = [r.why for r in screen.explain(reading, screen.screen(reading)) if r.flag == "neuro_deficit"]
    assert f"limit {knowledge.thresholds.few_words_probability:.2f}" in why


@pytest.mark.parametrize("text", ["", "\U0001f615\U0001f615", "zxqv jjkw"])
def test_unknown_words_speak_neither_for_nor_against_a_flag(knowledge: Knowledge, text: str) -> None:
    assert not load_head(knowledge).words.odds([text]).any()


def test_a_word_that_tells_a_sign_raises_the_odds_of_that_flag_most(knowledge: Knowledge) -> None:
    head = load_head(knowledge)
    told, idle = head.words.odds(["i wet myself and cannot feel when i wipe", "i sit and wipe the table"])
    assert head.flags[int((told - idle)[: len(head.flags)].argmax())] == "ces"


def test_the_advice_stands_beside_the_words_of_a_new_flag(
    read: Callable[[str], Reading], knowledge: Knowledge
) -> None:
    new = Screening("same_day", (Flag("safeguarding_abuse", "same_day", "he hits me", "phrase:x:1"),))
    turn = safety_turn(RAISED, read("he hits me"), knowledge, flags=["ces"], asked=FEEL_SAFE, screening=new)
    assert knowledge.red_flags["safeguarding_abuse"].say in turn.words
    assert knowledge.red_flags["ces"].say in turn.words


def test_nobody_hears_the_same_words_twice_running(
    read: Callable[[str], Reading], knowledge: Knowledge
) -> None:
    said = [
        safety_turn(RAISED, read("how much is it"), knowledge, flags=["ces"], turns=number).words
        for number in range(6)
    ]
    assert all(one != other for one, other in pairwise(said))
    assert all(knowledge.red_flags["ces"].say in words for words in said)


@pytest.mark.parametrize(
    "text",
    ["it has got worse since they checked it this morning", "they told me to come back if the GP checked it"],
)
def test_seen_before_is_not_safe_when_it_is_worse(
    read: Callable[[str], Reading], knowledge: Knowledge, text: str
) -> None:
    assert safety_turn(RAISED, read(text), knowledge, flags=["dvt"], asked=FEEL_SAFE).state == RAISED
