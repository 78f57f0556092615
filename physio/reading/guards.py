"""Wordings that are everyday words, and count only in clinical company."""

from __future__ import annotations

import re
from functools import cache

from physio.reading.words import listed

# Wordings that are everyday words: they count only where this holds around them ("@" marks the wording).
_OPERATED = (
    r"\b(?:ops?|operat\w+|surg\w+|post[ -]?op|repair\w*|recon\w*|graft|releas\w+|stitch\w*|fixed|pinned"
    r"|plated|redone|"
    r"rebuilt|scope|key ?hole|sewn|done|weeks? (?:after|post|since)|months? (?:after|post|since))\b"
)
_NO_OPERATION = (
    r"\b(?:no|not|never|without|avoid\w*|\w+n['\u2019]?t)\s+"
    r"(?:(?:had|have|having|be|been|being|get|got|need\w*|want\w*|any|an?|the|going|for|to|yet)\s+)*"
    r"(?:ops?|operat\w+|surg\w+|repair\w*|recon\w*)\b"
)
_WAS_OPERATED = rf"^(?!.*{_NO_OPERATION}).*{_OPERATED}"
_INJURED = r"\b(?:tore|torn|tears?|ruptur\w+|injur\w+|snapped|sprain\w*|damag\w+|partial)\b"
_HAVE_IT = r"\b(?:have|got|think|suspect\w*|syndrome|symptoms|diagnosed|might be|pregnan\w*|splints?|no op)\b"
_SUPPOSED = (
    r"\b(?:might|could|may|suspect\w*|possibl[ey]|query|probably|think|thinks|maybe|poss)\b"
    r"(?:\s+\w+){0,3}\s+@"
)
_NOT_INJURED = rf"^(?!.*{_INJURED})(?!.*{_SUPPOSED})(?!.*@ (?:rehab|injur\w+|physio))|{_WAS_OPERATED}"
_DONE_TO_IT = (
    r"\b(?:had|having|got|was|were|been|they|surgeon|op|operation|surgery)\b.*@|@ (?:surgically|op)\b"
)
_NEEDED = {
    "ankle tightened up": _DONE_TO_IT,
    "shoulder tightened": _DONE_TO_IT,
    "acl": _NOT_INJURED,
    "pcl": _NOT_INJURED,
    "rotator cuff": _NOT_INJURED,
    "ruptured achilles": _WAS_OPERATED,
    "achillies": _WAS_OPERATED,
    "mallet finger": _WAS_OPERATED,
    "carpal tunnel": rf"^(?!.*{_HAVE_IT})|{_WAS_OPERATED}",
    "carpel tunnel": rf"^(?!.*{_HAVE_IT})|{_WAS_OPERATED}",
    "cubital tunnel": rf"^(?!.*{_HAVE_IT})|{_WAS_OPERATED}",
    "hallux valgus": _WAS_OPERATED,
    "angle": r"(?:(?<!a )\b(?:my|his|her|left|right|l|r|twisted|sprained|broken?|broke|swollen|rolled|bad|"
    r"sore)\s+@)",
    "arm": r"(?:\b(?:pain|pains|ache|aches|aching|numb\w*|tingl\w+|sore|weak\w*|needles|swelling"
    r"|swollen|stiff\w*|"
    r"burning|sharp|tight\w*|shooting|cramp\w*)\s+(?:(?:in|of|down|all|up|my|the|his|her|both|left"
    r"|right|whole|into|"
    r"along|entire|l|r|through|is|really)\s+)*@)|(?:@s?\s+(?:pain|ache|aches|hurts?|tingles?|(?:is|are"
    r"|feels?|gets?|goes|went|"
    r"has been|keeps?)\s+(?:so |really |very |a bit |still |quite |getting |going )*(?:sore|numb|weak"
    r"|stiff|swollen|heavy|"
    r"dead|painful|aching|tingl\w+|killing|agony|cramp\w*)))",
    "fit": r"(?:\b(?:get|be|keep|stay|getting|become|feel|being|more|am|keeping"
    r"|staying)\s+(?:\w+\s+){0,2}@\b(?!\s+(?:for work|in|me|kitchens)))",
    "tired": r"(?:\b(?:i'?m|i am|im|feel\w*|so|very|always|really|constantly|she'?s|he'?s|just|and|get"
    r"|gets)\s+)@\b(?! of)",
    "low": r"(?:\b(?:feel\w*|felt|mood|pretty|quite|really|very|so|bit"
    r"|been)\s+(?:\w+\s+)?@\b(?!\s+(?:back|impact|down)))",
    "cry": r"(?:\b(?:i|she|he|makes? me)\s+(?:\w+\s+)?@)",
    "grip": r"(?:\b(?:my|his|her|the|weak|no|lost|left|right)\s+@\b)|(?:@\s+(?:is|strength|still|has"
    r"|weak\w*))",
    "computer": r"(?:\b(?:at|on|the|my|a|in front of)\s+@\b)",
    "office": r"(?:\b(?:in the|in an|at the|work|\()\s*@\b)",
    "screen": r"(?:@)",
    "shop": r"(?:@)",
    "tap": r"(?:@ (?:danc|class))",
    "row": r"(?:\b(?:to|i|we|and|used to|can|love to)\s+@\b)",
    "falls": r"(?:\b(?:had|having|several|few|number of|afraid of|fear of|risk of|prevent\w*|keep\w*"
    r"|more|many|two|three|of|history of)\s+"
    r"@)|(?:@\s+over\b)",
    "fallen": r"(?:\b(?:have|had|has|'ve|keep\w*|ve)\s+(?:\w+\s+)?@)",
    "bend": r"(?:@\s+(?:down|over|forward|to (?:put|pick|tie|get|lift)))",
    "bends": r"(?:@\s+(?:down|over|forward))",
    "nee": r"(?:\b(?:my|his|her|left|right|l|r|bad|sore|new|total)\s+@)",
    "week": r"(?:\b(?:legs?|knees?|arms?|hands?|grip|ankles?|hips?|calf|calves|muscles?|hamstrings?|quads?|"
    r"glutes?|back|foot|feet|feel\w*|really|so|very|too|gone)\s+(?:(?:is|are|was|feels?|felt|been|got|gone|"
    r"still|really|so|very|a bit|both|quite|just)\s+)*@\b(?!\s*(?:\d|ago|later|or|and a half|before|after|"
    r"on|off|post|since|in)))",
    "behind": r"(?:\b(?:my|his|her|sore|stiff|bruised)\s+@\b(?!\s+(?:my|the|his|her|me)))",
    "core": r"(?:\b(?:my|his|her|weak|strong|stronger)\s+@)|(?:@\s+(?:strength|muscles?|stability|is|feels))",
    "arch": r"(?:\b(?:my|his|her|left|right|foot|fallen)\s+@)|(?:@\s+(?:of|pain|is|feels|hurts))",
    "sole": r"(?:\b(?:my|his|her|left|right|the)\s+@\b)",
    "abs": r"(?:\b(?:my|his|her|tight|weak)\s+@)",
    "back": r"(?:\b(?:my|his|her|their|bad|sore|stiff|painful|dodgy|weak|achy|whole|injured|"
    r"the)\s+@\b(?!\s+(?:of|on|in|to|up|at|garden|door|then|burner|home|again)\b))|(?:\b(?:in|around|"
    r"with)\s+(?:the|my|his|her)\s+@)|(?:@\s+(?:pain|ache|op|surgery|spasms?|injury|problems?|trouble|"
    r"issues?|hurts|aches|muscles?|went|is (?:killing|sore|stiff|bad)|(?:is )?(?:stiff|sore|tight|achy)))",
    "private": r"(?:my|his|her) @s? parts",
    "pulled": r"feels? (?:\w+ )?@",
    "gaping": r"\b(?:wound|scar|cut|stitch\w*|incision|dressing)\b",
    "open": r"\b(?:wound|scar|cut|stitch\w*|incision|skin|dressing|sore|it)\b",
    "accident": r"\b(?:toilet|wee|bladder|bowel|loo|little|having|few|pants|bed)\b",
    "accidents": r"\b(?:toilet|wee|bladder|bowel|loo|little|having|few|pants|bed)\b",
    "section": r"(?:\b(?:a|my|the|her|emergency|elective|planned|by|had|c|had a)\s+@\b(?!\s+(?:of|on|in|"
    r"about|for|\d)))"
    r"|(?:@\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s*(?:w(?:ee)?ks?|months?|mths?|days?)\b)",
    "recon": r"(?:\b(?:my|breast|had|the|acl|knee|a)\s+@)",
    "tar": r"(?:\b(?:a|my|had|ankle)\s+@\b)",
    "oats": r"(?:\b(?:had|knee|the|an?)\s+@\s*(?:procedure|op|"
    r"surgery|graft|$))",
    "mica": r"(?:\b(?:had|my|the|a)\s+@)",
    "aci": r"(?:@)",
    "bypass": r"(?:\b(?:heart|triple|double|quadruple|cardiac|a|my|had)\s+@\b(?!\s+road))"
    r"|(?:(?<!the )@\s+(?:op|surgery|this|last|in|done|back in|\d))",
    "stabilisation": r"(?:\b(?:shoulder|my|had)\s+(?:a\s+)?@)",
    "transposition": r"(?:\b(?:nerve|ulnar|my|"
    r"had)\s+@)",
    "boutonniere": r"(?:@)",
    "cording": r"(?:@)",
    "expander": r"(?:@)",
    "wedge op": r"(?:@)",
    "theatre": r"(?:\b(?:in|to|into|from|under|operating)\s+@\b)",
}
# Symptom words too everyday to count unless the sentence names a part, a wound or an operation.
NEED_COMPANY = listed(
    "short week dead red hot blue purple pale shiny raw stuck same pulling tugging gap bent bulge opened "
    "smells dragging beating "
    "catching popping snapping cracking clicking crawling ants buzzing jelly murder fluid leaking "
    "accidents accident restricted "
    "sharp tight burning weak locks jams catches unstable pounding thumping sticks rusty "
    "bruised boiling ripped snapped "
    "open opened opened_up nagging grinding collapses short banging splitting shooting zap nips jolt dizzy "
    "drunk"
)


def allowed(wording: str, sentence: str, start: int, end: int) -> bool:
    """Whether an everyday word at this place of a lower-case sentence is used in its clinical sense."""
    needed = _NEEDED.get(wording)
    if needed is None:
        return True
    marked = f"{sentence[:start]}\x00{sentence[end:]}"
    return _compiled(needed).search(marked) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(r"@\b", "@").replace("@", "\x00"))
