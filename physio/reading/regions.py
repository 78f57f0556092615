"""Operations on the spine told by their level: a discectomy "at C6/7" was in the neck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from physio.reading.model import Finding

_IN_THE_NECK = {
    "lumbar_fusion": "acdf",
    "lumbar_microdiscectomy": "acdf",
    "lumbar_disc_replacement": "cervical_disc_replacement",
    "lumbar_decompression": "cervical_posterior",
    "spine_surgery": "neck_surgery",
}


def by_level(found: list[Finding], levels: Iterable[Finding]) -> list[Finding]:
    """The findings of a sentence, as operations on the neck if all its levels are there."""
    if {level.value[0] for level in levels} != {"C"}:
        return found
    return [_in_the_neck(f) if f.entity == "procedure" else f for f in found]


def _in_the_neck(finding: Finding) -> Finding:
    value = _IN_THE_NECK.get(finding.value, finding.value)
    return finding if value == finding.value else replace(finding, value=value, by=f"{finding.by}; neck")
