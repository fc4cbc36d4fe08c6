"""What the code says that a write-up prints: its listings, followed like the cells of a notebook.

Nothing is executed. Lost indentation is not guessed: what cannot be parsed is taken apart, and
gives what its single lines say. Tables of parameters and logs that somebody's program printed are
read, too.
"""

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.collect.saved.cells import read_cell
from grader.collect.saved.scale import scaled
from grader.collect.written.facts import Written, facts_of
from grader.collect.written.follow import follow_notebook
from grader.collect.written.limits import MOST_STEPS
from grader.records import Cell, Listed, Notebook, Place, Printed, SavedValue, Source, WriteUp
from grader.records.write_up import Block, BlockKind
from grader.syntax import parsed

MOST_LISTINGS = 300
MOST_CHARACTERS = 400_000
MOST_PRINTED = 4_000_000

_PYTHON = ("python", "python3", "py", "ipython", "ipython3", "pycon")
_UNUSUAL = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "−": "-", "–": "-", "\u00a0": " ", "\u2003": " ",
     "\u00ad": "", "\ufeff": "", "\u200b": "", "ﬁ": "fi", "ﬂ": "fl", "∗": "*", "×": "*"}
)  # fmt: skip
_PROMPT = re.compile(r"^(?:>>> ?|\.\.\. ?|In ?\[\d{0,4}\]: ?)", re.MULTILINE)
_CLUES = re.compile(
    r"\b(?:nn|torch|optim|self|np|F|plt)\.\w|\bdef \w|\bimport \w|\w\([^\n()]{0,80}="
)
_OPENING = """import torch, torchvision, math, random
import numpy as np
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch import nn, optim
from torch.nn import *
from torch.optim import *
from torch.optim import lr_scheduler
from torch.optim.lr_scheduler import *
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets, transforms
"""
"""What listings leave out as plain: the names under which everybody imports these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """One listing that is Python, as a cell."""

    block: int
    """Index of its block."""
    text: str
    """Its text, healed: as many lines as the block."""
    shift: int = 0
    """Lines that were put before it."""
    is_whole: bool = True
    """Whether it can be parsed to its end."""


def read_listings(write_up: WriteUp) -> Listed:
    """The networks and trainings that the listings of a write-up speak of, and what it prints."""
    listings = tuple(_listings(write_up))
    written = _followed(write_up, listings)
    printed = list(_printed(write_up, {listing.block for listing in listings}))
    return Listed(
        networks=tuple(
            replace(
                one,
                place=_moved(one.place, write_up, listings),
                called_from=None,
                dormant=False,
            )
            for one in written.networks
        ),
        training=tuple(
            replace(
                one,
                place=_moved(one.place, write_up, listings),
                called_from=None,
                dormant=False,
            )
            for one in written.training
        ),
        is_whole=bool(listings) and all(listing.is_whole for listing in listings),
        sources=tuple(_source(write_up, listing) for listing in listings),
        saved=tuple(value for block in printed for value in _saved(block)),
        counts=tuple(count for block in printed for count in _counts(block)),
    )


def _listings(write_up: WriteUp) -> Iterator[_Listing]:
    room = MOST_CHARACTERS
    for index, block in enumerate(write_up.blocks):
        if block.kind is not BlockKind.LISTING or index >= 10_000:
            continue
        if block.language and block.language not in _PYTHON:
            continue
        room -= len(block.text)
        if room < 0:
            return
        listing = _healed(index, block)
        if listing is not None:
            yield listing


def _healed(index: int, block: Block) -> _Listing | None:
    """A listing with what PDFs and recognised text break put right; None if it is no Python."""
    text = _PROMPT.sub("", block.text.translate(_UNUSUAL))
    text = "\n".join(line.rstrip().expandtabs(4) for line in text.split("\n"))
    dedented = textwrap.dedent(text)
    for candidate in (text, dedented):
        tree = parsed(candidate)
        if tree is None:
            continue
        if not block.language and not _CLUES.search(candidate):
            return None
        if any(_is_method(statement) for statement in tree.body):
            inside = "class Listing(nn.Module):\n" + textwrap.indent(candidate, "    ")
            if parsed(inside) is not None:
                return _Listing(block=index, text=inside, shift=1)
        return _Listing(block=index, text=candidate)
    if not block.language and len(_CLUES.findall(dedented)) < 2:
        return None
    return _Listing(block=index, text=dedented, is_whole=False)


def _is_method(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.FunctionDef) or statement.name not in ("__init__", "forward"):
        return False
    return bool(statement.args.args) and statement.args.args[0].arg == "self"


def _followed(write_up: WriteUp, listings: tuple[_Listing, ...]) -> Written:
    if not listings:
        return Written()
    cells = [Cell(index=-1, kind="code", source=_OPENING)]
    cells += [Cell(index=each.block, kind="code", source=each.text) for each in listings]
    notebook = Notebook(path=write_up.path, cells=tuple(cells[: MOST_LISTINGS + 1]))
    try:
        machine = follow_notebook(notebook, {}, most_steps=MOST_STEPS)
        return facts_of(machine, first=1)
    except Exception:
        # As where a submission's code is followed: what is not understood says nothing.
        return Written()


def _moved(place: Place, write_up: WriteUp, listings: tuple[_Listing, ...]) -> Place:
    """A place in a cell, as a place in the write-up."""
    listing = next((each for each in listings if each.block == place.cell), None)
    if listing is None:
        return Place(file=write_up.path)
    block = write_up.blocks[listing.block]
    number = max((place.line or 1) - listing.shift, 1)
    return block.place_of(_offset(block.text, number))


def _offset(text: str, line: int) -> int:
    """Index of the first character of a line that is not a space."""
    lines = text.split("\n")
    before = lines[: line - 1]
    here = lines[line - 1] if line <= len(lines) else ""
    return sum(len(each) + 1 for each in before) + len(here) - len(here.lstrip())


def _source(write_up: WriteUp, listing: _Listing) -> Source:
    block = write_up.blocks[listing.block]
    text = listing.text.partition("\n")[2] if listing.shift else listing.text
    return Source(
        place=block.place_of(0),
        text=text,
        question=block.question,
        heading=_heading(write_up, block),
    )


def _heading(write_up: WriteUp, block: Block) -> str:
    if block.section is None or block.section >= len(write_up.sections):
        return ""
    section = write_up.sections[block.section]
    return f"{section.number} {section.title}".strip()


def _printed(write_up: WriteUp, code: set[int]) -> Iterator[Block]:
    """Blocks that somebody's program printed."""
    room = MOST_PRINTED
    for index, block in enumerate(write_up.blocks):
        # Saved outputs of a notebook are read with the code that printed them.
        is_output = block.kind is BlockKind.OUTPUT and block.place.cell is None
        is_plain = block.kind is BlockKind.LISTING and not block.language and index not in code
        before = index - 1 in code and block.kind is BlockKind.TEXT
        if before and _is_log(block):
            block = replace(block, text=_in_lines(block))
        if is_output or is_plain or (before and _is_log(block)):
            room -= len(block.text)
            if room < 0:
                return
            yield block


