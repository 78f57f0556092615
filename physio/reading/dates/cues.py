"""The words that tell what a date is about, and whether it lies in the past or ahead."""

from __future__ import annotations

import re

OPERATION, ONSET, APPOINTMENT, OTHER, AROUND = "operation", "onset", "appointment", "other", "around"
_WHO = r"(?:my|it|the|his|her|a|an|another)"
_DONE = r"(?:had|having|got|getting|get|have|doing|is|was|were|been) (?:\w+ ){0,5}?done\b"
_BE = r"(?:i'?m|i am|am|is|are|'re|\u2019re|be|'ll be|she'?s|he'?s|they'?re|we'?re)"
_DO = r"(?:you|someone|somebody|anyone|they)"
_TAKEN_UP = r"(?:start\w*|began|back (?:to|at|on|into|in)|return\w* to|joined|tried|took up|doing|did)"
_ACTIVITY = (
    r"(?:yoga|gym|running|run|couch (?:to|2) 5k?|c25k|programme|pilates|training|swimming|swim|treadmill"
    r"|physio(?:therapy)?|exercises?|cycling|football|tennis|golf|work|rehab)\b"
)
_COMING = r"(?:come|see|book|have|get|drop|pop|speak|talk|do|make|bring|arrange|change|move|be seen)"

