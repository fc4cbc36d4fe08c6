"""Numbers of figures, tables and listings: each once, and none left out."""

import re
from collections.abc import Iterator
from itertools import pairwise

from grader.consistency.document.captioned import (
    Captioned,
    captions_of,
    is_continued,
    main,
    mentioned_elsewhere,
)
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.seen import sees_all
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, WriteUp

SHORT = 150
"""Characters of a caption that stands without what it belongs to, at most."""


_DISCUSSES = re.compile(
    r"\b(?:is|are|was|were|has|have|can|could|shows?|see|seen|we|falls?|rises?|increases?|decreases?"
    r"|overfits?|converges?|does|do|not|because|ist|sind|zeigt)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\W{0,3}(?:left|right|top|bottom|upper|lower|first|second|middle|links|rechts|oben|unten"
    r"|[a-f1-4]\)|[a-f]\b\W)",
    re.IGNORECASE,
)


def hold_numbers(work: Work) -> Iterator[Checked]:
    """Every caption's number is held against those of the others."""
    captions = captions_of(work.write_up)
    for name in ("Figure", "Table", "Listing", "Algorithm"):
        alike = [caption for caption in captions if caption.name == name]
        yield from _twice(work, alike)
        yield from _left_out(work, alike)


def _twice(work: Work, captions: list[Captioned]) -> Iterator[Checked]:
    first: dict[str, Captioned] = {}
    starts_over = _starts_over(work.write_up, captions)
    for caption in captions:
        before = first.setdefault(caption.number, caption)
        if before is caption or is_continued(caption) or _is_same_one(before, caption):
            continue
        place = work.write_up.blocks[before.block].place
        certain = not starts_over and _are_two(work.write_up, before, caption)
        outcome = Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL
        doubt = "" if certain else " It cannot be told whether both count together."
        yield note(
            work,
            outcome,
            whole(work, caption.block),
            subject=f"number of {caption.title}",
            sentence=(
                f"{caption.title} is the number of {quoted(caption.words)} here, and of "
                f"{quoted(before.words)} on {where(place)} as well.{doubt}"
            ),
            other=place,
            other_words=work.write_up.blocks[before.block].text,
        )


def _is_same_one(a: Captioned, b: Captioned) -> bool:
    """Whether two captions in a row say the same: one was read twice."""
    return b.block - a.block <= 2 and _plain(a.words) == _plain(b.words)


def _are_two(write_up: WriteUp, a: Captioned, b: Captioned) -> bool:
    """Whether these are captions of two things, as far as can be seen."""
    words = (_plain(a.words), _plain(b.words))
    if words[0] == words[1] and not (a.floats and b.floats):
        return False
    if a.floats and b.floats and len(a.floats | b.floats) > 1:
        return not _are_sides(a, b)
    is_apart = b.block - a.block > 1 and write_up.format != "text"
    kind = BlockKind.TABLE if a.name == "Table" else BlockKind.FIGURE
    if not is_apart and any(block.kind is kind for block in write_up.blocks):
        return False
    if _languages(write_up, a) != _languages(write_up, b) or _are_sides(a, b):
        return False
    if not all(words) or words[0].startswith(words[1]) or words[1].startswith(words[0]):
        return False
    return all(_is_title(one.words) for one in (a, b))


def _is_title(words: str) -> bool:
    """Whether the words name a thing, and do not discuss it."""
    return len(words) <= SHORT and ". " not in words and not _DISCUSSES.search(words)


def _are_sides(a: Captioned, b: Captioned) -> bool:
    """Whether two pictures side by side share their number: `left: loss`, `(b) accuracy`."""
    return bool(_SIDE.match(a.words) and _SIDE.match(b.words))


def _languages(write_up: WriteUp, caption: Captioned) -> str:
    """The word that it begins with: `Figure 1` and `图 1` may be one caption in two languages."""
    letters = re.sub(r"\W+", "", write_up.blocks[caption.block].text[:6]).casefold()
    return letters[:2]


def _starts_over(write_up: WriteUp, captions: list[Captioned]) -> bool:
    """Whether the numbers begin again with each question."""
    groups: dict[str, list[int]] = {}
    for caption in captions:
        if not caption.number.isdigit():
            return False
        question = write_up.blocks[caption.block].question
        outer = re.split(r"[.(]", question)[0]
        groups.setdefault(outer, []).append(int(caption.number))
    ascend = all(
        numbers[0] == 1 and all(a < b for a, b in pairwise(numbers)) for numbers in groups.values()
    )
    long = sum(len(numbers) > 1 for numbers in groups.values())
    return ascend and (long > 1 or len(groups) > 2)


def _left_out(work: Work, captions: list[Captioned]) -> Iterator[Checked]:
    """Numbers between the first and the last that no caption bears."""
    numbers = [int(one) for each in captions if (one := main(each.number)).isdigit()]
    if len(numbers) < 2 or len(numbers) != len(captions):
        return
    there = set(numbers)
    named = mentioned_elsewhere(work.write_up)
    name = captions[0].name
    for caption, number in zip(captions, numbers, strict=True):
        missing = number - 1
        if missing in there or missing < 1 or (name, str(missing)) in named:
            continue
        there.add(missing)
        lower = [one for one in numbers if one < missing]
        certain = bool(lower) and missing - max(lower) <= 2 and sees_all(work.write_up, name)
        yield note(
            work,
            Consistency.INCONSISTENT if certain else Consistency.CANNOT_TELL,
            whole(work, caption.block),
            subject=f"numbers of the {name.lower()}s",
            sentence=(
                f"This is {caption.title}, and the one before it is {name} {max(lower)}: "
                if lower
                else f"The first number is that of {caption.title}: "
            )
            + f"no {name.lower()} has the number {missing}.",
        )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
