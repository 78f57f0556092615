"""Words that book: "an appointment", "can somebody come", one of the team by name."""

from __future__ import annotations

import re
from functools import lru_cache

from physio.clinic import load_clinic


def books(text: str) -> bool:
    """Whether the words ask for a visit."""
    return _booking().search(text) is not None


@lru_cache(maxsize=1)
def _booking() -> re.Pattern[str]:
    team = "|".join(re.escape(person.name) for person in load_clinic().team.values())
    return re.compile(
        r"\bbook\b|\bappointment\b|\b(need|want|would like|i'd like|have|get) an? (video|home)\b"
        rf"|\b(can|could|would|will) (she|he|they|you|someone|somebody|anyone|a physio|{team})"
        r"( \w+){0,2}? come\b"
        r"|\b(like|love|want|need|prefer) (you|someone|somebody|one|a physio|the physio)( \w+)? to come\b",
        re.IGNORECASE,
    )
