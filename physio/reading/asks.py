"""What a message asks for, sentence by sentence: by wording, and by meaning where no wording matches."""

from __future__ import annotations

import re
from collections.abc import Iterator

from physio.knowledge import Knowledge
from physio.reading.ask_meaning import AskMeaning, whole
from physio.reading.asked import is_request
from physio.reading.encoder import Encoder
from physio.reading.lexicon import Entry, Lexicon
from physio.reading.model import Finding, Sentence
from physio.reading.requests import parts_of
from physio.reading.words import Word, straight

# Words that also say something else: they count as an ask only in a request, or as a whole short message.
_FIRM = frozenset(["callback", "human"])
_NOT_ASKS = re.compile(
    r"\b(?:stop|don'?t|do not|never|no need to|without) (?:\w+ )?(?:call\w*|ring\w*|phon\w+|contact\w*)\b|"
    r"\bno (?:more )?(?:phone )?calls\b|"
    r"\bhow much (?:pain|walking|exercise|should|can|could|weight|rest|water|longer|more|of|time|"
    r"stretching|movement|swelling|i|it|better|worse|this|sleep|running)\b|"
    r"\b(?:hospital|surgeon'?s?|consultant'?s?|gp|follow[- ]?up|fracture clinic|outpatient|mri|scan|nurse|"
    r"pre-?op|doctor'?s?|clinic) appointments?\b|"
    r"\b(?:when|where|which|what|who|confirm|remind|check)\b[^.?!]{0,30}"
    r"\bmy (?:next )?(?:appointment|appt|visit|call)\b|"
    r"\bappointment with (?:my|the) (?:surgeon|consultant|gp|doctor)\b|\b(?:had|missed|have) (?:an?|my) "
    r"appointment (?:with|at the hospital|yesterday|last)\b|"
    r"\b(?:call(?:ed)? me|my name is)\s+(?!back|when|on|at|asap|today|tomorrow|please|after|before|in|"
    r"later|pls|any|this|next|or|to|if|about|between)[A-Z][a-z]+|"
    r"\b(?:any|some|got|have) (?:other|different|more) (?:times|slots|dates|days)\b|"
    r"\breach(?:ed)? (?:me|us) (?:on|at|by|via)\b|"
    r"\be-?mail address\b|\bmy address\b|\bdrop in (?:fitness|strength|mood|blood|temperature|performance|"
    r"pressure)\b|\bfoot drop\b|\bdropp?(?:ed|ing)? in on\b|"
    r"\b(?:estate|travel|insurance) agent\b|\bat (?:all )?costs?\b|"
    r"(?<!it )(?<!that )(?<!this )(?<!sessions )\bcost me\b|"
    r"\bwalk in the\b|\bwalk in "
    r"(?:my|a|pain)\b|\b(?:can|could|to|i) walk in\b|\bthis week (?:i|my|it|and|the)\b|"
    r"\b(?:who|what) does (?:it|this|that)\b|\bdo you (?:think|know|mean|want|need|have my|remember)\b|"
    r"\b(?:how|when) (?:will|would|do|does|are|is|should) (?:you|they|someone|somebody|a physio|the physio)\b"
    r"[^.?!]{0,20}\b(?:contact|reach|get back to|answer)\b|"
    r"\bcan'?t walk in\b|\b(?:the|a|our|my|local) park\b|\bshould i cancel\b",
    re.IGNORECASE,
)
_MAY_I = re.compile(
    r"\b(?:is|are|be)\s+(?:\w+\s+){0,3}?(?:normal|expected|usual)\b|"
    r"\b(?:can|could|should|may|shall|might|will) (?:i|he|she|we|they)\b|"
    r"\b(?:am i|is (?:he|she)|are we) (?:ok|okay|able|allowed|safe|fine|alright|ready|too|behind|"
    r"on track|being)\b|\bis (?:it|that|this"
    r"|\w+ing) (?:ok|"
    r"okay|safe|alright|all right|too|bad|good|fine|possible|sensible|advisable|dangerous|a good|a bad"
    r"|harmful|"
    r"an? (?:daft|silly|stupid|terrible) idea|better|doable|realistic)\b|\bwhen (?:can|will|could|should|"
    r"am|is it|would|may) \b|\bhow (?:soon|long) (?:can|before|until|till|after|should|will)\b|\b(?:ok|"
    r"okay|safe|allowed|fine|alright) (?:to|for me to)\b|"
    r"\b(?:doable|realistic|over ?careful|normal|off limits)\b[^.?!]{0,30}\?|"
    r"\btell me (?:honestly )?(?:if|whether)\b|"
    r"\b(?:if|whether)\b[^.?!]{0,40}\b(?:is|are|be|was|were) (?:safe|ok|okay|alright|realistic|doable"
    r"|sensible|wise|normal)\b|"
    r"\bwhether (?:i|he|she|that'?s|it'?s|that is|it is) (?:may|might|can|could|should|safe|realistic"
    r"|ok|doable)\b",
    re.IGNORECASE,
)
# "In may i can't" names the month.
_IN_MAY = re.compile(r"\b(?:in|since|last|early|mid|late|end of|until|till|by|from)\s+may\b", re.IGNORECASE)
# "Can we carry on please" speaks of the chat; "can I carry on running" doesn't.
_GOING_ON = re.compile(
    r"^(?:\W*(?:ok|okay|so|yes|right|please|thanks)\b)*\W*(?:can|could|may|shall) (?:i|we) "
    r"(?:carry on|go on|continue|keep going|move on)"
    r"(?: now| here| then| please| with (?:this|the chat))*\W*$",
    re.IGNORECASE,
)
_BOOKING_TALK = re.compile(
    r"\b(?:come in|see|book|speak|talk|get (?:an?|some)|make|have (?:an? )?(?:appointment|call|chat)|ring|"
    r"call|phone|email|pay|park|bring|claim|drop in|pop in|ask|send|change|cancel|move)\b",
    re.IGNORECASE,
)
_SHORT_MESSAGE, _FEW_WORDS = 6, 4
_TELLS = re.compile(
    r"\W*(?:(?:i|i'?m|i'?ve|he|she|it|it's|they|my|his|her|their|our)\b"
    r"|(?:\w+ ){1,3}(?:is|are|was|feels?|hurts?|aches|keeps|has been)\b)",
    re.IGNORECASE,
)
_FILLERS = frozenset(["the", "really", "please"])


