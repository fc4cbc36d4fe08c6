"""Statements and works made by hand, and statements read from text."""

from dataclasses import replace

from grader.collect.statements.comparisons import comparisons_in
from grader.collect.statements.sentences import sentences_of
from grader.collect.write_ups import read_text
from grader.consistency.argument import hold_arguments
from grader.consistency.itself.comparisons import hold_comparisons
from grader.consistency.work import Work
from grader.records import (
    Amount,
    BlockKind,
    Checked,
    Claim,
    Comparison,
    Evidence,
    Place,
    Relation,
    Span,
    Statements,
    Statistic,
    Subject,
    Whose,
    WriteUp,
)

PLACE = Place(file="report.md", line=1)
TABLE = "| Network | Accuracy |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n"
PROSE = frozenset((BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION))


def exactly(value: float, unit: str = "%") -> Amount:
    """A number with two digits that means what it says."""
    half = 0.005
    return Amount(
        value=value, least=value - half, most=value + half, unit=unit, decimals=2,
        words=f"{value:g} {unit}".strip(),
    )  # fmt: skip


def cell(
    value: float,
    subject: Subject,
    *,
    quantity: str = "accuracy",
    block: int = 1,
    whose: Whose = Whose.OWN,
    statistic: Statistic = Statistic.VALUE,
) -> Claim:
    """A number in a table."""
    return Claim(
        quantity=quantity,
        value=value,
        amount=exactly(value, "%" if quantity == "accuracy" else ""),
        subject=subject,
        words=f"row {value}",
        place=PLACE,
        span=Span(block=block, start=0, end=1),
        is_listed=True,
        whose=whose,
        statistic=statistic,
    )


def saying(relation: Relation, left: Subject, right: Subject | None = None) -> Comparison:
    """A sentence that compares accuracies."""
    span = Span(block=0, start=0, end=4)
    return Comparison(
        relation=relation,
        quantity="accuracy",
        left=left,
        right=right,
        words="words",
        place=PLACE,
        span=span,
        sentence=span,
    )


def held(comparison: Comparison, *claims: Claim, text: str = "Text.") -> tuple[Checked, ...]:
    """What comes of one comparison over some claims."""
    write_up = read_text(f"{text}\n\n{TABLE}", path="report.md")
    return checked(write_up, Statements(document="", claims=claims, comparisons=(comparison,)))


def checked(write_up: WriteUp, statements: Statements) -> tuple[Checked, ...]:
    """Everything that comes of the comparisons of a write-up."""
    evidence = Evidence(submission="s", name="s", digest="")
    work = Work(write_up=write_up, statements=statements, evidence=evidence)
    return (*hold_comparisons(work), *hold_arguments(work))


def compared(text: str, *claims: Claim) -> tuple[Comparison, ...]:
    """The comparisons of a text; only those claims are known that are given."""
    write_up = read_text(text, path="report.md")
    return tuple(
        comparison
        for index, block in enumerate(write_up.blocks)
        if block.kind in PROSE
        for comparison in comparisons_in(write_up, index, sentences_of(block, index), claims)
    )


def held_in(text: str, *claims: Claim) -> tuple[Checked, ...]:
    """What comes of the comparisons of a text."""
    write_up = read_text(text, path="report.md")
    statements = Statements(document="", claims=claims, comparisons=compared(text, *claims))
    return checked(write_up, statements)


def with_amount(comparison: Comparison, value: float, unit: str) -> Comparison:
    """The same comparison, told with an amount."""
    return replace(comparison, amount=exactly(value, unit))
