"""Looks things up in a write-up, for tests."""

from grader.collect.write_ups import read_text
from grader.records.write_up import Block, BlockKind, WriteUp


def blocks_of(write_up: WriteUp, kind: BlockKind) -> list[Block]:
    """All blocks of a kind."""
    return [block for block in write_up.blocks if block.kind is kind]


def only(write_up: WriteUp, kind: BlockKind) -> Block:
    """The one block of a kind."""
    (found,) = blocks_of(write_up, kind)
    return found


def holding(write_up: WriteUp, words: str) -> Block:
    """The one block that holds these words."""
    (found,) = [block for block in write_up.blocks if words in block.text]
    return found


def headings(write_up: WriteUp) -> list[tuple[str, str]]:
    """Numbers and titles of the sections."""
    return [(section.number, section.title) for section in write_up.sections]


def read(text: str) -> WriteUp:
    """A text as it is read."""
    return read_text(text, path="report.md")
