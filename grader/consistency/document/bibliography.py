"""The bibliography: entries of a template, and citations that lead to no entry."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from grader.consistency.document.notes import LONGEST, PROSE, note, quoted, sentence_of
from grader.consistency.document.seen import is_whole
from grader.consistency.document.template_entries import is_template_entry
from grader.consistency.document.templates import ENTRIES
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, Span, WriteUp

MOST_ENTRIES = 500

_TITLE = re.compile(
    r"^\W{0,3}(?:\d{0,2}(?:\.\d)?[.)]?\s{0,3})?(?:references?|bibliography"
    r"|literature(?: cited)?|works cited|sources|literatur(?:verzeichnis)?|quellen|références"
    r"|bibliograf\w+|参考文献)\W{0,3}$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"^\W{0,3}(?:references|bibliography|literatur|参考文献)\W{0,4}\s(?:\[1\]|1\.\s)", re.IGNORECASE
)
_ENTRY = re.compile(r"(?:^|\n|(?<=[.\d/]\s))\s{0,3}(?:\[(\d{1,3})\]|(\d{1,3})[.)](?=\s))")
_CITED = re.compile(
    r"(?<=[^\W\d_][\s,.;)~])\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8})\](?!\s?[(\[:\w=])"
)
_INTERVAL = re.compile(
    r"\b(?:range|interval|between|within|scaled?|normali[sz]ed|values?|shape|sizes?|vector|array"
    r"|list|index|in|to|from|layers?|pixels?|dimensions?|cell|input|output|out)\W{0,3}$",
    re.IGNORECASE,
)


def hold_bibliography(work: Work) -> Iterator[Checked]:
    """Entries, and what cites them."""
    write_up = work.write_up
    inside = _bibliography(write_up)
    yield from _templates(work, inside)
    numbers: dict[int, Block] = {}
    named: set[int] = set()
    for index in sorted(inside):
        block = write_up.blocks[index]
        for match in list(_ENTRY.finditer(block.text[:LONGEST]))[:MOST_ENTRIES]:
            numbers.setdefault(int(match[1] or match[2]), block)
        named |= {int(one) for one in re.findall(r"\[(\d{1,3})\]", block.text[:LONGEST])}
    is_numbered = bool(numbers) and set(numbers) == named | set(range(1, len(numbers) + 1))
    for index, block in enumerate(write_up.blocks):
        if block.kind in PROSE and index not in inside:
            yield from _citations(work, index, block, numbers, is_numbered=is_numbered)


def _bibliography(write_up: WriteUp) -> frozenset[int]:
    """Indices of the blocks below the heading of the bibliography."""
    sections = {
        block.section
        for block in write_up.blocks
        if block.kind is BlockKind.HEADING and _TITLE.match(block.text[:80])
    }
    found = {
        index
        for index, block in enumerate(write_up.blocks)
        if block.section in sections and block.kind is not BlockKind.HEADING
    }
    found |= {
        index
        for index, block in enumerate(write_up.blocks)
        if block.kind in (BlockKind.TEXT, BlockKind.LIST) and _TITLED.match(block.text[:60])
    }
    # A title that was not recognised as a heading.
    for index, block in enumerate(write_up.blocks):
        if block.kind is BlockKind.TEXT and _TITLE.match(block.text[:80]):
            after = range(index + 1, len(write_up.blocks))
            found |= {at for at in after if write_up.blocks[at].section == block.section}
    return frozenset(found)


def _templates(work: Work, inside: frozenset[int]) -> Iterator[Checked]:
    for index in sorted(inside):
        text = work.write_up.blocks[index].text[:LONGEST]
        for start, end in _entries(text):
            match = ENTRIES.search(text, start, end)
            if match is None and not is_template_entry(text[start:end]):
                continue
            span = Span(block=index, start=start, end=end)
            words = match[0] if match else text[start:end].strip()
            yield note(
                work,
                Consistency.INCONSISTENT,
                span,
                subject="entry of the bibliography",
                sentence=f"{quoted(words)} stands in the bibliography of a template and has "
                "nothing to do with this work.",
                words=text[start:end].strip(),
            )


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """Where each entry begins and ends; a line without a number is one, too."""
    starts = sorted({0, *(one.start() for one in islice(_ENTRY.finditer(text), MOST_ENTRIES))})
    yield from pairwise([*starts, len(text)])


def _citations(
    work: Work, index: int, block: Block, numbers: dict[int, Block], *, is_numbered: bool
) -> Iterator[Checked]:
    for match in _CITED.finditer(block.text[:LONGEST]):
        before = block.text[max(0, match.start() - 25) : match.start()]
        cited = [int(one) for one in re.findall(r"\d+", match[1])]
        if _INTERVAL.search(before) or 0 in cited:
            continue
        absent = [number for number in cited if number not in numbers]
        span = Span(block=index, start=match.start(), end=match.end())
        subject = f"citation {match[0]}"
        if not absent:
            entry = numbers[cited[0]]
            yield note(
                work,
                Consistency.CONSISTENT,
                span,
                subject=subject,
                sentence=f"The text cites {match[0]}, which is in the bibliography "
                f"({where(entry.place)}).",
                other=entry.place,
                other_words=sentence_of(entry, 0, 1),
            )
            continue
        is_missed = is_numbered and is_whole(work.write_up) and absent[0] > max(numbers)
        yield note(
            work,
            Consistency.INCONSISTENT if is_missed else Consistency.CANNOT_TELL,
            span,
            subject=subject,
            sentence=f"The text cites {match[0]}, and the last entry of the bibliography is "
            f"[{max(numbers)}]."
            if is_missed
            else f"The text cites {match[0]}; no such entry of a bibliography was found.",
        )
