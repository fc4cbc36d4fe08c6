"""A line of output becomes words, numbers and signs, in one pass whose time grows with its length.

Every quantifier that is followed by anything is possessive, so nothing is ever tried twice.
"""

import math
import re
from dataclasses import dataclass

_EASTERN = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SCAN = re.compile(
    rf"""
    (?P<number>
        (?:(?<![\w)\].+-])[-+])?+
        (?:\d{{1,3}}(?:,\d{{3}})++(?![\d,])(?:\.\d++)?+    # 10,000 and 1,234.5
        |(?<!\d,)\d++,\d++(?![\d,.]\d)                     # 84,39
        |\d++(?:\.\d++)*+(?:[eE][-+]?+\d++)?+              # 84.39 and 5e-4; 1.2.3 is none
        |\.\d++(?:[eE][-+]?+\d++)?+))
    |(?P<word>(?:(?![{_EASTERN}])[^\W\d])(?:(?![{_EASTERN}])\w)*+|[{_EASTERN}]++)
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)
_SAME = str.maketrans("：＝（）％；，、｜│┃║［］。", ":=()%;,,||||[].")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\WA-Z\d_]+|\d+")
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, a number or a sign."""

    kind: str
    """`word`, `number` or `sign`."""
    text: str
    """As it stands, wide signs of eastern scripts as the usual ones."""
    start: int
    """Where it begins in the line."""
    end: int
    """Where it ends in the line."""
    parts: tuple[str, ...] = ()
    """A word's parts in small letters: `valAcc` and `val_acc` are `val` and `acc`."""

    @property
    def is_whole(self) -> bool:
        """Whether it is a number written without decimals."""
        return self.kind == "number" and not any(sign in self.text for sign in ".eE")


def tokens_of(line: str) -> list[Token]:
    """The tokens of a line."""
    text = line.translate(_SAME)
    return [_token(match) for match in _SCAN.finditer(text)]


def value_of(token: Token) -> float | None:
    """The number that a token is; None where it cannot be told what a comma or dot means."""
    text = token.text
    if len(text) > _LONGEST_NUMBER or text.count(".") > 1:
        return None
    if "," in text:
        whole, *groups = text.split(",")
        if len(groups) > 1 or "." in groups[-1]:
            text = text.replace(",", "")
        elif len(groups[0]) == 3 and whole.lstrip("+-") != "0":
            return None
        else:
            text = f"{whole}.{groups[0]}"
    value = float(text)
    return value if math.isfinite(value) else None


def count_of(token: Token) -> int | None:
    """The whole number that a token is, with or without separators; None if it is none."""
    text = token.text.replace(",", "")
    is_count = token.is_whole and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_count else None


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "sign", match.group()
    parts = tuple(part.lower() for part in _PARTS.findall(text)) if kind == "word" else ()
    return Token(kind=kind, text=text, start=match.start(), end=match.end(), parts=parts)
