"""Regions of the body: which were spoken of, which come in pairs, and which mean the same place."""

from __future__ import annotations

from physio.facts.kinship import region_of
from physio.facts.model import Facts, Operation
from physio.knowledge import Knowledge

_LEG = {"hip", "groin", "thigh", "knee", "lower_leg", "ankle", "foot"}
PAIRED = frozenset({*_LEG, "shoulder", "arm", "elbow", "wrist", "hand"})
BETWEEN = {
    "thigh": ("hip", "groin", "knee"), "lower_leg": ("knee", "ankle"), "arm": ("shoulder", "elbow", "hand"),
    "ankle": ("foot",), "foot": ("ankle",),
}  # fmt: skip
"""The parts whose side a neighbour tells: that between joints, and the foot and its ankle."""
_WHOLE_SPINE = frozenset({"spine", "whole_spine"})


def same_place(one: str | None, other: str | None) -> bool:
    """True if two regions may mean one place: equal, or the spine and a part of it, or hand and wrist."""
    if one is None or other is None:
        return False
    spinal = one.endswith("spine") and other.endswith("spine")
    if spinal and (one in _WHOLE_SPINE or other in _WHOLE_SPINE):
        return True
    return one == other or {one, other} in ({"hand", "wrist"}, {"hip", "groin"})


def part_region(body_part: str | None, knowledge: Knowledge) -> str | None:
    """The region of a body part, or None if it isn't known."""
    item = knowledge.body_parts.get(body_part or "")
    return item.region if item is not None else None


def operations_at(facts: Facts, body_part: str, knowledge: Knowledge) -> list[Operation]:
    """The operations at the place of a body part ("the hip" for a hip keyhole operation)."""
    region = part_region(body_part, knowledge)
    return [op for op in live(facts) if same_place(region_of(op.procedure, knowledge), region)]


def live(facts: Facts) -> list[Operation]:
    """The operations that were not called off."""
    return [op for op in facts.operations if op.status != "cancelled"]


def regions(facts: Facts, knowledge: Knowledge) -> tuple[str, ...]:
    """The regions that the enquiry is about: of its operations, problems and symptoms, in that order."""
    found = [region_of(op.procedure, knowledge) for op in live(facts)]
    found += [part_region(p.body_part, knowledge) for p in facts.problems]
    found += [part_region(s.body_part, knowledge) for s in facts.symptoms]
    return tuple(dict.fromkeys(r for r in found if r is not None and r != "any"))
