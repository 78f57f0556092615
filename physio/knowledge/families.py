"""Families of operations: what can be said when a patient's words don't tell which variant it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Protocol

from physio.knowledge.model import OPERATED_PHASES, Family, Procedure


class HasVariants(Protocol):
    """A family, as written or as a procedure."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def variants(self) -> tuple[str, ...]:
        """The ids of the operations that it may mean."""


def join_families(
    procedures: Mapping[str, Procedure], families: Mapping[str, Family]
) -> dict[str, Procedure]:
    """The procedures, each with its narrowest family, and the families as procedures of their own."""
    joined = {
        key: dataclasses.replace(procedure, family=narrowest({key}, families))
        for key, procedure in procedures.items()
    }
    for key, family in families.items():
        joined[key] = _as_procedure(family, [procedures[v] for v in family.variants], families)
    return joined


def narrowest(variants: Iterable[str], families: Mapping[str, HasVariants]) -> str | None:
    """The smallest family that holds all these variants and more, or None."""
    wanted = set(variants)
    holding = [f for f in families.values() if wanted <= set(f.variants) and len(f.variants) > len(wanted)]
    return min(holding, key=lambda f: len(f.variants)).id if holding else None


def _as_procedure(family: Family, variants: list[Procedure], families: Mapping[str, Family]) -> Procedure:
    return Procedure(
        id=family.id,
        term=family.term,
        plain=family.plain,
        region=family.region,
        laterality=any(v.laterality for v in variants),
        levels=any(v.levels for v in variants),
        lay=family.lay,
        phases_weeks=strictest_phases(variants),
        precautions=(),
        profile=_shared_profile(variants),
        source=tuple(dict.fromkeys(code for v in variants for code in v.source)),
        variants=family.variants,
        family=narrowest(family.variants, families),
    )


def strictest_phases(variants: Iterable[Procedure]) -> dict[str, tuple[int, int]]:
    """The slowest course of all: each phase starts and ends no earlier than any variant's."""
    spans = [v.phases_weeks for v in variants]
    return {
        phase: (max(span[phase][0] for span in spans), max(span[phase][1] for span in spans))
        for phase in OPERATED_PHASES
    }


def _shared_profile(variants: Iterable[Procedure]) -> str | None:
    profiles = {v.profile for v in variants}
    return profiles.pop() if len(profiles) == 1 else None
