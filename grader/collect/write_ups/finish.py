"""Blocks in lines become the record of a write-up, with sections and references."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.write_ups.captions import caption_of, owners, with_captions
from grader.collect.write_ups.contents import with_contents
from grader.collect.write_ups.draft import Draft
from grader.collect.write_ups.headings import take_apart, with_headings
from grader.collect.write_ups.healing import healed, vocabulary, with_whole_sentences
from grader.collect.write_ups.outline import Outline, empty_sections
from grader.collect.write_ups.references import references_in
from grader.collect.write_ups.run_ins import with_run_ins
from grader.records import Place
from grader.records.write_up import Block, BlockKind, Section, WriteUp

_NO_CONTENT = (BlockKind.HEADING, BlockKind.CONTENTS)


def write_up_of(
    drafts: tuple[Draft, ...],
    *,
    path: str,
    form: str,
    pages: int | None = None,
    problems: tuple[str, ...] = (),
    code_cells: tuple[int, ...] = (),
) -> WriteUp:
    """The record of a document whose blocks these are.

    The cells of a notebook that hold code are no blocks, and yet fill the section that they are in.
    """
    kinds = with_headings(with_run_ins(with_contents(with_captions(drafts))))
    ready = with_whole_sentences(kinds)
    words = vocabulary(ready)
    plain = [block for draft in ready if (block := _block(draft, path, words)) is not None]
    blocks, sections = _with_sections(_with_numbers(plain), code_cells)
    return WriteUp(
        path=path,
        format=form,
        blocks=tuple(blocks),
        sections=sections,
        references=references_in(tuple(blocks)),
        pages=pages,
        problems=problems,
    )


def _block(draft: Draft, path: str, words: Counter[str]) -> Block | None:
    text, lines, bold = healed(draft, words)
    if not text.strip() and draft.kind is not BlockKind.FIGURE:
        return None
    first = draft.lines[0]
    place = Place(file=path, cell=draft.cell, line=first.line, page=first.page, box=_box(draft))
    return Block(
        kind=draft.kind,
        text=text,
        place=place,
        last_line=draft.lines[-1].line,
        lines=lines,
        bold=bold,
        rows=draft.rows,
        header_rows=draft.header_rows,
        level=draft.level if draft.kind is BlockKind.HEADING else None,
        language=draft.language,
        source=draft.source,
    )


def _box(draft: Draft) -> tuple[float, float, float, float] | None:
    """All of the block that is on its first page."""
    if draft.box is not None:
        return draft.box
    page = draft.lines[0].page
    boxes = [line.box for line in draft.lines if line.box is not None and line.page == page]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _with_numbers(blocks: list[Block]) -> list[Block]:
    """Captions name what they belong to, and what they belong to bears their number."""
    named = [
        replace(block, number=str(caption_of(block.text) or ""))
        if block.kind is BlockKind.CAPTION
        else block
        for block in blocks
    ]
    found = owners([(block.kind, block.number) for block in named])
    return [
        replace(block, number=found[index]) if index in found else block
        for index, block in enumerate(named)
    ]


def _with_sections(
    blocks: list[Block], code_cells: tuple[int, ...]
) -> tuple[list[Block], tuple[Section, ...]]:
    outline = Outline()
    found: list[Block] = []
    headings: list[tuple[str, str, Block]] = []
    filled: set[int] = set()
    for block in blocks:
        number = block.number
        if block.kind is BlockKind.HEADING:
            parts = take_apart(block.text)
            number = outline.enter(parts, block.level)
            headings.append((number, parts.title if number else block.text, block))
        elif block.kind not in _NO_CONTENT:
            filled.add(len(headings) - 1)
        section = len(headings) - 1 if headings else None
        found.append(replace(block, number=number, question=outline.question, section=section))
    filled |= _filled_by_code(headings, code_cells)
    return found, tuple(_sections(headings, filled))


def _filled_by_code(
    headings: list[tuple[str, str, Block]], code_cells: tuple[int, ...]
) -> set[int]:
    """Indices of the headings that a cell of code stands below."""
    cells = [block.place.cell for _, _, block in headings]
    known = [cell for cell in cells if cell is not None]
    return {bisect_right(known, cell) - 1 for cell in code_cells} if known == cells else set()


def _sections(headings: list[tuple[str, str, Block]], filled: set[int]) -> Iterator[Section]:
    known = [
        (number, block.level, index in filled) for index, (number, _, block) in enumerate(headings)
    ]
    for (number, title, block), empty in zip(headings, empty_sections(known), strict=True):
        yield Section(
            number=number,
            title=title,
            level=block.level,
            place=block.place,
            is_empty=empty,
        )
