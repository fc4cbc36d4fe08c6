"""The blocks of a docx or HTML file, as the reader gave them."""

from collections.abc import Iterator
from dataclasses import replace

from grader.collect.write_ups.bold import taken_out
from grader.collect.write_ups.characters import usual, usual_code
from grader.collect.write_ups.code_lines import language_of
from grader.collect.write_ups.draft import MOST_LINES, Draft, DraftLine, table_draft
from grader.collect.write_ups.latex import without_markup
from grader.collect.write_ups.opened import FlowBlock
from grader.records.write_up import BlockKind

_KEPT = (BlockKind.LISTING, BlockKind.OUTPUT)
_JOINED = (BlockKind.LIST, BlockKind.LISTING, BlockKind.CONTENTS)


def read_flow(blocks: tuple[FlowBlock, ...]) -> tuple[Draft, ...]:
    """The blocks in order; items of one list, and lines of one listing, together."""
    found: list[Draft] = []
    for block in blocks:
        for draft in _drafts(block):
            before = found[-1] if found else None
            if before is not None and before.kind is draft.kind and _may_join(before):
                found[-1] = replace(before, lines=before.lines + draft.lines)
            else:
                found.append(draft)
    return tuple(map(_with_language, found))


def _may_join(before: Draft) -> bool:
    return before.kind in _JOINED and len(before.lines) < MOST_LINES


def _drafts(block: FlowBlock) -> Iterator[Draft]:
    kind = BlockKind(block.kind)
    if kind is BlockKind.TABLE:
        if block.rows and max(map(len, block.rows)) > 0:
            rows = [[without_markup(usual(cell)) for cell in row] for row in block.rows]
            place = [DraftLine(text="", line=block.line)] * len(rows)
            yield table_draft(rows, place, header_rows=block.header)
        return
    clean = usual_code if kind in _KEPT else usual
    texts = [clean(line) for line in block.text.split("\n")]
    if kind not in _KEPT:
        texts = [without_markup(line) for line in texts]
    if kind is BlockKind.LIST:
        texts = [" ".join(texts)]
    marked = [taken_out(text) for text in texts]
    texts = [text for text, _ in marked]
    is_heading = kind is BlockKind.TEXT and block.bold and len(texts) == 1
    yield Draft(
        kind=BlockKind.HEADING if is_heading and _is_title(texts[0]) else kind,
        lines=tuple(DraftLine(text=text, line=block.line, bold=bold) for text, bold in marked),
        level=block.level,
        language=block.language,
        source=block.source,
        is_certain=kind is not BlockKind.TEXT,
    )


def _is_title(text: str) -> bool:
    return len(text) <= 100 and not text.rstrip().endswith((".", ":", ",", ";"))


def _with_language(draft: Draft) -> Draft:
    if draft.kind is not BlockKind.LISTING or draft.language:
        return draft
    return replace(draft, language=language_of([line.text for line in draft.lines]))
