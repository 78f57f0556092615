"""A person's name when they offer it: "my name is", "I'm Bert", "this is Siân O'Neill", "Thanks, Bert"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from physio.reading.model import Finding

_WORD = r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:(?:de|van|von|da|del|bin|al|la|le|der)\s+)*{_WORD}){{0,3}})"
_TITLE = r"(?:(?:mrs?|ms|miss|mx|dr|prof|professor|sir|rev|fr)\.?\s+)?"
_SURE = re.compile(
    rf"\b(?:my\s+name(?:\s+is|'?s|\u2019s)?|the\s+name'?s|name\s*:|call\s+me(?!\s+(?:back|on|at|when|if"
    rf"|in)))\s+{_TITLE}{_NAME}",
    re.IGNORECASE,
)
_KIN = (
    r"(?:(?:his|her|their)\s+(?:daughter|son|wife|husband|partner|sister|brother|mum|dad|niece|nephew"
    r"|carer),?\s+)?"
)
_SAYS = re.compile(
    rf"\b(?:i\s+am|i['\u2019]?m|this\s+is|it['\u2019]?s|its)\s+{_KIN}{_TITLE}{_NAME}", re.IGNORECASE
)
# "ring me, Anneka, on ____": phones and e-mails are blanked with underscores before names are looked for.
_RING = re.compile(
    rf"\b(?:ring|call|text|phone|contact|e-?mail|message)\s+me\s*,\s*{_NAME}(?=\s*,|\s+(?:on|at)\b|\s*_)"
    rf"|_{{3,}}\s*\((?:ask\s+for\s+)?{_NAME.replace('?P<name>', '?P<name2>')}\)",
    re.IGNORECASE,
)
_ASK_FOR = re.compile(
    rf"\b(?:ask(?:ing)?\s+for|contact(?:\s+(?:name|person))?\s*(?:is"
    rf"|:))\s+{_TITLE}{_NAME}(?=\s*(?:[.,;!?)\n]|$|_)"
    r"|\s+(?:at|on|or|if|please)\b)",
    re.IGNORECASE,
)
_HERE = re.compile(rf"(?:^|[.!?\n,]\s*){_NAME}\s+here\b", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"(?:^|[.!?,;\n]\s*|\s)(?:thanks?(?:\s+(?:you|so\s+much|very\s+much|a\s+lot|again|in\s+advance|all"
    r"|guys))*|many\s+thanks|cheers|ta"
    r"|(?:kind(?:est)?|best|warm)\s+(?:regards|wishes)|regards|best|all\s+the\s+best"
    r"|yours(?:\s+(?:sincerely|faithfully|truly))?"
    rf"|sincerely|love)\b\s*[,.!\-\u2013\n]*\s*{_TITLE}{_NAME}\s*[.!x]*\s*$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|near|to|around|of|via)\s+(?:the\s+)?[A-Z][\w' ]*,\s*$")
_TAIL = (
    r"(?:\s*\([^()\n]{1,45}\))?[\s,.;:!\-\u2013x]*"
    r"(?:(?:(?:and|my|tel(?:ephone)?|mob(?:ile)?|phone|number|no|e-?mail|contact|on|at|is|t|m"
    r"|e)\b[\s.,:]*)*(?=_{3})"
    r"|(?:\n\s*)?$)"
)
_SIGNED = re.compile(
    rf"(?:[.!?,;:\n)]\s*|_\s+)(?:[-\u2013\u2014~]+\s*)?{_TITLE}{_NAME}{_TAIL}", re.IGNORECASE
)
_AFTER_NUMBER = re.compile(rf"_{{3,}}[\s,.\-]+{_NAME}\s*[.!x]*\s*$", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(rf"(?:^|[.!?,\n]\s*){_NAME}[\s,:\-]+_{{3,}}", re.IGNORECASE)
_LETTER = re.compile(
    rf"\b(?:re|ref|patient(?:'?s name)?|client)\s*:?\s+(?:mrs?|ms|miss|mx|dr|master)\.?\s+{_NAME}"
    rf"|\b(?:patient|patient'?s? name|client"
    rf"|name of patient)\s*:\s*{_TITLE}{_NAME.replace('?P<name>', '?P<name2>')}",
    re.IGNORECASE,
)
_LAST_LINE = re.compile(rf"\n\s*[-\u2013—]?\s*{_NAME}\s*[.!x]*\s*$")
_FIRST = re.compile(rf"\b(?:first|given|fore)\s?name(?:'?s|\s+is|\s*:)?\s+(?P<f>{_WORD})", re.IGNORECASE)
_SURNAME = re.compile(
    rf"\b(?:surname|(?:last|family)\s+name)(?:\s+is)?(?:\s+now)?\s*:?\s+(?P<l>{_WORD})", re.IGNORECASE
)
_KISS = re.compile(r"\s+x+$", re.IGNORECASE)
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
    anytime mornings evenings afternoons weekdays weekends lunchtime lunchtimes whenever preferably
    hammersmith king's kings cross bank city mobile tel telephone mob number sent iphone android
    physiotherapist question help urgent regarding re hopefully bupa axa vitality aviva wpa cigna nhs
    normal possible ideally cheaply realistic online zoom video diet stairs near next last first second
    third around almost nearly already yet even ever mate mates bye pls plz
    knees hips ankles shoulders necks legs feet arms wrists elbows hands calves hamstring thumb back
    god goodness heavens ooh oh lol e-mail e ask asking surname first non full part self mid semi
    deaf blind hearing sighted autistic dyslexic
"""
_STOP = frozenset(_STOP_WORDS.split())
_PARTICLES = frozenset(["de", "van", "von", "da", "del", "bin", "al", "la", "le", "der"])


def find_names(text: str) -> Iterator[Finding]:
    """The names that a text offers, as they were written; all-lower ones only where a name must follow."""
    found = list(_full_name(text))
    yield from found
    seen = [(f.start, f.end) for f in found]
    for pattern, cased in (
        (_SURE, False),
        (_SAYS, True),
        (_RING, True),
        (_ASK_FOR, True),
        (_HERE, True),
        (_SIGN_OFF, False),
        (_LAST_LINE, True),
        (_SIGNED, True),
        (_AFTER_NUMBER, False),
        (_BEFORE_NUMBER, False),
        (_LETTER, True),
    ):
        for match in pattern.finditer(text):
            group = "name" if match["name"] else "name2"
            span = _name_span(text, match.start(group), match.end(group), cased)
            if span is None or (pattern in (_SIGNED, _BEFORE_NUMBER) and not _signs(text, span, match)):
                continue
            if not any(s < span[1] and span[0] < e for s, e in seen):
                seen.append(span)
                yield _found(text, *span)


def _full_name(text: str) -> Iterator[Finding]:
    """ "My surname is Clarke, first name Temi"."""
    first, last = _FIRST.search(text), _SURNAME.search(text)
    if first and last:
        start, end = min(first.start("f"), last.start("l")), max(first.end("f"), last.end("l"))
        value = f"{_cased(first['f'])} {_cased(last['l'])}"
        yield Finding("person_name", value, start, end, text[start:end], by="contact:name")


def _signs(text: str, span: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether a name stands alone at the end: not "I live in Clapham, London", not half a sentence."""
    name = _KISS.sub("", match["name"])
    alone = span == (match.start("name"), match.start("name") + len(name))
    return alone and _PLACE_BEFORE.search(text[: span[0]]) is None


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
