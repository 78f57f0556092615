"""What the reader finds in a sentence: one row for each rule, in patients' words."""

# ruff: noqa: RUF001

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading import Reader, build_reader
from physio.reading.model import ASSERTIONS, Reading

SENT = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader(load_knowledge())


def said(reading: Reading, entity: str) -> set[str]:
    """The ids of one entity, with the assertion where it isn't present ("negated swelling")."""
    found = [f for f in reading.findings if f.entity == entity]
    assert all(f.assertion in ASSERTIONS for f in found)
    return {f.value if f.assertion == "present" else f"{f.assertion} {f.value}" for f in found}


RULES = [
    # operations: the words tell the variant, the family, or only that there was one
    ("spinal fusion last year", "procedure", {"lumbar_fusion"}),
    ("right hip key hole", "procedure", {"hip_arthroscopy"}),
    ("key hole surgery on my right hip", "procedure", {"hip_arthroscopy"}),
    ("my hip (right) was scoped in June", "procedure", {"hip_arthroscopy"}),
    ("they replaced my left knee", "procedure", {"knee_replacement"}),
    ("I have a new knee (left)", "procedure", {"tkr"}),
    ("fusion at L5/S1", "procedure", {"lumbar_fusion"}),
    ("fusion at C5/6", "procedure", {"acdf"}),
    ("they fused L4 and L5 in my back", "procedure", {"lumbar_fusion"}),
    ("I had a keyhole op", "procedure", {"surgery"}),
    ("I had an operation in May", "procedure", {"surgery"}),
    ("I had my shoulder operated on", "procedure", {"shoulder_surgery"}),
    ("had my right hip done", "procedure", {"hip_surgery"}),
    ("my fuison was in May", "procedure", {"lumbar_fusion"}),
    ("hip arthoscopy in May", "procedure", {"hip_arthroscopy"}),
    ("laminectomy L4/5", "procedure", {"lumbar_decompression"}),
    ("I feel sad", "procedure", set()),
    ("my GP surgery is closed", "procedure", set()),
    ("what are your hours of operation", "procedure", set()),
    ("my knee hurts since surgery", "procedure", {"surgery"}),
    ("L THR 6 weeks ago", "procedure", {"total_hip_replacement"}),
    ("I haven't had surgery", "procedure", {"negated surgery"}),
    ("my mum had her hip done", "procedure", {"other_person hip_surgery"}),
    ("I had a hip replacement ten years ago", "procedure", {"total_hip_replacement"}),
    ("I had my hip replaced ten years ago", "procedure", {"hip_replacement"}),
    ("bunion surgery on both feet", "procedure", {"bunion_correction"}),
    # spinal levels, however written
    ("L5/S1", "spinal_level", {"L5/S1"}),
    ("it was L5-S1", "spinal_level", {"L5/S1"}),
    ("L5S1 fusion", "spinal_level", {"L5/S1"}),
    ("l4 5 disc", "spinal_level", {"L4/L5"}),
    ("fused L45", "spinal_level", {"L4/L5"}),
    ("between L4 and L5", "spinal_level", {"L4/L5"}),
    ("C5/6 and T8", "spinal_level", {"C5/C6", "T8"}),
    ("doing C25K, L5 3AB, T2 diabetic", "spinal_level", set()),
    # sides, and words that are none
    ("it's my right knee", "side", {"right"}),
    ("lhs", "side", {"left"}),
    ("r hip", "side", {"right"}),
    ("L knee", "side", {"left"}),
    ("both knees", "side", {"both"}),
    ("bilateral knee replacements", "side", {"both"}),
    ("the left one", "side", {"left"}),
    ("it's the left not the right", "side", {"left", "negated right"}),
    ("I left work early", "side", set()),
    ("what's left of my knee", "side", set()),
    ("come right away", "side", set()),
    ("I'm all right", "side", set()),
    ("it hurts right now", "side", set()),
    ("that's the one, right?", "side", set()),
    ("she left my knee worse", "side", set()),
    ("both physio and surgeon agree", "side", set()),
    # body parts, and sayings
    ("back pain", "body_part", {"lower_back"}),
    ("my back hurts", "body_part", {"lower_back"}),
    ("back in March I could run", "body_part", set()),
    ("I want to go back to work", "body_part", set()),
    ("please get back to me", "body_part", set()),
    ("on the other hand it works", "body_part", set()),
    ("do you do hands on treatment", "body_part", set()),
    ("who will foot the bill", "body_part", set()),
    ("I'm knee deep in work", "body_part", set()),
    ("we have a joint account", "body_part", set()),
    ("my sholder aches", "body_part", {"shoulder"}),
    ("will it heal", "body_part", set()),
    ("my heel is sore", "body_part", {"heel_achilles"}),
    ("my left angle is swollen", "body_part", {"ankle"}),
    ("at an odd angle", "body_part", set()),
    ("tight hips flexors & adductors", "body_part", {"groin"}),
    ("calves and hammies", "body_part", {"calf", "thigh_back"}),
    ("glute med", "body_part", {"buttock"}),
    ("my hamstering is tight", "body_part", {"thigh_back"}),
    # symptoms
    ("pins n needles in my foot", "symptom", {"tingling"}),
    ("my leg feels week", "symptom", {"weakness"}),
    ("it was three weeks ago", "symptom", set()),
    ("short notice, sorry", "symptom", set()),
    ("is the clinic open today", "symptom", set()),
    ("my wound has opened", "symptom", {"wound_change"}),
    ("I can't bend my knee", "symptom", {"stiffness"}),
    ("my knee keeps clicking", "symptom", {"clicking"}),
    ("my calf is cramping", "symptom", {"cramp"}),
    # assertion
    ("no swelling", "symptom", {"negated swelling"}),
    ("my knee isn't swollen", "symptom", {"negated swelling"}),
    ("no numbness but I can't wee", "symptom", {"negated numbness", "bladder_bowel"}),
    (
        "no swelling, fever or numbness",
        "symptom",
        {"negated swelling", "negated fever_unwell", "negated numbness"},
    ),
    ("I used to get cramp", "symptom", {"historical cramp"}),
    ("when I was 12 I had numbness", "symptom", {"historical numbness"}),
    ("should I worry about swelling?", "symptom", {"hypothetical swelling"}),
    ("my friend's calf is swollen, my knee is stiff", "symptom", {"other_person swelling", "stiffness"}),
    ("my wife says my calf is swollen", "symptom", {"swelling"}),
    # activities, goals, modifiers
    ("I went back to yoga", "activity", {"yoga"}),
    ("couch to 5k", "activity", {"couch_to_5k"}),
    ("it runs in the family", "activity", set()),
    ("who runs the clinic", "activity", set()),
    ("I work next to your clinic", "activity", set()),
    ("I need strength, mobility and fitness", "goal", {"strength", "mobility", "fitness"}),
    ("I'm on warfarin", "modifier", {"blood_thinners"}),
    ("I'm 32 weeks pregnant", "modifier", {"pregnant"}),
    ("my son drives me there", "modifier", set()),
    # asks
    ("what do you guys offer", "ask", {"services"}),
    ("just curious as to what you guys offer", "ask", {"services"}),
    ("if someone could get back to me that would be great", "ask", {"callback"}),
    ("can I run?", "ask", {"advice"}),
    ("when can I drive again?", "ask", {"advice"}),
    ("how much is a session?", "ask", {"price"}),
    ("how much pain is normal?", "ask", {"advice"}),
    ("I'd like to book an appointment", "ask", {"booking"}),
    ("I have an appointment with my surgeon on Friday", "ask", set()),
    ("please stop calling me", "ask", set()),
    ("are you open on Saturdays?", "ask", {"opening_hours"}),
    ("my email address is a@example.org", "ask", set()),
    ("can I talk to a human", "ask", {"human"}),
    # sites
    ("I work next to your Moorgate clinic", "site", {"moorgate"}),
    ("are you open on the bank holiday", "site", set()),
]


