"""Places that were to be filled in, and instructions of a template that were left in."""

import re
from collections.abc import Iterator

from grader.consistency.document.notes import LONGEST, note, quoted
from grader.consistency.document.templates import REMAINS
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, Span, WriteUp

_KINDS = (
    BlockKind.TEXT,
    BlockKind.LIST,
    BlockKind.CAPTION,
    BlockKind.HEADING,
    BlockKind.TABLE,
)
_MARKS = r"(?:TODO|ToDo|FIXME|TBD|TBA|TBC|X{3,}|XX?[.,]XX?)"
_OPEN = re.compile(
    rf"(?:(?:^|(?<=[\n\t])|(?<=[.!?:]\s)|(?<=[\[(<{{=])|(?<=[\[(<{{=]\s))"
    rf"|(?<=\sof\s)|(?<=\sis\s)|(?<=\swas\s)|(?<=\sare\s)|(?<=\sat\s)|(?<=\sto\s)|(?<=\sabout\s))"
    rf"{_MARKS}(?![\w/@-])(?=\s?(?:[:.,;%\])}}>\n\t!]|$|epochs?\b))"
    r"|(?:^|(?<=\n)|(?<=[.!?]\s))(?:TODO|FIXME|TBD)(?=\s+[a-z])"
    r"|(?<![\w.,-])XX(?=\s?%)"
    r"|(?<![\w?!)\"'”])\?{2,}(?![\w?])"
    r"|\[\s?\?{1,3}\s?\]|[\[(](?i:citation needed|citation|cite|quelle fehlt)[\])]"
    r"|(?<!\w)(?i:note to (?:self|myself))\b|(?<!\S)@[A-Z]\w{1,15}[,:]?\s"
    r"(?i:please|can|could|check)\b"
    r"|\([A-Z][a-z]{1,12}:\s(?i:can you|could you|please)\b[^()]{0,80}\)"
    r"|[\[<{](?i:(?:figures?|tables?|plots?|images?|graphs?|numbers?|values?|text|answers?|results?)"
    r" here)[\]>}]"
    r"|[\[<{(]\s?(?i:insert|fill in|to be (?:filled|added|completed|written|inserted|done)|add)\b"
    r"[^\[\]<>{}()\n]{0,80}[\]>})]"
    r"|(?<![\w.])_{3,}(?=\s?(?:%|epochs?\b|and\b|[.,](?:\s|$)))"
)
_PERSONAL = re.compile(
    r"\b(?:name|names|student|id|number|nr|author|matric\w*|e-?mail|group|team|university|date"
    r"|anonym\w*|redacted|censored)\b",
    re.IGNORECASE,
)
_LIST_OF_TASKS = re.compile(
    r"\b(?:list|lists|comments?|marks?|marked|file|cells?)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\b(?:we|i|to|will|have|has|can|not|did|must|should|could|they|may|would|also|he|she)\s$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:^|[\[(=:~\t\]]|\b(?:of|is|was|are|at|to|about|with|for|by|than|reached|gives|see))\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s?(?:%|\)|\]|\t|\s[a-z])")
_SHORT = 60
_COVER = 12
"""Blocks at the beginning that may name people, whose names somebody took out."""


_ALONE = re.compile(
    r"\W{0,3}(?:tbd|tba|wip|fixme|todo\b[^.]{0,50}|to[ -]do\s?[:–-][^.]{0,50}"
    r"|to be (?:completed|done|written|added|continued|filled(?: in)?)"
    r"|still to (?:be )?(?:writ\w+|do|done|come|add\w*)|coming soon"
    r"|work in progress"
    r"|(?:add|write|insert|redo|check|fix|finish) (?:the |a |this |my |our |some |here )?"
    r"(?:\w+ ){0,3}?(?:here|conclusions?|discussion|plots?|figures?|tables?|numbers?|text|section"
    r"|answers?|captions?|citations?|references?|explanations?))\W{0,4}",
    re.IGNORECASE,
)
"""All that a paragraph says, and it was meant for its author."""


def hold_placeholders(work: Work) -> Iterator[Checked]:
    """Everything that its author meant to replace."""
    for index, block in enumerate(work.write_up.blocks):
        if block.kind not in _KINDS:
            continue
        text = block.text[:LONGEST]
        if block.kind is BlockKind.TEXT and len(text) < _SHORT and _ALONE.fullmatch(text):
            yield _gap(work, Span(block=index, start=0, end=len(text)), "this was to be filled in")
            continue
        for match in _OPEN.finditer(text):
            span = Span(block=index, start=match.start(), end=match.end())
            if _is_citation(match[0]):
                if not _is_of_reference(work.write_up, span):
                    yield _gap(work, span, "the reference to the literature was never resolved")
            elif not _is_meant(work.write_up, index, block, match):
                yield _gap(work, span, "this was to be filled in")
        if block.kind is BlockKind.CAPTION:
            continue
        for match in REMAINS.finditer(text):
            if _SUBJECT.search(text[max(0, match.start() - 12) : match.start()]):
                continue
            span = Span(block=index, start=match.start(), end=match.end())
            yield note(
                work,
                Consistency.INCONSISTENT,
                span,
                subject="words of a template",
                sentence=f"{quoted(match[0])} is an instruction of a template and was left in.",
            )


def _gap(work: Work, span: Span, why: str) -> Checked:
    words = work.write_up.blocks[span.block].text[span.start : span.end]
    return note(
        work,
        Consistency.INCONSISTENT,
        span,
        subject="place that was left open",
        sentence=f"The text says {quoted(words)}: {why}.",
    )


def _is_of_reference(write_up: WriteUp, span: Span) -> bool:
    """Whether it is the number of a reference: `Table ??` is told elsewhere."""
    return any(
        one.block == span.block and one.offset <= span.start <= one.offset + len(one.words)
        for one in write_up.references
    )


def _is_citation(words: str) -> bool:
    return words.startswith("[") and not words.strip("[]? ")


def _is_meant(write_up: WriteUp, index: int, block: Block, match: re.Match[str]) -> bool:
    """Whether it says something as it stands, or hides a person's name."""
    line_start = block.text.rfind("\n", 0, match.start()) + 1
    around = block.text[max(line_start, match.start() - 60) : match.end() + 30]
    if match[0].startswith("X"):
        is_word = not match[0].strip("X")
        is_value = block.text[match.end() :].lstrip()[:1] == "%"
        is_cover = (
            is_word
            and not is_value
            and index < _COVER
            and block.section in (None, 0)
            and len(block.text) < _SHORT
        )
        return is_cover or bool(_PERSONAL.search(around))
    if match[0].startswith("?"):
        before = block.text[: match.start()].rstrip()
        is_reference = _is_of_reference(
            write_up, Span(block=index, start=match.start(), end=match.end())
        )
        is_gap = _ASKS.search(before[-12:]) or _GOES_ON.match(block.text, match.end())
        return is_reference or not is_gap or block.kind is BlockKind.HEADING
    if match[0].startswith(("T", "F")):
        return bool(_LIST_OF_TASKS.search(around))
    return match[0].startswith(("(", "[", "{", "<")) and bool(
        re.search(r"\badd\b|\binsert\b", match[0], re.IGNORECASE)
        and not re.search(
            r"\bhere\b|figure|plot|table|image|value|number|text|screenshot|caption|result|citation"
            r"|reference|name|graph",
            match[0],
            re.IGNORECASE,
        )
    )
