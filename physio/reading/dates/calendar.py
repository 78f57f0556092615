"""Calendar words that Duckling doesn't know, or that mean something else to British patients."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from physio.reading.dates.calendar_readers import (
    MONTHS,
    before_last,
    earlier_this,
    holiday,
    lockdown,
    loose_year,
    may,
    may_of,
    month_year,
    named_day,
    numeric,
    other,
    part_of_month,
    part_of_named_month,
    part_of_year,
    season,
    short_year,
    this_time,
    tomorrow_week,
    typed_short,
    weds,
    week_ago_day,
    week_on,
    year,
)
from physio.reading.dates.mention import Mention
from physio.reading.needles import Gated

_DAY = (
    r"(?P<day>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
_ANY_MONTH = "|".join(MONTHS)

Reader = Callable[["re.Match[str]", date], "Mention | None"]


def find_calendar(text: str, today: date) -> Iterator[Mention]:
    """Every such expression. Overlaps are left in; earlier rules come first."""
    for number in _PATTERNS.promising(text.lower()):
        pattern, read = _RULES[number]
        for match in pattern.finditer(text):
            mention = read(match, today)
            if mention is not None:
                yield mention


_TABLE: tuple[tuple[str, Reader], ...] = (
    (r"(?<![\d/.:-])(?P<d>\d{1,2})(?P<sep>[/.\-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}"
        r"|\d{2})(?![\d/])", numeric),
    (r"(?<![\d/.:-])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?P<y>)(?![\d/])", numeric),
    (rf"\b(?:a\s+)?(?:week|fortnight|two weeks)\s+(?:on|from)\s+(?:next\s+)?{_DAY}\b", week_on),
    (rf"\b{_DAY}\s+(?:week|fortnight)\b(?!end|\s+ago)", week_on),
    (r"\b(?:a\s+)?(?:week\s+)?(?P<w>tomorrow|today)(?:\s+week)\b", tomorrow_week),
    (r"\ba\s+week\s+(?P<w>tomorrow|today)\b", tomorrow_week),
    (rf"\ba\s+week\s+(?:ago\s+(?:last\s+|on\s+)?|last\s+){_DAY}\b", week_ago_day),
    (rf"\b{_DAY}\s+(?:before\s+last|week\s+ago)\b", week_ago_day),
    (r"\b(?:the\s+)?(?P<u>week|month|year)\s+before\s+last\b", before_last),
    (r"\bthe\s+other\s+(?P<u>week(?:end)?|day|night|month|morning)\b", other),
    (r"\b(?:(?:in|over|during|since|this|the)\s+)*(?:(?P<which>last|this|next|coming)\s+)?"
     r"(?P<s>spring|summer|autumn|winter)"
     r"(?:\s+(?:of\s+)?(?:(?P<y>(?:19|20)\d\d)|(?P<ago>last)\s+year))?\b", season),
    (r"\b(?:(?P<rel>(?:just\s+)?before|(?:just\s+)?after|around|over|at|during|since"
        r"|in\s+the)\s+)(?:last\s+)?"
     r"(?P<h>christmas|xmas|x-mas|new\s+year(?:'?s)?)\b(?!\s+(?:day|eve))", holiday),
    (r"\b(?P<rel>(?:just\s+|right\s+)?(?:before|after|during|in|since))\s+(?:the\s+)?(?:first\s+)?"
     r"(?:lockdown|covid(?!\s+(?:in|last))|the\s+pandemic)\b", lockdown),
    (r"\b(?:about\s+)?this\s+time\s+last\s+year\b", this_time),
    (r"\bearlier\s+(?:on\s+)?(?:this|in\s+the)\s+(?P<u>week|month|year)\b", earlier_this),
    (r"\b(?:in\s+|at\s+|since\s+)?(?:the\s+)?(?P<part>early|beginning|start|mid|middle|late"
        r"|end)[\s-]+(?:of\s+|in\s+)?"
     r"(?P<y>(?:19|20)\d\d|(?:last|this|the)\s+year)\b", part_of_year),
    (r"\b(?:in|since|of|last|next|this|early|mid|late|during|until|from|around|about|by|was|maybe|end of"
     r"|beginning of|start of|for)[\s-]+(?P<mon>may)\b(?!\s+(?:have|be|not(?! [A-Z])|well))", may),
    (r"(?<=[a-z,:] )(?<!\dth )(?<!\dst )(?<!\dnd )(?<!\drd )(?P<mon>(?-i:May))\b"
     r"(?!\s+(?:have|be|not(?! [A-Z])|well|I))", may),
    (rf"(?:(?<!on)(?<!\d)(?<!\dth)(?<!\dst)(?<!\dnd)(?<!\drd)\s+|^)(?P<mon>{_ANY_MONTH})"
     rf"[a-z]*\s+(?P<tick>['\u2019]?)"
     r"(?P<yy>\d\d)\b(?!\s*(?:st|nd|rd|th|[:/.]\d))", month_year),
    (r"\b(?:the\s+|at\s+the\s+)?(?P<part>early|beginning|start|mid|middle|late|end)[\s-]+(?:of\s+"
        r"|in\s+)?(?P<which>last"
     r"|this|the)\s+month\b", part_of_month),
    (rf"\b(?:(?:in|at|from|since|around|by|about)\s+)?(?:the\s+)?(?:very\s+)?(?P<part>early|beginning|start|mid|middle"
        rf"|late|end|back end|latter part)[\s-]+(?:of\s+|in\s+)?(?P<mon>{_ANY_MONTH})[a-z]*"
     r"(?:\s+(?P<y>(?:19|20)\d\d|last\s+year|this\s+year))?\b", part_of_named_month),
    (r"\b(?:on\s+)?(?P<n>bonfire|guy\s+fawkes|fireworks|halloween)(?:\s+night)?\b", named_day),
    (r"\b(?:(?P<t>tmrw|tmw|tmoz|tomoz|tomoro?w?|2mo?ro+w?|2moz)|(?P<w>a\s+week\s+yesterday)|yday|yest"
        r"|yesturday)\b",
     typed_short),
    (r"(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)(?<!\bof\s)\b(?:in\s+)?may\s+(?P<y>(?:19|20)\d\d)\b", may_of),
    (r"\b(?:on\s+)?weds\b", weds),
    (r"^\s*(?P<mon>may)\W*$", may),
    (r"(?:\b(?:in|since|from|during|back in|of|year|circa|around|until|was|were|done|think|maybe"
        r"|probably)\s+|^\s*|[,(]\s*)(?P<y>(?:19[3-9]\d|20[0-4]\d))\b"
     r"(?![/\-.]\d)", year),
    (r"\b(?:back\s+)?(?:in|since)\s+(?:['\u2019](?P<yy>\d\d)|(?P<y2>0\d))\b(?!\s*(?:[:/.]\d|%|days?|weeks?|hours?))",
     short_year),
    (r"(?<![\d£/.:+-])\b(?:(?P<before>[^\W\d_]{3,}|\d{1,2}(?:st|nd|rd|th)?),?\s+)?(?P<y>19[5-9]\d|20[0-3]\d)\b(?![/\-.:]\d|\s*(?:steps|miles|vision|pounds|m\b|ft\b|calories))",
     loose_year),
)  # fmt: skip
_RULES = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _TABLE)
_PATTERNS = Gated(pattern for pattern, _ in _RULES)
