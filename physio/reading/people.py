"""Who is the patient: the writer, or somebody that the writer speaks for; others are only mentioned."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from physio.reading.clauses import clause_ends
from physio.reading.context import CLINICAL
from physio.reading.model import OTHER_PERSON, PRESENT, Finding, Sentence
from physio.reading.spelling import nearest, respelt
from physio.reading.words import straight

RELATIONS = (
    "mother in law|mother-in-law|father in law|father-in-law|"
    "mum|mom|mam|mother|dad|father|husband|wife|partner|son|daughter|nan|nana|nanna|gran|grandma|granny|"
    "grandmother|grandad|granddad|grandfather|"
    "grandpa|sister|brother|uncle|aunt|auntie|aunty|niece|nephew|friend|mate|boyfriend|girlfriend|"
    "fianc[eé]e?|child|kid|baby|toddler|little one|"
    "neighbour|colleague|boss|cousin|mil|fil|"
    "client|resident|patient|hubby|missus|other half|"
    "teenager|step ?son|step ?daughter|grandson|granddaughter|flatmate|housemate|teammate|carer|lad|little "
    "boy|little girl|boy|girl|bloke|guy|lady|coworker"
)
_CHILD = re.compile(
    r"\b(?:step ?)?(?:grand ?)?(?:son|daughter)\b|\b(?:child|kid|baby|toddler|little one|teenager|lad"
    r"|boy|girl|niece|nephew|brother|sister|cousin|friend|teammate|patient|client|resident)\b",
    re.IGNORECASE,
)
_SPELT = tuple(name for name in RELATIONS.split("|") if name.isalpha() and len(name) > 4)
_WRITING = ("behalf", "writing", "getting", "touch", "contacting", "messaging")
_MINE = re.compile(r"\b((?:my|our)\s+)([a-z]{4,})\b", re.IGNORECASE)
_BARE = "mum|mam|dad|husband|hubby|wife|nan|gran|grandma|grandad|partner|missus|son|daughter"
RELATION = re.compile(
    rf"\b(?:my|our|a|his|her|the)\s+(?:\w+\s+)?(?:\d+\s*(?:year|yr)s?[- ]old\s+)?"
    rf"(?P<one>{RELATIONS})(?:'s)?\b"
    rf"|(?:^|(?<=[.!?\n])\s*)(?P<bare>{_BARE})(?=\s*\(|\s+(?:has|had|is|was|broke|fell|can'?t|needs|got|just|who)\b)",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:(?:writ\w+|enquir\w+|inquir\w+|ask\w*|email\w*|messag\w+|contact\w+|book\w*|call\w*|ring\w*|"
    r"looking|get\w* in touch|appointment|physio|help|it'?s|this is)\s+"
    rf"(?:\w+\s+){{0,4}}?(?:for|on behalf of)|on behalf of)\s+(?:my|our|a|the)\s+(?:\w+\s+)?({RELATIONS})\b",
    re.IGNORECASE,
)
_CARES = re.compile(
    r"\b(?:i'?m|i am)\s+(?:a |the |her |his |their )?(?:full[- ]time )?carer\b|\bi (?:look after|care for) "
    r"(?:my|an?|the|him|her)\b|\bon behalf of\b",
    re.IGNORECASE,
)
_THEIRS_NOW = re.compile(
    r"\b(?:he|she|they|it|calf|leg|knee|hip|back|wound|scar|shoulder|ankle|foot|neck|arm|pain)\s*(?:'s|is|"
    r"are|has|can'?t|cannot|keeps?|feels?|looks?|says?|won'?t|needs?|wants?|isn'?t|hasn'?t|seems?|started|"
    r"hurts)\b"
    rf"|\b(?:{RELATIONS})(?:'s)?\s+(?:is|has (?:got|been|a|just|started|really|severe|bad|pain|swollen)|"
    rf"has\b(?! had)|can'?t|cannot|keeps?|feels?|needs?|wants?|won'?t|isn'?t|hasn'?t|seems?|is in)\b"
    rf"|\b(?:{RELATIONS})'s\s+\w+\s+(?:\w+\s+)?(?:is|are|has|looks?|feels?|keeps?|hurts)\b"
    r"|\b(?:see|visit|treat|help|book|assess|come (?:out )?to|ring|call)\s+(?:him|her|them)\b|\bcan (?:he|"
    r"she|they)\b|\bfor (?:him|her)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bmy\s+(?:own\s+|left\s+|right\s+|new\s+|lower\s+|bad\s+|other\s+|whole\s+|upper\s+|l\s+|r\s+)*(?:op|"
    r"operation|surgery|surgeon|knees?|hips?|back|neck|shoulders?|ankles?|foot|feet|calf|calves|legs?|"
    r"wound|scar|"
    r"hamstrings?|arm|arms|elbow|wrist|hands?|heel|achilles|groin|thigh|glutes?|quads?|physio exercises|"
    r"replacement|fusion|acl)\b"
    r"|\bi(?:'ve| have| had|'m| am)?\s+(?:also |just |recently |been |got |had |have )*(?:having|an? "
    r"(?:\w+ )?(?:op|operation|replacement|fusion|surgery)|surgery|pain\w*|swollen|in (?:pain|agony)|stiff|"
    r"sore|weeks? post|post op|\d+ (?:weeks?|months?) (?:post|out))"
    r"|\bi (?:can'?t|cannot|feel|felt|hurt|twisted|fell|tore|broke|pulled|injured|sprained|woke)\b|\bi "
    r"(?:had|have) (?:my|the same|mine)\b|(?<!number's )(?<!number is )\bmine\b",
    re.IGNORECASE,
)
# "My wife is with me", "my mum is driving me": somebody at the writer's side, not the patient.
_BESIDE = re.compile(
    rf"\b(?P<who>my (?:{RELATIONS}))(?:'s| is|'ll| will| can| has)\s+"
    r"(?:(?:here|now|just|sitting|staying|going)\s+)*"
    r"(?:with|beside|(?:to )?(?:drive|take|bring|help)|driving|taking|bringing|helping)\s+me\b",
    re.IGNORECASE,
)
# "When I pick up the baby": somebody in the patient's arms.
_HELD = re.compile(
    r"\b(?:pick(?:s|ed|ing)?|lift(?:s|ed|ing)?|carr(?:y|ies|ied|ying)|hold(?:s|ing)?|held|push(?:es|ed|ing)?|feed(?:s|ing)?"
    r"|bath(?:s|ed|ing)?|chas(?:e|es|ed|ing)|cuddl(?:e|es|ing)|nurs(?:e|es|ing)|scoop(?:s|ed|ing)?|rock(?:s|ing)?"
    r"|chang(?:e|es|ing)|wind(?:s|ing)?|run(?:s|ning)? after|play(?:s|ing)? with)(?:\s+up)?\s+$",
    re.IGNORECASE,
)
# "My mum said to ask": somebody who only passes something on, not the patient.
_PASSES_ON = re.compile(
    rf"\bmy (?:{RELATIONS}) (?:said|says|told me|asked me|asks|wants me|thinks|reckons)"
    r"(?=\s+(?:to|that i|i|i'm|i'd|i've|my|me)\b)",
    re.IGNORECASE,
)
# "A neighbour recommended you": who told of us is no patient.
_RECOMMENDS = re.compile(
    rf"\b(?:my|our|an?|the)\s+(?:{RELATIONS})(?: of mine| at work)?\s+(?:has |had )?"
    r"(?:recommended|suggested|mentioned|told me about|put me on to)\b",
    re.IGNORECASE,
)
# "I'm also in a bad way with my own shoulder": the writer too, beside the patient that they speak for.
_ALSO_ME = re.compile(
    r"(?:^|(?<=[.!?\n]))\s*(?=[^.!?\n]*\b(?:my own|myself)\b)(?:and |ps |oh |by the way,? )*"
    r"(?:i|i'm|i've|my own|also i|also my)\b[^.!?\n]*",
    re.IGNORECASE,
)
_BACK_TO_SELF = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|ive|im|my|me|mine|myself)\b", re.IGNORECASE)
_THEIRS = re.compile(r"^\W*(?:and |so |but |then )?(?:she|he|her|his|they|their)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Patient:
    """Whether the writer speaks for somebody, and for whom ("mum")."""

    carer: bool = False
    relation: str | None = None


def who_is_the_patient(text: str) -> Patient:
    """Read whom a message is about. Words for a relation alone don't make the writer a carer."""
    text = _RECOMMENDS.sub("", _related(straight(text)))
    text = _PASSES_ON.sub("", _BESIDE.sub(lambda m: m["who"], text))
    written_for = _FOR.search(text)
    if written_for:
        return Patient(True, written_for.group(1).lower())
    relation = RELATION.search(text)
    if _CARES.search(text):
        return Patient(True, _name(relation) if relation else None)
    if (
        relation is None
        or not _THEIRS_NOW.search(text, relation.start())
        or _OWN.search(_ALSO_ME.sub("", _without(text, relation)))
    ):
        return Patient()
    return Patient(True, _name(relation))


