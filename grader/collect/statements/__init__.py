"""Write-ups become statements: what is said of which quantity of what. Nothing is judged here."""

from grader.records import Statements, WriteUp

__all__ = ["read_statements"]


def read_statements(write_up: WriteUp) -> Statements:
    """Every statement of a write-up that can be checked, in reading order."""
    return Statements(document=write_up.path)
