"""A rubric can be read in a terminal."""

from collections.abc import Callable

from rich.console import Console

from grader.records import Rubric
from grader.rubric_file import describe_rubric


def _printed(rubric: Rubric, *, width: int = 120) -> str:
    console = Console(width=width, record=True, quiet=False, force_terminal=False)
    with console.capture() as capture:
        console.print(describe_rubric(rubric))
    return capture.get()


def test_every_item_is_there_with_what_it_costs_and_who_decides(
    read: Callable[[str], Rubric], good: str
) -> None:
    text = _printed(read(good))

    assert "A small rubric, 20 points" in text
    assert "6 items: 5 decided by checks, 1 by a person" in text
    assert "10 % of the maximum a day, nothing after 7 days" in text
    for part in ("wrong-network", "−1.5", "−1/−2", "remark", "unless architecture(network: deep)"):
        assert part in text
    assert "a person: Is the discussion weak?" in text
    assert "84.30 % ± 0.20" in text


def test_square_brackets_are_text_and_no_markup(read: Callable[[str], Rubric], good: str) -> None:
    text = _printed(read(good.replace("title: A small rubric", 'title: "[red]A[/red]"')))

    assert "[red]A[/red]" in text


def test_a_narrow_terminal_is_wide_enough(read: Callable[[str], Rubric], good: str) -> None:
    text = _printed(read(good), width=60)

    assert max(len(line) for line in text.splitlines()) <= 60
