"""Tables become claims: what each cell says of which quantity of what."""

from grader.collect.statements.tables.reading import read_table
from grader.records import Claim, WriteUp

__all__ = ["claims_of_table"]


def claims_of_table(write_up: WriteUp, block_index: int) -> tuple[Claim, ...]:
    """Every cell of a table whose quantity its headings and caption tell, row by row."""
    return tuple(read_table(write_up, block_index))
