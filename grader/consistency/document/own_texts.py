"""What the section says that a figure or table stands in, apart from its captions."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.homes import chain
from grader.consistency.document.notes import LONGEST
from grader.records import Block, BlockKind, WriteUp

_READ = (BlockKind.TEXT, BlockKind.LIST, BlockKind.HEADING, BlockKind.TABLE, BlockKind.LISTING)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])|\n|[。！？]")
_ASIDE = re.compile(
    r"\b(?:compar\w*|than|unlike|versus|vs|whereas|while|from|instead|contrary|contrast|as (?:with"
    r"|for)|like|similar\w*|previous|earlier|before|would|could|might|should|maybe|perhaps|future|better"
    r"|literature|section|question|problem|part|other|another|if)\b",
    re.IGNORECASE,
)
MOST_BLOCKS = 200
"""Blocks of a section that is about one thing, at most."""

GENERAL = re.compile(
    r"\b(?:results?|discussion|figures?|plots?|appendi\w*|conclu\w*|summary|compar\w*|overview"
    r"|introduction|abstract|evaluation|experiments?|analysis|images|graphs?|curves|all|both|versus"
    r"|vs|fazit|ergebnis\w*|anhang|diskussion|conclusi\w*|resultados|wrap|questions?|bonus)\b",
    re.IGNORECASE,
)
"""Titles of sections that speak of everything."""


def own_texts(write_up: WriteUp, home: Block, caption: Captioned) -> Iterator[str]:
    """Everything that the section says, its title too, and not this caption."""
    for index, block in enumerate(write_up.blocks):
        if block.section == home.section and index != caption.block and block.kind in _READ:
            yield block.text[:LONGEST]


def plain_sentences(write_up: WriteUp, home: Block) -> Iterator[str]:
    """The sentences of the section, each up to the word that leads aside to something else."""
    for block in write_up.blocks:
        if block.section == home.section and block.kind in (BlockKind.TEXT, BlockKind.LIST):
            yield from plain_parts(block)


def plain_parts(block: Block) -> Iterator[str]:
    """The sentences of a paragraph, each up to the word that leads aside."""
    for sentence in _SENTENCE.split(block.text[:LONGEST]):
        aside = _ASIDE.search(sentence)
        yield sentence[: aside.start()] if aside else sentence


def titles_of(write_up: WriteUp, home: Block) -> str:
    """The titles above a block, the nearest first."""
    return "\n".join(write_up.sections[one].title for one in chain(write_up, home))


def is_general(write_up: WriteUp, home: Block) -> bool:
    """Whether its section speaks of everything, and may show anything."""
    if home.section is None or home.section >= len(write_up.sections):
        return True
    if sum(block.section == home.section for block in write_up.blocks) > MOST_BLOCKS:
        return True
    return bool(GENERAL.search(write_up.sections[home.section].title))
