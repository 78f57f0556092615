"""The contacts that a text offers: phones, e-mails, postcodes, names, and how to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from email_validator import EmailNotValidError, validate_email

from physio.reading.dates.guards import blank
from physio.reading.model import Finding
from physio.reading.names import find_names
from physio.reading.phones import find_phones
from physio.reading.preferences import find_preferences

_EMAIL = re.compile(r"[^\s<>(),;:\"]+@[^\s<>(),;:\"]+")
_SPOKEN_EMAIL = re.compile(
    r"\b(?P<user>[a-z0-9][\w.+-]*(?:\s+dot\s+[\w+-]+)*)\s+(?:\(at\)|\[at\]|at)\s+"
    r"(?P<host>(?!dot\b)[a-z0-9-]+(?:(?:\s+dot\s+|\s*\(dot\)\s*|\.)(?!dot\b)[a-z]{2,})+)\b",
    re.IGNORECASE,
)
_MAIL_BEFORE = re.compile(r"e-?\s?mail[^.!?]{0,20}$", re.IGNORECASE)
_EMAIL_CUE = re.compile(
    r"\be-?\s?mail(?:\s+address)?\s*(?:is|:)\s*(?P<e>\S*[\w]\.[a-z]{2,}\S*)", re.IGNORECASE
)
_POSTCODE = re.compile(r"\b(?P<out>[A-Z]{1,2}\d[A-Z\d]?)\s?(?P<in>\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
_LONDON = (
    r"(?:EC[1-4][A-Z]?|WC[12][A-Z]?|SW\d{1,2}[A-Z]?|SE\d{1,2}[A-Z]?|NW\d{1,2}[A-Z]?|E\d{1,2}[A-Z]?"
    r"|N\d{1,2}[A-Z]?|W\d{1,2}[A-Z]?)"
)
_OTHER_AREA = r"(?:BR|CR|DA|EN|HA|IG|KT|RM|SM|TN|TW|UB|WD)\d{1,2}"
_OUTWARD = re.compile(rf"\b(?:{_LONDON}|{_OTHER_AREA})\b")
_OUTWARD_CUE = re.compile(
    rf"\b(?:in|near|at|from|postcode(?:\s+is)?:?|live\s+in|based\s+in|to\s+me\?"
    rf"|come\s+to)\s+(?P<o>{_LONDON}|{_OTHER_AREA})\b",
    re.IGNORECASE,
)


def find_contacts(text: str) -> list[Finding]:
    """The contacts that a text offers, in its order.

    Entities: `phone` (E.164), `email`, `postcode` (upper case, with its space; or only its first half),
    `person_name`, `prefer` (text, whatsapp, email, phone; with the times of `Wish` in `extra`, and
    `not` naming a way that is refused). A phone or e-mail that was meant as one but can't be right has the
    value '' and `invalid` in `extra`, saying why.
    """
    found: list[Finding] = []
    masked = text
    for finder in (_emails, find_phones, _postcodes, find_names, find_preferences):
        for finding in list(finder(masked)):
            if finding.entity == "prefer" and _names_next(finding, found):
                continue
            if finding.entity in ("email", "phone") or (
                finding.entity == "postcode" and " " in finding.value
            ):
                masked = blank(masked, finding.start, finding.end)
            found.append(finding)
    return sorted(found, key=lambda finding: finding.start)


def _names_next(prefer: Finding, found: list[Finding]) -> bool:
    """ "Call me Jo" gives a name and asks for no call."""
    return any(f.entity == "person_name" and 0 <= f.start - prefer.end <= 2 for f in found)


def _made(entity: str, value: str, start: int, end: int, text: str, **extra: str) -> Finding:
    return Finding(entity, value, start, end, text[start:end], by=f"contact:{entity}", extra=extra)


def _emails(text: str) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for match in _EMAIL.finditer(text):
        words = match[0].rstrip(".,!?'\u2019)")
        taken.append((match.start(), match.start() + len(words)))
        yield _email(words, match.start(), match.start() + len(words), text)
    for match in _SPOKEN_EMAIL.finditer(text):
        spoken = "dot" in match["host"].lower() or "(at)" in match[0] or "[at]" in match[0]
        if not _within(match.start(), taken) and (spoken or _MAIL_BEFORE.search(text, 0, match.start())):
            taken.append(match.span())
            yield _email(_written(match["user"]) + "@" + _written(match["host"]), *match.span(), text)
    for match in _EMAIL_CUE.finditer(text):
        if not _within(match.start("e"), taken):
            yield _email(match["e"].rstrip(".,!?"), *match.span("e"), text)


def _written(spoken: str) -> str:
    return re.sub(r"\s*\(?\bdot\b\)?\s*", ".", spoken, flags=re.IGNORECASE).replace(" ", "")


def _email(words: str, start: int, end: int, text: str) -> Finding:
    try:
        checked = validate_email(words, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return _made("email", "", start, end, text, invalid=str(error))
    return _made("email", checked.normalized, start, end, text)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _postcodes(text: str) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for match in _POSTCODE.finditer(text):
        taken.append(match.span())
        yield _made("postcode", f"{match['out'].upper()} {match['in'].upper()}", *match.span(), text)
    for pattern, group in ((_OUTWARD, 0), (_OUTWARD_CUE, "o")):
        for match in pattern.finditer(text):
            if not _within(match.start(group), taken):
                taken.append(match.span(group))
                yield _made("postcode", match[group].upper(), *match.span(group), text)
