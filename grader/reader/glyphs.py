"""The characters of a PDF's page with their places, turned upright."""

import ctypes
import math
from collections import Counter
from enum import IntEnum
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MOST_GLYPHS = 60_000
"""Characters of one page that are looked at."""

RAISED_DIGIT, RAISED_SIGN, LOWERED = 0.25, 0.4, 0.35
"""Where a digit or sign begins above the line, or ends, in sizes of the font, if it is a small one
that the font itself draws raised or lowered."""
SMALL, RISE, FALL = 0.6, 0.35, -0.15
"""Size and place that such a sign is given."""

PALE = 245
"""Of 255, for each colour: what is as light as that is white on paper."""

NEAREST, FARTHEST = -1e6, 1e6
"""Places beyond are nonsense."""

_BOLD = ("bold", "black", "heavy", "semibold", "demi", "cmbx", "-medi", "sfbx")
_MONO = (
    "mono", "courier", "consol", "cmtt", "menlo", "typewriter", "sftt", "inconsolata", "nimbusmon",
    "monaco", "lucidaconsole", "fixed", "hack-", "firacode", "sourcecode", "txtt",
)  # fmt: skip
_MATH = ("cmmi", "cmsy", "cmex", "msbm", "msam", "math", "stix", "eufm", "rsfs", "symbolmt")
_SOFT_HYPHENS = (0x02, 0xAD)
_DIGITS = frozenset(range(0x30, 0x3A))
_SIGNS = frozenset((0x2B, 0x2D, 0x2212))
_NO_CHARACTERS = (0xFDD0, 0xFDEF)
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


class Ink(IntEnum):
    """Whether characters show."""

    SEEN = 0
    PALE = 1
    """White: they show on a ground of another colour alone."""
    NONE = 2
    """Not drawn, or in no colour: they show nowhere, and may stand for what a picture shows."""


class Font(NamedTuple):
    """How a run of characters is drawn."""

    size: float
    bold: bool
    mono: bool
    math: bool
    angle: int
    ink: Ink = Ink.SEEN


class Glyph(NamedTuple):
    """One character; its place in the upright coordinates of its page."""

    text: str
    left: float
    right: float
    base: float
    font: Font


class Turn(NamedTuple):
    """Turns a page so that its text runs from left to right, and boxes back again."""

    cos: int
    sin: int

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in upright coordinates."""
        return x * self.cos + y * self.sin, y * self.cos - x * self.sin

    def box(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """An upright box in the coordinates of the page, rounded."""
        corners = [
            (x * self.cos - y * self.sin, x * self.sin + y * self.cos)
            for x, y in ((left, bottom), (right, top))
        ]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return [round(value, 1) for value in (xs[0], ys[0], xs[1], ys[1])]


class Text(NamedTuple):
    """All characters of a page."""

    glyphs: list[Glyph]
    """Those that run in the page's main direction, as they follow each other in the file."""
    turned: list[Glyph]
    """The others, in upright coordinates too; their `right` and `left` mean little."""
    turn: Turn
    unmapped: int
    """Characters of which the file does not say what letters they are."""
    cut: bool


