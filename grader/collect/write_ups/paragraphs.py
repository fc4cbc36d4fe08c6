"""Which lines of a page are one paragraph."""

import re
from dataclasses import dataclass

from grader.collect.write_ups.captions import CAPTION
from grader.collect.write_ups.headings import looks_like_heading
from grader.collect.write_ups.marks import BULLET, ITEM
from grader.collect.write_ups.opened import LineItem

APART = 1.3
"""Distance between two lines, in usual ones, from which they belong to two paragraphs."""
APART_AFTER_SENTENCE = 1.1
"""The same where the line above ends a sentence: some leave hardly more space than usual."""
ROOM = 1.3
"""Room at the end of a line, in widths of the next word, that would have been enough for it."""
SMALLER = 0.95
"""Size of a footnote at most, in sizes of the text."""
LARGER = 1.09
"""Size of a heading at least, in sizes of the text."""
LONGEST_HEADING = 160
FORMULA = 0.45
"""Share of letters from fonts for formulas from which a line is one."""
MOST_BLANK = 2
"""Empty lines within a listing."""

_END = re.compile(r"[.!?:;。！？][\"')\]]*(?:\^\{[\d,* ]{1,9}\})?$")
_NOTE = re.compile(r"^(?:\^\{\W?(?:\d{1,3}|[a-z])?\W?\}|[*†‡§¶])\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is usual in a document."""

    size: float
    leading: float


def continues(group: list[LineItem], line: LineItem, setting: Setting) -> bool:
    """Whether a line belongs to the paragraph before it."""
    before = group[-1]
    step = before.base - line.base
    mono = is_code_font(before)
    if mono != is_code_font(line):
        return False
    usual_step = setting.leading * max(0.8, min(before.size, line.size) / setting.size)
    if mono:
        return 0 < step < (MOST_BLANK + 2) * usual_step
    if not 0 < step <= APART * usual_step and not _is_near_formula(before, line, step):
        return False
    if _END.search(before.text) and _is_apart(before, line, step / usual_step):
        return False
    if is_note(line, setting) and is_note(group[0], setting):
        return False
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return not _is_headed(before, line, setting) and max(before.math, line.math) > FORMULA
    if before.bold != line.bold and (_is_short(before, group) or line.bold):
        return False
    if (line.bold or line.size > LARGER * setting.size) and looks_like_heading(line.text):
        return False
    if ITEM.match(line.text) and (_is_bullet(group, line) or ITEM.match(group[0].text)):
        return bool(ITEM.match(group[0].text))
    if CAPTION.match(line.text) and _END.search(before.text):
        return False
    if CAPTION.match(group[0].text) and _had_room(group, line):
        return False
    return not _begins_paragraph(group, line, setting)


def _is_headed(before: LineItem, line: LineItem, setting: Setting) -> bool:
    """Whether the line before is a heading in words, and not a formula in larger letters."""
    is_larger = before.size >= LARGER * setting.size > line.size
    return before.math <= FORMULA and (is_larger or (before.bold and not line.bold))


def _is_apart(before: LineItem, line: LineItem, steps: float) -> bool:
    """Whether more than usual space parts two lines, and no exponent or formula needs it."""
    scripts = any("^{" in each.text or "_{" in each.text or each.math for each in (before, line))
    return steps > (APART if scripts else APART_AFTER_SENTENCE)


def _had_room(group: list[LineItem], line: LineItem) -> bool:
    """Whether the last line ended although the first word of the next one had found room in it."""
    right = max(each.right for each in (*group, line))
    words = line.text.split(maxsplit=1)
    share = (len(words[0]) + 1) / max(1, len(line.text)) if words else 0.0
    return right - group[-1].right > ROOM * share * (line.right - line.left)


def is_note(line: LineItem, setting: Setting) -> bool:
    """Whether a line begins a footnote."""
    return line.size < SMALLER * setting.size and bool(_NOTE.match(line.text))


def is_code_font(line: LineItem) -> bool:
    """Whether a line is in a font for code, and no item of a list that only names something."""
    return line.mono and line.text.lstrip()[:1] not in "•◦▪‣●○■"


def _is_near_formula(before: LineItem, line: LineItem, step: float) -> bool:
    near = -0.8 * before.size < step <= 1.6 * before.size
    return near and before.math > FORMULA and line.math > FORMULA


def _is_short(line: LineItem, group: list[LineItem]) -> bool:
    return len(group) == 1 and len(line.text) < LONGEST_HEADING


def _is_bullet(group: list[LineItem], line: LineItem) -> bool:
    """Whether the mark before a line makes it an item: a dash may just stand in a sentence."""
    if not BULLET.match(line.text):
        return False
    before = group[-1]
    right = max(each.right for each in (*group, line))
    is_early = right - before.right > 0.1 * (right - before.left)
    return line.text.lstrip()[0] not in "-–—" or is_early or before.text.rstrip().endswith(":")


def _begins_paragraph(group: list[LineItem], line: LineItem, setting: Setting) -> bool:
    """Whether the line is indented, or the one before ended early, after the end of a sentence."""
    before = group[-1]
    if not _END.search(before.text.rstrip()):
        return False
    left = min(each.left for each in group[1:] or group)
    right = max(each.right for each in group)
    indented = setting.size * 0.9 < line.left - left < setting.size * 5 and len(group) > 1
    if ITEM.match(group[0].text):
        # The first lines of items stand further left than the others.
        return line.left < group[0].left + 1 and not ITEM.match(line.text)
    early = _had_room(group, line) and (line.text[:1].isupper() or _begins_bold(line))
    return indented or (early and (len(group) > 1 or right - before.right > 0.2 * (right - left)))


def _begins_bold(line: LineItem) -> bool:
    return bool(line.spans) and line.spans[0][0] == 0
