"""Tables of reports as they are read and held, for tests."""

from dataclasses import dataclass

from grader.collect.statements.tables import claims_of_table
from grader.collect.write_ups import read_text
from grader.consistency import Work
from grader.consistency.itself.tables import hold_tables
from grader.records import BlockKind, Checked, Claim, Evidence, Statements, WriteUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim and the cell that it stands in."""

    cell: str
    claim: Claim


def read(text: str) -> WriteUp:
    """A report in Markdown or plain text."""
    return read_text(text, path="report.md")


def claims(text: str) -> list[Told]:
    """All claims of the tables of a report, in reading order."""
    write_up = read(text)
    return [
        Told(cell=block.text[claim.span.start : claim.span.end], claim=claim)
        for index, block in enumerate(write_up.blocks)
        if block.kind is BlockKind.TABLE
        for claim in claims_of_table(write_up, index)
        if claim.span is not None
    ]


def of(text: str, cell: str) -> Claim:
    """The one claim of a cell."""
    (found,) = [told.claim for told in claims(text) if told.cell == cell]
    return found


def checked(text: str) -> dict[str, Checked]:
    """What came of each cell that was computed again, by its words."""
    write_up = read(text)
    work = Work(
        write_up=write_up,
        statements=Statements(document=write_up.path),
        evidence=Evidence(submission="s", name="s", digest="0"),
    )
    found: dict[str, Checked] = {}
    for held in hold_tables(work):
        assert held.span is not None
        found[write_up.blocks[held.span.block].text[held.span.start : held.span.end]] = held
    return found