def _related(text: str) -> str:
    """The text with what is misspelt of "on behalf of my husband" put right."""
    return _MINE.sub(lambda m: m[1] + (nearest(m[2], _SPELT) or m[2]), respelt(text, _WRITING))


def is_child(relation: str) -> bool:
    """Whether a relation may be under 18 ("son", "little girl"); a parent or a partner is not."""
    return _CHILD.search(relation) is not None


def _name(relation: re.Match[str]) -> str:
    return (relation["one"] or relation["bare"]).lower()


def _without(text: str, relation: re.Match[str]) -> str:
    return text[: relation.start()] + " " + text[relation.end() :]


def others_aside(sentences: tuple[Sentence, ...], findings: list[Finding], patient: Patient) -> list[Finding]:
    """Mark what belongs to somebody who isn't the patient; leave out what a carer adds of their own."""
    if patient.carer:
        own = [s for s in sentences if _ALSO_ME.match(straight(s.text))]
        spans = [(s.start, s.end) for s in own]
        return [f for f in findings if f.entity not in CLINICAL or not _in(spans, f)]
    spans = _others(sentences)
    return [_marked(f) if f.entity in CLINICAL and _in(spans, f) else f for f in findings]


def _marked(finding: Finding) -> Finding:
    if finding.assertion != PRESENT:
        return finding
    return replace(finding, assertion=OTHER_PERSON, by=f"{finding.by}; person")


