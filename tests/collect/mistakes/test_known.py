"""The documentation's table of mistakes is the code's."""

from pathlib import Path

from grader.collect.mistakes import KNOWN, NAMES
from tests.collect.mistakes.pairs import PAIRS

TABLE = Path(__file__).parents[3] / "docs" / "mistakes.md"


def rows() -> list[str]:
    """The table as the code has it."""
    return [f"| `{each.name}` | {each.what} | {each.how} | {each.not_said} |" for each in KNOWN]


def test_the_documentation_has_every_mistake_in_the_words_of_the_code() -> None:
    written = [line for line in TABLE.read_text().splitlines() if line.startswith("| `")]

    assert written == rows()


def test_every_mistake_has_code_that_makes_it() -> None:
    # Saved outputs are no code; they have a test of their own.
    assert {pair.name for pair in PAIRS} == NAMES - {"saved-loss-of-double-softmax"}


def test_names_are_stable_words_with_hyphens() -> None:
    assert len(NAMES) == len(KNOWN)
    assert all(name == name.lower() and " " not in name and "-" in name for name in NAMES)
