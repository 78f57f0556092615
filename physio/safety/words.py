"""The fixed words of the safety reply: the flag's own, chosen by tier and precedence, never written here."""

from __future__ import annotations

from physio.knowledge import Knowledge, RedFlag
from physio.safety.types import STOPPING, Flag, Screening, rank

SUICIDE, SAFEGUARDING = "suicide_selfharm", "safeguarding_abuse"
GENTLE = (SUICIDE, SAFEGUARDING)
"""Flags with words of their own throughout; those words are never dropped for another flag's."""


def reply_words(screening: Screening, knowledge: Knowledge) -> str:
    """What to say, whole and in order, or "" when no flag was raised.

    The first flag speaks. If it was raised above its usual tier, that tier's message comes first.
    The words about self-harm and about not being safe at home are always among them.
    """
    if not screening.flags:
        return ""
    first = screening.flags[0]
    beside = [f for f in screening.flags[1:] if f.id in GENTLE]
    parts = [*_spoken(first, knowledge), *(knowledge.red_flags[f.id].say for f in beside)]
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def _spoken(flag: Flag, knowledge: Knowledge) -> list[str]:
    known = knowledge.red_flags[flag.id]
    if flag.tier not in STOPPING or flag.id in GENTLE:
        return [known.say]
    if _raised(flag, known, knowledge):
        return [knowledge.emergency.messages[f"tier_{flag.tier}"], known.say]
    return [known.say, knowledge.emergency.messages["alerted_999" if flag.tier == "999" else "alerted"]]


def _raised(flag: Flag, known: RedFlag, knowledge: Knowledge) -> bool:
    return rank(flag.tier, knowledge) > rank(known.tier, knowledge)