def _in(spans: list[tuple[int, int]], finding: Finding) -> bool:
    return any(a <= finding.start and finding.end <= b for a, b in spans)


def _others(sentences: tuple[Sentence, ...]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    continues = False
    for sentence in sentences:
        text = straight(sentence.text)
        relation = next((m for m in RELATION.finditer(text) if _owns(text, m)), None)
        start = relation.start() if relation else 0
        continues = relation is not None or (continues and _THEIRS.match(text) is not None)
        if continues:
            spans.append(
                (
                    sentence.start + start,
                    sentence.start + _until_self(text, relation.end() if relation else 0),
                )
            )
    return spans


def _owns(text: str, relation: re.Match[str]) -> bool:
    """Whether what follows is about the relation: not "my husband drives me", "my wife says ..."."""
    before, after = text[: relation.start()], text[relation.end() :]
    if re.search(r"\b(?:was|am|i'm|im|as|like|being|since)\s+$", before, re.IGNORECASE):
        return False
    if _HELD.search(before):
        return False
    if re.search(r"\b(?:with|w/?|by|from|to|and|told|see|per)\s+$", before, re.IGNORECASE) and not re.match(
        r"\s+(?:who|had|has|has had)\b", after
    ):
        return False
    return (
        re.match(
            r"\s+(?:says?|said|thinks?|thought|reckons|told|noticed|drives?|drove|looked|recommended|"
            r"helps?|works|suggested|saw|made|uses)\b",
            after,
        )
        is None
    )


def _until_self(text: str, start: int) -> int:
    who = re.match(r"\s*,?\s*(?:who|whose)\b", text[start:])
    start += who.end() if who else 0
    ends = [place for place in clause_ends(text) if place >= start]
    for place in ends:
        following = min((p for p in ends if p > place), default=len(text))
        if _BACK_TO_SELF.search(text[place:following]):
            return place
    return len(text)
