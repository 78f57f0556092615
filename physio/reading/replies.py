"""Short answers ("nope none of those", "not sure", "skip") and words that take something back."""

from __future__ import annotations

import re

from physio.knowledge import Knowledge
from physio.reading.spelling import respelt
from physio.reading.words import listed, plain_words, straight

_LONGEST = 15
# A misspelt long word of a short message may be a word of an answer ("I don't rememer").
_FEW, _LONG = 6, 6
# Opens a correction as often as it takes everything back.
_I_MEANT = ("i", "meant")
_YES = listed("yes yeah yep yup yh yea")
_NO = listed("no nope nah")
_AFTER_NO = listed("i i've i'm ive im it its it's not never he she they there that just nothing none")
_SOFTENERS = listed(
    "um er erm uh oh well ah hmm sorry please thanks thank you ta then really actually just now i think so "
    "lol mate love all hi hello hey ok okay at the moment god goodness heavens thankfully luckily "
    "fortunately to me"
)
# Of two answers that both fit, the more telling one.
_ORDER = (
    "withdraw",
    "safe",
    "refuse_to_go",
    "none_of_these",
    "skip",
    "not_sure",
    "no",
    "yes",
    "goodbye",
    "thanks",
    "greeting",
)
# These may stand anywhere in a longer message; the others must be (nearly) the whole message or open it.
_ANYWHERE = frozenset(["withdraw", "safe", "refuse_to_go"])
_SETTLED = frozenset(_ORDER) - _ANYWHERE
# These answer a question of ours, and may open a message.
ANSWERS = frozenset(["yes", "no", "none_of_these", "not_sure", "skip"])
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|last year|this year"
)
_CORRECTING = re.compile(
    r"\b(?:(?:sorry|oops|whoops|no|wait|hang on|hold on|actually|apologies|correction"
    r"|my mistake)[,.! ]+(?:i meant|(?:it'?s|it is|it "
    r"was|that'?s)\b(?!n't| not? (?:swollen|numb|pain|hot|red|weak|bad|that))|that should|the op|my|i mean|"
    r"not\b|make that|was)|i (?:meant|mean)\b(?! to| that i)|"
    r"scrap that|i (?:got|said|put|typed|wrote) (?:that|it|the|you) (?:wrong|incorrect)|got that wrong|"
    r"should (?:say|have said) |(?:^|[,.;!] ?)correction|not (?:the |my )?(?:left|right)\b|"
    r"wrong (?:side|leg|knee|hip|date|number|way round)|(?:that'?s|that is|you'?ve got (?:that|it|my)|you "
    r"got (?:that|it)) (?:wrong|not right|incorrect)|change that to|other way round|"
    rf"\b(?:it was|it's|its) (?:in |on |about |the |my |last )*(?:{_MONTHS}|left|right|both|\d\S*)\b"
    r"[^.,;]{0,20} actually\W*$|"
    r"(?:it was|it's|its) (?:actually|in fact)\b|^actually\b|(?:is|was) actually\b|rather than (?:the "
    r")?(?:left|right)|let me correct|made a mistake|"
    rf"(?:{_MONTHS}),? not (?:{_MONTHS})\b|"
    r"\boh,? (?:and )?it'?s (?:actually )?(?:the|my|on the) (?:left|right)\b)",
    re.IGNORECASE,
)
_PUTTING_RIGHT = ("actually", "sorry", "correction", "meant", "mistake", "wrong")
# "I'd rather not say where it hurts": a refusal, whatever it names.
_OPENING = r"^\W*(?:(?:sorry|no|look|honestly)\W+)?i"
_DECLINES = re.compile(
    rf"{_OPENING}(?:'?d| would)? (?:rather|prefer) not (?:to )?(?:say|tell|go into)\b"
    rf"|{_OPENING} (?:don'?t|do not|would not) (?:want|like) to (?:say|go into)\b",
    re.IGNORECASE,
)
_DOESNT_KNOW = re.compile(
    rf"{_OPENING} (?:really )?(?:don'?t|do not) know (?:what|which|when|how long)\b"
    r".{0,12}\b(?:bothers?|troubles?|hurts?|worst|started|began|was|ago|side)\b",
    re.IGNORECASE,
)


