"""Characters become words, and words become lines."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .glyphs import Glyph, Text
from .marks import bold, joined

SPACE = 0.15
"""Gap between two characters, in sizes of the font, from which there is a space between them."""
BACK = 0.4
"""How far a character may lie behind the end of the one before it, for kerning and accents."""
ABOVE, BELOW = 0.75, 0.22
"""How far letters reach above and below their base line, in sizes of the font."""
SAME_LINE = 0.4
SMALL = 0.82
"""Size of an index or exponent beside that of its line, at most."""
LIFTED, LOWERED = 0.15, 0.05
MOST_SPACES = 60
FAR_ABOVE, FAR_BELOW = 0.8, 0.6
"""How far from the line an exponent or index may stand, in sizes of the line's letters."""
MOST_SCRIPTS = 100
"""Of them in one line."""
TOUCHING = 0.3
"""How far behind a word its exponent may begin, in the same."""
THIN = 0.21
"""Gap that formulas draw behind a comma, at most, in sizes of the font; a space is wider."""

_THOUSANDS = re.compile(r"(?:^|[^\d.,])[1-9]\d{0,2}(?:,\d{3})*,$")
_THREE = re.compile(r"\d{3}(?!\d)")
_OPERATORS = frozenset("+ - − × · ∗ ⋅ * ∙".split())
_ORDINALS = ("st", "nd", "rd", "th")


class Word(NamedTuple):
    """Characters without a space between them."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    mono: bool
    math: int
    """How many of its characters are from a font for mathematics."""
    spaced: bool
    """Whether a space was drawn before it."""

    @property
    def top(self) -> float:
        """Where its letters end above."""
        return self.base + ABOVE * self.size

    @property
    def bottom(self) -> float:
        """Where its letters end below."""
        return self.base - BELOW * self.size

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its letters."""
        return (self.left + self.right) / 2, self.base + 0.25 * self.size


class Line(NamedTuple):
    """Words on one base line, from left to right."""

    words: list[Word]
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """Where its letters end above."""
        return max(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where its letters end below."""
        return min(word.bottom for word in self.words)


def words_of(text: Text) -> list[Word]:
    """The words of a page as they follow each other in the file."""
    found: list[Word] = []
    current: list[Glyph] = []
    spaced = False
    for glyph in text.glyphs:
        if glyph.text.isspace():
            found += _word(current, spaced)
            current, spaced = [], True
            continue
        if current and not _follows(current[-1], glyph):
            found += _word(current, spaced)
            current, spaced = [], False
        current.append(glyph)
    return found + _word(current, spaced)


def turned_words(text: Text) -> list[tuple[str, float, float]]:
    """What runs in another direction than the page, run by run, with the place of its middle."""
    runs: list[list[Glyph]] = []
    for glyph in text.turned:
        near = runs and _distance(runs[-1][-1], glyph) < 2.5 * glyph.font.size
        if near and runs[-1][-1].font.angle == glyph.font.angle:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    found = []
    for run in runs:
        x = sum(glyph.left + glyph.right for glyph in run) / 2 / len(run)
        y = sum(glyph.base for glyph in run) / len(run)
        found.append((" ".join("".join(glyph.text for glyph in run).split()), x, y))
    return [each for each in found if each[0]]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words of one column as lines, from top to bottom."""
    groups: list[tuple[list[Word], float, float]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.left)):
        if groups:
            members, base, size = groups[-1]
            if abs(base - word.base) < SAME_LINE * max(size, word.size):
                members.append(word)
                if word.size > size * 1.05:
                    groups[-1] = (members, word.base, word.size)
                continue
        groups.append(([word], word.base, word.size))
    return [line_of(members) for members in _with_scripts([group for group, _, _ in groups])]


def _with_scripts(groups: list[list[Word]]) -> list[list[Word]]:
    """Exponents and indices that stand so far from their line that they seemed one of their own."""
    lines = [line_of(group) for group in groups]
    found = [list(group) for group in groups]
    for index, line in enumerate(lines):
        for other in (index - 1, index + 1):
            if 0 <= other < len(lines) and found[index] and _may_be_script(line, lines[other]):
                taken = _touching(found[index], lines[other])
                found[other] += taken
                found[index] = [word for word in found[index] if word not in taken]
    return [group for group in found if group]


def _may_be_script(line: Line, beside: Line) -> bool:
    if line.size > SMALL * beside.size or len(line.words) > MOST_SCRIPTS:
        return False
    return -FAR_BELOW < (line.base - beside.base) / beside.size < FAR_ABOVE


