"""Whether all figures and tables can be seen, so that one may be said to be absent."""

import re

from grader.consistency.document.paths import is_elsewhere, suffix
from grader.consistency.work import Work
from grader.records import Block, BlockKind, WriteUp

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp", ".webp", ".tif", ".tiff")
"""Suffixes of files that hold pictures."""

_DRAWS = re.compile(
    r"\b(?:plt|ax|axs|axes|fig|sns|px|go|pyplot|pylab|seaborn)\w{0,3}(?:\[[^\]\n]{0,20}\])?\.\w+\s*\("
    r"|\b(?:imshow|savefig|plot\w*|draw\w*|show\w*|visuali[sz]e\w*|display|Image|make_dot)\s*\("
    r"|\.(?:plot|hist|show|imshow|draw)\w*\s*\(|<img\b|\bfrom\s+pylab\b"
)
_ROWS = re.compile(r"\d[\d.,]*%?(?:\s+\S{1,12}){0,2}\s+\d[\d.,]*%?(?:\s+\S{1,12}){0,2}\s+\d")
LONGEST = 5_000
_FROM_PAGES = re.compile(
    r"<!--\s{0,3}(?:image|page|formula|picture)|^\[?(?:image|figure|picture|graph|diagram)\s?"
    r"(?:omitted|removed|not shown|lost)?\]$|\[(?:image|picture|graphic)[^\]\n]{0,30}\]",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE_PICTURE = re.compile(r"_?page_?\d|[0-9a-f]{24}|^img-\d+\.|cropped", re.IGNORECASE)


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


def draws(work: Work) -> bool:
    """Whether code that was handed in may draw anything."""
    return any(_DRAWS.search(source.text[:400_000]) for source in work.sources)


def is_converted(write_up: WriteUp) -> bool:
    """Whether a machine may have made the text of pages, and lost pictures on the way."""
    if write_up.format not in ("markdown", "html", "docx", "notebook"):
        return True
    for block in write_up.blocks:
        if block.kind is BlockKind.FIGURE and _PAGE_PICTURE.search(block.source):
            return True
        if _FROM_PAGES.search(block.text[:2_000]):
            return True
    return False


def shows_pictures(work: Work) -> bool:
    """Whether any picture can be meant: in the document, beside it, or drawn by the code."""
    beside = any(suffix(path) in PICTURES and not is_elsewhere(path) for path in work.files)
    return has_pictures(work.write_up) or beside or bool(work.evidence.plots) or draws(work)


def most_of(work: Work, name: str) -> int:
    """How many figures or tables there can be at most, if each picture holds two of them."""
    kinds = {BlockKind.FIGURE, BlockKind.OUTPUT}
    if name != "Figure":
        kinds.discard(BlockKind.FIGURE)
    if name == "Table":
        kinds.add(BlockKind.TABLE)
    elif name in ("Listing", "Algorithm"):
        kinds.add(BlockKind.LISTING)
    blocks = work.write_up.blocks
    there = sum(block.kind in kinds for block in blocks)
    if name != "Figure":
        # A picture with the number of a figure is no table.
        there += sum(block.kind is BlockKind.FIGURE and not block.number for block in blocks)
    if name == "Table":
        there += sum(bool(_ROWS.search(block.text[:LONGEST])) for block in blocks)
    beside = sum(suffix(path) in PICTURES for path in work.files)
    return 2 * (there + beside + len(work.evidence.plots))


def saved_pictures(work: Work) -> int:
    """How many pictures are saved with a notebook: none of them is a block."""
    own = work.write_up.path
    return sum(plot.place.file == own for plot in work.evidence.plots)
