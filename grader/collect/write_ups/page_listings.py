"""Listings of a PDF: indentation, line numbers, and what a notebook prints around its cells."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.write_ups.code_lines import (
    is_code,
    language_of,
    may_be_code,
    without_line_numbers,
)
from grader.collect.write_ups.draft import MOST_LINES, Draft, DraftLine
from grader.collect.write_ups.opened import LineItem, PageItem
from grader.collect.write_ups.paragraphs import MOST_BLANK, Setting
from grader.records.write_up import BlockKind

_PROMPT = re.compile(r"^\s*(?:(?:In|Out)\s?\[[\d* ]{0,6}\]|\[[\d* ]{1,6}\](?=:)):?\s*")
"""What notebooks print before their cells."""


def without_prompt(item: PageItem) -> PageItem:
    """A line of a notebook without what stands before its cell."""
    if not isinstance(item, LineItem) or not (found := _PROMPT.match(item.text[:40])):
        return item
    if not item.mono and item.text[found.end() :].strip():
        return item
    return item.model_copy(update={"text": item.text[found.end() :], "spans": ()})


def is_plain_code(group: list[LineItem]) -> bool:
    """Whether most of these lines are code by their words."""
    texts = without_line_numbers([line.text for line in group])
    return len(texts) >= 3 and sum(map(is_code, texts)) * 2 > len(texts)


def listing_of(draft: Draft, group: list[LineItem], setting: Setting) -> Draft:
    """Lines of code with the white space that their places tell."""
    widths = sorted(
        (line.right - line.left) / len(line.text) for line in group if len(line.text) > 3
    )
    width = widths[len(widths) // 2] if widths else 0.5 * setting.size
    left = min(line.left for line in group)
    steps = sorted(a.base - b.base for a, b in itertools.pairwise(group))
    usual_step = max(1.0, steps[len(steps) // 4] if steps else setting.leading)
    texts = without_line_numbers([line.text for line in group])
    shift = 0.0
    if texts != [line.text for line in group]:
        shift = min(len(line.text) - len(text) for line, text in zip(group, texts, strict=True))
    lines: list[DraftLine] = []
    for index, (item, place) in enumerate(zip(group, draft.lines, strict=True)):
        gap = group[index - 1].base - item.base if index else 0.0
        blank = min(MOST_BLANK, round(gap / usual_step) - 1) if index else 0
        lines += [replace(place, text="", bold=())] * max(0, blank)
        indent = max(0, min(80, round((item.left - left) / max(0.5, width))))
        text = texts[index] if shift else item.text
        lines.append(replace(place, text=" " * indent + text, bold=()))
    language = language_of([line.text for line in lines])
    return replace(draft, lines=tuple(lines), language=language, is_certain=True)


def code_and_output(draft: Draft) -> Iterator[Draft]:
    """A listing; what a notebook printed below it, behind some space, is a block of its own."""
    texts = [line.text for line in draft.lines]
    parted = [at for at, text in enumerate(texts) if not text.strip()]
    for at in parted if draft.language == "python" else ():
        below = [text for text in texts[at:] if text.strip()]
        if any(map(may_be_code, below)) or not any(map(is_code, texts[:at])):
            continue
        yield replace(draft, lines=_without_indent(draft.lines[:at]))
        output = tuple(line for line in draft.lines[at:] if line.text.strip())
        if output:
            yield replace(draft, kind=BlockKind.OUTPUT, lines=output, language="")
        return
    yield draft


def _without_indent(lines: tuple[DraftLine, ...]) -> tuple[DraftLine, ...]:
    """The same lines without the white space that all of them begin with."""
    texts = [line.text for line in lines if line.text.strip()]
    shared = min((len(text) - len(text.lstrip()) for text in texts), default=0)
    return tuple(replace(line, text=line.text[shared:]) for line in lines)


def joined(drafts: list[Draft]) -> list[Draft]:
    """Listings and lists that go on after a wider gap or on the next page, as one."""
    found: list[Draft] = []
    for draft in drafts:
        before = found[-1] if found and len(found[-1].lines) < MOST_LINES else None
        if (
            before is not None
            and before.kind is draft.kind is BlockKind.LISTING
            and _follows(before, draft)
        ):
            lines = (*before.lines, replace(draft.lines[0], text=""), *draft.lines)
            language = before.language or draft.language
            found[-1] = replace(before, lines=lines, language=language)
        elif before is not None and before.kind is draft.kind is BlockKind.LIST:
            found[-1] = replace(before, lines=before.lines + draft.lines)
        else:
            found.append(draft)
    return found


def _follows(before: Draft, draft: Draft) -> bool:
    """Whether a listing goes on in the next one: on the next page, with its indentation."""
    first, last = draft.lines[0], before.lines[-1]
    if first.page != last.page:
        return first.text.startswith(" ") or not is_code(first.text)
    return first.box is not None and last.box is not None and last.box[1] - first.box[3] < 30
