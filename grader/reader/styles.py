"""What the styles of a Word document mean, and the numbers that Word puts before paragraphs."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .word_names import W, value_of

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|标题)\s*([1-9])")
_LARGEST = 10_000
_CHAIN = 20


class Style(NamedTuple):
    """What a paragraph style says of its paragraphs."""

    name: str = ""
    level: int | None = None
    caption: bool = False
    contents: bool = False
    code: bool = False
    numbering: str = ""
    depth: int = 0


class Numbers:
    """Counts the numbered paragraphs of each list."""

    def __init__(self, kinds: dict[str, dict[int, tuple[str, str]]]) -> None:
        self._kinds = kinds
        self._counts: dict[str, list[int]] = {}

    def next(self, identity: str, depth: int) -> str:
        """The number of the next paragraph of a list; empty where it has none, as with bullets."""
        levels = self._kinds.get(identity)
        depth = min(max(depth, 0), 8)
        if not levels or depth not in levels:
            return ""
        counts = self._counts.setdefault(identity, [0] * 9)
        counts[depth] = min(counts[depth] + 1, _LARGEST)
        counts[depth + 1 :] = [0] * (8 - depth)
        _, pattern = levels[depth]
        shown = pattern
        for level in range(9):
            kind = levels.get(level, ("decimal", ""))[0]
            shown = shown.replace(f"%{level + 1}", _written(max(1, counts[level]), kind))
        return "" if levels[depth][0] in ("bullet", "none") else shown.strip()


def read_styles(root: Element | None) -> dict[str, Style]:
    """Styles by their identity."""
    raw = (
        {} if root is None else {value_of(item, "styleId"): item for item in root.iter(f"{W}style")}
    )
    return {identity: _style(identity, raw) for identity in raw}


def read_numbers(root: Element | None) -> Numbers:
    """The lists of the document."""
    if root is None:
        return Numbers({})
    shapes = {
        value_of(item, "abstractNumId"): {
            int(depth): (
                value_of(level.find(f"{W}numFmt")),
                value_of(level.find(f"{W}lvlText"))[:40],
            )
            for level in item.findall(f"{W}lvl")
            if (depth := value_of(level, "ilvl")).isdigit()
        }
        for item in root.findall(f"{W}abstractNum")
    }
    return Numbers(
        {
            value_of(item, "numId"): shapes.get(value_of(item.find(f"{W}abstractNumId")), {})
            for item in root.findall(f"{W}num")
        }
    )


def _style(identity: str, raw: dict[str, Element]) -> Style:
    """One style with what it takes over from those that it is based on."""
    name, level, numbering, depth = "", None, "", 0
    current = identity
    for _ in range(_CHAIN):
        item = raw.get(current)
        if item is None:
            break
        own = value_of(item.find(f"{W}name")).casefold()
        name = name or own
        outline = value_of(item.find(f"{W}pPr/{W}outlineLvl"))
        if level is None and (found := _HEADING.match(own)):
            level = int(found[1])
        if level is None and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        if not numbering:
            numbering = value_of(item.find(f"{W}pPr/{W}numPr/{W}numId"))
            shift = value_of(item.find(f"{W}pPr/{W}numPr/{W}ilvl"))
            depth = int(shift) if shift.isdigit() else (level or 1) - 1
        current = value_of(item.find(f"{W}basedOn"))
    return Style(
        name=name,
        level=level,
        caption=name.startswith(("caption", "beschriftung")),
        contents=name.startswith(("toc ", "verzeichnis", "table of figures")),
        numbering=numbering,
        depth=depth,
    )


def _written(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(min(number, 3_999))
        return roman.lower() if kind == "lowerRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    pairs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    found = ""
    for value, letters in pairs:
        while number >= value:
            found, number = found + letters, number - value
    return found
