"""Safety: red flags in a message, their tier, their fixed words, and the talk while one is open."""

from physio.safety.answers import questions_meant, screen_answer
from physio.safety.help import says_safe
from physio.safety.order import screening_of
from physio.safety.screen import Screen, build_screen
from physio.safety.talk import (
    FEEL_SAFE,
    NONE,
    RAISED,
    SAFE,
    SAFETY_QUESTIONS,
    SAFETY_STATES,
    WITHDRAWN,
    WITHDRAWN_CHECK,
    Button,
    SafetyTurn,
    first_turn,
    safety_buttons,
    safety_turn,
)
from physio.safety.types import ROUTINE, STOPPING, Flag, Screening, highest, rank
from physio.safety.words import reply_words

__all__ = [
    "FEEL_SAFE",
    "NONE",
    "RAISED",
    "ROUTINE",
    "SAFE",
    "SAFETY_QUESTIONS",
    "SAFETY_STATES",
    "STOPPING",
    "WITHDRAWN",
    "WITHDRAWN_CHECK",
    "Button",
    "Flag",
    "SafetyTurn",
    "Screen",
    "Screening",
    "build_screen",
    "first_turn",
    "highest",
    "questions_meant",
    "rank",
    "reply_words",
    "safety_buttons",
    "safety_turn",
    "says_safe",
    "screen_answer",
    "screening_of",
]
