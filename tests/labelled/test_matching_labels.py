"""What a finding is about, where several labelled statements stand in one sentence or line."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.write_ups import read_text
from grader.records import Consistency
from tests.labelled.labels import Label, Report, read_reports
from tests.labelled.matching import Told, place, tell
from tests.labelled.placing import Words
from tests.labelled.route import Finding
from tests.labelled.score import Score

TEXT = """The deep network reaches 84.39 % on the test set, 0.82 points less than the wide one.

| model | test |
|---|---|
| deep | 84.93 |
| wide | 85.21 |
"""
WRONG, RIGHT = Consistency.INCONSISTENT, Consistency.CONSISTENT
VALUE = Label(
    words="reaches 84.39 % on the test set",
    outcome=WRONG,
    kind="itself-table",
    because="",
    elsewhere=("deep | 84.93",),
)
DIFFERENCE = Label(
    words="0.82 points less than the wide one",
    outcome=RIGHT,
    kind="itself-arithmetic",
    because="",
)
REPORT = Report(
    name="made",
    document=Path("made.md"),
    code=None,
    held_back=False,
    labels=(VALUE, DIFFERENCE),
)


def told(words: str, sentence: str, line: int = 1) -> Told:
    """What an accusation of these words is about."""
    text = Words(read_text(TEXT, path="made.md"))
    finding = Finding(
        words=words,
        outcome="inconsistent",
        check="itself",
        subject="",
        sentence=sentence,
        lines=(line, line),
    )
    return tell(finding, place(REPORT, text), text)


@pytest.mark.parametrize(
    ("words", "sentence", "line", "about"),
    [
        (TEXT.splitlines()[0], "The text says 84.39 %, the table says 84.93.", 1, [VALUE]),
        ("deep 84.93", "The table says 84.93, the text says 84.39 %.", 5, [VALUE]),
        (TEXT.splitlines()[0], "0.82 points are said, but it is 0.28.", 1, [DIFFERENCE]),
        ("words that are ours", "84.39 % is said, 84.93 % is in the table.", 1, [VALUE]),
        ("wide 85.21", "The table says 85.21.", 6, []),
    ],
)
def test_a_finding_is_about_the_statement_whose_numbers_it_speaks_of(
    words: str, sentence: str, line: int, about: list[Label]
) -> None:
    assert [each.label for each in told(words, sentence, line).about] == about


def test_only_an_accusation_of_a_right_statement_is_a_false_alarm() -> None:
    due = told(TEXT.splitlines()[0], "The text says 84.39 %, the table says 84.93.")
    undue = told("0.82 points less", "0.82 points are said, but it is 0.28.")
    placed = place(REPORT, Words(read_text(TEXT, path="made.md")))
    assert not Score(placed=placed, told=(due,)).false_alarms()
    assert len(Score(placed=placed, told=(due,)).found()) == 1
    assert len(Score(placed=placed, told=(due, undue)).false_alarms()) == 1


def test_words_that_stand_twice_need_a_line() -> None:
    words = Words(read_text("- lr 0.1\n- batch 4\n- lr 0.1\n", path="made.md"))
    twice = replace(DIFFERENCE, words="lr 0.1")
    report = replace(REPORT, labels=(twice, replace(twice, line=3)))
    first, second = place(report, words)
    assert not first.spans
    assert words.lines(second.spans[0]) == (3, 3)


def test_reports_of_every_assignment_are_held_back() -> None:
    held_back = [each.name for each in read_reports() if each.held_back]
    assert all(any(name in each for each in held_back) for name in ("a2", "hw2", "a7", "cs324"))