class _Raw(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    font: Font


def read_glyphs(page: Any) -> Text:
    """The characters of an opened page."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return Text([], [], Turn(1, 0), 0, False)
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        raw, unmapped = _raw_glyphs(text_page, min(count, MOST_GLYPHS))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    angles = Counter(found.font.angle for found in raw if found.text != " ")
    angle = angles.most_common(1)[0][0] if angles else 0
    turn = Turn(round(math.cos(math.radians(angle))), round(math.sin(math.radians(angle))))
    straight = [_upright(found, turn) for found in raw if found.font.angle == angle]
    turned = [_upright(found, turn) for found in raw if found.font.angle != angle]
    return Text(straight, turned, turn, unmapped, count > MOST_GLYPHS)


def _raw_glyphs(text_page: Any, count: int) -> tuple[list[_Raw], int]:
    """The characters, and how many of them have no known letters.

    This is where the time goes: one look at each character of the document.
    """
    code_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    box_of, origin_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    is_unmapped, is_generated = pdfium.FPDFText_HasUnicodeMapError, pdfium.FPDFText_IsGenerated
    rect = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    fonts: dict[int, Font] = {}
    found: list[_Raw] = []
    unmapped = high = 0
    for index in range(count):
        code = code_of(text_page, index)
        if not 32 < code < 127:
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + (high - 0xD800 << 10) + code - 0xDC00
            high = 0
            if code in (10, 13) or is_generated(text_page, index) == 1:
                continue
            code = 0x2D if code in _SOFT_HYPHENS else code
        if not box_of(text_page, index, rect):
            continue
        origin_of(text_page, index, x, y)
        drawn = object_of(text_page, index)
        address = ctypes.addressof(drawn.contents) if drawn else -1
        font = fonts.get(address)
        if font is None:
            font = fonts[address] = _font(text_page, index, drawn)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        # Nothing that is no number passes a comparison.
        if not (NEAREST < left < FARTHEST and NEAREST < right < FARTHEST):
            continue
        if not (NEAREST < bottom < FARTHEST and NEAREST < top < FARTHEST):
            continue
        if not (NEAREST < x.value < FARTHEST and NEAREST < y.value < FARTHEST):
            continue
        if code in _DIGITS or code in _SIGNS:
            shift = _shift(text_page, index, code, y.value, font.size)
            if shift:
                font = font._replace(size=SMALL * font.size)
                y.value += shift
        plain = 32 <= code < 0xD800
        letter = chr(code) if plain else _letter(code)
        found.append(_Raw(letter, left, bottom, right, top, x.value, y.value, font))
        unmapped += not (plain or _is_known(code)) or is_unmapped(text_page, index) == 1
    return found, unmapped


def _shift(text_page: Any, index: int, code: int, base: float, size: float) -> float:
    """How far a digit or sign is raised or lowered by its own shape, as typst has exponents."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return 0.0
    low, high = (bottom.value - base) / size, (top.value - base) / size
    if (RAISED_DIGIT if code in _DIGITS else RAISED_SIGN) < low < high < 1.0:
        return RISE * size
    lowered = code in _DIGITS and -0.5 < low < -0.05 and high < LOWERED and high - low > 0.2
    return FALL * size if lowered else 0.0


def _letter(code: int) -> str:
    return chr(code) if _is_character(code) else "\ufffd"


def _is_character(code: int) -> bool:
    if _NO_CHARACTERS[0] <= code <= _NO_CHARACTERS[1]:
        return False
    return 32 <= code < 0xD800 or 0xE000 <= code < 0x110000


def _is_known(code: int) -> bool:
    """Whether a code stands for a letter that everybody reads in the same way."""
    if code < _PRIVATE[0][0]:
        return code >= 32
    return _is_character(code) and not any(low <= code <= high for low, high in _PRIVATE)


def _font(text_page: Any, index: int, drawn: Any) -> Font:
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text_page, index)
    angle = 0.0
    if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 200, flags)
    name = buffer.value.decode("utf-8", "replace").casefold().replace(" ", "")
    mono = bool(flags.value & 1) or any(part in name for part in _MONO)
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    return Font(
        size=min(max(size, 0.5), 500.0) if math.isfinite(size) else 10.0,
        bold=any(part in name for part in _BOLD) or weight >= 600 or bool(flags.value & 1 << 18),
        mono=mono and "math" not in name,
        math=any(part in name for part in _MATH),
        angle=round(angle / 90) * 90 % 360 if abs(angle / 90 - round(angle / 90)) < 0.05 else 45,
        ink=_ink(drawn) if drawn else Ink.SEEN,
    )


def _ink(drawn: Any) -> Ink:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn)
    if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return Ink.NONE
    if mode != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return Ink.SEEN
    colours = [ctypes.c_uint() for _ in range(4)]
    # A pattern is no colour, and shows.
    if not pdfium.FPDFPageObj_GetFillColor(drawn, *colours):
        return Ink.SEEN
    *mixed, alpha = (colour.value for colour in colours)
    if alpha == 0:
        return Ink.NONE
    return Ink.PALE if min(mixed) >= PALE else Ink.SEEN


def _upright(raw: _Raw, turn: Turn) -> Glyph:
    if turn.cos == 1:
        return Glyph(raw.text, raw.left, raw.right, raw.y, raw.font)
    first, second = turn.upright(raw.left, raw.bottom), turn.upright(raw.right, raw.top)
    _, base = turn.upright(raw.x, raw.y)
    left, right = sorted((first[0], second[0]))
    return Glyph(raw.text, left, right, base, raw.font)
