"""Line-ups: values of one kind that differ in one thing, which a word or number names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.consistency.itself.reckoning.lexicon import (
    MEASURES,
    SPLITS,
    SUPERLATIVE,
    SYNONYMS,
)
from grader.notation.cells import CellNumber
from grader.notation.headings import Computed, computed_in
from grader.notation.tables import Grid, grid_of
from grader.records import Block, BlockKind, Claim, Place, Statistic, Whose, WriteUp

FEWEST = 2
MOST_TABLES = 40
MOST_POOLED = 24
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?|\d+(?:[.,]\d+)*")
_POWER = re.compile(r"10\s?\^\s?\{?\s?([-+−]?\s?\d{1,2})\s?\}?")
_AXES = {
    "learning_rate": r"\b(?:learning[- ]rates?|lr|rates?|step sizes?|steps? of|lernraten?|eta)\b|η",
    "batch_size": r"\b(?:batch\w*|bs|mini-?batch\w*|lotes?|at (?:a time|once))\b",
    "weight_decay": r"\b(?:weight[- ]decays?|decays?|wd|regulari[sz]ation|lambda)\b|λ",
    "length": r"\b(?:lengths?|longitud\w*|länge\w*|longueur|palindrom\w*|sequences?|T)\b",
    "epoch": r"\b(?:epochs?|épocas?|época|epoche\w*|ep\.?)\b|@",
    "units": r"\b(?:units?|neurons?|hidden|width|nodes?|n|h)\b",
    "run": r"\b(?:runs?|seeds?|trials?|folds?|läufe?)\b",
}
AXES = {name: re.compile(words, re.I) for name, words in _AXES.items()}
"""The nouns of what tells rows apart, where numbers do."""
_RUN = re.compile(r"\b(?:run|seed|trial|fold|lauf|#)\s?(?:no\.?\s?)?(\d{1,2})\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One of a line-up."""

    label: str
    """What it is called."""
    words: frozenset[str]
    """The same in words of which each stands for all of its meaning."""
    number: float | None
    """The number that it is called by."""
    value: float
    """Its value; accuracies in per cent."""
    step: float
    """One more in the value's last digit."""
    shown: str
    """The value as written."""
    place: Place
    """Where it stands."""
    row: int
    """Its row in the table, or its column where the table is turned."""
    rest: str = ""
    """What follows the value in its cell: a unit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lineup:
    """Values of one kind, side by side. Each is only itself: it is looked up often."""

    measure: str
    """What is measured: a key of `MEASURES`; empty if nothing tells."""
    split: str
    """Of which part of the data; empty if nothing tells."""
    kind: Computed | None
    """What the values are of others: means, deviations."""
    heading: str
    """Above or beside the values."""
    run: str
    """Number of the run, where it is the values of one; else empty."""
    axis: str
    """What tells the entries apart, where it is a number: a key of `AXES`; else empty."""
    block: int
    """Index of the table."""
    question: str
    section: int | None
    name: str
    """What the table is called."""
    is_turned: bool
    """Whether the entries are columns of the table."""
    entries: tuple[Entry, ...]

    def extreme(self, *, most: bool) -> Entry:
        """The greatest or the smallest."""
        return (max if most else min)(self.entries, key=lambda entry: entry.value)


def lineups_of(write_up: WriteUp) -> tuple[Lineup, ...]:
    """Every column, and every row, of every table that holds values of one kind."""
    found: list[Lineup] = []
    tables = 0
    for index, block in enumerate(write_up.blocks):
        grid = grid_of(block) if block.kind is BlockKind.TABLE else None
        if grid is None or tables >= MOST_TABLES:
            continue
        tables += 1
        around = _around(write_up, index)
        for is_turned in (False, True):
            found += _in_grid(grid, block, index, around, is_turned=is_turned)
    return tuple(found)


def _around(write_up: WriteUp, index: int) -> str:
    """The caption of a table; the heading of its section where it has none."""
    blocks = write_up.blocks
    near = [*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2]]
    captions = [b.text[:400] for b in near if b.kind is BlockKind.CAPTION]
    if captions:
        return " ".join(captions)
    section = blocks[index].section
    titled = section is not None and 0 <= section < len(write_up.sections)
    before = [b.text[-200:] for b in near[:1] if b.kind is BlockKind.TEXT]
    title = write_up.sections[section].title if titled and section is not None else ""
    return " ".join([title, *before])


def _in_grid(
    grid: Grid, block: Block, index: int, around: str, *, is_turned: bool
) -> Iterator[Lineup]:
    labels = max(1, grid.label_columns)
    rows = range(grid.header_rows, grid.height)
    columns = range(labels, grid.width) if grid.label_columns else range(grid.width)
    corner = " ".join(grid.column_heading(at) for at in range(grid.label_columns))
    if is_turned:
        lines, across = tuple(columns), tuple(rows)
        heads = {at: grid.row_heading(at) for at in across}
        names = {at: grid.column_heading(at) for at in lines}
        if _heads_itself(grid):
            # `Epoch 10 20 40` above `Test 82.9 83.8 84.1`: a row of numbers that are names.
            names = {at: grid.cells[0][at] for at in lines}
            corner, across = grid.cells[0][0], across[1:]
        axis_words = _common_words(tuple(names.values())) or corner
    else:
        lines, across = tuple(rows), tuple(columns)
        heads = {at: grid.column_heading(at) for at in across}
        names = {at: grid.row_heading(at) for at in lines}
        axis_words = corner
    if not any(names.values()):
        return
    groups = _groups(grid, lines) if not is_turned else (lines,)
    for at in across:
        for group in groups:
            entries = []
            for line in group:
                cell = (at, line) if is_turned else (line, at)
                number = grid.numbers[cell[0]][cell[1]]
                label = names[line].strip()
                if number is None or not number.is_plain or not label:
                    continue
                if computed_in(label) is not None and not _is_selection(label):
                    continue
                entries.append(_entry(grid, block, cell, number, label, line))
            heading = heads[at].strip()
            if len(entries) < FEWEST or not _are_alike(entries, is_turned=is_turned):
                continue
            measure = _measure(heading, around, entries)
            run = _RUN.search(heading)
            yield Lineup(
                measure=measure,
                split=split_in(heading) or split_in(around),
                kind=computed_in(heading),
                heading=heading,
                run=run[1] if run else "",
                axis=_axis(axis_words, around, entries),
                block=index,
                question=block.question,
                section=block.section,
                name=block.number or "the table",
                is_turned=is_turned,
                entries=_in_per_cent(entries, measure, heading),
            )


def _heads_itself(grid: Grid) -> bool:
    """Whether the first row of a table without headings holds what its columns are called by."""
    if grid.header_rows or grid.label_columns != 1 or grid.height < FEWEST:
        return False
    numbers = [number.value for number in grid.numbers[0][1:] if number is not None]
    is_rising = numbers == sorted(set(numbers)) and len(numbers) == grid.width - 1
    return is_rising and bool(axis_in(grid.cells[0][0]))


def _are_alike(entries: Sequence[Entry], *, is_turned: bool) -> bool:
    """Whether nothing in their names tells that they are of different measures or data."""
    if is_turned and any(measure_in(e.label) or split_in(e.label) for e in entries):
        return False
    plain = [entry.label for entry in entries if not SUPERLATIVE.search(entry.label)]
    kinds = {(measure_in(label), split_in(label)) for label in plain}
    return len(kinds) <= 1


def _groups(grid: Grid, lines: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The rows between lines that hold nothing but a heading; all of them too."""
    found: list[tuple[int, ...]] = [tuple(lines)]
    group: list[int] = []
    for line in lines:
        filled = [cell for cell in grid.cells[line] if cell.strip()]
        if len(filled) <= 1 and not any(grid.numbers[line]):
            found += [tuple(group)] if len(group) >= FEWEST else []
            group = []
        else:
            group.append(line)
    if len(found) > 1 and len(group) >= FEWEST:
        found.append(tuple(group))
    return tuple(found)


