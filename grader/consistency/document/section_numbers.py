"""Numbers of sections: each once, and every section that is referred to is there."""

import re
from collections.abc import Iterator

from grader.consistency.document.foreign import speaks_of_other_work
from grader.consistency.document.notes import (
    LONGEST,
    PROSE,
    note,
    quoted,
    sentence_around,
    sentence_of,
)
from grader.consistency.document.seen import is_whole
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Reference, Section, Span, WriteUp

FEWEST = 3
"""Numbered sections that a document must have before one can be missed."""
SHORT = 100
"""Characters of a line that may be a title, at most."""

_LEADS = re.compile(
    r"(?:\b(?:see|in|from|cf\.?|compare|above|of|to|siehe|im|vgl\.?|also)\s{1,3}(?:the\s)?|\()$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\s(?:then\s|also\s|finally\s)?(?:discuss|describ|show|explain|present|contain|giv|cover|deal|conclud"
    r"|summari[sz]|compar|report|treat|list|evaluat|analy[sz])(?:e|es|s|ed)?\b",
)
_ASKED = re.compile(
    r"\b(?:asks?|asked|not done|skipped|skip|task|left out|no time|not answered|missing|points)\b",
    re.IGNORECASE,
)
_IN_APPENDIX = re.compile(
    r"\b(?:see|in|to|cf\.|siehe|im)\s(?:the\s|our\s|my\s)?(?:appendix|anhang)\b"
    r"(?!\s(?:[A-H\d]\b|below|above))",
    re.IGNORECASE,
)
_APPENDED = re.compile(r"\W{0,4}(?:appendi|anhang)", re.IGNORECASE)
_APPENDED_LONG = re.compile(r"\W{0,4}(?:appendi\w+|anhang)(?:\s[A-H\d])?\s?[:.–—-]", re.IGNORECASE)
_CODE = re.compile(r"\b(?:code|scripts?|notebooks?|source)\b", re.IGNORECASE)
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
        yield _appendix(work, reference.number, span)
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
        f"{_last(write_up, number)}."
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


def _last(write_up: WriteUp, number: str) -> str:
    """The last number there: of the parts of its own section, if there are such."""
    outer, _, _ = number.partition(".")
    inner = [one.number for one in write_up.sections if one.number.startswith(f"{outer}.")]
    return inner[-1] if "." in number and inner else str(max(_outer(write_up)))


def _is_missed(write_up: WriteUp, number: str, span: Span) -> bool:
    """Whether a section of this number would have been seen, and is meant as one of this work."""
    block = write_up.blocks[span.block]
    text = block.text
    start, end = sentence_around(text, span.start, span.end)
    outer = _outer(write_up)
    match = re.match(r"\d{1,2}", number)
    if match is None or not is_whole(write_up) or len(outer) < FEWEST:
        return False
    leads = _LEADS.search(text[max(0, span.start - 20) : span.start])
    if block.kind is BlockKind.HEADING or not (leads or _TELLS.match(text, span.end)):
        return False
    sentence = text[start:end]
    is_abroad = _ABROAD.search(sentence) or speaks_of_other_work(text, span.start, span.end)
    if is_abroad or _ASKED.search(sentence) or outer != set(range(1, max(outer) + 1)):
        return False
    return int(match[0]) > max(outer) or _is_beyond(write_up, number)


def _is_beyond(write_up: WriteUp, number: str) -> bool:
    """Whether the section above it counts its own parts, and not so far."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", number)
    if match is None:
        return False
    there = {
        int(one[1])
        for section in write_up.sections
        if (one := re.fullmatch(rf"{match[1]}\.(\d{{1,2}})", section.number))
    }
    return len(there) > 1 and there == set(range(1, max(there) + 1)) and int(match[2]) > max(there)


def hold_appendix(work: Work) -> Iterator[Checked]:
    """`See the appendix`, of a document that has none."""
    for index, block in enumerate(work.write_up.blocks):
        if block.kind not in PROSE or ("ppend" not in block.text and "nhang" not in block.text):
            continue
        for match in _IN_APPENDIX.finditer(block.text[:LONGEST]):
            span = Span(block=index, start=match.start(), end=match.end())
            if speaks_of_other_work(block.text, span.start, span.end) or _ABROAD.search(
                sentence_of(block, span.start, span.end)
            ):
                continue
            yield _appendix(work, "", span)


def _appendix(work: Work, number: str, span: Span) -> Checked:
    write_up = work.write_up
    title = f"Appendix {number}" if number else "an appendix"
    heading = next(
        (
            section
            for section in write_up.sections
            if re.search(r"\b(?:appendi|anhang)", section.title, re.IGNORECASE)
        ),
        None,
    )
    is_elsewhere = any(
        (
            (block.kind in (BlockKind.HEADING, BlockKind.CAPTION) or len(block.text) < SHORT)
            and _APPENDED.match(block.text)
        )
        or _APPENDED_LONG.match(block.text)
        for index, block in enumerate(write_up.blocks)
        if index != span.block
    )
    block = write_up.blocks[span.block]
    is_code = bool(_CODE.search(sentence_of(block, span.start, span.end))) and (
        work.has_code or len(work.files) > 1
    )
    is_beside = any("append" in path.casefold() for path in work.files)
    missed = (
        heading is None
        and not is_elsewhere
        and not is_beside
        and not is_code
        and len(write_up.sections) >= FEWEST
        and is_whole(write_up)
    )
    letters = {
        match[1].casefold()
        for section in write_up.sections
        if (match := re.search(r"(?:appendix|anhang)\s([A-H])\b", section.title, re.IGNORECASE))
    }
    if heading is not None and letters and number and number.casefold() not in letters:
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