def _is_log(block: Block) -> bool:
    """Whether a paragraph right below a listing is what it printed: exported notebooks do so."""
    lines = _in_lines(block).split("\n")
    return all(
        re.search(r"\d", line) and not re.search(r"[a-z]{3}[.!?]\s*$|[a-z]\. [A-Z]", line)
        for line in lines
    )


def _in_lines(block: Block) -> str:
    """Its text with the lines that it had in its file; as long as before."""
    starts = {start.offset for start in block.lines}
    return "".join(
        "\n" if sign == " " and index + 1 in starts else sign
        for index, sign in enumerate(block.text)
    )


def _saved(block: Block) -> Iterator[SavedValue]:
    for reading, value in scaled(read_cell(block.text)):
        place = replace(_place_of_words(block, reading.words), epoch=reading.epoch)
        yield SavedValue(quantity=reading.quantity, value=value, words=reading.words, place=place)


def _place_of_words(block: Block, words: str) -> Place:
    at = block.text.find(words[:80]) if words else -1
    return block.place_of(at) if at >= 0 else block.place


_HEAD = re.compile(r"\bparams?\s*#|#\s*params?\b|\bnum(?:ber of)? param", re.IGNORECASE)
_ROW = re.compile(r"\w.*?[\s|]((?:\d{1,3}(?:,\d{3})+|\d{1,12}))\s*\|?\s*$")
_TOTAL = re.compile(
    r"^\W*(?:total|trainable|non-trainable)?[ _]*param(?:eter)?s?\s*(?:\([^)]{0,40}\))?\s*[:=]\s*"
    r"((?:\d{1,3}(?:,\d{3})+|\d{1,12}))\b",
    re.IGNORECASE,
)


def _counts(block: Block) -> Iterator[Printed]:
    """Numbers of parameters in a table as torchsummary, torchinfo and Keras print it."""
    offset, inside = 0, False
    for line in block.text.split("\n"):
        at, offset = offset, offset + len(line) + 1
        if len(line) > 300:
            continue
        total = _TOTAL.match(line)
        found = total or (_ROW.search(line) if inside else None)
        inside = not total and (inside or bool(_HEAD.search(line)))
        if found and not line.lower().lstrip().startswith("non"):
            yield Printed(
                value=int(found[1].replace(",", "")),
                words=line.strip(),
                place=block.place_of(at),
                is_total=bool(total),
            )
