"""Whether a part of a sentence is put as a question or a request, or else tells the story."""

from __future__ import annotations

import re

_OPENING = (
    r"^\W*(?:(?:and|or|but|also|so|then|plus|hi+|hiya|hello|hey|ok|please|pls|just|if so|if not|anyway"
    r"|ps|dear \w+"
    r"|good morning|good evening|good afternoon),?\s+){0,3}"
)
_AUXILIARY = (
    "can|could|cud|would|wud|will|do|does|did|is|are|am|may|might|should|shud|shall|has|have|when'?s|what'?s"
)
_QUESTION = re.compile(
    rf"\?\W*$|{_OPENING}(?:(?:{_AUXILIARY})\s+(?!not\b|been\b|to\b|had\b|got\b|just\b|still\b)\w+"
    r"|what(?!ever)\b|whats\b|where\b|wheres\b|who\b|whos\b|whose\b|how\b|why\b|whether\b|any\b"
    r"|anything\b|anyone\b"
    r"|which\s+(?!is|was|i\b|it|has|had|my|the|means)|when\s+(?:can|could|will|would|may|might|do|does"
    r"|is|are|am|should|have)\b)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:(?:can|could|would|will|do|does|are|is|have) (?:u|you|i|we|he|she|they|someone|somebody"
    r"|anyone|anybody|there"
    r"|one of)\b"
    r"|wonder\w*|curious|(?:i'?d|she'?d|he'?d|we'?d|they'?d|would|should) (?:\w+ )?(?:like|love|prefer"
    r"|rather|be grateful)"
    r"|i'?d (?:only )?want|want(?:s|ed)? (?:to|a|an|some|someone|somebody|it|this|the|my|her|his)\b"
    r"|wanna|looking (?:for|to)"
    r"|need(?:s|ing)? (?:to|a|an|some|someone|somebody|it|this|my|the)\b|pl(?:ea)?[sz]e?\b|kindly"
    r"|hop(?:e|es|ing) (?:to|for|you)"
    r"|happy (?:to|with)|prefer\w*|rather\b|grateful|advise|advice|let me know|tell me|give me|show me"
    r"|send me|explain"
    r"|know (?:if|whether|how|what|when|who|where)|know which|not sure|no idea|don'?t know"
    r"|free (?:on|any|to|for|mon|tue|wed|thu|fri|sat|sun|from)\w*|suits? (?:me|us|best)?|(?:i|we|he"
    r"|she) (?:can|could) (?:\w+ )?(?:come|do|make|be)\b"
    r"|(?<!my )(?<!the )(?<!a )(?:ring|call|phone|telephone)\b(?! (?:is|was|call|number|no)\b)"
    r"|book(?:ing)?|asap|as soon as possible|cancel\w*|mov(?:e|ing) it|reschedul\w*|rearrang\w*"
    r"|any chance|if poss\w*|got any|best (?:to|on|for)|ask(?:ed|ing)? (?:for|about|if|whether|to)|tips"
    r"|handy)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:don'?t|doesn'?t|didn'?t|do not|does not|never) (?:need|want|like|prefer)\b"
    r"|\b(?:said|says|told me|telling me|reckons?|thinks?)\b(?!.*\?)",
    re.IGNORECASE,
)


def is_request(part: str) -> bool:
    """Whether the words ask a question or put a request."""
    if _QUESTION.search(part):
        return True
    return _REQUEST.search(part) is not None and _STATED.search(part) is None