_WORDS: dict[str, tuple[str, ...]] = {
    OTHER: (
        rf"{_TAKEN_UP} (?:\w+ ){{0,3}}?{_ACTIVITY}", rf"{_ACTIVITY} (?:\w+ )?(?:started|began)\b",
        r"mri\b", r"scan\w*", r"x-?rays?\b", r"follow(?:ing)?[\s-]?up\b", r"check[\s-]?up\b",
        r"weeks? check\b", r"blood tests?\b", r"stitches\b", r"staples\b", r"clips\b", r"birthday\b",
        r"wedding\b", r"antibiotics\b", r"consultant\b", r"saw\b", r"(?:gp|doctor)\b", r"drive\b",
        r"(?:go )?back to (?:work|the gym)\b", r"insurance\b", r"referr\w+", r"discharge letter\b",
        r"(?:sling|cast|boot|brace|splint|crutches|collar|dressings?|drains?|wires?|pot|plaster)\b",
        r"(?:wires?|screws|pins|stitches|plates?|metal(?:work)?|nail|rods?|frame) "
        r"(?:came |was |were |are |is |taken |coming )*(?:out|off|removed)\b",
        r"screws (?:came )?out\b", r"discharged me\b", r"signed (?:me )?off\b", r"cleared\b",
        r"all clear\b", r"joined\b", r"radiotherapy\b", r"chemo\w*", r"hand therap\w+",
        r"nhs (?:physio|exercises)\b", r"finished\b", r"competition\b", r"concert\b", r"exam\w*",
        r"retir\w+", r"moved (?:house|flat)\b", r"moving\b", r"spoke\b",
        r"(?:i|we) (?:rang|called|emailed|e-mailed|phoned|wrote)\b", r"half term\b", r"married\b",
    ),
    OPERATION: (
        r"post[\s-]?op\w*", r"(?<!no[ ])ops?\b", r"(?<!no[ ])operat\w+", r"(?<!no[ ])surger\w+",
        r"fus(?:ion|ed)\b", r"fuison\b",
        r"replace\w*", r"repair\w*", r"ar\w{0,2}t?h?roscop\w*", r"key\s?-?hole\b", r"scope\w?\b",
        r"reconstruct\w*", r"recon\b", r"\w+(?:ectomy|plasty|otomy)\b", r"decompress\w*",
        r"(?:tkr|thr|tka|tha|acl|acdf|tlif|plif|alif|orif)s?\b", r"graft\w*", r"implant\w*", r"plated\b",
        r"pinned\b", _DONE, r"procedure\b", r"release\b", r"theatre\b", r"going in\b", r"discharged\b",
        r"resurfac\w*", r"stabilis\w+", r"trimmed\b", r"doing (?:my|the|his|her)\b",
        r"did (?:my|the|his|her)\b", r"injections?\b", r"jab\b", r"removed\b", r"bunion\b",
        r"list(?:ed)?\b", r"under the knife\b",
    ),
    ONSET: (
        r"since\b(?!\s*(?:[.!?,;\n]|$))", r"start\w*", r"beg[au]n\b", r"came on\b", r"fell\b", r"fall\b",
        r"twist\w*", r"tripp?\w*", r"injur\w*", r"hurt\w*", r"broke\w?\b", r"fractur\w*", r"tore\b",
        r"pulled\b",
        r"pain\w*\b(?! (?:clinic|team|relief|management|killers?|meds))",
        r"sore\w*", r"ach\w+", r"stiff\w*", r"swell\w*", r"swollen\b", r"numb\w*",
        r"cramp\w*", r"weak\w*", r"limp\w*", r"bad\b", r"worse\b",
        r"went\b(?! (?:back|to|for|on|home|out|in|into|well|fine))", r"notic\w+", r"felt\b", r"feel\b",
        r"struggl\w+", r"accident\b", r"crash\w*", r"slipped\b", r"strain\w*", r"sprain\w*", r"problem\w*",
        r"happen\w*", r"fever\w*", r"temperature\b", r"(?:can'?t|cannot)\b(?! (?:do|make|manage)\b)",
        r"popped\b", r"click\w*", r"symptom\w*", r"tingl\w+", r"locked\b", r"gave way\b", r"dislocat\w+",
    ),
    APPOINTMENT: (
        r"appoint\w*", r"appt\b", r"book (?:me|in|him|her|us|an?|it)\b", r"booking\b", r"see me\b",
        r"see (?:some|any)one\b", r"be seen\b", r"come (?:in|to|round|by|over|and)\b", r"pop in\b",
        r"drop\s?-?in\b", r"visit\b", r"ring\b", r"call\b", r"phone\b", r"text me\b", r"slots?\b",
        r"availab\w+", rf"(?:can|could) {_DO}\b", rf"(?:can|could) (?:i|we|she|he) {_COMING}\b",
        r"any chance\b", r"earliest\b", r"soonest\b", r"suits?\b", r"works? for\b",
        r"would be (?:great|good|best|fine|ideal|perfect)\b", r"prefer\w*", r"how about\b",
        r"what about\b", r"any good\b", r"i'?m free\b",
        r"(?<!royal\s)free (?:on|at|after|from)\b", r"do you have\b",
        r"have you got\b", r"anything\b", r"get (?:me|us) in\b", r"session\b", r"meet\b",
        r"can(?:['\u2019]?t|not)? (?:only |just |really |usually )*(?:do|make|manage)\b",
        r"only (?:ever )?(?:free|around|available|possible|able)\b",
        r"please\b", r"reschedul\w+", r"move (?:it|my)\b", r"fit me in\b",
        r"squee\w+ me in\b", r"speak to\b", r"talk to\b", r"open\b", r"is there\b", r"are there\b",
    ),
    AROUND: (
        r"holiday\b", r"fly(?:ing)?\b", r"flight\b", r"flew\b", r"marathon\b", r"race\b", r"trip to\b",
        r"travel\w*", _ACTIVITY, r"class\b", r"lesson\b",
    ),
}  # fmt: skip
_AHEAD = (
    r"booked", r"scheduled", r"planned", r"pencilled", r"listed", r"upcoming", r"waiting (?:for|on|to)",
    r"due (?:to|for|on|in)", r"is due", r"date is", r"will", r"going (?:to|in|into|under)", r"go in",
    r"now on",
    r"(?:is|are|'s|\u2019s) (?:now )?(?:on|in|at|booked|happening|set|next|not until|coming)\b",
    r"(?:is|are|'s|\u2019s) (?:now )?the (?=\d|end|start|beginning|middle|week|first|second|third|\w+th)",
    r"isn'?t until",
    rf"{_BE} (?:\w+ )?(?:having|getting|doing|going)",
    r"doing (?:my|the|his|her)", rf"(?<!after\s)(?<!since\s)having {_WHO}",
    r"having (?:\w+ )?(?:surgery|op|operation)",
    r"getting (?:my|it|the)", r"until", r"before my", r"(?:can|could) (?:you|i|we)", r"want\w*",
    r"would like", r"hoping", r"hope to", r"planning", r"next(?! to)", r"tomorrow",
    r"i have (?:my|an|a) (?:op|operation|surgery)", r"(?:i'?ve|i\u2019ve|i have|have) got (?:a|an|my)",
    r"flying", r"moved to", r"postponed (?:to|until|till)",
)  # fmt: skip
_BEHIND = (
    r"was", r"were", r"had", r"did", r"ago", r"since", r"went", r"happened", r"started", r"came", r"fell",
    r"been", r"operated on", r"underwent", r"got (?:it|my)", r"last", r"broke", r"twisted", r"tore",
    r"hurt", r"injured", r"felt", r"noticed", r"woke", r"began", r"back in", r"replaced in", r"fused in",
    r"have had", r"i'?ve had", r"post", r"saw", r"pulled", r"slipped", r"tripped", r"done", r"showed",
)  # fmt: skip


