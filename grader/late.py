"""What handing in late costs: the most that can be reached falls day by day."""

import csv
import re
from decimal import Decimal
from pathlib import Path

from grader.errors import SettingsError
from grader.records import Lateness, LateRule

HEADER = ["submission", "days"]
"""The columns of a file of late days."""

MOST_DIGITS = 4
"""Digits of a number of days; more is a date or a mistake."""


def lateness(days: int, rule: LateRule, points: Decimal) -> Lateness:
    """How late it was and what can still be reached of `points`."""
    if days <= 0:
        return Lateness(days=0, cap=points, sentence="Handed in on time.")
    late = f"Handed in {days} day{'' if days == 1 else 's'} late"
    if days > rule.reject_after_days:
        limit = f"{rule.reject_after_days} day{'' if rule.reject_after_days == 1 else 's'}"
        return Lateness(
            days=days, cap=Decimal(0), sentence=f"{late}: nothing is given after {limit}."
        )
    # The cap falls, not the grade: 99 points one day late are 90, not 89.
    cap = points * max(Decimal(0), 1 - rule.per_day * days)
    told = f"{late}: at most {_plain(cap)} of {_plain(points)} points can be reached."
    return Lateness(days=days, cap=cap, sentence=told)


def read_late_file(path: Path) -> dict[str, int]:
    """Days late by submission id, from a CSV file with the columns `submission,days`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as text, give a CSV file") from error
    days: dict[str, int] = {}
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        for row in reader:
            _read_row(row, f"{path}:{reader.line_num}", days, is_first=reader.line_num == 1)
    except csv.Error as error:
        raise SettingsError(f"{path}:{reader.line_num}: not CSV ({error})") from error
    if not text.strip():
        raise SettingsError(f"{path}:1: the header is missing, write {','.join(HEADER)}")
    return days


def _read_row(row: list[str], where: str, days: dict[str, int], *, is_first: bool) -> None:
    cells = [cell.strip() for cell in row]
    if is_first:
        if cells != HEADER:
            told = ",".join(cells)[:80]
            raise SettingsError(f"{where}: the header is '{told}', write {','.join(HEADER)}")
        return
    if not any(cells):
        return
    if len(cells) != len(HEADER):
        raise SettingsError(f"{where}: {len(cells)} columns, write a submission and its days")
    submission, number = cells
    if not submission:
        raise SettingsError(f"{where}: the submission is empty, write its id")
    if submission in days:
        raise SettingsError(f"{where}: '{submission}' stands here a second time, keep one line")
    if not re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", number):
        raise SettingsError(f"{where}: '{number[:40]}' is no number of days, write 0, 1, 2, ...")
    days[submission] = int(number)


def _plain(points: Decimal) -> str:
    """Exact digits without trailing zeros: a cap is told as it is, never rounded."""
    return f"{points.normalize():f}"