def _is_selection(label: str) -> bool:
    """Whether a row is called by what was picked: `lowest validation loss`."""
    return bool(MEASURES["loss"].search(label) or MEASURES["accuracy"].search(label))


def _entry(
    grid: Grid, block: Block, cell: tuple[int, int], number: CellNumber, label: str, line: int
) -> Entry:
    return Entry(
        label=label,
        words=words_of(label),
        number=number_in(label),
        value=number.value,
        step=number.step,
        shown=number.words,
        place=block.place_of(grid.starts[cell[0]][cell[1]]),
        row=line,
        rest=number.rest,
    )


def _in_per_cent(entries: Sequence[Entry], measure: str, heading: str) -> tuple[Entry, ...]:
    """Accuracies that are told as parts of one, in per cent."""
    is_share = measure in ("accuracy", "error") and "%" not in heading
    if is_share and all(0 <= e.value <= 1 for e in entries) and any(e.step < 1 for e in entries):
        return tuple(
            Entry(label=e.label, words=e.words, number=e.number, value=100 * e.value,
                  step=100 * e.step, shown=e.shown, place=e.place, row=e.row)
            for e in entries
        )  # fmt: skip
    return tuple(entries)


def _common_words(names: Sequence[str]) -> str:
    """The words before the numbers of headings: `T` of `T=3`, `T=5`."""
    stems = {re.sub(r"[\d.,]+", "", name).strip(" =:()") for name in names}
    return stems.pop() if len(stems) == 1 else ""


def _axis(words: str, around: str, entries: Sequence[Entry]) -> str:
    """What tells the entries apart, where they are called by numbers."""
    if all(entry.number is None for entry in entries):
        return ""
    return axis_in(words) or axis_in(around)


