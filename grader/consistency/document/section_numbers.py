"""Numbers of sections: each once, and every section that is referred to is there."""

import re
from collections.abc import Iterator

from grader.consistency.document.foreign import speaks_of_other_work
from grader.consistency.document.notes import note, quoted, sentence_around
from grader.consistency.document.seen import is_whole
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Reference, Section, Span, WriteUp

FEWEST = 3
"""Numbered sections that a document must have before one can be missed."""

_LEADS = re.compile(
    r"\b(?:see|in|from|cf\.?|compare|above|of|to|siehe|vgl\.?)\s{1,3}(?:the\s)?$", re.IGNORECASE
)
_ABROAD = re.compile(
    r"\b(?:handout|assignment|lecture|textbook|book|paper|tutorial|et al|instructions?"
    r"|documentation|exercise sheet|course)\b|\[\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\W{0,3}(?:\w{1,10}\s)?(\d{1,2}(?:\.\d{1,2}){0,3})\b")


def hold_section_reference(work: Work, reference: Reference, span: Span) -> Iterator[Checked]:
    """A mention of a section or an appendix."""
    write_up = work.write_up
    if reference.kind == "appendix":
        yield _appendix(work, reference, span)
        return
    number = re.sub(r"(?<=\d)([a-z])$", r"(\1)", reference.number.strip("().").casefold())
    found = _find(write_up, number)
    subject = f"reference to section {number}"
    if found is not None:
        yield note(
            work,
            Consistency.CONSISTENT,
            span,
            subject=subject,
            sentence=f"The text refers to section {number}, which is there: "
            f"{quoted(found.title or found.number)}, {where(found.place)}.",
            other=found.place,
            other_words=found.title,
        )
        return
    missed = _is_missed(write_up, number, span)
    yield note(
        work,
        Consistency.INCONSISTENT if missed else Consistency.CANNOT_TELL,
        span,
        subject=subject,
        sentence=f"The text refers to section {number}, and the last numbered section is "
        f"{max(_outer(write_up))}."
        if missed
        else f"The text refers to section {number}; no heading with this number was found.",
    )


def _find(write_up: WriteUp, number: str) -> Section | None:
    """The section of this number, as it counts or as it is written."""
    for section in write_up.sections:
        if section.number == number:
            return section
    written = (
        block.section
        for block in write_up.blocks
        if block.kind is BlockKind.HEADING
        and (match := _NUMBER.match(block.text))
        and match[1] == number
    )
    index = next((one for one in written if one is not None), None)
    return write_up.sections[index] if index is not None else None


def _outer(write_up: WriteUp) -> set[int]:
    """The first parts of all numbers of sections."""
    return {
        int(match[0])
        for section in write_up.sections
        if (match := re.match(r"\d{1,2}", section.number))
    }


def _is_missed(write_up: WriteUp, number: str, span: Span) -> bool:
    """Whether a section of this number would have been seen, and is meant as one of this work."""
    block = write_up.blocks[span.block]
    text = block.text
    start, end = sentence_around(text, span.start, span.end)
    outer = _outer(write_up)
    match = re.match(r"\d{1,2}", number)
    if match is None or not is_whole(write_up) or len(outer) < FEWEST:
        return False
    if block.kind is BlockKind.HEADING or not _LEADS.search(
        text[max(0, span.start - 20) : span.start]
    ):
        return False
    is_abroad = _ABROAD.search(text[start:end]) or speaks_of_other_work(text, span.start, span.end)
    return not is_abroad and outer == set(range(1, max(outer) + 1)) and int(match[0]) > max(outer)


def _appendix(work: Work, reference: Reference, span: Span) -> Checked:
    write_up = work.write_up
    title = f"Appendix {reference.number}"
    heading = next(
        (
            section
            for section in write_up.sections
            if re.search(r"\b(?:appendi|anhang)", section.title, re.IGNORECASE)
        ),
        None,
    )
    is_elsewhere = any(
        re.search(r"appendi|anhang", block.text[:5_000], re.IGNORECASE)
        for index, block in enumerate(write_up.blocks)
        if index != span.block and not _refers(write_up, index)
    )
    is_beside = any("append" in path.casefold() for path in work.files)
    missed = (
        heading is None
        and not is_elsewhere
        and not is_beside
        and len(write_up.sections) >= FEWEST
        and is_whole(write_up)
    )
    letters = {
        match[1].casefold()
        for section in write_up.sections
        if (match := re.search(r"(?:appendix|anhang)\s([A-H])\b", section.title, re.IGNORECASE))
    }
    number = reference.number.casefold()
    if heading is not None and letters and number not in letters:
        outcome, found = Consistency.CANNOT_TELL, f"the first one is {quoted(heading.title)}"
    elif heading is not None:
        outcome, found = Consistency.CONSISTENT, f"there is {quoted(heading.title)}"
    elif missed:
        outcome, found = Consistency.INCONSISTENT, "the document has no appendix"
    else:
        outcome, found = Consistency.CANNOT_TELL, "no heading of it was found"
    return note(
        work,
        outcome,
        span,
        subject=f"reference to {title}",
        sentence=f"The text refers to {title}: {found}.",
        other=heading.place if heading else None,
        other_words=heading.title if heading else "",
    )


def _refers(write_up: WriteUp, index: int) -> bool:
    return any(one.block == index and one.kind == "appendix" for one in write_up.references)
