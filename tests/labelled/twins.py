"""Two reports from one source: in one all that is stated is right, in the other all of it is wrong.

Where the two differ, the source says `⟦right¦wrong¦kind⟧`. What a slot is held against (tables,
listings, logs, the code) has none. Where a disagreement may as well be shown at another piece of
the text, a slot names that piece: `⟦right¦wrong¦kind¦elsewhere⟧`.
"""

import re
from dataclasses import dataclass

_SLOT = re.compile(r"⟦(?P<right>[^⟦¦]*)¦(?P<wrong>[^⟦¦]*)¦(?P<kind>[a-z-]+)(?:¦(?P<at>[^⟦¦]+))?⟧")
_SIGNS = re.compile("[⟦¦⟧]")
_CLOSERS = r"[*_)\"”»]*"
_END = re.compile(
    rf"(?<=[.!?]){_CLOSERS}\s+(?=[*_(\"“«]*[^\W\d_a-z]|[¿⟦])"  # "Fig. 3" and "ca. 30" go on
    r"|(?<=[。！？])\s*"
    r"|\n\s*\n"
    r"|\n(?=\s*(?:[-*+>|#]|\d+[.)]\s))"
    r"|\n(?=[^\n]*\t)"  # a row of a table, as plain text has it
)
_MARK = re.compile(r"\s*(?:(?:[-*+>]|#+|\d+[.)])\s+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with a slot, as one of the twins says it."""

    words: str
    """The whole sentence."""
    kind: str
    """What decides it, in the words of the labels: `itself-table`, `code`, ..."""
    because: str
    """What the twin says instead."""
    elsewhere: tuple[str, ...]
    """Pieces at the other side, where a disagreement may as well be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """One of the two reports."""

    text: str
    """The whole report."""
    statements: tuple[Statement, ...]
    """In the order of the report."""


def twin(source: str, *, right: bool) -> Twin:
    """The report in which every slot is right, or the one in which every slot is wrong."""
    sentences = [each for each in _END.split(source) if _SLOT.search(each)]
    return Twin(
        text=_fill(source, right=right),
        statements=tuple(_statement(each, right=right) for each in sentences),
    )


def _statement(sentence: str, *, right: bool) -> Statement:
    (slot, *more) = _SLOT.finditer(sentence)
    if more:
        raise ValueError(f"two slots in one sentence: {sentence.strip()}")
    said, instead = ("right", "wrong") if right else ("wrong", "right")
    return Statement(
        words=_MARK.sub("", _fill(sentence, right=right), count=1).strip(),
        kind=slot["kind"],
        because=f"It says “{slot[said]}”; its twin says “{slot[instead]}”.",
        elsewhere=(slot["at"],) if slot["at"] else (),
    )


def _fill(source: str, *, right: bool) -> str:
    filled = _SLOT.sub(lambda slot: slot["right" if right else "wrong"], source)
    if stray := _SIGNS.search(filled):
        around = filled[max(0, stray.start() - 40) : stray.end() + 40]
        raise ValueError(f"not a slot: {around!r}")
    return filled
