"""Mentions of equations, held against the numbers beside the formulas."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import plain
from grader.consistency.document.foreign import speaks_of_other_work
from grader.consistency.document.notes import LONGEST, note
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, Span

_TAG = re.compile(r"\\tag\*?\s?\{\s?\(?([\dA-Z.]{1,8})\)?\s?\}")
_BEHIND = re.compile(
    r"\(\s?((?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3})?[a-z]?)\s?\)\s{0,3}(?:\\\]|\$\$)?\s*$"
)


def hold_equations(work: Work) -> Iterator[Checked]:
    """Every mention of a numbered equation."""
    references = [one for one in work.write_up.references if one.kind == "equation"]
    if not references:
        return
    blocks = work.write_up.blocks
    numbers: dict[str, Block] = {}
    for block in blocks:
        for number in _numbers(block):
            numbers.setdefault(number, block)
    for reference in references:
        number = plain(reference.number)
        text = blocks[reference.block].text
        end = min(len(text), reference.offset + len(reference.words))
        if not number[:1].isalnum() or "x" in number:
            continue
        if speaks_of_other_work(text, reference.offset, end):
            continue
        found = numbers.get(number)
        yield note(
            work,
            Consistency.CONSISTENT if found else Consistency.CANNOT_TELL,
            Span(block=reference.block, start=reference.offset, end=end),
            subject=f"reference to equation {number}",
            sentence=f"The text refers to equation {number}, which is there: {where(found.place)}."
            if found
            else f"The text refers to equation {number}; no formula with this number was found.",
            other=found.place if found else None,
        )


def _numbers(block: Block) -> Iterator[str]:
    text = block.text[:LONGEST]
    if block.kind is BlockKind.FORMULA:
        for line in text.split("\n"):
            if match := _BEHIND.search(line[-60:]):
                yield plain(match[1])
    if "\\tag" in text:
        yield from (plain(match[1]) for match in _TAG.finditer(text))
