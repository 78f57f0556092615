"""Operations told in pieces, with their own sides, levels and dates; wishes; words in another sense."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import load_knowledge
from physio.reading import Reader, build_reader
from physio.reading.model import Reading

SENT = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader(load_knowledge())


def operations(reading: Reading) -> set[tuple[str, str | None, str | None]]:
    """Each operation of a message with its side and date."""
    dates = {f.group: f.value for f in reading.of("when") if f.extra["about"] == "operation"}
    named = {f.group: f for f in reading.of("procedure")}
    return {(f.value, f.extra.get("side"), dates.get(group)) for group, f in named.items()}


OPERATIONS = [
    # pieces in any order, with other words between them
    ("broke my collarbone and they plated it", {("clavicle_acj_fixation", None, None)}),
    ("the labrum was stitched on my left hip", {("hip_arthroscopy_repair", "left", None)}),
    ("Tore my meniscus. They trimmed it on 20 May", {("meniscectomy", None, "2026-05-20")}),
    ("they had to pin my wrist, it was broken", {("distal_radius_orif", None, None)}),
    ("a tendon in my little finger was cut and repaired", {("flexor_tendon_repair", None, None)}),
    ("removed: one bunion", {("bunion_correction", None, None)}),
    ("my knee was bad so I had it scoped", {("knee_arthroscopy", None, None)}),
    # "replacement" names the operation, "replaced" leaves open how much
    ("I had a knee replacement", {("tkr", None, None)}),
    ("I had my knee replaced", {("knee_replacement", None, None)}),
    # the part alone is no operation
    ("tore my meniscus skiing", set()),
    ("I tore my ACL last year", set()),
    ("ACL, March, right knee", {("acl_reconstruction", "right", "2026-03-01")}),
    ("I have carpal tunnel", set()),
    ("frozen shoulder, no op", set()),
    # the side, in the next sentence, after a comma, or the same as before
    ("I had my big toe fused. It's the left", {("big_toe_surgery", "left", None)}),
    ("MPFL reconstruction, right", {("patella_stabilisation", "right", None)}),
    ("Had hand surgery. Right hand", {("hand_surgery", "right", None)}),
    ("shoulder op, keyhole. Left one", {("shoulder_arthroscopy", "left", None)}),
    ("bunion op rite foot", {("bunion_correction", "right", None)}),
    ("double mastectomy", {("mastectomy_breast", "both", None)}),
    ("op left elbow", {("elbow_surgery", "left", None)}),
    (
        "left hip replacement in 2019. Then they plated the ankle on that same leg",
        {("total_hip_replacement", "left", "2019-01-01"), ("ankle_fracture_orif", "left", None)},
    ),
    # the same operation on two sides
    (
        "SI joint fused, left in February and the right in July",
        {("sij_fusion", "left", "2026-02-01"), ("sij_fusion", "right", "2026-07-01")},
    ),
    (
        "both hands were done for carpal tunnel, right in March and left in June",
        {("carpal_tunnel", "right", "2026-03-01"), ("carpal_tunnel", "left", "2026-06-01")},
    ),
    (
        "hip resurfacing both sides, left march 24 right oct 24",
        {("total_hip_replacement", "left", "2024-03-01"), ("total_hip_replacement", "right", "2024-10-01")},
    ),
    (
        "Right knee replaced in March 2024. The left was done on 7 September.",
        {("knee_replacement", "right", "2024-03-01"), ("knee_replacement", "left", "2026-09-07")},
    ),
    (
        "It's both my knees. The right was replaced in March 2024. The left was done on 7 September.",
        {("knee_replacement", "right", "2024-03-01"), ("knee_replacement", "left", "2026-09-07")},
    ),
    # what was done to a list was done to each
    (
        "bunion and hammer toe done on the left on 1 September",
        {("bunion_correction", "left", "2026-09-01"), ("forefoot_minor", "left", "2026-09-01")},
    ),
    # the date: beside the operation, not beside what came after
    (
        "osteotomy of my shin in May and in August the plate came out",
        {("knee_osteotomy", None, "2026-05-01")},
    ),
    (
        "neuroma next to my little toe taken out on 30 June",
        {("forefoot_minor", None, "2026-06-30")},
    ),
    (
        "I fell after having my left ankle pinned (12 October)",
        {("ankle_fracture_orif", "left", "2026-10-12")},
    ),
    ("gluteal tendon repair (left, 13 weeks)", {("gluteal_repair", "left", "2026-08-24")}),
    ("TKR on 2 June, stitches out last week", {("tkr", None, "2026-06-02")}),
    ("8 weeks out from a left THR", {("total_hip_replacement", "left", "2026-09-28")}),
    ("12 weeks post ACL", {("acl_reconstruction", None, "2026-08-31")}),
    ("hip replacement in febuary", {("total_hip_replacement", None, "2026-02-01")}),
    ("Knee op. That was 6 October", {("knee_surgery", None, "2026-10-06")}),
    ("broke my wrist in July, it was plated on the 17th", {("distal_radius_orif", None, "2026-07-17")}),
    (
        "ruptured my achilles on 3 August, they stitched it the week after",
        {("achilles_repair", None, "2026-08-10")},
    ),
    ("hip replacement this January", {("total_hip_replacement", None, "2026-01-01")}),
    ("meniscus repaired in the middle of October", {("meniscal_repair", None, "2026-10-11")}),
    (
        "ACL reconstruction and meniscus repair on 5 May",
        {("acl_reconstruction", None, "2026-05-05"), ("meniscal_repair", None, "2026-05-05")},
    ),
    # a general word is the operation that is named beside it
    (
        "two operations this year, in March my hip was replaced and in May I had a bunion op",
        {("hip_replacement", None, "2026-03-01"), ("bunion_correction", None, "2026-05-01")},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), OPERATIONS, ids=[text for text, _ in OPERATIONS])
def test_each_operation_has_its_own_side_and_date(reader: Reader, text: str, wanted: object) -> None:
    assert operations(reader.read(text, SENT)) == wanted


LEVELS = [
    ("fused from C4 to C6", {"C4/C5", "C5/C6"}),
    ("rods and screws in my back from T10 to L1", {"T10/T11", "T11/T12", "T12/L1"}),
    ("kyphoplasty at T12", {"T12"}),
    ("L3/4 and L4/5 laminectomy", {"L3/L4", "L4/L5"}),
]


@pytest.mark.parametrize(("text", "wanted"), LEVELS, ids=[text for text, _ in LEVELS])
def test_a_span_of_levels_is_told_disc_by_disc(reader: Reader, text: str, wanted: set[str]) -> None:
    assert {f.value for f in reader.read(text, SENT).of("spinal_level")} == wanted


FOUND = [
    # a wish to do something is a goal; a question or a fact is none
    ("I'd love to ski again", "goal", {"return_to_sport"}),
    ("I want to get back to work", "goal", {"return_to_work"}),
    ("hoping to run a half marathon", "goal", {"return_to_running"}),
    ("back to hockey when?", "goal", set()),
    ("my arm feels strong", "goal", set()),
    ("I fit kitchens", "goal", set()),
    ("strength", "goal", {"strength"}),
    # parts that only say where the operation was are no complaint; what hurts is
    ("ACL recon on my right knee in June", "body_part", set()),
    ("had my right knee replaced, it is stiff", "body_part", {"knee"}),
    ("Had foot surgery. My arch is tight", "body_part", {"foot"}),
    ("pain down my left arm", "body_part", {"upper_arm"}),
    ("my arm goes up fine", "body_part", set()),
    ("when I pick up the baby my back grabs me", "body_part", {"lower_back"}),
    ("I did lego with my son and my hips are stiff", "symptom", {"stiffness"}),
    ("wringing out a cloth hurts", "body_part", set()),
    # words in another sense
    ("I run a bakery", "activity", set()),
    ("is the lift at Moorgate working?", "activity", set()),
    ("I walk to work", "activity", {"walking"}),
    ("should I carry on", "activity", set()),
    ("the plan is to rest", "activity", set()),
    ("my knee won't bend", "activity", set()),
    ("I'm on gardening leave", "activity", set()),
    ("I'm scared of falling behind", "symptom", set()),
    ("my back gets tired", "symptom", set()),
    ("what are your opening times", "symptom", set()),
    # over or denied
    ("the swelling is long gone", "symptom", set()),
    ("my knee doesnt hurt", "symptom", set()),
    # asks
    ("whats your opening times on a saturday", "ask", {"opening_hours"}),
    ("how soon can u see me", "ask", {"how_soon"}),
    ("do you have anybody who knows hips?", "ask", {"who"}),
    ("can I claim it back from Bupa", "ask", {"insurance"}),
    ("need to move my appointment to Thursday", "ask", {"cancel"}),
]


@pytest.mark.parametrize(("text", "entity", "wanted"), FOUND, ids=[f"{e}: {t}" for t, e, _ in FOUND])
def test_what_a_message_says_is_found(reader: Reader, text: str, entity: str, wanted: set[str]) -> None:
    assert {f.value for f in reader.read(text, SENT).of(entity)} == wanted


NAMES = [
    ("Can I book in? Imogen Sallis", "Imogen Sallis"),
    ("My number is 07700 900514, Niamh", "Niamh"),
    ("Ring me, Anneka, on 07700 900663", "Anneka"),
    ("Yours faithfully, Gerald Astbury, telephone 020 7946 0451.", "Gerald Astbury"),
    ("call after six 07700 900118 josh", "Josh"),
    ("my knee hurts. I'd come to Waterloo. Mrs Siân O'Dowd, s.odowd@example.org", "Siân O'Dowd"),
    ("I live in Clapham, London", None),
    ("Is Tuesday any good? Thanks", None),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=[text for text, _ in NAMES])
def test_a_name_at_the_end_of_a_message_is_the_writers(reader: Reader, text: str, wanted: str | None) -> None:
    assert [f.value for f in reader.read(text, SENT).of("person_name")] == ([wanted] if wanted else [])
