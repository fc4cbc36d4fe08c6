"""Whether all figures and tables can be seen, so that one may be said to be absent."""

from grader.records import Block, BlockKind, WriteUp


def has_pictures(write_up: WriteUp) -> bool:
    """Whether pictures survived on the way to us at all."""
    return any(block.kind is BlockKind.FIGURE for block in write_up.blocks)


def is_whole(write_up: WriteUp) -> bool:
    """Whether the document was read to its end without trouble."""
    return not write_up.problems


def loose(write_up: WriteUp, name: str) -> int:
    """How many figures or tables there are that no caption names: any number may be theirs."""
    kinds = [BlockKind.FIGURE]
    if name == "Table":
        kinds.append(BlockKind.TABLE)
    elif name in ("Listing", "Algorithm"):
        kinds.append(BlockKind.LISTING)
    count = 0
    last: dict[str, int] = {}
    for index, block in enumerate(write_up.blocks):
        if block.kind not in kinds or _is_on_cover(write_up, index):
            continue
        # Pictures side by side share a caption; one behind the caption has lost its own.
        is_beside = last.get(block.number, index - 1) == index - 1
        count += not block.number or not is_beside
        last[block.number] = index
    return count


def sees_all(write_up: WriteUp, name: str) -> bool:
    """Whether every figure, table or listing that there is bears a number that we know."""
    if not is_whole(write_up) or write_up.format == "notebook" or loose(write_up, name):
        return False
    kind = {"Figure": BlockKind.FIGURE, "Table": BlockKind.TABLE}.get(name, BlockKind.LISTING)
    return any(block.kind is kind for block in write_up.blocks)


def _is_on_cover(write_up: WriteUp, index: int) -> bool:
    """A logo above the first heading bears no number."""
    block: Block = write_up.blocks[index]
    return block.section is None and index < 3 and block.kind is BlockKind.FIGURE
