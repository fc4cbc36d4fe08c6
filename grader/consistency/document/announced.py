"""Figures and tables that the text announces beside it: `the figure below shows`."""

import re
from collections.abc import Iterator
from itertools import islice

from grader.consistency.document.foreign import speaks_of_other_work
from grader.consistency.document.notes import LONGEST, note, quoted
from grader.consistency.document.seen import is_whole
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Span, WriteUp

FAR = 12
"""Blocks that a figure may be away and still be beside the text."""
FARTHEST = 60
"""Blocks that are looked through within one section."""

_THING = (
    r"(?P<{0}>figures?|plots?|graphs?|diagrams?|charts?|images?|pictures?|screenshots?|tables?)"
)
MOST = 300
"""Announcements that are looked at."""

_DRAWN = r"(?P<{0}>curves?|plots?|reconstructions?|eigenfaces|filters|histograms?)"
_ANNOUNCED = re.compile(
    r"\b(?:the|this|these|two|three|both)\s(?:\w{1,15}\s){0,2}?"
    + _THING.format("a")
    + r"\s(?:\w{1,12}\s)?(?P<where>below|above|beneath|underneath)\b(?!\s\d)"
    r"|\b(?:the|in|see)\s(?P<side>following|below|above)\s(?:\w{1,15}\s){0,2}?"
    + _THING.format("b")
    + r"\b(?!\s(?:of\scontents|size))"
    r"|\b(?P<near>below)\s(?:is|are|you(?:\scan)?\s(?:see|find)|we\s(?:show|plot|see)|follows?)\s"
    r"(?:the|a|an|our|two|three|some)\s(?:\w{1,15}\s){0,2}?" + _THING.format("c") + r"\b"
    r"|\b(?:see|in)\s(?:the\s)?" + _THING.format("d") + r"\s(?P<after>below|above)\b(?!\s\d)"
    r"|\b(?:the\snext|the\sfollowing)\s" + _THING.format("e") + r"\s(?:shows?|gives?|lists?)\b"
    r"|\bhere\s(?:is|are)\s(?:the|a|our|my|some)\s(?:\w{1,15}\s){0,3}?"
    + _THING.format("f").replace("tables?)", "tables?|curves?|confusion\\smatrix|reconstructions)")
    + r"[^.:]{0,40}:$"
    r"|\b" + _DRAWN.format("g") + r"\s(?:is|are)\s(?:shown|plotted|drawn|displayed|depicted)\s"
    r"(?P<there>below|above)\b(?!\s\d)",
    re.IGNORECASE | re.MULTILINE,
)
_ANY = (BlockKind.LISTING, BlockKind.OUTPUT)
_PICTURED = (BlockKind.FIGURE, BlockKind.CAPTION)
_ROWS = re.compile(r"\d[\d.,]*%?(?:\s+\S{1,12}){0,2}\s+\d[\d.,]*%?(?:\s+\S{1,12}){0,2}\s+\d")


def hold_announcements(work: Work) -> Iterator[Checked]:
    """Every figure or table that is announced beside the text is looked for there."""
    for span, match in islice(_announced(work.write_up), MOST):
        yield _held(work, span, match)


def _announced(write_up: WriteUp) -> Iterator[tuple[Span, re.Match[str]]]:
    for index, block in enumerate(write_up.blocks):
        if block.kind not in (BlockKind.TEXT, BlockKind.LIST):
            continue
        for match in _ANNOUNCED.finditer(block.text[:LONGEST]):
            if not speaks_of_other_work(block.text, match.start(), match.end()):
                yield Span(block=index, start=match.start(), end=match.end()), match


def _held(work: Work, span: Span, match: re.Match[str]) -> Checked:
    write_up = work.write_up
    thing = next(match[one] for one in "abcdefg" if match[one])
    is_table = thing.casefold().startswith("table")
    sides = (match[one] for one in ("where", "side", "near", "after", "there"))
    is_behind = (next(filter(None, sides), "")).casefold() != "above"
    subject = "announced table" if is_table else "announced figure"
    there = _beside(write_up, span.block, is_table=is_table, is_behind=is_behind)
    if there is not None:
        place = write_up.blocks[there].place
        return note(
            work,
            Consistency.CONSISTENT,
            span,
            subject=subject,
            sentence=f"The text announces {quoted(match[0])}, and there is one: {where(place)}.",
            other=place,
        )
    certain = _is_absent(write_up, span.block, is_table=is_table)
    side = "below" if is_behind else "above"
    thing = "table" if is_table else "figure"
    return note(
        work,
        Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL,
        span,
        subject=subject,
        sentence=f"The text announces {quoted(match[0])}, and no {thing} stands near it, neither "
        f"above nor below."
        if certain
        else f"The text announces {quoted(match[0])}; no {thing} was found right {side} it.",
    )


def _kinds(*, is_table: bool) -> tuple[BlockKind, ...]:
    return (*((BlockKind.TABLE,) if is_table else ()), *_PICTURED, *_ANY)


def _beside(write_up: WriteUp, at: int, *, is_table: bool, is_behind: bool) -> int | None:
    """The block that is announced, in the same section and on the side that the text says."""
    blocks = write_up.blocks
    order = range(at + 1, min(len(blocks), at + FARTHEST)) if is_behind else range(
        at - 1, max(-1, at - FARTHEST), -1
    )  # fmt: skip
    for index in order:
        if blocks[index].section != blocks[at].section:
            return None
        if blocks[index].kind in _kinds(is_table=is_table):
            return index
    return None


def _is_absent(write_up: WriteUp, at: int, *, is_table: bool) -> bool:
    """Whether it would have been seen if it were anywhere near."""
    blocks = write_up.blocks
    around = blocks[max(0, at - FAR) : at + FAR + 1]
    wanted = BlockKind.TABLE if is_table else BlockKind.FIGURE
    if any(block.kind in (*_kinds(is_table=is_table), wanted, BlockKind.TABLE) for block in around):
        return False
    if is_table and any(_ROWS.search(block.text[:LONGEST]) for block in around):
        return False
    is_text = is_table and write_up.format in ("markdown", "html", "docx")
    survives = is_text or any(block.kind is wanted for block in blocks)
    # A notebook's figures stand below its code; text from pictures of pages has lost them.
    return survives and is_whole(write_up) and write_up.format not in ("notebook", "text")
