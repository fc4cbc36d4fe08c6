"""Training logs that are pasted into a text, as tables: `epoch 10 loss 1.466 train 48.0`."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lineups import (
    Entry,
    Lineup,
    measure_in,
    split_in,
    words_of,
)
from grader.records import Block, BlockKind, WriteUp

_KINDS = (BlockKind.LISTING, BlockKind.OUTPUT, BlockKind.TEXT)
_PAIR = re.compile(
    r"(?P<key>[^\W\d][\w /.()%-]{0,24}?)\s?[:=]?\s*(?P<number>-?\d+(?:\.\d+)?)(?P<rest>\s?%|/\d+)?"
    r"(?=[\s,;|\])]|$)"
)
_EPOCH = re.compile(r"\W*(?:epochs?|ep\.?|epoche|época)\W*", re.I)
FEWEST, MOST_LINES = 3, 400


def log_lineups(write_up: WriteUp) -> Iterator[Lineup]:
    """The columns of every pasted log."""
    for index, block in enumerate(write_up.blocks):
        if block.kind in _KINDS and block.text.count("\n") >= FEWEST - 1:
            yield from _of_block(index, block)


def _of_block(index: int, block: Block) -> Iterator[Lineup]:
    lines: dict[tuple[str, ...], list[tuple[int, list[re.Match[str]]]]] = {}
    offset = 0
    for number, line in enumerate(block.text.split("\n")[:MOST_LINES]):
        found = list(_PAIR.finditer(line[:300]))
        keys = tuple(match["key"].strip().lower() for match in found)
        if len(keys) >= 2 and _EPOCH.fullmatch(keys[0]) and len(set(keys)) == len(keys):
            lines.setdefault(keys, []).append((offset, found))
        offset += len(line) + 1
        del number
    for keys, rows in lines.items():
        if len(rows) < FEWEST:
            continue
        for at, key in enumerate(keys[1:], start=1):
            yield _column(index, block, key, keys, [(start, f[0], f[at]) for start, f in rows])


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def _split_of(key: str, keys: Sequence[str]) -> str:
    """Its part of the data: `acc` beside `val_acc` is that of training."""
    if split := split_in(_spaced(key)):
        return split
    measure = measure_in(_spaced(key))
    beside = [each for each in keys if each != key and measure_in(_spaced(each)) == measure]
    return "train" if measure and any(split_in(_spaced(each)) for each in beside) else ""


def _column(
    index: int,
    block: Block,
    key: str,
    keys: Sequence[str],
    rows: list[tuple[int, re.Match[str], re.Match[str]]],
) -> Lineup:
    values = [float(match["number"]) for _, _, match in rows]
    split, measure = _split_of(key, keys), measure_in(_spaced(key))
    if not measure and split:
        measure = "accuracy" if max(values) > 10 or 0 <= min(values) <= max(values) <= 1 else "loss"
    is_share = measure == "accuracy" and max(values) <= 1
    scale = 100.0 if is_share else 1.0
    entries = tuple(
        Entry(
            label=f"epoch {epoch['number']}",
            words=words_of(f"epoch {epoch['number']}"),
            number=float(epoch["number"]),
            value=value * scale,
            step=scale * 10.0 ** -len(match["number"].partition(".")[2]),
            shown=match["number"],
            place=block.place_of(start),
            row=row,
        )
        for row, ((start, epoch, match), value) in enumerate(zip(rows, values, strict=True))
    )
    return Lineup(measure=measure, split=split, kind=None, heading=key, run="", axis="epoch",
                  block=index, question=block.question, section=block.section,
                  name="the log", is_turned=False, entries=entries)  # fmt: skip