@pytest.mark.parametrize(("text", "entity", "ids"), RULES, ids=[f"{e}: {t}" for t, e, _ in RULES])
def test_a_sentence_is_read_as(reader: Reader, text: str, entity: str, ids: set[str]) -> None:
    assert said(reader.read(text, SENT), entity) == ids


REPLIES = [
    ("yes", "yes"),
    ("yeah", "yes"),
    ("yes since Tuesday", "yes"),
    ("no", "no"),
    ("no it isn't swollen", "no"),
    ("nope none of those", "none_of_these"),
    ("none of the above", "none_of_these"),
    ("not sure", "not_sure"),
    ("i dunno sorry", "not_sure"),
    ("skip", "skip"),
    ("rather not say", "skip"),
    ("I'm at A&E now", "safe"),
    ("sorry, that was a typo", "withdraw"),
    ("thanks", "thanks"),
    ("hello", "greeting"),
    ("the physio at the hospital left me with no exercises, I had an op on the right knee 4 weeks ago", None),
    ("my knee is swollen", None),
    ("sorry I meant the left", None),
    ("right hip", None),
]


@pytest.mark.parametrize(("text", "reply"), REPLIES, ids=[t for t, _ in REPLIES])
def test_a_short_answer_is_read_as(reader: Reader, text: str, reply: str | None) -> None:
    assert reader.read(text, SENT).reply == reply


