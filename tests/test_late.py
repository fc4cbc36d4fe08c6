"""What handing in late costs, and the file that says who was late."""

from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import SettingsError
from grader.late import lateness, read_late_file
from grader.records import LateRule

RULE = LateRule(per_day=Decimal("0.1"), reject_after_days=7)
HUNDRED = Decimal(100)


@pytest.mark.parametrize(
    ("days", "cap"),
    [(-1, 100), (0, 100), (1, 90), (3, 70), (7, 30), (8, 0), (400, 0)],
)
def test_each_day_lowers_the_most_that_can_be_reached(days: int, cap: int) -> None:
    assert lateness(days, RULE, HUNDRED).cap == Decimal(cap)


def test_the_cap_is_on_the_maximum_and_no_subtraction() -> None:
    # 99 points one day late are 90, not 89.
    assert min(Decimal(99), lateness(1, RULE, HUNDRED).cap) == Decimal(90)


def test_the_cap_never_falls_under_zero() -> None:
    steep = LateRule(per_day=Decimal("0.4"), reject_after_days=7)

    assert lateness(3, steep, HUNDRED).cap == Decimal(0)


def test_the_rule_is_told_in_a_sentence() -> None:
    told = [lateness(days, RULE, Decimal(75)).sentence for days in (0, 1, 2, 8)]

    assert told == [
        "Handed in on time.",
        "Handed in 1 day late: at most 67.5 of 75 points can be reached.",
        "Handed in 2 days late: at most 60 of 75 points can be reached.",
        "Handed in 8 days late: nothing is given after 7 days.",
    ]


def test_late_days_are_read_by_submission(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes('\ufeffsubmission,days\r\nanna,2\r\n\r\n"b, c", 0 \r\n'.encode())

    assert read_late_file(path) == {"anna": 2, "b, c": 0}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "header is missing"),
        ("name,late\n", 1, "header is 'name,late'"),
        ("submission,days\nanna,two\n", 2, "'two' is no number of days"),
        ("submission,days\nanna,-1\n", 2, "'-1' is no number of days"),
        ("submission,days\nanna,1.5\n", 2, "'1.5' is no number of days"),
        ("submission,days\nanna,20261120\n", 2, "is no number of days"),
        ("submission,days\nanna\n", 2, "1 columns"),
        ("submission,days\n,3\n", 2, "submission is empty"),
        ("submission,days\nanna,1\nanna,2\n", 3, "second time"),
        ('submission,days\n"anna,1\n', 2, "not CSV"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    path = tmp_path / "late.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError) as caught:
        read_late_file(path)

    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert what in message
    assert "\n" not in message


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "late.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SettingsError, match="cannot be read"):
        read_late_file(path)
