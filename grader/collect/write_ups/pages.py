"""The lines of a PDF's pages become paragraphs, headings, lists and listings."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.collect.write_ups.captions import CAPTION
from grader.collect.write_ups.characters import usual
from grader.collect.write_ups.code_lines import is_code, language_of, without_line_numbers
from grader.collect.write_ups.draft import MOST_LINES, Draft, DraftLine, table_draft
from grader.collect.write_ups.headings import looks_like_heading
from grader.collect.write_ups.marks import BULLET, ITEM
from grader.collect.write_ups.opened import FigureItem, LineItem, Page, TableItem
from grader.collect.write_ups.page_lines import body_size, leading, without_furniture
from grader.records.write_up import BlockKind

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

_END = re.compile(r"[.!?:;。！？][\"')\]]*(?:\^\{[\d,* ]{1,9}\})?$")
_NOTE = re.compile(r"^(?:\^\{\W?(?:\d{1,3}|[a-z])?\W?\}|[*†‡§¶])\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What is usual in a document."""

    size: float
    leading: float


def read_pages(pages: tuple[Page, ...]) -> tuple[Draft, ...]:
    """The blocks of a PDF in order."""
    cleaned = without_furniture(pages)
    size = body_size(cleaned)
    setting = _Setting(size=size, leading=leading(cleaned, size))
    drafts = [draft for page in cleaned for draft in _page(page, setting)]
    return tuple(_with_levels(_joined(drafts)))


def _page(page: Page, setting: _Setting) -> Iterator[Draft]:
    group: list[LineItem] = []
    for item in page.items:
        if isinstance(item, LineItem) and (not group or _continues(group, item, setting)):
            group.append(item)
            continue
        yield from _group(group, page, setting)
        group = []
        if isinstance(item, LineItem):
            group = [item]
        else:
            yield from _held(item, page)
    yield from _group(group, page, setting)


def _held(item: TableItem | FigureItem, page: Page) -> Iterator[Draft]:
    if isinstance(item, FigureItem):
        lines = tuple(DraftLine(text=words, page=page.page, box=item.box) for words in item.labels)
        yield Draft(
            kind=BlockKind.FIGURE,
            lines=lines or (DraftLine(text="", page=page.page, box=item.box),),
            box=item.box,
            is_certain=True,
        )
    elif item.rows and len(item.rows) == len(item.boxes):
        places = [DraftLine(text="", page=page.page, box=box) for box in item.boxes]
        rows = [[_cell(cell) for cell in row] for row in item.rows]
        yield table_draft(rows, places, header_rows=item.header, box=item.box)


def _cell(text: str) -> str:
    return " ".join(usual(text).split())


def _continues(group: list[LineItem], line: LineItem, setting: _Setting) -> bool:
    """Whether a line belongs to the paragraph before it."""
    before = group[-1]
    step = before.base - line.base
    mono = _is_code_font(before)
    if mono != _is_code_font(line):
        return False
    usual_step = setting.leading * max(0.8, min(before.size, line.size) / setting.size)
    if mono:
        return 0 < step < (MOST_BLANK + 2) * usual_step
    if not 0 < step <= APART * usual_step and not _is_near_formula(before, line, step):
        return False
    if _END.search(before.text) and _is_apart(before, line, step / usual_step):
        return False
    if _is_note(line, setting) and _is_note(group[0], setting):
        return False
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return before.math > FORMULA or line.math > FORMULA
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


def _is_note(line: LineItem, setting: _Setting) -> bool:
    return line.size < SMALLER * setting.size and bool(_NOTE.match(line.text))


def _is_code_font(line: LineItem) -> bool:
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


def _begins_paragraph(group: list[LineItem], line: LineItem, setting: _Setting) -> bool:
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


def _group(group: list[LineItem], page: Page, setting: _Setting) -> Iterator[Draft]:
    if not group:
        return
    lines = tuple(
        DraftLine(text=item.text, page=page.page, box=item.box, bold=item.spans)
        for item in group
        if item.text
    )
    if not lines:
        return
    kind = _kind(group, setting)
    draft = Draft(kind=kind, lines=lines, is_note=_is_note(group[0], setting))
    if kind is BlockKind.LISTING:
        yield _listing(draft, group, setting)
    elif kind is BlockKind.HEADING:
        yield replace(draft, level=round(100 * group[0].size), is_certain=True)
    else:
        yield draft