def _measure(heading: str, around: str, entries: Sequence[Entry]) -> str:
    """What a column holds: its own words tell, else those of the caption."""
    if named := measure_in(heading):
        return named
    is_share = all(0 <= entry.value <= 100 for entry in entries)
    if split_in(heading) and is_share and any(entry.step < 1 for entry in entries):
        return "accuracy" if "%" in heading or max(e.value for e in entries) > 10 else ""
    named = measure_in(around)
    return named if named != "epochs" else ""


@lru_cache(maxsize=4096)
def measure_in(text: str) -> str:
    """What is measured by the words of a heading."""
    return next((name for name, words in MEASURES.items() if words.search(text)), "")


@lru_cache(maxsize=4096)
def split_in(text: str) -> str:
    """The one part of the data that words name."""
    found = [name for name, words in SPLITS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def axis_in(text: str) -> str:
    """What tells rows apart, by the words above their numbers."""
    return next((name for name, words in AXES.items() if words.search(text)), "")


def number_in(label: str) -> float | None:
    """The number that is all of a label, but for a name before it: `1e-3`, `n = 128`, `T=5`."""
    power = _POWER.search(label)
    text = label.replace("−", "-").strip()
    if power:
        return float(f"1e{power[1].replace(' ', '').replace('−', '-')}")
    found = re.fullmatch(
        r"(?:[^\W\d_]{1,12}[\s:=]{1,3}|[^\W\d_]+\s(?:size|rate|decay|length)[\s:=]{1,3})?"
        r"(\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?(?:e-?\d+)?)(?:\s?(?:units|neurons|epochs?))?",
        text,
        re.I,
    )
    return float(re.sub(r"[, ]", "", found[1])) if found else None


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Words of which each stands for all of its meaning."""
    return frozenset(canonical(word) for word in _WORD.findall(text.lower()))


def canonical(word: str) -> str:
    """The word that stands for this and its like."""
    return SYNONYMS.get(word, word)


def told_lineups(claims: Sequence[Claim]) -> tuple[Lineup, ...]:
    """Values that sentences tell under several values of one setting."""
    groups: dict[tuple[str, str, str, str], dict[str, Claim]] = {}
    for claim in claims:
        subject = claim.subject
        is_plain = (
            claim.quantity in ("accuracy", "loss")
            and claim.amount is not None
            and claim.whose is Whose.OWN
            and not claim.denied
            and not claim.is_listed
            and claim.statistic is Statistic.VALUE
            and claim.amount.unit in ("%", "")
            and len(subject.settings) == 1
        )
        if is_plain and subject.epoch is None and subject.moment in ("", "final"):
            name, value = subject.settings[0]
            key = (name, claim.quantity, subject.split, subject.question)
            groups.setdefault(key, {}).setdefault(value, claim)
    return tuple(
        _told(key, values)
        for key, values in groups.items()
        if len(values) >= FEWEST and key[0] in AXES
    )


POOL = -2
"""The block of what only belongs together because it stands under one question."""


def pool_lineups(claims: Sequence[Claim]) -> tuple[Lineup, ...]:
    """All accuracies that sentences tell under one question; none is named by anything."""
    told: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        is_plain = claim.whose is Whose.OWN and not claim.denied and claim.amount is not None
        is_meant = claim.quantity == "accuracy" and is_plain and not claim.is_listed
        if is_meant and claim.amount is not None and claim.amount.unit in ("%", ""):
            question = claim.subject.question.split(".")[0]
            told.setdefault(question, {})[claim.amount.words] = claim
    return tuple(
        replace(_told(("", "accuracy", "", question), found), block=POOL)
        for question, found in told.items()
        if FEWEST <= len(found) <= MOST_POOLED
    )


def network_lineups(claims: Sequence[Claim]) -> tuple[Lineup, ...]:
    """The numbers of parameters that sentences tell of networks, each with one for certain."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        is_plain = claim.whose is Whose.OWN and not claim.denied and claim.amount is not None
        is_meant = claim.quantity == "parameters" and is_plain and not claim.is_listed
        if is_meant and claim.subject.network and claim.statistic is Statistic.VALUE:
            told.setdefault(claim.subject.network, []).append(claim)
    single = {name: found[0] for name, found in told.items() if len({c.value for c in found}) == 1}
    if len(single) < FEWEST:
        return ()
    return (_told(("", "parameters", "", ""), single),)


def _told(key: tuple[str, str, str, str], values: dict[str, Claim]) -> Lineup:
    name, quantity, split, question = key
    entries = [
        Entry(
            label=value,
            words=words_of(value) if name or quantity == "parameters" else frozenset(),
            number=number_in(value) if name else None,
            value=claim.value or 0.0,
            step=10.0**-claim.amount.decimals,
            shown=claim.amount.words,
            place=claim.place,
            row=at,
        )
        for at, (value, claim) in enumerate(values.items())
        if claim.amount is not None
    ]
    return Lineup(measure=quantity, split=split, kind=None, heading="", run="", axis=name, block=-1,
                  question=question, section=None, name="the text", is_turned=False,
                  entries=tuple(entries))  # fmt: skip
