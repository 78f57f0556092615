"""Which advice fits which words: the topics of the advice pack, tied to what was said.

A topic is offered only when something that the person said asks for it. `procedures` limits an item
whose text speaks of one kind of operation ("After a fusion ...") to people who had that operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from physio.facts.kinship import leaves, region_of
from physio.facts.model import Facts
from physio.facts.regions import live, regions, same_place
from physio.knowledge import Advice, Knowledge


@dataclass(frozen=True)
class Cue:
    """What makes a topic relevant: any of these said. `from_start` needs no words beside the operation."""

    goals: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    symptoms: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    from_start: bool = False


def _cue(
    goals: str = "", activities: str = "", symptoms: str = "", asks: str = "",
    procedures: str = "", regions: str = "", from_start: bool = False,
) -> Cue:  # fmt: skip
    return Cue(
        goals=frozenset(goals.split()), activities=frozenset(activities.split()),
        symptoms=frozenset(symptoms.split()), asks=frozenset(asks.split()),
        procedures=frozenset(procedures.split()), regions=frozenset(regions.split()), from_start=from_start,
    )  # fmt: skip


_FUSIONS = "lumbar_fusion scoliosis_correction"
_LOOSER = "flexibility mobility"
_STRONGER = "strength fitness confidence"
_TIGHT = "stiffness tightness cramp"
_PAINS = "pain_ache pain_sharp pain_burning pain_throbbing"
_KNEE_REPAIRS = "tkr ukr acl_reconstruction multiligament_knee meniscal_repair patella_stabilisation"

CUES: dict[str, Cue] = {
    "prehab": _cue(goals="prehab fitness strength", from_start=True),
    "pacing": _cue(symptoms=_PAINS, from_start=True),
    "symptoms_not_chased": _cue(symptoms=f"{_PAINS} {_TIGHT} swelling"),
    "long_term": _cue(goals=f"{_LOOSER} {_STRONGER} return_to_sport return_to_activity"),
    "sleep": _cue(goals="sleep", activities="sleeping", symptoms="night_pain sleep_position fatigue_mood"),
    "icing": _cue(symptoms="swelling"),
    "elevation": _cue(symptoms="swelling"),
    "clots": _cue(symptoms="swelling cramp", from_start=True),
    "wound": _cue(symptoms="wound_change scar_symptoms"),
    "scar": _cue(symptoms="scar_symptoms"),
    "numb_scar": _cue(symptoms="scar_symptoms"),
    "warm_scar": _cue(symptoms="scar_symptoms"),
    "driving": _cue(goals="driving", activities="driving"),
    "flying": _cue(activities="flying"),
    "return_to_work": _cue(goals="return_to_work", activities="work desk_work"),
    "painkillers": _cue(symptoms="pain_severe"),
    "walking": _cue(goals="walking fitness", activities="walking hiking", from_start=True),
    "sitting": _cue(goals="return_to_work", activities="sitting desk_work work"),
    "stretching_after_fusion": _cue(
        goals=_LOOSER, activities="yoga pilates stretching", symptoms=_TIGHT, procedures=_FUSIONS
    ),
    "thoracic": _cue(goals=_LOOSER, symptoms="stiffness", regions="lumbar_spine whole_spine"),
    "joints_vs_muscles": _cue(goals=_LOOSER, activities="stretching", symptoms=_TIGHT),
    "hands_on": _cue(symptoms="stiffness", asks="services"),
    "running": _cue(goals="return_to_running", activities="running couch_to_5k"),
    "running_not_yet": _cue(goals="return_to_running", activities="running couch_to_5k"),
    "running_dates_needed": _cue(goals="return_to_running", activities="running couch_to_5k"),
    "hip_arthroscopy": _cue(procedures="hip_arthroscopy_simple hip_arthroscopy_repair", from_start=True),
    "hip_precautions": _cue(procedures="total_hip_replacement hip_revision", from_start=True),
    "hip_stretch": _cue(goals=_LOOSER, activities="yoga stretching", symptoms=_TIGHT),
    "knee_bend": _cue(goals=_LOOSER, symptoms="stiffness", procedures=_KNEE_REPAIRS, from_start=True),
    "knee_swelling": _cue(symptoms="swelling", procedures=_KNEE_REPAIRS),
    "knee_kneeling": _cue(activities="kneeling gardening"),
    "acl_return": _cue(
        goals="return_to_sport return_to_running",
        activities="football rugby netball skiing running tennis",
        procedures="acl_reconstruction multiligament_knee",
    ),
    "sling": _cue(
        procedures="rotator_cuff_repair shoulder_stabilisation shoulder_replacement clavicle_acj_fixation",
        from_start=True,
    ),
    "shoulder_soreness": _cue(symptoms=_PAINS),
    "hand_elevation": _cue(symptoms="swelling", from_start=True),
    "grip": _cue(goals="strength", symptoms="weakness"),
    "boot": _cue(
        procedures="achilles_repair ankle_fracture_orif ankle_ligament_reconstruction", from_start=True
    ),
    "foot_up": _cue(symptoms="swelling", from_start=True),
    "swimming": _cue(activities="swimming"),
    "cycling": _cue(activities="cycling"),
    "gym": _cue(goals="strength", activities="gym lifting"),
    "yoga": _cue(activities="yoga"),
    "strength_first": _cue(goals=f"{_STRONGER} {_LOOSER}", symptoms="weakness"),
    "stay_active": _cue(symptoms=f"{_PAINS} stiffness", from_start=True),
    "physio_first_visit": _cue(asks="what_to_bring visit who"),
    "c_section": _cue(procedures="caesarean_section", from_start=True),
    "breast_surgery": _cue(procedures="mastectomy_breast breast_reconstruction", from_start=True),
    "safety_net": _cue(),
}
"""Topics that are missing here (`dates`, `another_person`) are questions to the person, not advice."""

ALIKE = (frozenset({"stretching_after_fusion", "hip_stretch", "strength_first", "long_term"}),)
"""Topics that say much the same (control before stretching): one of them is enough."""

_PER_WORD, _PER_ACTIVITY, _OF_REGION, _OF_OPERATION, _FROM_START = 10, 25, 6, 8, 1


def relevance(item: Advice, facts: Facts, knowledge: Knowledge) -> int:
    """How much an item answers what was said; 0 if it doesn't, or speaks of another place or operation."""
    cue = CUES.get(item.topic)
    if cue is None or not _fits_region(item, cue, facts, knowledge):
        return 0
    if cue.procedures and not _had(cue.procedures, facts, knowledge):
        return 0
    said = _said(cue, facts)
    if said == 0 and not cue.from_start:
        return 0
    place = _OF_REGION if item.region != "any" else 0
    return said + place + (_OF_OPERATION if cue.procedures else 0) + _FROM_START


def _fits_region(item: Advice, cue: Cue, facts: Facts, knowledge: Knowledge) -> bool:
    """An item of a region is for those whose operation (or, without one, whose problem) is there."""
    operated = [region_of(op.procedure, knowledge) for op in live(facts)]
    places = operated or list(regions(facts, knowledge))
    wanted = {item.region, *cue.regions}
    return item.region == "any" or any(same_place(p, w) for p in places for w in wanted)


def _had(procedures: Iterable[str], facts: Facts, knowledge: Knowledge) -> bool:
    """True if an operation is surely one of these: a family counts only when all its variants do."""
    return any(leaves(op.procedure, knowledge) <= set(procedures) for op in live(facts))


def _said(cue: Cue, facts: Facts) -> int:
    """Points for what was said; an activity is the most particular thing that a person names."""
    asked = {a.ask for a in facts.asks}
    active = {*facts.activities, *(a.activity for a in facts.asks if a.activity)}
    symptoms = {s.symptom for s in facts.symptoms}
    words = [cue.goals & set(facts.goals), cue.symptoms & symptoms, cue.asks & asked]
    named = _PER_ACTIVITY * len(cue.activities & active)
    return named + _PER_WORD * sum(len(matched) for matched in words)