def ask_entries(knowledge: Knowledge) -> Iterator[Entry]:
    """The wordings of every ask."""
    return (Entry("ask", term.id, lay) for term in knowledge.asks.values() for lay in term.lay)


class Asks:
    """Finds the asks of `data/knowledge/asks.yml` in a sentence."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None) -> None:
        self._lexicon = Lexicon(ask_entries(knowledge), fillers=_FILLERS)
        self._openers = frozenset(knowledge.ask_openers)
        self._meaning = AskMeaning(knowledge, encoder) if encoder else None

    def find(
        self, sentence: Sentence, words: list[Word], findings: list[Finding], alone: bool = True
    ) -> list[Finding]:
        """The asks of one sentence, the message's only one if `alone`.

        An activity among `findings` travels with the advice asked for.
        """
        activity = next((f for f in findings if f.entity == "activity"), None)
        found: dict[str, Finding] = {}
        worded = list(self._worded(sentence, words))
        for part in parts_of(sentence):
            here = [f for f in worded if part.start <= f.start < part.end]
            doing = activity is not None and part.start <= activity.start < part.end
            for ask in self._part(part, here, doing, alone):
                found.setdefault(ask.value, ask)
        if "cancel" in found:  # "move my appointment" asks for no new one
            found.pop("booking", None)
        asked = [_with_activity(f, activity) for f in found.values()]
        return [*asked, *_further(asked, sentence, findings)]

    def is_idle(self, sentence: Sentence) -> bool:
        """Whether a sentence is near to one that asks for nothing ("can you believe it?")."""
        return self._meaning is not None and self._meaning.nearest(sentence, beside=False) == []

    def _part(self, part: Sentence, worded: list[Finding], doing: bool, alone: bool) -> list[Finding]:
        """The asks of a part of a sentence; `doing` if it names an activity."""
        if _GOING_ON.search(part.text):
            return []
        asking = is_request(part.text) or (alone and _is_short(part.text))
        if not asking:
            return [f for f in worded if f.value in _FIRM]
        found = self._settled(part, worded)
        if doing and (_may_i(part.text, doing) or _is_what_of(part.text)):
            found = [f for f in found if f in worded or f.value == "advice"]  # not our hours on Saturday
            return found if any(f.value == "advice" for f in found) else [*found, _may_i_ask(part)]
        return found or ([_may_i_ask(part)] if _may_i(part.text, doing) else [])

    def _settled(self, part: Sentence, worded: list[Finding]) -> list[Finding]:
        """By its own wordings, else by its nearest example, an opener or its intent."""
        firm = [f for f in worded if _wording(f) not in self._openers]
        if firm or self._meaning is None or _NOT_ASKS.search(part.text) or _is_a_word(part.text):
            return firm or worded
        near = self._meaning.nearest(part, beside=bool(worded))
        if near is not None:
            return near
        return worded or self._meaning.likely(part)

    def _worded(self, sentence: Sentence, words: list[Word]) -> Iterator[Finding]:
        best = sorted(self._lexicon.matches(words), key=lambda m: -m.weight)
        barred = [m.span() for m in _NOT_ASKS.finditer(straight(sentence.text))] if best else []
        taken: list[tuple[int, int]] = []
        for match in best:
            start, end = words[match.first].start, words[match.last].end
            clash = any(start < b and a < end for a, b in taken) or any(
                start - sentence.start < b and a < end - sentence.start for a, b in barred
            )
            if clash:
                continue
            taken.append((start, end))
            said = sentence.text[start - sentence.start : end - sentence.start]
            for entry in match.entries:
                by = f"wording:{entry.id}:{entry.wording}"
                yield Finding("ask", entry.id, start, end, said, by=by)


def _is_short(text: str) -> bool:
    """Whether a message is a few words ("prices", "appt tomorrow") that tell nothing of somebody."""
    return len(text.split()) <= _SHORT_MESSAGE and _TELLS.match(text) is None


def _is_a_word(text: str) -> bool:
    """A single word ("knee") asks for nothing but what a wording of it says."""
    return len(text.split()) < 2 and "?" not in text


def _may_i(text: str, doing: bool) -> bool:
    text = _IN_MAY.sub("", text)
    found = _MAY_I.search(text)
    return found is not None and (doing or _BOOKING_TALK.search(text[found.start() :]) is None)


def _may_i_ask(part: Sentence) -> Finding:
    return whole(part, "advice", "pattern:may_i")


def _is_what_of(text: str) -> bool:
    """ "And swimming?": a few words that ask of an activity what was asked of another."""
    return text.rstrip().endswith("?") and len(text.split()) <= _FEW_WORDS


def _wording(ask: Finding) -> str:
    return ask.by.split(":", 2)[2]


def _further(asked: list[Finding], sentence: Sentence, findings: list[Finding]) -> Iterator[Finding]:
    """The advice asked for once more for each further activity: "can I drive and can I swim?"."""
    named = {f.extra.get("activity") for f in asked}
    advised = [f for f in asked if f.value == "advice" and f.extra]
    asking = [part for part in parts_of(sentence) if _may_i(part.text, True)] if advised else []
    for advice in advised:
        for doing in [f for f in findings if f.entity == "activity" and f.value not in named]:
            if any(part.start <= doing.start < part.end for part in asking):
                named.add(doing.value)
                yield _with_activity(advice, doing)


def _with_activity(ask: Finding, activity: Finding | None) -> Finding:
    if ask.value != "advice" or activity is None:
        return ask
    return Finding(
        "ask", ask.value, ask.start, ask.end, ask.text, by=ask.by, extra={"activity": activity.value}
    )
