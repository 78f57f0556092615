"""Whether an operation has happened: planned ("waiting for", "my op is on the 4th") or cancelled."""

from __future__ import annotations

import re
from dataclasses import replace

from physio.reading.clauses import clause_at
from physio.reading.model import Finding, Sentence

_PLANNED_BEFORE = re.compile(
    r"\b(?:wait(?:ing)? (?:for|on|to have)|await\w*|booked (?:in )?(?:for|to have)|due (?:to have|for|my|"
    r"a)|going (?:in )?(?:for|to have)|about to (?:have|get)|having (?:an?|my|the)|(?:list|listed|"
    r"scheduled|down) (?:for|to have)|"
    r"will be having|will have|getting|before (?:my|the|an?|having)|ahead of|prior to|upcoming|pre|"
    r"prepar\w+ (?:for|to)|prehab (?:for|before)|needs? (?:to have )?(?:an?|my)|have to have|ready for|"
    r"date for|offered|until my|"
    r"replac\w+ (?:him|her) in|put off|avoid\w*|delay\w*|without|instead of|nothing to|think\w* about|"
    r"consider\w*|don'?t want|do not want|didn'?t want|rather not have|against|if i (?:have|get|need|had)|"
    r"(?:before|until|till|unless|if) (?:they|he|she|the surgeon)(?:'d|'ll| would| will| do| does)?|"
    r"apart from|other than|short of|besides|except|alternatives? to|rather than|any way (?:round|out of)|"
    r"recommend\w*|suggest\w*|advis\w+|mention\w*|discuss\w*|propos\w*|talk\w* (?:about|of)"
    r"|wants? to (?:do|give)|going to (?:do|need|get)|will (?:do|need)|"
    r"may (?:need|have)|might (?:need|have)|'ll need|could have|should i have|put (?:me )?(?:forward|down) "
    r"for)"
    r"\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_PLANNED_AFTER = re.compile(
    r"^\s*(?:\w+\s+){0,3}?(?:is|are|'s) (?:on|in|next|due|booked|scheduled|planned|coming up|set for|"
    r"tomorrow|happening)\b|^\s*(?:has been )?(?:booked|scheduled|planned|coming up|next (?:week|month|"
    r"year|monday|tuesday|wednesday|thursday|friday)|tomorrow)\b|^\s*date\b|^\s*off\b(?! (?:my|the))",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:cancel\w*|postponed|called off|put off|didn'?t (?:happen|go ahead)|never happened|not going "
    r"ahead|pulled|on hold)\b",
    re.IGNORECASE,
)
_DECLINED = re.compile(
    r"[^.!?;]{0,25}\b(?:but|though|and) (?:i'?d|i would|i) (?:rather not|rather avoid|really don'?t want"
    r"|don'?t want"
    r"|said no|turned it down|am not keen|wasn'?t keen)|,? (?:is|was) (?:an option|one option"
    r"|on the cards)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:i'?ve had|i had|since|after|post|following|done|went (?:well|fine|ok)|ago)\b", re.IGNORECASE
)


def with_stages(sentence: Sentence, found: list[Finding]) -> list[Finding]:
    """Procedures with `status` (planned, cancelled) in `extra` where the clause says so."""
    return [_with_stage(sentence, f) if f.entity == "procedure" else f for f in found]


def _with_stage(sentence: Sentence, procedure: Finding) -> Finding:
    start, end = procedure.start - sentence.start, procedure.end - sentence.start
    left, right = clause_at(sentence.text, start, end)
    before, after = sentence.text[left:start], sentence.text[end:right]
    if _DECLINED.match(sentence.text[end:]):
        return replace(procedure, extra={**procedure.extra, "status": "planned"})
    if _CANCELLED.search(before + " | " + after):
        return replace(procedure, extra={**procedure.extra, "status": "cancelled"})
    planned = _PLANNED_BEFORE.search(before) or _PLANNED_AFTER.search(after)
    if planned and not _DONE.search(before + " | " + after):
        return replace(procedure, extra={**procedure.extra, "status": "planned"})
    return procedure
