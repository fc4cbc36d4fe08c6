"""A report, and a check that finds in it whatever it is told to find."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.consistency import Work
from grader.records import Checked, Consistency, HeldAgainst, Place, Span

REPORT = """# 1.1 Networks

We train a shallow MLP with SGD and a batch size of 64.
The test accuracy is 85.13 %, and the
validation accuracy is 83.65 %.

| Model | Test (%) |
| --- | --- |
| shallow | 85.31 |
"""
Says = Callable[..., None]


def spans_of(work: Work, words: str) -> Iterator[Span]:
    """Every place of these words in the blocks of a write-up."""
    for index, block in enumerate(work.write_up.blocks):
        for match in re.finditer(re.escape(words), block.text):
            yield Span(block=index, start=match.start(), end=match.end())


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Adds a check of the first place of some words, which comes out as it is told."""
    made: list[Callable[[Work], Iterator[Checked]]] = []

    def add(
        words: str,
        outcome: str,
        sentence: str,
        *,
        against: str = "itself",
        other: str = "",
        elsewhere: Place | None = None,
    ) -> None:
        def check(work: Work) -> Iterator[Checked]:
            for span in list(spans_of(work, words))[:1]:
                block = work.write_up.blocks[span.block]
                far = next(spans_of(work, other), None) if other else None
                place = work.write_up.blocks[far.block].place_of(far.start) if far else elsewhere
                yield Checked(
                    outcome=Consistency(outcome),
                    check=HeldAgainst(against),
                    subject="test accuracy",
                    sentence=sentence,
                    words=block.text,
                    place=block.place_of(span.start),
                    span=span,
                    other=place,
                    other_words=other,
                )

        made.append(check)
        monkeypatch.setattr("grader.consistency.CHECKS", tuple(made))
        # With other checks it is another program, and nothing that it worked out before counts.
        monkeypatch.setattr("grader.remembered.program_digest", lambda: f"{len(made)} checks")

    return add


@pytest.fixture(autouse=True)
def nothing_else_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.consistency.CHECKS", ())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report in Markdown."""
    path = tmp_path / "report.md"
    path.write_text(REPORT)
    return path
