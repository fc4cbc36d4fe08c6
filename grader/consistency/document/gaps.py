"""References whose number was never filled in: `Fig. X`, `Table ??`, `Section \\ref{sec:a}`."""

import re
from collections.abc import Iterator

from grader.consistency.document.notes import LONGEST, PROSE, note, quoted
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Reference, Span, WriteUp

_AXIS = re.compile(r"\s{0,2}(?:-|axis|axes|label|coordinate|and\sy\b|,\s?y\b|=)", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]{1,5}")
_REF = re.compile(
    r"(?:\b(figures?|figs?|tables?|sections?|sec|equations?|eqs?|eqn|listings?|appendix|chapter)"
    r"\.?[\s~]{0,3}\(?)?\\(?:auto|[cC]|eq|page|name|v)?ref\*?\s?\{\s?([^{}\s]{1,100})\s?\}",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\\label\s?\{\s?([^{}\s]{1,100})\s?\}|\{#([^{}\s]{1,100})[\s}]")


def is_gap(write_up: WriteUp, reference: Reference) -> bool:
    """Whether the author left the number open; not so of `Table X` between `Table IX` and `XI`."""
    block = write_up.blocks[reference.block]
    number = reference.number
    at = block.text.find(number, reference.offset)
    before, behind = block.text[reference.offset : at], block.text[at + len(number) :][:30]
    if at < 0:
        return False
    if number == "#":
        return not behind[:1].isdigit()
    if number.strip("?") == "":
        is_apart = not before or not before[-1:].isalpha()
        if len(number) > 1 or (before + behind).count("[") or "(" in before:
            return is_apart or len(number) > 1
        # “Which figure?” is a question, “Figure ? shows” is a gap.
        return is_apart and before[:1].isupper() and behind.lstrip()[:1].islower()
    if _AXIS.match(behind) or not (before[:1].isupper() or number.isupper()):
        return False
    return not _counts_in_roman(write_up, reference.kind)


def _counts_in_roman(write_up: WriteUp, kind: str) -> bool:
    numbers = {
        parts[1]
        for block in write_up.blocks
        if len(parts := block.number.split(" ", 1)) == 2 and parts[0].casefold() == kind
    }
    if kind == "section":
        return any(
            re.match(r"[IVX]{1,5}[.)]\s", block.text)
            for block in write_up.blocks
            if block.level is not None
        )
    return any(_ROMAN.fullmatch(number) and set(number) != {"X"} for number in numbers)


def hold_labels(work: Work) -> Iterator[Checked]:
    """References in LaTeX that nobody resolved, held against the labels that there are."""
    texts = [block.text[:LONGEST] for block in work.write_up.blocks]
    labels = {
        one or two for text in texts if "label" in text or "{#" in text
        for one, two in _LABEL.findall(text)
    }  # fmt: skip
    for index, block in enumerate(work.write_up.blocks):
        if block.kind not in PROSE or "ref" not in block.text:
            continue
        for match in _REF.finditer(block.text[:LONGEST]):
            yield _label(
                work, Span(block=index, start=match.start(), end=match.end()), match, labels
            )


def _label(work: Work, span: Span, match: re.Match[str], labels: set[str]) -> Checked:
    name = match[2]
    subject = f"reference to {name}"
    if name in labels:
        return note(
            work,
            Consistency.CANNOT_TELL,
            span,
            subject=subject,
            sentence=f"The reference {quoted(match[0])} was not turned into a number; its label "
            "is there.",
        )
    return note(
        work,
        Consistency.INCONSISTENT,
        span,
        subject=subject,
        sentence=f"The text refers to {quoted(match[0])}: this was never turned into a number, "
        f"and nothing in the document bears the label {quoted(name)}.",
    )