def _touching(words: list[Word], line: Line) -> list[Word]:
    """Those of the small words that begin right behind a word of the line, or behind such a one."""
    ends = [word.right for word in line.words if word.size > SMALL * line.size]
    slack = 0.15 * line.size
    taken: list[Word] = []
    for word in sorted(words, key=lambda word: word.left):
        if any(
            other.left < word.right - slack and word.left + slack < other.right
            for other in line.words
        ):
            continue
        if any(-0.15 < (word.left - end) / line.size < TOUCHING for end in ends):
            taken.append(word)
            ends.append(word.right)
    return taken


def line_of(words: list[Word]) -> Line:
    """These words as one line."""
    ordered = sorted(words, key=lambda word: word.left)
    biggest = max(words, key=lambda word: (len(word.text) > 1, word.size))
    main = [word for word in words if word.size > SMALL * biggest.size] or words
    longest = max(main, key=lambda word: len(word.text))
    return Line(
        words=ordered,
        left=ordered[0].left,
        right=max(word.right for word in ordered),
        base=longest.base,
        size=longest.size,
    )


def text_of(line: Line, *, marked: bool = False) -> str:
    """The line as text, bold words marked or not, spaces of code kept.

    Exponents and indices become `^{..}` and `_{..}`.
    """
    parts: list[str] = []
    script = ""
    before: Word | None = None
    for at, word in enumerate(line.words):
        kind = _script(word, line) if len(line.words) > 1 else ""
        gap = word.left - before.right if before is not None else 0.0
        if script and kind != script:
            parts.append("}")
        apart = before is not None and _apart(before, word, gap, inside=bool(kind))
        if apart and not _goes_on(line.words, at, gap):
            parts.append(" " * _spaces(word, gap) if not kind else " " * (kind == script))
        if kind and kind != script:
            parts.append(kind + "{")
        parts.append(bold(word.text) if marked and word.bold and not word.mono else word.text)
        before, script = word, kind
    text = "".join(parts) + ("}" if script else "")
    for ordinal in _ORDINALS:
        text = text.replace(f"^{{{ordinal}}}", ordinal)
    return joined(text) if marked else text


def _script(word: Word, line: Line) -> str:
    if word.size > SMALL * line.size:
        return ""
    offset = (word.base - line.base) / line.size
    return "^" if offset > LIFTED else "_" if offset < -LOWERED else ""


def _apart(before: Word, word: Word, gap: float, *, inside: bool) -> bool:
    """Whether there is a space between two neighbours."""
    if inside:
        return gap > 0.4 * word.size
    if word.spaced and gap > 0.02 * word.size:
        return True
    return gap > SPACE * min(max(before.size, word.size), 1.3 * word.size)


def _goes_on(words: list[Word], at: int, gap: float) -> bool:
    """Whether a word is the thousands of a computed number: formulas draw `62,006` as `62, 006`.

    A list of numbers, `n = 32, 128`, looks the same, but nothing is computed in it.
    """
    before, word = words[at - 1], words[at]
    if word.spaced or gap > THIN * word.size or not before.text.endswith(","):
        return False
    if not (_THOUSANDS.search(before.text) and _THREE.match(word.text)):
        return False
    sign = words[at - 2].text if at > 1 else ""
    if sign in _OPERATORS or (at + 1 < len(words) and words[at + 1].text in _OPERATORS):
        return True
    # A number that equals something was computed; `n = 32, 128` has a letter there.
    return sign in ("=", "≈") and at > 2 and words[at - 3].text[-1:].isdigit()


def _spaces(word: Word, gap: float) -> int:
    if not word.mono:
        return 1
    width = (word.right - word.left) / max(1, len(word.text))
    return max(1, min(MOST_SPACES, round(gap / width))) if width > 0 else 1


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = before.font.size
    if abs(before.base - glyph.base) > 0.05 * size or abs(glyph.font.size - size) > 0.1 * size:
        return False
    return -BACK * size < glyph.left - before.right < SPACE * size and glyph.left > before.left - 1


def _word(glyphs: list[Glyph], spaced: bool) -> list[Word]:
    if not glyphs:
        return []
    font = glyphs[0].font
    return [
        Word(
            text="".join(glyph.text for glyph in glyphs),
            left=glyphs[0].left,
            right=max(glyph.right for glyph in glyphs),
            base=glyphs[0].base,
            size=font.size,
            bold=sum(glyph.font.bold for glyph in glyphs) * 2 > len(glyphs),
            mono=font.mono,
            math=sum(glyph.font.math for glyph in glyphs),
            spaced=spaced,
        )
    ]


def _distance(first: Glyph, second: Glyph) -> float:
    return abs(first.left - second.left) + abs(first.base - second.base)