class Replies:
    """Reads whether a message answers a question in short."""

    def __init__(self, knowledge: Knowledge) -> None:
        rank = {reply: i for i, reply in enumerate(_ORDER)}
        terms = [t for t in knowledge.replies.values() if t.id in rank]
        listed = [(tuple(plain_words(lay)), term.id) for term in terms for lay in term.lay]
        self._wordings = sorted(listed, key=lambda pair: (-len(pair[0]), rank[pair[1]]))
        self._of_first: dict[str, list[int]] = {}
        for number, (words, _) in enumerate(self._wordings):
            self._of_first.setdefault(words[0], []).append(number)
        self._anywhere = [
            (f" {' '.join(words)} ", reply)
            for words, reply in self._wordings
            if reply in _ANYWHERE
            and (len(words) >= 3 or any(w.isdigit() for w in words))
            and words != _I_MEANT
        ]
        self._rank = rank
        self._letters = {w for words, _ in self._wordings for w in words if len(w) >= _LONG and w.isalpha()}

    def reply(self, text: str) -> str | None:
        """The id of the answer that a message gives, or None."""
        words = plain_words(respelt(text, self._letters) if len(text.split()) <= _FEW else text)
        if not words:
            return None
        found = self._whole(words) or self._opening(words, text) or self._within(words)
        return found or _declining(words, text) or _first_word(words)

    def is_all(self, text: str) -> bool:
        """Whether a message is nothing but such an answer: then it asks and wishes for nothing."""
        return self._whole(plain_words(text)) in _SETTLED

    def _whole(self, words: list[str]) -> str | None:
        """A message of nothing but one answer and softeners; with two answers the more telling one."""
        if len(words) > _LONGEST:
            return None
        rest, found = list(words), []
        for number in sorted(n for word in frozenset(words) for n in self._of_first.get(word, ())):
            wording, reply = self._wordings[number]
            place = _find(rest, wording)
            if place is not None:
                found.append(reply)
                del rest[place : place + len(wording)]
        if not found or any(word not in _SOFTENERS for word in rest):
            return None
        return min(found, key=lambda reply: self._rank[reply])

    def _opening(self, words: list[str], text: str) -> str | None:
        """An answer before a comma or full stop: "yes, since Tuesday"."""
        first = re.split(r"[,.;!?\n\u2013-]", text, maxsplit=1)[0]
        opening = plain_words(first)
        if len(opening) == len(words) or not opening:
            return None
        found = self._whole(opening)
        return found if found in ANSWERS or found in _ANYWHERE else None

    def _within(self, words: list[str]) -> str | None:
        if len(words) > _LONGEST:
            return None
        said = f" {' '.join(words)} "
        return next((reply for wording, reply in self._anywhere if wording in said), None)


def _declining(words: list[str], text: str) -> str | None:
    """A refusal or a "don't know" that names what it is about."""
    if len(words) > _LONGEST or "?" in text:
        return None
    said = straight(text)
    return "skip" if _DECLINES.search(said) else "not_sure" if _DOESNT_KNOW.search(said) else None


def _first_word(words: list[str]) -> str | None:
    """ "yes since Tuesday", "no it isn't swollen": answers that go on without a comma."""
    if len(words) > _LONGEST:
        return None
    if words[0] in _YES:
        return "yes"
    return "no" if words[0] in _NO and len(words) > 1 and words[1] in _AFTER_NO else None


def is_correcting(text: str) -> bool:
    """Whether the words take back or change something said before."""
    return _CORRECTING.search(respelt(straight(text), _PUTTING_RIGHT)) is not None


def _find(words: list[str], wording: tuple[str, ...]) -> int | None:
    size = len(wording)
    return next((i for i in range(len(words) - size + 1) if tuple(words[i : i + size]) == wording), None)
