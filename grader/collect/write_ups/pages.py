"""The lines of a PDF's pages become paragraphs, headings, lists and listings."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.write_ups.captions import CAPTION
from grader.collect.write_ups.characters import usual
from grader.collect.write_ups.draft import Draft, DraftLine, table_draft
from grader.collect.write_ups.headings import looks_like_heading
from grader.collect.write_ups.marks import BULLET, ITEM
from grader.collect.write_ups.opened import FigureItem, LineItem, Page, TableItem
from grader.collect.write_ups.page_lines import body_size, leading, without_furniture
from grader.collect.write_ups.page_listings import (
    code_and_output,
    is_plain_code,
    joined,
    listing_of,
    without_prompt,
)
from grader.collect.write_ups.paragraphs import (
    FORMULA,
    LARGER,
    LONGEST_HEADING,
    Setting,
    continues,
    is_code_font,
    is_note,
)
from grader.records.write_up import BlockKind

_PROSE = re.compile(
    r"\b(?:the|and|is|are|was|were|with|we|of|to|our|this|that|as|by|die|der|das|und|ist|mit)\b",
    re.I,
)


def read_pages(pages: tuple[Page, ...]) -> tuple[Draft, ...]:
    """The blocks of a PDF in order."""
    cleaned = without_furniture(pages)
    size = body_size(cleaned)
    setting = Setting(size=size, leading=leading(cleaned, size))
    drafts = [draft for page in cleaned for draft in _page(page, setting)]
    return tuple(_with_levels(joined(drafts)))


def _page(page: Page, setting: Setting) -> Iterator[Draft]:
    group: list[LineItem] = []
    for item in map(without_prompt, page.items):
        if isinstance(item, LineItem) and not item.text.strip():
            yield from _group(group, page, setting)
            group = []
            continue
        if isinstance(item, LineItem) and (not group or continues(group, item, setting)):
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


def _group(group: list[LineItem], page: Page, setting: Setting) -> Iterator[Draft]:
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
    draft = Draft(kind=kind, lines=lines, is_note=is_note(group[0], setting))
    if kind is BlockKind.LISTING:
        yield from code_and_output(listing_of(draft, group, setting))
    elif kind is BlockKind.HEADING:
        yield replace(draft, level=round(100 * group[0].size), is_certain=True)
    else:
        yield draft


def _kind(group: list[LineItem], setting: Setting) -> BlockKind:
    letters = sum(len(line.text) for line in group)
    if is_code_font(group[0]) or is_plain_code(group):
        return BlockKind.LISTING
    is_formula = sum(line.math * len(line.text) for line in group) > FORMULA * letters
    if is_formula and not any(_PROSE.search(line.text) for line in group):
        return BlockKind.FORMULA
    if _is_heading(group, setting):
        return BlockKind.HEADING
    return BlockKind.LIST if _is_list(group) else BlockKind.TEXT


def _is_list(group: list[LineItem]) -> bool:
    first = group[0].text
    if BULLET.match(first):
        return True
    return bool(ITEM.match(first)) and sum(bool(ITEM.match(line.text)) for line in group) > 1


def _is_heading(group: list[LineItem], setting: Setting) -> bool:
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
