"""Everything that comes of a text without code."""

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency import hold
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Evidence


def held_text(text: str) -> tuple[Checked, ...]:
    """What comes of holding a text against itself."""
    write_up = read_text(text, path="report.md")
    statements = read_statements(write_up)
    evidence = Evidence(submission="s", name="s", digest="")
    return hold(Work(write_up=write_up, statements=statements, evidence=evidence))


def accused(text: str) -> tuple[Checked, ...]:
    """What is said to be wrong of a text."""
    return tuple(each for each in held_text(text) if each.is_called_wrong)


def called(checked: Checked) -> Consistency:
    """What a finding calls a statement: wrong as well where it only looks wrong."""
    return Consistency.INCONSISTENT if checked.is_called_wrong else checked.outcome
