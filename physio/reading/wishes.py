"""Goals that are told as a wish to do something ("I'd love to ski again"), and words that need a wish"
" to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from physio.reading.goal_meaning import is_wish
from physio.reading.links import between
from physio.reading.model import OTHER_PERSON, Finding, Sentence
from physio.reading.requests import parts_of
from physio.reading.words import listed, straight

_WISH = re.compile(
    r"\b(?:(?:would|'d|should|wd|id)\s+(?:\w+\s+){0,3}?(?:love|like|prefer)\b(?!\s+to\s+(?:know|ask"
    r"|book|come|see|speak|talk"
    r"|hear|discuss|understand|arrange|make|get\s+(?:it|this)|have\s+(?:a|an|someone)))"
    r"|(?:want\w*|wanna|hop(?:e|es|ing)|keen|itching|desperate|desparate|long(?:ing)?|aim\w*|dying"
    r"|dream\w*|eager"
    r"|determined|impatient|love|wish(?:es)?|need(?:s)?)\s+(?:\w+\s+){0,2}?(?:to|for|on)\b(?!\s+(?:know"
    r"|ask|book|see|speak"
    r"|talk|hear|discuss))"
    r"|what\s+(?:i|he|she)\s+(?:really\s+)?wants?|all\s+i\s+want|(?:my|her|his|the|main)\s+(?:goal|aim"
    r"|plan|dream)s?\b|hopes?:|goals?:"
    r"|in\s+time\s+for|want\s+(?:my|him|her|me)|wants\s+(?:him|her|me)\b"
    r"|places?\s+in\s+the|signed\s+up\s+for"
    r"|miss(?:ing)?\s+(?:my|the|being|going)|used\s+to\s+love)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:(?:be|get|getting|go|going|gets?)\s+back\s+(?:to|on|in|into|at|out)|return(?:ing)?\s+to)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:again|properly|by\s+(?:the\s+)?(?:spring|summer|autumn|winter|christmas"
    r"|easter))\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:when|how\s+soon|how\s+long|can|could|may|should|is\s+it|am\s+i)\b[^.]*\?", re.IGNORECASE
)
_STOP = re.compile(
    r"\b(?:but|because|cos|since|so|which|who|when|if|whether|without)\b|[;:.!?]", re.IGNORECASE
)
_FURTHEST = 70  # letters between a wish and what is wished for
_SHORT = 3  # words of a message that may be an answer
_GOAL_OF = {
    "return_to_running": listed("running couch_to_5k"),
    "walking": listed("walking"),
    "return_to_work": listed("work"),
    "driving": listed("driving"),
    "sleep": listed("sleeping"),
    "return_to_activity": listed("gardening playing_with_children housework hiking sex"),
    "return_to_sport": listed(
        "yoga pilates gym swimming cycling football rugby netball hockey basketball cricket tennis "
        "racket_sports golf bowls dancing martial_arts climbing skiing horse_riding rowing triathlon"
    ),
}
_OF_ACTIVITY = {activity: goal for goal, activities in _GOAL_OF.items() for activity in activities}
# Words for a state: a goal only if they are wished for.
_NEED_WISH = listed("strength flexibility mobility fitness confidence")
_STATE = re.compile(
    r"^(?:stronge?r?|strength|flexib\w+|flexab\w+|mobil\w+|fit|fitness|stamina|confiden\w+|supple|bendy"
    r"|strenght|no confidence"
    r"|full range)$",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"\b(?:get|build|gain|improve|increase|work\s+on|help|regain|need|become|back|programme|more|better"
    r"|how\s+to|for)\b",
    re.IGNORECASE,
)


def with_wishes(sentence: Sentence, found: list[Finding], words: int) -> list[Finding]:
    """The findings of a sentence with the goals that its wishes tell, less the states that nobody wishes."""
    text = straight(sentence.text)
    wishing = _WISH.search(text) or _BACK.search(text)
    kept = [f for f in found if words <= _SHORT or wishing or not _idle(f, text)]
    kept = [f for f in kept if words <= _FEW or f.value not in _DONE_TOO or _is_wished(f, sentence)]
    told = {f.value for f in kept if f.entity == "goal"}
    made = {f.value: f for f in _made(sentence, text, kept) if f.value not in told}
    return [*kept, *made.values()]


def _is_wished(finding: Finding, sentence: Sentence) -> bool:
    """Whether a thing that people also simply do ("I walk the dog") stands in a wish."""
    if finding.entity != "goal":
        return True
    part = next(p for p in parts_of(sentence) if finding.start < p.end)
    return is_wish(part.text) or _FOR.search(part.text) is not None


_FEW = 8  # words of a message that tells little else than a goal
_DONE_TOO = listed(
    "walking return_to_work return_to_activity return_to_sport fitness mobility posture "
    "driving sleep pain_relief"
)
_FOR = re.compile(
    r"\b(?:help|improv\w+|work on|programme|anything for|get(?:ting)? back|goals?|hopes?|to get"
    r"|so i can)\b",
    re.I,
)


def _idle(finding: Finding, text: str) -> bool:
    state = (
        finding.entity == "goal" and finding.value in _NEED_WISH and _STATE.match(finding.text) is not None
    )
    return state and (finding.text.lower().startswith("no ") or _HELP.search(text) is None)


def _made(sentence: Sentence, text: str, found: list[Finding]) -> Iterator[Finding]:
    for f in found:
        goal = _OF_ACTIVITY.get(f.value) if f.entity == "activity" else None
        if goal and f.assertion != OTHER_PERSON and _wished(sentence, text, f):
            yield Finding("goal", goal, f.start, f.end, f.text, by=f"wish:{f.value}")


def _wished(sentence: Sentence, text: str, activity: Finding) -> bool:
    asked = _ASKING.search(text) is not None
    before = between(sentence, sentence.start, activity.start)
    for match in (*_WISH.finditer(before), *(() if asked else _BACK.finditer(before))):
        gap = before[match.end() :]
        if len(gap) <= _FURTHEST and not _STOP.search(gap):
            return True
    after = between(sentence, activity.end, sentence.end)[:40]
    again = _AGAIN.match(after.lstrip()) is not None and _BEGUN.search(before) is None
    return not asked and (again or _MISSED.match(after) is not None)


_MISSED = re.compile(r"[\w\s,]{0,30}?\b(?:i|he|she) miss(?:es)? (?:it|that|them)\b", re.IGNORECASE)
_BEGUN = re.compile(r"\b(?:started|began|went|tried|been|am|i'm|already|now)\b", re.IGNORECASE)
