"""Which language a message is in: English, or one of those most spoken in London, told by script and words.

An honest heuristic: short messages and unknown languages count as English, so that nobody is turned away.
"""

from __future__ import annotations

import re

from physio.reading.words import listed, straight

# The everyday words that tell the languages with a Latin script apart.
_WORDS = {
    "pl": listed(
        "i w na z nie jest mam mnie się sie ze do po mój moja jak czy dzień dzien dobry proszę "
        "prosze "
        "bardzo boli mi od operacji kolano biodro jestem mogę moge ale co dla"
    ),
    "ro": listed(
        "și si am la de pe nu este sunt mă ma îmi imi după dupa cu un o în din care foarte pot va "
        "doare "
        "genunchiul operație operatie buna bună ziua vă rog mea meu sa să"
    ),
    "es": listed(
        "el la los las de que y en un una por con no me mi es tengo estoy para después despues hola "
        "buenos días dias dolor rodilla cadera operación operacion duele muy pero puedo desde"
    ),
    "pt": listed(
        "o a os as de que e em um uma por com não nao me meu minha é tenho estou para depois olá "
        "ola bom "
        "dia dor joelho anca operação cirurgia dói muito mas posso desde do da no na"
    ),
    "it": listed(
        "il la lo gli le di che e in un una per con non mi mio mia è ho sono dopo ciao buongiorno "
        "dolore "
        "ginocchio anca operazione fa male molto ma posso da del della dal"
    ),
    "fr": listed(
        "le la les de des que et en un une pour avec ne pas me mon ma est j'ai suis après apres "
        "bonjour "
        "douleur genou hanche opération mal très mais puis depuis je vous du au"
    ),
    "tr": listed(
        "ve bir bu için icin çok cok ama var yok ben benim sonra merhaba ağr\u0131 agri diz dizim kalça "
        "ameliyat oldum ağr\u0131yor m\u0131 mi ne nas\u0131l nasil da de ile"
    ),
    "de": listed(
        "der die das und ich ist nicht ein eine mit auf für habe bin nach guten tag schmerzen "
        "knie hüfte "
        "operation sehr aber kann seit mein meine"
    ),
    "so": listed(
        "waa waxaa iyo ku ka aan ayaa waxaan leh ma in uu ay iga salaan fadlan jilibka qalliin xanuun"
    ),
    "sq": listed(
        "dhe në ne një nje është eshte kam jam nuk për per me të te pas dhimbje gju operacion "
        "përshëndetje por shumë shume mund"
    ),
}
_ENGLISH = listed(
    "the i my and to a is it in of have for on been was had with that but not be can me at so this are do "
    "or you as if from since after what when "
    "am pain knee hip back op surgery hi hello please thanks thank yes no i'm it's i've can't don't how "
    "would could get just all now still very"
)
_SCRIPTS = (
    ("bn", r"[\u0980-\u09ff]"),
    ("pa", r"[\u0a00-\u0a7f]"),
    ("gu", r"[\u0a80-\u0aff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("ur", r"[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
)
_SCRIPT_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _SCRIPTS)
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+")
_FEWEST_WORDS = 4
_LEAST_SHARE = 0.25


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language: "en" unless the words clearly say otherwise."""
    letters = 0 if text.isascii() else sum(c.isalpha() for c in text)
    for code, pattern in _SCRIPT_PATTERNS:
        if letters and len(pattern.findall(text)) > (
            0 if code == "ur" and _mostly_arabic(text, letters) else letters * 0.3
        ):
            return code
    return _by_words(_words_in(text))


def is_plainly_english(text: str) -> bool:
    """Whether a good part of the words are everyday English ones; a few words of anything else are not."""
    words = _words_in(text)
    return sum(word in _ENGLISH for word in words) * 3 >= max(1, len(words))


def _words_in(text: str) -> list[str]:
    """The words of a text; an address is in no language."""
    plain = _ADDRESS.sub(" ", straight(text.lower()))
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", plain)


def _mostly_arabic(text: str, letters: int) -> bool:
    return sum("\u0600" <= c <= "\u06ff" for c in text) > letters * 0.3


def _by_words(words: list[str]) -> str:
    if len(words) < _FEWEST_WORDS:
        return "en"
    english = sum(word in _ENGLISH for word in words)
    if english * 4 >= len(words):
        return "en"
    shares = {code: sum(word in listed for word in words) for code, listed in _WORDS.items()}
    code = max(shares, key=lambda c: shares[c])
    enough = shares[code] >= max(2, _LEAST_SHARE * len(words)) and shares[code] >= 2 * english
    return code if enough else "en"
