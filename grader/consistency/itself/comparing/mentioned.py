"""The table that a sentence names."""

from grader.consistency.work import Work
from grader.records import Comparison


def mentioned_table(work: Work, comparison: Comparison) -> int | None:
    """The block of the one table that the sentence names: `as Table 2 shows`."""
    sentence = comparison.sentence
    if sentence is None:
        return None
    named = {
        f"Table {reference.number}"
        for reference in work.write_up.references
        if reference.kind == "table"
        and reference.block == sentence.block
        and sentence.start <= reference.offset < sentence.end
    }
    found = [
        index
        for index, block in enumerate(work.write_up.blocks)
        if block.rows and block.number in named
    ]
    return found[0] if len(found) == 1 else None
