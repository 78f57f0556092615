"""The names of parts and operations that a side stands beside: "my left knee", "shoulder arthroscopy R"."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from physio.reading.spelling import english_words

NOUN = (
    r"(?:sides?|sided|hand[ -]sided?|hand[ -]side|legs?|limbs?|arms?|hands?|ones?|feet|foot|hips?|knees?|"
    r"index|pinkie|ankles?|shoulders?|elbows?|wrists?|thumbs?|"
    r"fingers?|toes?|heels?|calf|calves|calfs|thighs?|hamstrings?|hammys?|hammies|hammy|glutes?|quads?|"
    r"groin|shin|shins|buttocks?|bum|cheeks?|achill\w*|"
    r"kneecaps?|breasts?|boobs?|eyes?|ribs?|jaw|scapula|collar ?bone|clavicle|bicep\w*|tricep\w*|rotator|"
    r"cuff|acl|pcl|mcl|lcl|meniscus|patella|sij|si joint|"
    r"tennis elbow|golfer'?s elbow|trigger finger|"
    r"lower back|back|neck|flank|femur|tibia|fibula|adductors?|hip flexors?|flexors?|plantar|bunions?|"
    r"carpal|labrum|labral|cruciate|t[hkhs]r|thr|tkr|ukr|"
    r"mastectomy|temple|testicle|kidney|lung|forearm|upper arm|lower leg|trap|traps|lat|itb|it band|"
    r"piriformis|peroneal|instep|sole|arch|inner|outer|nee|"
    r"sholder|angle|ankel|foots|hurnia|hernia|replacement|total|partial)"
)
_LONG_PARTS = (
    "achilles", "ankle", "ankles", "bunion", "carpal", "elbow", "elbows", "finger", "fingers", "groin",
    "hamstring", "hamstrings", "meniscus", "rotator", "shoulder", "shoulders", "thigh", "thumb", "wrist",
)  # fmt: skip
ADJECTIVES = (
    r"(?:(?:lower|upper|inner|outer|front|back|rear|bad|dodgy|new|old|poor|sore|stiff|whole|"
    r"operated|good|painful|big|little|middle|ring|index|side|of|my|the|and|or|&|/|left|right|l|r|then|"
    r"total|partial|anterior|medial|lateral|proximal|of my)\s+)*"
)
_NEXT = re.compile(rf"[\s)\-/]*{ADJECTIVES}{NOUN}\b", re.IGNORECASE)
# Words that name an operation; a side may follow them at once ("THR left", "shoulder arthroscopy R").
OF_OPERATION = (
    r"\b(?:replacement|repair|release|recon|reconstruction|fusion|fixation|arthroscopy|scope"
    r"|stabilisation|injection"
    r"|decompression|revision|orif|[at]?ct[rs]|thr|tkr|ukr|tka|tha|acl|mpfl|pao|hto|tar|mua|nail|plate"
    r"|plated|pinned"
    r"|replaced|repaired|fused|fracture|tunnel|finger|\w+(?:ectomy|plasty|otomy|tomies))"
)
_NAMED = re.compile(rf"(?:\b(?!back\b){NOUN}|{OF_OPERATION}|\bop|[(,)])[\s(]*$", re.IGNORECASE)
_ENDS = re.compile(r"\.?\s*(?:$|[,;)(]|\.(?:\s|$)|\d|done\b)")


def names_part(after: str) -> bool:
    """Whether the words after a side name a part, misspelt perhaps."""
    return _NEXT.match(after) is not None or _names_misspelt_part(after)


def _names_misspelt_part(after: str) -> bool:
    """ "My left shulder", "right ankel": the next word is no English word and nearly a part's name."""
    following = re.match(r"[\s)-]*([a-z]{5,})\b", after, re.IGNORECASE)
    word = following[1].lower() if following else ""
    allowed = 1 if len(word) <= 7 else 2
    near = any(OSA.distance(word, part, score_cutoff=allowed) <= allowed for part in _LONG_PARTS)
    return bool(word) and near and word not in english_words()


def set_apart(before: str, after: str) -> bool:
    """Whether what stands here only adds to an operation or a part: "shoulder arthroscopy R, May"."""
    return _NAMED.search(before) is not None and _ENDS.match(after) is not None
