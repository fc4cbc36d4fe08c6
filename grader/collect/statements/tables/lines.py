"""What each row and column of a table speaks of, from all headings that it has."""

import re
from dataclasses import dataclass, replace

from grader.collect.statements.amounts import find_amounts
from grader.collect.statements.quantities import quantities_in
from grader.collect.statements.tables.meaning import NOTHING, RESULTS, Meaning, meaning_of
from grader.notation.cells import is_blank
from grader.notation.headings import are_runs
from grader.notation.tables import Grid
from grader.records import Statistic, Subject
from grader.records.claims import NAMES

_IS_NETWORK = re.compile(
    r"\b(?:model|network|net|architecture|classifier|netz|modell|netzwerk|variant)s?\b|模型|网络",
    re.I,
)
_IS_SELECTION = re.compile(
    r"criteri|\bpick|select|chosen|choice|\bby\b|best (?:model|by)|kriterium|auswahl|checkpoint",
    re.I,
)
_MOST_CHOICES = 6
"""Ways to pick the best that one table compares."""
YES = re.compile(r"(?:yes|y|on|true|used|enabled|ja|✓|✔|☑|是)", re.IGNORECASE)
NO = re.compile(r"(?:no|n|off|false|none|without|disabled|nein|not used|✗|✘|否|无)", re.IGNORECASE)
_IS_LAYER = re.compile(
    r"(?:\W|no\.?|nr\.?)*\s?(?:layer|schicht|层|stage|block|operation|op\b|type|module|part)",
    re.IGNORECASE,
)
_OF_LAYERS = ("units", "channels", "kernel_size", "stride", "padding", "layers")
_IS_NAME = re.compile(r"[\w][\w .+/()-]{0,40}")
_SAYS_VALUE = re.compile(
    r"(?:values?|settings?|setup|choice|ours?|used|config\w*|wert|einstellung|result|we use"
    r"|number|amount|取值|值)",
    re.IGNORECASE,
)
_WIDTH = re.compile(r"(?:n|h|hidden|width|hidden n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row or column: what its headings say together."""

    meaning: Meaning
    """Of all its headings together; of rows, quantity and statistic are those of the label."""
    is_setting: bool = False
    """Of a column, whether its cells say under which setting the rest of their row was got."""


def column_lines(grid: Grid) -> tuple[Line, ...]:
    """What each column speaks of."""
    headings = [grid.column_heading(column) for column in range(grid.width)]
    inner = [texts[-1] if texts else "" for texts in grid.column_headings]
    body = range(grid.label_columns, grid.width)
    runs = are_runs(tuple(inner[at] for at in body if meaning_of(inner[at]).statistic == "value"))
    corner = headings[0] if grid.label_columns else ""
    are_picked = _are_choices(grid, [headings[at] for at in body])
    found = []
    for column, heading in enumerate(headings):
        meaning = meaning_of(heading)
        if are_picked and column in body:
            picked = Subject(selection=meaning.selection, labels=_tag(heading))
            found.append(Line(meaning=Meaning(text=heading, subject=picked)))
            continue
        if _SAYS_VALUE.fullmatch(heading.strip()):
            meaning = Meaning(text=heading)
        elif column in body and _is_bare_number(heading):
            meaning = _numbered(heading, corner, grid, is_run=runs)
        quantity = meaning.quantity
        is_set = bool(quantity) and quantity not in RESULTS and not meaning.subject.labels
        is_set = is_set and not (quantity in _OF_LAYERS and _IS_LAYER.match(corner_of(grid)))
        is_setting = column >= grid.label_columns and (is_set or meaning.is_epoch)
        found.append(Line(meaning=meaning, is_setting=is_setting))
    return tuple(found)


def _are_choices(grid: Grid, headings: list[str]) -> bool:
    """Whether the columns tell by what the best was picked: the rows then tell what was reached.

    `Lowest train loss | Highest val accuracy` above rows `Epoch`, `Val accuracy`, `Test accuracy`.
    """
    if not 2 <= len(headings) <= _MOST_CHOICES:
        return False
    if not grid.label_columns or not all(meaning_of(each).selection for each in headings):
        return False
    rows = [meaning_of(grid.cells[row][0]) for row in range(grid.header_rows, grid.height)]
    plain = [each for each in rows if not each.selection]
    reached = [each for each in plain if each.quantity in ("accuracy", "loss") or each.is_epoch]
    return len(reached) >= 2 and len(reached) * 2 > len(rows)


def corner_of(grid: Grid) -> str:
    """What stands above the labels of the rows."""
    return " ".join(grid.column_heading(column) for column in range(grid.label_columns))


def _is_bare_number(heading: str) -> bool:
    found = find_amounts(heading)
    return len(found) == 1 and found[0].end - found[0].start >= len(heading.strip().lstrip("#"))


def _numbered(heading: str, corner: str, grid: Grid, *, is_run: bool) -> Meaning:
    """A column headed by nothing but a number: a run, or a value of what the corner names."""
    value = format(find_amounts(heading)[0].amount.value, "g")
    named = meaning_of(corner)
    labels = [grid.cells[row][0] for row in range(grid.header_rows, grid.height)]
    is_free = not all(_is_bare_number(label) for label in labels if label)
    if is_free and named.quantity and named.quantity not in RESULTS:
        return Meaning(text=heading, subject=Subject(settings=((named.quantity, value),)))
    if is_free and _WIDTH.fullmatch(corner.strip()):
        return Meaning(text=heading, subject=Subject(settings=(("units", value),)))
    if is_run:
        return Meaning(text=heading, subject=Subject(settings=(("run", value),)))
    words = f"{corner} {heading}".strip().lower() if is_free else heading.lower()
    return Meaning(text=heading, subject=Subject(labels=(words,)))


def row_line(grid: Grid, row: int, columns: tuple[Line, ...], *, above_all: str) -> Line:
    """What the cells at the beginning of a row say of the rest.

    `above_all` is what the columns name: `quantity`, `split`, or nothing. Then a label that names
    a quantity tells by what the best was picked.
    """
    whole = Meaning(text=grid.row_heading(row))
    texts = list(grid.row_headings[row])
    for column in range(grid.label_columns):
        cell = grid.cells[row][column].strip() or (texts[column] if column < len(texts) else "")
        if is_blank(cell):
            continue
        heading = columns[column].meaning if column < len(columns) else Meaning()
        part = _label(cell, grid.column_heading(column), heading, above_all=above_all)
        whole = replace(
            whole,
            quantity=whole.quantity or part.quantity,
            statistic=part.statistic if part.statistic != "value" else whole.statistic,
            subject=joined(whole.subject, part.subject),
            unit=whole.unit or part.unit,
            is_derived=whole.is_derived or part.is_derived,
            is_epoch=whole.is_epoch or part.is_epoch,
        )
    return Line(meaning=whole)


def _label(cell: str, heading: str, above: Meaning, *, above_all: str) -> Meaning:
    """What one label says, knowing what stands above it and what all columns name."""
    value = _value_of(cell, heading, above)
    if value is not None:
        return value
    meaning = meaning_of(cell)
    subject = meaning.subject
    if _IS_LAYER.match(heading) and meaning.statistic != Statistic.TOTAL:
        return Meaning(text=cell, subject=Subject(labels=(cell.lower(),)))
    if heading.strip() in ("#", "No.", "Nr.", "no.") and _is_bare_number(cell):
        return Meaning(text=cell)
    is_result = meaning.quantity in ("accuracy", "loss")
    is_picked = above_all == "quantity" and (is_result or bool(meaning.selection))
    is_picked = is_picked or (above_all == "split" and is_result and bool(subject.split))
    if _IS_SELECTION.search(heading) or is_picked:
        picked = meaning.selection or (f"{subject.split} {meaning.quantity}" if is_result else "")
        if picked and picked.split()[0] in ("train", "validation", "test"):
            return Meaning(text=cell, subject=Subject(selection=picked, labels=_tag(cell)))
        return Meaning(text=cell, subject=replace(NOTHING, labels=(cell.lower(),)))
    if _IS_NETWORK.search(heading) and not subject.network and _IS_NAME.fullmatch(cell):
        is_other = bool(meaning.quantity) or meaning.is_derived or meaning.statistic != "value"
        if not is_other:
            is_split = bool(subject.settings and subject.labels)
            name = " ".join(subject.labels) if is_split else cell.lower()
            return replace(meaning, subject=replace(subject, network=name, labels=()))
    return meaning


def _tag(cell: str) -> tuple[str, ...]:
    """The letter or number that a label begins with: `A: lowest train loss`."""
    match = re.match(r"\(?([A-Za-z]|\d{1,2})[):.]", cell.strip())
    return (match[1].lower(),) if match else ()


def answer_in(cell: str) -> str:
    """What a cell says that only says yes or no; empty for all others."""
    if YES.fullmatch(cell.strip()):
        return "yes"
    return "no" if NO.fullmatch(cell.strip()) else ""


def _value_of(cell: str, heading: str, above: Meaning) -> Meaning | None:
    """A label that is the value of what stands above it: `0.1` below `Learning rate`."""
    amounts = find_amounts(cell)
    is_number = _is_bare_number(cell)
    if above.is_epoch or above.quantity == "epochs":
        if is_number and (value := amounts[0].amount.value) == int(value):
            return Meaning(text=cell, subject=Subject(epoch=int(value)))
        return None
    quantity = above.quantity or ("units" if _WIDTH.fullmatch(heading.strip()) else "")
    if re.search(r"^(?:batch|bs|mini-?batch)$", heading.strip(), re.IGNORECASE):
        quantity = "batch_size"
    if re.search(r"^#?\s?(?:run|trial|seed|fold)s?\s?#?$", heading.strip(), re.IGNORECASE):
        quantity = "run"
    if quantity and quantity not in RESULTS and is_number and quantity not in NAMES:
        value_words = format(amounts[0].amount.value, "g")
        return Meaning(text=cell, subject=Subject(settings=((quantity, value_words),)))
    if quantity in NAMES and (answer := answer_in(cell)):
        return Meaning(text=cell, subject=Subject(settings=((quantity, answer),)))
    if quantity in NAMES:
        names = [at for at in quantities_in(cell) if at.quantity == quantity and at.name]
        if len(names) == 1 and names[0].end - names[0].start >= len(cell.strip()) - 2:
            return Meaning(text=cell, subject=Subject(settings=((quantity, names[0].name),)))
    return None


def joined(outer: Subject, inner: Subject) -> Subject:
    """Both together: what the inner words say goes before; what contradicts becomes a label."""
    settings = dict(outer.settings) | dict(inner.settings)
    network = inner.network or outer.network
    labels = outer.labels + tuple(label for label in inner.labels if label not in outer.labels)
    return Subject(
        network=network,
        split=inner.split or outer.split,
        moment=inner.moment or outer.moment,
        epoch=inner.epoch if inner.epoch is not None else outer.epoch,
        selection=inner.selection or outer.selection,
        settings=tuple(sorted(settings.items())),
        labels=labels,
        question=inner.question or outer.question,
    )
