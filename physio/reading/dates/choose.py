"""Which reading of a date is meant, and what it is about: the words around it decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from physio.reading.dates.cues import (
    ABOUT,
    AHEAD,
    APPOINTMENT,
    AROUND,
    BEHIND,
    CALLED_OFF,
    CLAUSE_BREAK,
    GOES_ON,
    HAD,
    HAVING_DONE,
    ONSET,
    OPERATION,
    OTHER,
    SAYS_IT,
    STARTS_ANEW,
    THAT_WAS,
    TILL,
)
from physio.reading.dates.mention import SENTENCE, Mention

PAST, FUTURE = "past", "future"
Span = tuple[int, int]
_SIDE, _CLAUSE = 30.0, 40.0
_FAR, _CLOSE = 1e9, 20.0
_LIMIT = {ONSET: _CLOSE, OTHER: _CLAUSE}
_BESIDE, _HARDLY = 40, 8  # letters between an operation and a date that belongs to it
_NEXT_BY = 60  # letters from an operation to the sentence that dates it
_SHORT = 90  # letters of a sentence that goes on with the one before ("Left knee, 10 weeks.")


@dataclass(frozen=True)
class Sense:
    """The chosen reading: past or future, and about what. `sure` is false when no word nearby decided."""

    tense: str
    about: str
    sure: bool


def choose(text: str, mention: Mention, asking: bool, operations: Sequence[Span] = ()) -> Sense | None:
    """Decide how a mention is meant, or None when it is about something else (a scan, a holiday).

    `asking` is true when the words give a time of day as a wish; `operations` are the places of those named.
    """
    start, end = _sentence(text, mention)
    here = [span for span in operations if start <= span[0] < end]
    about, known = _about(text, mention, start, end, here)
    if mention.about is None and _says_when(text, mention, start, operations):
        about, known = OPERATION, True
    tense = _tense_of(text, mention, start, _clause_end(text, mention, end) if about == OPERATION else end)
    if (about == OTHER and known) or (tense != FUTURE and _called_off(text, mention, start, end)):
        return None
    asked = asking and not (about == OPERATION and known)
    if tense is None and (asked or (about == APPOINTMENT and known)):
        return Sense(FUTURE, APPOINTMENT, True)
    if about == OTHER:
        return Sense(FUTURE, APPOINTMENT, False) if tense == FUTURE else None
    if tense == FUTURE:
        return Sense(FUTURE, _future_about(text, mention, start, end, about, known), known)
    return Sense(PAST, _past_about(about, known), tense is not None)


def _clause_end(text: str, mention: Mention, end: int) -> int:
    """Where the clause of an operation's date ends: what is wanted after that says nothing of its tense."""
    stop = CLAUSE_BREAK.search(text, mention.end, end)
    return stop.start() if stop else end


def _tense_of(text: str, mention: Mention, start: int, end: int) -> str | None:
    """The tense that the words of the date allow, else the one that the words around it suggest."""
    if mention.past is None:
        return FUTURE
    if mention.future is None:
        return PAST
    return _tense(text, mention, start, end)


def _says_when(text: str, mention: Mention, start: int, operations: Sequence[Span]) -> bool:
    """ "That was 6 October", in the sentence after an operation's."""
    before = any(start - _NEXT_BY <= stop <= start for _, stop in operations)
    return before and THAT_WAS.match(text[start : mention.start]) is not None


def near_operation(text: str, mention: Mention, operations: Sequence[Span]) -> bool:
    """Whether an operation is named before it, in its sentence or in the one before."""
    start, end = _sentence(text, mention)
    start = _sentence_at(text, max(0, start - 2))[0] if end - start < _SHORT else start
    return any(start <= begin and stop <= mention.start for begin, stop in operations)


def _lasted_till(text: str, mention: Mention) -> bool:
    """ "Fine till this week": what came then is a trouble."""
    words = text[mention.start : mention.end].lower()
    gone = mention.future is None or "this" in words
    return gone and TILL.search(text[: mention.start] + words.split()[0] + " ") is not None


def beside_operation(text: str, mention: Mention, operations: Sequence[Span]) -> bool:
    """Whether only a side, a part or the like stands between an operation and the date."""
    after = any(0 <= begin - mention.end <= _HARDLY for begin, _ in operations)
    gaps = (text[stop : mention.start] for _, stop in operations if 0 <= mention.start - stop <= _BESIDE)
    return after or any(_is_plain(gap, text[mention.end :]) for gap in gaps)


def _is_plain(gap: str, after: str) -> bool:
    said = any(ABOUT[name].search(gap) for name in (ONSET, OTHER, APPOINTMENT, AROUND))
    return not said and not GOES_ON.search(gap) and not ("," in gap and STARTS_ANEW.match(after))


def _called_off(text: str, mention: Mention, start: int, end: int) -> bool:
    """Whether the date is that of a cancellation: nothing was done on it."""
    nearest = _nearest(CALLED_OFF, text, mention, start, end)
    return nearest is not None and nearest < 25


