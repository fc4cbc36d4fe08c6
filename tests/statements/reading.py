"""Short ways from a text to what it states."""

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.records import Claim


def claims(text: str) -> tuple[Claim, ...]:
    """Every value that a text states, in reading order."""
    return read_statements(read_text(text, path="report.md")).claims


def told(text: str, quantity: str) -> list[float | str | tuple[int, ...] | None]:
    """The values of one quantity that a text states."""
    return [
        claim.value if claim.value is not None else claim.sizes or claim.name
        for claim in claims(text)
        if claim.quantity == quantity
    ]
