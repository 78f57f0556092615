"""What a question asks: one thing, or two that belong together in one sentence ("side:when")."""

from __future__ import annotations

SIDE_AND_WHEN = "side:when"
CONFIRM_AND_CONTACT = "visit_confirm:contact"
_TOGETHER = (SIDE_AND_WHEN, CONFIRM_AND_CONTACT)
_WHOLE = "screening:"


def questions_in(asked: str | None) -> tuple[str, ...]:
    """The single questions that were put, if any; "when:tkr" is one, about one operation."""
    if asked is None or asked.startswith(_WHOLE):
        return (asked,) if asked else ()
    parts = asked.split(":")
    return tuple(parts) if asked in _TOGETHER else (parts[0],)
