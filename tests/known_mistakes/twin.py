"""Two short reports that differ in one statement, and the code that they are about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A mistake that markers have seen, and the same report without it."""

    name: str
    """What was seen."""
    report: str
    """The report, with `@` where the two differ."""
    wrong: str
    """What the one with the mistake says there."""
    right: str
    """What the other one says there."""
    code: str = ""
    """The code of both; empty if the report is to be held against itself alone."""
    right_code: str = ""
    """The code of the one without the mistake, where it is another one."""
    printed: str = ""
    """What the code printed, handed in as `train.log`."""