def same_sentence(text: str, one: int, other: int) -> bool:
    """Whether two places of a text are in one sentence."""
    return _sentence_at(text, one) == _sentence_at(text, other)


def speaks_of_appointment(text: str, place: int) -> bool:
    """Whether the sentence at a place has a word of booking, calling or coming in."""
    return ABOUT[APPOINTMENT].search(text, *_sentence_at(text, place)) is not None


def speaks_of_trouble(text: str) -> bool:
    """Whether the text tells of a symptom or an operation."""
    return any(ABOUT[name].search(text) for name in (ONSET, OPERATION))


def _past_about(about: str, known: bool) -> str:
    return ONSET if about == ONSET or (about == APPOINTMENT and not known) else OPERATION


def _future_about(text: str, mention: Mention, start: int, end: int, about: str, known: bool) -> str:
    """A future date is an operation's or an appointment's: an onset cannot lie ahead."""
    if about != ONSET and known:
        return about
    operation = _nearest(ABOUT[OPERATION], text, mention, start, end)
    appointment = _nearest(ABOUT[APPOINTMENT], text, mention, start, end)
    return (
        OPERATION
        if operation is not None and (appointment is None or operation < appointment)
        else APPOINTMENT
    )


def _about(text: str, mention: Mention, start: int, end: int, operations: Sequence[Span]) -> tuple[str, bool]:
    """What the mention is about, and whether a word in its sentence says so."""
    if mention.about is not None:
        return mention.about, True
    head = text[mention.start : mention.end].lower()
    if mention.past is not None and (head.startswith("since") or _lasted_till(text, mention)):
        return ONSET, True
    if beside_operation(text, mention, operations):
        return OPERATION, True
    near = {name: _nearest(cue, text, mention, start, end) for name, cue in ABOUT.items()}
    found = {name: distance for name, distance in near.items() if distance is not None}
    named = [_distance(text, mention, *span) for span in operations]
    if named:
        found[OPERATION] = min(*named, found.get(OPERATION, _FAR), _FAR)
        # "stitched my ligaments after a crash, right knee, 2 May"; "meniscus repair, stitches out, 1 May"
        found = {k: v for k, v in found.items() if v <= _LIMIT.get(k, _FAR)}
    if AROUND in found:
        found[OTHER] = min(found.pop(AROUND) + _SIDE, found.get(OTHER, _FAR))
    if found:
        return min(found, key=lambda name: found[name]), True
    return (_about_of_text(text) if _is_terse(text, mention, start, end) else OTHER), False


def _is_terse(text: str, mention: Mention, start: int, end: int) -> bool:
    """Whether the clause says hardly more than the date, or "it was" and the date: it answers or goes on."""
    before = CLAUSE_BREAK.split(text[start : mention.start])[-1]
    after = CLAUSE_BREAK.split(text[mention.end : end])[0]
    return len(before.split()) + len(after.split()) <= 5 or SAYS_IT.search(before) is not None


def _about_of_text(text: str) -> str:
    """What a date is about when its own sentence doesn't say: what the rest speaks of, or an operation."""
    return next((name for name in (OPERATION, APPOINTMENT, ONSET) if ABOUT[name].search(text)), OPERATION)


def _tense(text: str, mention: Mention, start: int, end: int) -> str | None:
    future = _nearest(AHEAD, text, mention, start, end)
    past = _nearest(BEHIND, text, mention, start, end)
    window = text[start:end]
    if HAVING_DONE.search(window) and not HAD.search(window):
        return FUTURE
    if future is None and past is None:
        return None
    if past is None or (future is not None and future < past):
        return FUTURE
    return PAST


def _nearest(cue: re.Pattern[str], text: str, mention: Mention, start: int, end: int) -> float | None:
    """The distance in characters to the nearest cue of the sentence; another clause counts as further away.

    Words of the date itself tell nothing of a trouble ("the start of May").
    """
    best: float | None = None
    for match in cue.finditer(text, start, end):
        if cue is ABOUT[ONSET] and mention.start <= match.start() < mention.end:
            continue
        distance = _distance(text, mention, match.start(), match.end())
        best = distance if best is None else min(best, distance)
    return best


def _distance(text: str, mention: Mention, start: int, end: int) -> float:
    if start < mention.end and end > mention.start:
        return 0.0
    before = end <= mention.start
    gap = text[end : mention.start] if before else text[mention.end : start]
    return len(gap) + _CLAUSE * len(CLAUSE_BREAK.findall(gap)) + (0.0 if before else 4.0)


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    start, end = _sentence_at(text, mention.start)
    return start, max(end, mention.end)


def _sentence_at(text: str, place: int) -> tuple[int, int]:
    for match in SENTENCE.finditer(text):
        if match.start() <= place < match.end():
            return match.span()
    return 0, len(text)
