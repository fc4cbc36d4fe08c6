"""The sentence that shows a computation beside what the table says."""

from dataclasses import replace
from math import floor, log10

from grader.consistency.itself.table_arithmetic import Result
from grader.consistency.itself.table_lines import Finding
from grader.notation.cells import CellNumber
from grader.notation.headings import Computed
from grader.records import Consistency

_MOST_INPUTS = 8


def said_of(finding: Finding, *, table: str) -> str:
    """What was computed and what the table says."""
    who = table or "the table"
    stated = words_of(finding.stated)
    computed = _computed(finding)
    match finding.outcome:
        case Consistency.CONSISTENT:
            remark = f" ({finding.why})" if finding.why else ""
            return f"{computed}; {who} says {stated}{remark}."
        case Consistency.INCONSISTENT:
            return f"{computed}; {who} says {stated}."
        case _:
            return f"{computed}; {who} says {stated}, but {finding.why}."


def words_of(number: CellNumber) -> str:
    """A number as the table has it."""
    return f"{number.words} %" if number.is_percent else number.words


def number_like(value: float, stated: CellNumber) -> str:
    """A number of ours with as many digits as the table gives, and one more where it tells more."""
    if stated.is_clock and value >= 0:
        hours, seconds = divmod(round(value), 3600)
        return f"{hours}:{seconds // 60:02}:{seconds % 60:02}"
    decimals = max(0, -floor(log10(stated.step) + 1e-9)) if stated.step < 1 else 0
    if value and abs(value) < 10.0**-decimals:
        decimals = max(decimals, 1 - floor(log10(abs(value))))
    decimals = min(decimals, 12)
    told = f"{value:,.{decimals}f}"
    if stated.step == 1 and value == round(value):
        return told
    finer = f"{value:,.{decimals + 1}f}"
    return told if finer.endswith("0") else finer


def _computed(finding: Finding) -> str:
    result, stated = finding.result, finding.stated
    if result.words == "difference" and result.value < 0 < stated.value:
        result = replace(result, value=-result.value, inputs=result.inputs[::-1])
    value = number_like(result.value, stated) + (" %" if stated.is_percent else "")
    match finding.kind:
        case Computed.DEVIATION | Computed.VARIANCE:
            return _deviation(finding, value)
        case Computed.DIFFERENCE | Computed.RATIO:
            return _comparison(result, value)
        case _:
            return f"The {result.words} of {inputs_of(result)} is {value}"


def _deviation(finding: Finding, value: str) -> str:
    result = finding.result
    if finding.outcome is Consistency.CONSISTENT:
        return f"The {result.words} of {inputs_of(result)} is {value}"
    many = len(result.inputs)
    share = (many - 1) / many
    other = result.value * (share if finding.kind is Computed.VARIANCE else share**0.5)
    return (
        f"The {finding.kind} of {inputs_of(result)} is {value} as that of a sample and "
        f"{number_like(other, finding.stated)} as that of a population"
    )


def _comparison(result: Result, value: str) -> str:
    left, right = map(words_of, result.inputs)
    if result.words == "difference":
        return f"{left} minus {right} is {value}"
    if result.words == "ratio":
        return f"{left} divided by {right} is {value}"
    return f"From {right} to {left}, the {result.words} number is {value}"


def inputs_of(result: Result) -> str:
    """The numbers that went in: all of them, if they are few."""
    words = [words_of(number) for number in result.inputs]
    if len(words) > _MOST_INPUTS:
        return f"the {len(words)} numbers from {words[0]} to {words[-1]}"
    return f"{', '.join(words[:-1])} and {words[-1]}"
