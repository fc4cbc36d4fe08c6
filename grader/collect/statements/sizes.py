"""Rows of layer sizes: `784 → 32 → ReLU → 10`, `784-32-10`, `hidden layers (500, 300)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ARROW = r"[ ]?(?:→|->|-->|=>|⇒|⟶|–>|➔|\\to|\\rightarrow)[ ]?"
_STEP = (
    r"(?:(?:[A-Za-z]{0,12}[ ]?)?\(?[0-9]{1,6}\)?(?:[ ](?:units?|neurons?|nodes?|hidden|"
    r"inputs?|outputs?)){0,2}"
    r"|(?:leaky[ ])?ReLU|sigmoid|tanh|softmax|input|output|dropout)"
)
_ARROWS = re.compile(rf"(?<![\w.]){_STEP}(?:{_ARROW}{_STEP}){{1,20}}(?![\w.]*[0-9])", re.IGNORECASE)
_DASHES = re.compile(
    r"(?<![\w.:/-])[0-9]{1,5}(?:[ ]?[-–—][ ]?(?:[0-9]{1,5}|ReLU|sigmoid|"
    r"tanh)){2,14}(?![\w-]|[.,]?[0-9]|[ ]?%)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"(?:architecture|layers?|layer sizes?|sizes|topology|structure|dimensions?|dims?|widths?|mlp|"
    r"network|n_hidden|hidden)(?:[ ](?:is|are|of|was|were|with|sizes?|as))*[ ]*[=:]?[ ]*"
    r"[\[(]([0-9]{1,5}(?:,[ ]?[0-9]{1,5}){1,14})[\])]",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"\bhidden\b", re.IGNORECASE)
_NO_SIZES = re.compile(
    r"epoch|accura|\bacc|loss|conv|channel|%|from|length|batch|map|filter", re.IGNORECASE
)
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{1,6}(?![0-9A-Za-z])")
_CONVOLUTION = re.compile(r"conv|pool|kernel|filter|flatten", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of sizes, and where it stands."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    sizes: tuple[int, ...]
    """The sizes in order."""
    is_hidden: bool
    """Whether only hidden layers are told."""


def rows_in(text: str) -> Iterator[Row]:
    """Every row of layer sizes."""
    if len(_DIGITS.findall(text)) < 2:
        return
    for pattern in (_ARROWS, _DASHES):
        for match in pattern.finditer(text):
            if _CONVOLUTION.search(match[0]) or _is_date(match[0]):
                continue
            sizes = _sizes(match[0])
            is_pair = len(sizes) == 2 and pattern is _ARROWS and min(sizes) >= 2
            if len(sizes) >= 3 or (
                is_pair and not _NO_SIZES.search(text, max(0, match.start() - 24), match.start())
            ):
                yield Row(start=match.start(), end=match.end(), sizes=sizes, is_hidden=False)
    for match in _BRACKETS.finditer(text):
        if not _CONVOLUTION.search(text[max(0, match.start() - 20) : match.start()]):
            sizes = _sizes(match[1])
            is_hidden = bool(_HIDDEN.search(text[max(0, match.start() - 12) : match.start(1)]))
            if is_hidden or len(sizes) >= 3:
                yield Row(start=match.start(1), end=match.end(1), sizes=sizes, is_hidden=is_hidden)


def _sizes(words: str) -> tuple[int, ...]:
    return tuple(int(found) for found in _NUMBER.findall(words))


def _is_date(words: str) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", words) is not None
