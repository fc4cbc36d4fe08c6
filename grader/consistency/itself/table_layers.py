"""Tables of layers: counts of parameters, held against the sizes beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.table_sheet import Sheet
from grader.consistency.itself.table_words import are_biases_told
from grader.notation.cells import CellNumber
from grader.records import Consistency

_INPUTS = re.compile(
    r"\b(?:in|inputs?|in[ _-]?features|input (?:size|units|dim\w*)|fan[ _-]in|eingänge|eingang)\b",
    re.I,
)
_OUTPUTS = re.compile(
    r"\b(?:out|outputs?|out[ _-]?features|output (?:size|units|dim\w*)|neurons?|units|nodes"
    r"|fan[ _-]out|ausgänge|neuronen)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:param\w*|learnable|trainable)\b|参数", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:weights?|bias(?:es)?)\b", re.IGNORECASE)
_OPEN = Consistency.CANNOT_TELL
_OTHER_LAYERS = re.compile(r"conv|kernel|filter|recurrent|\brnn\b|lstm|\bgru\b|channel", re.I)
_NOT_DENSE = re.compile(
    r"conv|pool|norm|lstm|\brnn\b|\bgru\b|recurrent|embedding|flatten|dropout|relu|sigmoid|tanh"
    r"|total|sum|model|net\b|network|mlp|autoencoder",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCount:
    """The count of one dense layer, computed again from its sizes."""

    line: int
    """Line of the sheet."""
    column: int
    """Column of the sheet."""
    outcome: Consistency
    """Whether it holds."""
    inputs: int
    """Size of what goes in."""
    outputs: int
    """Size of what comes out."""
    stated: CellNumber
    """What the table says."""

    @property
    def is_bare(self) -> bool:
        """Whether the table counts its weights alone."""
        return self.stated.value == self.inputs * self.outputs

    @property
    def count(self) -> int:
        """Its weights and biases."""
        return self.inputs * self.outputs + self.outputs


def layer_counts(sheet: Sheet, context: str) -> tuple[LayerCount, ...]:
    """Every count of a dense layer that stands beside the sizes of its sides."""
    columns = _columns(sheet)
    if columns is None:
        return ()
    found = list(_counted(sheet, *columns))
    with_biases = sum(stated.value == i * o + o for _, i, o, stated in found)
    told = are_biases_told(" ".join((context, *sheet.headings)))
    # With other layers among them, a row that does not fit may be one of these.
    is_dense = not _OTHER_LAYERS.search(" ".join((context, *sheet.headings, *sheet.labels)))
    counts = tuple(
        LayerCount(
            line=line, column=columns[2], inputs=i, outputs=o, stated=stated,
            outcome=_outcome(stated.value, i, o, with_biases, told=told, is_dense=is_dense),
        )
        for line, i, o, stated in found
    )  # fmt: skip
    return tuple(one for one in counts if one.outcome is not _OPEN or one.is_bare)


_FROM_TO = re.compile(
    r"(?<![\d.,])(\d{1,6})\s?(?:to|->|-->|→|⟶|[x×–-]|auf|a|nach|,)\s?(\d{1,6})(?![\d.,])",
    re.IGNORECASE,
)
_NO_DENSE = re.compile(r"conv|pool|norm|lstm|\brnn\b|\bgru\b|recurrent|embedding|flatten", re.I)


def named_layers(sheet: Sheet, line: int) -> tuple[LayerCount, ...]:
    """Counts without biases of dense layers whose own names tell their sizes: `dense 512 to 10`.

    The layers are the columns of the sheet, as they are where a sum is added up.
    """
    found = []
    for column, heading in enumerate(sheet.headings):
        sizes, stated = _FROM_TO.search(heading), sheet.numbers[line][column]
        if sizes is None or stated is None or _NO_DENSE.search(heading):
            continue
        inputs, outputs = int(sizes[1]), int(sizes[2])
        if stated.value == inputs * outputs:
            found.append(
                LayerCount(
                    line=line, column=column, inputs=inputs, outputs=outputs, stated=stated,
                    outcome=Consistency.INCONSISTENT,
                )
            )  # fmt: skip
    return tuple(found)


def heads_counts(heading: str) -> bool:
    """Whether the numbers below a heading are counts of parameters, weights and biases alike."""
    return bool(_COUNTS.search(heading)) and not _PARTS.search(heading)


def _columns(sheet: Sheet) -> tuple[int, int, int] | None:
    """Inputs, outputs and counts, if there is one column of each."""
    if any(_PARTS.search(heading) and not _COUNTS.search(heading) for heading in sheet.headings):
        return None
    counts = [at for at, text in enumerate(sheet.headings) if _COUNTS.search(text)]
    rest = [at for at in range(len(sheet.headings)) if at not in counts]
    inputs = [at for at in rest if _INPUTS.search(sheet.headings[at])]
    outputs = [at for at in rest if _OUTPUTS.search(sheet.headings[at]) and at not in inputs]
    if len(counts) != 1 or len(inputs) != 1 or len(outputs) != 1:
        return None
    return inputs[0], outputs[0], counts[0]


def _counted(
    sheet: Sheet, into: int, out: int, count: int
) -> Iterator[tuple[int, int, int, CellNumber]]:
    for line, numbers in enumerate(sheet.numbers):
        sides, stated = (numbers[into], numbers[out]), numbers[count]
        if _NOT_DENSE.search(sheet.labels[line]) or stated is None or stated.is_inexact:
            continue
        whole = [number for number in (*sides, stated) if number is not None]
        if len(whole) == 3 and all(number.is_whole and not number.rest for number in whole):
            yield line, int(whole[0].value), int(whole[1].value), stated


def _outcome(
    value: float, inputs: int, outputs: int, with_biases: int, *, told: bool | None, is_dense: bool
) -> Consistency:
    if value == inputs * outputs + outputs and told is not False:
        return Consistency.CONSISTENT
    if told is False:
        fits = value == inputs * outputs
        return Consistency.CONSISTENT if fits else Consistency.CANNOT_TELL
    is_bare = value == inputs * outputs
    is_other = not is_dense or (value - outputs) % (inputs * outputs) == 0
    if not is_bare and is_other:
        return Consistency.CANNOT_TELL
    # Where no row counts biases, they may have been left out on purpose.
    return Consistency.INCONSISTENT if with_biases or told else Consistency.CANNOT_TELL


def said_of_layer(found: LayerCount, *, table: str) -> str:
    """The sentence that shows both sides."""
    who, i, o = table or "the table", found.inputs, found.outputs
    computed = f"{i:,} × {o:,} weights and {o:,} biases are {found.count:,} parameters"
    stated = found.stated.words
    if not found.is_bare:
        return f"{computed}; {who} says {stated}."
    if found.outcome is Consistency.CONSISTENT:
        return f"{i:,} × {o:,} weights without biases are {i * o:,}; {who} says {stated}."
    if found.outcome is Consistency.INCONSISTENT:
        return (
            f"{computed}; {who} says {stated}, which leaves out the biases that are "
            "counted elsewhere."
        )
    return f"{computed}; {who} says {stated}, which leaves out the biases: it may be meant so."
