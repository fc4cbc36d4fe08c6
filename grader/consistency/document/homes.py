"""Which section something belongs to, and what the headings above it name."""

import re

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.named_networks import Named, named_in
from grader.records import Block, BlockKind, WriteUp

DEEPEST = 6
"""Headings above one another that are looked at."""


_BELOW = (BlockKind.TEXT, BlockKind.HEADING)


def titles_above(write_up: WriteUp, block: Block) -> Named:
    """The networks that the nearest heading names that names any."""
    for section in chain(write_up, block):
        named = named_in(write_up.sections[section].title)
        if named:
            return named
    return Named()


def heading_of(write_up: WriteUp, block: Block, title: Named) -> Block:
    """The heading that names these networks; the block itself if there is none."""
    for section in chain(write_up, block):
        if named_in(write_up.sections[section].title) == title:
            for one in write_up.blocks:
                if one.kind is BlockKind.HEADING and one.section == section:
                    return one
    return block


def chain(write_up: WriteUp, block: Block) -> list[int]:
    """Indices of its section and of those that this one belongs to, the nearest first."""
    if block.section is None or block.section >= len(write_up.sections):
        return []
    found = [block.section]
    for index in range(block.section - 1, -1, -1):
        inner, outer = write_up.sections[found[-1]], write_up.sections[index]
        is_above = (
            outer.level is not None and inner.level is not None and outer.level < inner.level
        ) or (
            bool(outer.number) and inner.number.startswith((f"{outer.number}.", outer.number + "("))
        )
        if is_above and len(found) < DEEPEST:
            found.append(index)
    return found


def titled(write_up: WriteUp, caption: Captioned) -> Block | None:
    """The heading right above a figure on its page or the one before, if the caption repeats it."""
    own = write_up.blocks[caption.block]
    if own.section is None or own.section >= len(write_up.sections):
        return None
    title = _words(write_up.sections[own.section].title)
    if not title or not title <= _words(caption.words):
        return None
    return next(
        (
            one
            for one in write_up.blocks
            if one.kind is BlockKind.HEADING and one.section == own.section
        ),
        None,
    )


def _words(text: str) -> frozenset[str]:
    """Its longer words, without their endings."""
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{4,}", text[:500].casefold()))


def stands_in_flow(blocks: tuple[Block, ...], caption: Captioned) -> bool:
    """Whether text of its own section stands above it on its page, and more text below.

    What floats is put at the top or the bottom of a page.
    """
    own = blocks[caption.block]
    first = min([caption.block, *caption.floats])
    last = max([caption.block, *caption.floats])
    above = next(
        (one for one in reversed(blocks[max(0, first - 3) : first]) if one.kind is BlockKind.TEXT),
        None,
    )
    below = next((one for one in blocks[last + 1 : last + 4] if one.kind in _BELOW), None)
    if above is None or below is None or own.place.box is None:
        return False
    if above.place.box is None or below.place.box is None:
        return False
    is_same = above.section == own.section and (
        below.kind is BlockKind.HEADING or below.section == own.section
    )
    is_one_page = above.place.page == own.place.page == below.place.page
    middle = (own.place.box[1] + own.place.box[3]) / 2
    return is_same and is_one_page and above.place.box[1] > middle > below.place.box[3]
