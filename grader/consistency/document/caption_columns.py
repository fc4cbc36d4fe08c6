"""A caption of a table, held against the names of its rows and columns."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import Captioned
from grader.consistency.document.named_networks import Named, are_others, named_in
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.series import series_in
from grader.consistency.document.studies import studies_in, varied_in
from grader.consistency.wording import shortened, where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency

MOST_ROWS = 60

_SPLIT = {
    "train": re.compile(r"\btrain(?:ing)?\b", re.IGNORECASE),
    "validation": re.compile(r"\bval(?:id(?:ation)?)?\b", re.IGNORECASE),
    "test": re.compile(r"\btest(?:ing)?\b", re.IGNORECASE),
}
_CONVOLVES = re.compile(
    r"\bconv(?:olution)?(?:2d)?[ _-]?\d?\b|\b(?:max|avg)?[ -]?pool", re.IGNORECASE
)
_RECURS = re.compile(r"\bW_?\{?hh\}?|\bW_?\{?hx\}?", re.IGNORECASE)
_OPEN = re.compile(
    r"\bcompar|\bvs\b|\bversus\b|\bdifferen|\bboth\b|\bthan\b|\bgap\b", re.IGNORECASE
)


def hold_columns(work: Work, caption: Captioned) -> Iterator[Checked]:
    """A caption that names other curves, networks or settings than the table below it."""
    blocks = work.write_up.blocks
    tables = [
        blocks[index]
        for index in caption.floats
        if blocks[index].kind is BlockKind.TABLE and blocks[index].number in ("", caption.title)
    ]
    if caption.name != "Table" or len(tables) != 1 or not tables[0].rows:
        return
    if _OPEN.search(caption.words):
        return
    names = _names(tables[0])
    for why in (_other_curves(caption.words, names), _other_network(caption.words, names),
                _other_setting(caption.words, tables[0], names)):  # fmt: skip
        if why:
            yield note(
                work,
                Consistency.INCONSISTENT,
                whole(work, caption.block),
                subject=f"caption of {caption.title}",
                sentence=f"The caption of {caption.title} says {quoted(caption.words)}, but its "
                f"rows and columns are about {why} ({where(tables[0].place)}).",
                other=tables[0].place,
                other_words=shortened(" | ".join(tables[0].rows[0]), 200),
            )
            return


def _names(table: Block) -> tuple[str, ...]:
    """The words that name columns and rows."""
    top = table.rows[: max(1, table.header_rows or 1)]
    return tuple(
        cell
        for cell in (
            *(cell for row in top for cell in row),
            *(r[0] for r in table.rows[:MOST_ROWS] if r),
        )
        if any(sign.isalpha() for sign in cell)
    )


def _other_curves(words: str, names: tuple[str, ...]) -> str:
    """`Training accuracy` above columns that tell of test data only."""
    said = series_in(words)
    there = frozenset(
        split for split, known in _SPLIT.items() if any(known.search(name) for name in names)
    )
    if said.splits and there and not said.splits & there and "train" in said.splits | there:
        return f"{' and '.join(sorted(there))} data"
    quantities = series_in("\n".join(names)).quantities
    if len(said.quantities) == 1 and len(quantities) == 1 and said.quantities != quantities:
        return f"the {next(iter(quantities))}"
    return ""


def _other_network(words: str, names: tuple[str, ...]) -> str:
    said = named_in(words)
    kinds = {kind for name in names for kind in named_in(name).kinds}
    if sum(bool(_CONVOLVES.search(name)) for name in names) > 1:
        kinds.add("CNN")
    if any(_RECURS.search(name) for name in names):
        kinds.add("RNN")
    there = Named(kinds=frozenset(kinds))
    if not said.kinds or not there.kinds or not are_others(Named(kinds=said.kinds), there):
        return ""
    return f"the {there}"


def _other_setting(words: str, table: Block, names: tuple[str, ...]) -> str:
    """`for three learning rates` above rows for batch sizes."""
    said = varied_in(words)
    varied = studies_in(table.rows[0][0])
    if len(said) != 1 or len(varied) != 1 or said == varied:
        return ""
    everything = " ".join(names)
    return "" if said & studies_in(everything) else next(iter(varied))