def _kind(group: list[LineItem], setting: _Setting) -> BlockKind:
    letters = sum(len(line.text) for line in group)
    if _is_code_font(group[0]) or _is_plain_code(group):
        return BlockKind.LISTING
    if sum(line.math * len(line.text) for line in group) > FORMULA * letters:
        return BlockKind.FORMULA
    if _is_heading(group, setting):
        return BlockKind.HEADING
    return BlockKind.LIST if _is_list(group) else BlockKind.TEXT


def _is_plain_code(group: list[LineItem]) -> bool:
    texts = without_line_numbers([line.text for line in group])
    return len(texts) >= 3 and sum(map(is_code, texts)) * 2 > len(texts)


def _is_list(group: list[LineItem]) -> bool:
    first = group[0].text
    if BULLET.match(first):
        return True
    return bool(ITEM.match(first)) and sum(bool(ITEM.match(line.text)) for line in group) > 1


def _is_heading(group: list[LineItem], setting: _Setting) -> bool:
    text = " ".join(line.text for line in group)
    if len(text) > LONGEST_HEADING or len(group) > 3 or CAPTION.match(text):
        return False
    if not any(letter.isalpha() for letter in text) or text.rstrip().endswith((",", ";")):
        return False
    if group[0].size >= LARGER * setting.size:
        return True
    if all(line.bold for line in group):
        return not text.rstrip().endswith((".", ":")) or looks_like_heading(text.rstrip(".: "))
    return False


def _listing(draft: Draft, group: list[LineItem], setting: _Setting) -> Draft:
    """Lines of code with the white space that their places tell."""
    widths = sorted(
        (line.right - line.left) / len(line.text) for line in group if len(line.text) > 3
    )
    width = widths[len(widths) // 2] if widths else 0.5 * setting.size
    left = min(line.left for line in group)
    steps = sorted(a.base - b.base for a, b in itertools.pairwise(group))
    usual_step = max(1.0, steps[len(steps) // 4] if steps else setting.leading)
    texts = without_line_numbers([line.text for line in group])
    shift = 0.0
    if texts != [line.text for line in group]:
        shift = min(len(line.text) - len(text) for line, text in zip(group, texts, strict=True))
    lines: list[DraftLine] = []
    for index, (item, place) in enumerate(zip(group, draft.lines, strict=True)):
        gap = group[index - 1].base - item.base if index else 0.0
        blank = min(MOST_BLANK, round(gap / usual_step) - 1) if index else 0
        lines += [replace(place, text="", bold=())] * max(0, blank)
        indent = max(0, min(80, round((item.left - left) / max(0.5, width))))
        text = texts[index] if shift else item.text
        lines.append(replace(place, text=" " * indent + text, bold=()))
    language = language_of([line.text for line in lines])
    return replace(draft, lines=tuple(lines), language=language, is_certain=True)


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Listings and lists that go on after a wider gap or on the next page, as one."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found and len(found[-1].lines) < MOST_LINES else None
        if (
            before is not None
            and before.kind is draft.kind is BlockKind.LISTING
            and _follows(before, draft)
        ):
            lines = (*before.lines, replace(draft.lines[0], text=""), *draft.lines)
            language = before.language or draft.language
            found[-1] = replace(before, lines=lines, language=language)
        elif before is not None and before.kind is draft.kind is BlockKind.LIST:
            found[-1] = replace(before, lines=before.lines + draft.lines)
        else:
            found.append(draft)
    return found


def _follows(before: Draft, draft: Draft) -> bool:
    """Whether a listing goes on in the next one: on the next page, with its indentation."""
    first, last = draft.lines[0], before.lines[-1]
    if first.page != last.page:
        return first.text.startswith(" ") or not is_code(first.text)
    return first.box is not None and last.box is not None and last.box[1] - first.box[3] < 30


def _with_levels(drafts: list[Draft]) -> list[Draft]:
    """Sizes of headings become levels: the largest is the first."""
    sizes = sorted({draft.level or 0 for draft in drafts if draft.kind is BlockKind.HEADING})
    levels: dict[int, int] = {}
    for size in reversed(sizes):
        near = next((known for known in levels if known - size < 40), None)
        levels[size] = levels[near] if near is not None else max(levels.values(), default=0) + 1
    return [
        replace(draft, level=min(9, levels[draft.level or 0]))
        if draft.kind is BlockKind.HEADING
        else draft
        for draft in drafts
    ]
