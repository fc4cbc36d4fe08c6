"""Mentions of figures, tables, listings and sections: does what they mention exist?"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from grader.consistency.document.captioned import (
    Captioned,
    captions_of,
    goes_on,
    main,
    mentioned_elsewhere,
    plain,
)
from grader.consistency.document.foreign import speaks_of_other_work
from grader.consistency.document.gaps import hold_labels, is_gap
from grader.consistency.document.notes import note, quoted
from grader.consistency.document.section_numbers import hold_appendix, hold_section_reference
from grader.consistency.document.seen import (
    draws,
    has_pictures,
    is_converted,
    is_whole,
    loose,
    most_of,
    saved_pictures,
    shows_pictures,
)
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Reference, Span, WriteUp

_NAMES = {
    "figure": "Figure",
    "table": "Table",
    "listing": "Listing",
    "algorithm": "Algorithm",
}
MOST = {"section": 200, "appendix": 30}
MOST_OF_ONE = 500
"""Mentions of one kind that are looked up."""
HIGHEST = 50
"""The highest number that a figure of a report bears."""
MOST_ABSENT = 2
"""Figures that a text without any speaks of before it has rather lost them on the way to us."""


def hold_references(work: Work) -> Iterator[Checked]:
    """Every mention is held against what the document has."""
    captions: dict[str, list[Captioned]] = {}
    for caption in captions_of(work.write_up):
        captions.setdefault(caption.name, []).append(caption)
    named = mentioned_elsewhere(work.write_up)
    yield from hold_labels(work)
    yield from islice(hold_appendix(work), MOST["appendix"])
    held: Counter[str] = Counter()
    for reference in work.write_up.references:
        held[reference.kind] += 1
        if held[reference.kind] > MOST.get(reference.kind, MOST_OF_ONE):
            continue
        span = _span(work.write_up, reference)
        if not any(sign.isalnum() and sign not in "xX" for sign in reference.number):
            if is_gap(work.write_up, reference):
                yield _gap(work, reference, span)
            continue
        if _is_own_title(work.write_up, reference):
            continue
        if speaks_of_other_work(work.write_up.blocks[reference.block].text, span.start, span.end):
            continue
        name = _NAMES.get(reference.kind)
        if name is not None:
            yield _held(work, reference, span, captions.get(name, []), named)
        elif reference.kind in ("section", "appendix"):
            yield from hold_section_reference(work, reference, span)


def _gap(work: Work, reference: Reference, span: Span) -> Checked:
    return note(
        work,
        Consistency.INCONSISTENT,
        span,
        subject=f"reference to a {reference.kind}",
        sentence=(
            f"The text refers to {quoted(reference.words)}: "
            f"the number of the {reference.kind} was never filled in."
        ),
    )


def _held(
    work: Work,
    reference: Reference,
    span: Span,
    captions: list[Captioned],
    named: frozenset[tuple[str, str]],
) -> Checked:
    write_up = work.write_up
    name = _NAMES[reference.kind]
    number = plain(reference.number)
    title = f"{name} {number}"
    subject = f"reference to {title}"
    found = [one for one in captions if one.number == number] or [
        one for one in captions if main(one.number) == main(number)
    ]
    if found:
        place = write_up.blocks[found[0].block].place
        words = quoted(found[0].words) if found[0].words else "without words"
        is_clear = len({one.number for one in found}) == len(found)
        also = "" if is_clear else ", and another one bears the same number"
        return note(
            work,
            Consistency.CONSISTENT if is_clear else Consistency.CANNOT_TELL,
            span,
            subject=subject,
            sentence=f"The text refers to {title}, which is there: {words}, {where(place)}{also}.",
            other=place,
            other_words=write_up.blocks[found[0].block].text,
        )
    seen = _what_is_there(name, captions)
    is_sure = (name, main(number)) not in named and not _counts_something(write_up, reference)
    if is_sure and _is_missed(work, name, number, captions):
        return note(
            work,
            Consistency.INCONSISTENT,
            span,
            subject=subject,
            sentence=f"The text refers to {title}, and there is none: {seen}.",
        )
    return note(
        work,
        Consistency.CANNOT_TELL,
        span,
        subject=subject,
        sentence=f"The text refers to {title}, whose caption was not found: {seen}.",
    )


def _what_is_there(name: str, captions: list[Captioned]) -> str:
    numbers = list(dict.fromkeys(one.number for one in captions))
    if not numbers:
        return f"no {name.lower()} of the document bears a number that could be read"
    if len(numbers) == 1:
        return f"the only caption of a {name.lower()} is that of {name} {numbers[0]}"
    listed = ", ".join(numbers[:12]) + (", …" if len(numbers) > 12 else "")
    return f"the captions are those of {name}s {listed}"


def _is_missed(work: Work, name: str, number: str, captions: list[Captioned]) -> bool:
    """Whether what bears this number would have been seen."""
    write_up = work.write_up
    prefix, last = _parted(number)
    if not is_whole(write_up):
        return False
    if not captions:
        # `Figure 4.538` is a value, and `Table 902` counts in another book.
        return number.isdigit() and last <= HIGHEST and _is_out_of_reach(work, name, last)
    alike = {
        one
        for caption in captions
        if (parts := _parted(main(caption.number)))[0] == prefix and (one := parts[1])
    }
    uncounted = loose(write_up, name) + (saved_pictures(work) if name == "Figure" else 0)
    are_lost = name == "Figure" and not has_pictures(write_up)
    if not last or not alike:
        return False
    highest = max(alike)
    is_in_a_row = alike == set(range(1, highest + 1))
    if last > highest + uncounted:
        return is_in_a_row
    return not uncounted and not are_lost and write_up.format != "notebook"


def _is_out_of_reach(work: Work, name: str, last: int) -> bool:
    """Whether no counting of what the document shows without captions comes to this number."""
    write_up = work.write_up
    if name == "Figure" and write_up.format in ("html", "docx", "pdf"):
        return not has_pictures(write_up)
    if not last or is_converted(write_up):
        return False
    if name == "Figure" and not shows_pictures(work):
        return _are_few(write_up)
    if name == "Listing" and work.has_code:
        # The code beside it may be meant.
        return False
    is_drawn = write_up.format == "notebook" and draws(work)
    most = most_of(work, name)
    return not is_drawn and (last > most + 2 if most else name != "Figure" and not draws(work))


def _are_few(write_up: WriteUp) -> bool:
    """Whether few figures are spoken of: a text that speaks of many may have lost them all."""
    numbers = {main(plain(one.number)) for one in write_up.references if one.kind == "figure"}
    return len(numbers) <= MOST_ABSENT


def _parted(number: str) -> tuple[str, int]:
    """Chapter and number within it: `2.` and 3 of 2.3; 0 if it does not end in a number."""
    match = re.fullmatch(r"(.*?)(\d{1,3})[a-z]?", number)
    return (match[1], int(match[2])) if match else (number, 0)


def _counts_something(write_up: WriteUp, reference: Reference) -> bool:
    """Whether a further number counts what follows it: the 5 of `In Figure 2, 5 of 10 classes`."""
    text = write_up.blocks[reference.block].text
    if re.match(rf"\D{{0,20}}{re.escape(reference.number)}", reference.words):
        return False
    end = reference.offset + len(reference.words)
    return bool(re.match(r"\s[a-z]", text[end : end + 2])) and not goes_on(text, end)


def _is_own_title(write_up: WriteUp, reference: Reference) -> bool:
    """`Section 6: learning rates` as a heading mentions nothing."""
    is_heading = write_up.blocks[reference.block].kind is BlockKind.HEADING
    return is_heading and reference.offset < 4


def _span(write_up: WriteUp, reference: Reference) -> Span:
    text = write_up.blocks[reference.block].text
    end = min(len(text), reference.offset + max(1, len(reference.words)))
    return Span(block=reference.block, start=reference.offset, end=end)
