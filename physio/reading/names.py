"""A person's name when they offer it: "my name is", "I'm Bert", "this is Siân O'Neill", "Thanks, Bert"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from physio.reading.model import Finding

_WORD = r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:(?:de|van|von|da|del|bin|al|la|le|der)\s+)*{_WORD}){{0,3}})"
_SURE = re.compile(
    rf"\b(?:my\s+name(?:\s+is|'?s|\u2019s)|the\s+name'?s|name\s*:|call\s+me(?!\s+(?:back|on|at|when|if"
    rf"|in)))\s+{_NAME}",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"\b(?:i\s+am|i['\u2019]?m|this\s+is|it['\u2019]?s|its)\s+{_NAME}", re.IGNORECASE)
_HERE = re.compile(rf"(?:^|[.!?\n,]\s*){_NAME}\s+here\b", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"(?:^|[.!?,;\n]\s*|\s)(?:thanks?(?:\s+(?:you|so\s+much|very\s+much|a\s+lot|again|in\s+advance|all"
    r"|guys))*|many\s+thanks|cheers|ta"
    r"|(?:kind(?:est)?|best|warm)\s+(?:regards|wishes)|regards|best|all\s+the\s+best"
    r"|yours(?:\s+(?:sincerely|faithfully|truly))?"
    rf"|sincerely|love)\s*[,.!\-\u2013\n]*\s*{_NAME}\s*[.!x]*\s*$",
    re.IGNORECASE,
)
_LAST_LINE = re.compile(rf"\n\s*[-\u2013—]?\s*{_NAME}\s*[.!x]*\s*$")
_STOP_WORDS = """
    a an the i me my mine we us you your he she they them it this that there here and or but so if as at
    in on of to for from with after before since about not no yes ok okay please thanks thank hi hello
    hey dear sorry worried afraid scared anxious sure unsure happy sad glad tired fine good great well
    bad better worse best sore stiff weak strong fit old young new just really very quite still now
    currently also only always never back going having getting trying looking hoping wondering
    struggling suffering feeling experiencing writing recovering waiting due booked ready able unable
    keen desperate concerned confused stuck lost late early pregnant diabetic disabled retired male
    female married single left right both post pre day days week weeks month months year years today
    tomorrow yesterday morning afternoon evening night soon asap advance monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october
    november december physio physiotherapy doctor gp nurse surgeon hospital clinic pain hip knee ankle
    shoulder neck leg foot arm wrist elbow hand calf spine op operation surgery all everyone team guys
    folks sir madam anyone someone what when where which who how why more most much many some any can
    could would will should do does did done have has had is am are was were be been being doing working
    walking running sitting standing limping bleeding burning numb swollen unwell ill sick hot cold
    interested available free busy away home work moorgate waterloo london english british call one two
    three four five six seven eight nine ten 1 regards cheers love x xx xxx again kindly hopefully speak
    under over out off up down too like because while during between than then email text phone ring
    message number mobile address his her their our its husband wife mum dad mother father son daughter
    friend carer partner urgent important allergic aware hurting killing worrying driving annoying
    happening worth nothing everything something none help ace super fab lovely brilliant perfect awful
    terrible horrible agony awesome nice kind bit little in-pain awaiting ago reading asking contacting
    messaging enquiring needing seeing told advised referred given taking using based living located
    near next last first second third around almost nearly already yet even ever mate mates bye pls plz
    ooh oh lol non full part self mid semi
"""
_STOP = frozenset(_STOP_WORDS.split())
_PARTICLES = frozenset(["de", "van", "von", "da", "del", "bin", "al", "la", "le", "der"])


def find_names(text: str) -> Iterator[Finding]:
    """The names that a text offers, as they were written; all-lower ones only where a name must follow."""
    seen: list[tuple[int, int]] = []
    for pattern, cased in (
        (_SURE, False),
        (_SAYS, True),
        (_HERE, True),
        (_SIGN_OFF, False),
        (_LAST_LINE, True),
    ):
        for match in pattern.finditer(text):
            span = _name_span(text, match.start("name"), match.end("name"), cased)
            if span is not None and not any(s < span[1] and span[0] < e for s, e in seen):
                seen.append(span)
                yield _found(text, *span)


def _found(text: str, start: int, end: int) -> Finding:
    words = text[start:end]
    value = " ".join(_cased(word) for word in words.split())
    return Finding("person_name", value, start, end, words, by="contact:name")


def _cased(word: str) -> str:
    """The word as written; a name in small letters gets its capital."""
    return word.capitalize() if word.islower() and word not in _PARTICLES else word


def _name_span(text: str, start: int, end: int, cased: bool) -> tuple[int, int] | None:
    """The leading words that can be a name, or None. `cased` asks for capitals and no stop word after."""
    stop = start
    for match in list(re.finditer(_WORD, text[start:end])):
        word = match[0]
        if not _can_be_name(word, cased, first=stop == start):
            break
        stop = start + match.end()
    name = text[start:stop].strip()
    if not name or (cased and name.isupper() and len(name) > 3 and text.isupper()):
        return None
    return start, stop


def _can_be_name(word: str, cased: bool, first: bool) -> bool:
    lower = word.lower().replace("\u2019", "'")
    if lower in _PARTICLES:
        return not (first and cased)
    if lower.endswith("'s") or lower in _STOP or lower.split("'")[0] in _STOP:
        return False
    return word[0].isupper() if cased or not first else len(word) > 1