def _pattern(words: tuple[str, ...], end: str = "") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)}){end}".replace(" ", r"\s+"), re.IGNORECASE)


ABOUT = {name: _pattern(words) for name, words in _WORDS.items()}
AHEAD = _pattern(_AHEAD, r"\b")
BEHIND = _pattern(_BEHIND, r"\b")
HAVING_DONE = re.compile(
    r"(?<!after )(?<!since )\b(?:having|getting|have|get)\b[^.!?\n]{0,40}\bdone\b", re.IGNORECASE
)
HAD = re.compile(r"\b(?:i|she|he|they|we|i'?ve|i\u2019ve|'ve)\s+(?:have\s+|just\s+)?had\b", re.IGNORECASE)
CALLED_OFF = re.compile(r"\b(?:cancel\w*|postponed|called off|put off|fell through)\b", re.IGNORECASE)
SAYS_IT = re.compile(r"\b(?:was|were|is|been|be)\s+(?:about|around|on|in|back|only|just)?\s*$", re.IGNORECASE)
THAT_WAS = re.compile(
    r"^\W*(?:so\s+|and\s+|all\s+)?(?:that|it|this|mine|they|done|op|operation|surgery|had it"
    r"|happened)(?:['\u2019]?s)?\b"
    r"(?:\s+(?:was|were|be|been|done|happened|the|left|right|one|side|about|around|on|in|back|only|just|took|place"
    r"|a|over|nearly|almost|roughly|approximately|all|keyhole))*\W*$",
    re.IGNORECASE,
)
CLAUSE_BREAK = re.compile(
    r",|\bbut\b|\band\b|\bthen\b|\bthough\b|\balthough\b| - | \u2013 "
    # What is wished for begins a clause of its own, also where somebody writes without full stops.
    r"|\bi(?:'d| would) like\b|\bi hope\b|\b(?:can|could) (?:i|you|someone|somebody)\b",
    re.IGNORECASE,
)
TILL = re.compile(r"\b(?:till|til|until|up to)\s+(?:this|last|yesterday)?\s*$", re.IGNORECASE)
# A new statement between an operation and a date, or after the date.
GOES_ON = re.compile(
    r"[.;!?\n]|\b(?:and|but|then|so|because|cos|which|who|i|i'?m|i'?ve|he|she|they|we|is|are|has|have|had|was|need\w*"
    r"|check\w*|want\w*|would|could|should|will|going|planned|booked|in \d|until|before|after|since)\b",
    re.IGNORECASE,
)
STARTS_ANEW = re.compile(r"\s*,?\s*(?:i|i'?ve|i'?m|my|it|the|he|she|they|we|when)\b", re.IGNORECASE)
