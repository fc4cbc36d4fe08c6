"""Names of files in the text, held against the files of the submission."""

import re
from collections.abc import Iterator
from itertools import islice

from grader.consistency.document.absent_files import (
    CODE,
    OTHERS,
    PICTURES,
    RESULTS,
    WEIGHTS,
    closest,
    outcome_of_absence,
    told_of,
)
from grader.consistency.document.notes import LONGEST, note, quoted, sentence_around
from grader.consistency.document.paths import base
from grader.consistency.document.written_files import is_mentioned
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Place, Span, WriteUp

_SUFFIXES = "|".join(one[1:] for one in (*CODE, *WEIGHTS, *PICTURES, *RESULTS, *OTHERS))
_NAME = re.compile(
    r"(?<![\w/\\.:@-])(?:[A-Za-z]:[\\/]|\.{0,2}/)?(?:[\w.-]{1,60}[\\/]){0,8}[\w-][\w.-]{0,80}"
    rf"\.(?:{_SUFFIXES})(?![\w(/-]|\.\w)",
    re.IGNORECASE,
)
_KINDS = (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION, BlockKind.HEADING, BlockKind.TABLE)
_COMMAND = re.compile(
    r"^[ \t]{0,8}(?:[$>!%#]\s?)?(?:python3?|bash|sh|ipython|streamlit run)\s+(?:-[uOB]\s+)?"
    r"((?:[\w.-]{1,60}/){0,6}[\w-]{1,80}\.(?:py|sh))(?=\s|$)",
    re.MULTILINE,
)
_GOES_ELSEWHERE = re.compile(r"\b(?:git\s+clone|cd|wget|curl|unzip)\s", re.IGNORECASE)
MOST = 400
"""Names that are looked up."""


def hold_files(work: Work) -> Iterator[Checked]:
    """Every file that the text names; nothing is said if nothing was handed in beside it."""
    beside = [path for path in work.files if base(path) != base(work.write_up.path)]
    if not beside:
        return
    names = {base(path): path for path in beside}
    names.setdefault(base(work.write_up.path), work.write_up.path)
    for span, name in islice(_named(work.write_up), MOST):
        yield _held(work, span, name, names)


def _named(write_up: WriteUp) -> Iterator[tuple[Span, str]]:
    """Names of files in sentences and in lines for a terminal."""
    for index, block in enumerate(write_up.blocks):
        text = block.text[:LONGEST]
        if block.kind in _KINDS:
            for match in _NAME.finditer(text):
                yield Span(block=index, start=match.start(), end=match.end()), match[0]
        elif block.kind is BlockKind.LISTING and not _GOES_ELSEWHERE.search(text):
            for match in _COMMAND.finditer(text):
                yield Span(block=index, start=match.start(1), end=match.end(1)), match[1]


def _held(work: Work, span: Span, name: str, names: dict[str, str]) -> Checked:
    subject = f"file {name}"
    there = names.get(base(name))
    if there is not None:
        return note(
            work,
            Consistency.CONSISTENT,
            span,
            subject=subject,
            sentence=f"The text names {name}, and {there} was handed in.",
            other=Place(file=there),
        )
    if is_mentioned(work.sources, base(name)):
        return note(
            work,
            Consistency.CONSISTENT,
            span,
            subject=subject,
            sentence=f"The text names {name}, and the code that was handed in names it as well.",
        )
    outcome = _outcome(work, span, name, names)
    other = closest(name, names)
    like = f" ({other} was)" if other else ""
    doubt = (
        "" if outcome is Consistency.INCONSISTENT else " It may be made by the code, or by others."
    )
    return note(
        work,
        outcome,
        span,
        subject=subject,
        sentence=f"The text names {quoted(name)}, and no file of this name was handed in"
        f"{like}.{doubt}",
    )


def _outcome(work: Work, span: Span, name: str, names: dict[str, str]) -> Consistency:
    """What follows from its not being there."""
    block = work.write_up.blocks[span.block]
    if block.kind is BlockKind.LISTING:
        line_start = block.text.rfind("\n", 0, span.start) + 1
        line_end = block.text.find("\n", span.end)
        around = (line_start, line_end if line_end >= 0 else len(block.text))
    else:
        around = sentence_around(block.text, span.start, span.end)
    return outcome_of_absence(work, name, names, told_of(block.text, span.start, span.end, around))
