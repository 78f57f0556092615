"""How two procedure ids relate: the same, one the family of the other, or different operations."""

from __future__ import annotations

from physio.knowledge import Knowledge

ANY_SURGERY = "surgery"


def leaves(procedure: str, knowledge: Knowledge) -> frozenset[str]:
    """The single operations that an id may stand for: a family's variants, or the id itself."""
    item = knowledge.procedures.get(procedure)
    return frozenset(item.variants) if item is not None and item.variants else frozenset({procedure})


def is_family(procedure: str, knowledge: Knowledge) -> bool:
    """True for an id that leaves open which operation it was ("knee op")."""
    item = knowledge.procedures.get(procedure)
    return procedure == ANY_SURGERY or (item is not None and bool(item.variants))


def covers(general: str, specific: str, knowledge: Knowledge) -> bool:
    """True if `general` is a looser name for `specific`, as in "the hip surgery" for a hip replacement."""
    if general == specific or not is_family(general, knowledge):
        return False
    return general == ANY_SURGERY or leaves(specific, knowledge) < leaves(general, knowledge)


def related(one: str, other: str, knowledge: Knowledge) -> bool:
    """True if both ids may name one and the same operation."""
    return one == other or covers(one, other, knowledge) or covers(other, one, knowledge)


def region_of(procedure: str, knowledge: Knowledge) -> str | None:
    """The region of a procedure, or None where its words don't tell ("surgery")."""
    item = knowledge.procedures.get(procedure)
    return item.region if item is not None and item.region else None