CORRECTING = [
    ("sorry I meant the left not the right", True),
    ("actually it was the right knee", True),
    ("it's the left not the right", True),
    ("you've got that wrong", True),
    ("my left knee hurts", False),
    ("no it isn't swollen", False),
    ("it's not swollen", False),
]


@pytest.mark.parametrize(("text", "correcting"), CORRECTING, ids=[t for t, _ in CORRECTING])
def test_words_that_take_something_back_are_noticed(reader: Reader, text: str, correcting: bool) -> None:
    assert reader.read(text, SENT).correcting is correcting


CARERS = [
    ("my mum had her hip replaced last week and her calf is swollen", True, "mum"),
    ("Writing for my husband. He can't wee.", True, "husband"),
    ("my son hurt his ankle yesterday, can you see him?", True, "son"),
    ("my mum had her hip done and loved you. My knee hurts.", False, None),
    ("my wife drives me, my knee is stiff", False, None),
    ("I'm safe, my wife is with me", False, None),
    ("my husband is driving me to A&E", False, None),
    ("my mum is with me, she has a swollen calf", True, "mum"),
    ("Dad (82) broke his hip and he's scared of falling", True, "dad"),
    ("husband had heart surgery, he's very breathless", True, "husband"),
    ("my knee hurts", False, None),
]


@pytest.mark.parametrize(("text", "carer", "relation"), CARERS, ids=[t for t, _, _ in CARERS])
def test_a_carer_is_told_from_an_aside(reader: Reader, text: str, carer: bool, relation: str | None) -> None:
    reading = reader.read(text, SENT)
    assert (reading.carer, reading.relation) == (carer, relation)


def test_what_a_carer_tells_is_about_the_patient(reader: Reader) -> None:
    reading = reader.read("my mum had her hip replaced last week and her calf is swollen", SENT)
    assert said(reading, "symptom") == {"swelling"}
    assert said(reading, "procedure") == {"hip_replacement"}


LANGUAGES = [
    ("dzień dobry, boli mnie kolano po operacji", "pl"),
    ("buna ziua, ma doare genunchiul dupa operatie", "ro"),
    ("hola, tengo dolor en la rodilla después de la operación", "es"),
    ("bonjour, j'ai mal au genou depuis l'opération", "fr"),
    ("olá, tenho uma dor no joelho depois da operação", "pt"),
    ("merhaba, ameliyat sonra dizim çok ağrıyor", "tr"),
    ("আমার হাঁটুতে ব্যথা", "bn"),
    ("ਮੇਰੇ ਗੋਡੇ ਵਿੱਚ ਦਰਦ ਹੈ", "pa"),
    ("ركبتي تؤلمني", "ar"),
    ("میرے گھٹنے میں درد ہے", "ur"),
    ("my knee hurts after the op", "en"),
    ("L5/S1", "en"),
    ("ok", "en"),
    ("knee sore 3/52 post op pls ring", "en"),
]


@pytest.mark.parametrize(("text", "code"), LANGUAGES, ids=[c + t for t, c in LANGUAGES])
def test_the_language_is_noticed(reader: Reader, text: str, code: str) -> None:
    assert reader.read(text, SENT).language == code


def test_a_moment_without_a_time_zone_is_refused(reader: Reader) -> None:
    with pytest.raises(ValueError, match="time zone"):
        reader.read("hi", datetime(2026, 1, 1))


def test_every_finding_lies_in_the_text(reader: Reader) -> None:
    text = "Hi!! my   L knee\n\n- swollen.. dr. Shah said e.g. rest\r\n• call 07700 900491 🙂 “it’s bad”"
    reading = reader.read(text, SENT)
    assert reading.findings
    for finding in reading.findings:
        assert text[finding.start : finding.end] == finding.text
