"""How a regular expression is built, as far as it tells which letters a match must hold.

Python's own parser of patterns is private and has moved between versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"(?P<look>\(\?(?:<?[=!]|#|P=))"
    r"|(?P<open>\((?:\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:))?)"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<edge>[\^$]|\\[bBAZ])"
    r"|(?P<many>(?:[*+?]|\{\d*,?\d*\})[?+]?)"
    r"|(?P<any>\.|\\[dDsSwWux0-9]|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|\\?(?P<letter>.)",
    re.DOTALL,
)
_MAY_LACK = re.compile(r"[*?]|\{0|\{,")
_CODE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})")


@dataclass(frozen=True)
class Part:
    """One part of a pattern: a letter, a group with its options, or (neither) something that may be any text.

    Letters are small ones. It may be missing from a match unless it is `needed`; `once` if it stands there
    exactly one time.
    """

    letter: str = ""
    options: tuple[tuple[Part, ...], ...] = ()
    needed: bool = True
    once: bool = True


def parts_of_pattern(pattern: str) -> tuple[tuple[Part, ...], ...]:
    """The options of a pattern ("a|b" has two), each as its parts. Edges such as `\\b` are left out."""
    return _options(_TOKEN.finditer(_CODE.sub(".", pattern)))


def _options(tokens: Iterator[re.Match[str]]) -> tuple[tuple[Part, ...], ...]:
    """The options up to the end of the group that the tokens are in."""
    options: list[list[Part]] = [[]]
    for token in tokens:
        if token.lastgroup == "close":
            break
        if token.lastgroup == "bar":
            options.append([])
        elif token.lastgroup == "many":
            options[-1][-1:] = [_repeated(part, token.group()) for part in options[-1][-1:]]
        elif token.lastgroup != "edge":
            options[-1].append(_part(token, tokens))
    return tuple(tuple(option) for option in options)


def _part(token: re.Match[str], tokens: Iterator[re.Match[str]]) -> Part:
    if token.lastgroup == "letter":
        return Part(letter=token["letter"].lower())
    if token.lastgroup == "any":
        return Part()
    inside = _options(tokens)
    return Part(options=inside) if token.lastgroup == "open" else Part(needed=False)


def _repeated(part: Part, mark: str) -> Part:
    return replace(part, needed=part.needed and _MAY_LACK.match(mark) is None, once=False)
