"""The commands `list` and `show`: recipes, and what they reached, on a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import fill

from reference.command.assignments import Assignment
from reference.command.report import Comparison, comparisons
from reference.command.results import Entry, entries_of, results_in
from reference.command.words import epochs_in_words, regime_in_words
from reference.recipe import Recipe
from reference.training.energy import GRAMS_PER_KILOWATT_HOUR, carbon_grams

WIDTH = 120
HEADINGS = ("recipe", "data", "at", "metric", "published", "ours", "runs", "remark")
TO_THE_RIGHT = ("published", "ours", "runs")
NO_PUBLISHED = "-"


def recipe_lines(recipe: Recipe) -> Iterator[str]:
    """A recipe in a few lines: its network, its regime, and what is wrong with it on purpose."""
    yield _wrapped(f"{recipe.assignment}/{recipe.name}: {recipe.layers}", indent="", hanging=8)
    yield _wrapped(regime_in_words(recipe), indent="    ", hanging=4)
    if recipe.wrong_turn:
        yield _wrapped(f"wrong turn: {recipe.wrong_turn}", indent="    ", hanging=4)


def show_lines(assignment: Assignment, folder: Path) -> Iterator[str]:
    """An assignment's numbers beside the published ones, line by line."""
    rows = list(comparisons(folder, assignment.recipes))
    entries = entries_of(folder, assignment.name)
    yield f"{assignment.name.upper()}: {len(assignment.recipes)} recipes"
    if rows:
        yield ""
        yield from _table(rows)
    if any(row.runs.endswith("*") for row in rows):
        yield "* incomplete: fewer runs or epochs than the regime's"
    for title, lines in (
        ("Remarks", _remarks(assignment.recipes, rows)),
        ("Energy", _energy(assignment.recipes, entries)),
    ):
        yield from _section(title, list(lines))
    missing = [one.name for one in assignment.recipes if one.name not in entries]
    if missing:
        yield ""
        yield _wrapped(f"Not trained yet: {', '.join(missing)}", indent="", hanging=2)


def _table(rows: Sequence[Comparison]) -> Iterator[str]:
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    gap = "  " if sum(widths) + 2 * (len(widths) - 1) <= WIDTH else " "
    for line in cells:
        padded = (
            cell.rjust(width) if heading in TO_THE_RIGHT else cell.ljust(width)
            for heading, cell, width in zip(HEADINGS, line, widths, strict=True)
        )
        yield gap.join(padded).rstrip()


def _cells(row: Comparison) -> tuple[str, ...]:
    published = row.published or NO_PUBLISHED
    ours = (row.recipe, row.data, row.at, row.metric, published, row.ours, row.runs)
    return (*ours, row.remark)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title)
        yield from lines


def _remarks(recipes: Iterable[Recipe], rows: Sequence[Comparison]) -> Iterator[str]:
    """Why ours differ, file by file; where they do and nobody said why, that is said."""
    differing = {row.recipe for row in rows if row.differs}
    told: dict[str, list[str]] = {}
    for recipe in recipes:
        remark = recipe.remark or ("not explained yet" if recipe.name in differing else "")
        if remark:
            told.setdefault(remark, []).append(recipe.name)
    for remark, names in told.items():
        yield _wrapped(f"{', '.join(names)}: {remark}", indent="  ", hanging=4)


def _energy(recipes: Iterable[Recipe], entries: Mapping[str, Entry]) -> Iterator[str]:
    """What a run of each recipe took, under how that was found."""
    by_source: dict[str, list[str]] = {}
    for recipe in recipes:
        for result in results_in(entries.get(recipe.name)):
            energy = result.get("energy")
            if energy:
                each = energy["kilowatt_hours"] / result["runs"]
                by_source.setdefault(energy["from"], []).append(
                    f"    {recipe.name}: {each:.3g} kWh and {carbon_grams(each):.3g} g CO2eq "
                    f"per run of {epochs_in_words(result['epochs'])}"
                )
    for source, lines in by_source.items():
        intensity = f"{GRAMS_PER_KILOWATT_HOUR:g} g CO2eq per kWh"
        yield _wrapped(f"{source}; {intensity}", indent="  ", hanging=2)
        yield from lines


def _wrapped(words: str, *, indent: str, hanging: int) -> str:
    return fill(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
