"""Made-up reports, with what a fair person says of their statements."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from grader.records import Consistency
from tests.labelled.twins import twin

REPORTS = Path(__file__).parent / "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says of one statement."""

    words: str
    """A piece of the report that holds the statement."""
    outcome: Consistency
    """Whether it holds."""
    kind: str
    """What decides it: `itself-table`, `code`, `document`, ..."""
    because: str
    """Why."""
    elsewhere: tuple[str, ...] = ()
    """Pieces at the other side, where a disagreement may as well be shown."""
    line: int | None = None
    """Its line, where the words stand more than once."""
    page: int | None = None
    """Its page, where the words stand more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A made-up report, the code that it is about, and its labels."""

    name: str
    """Its folder."""
    document: Path
    """The report, or the source that it is typeset from."""
    code: Path | None
    """The folder of its code; None if none was handed in."""
    held_back: bool
    """Whether those who improve the checks leave it unread."""
    labels: tuple[Label, ...]
    """In the order of the report."""
    text: str | None = None
    """What it says, where it is one of two that are made from the document."""


def read_reports() -> tuple[Report, ...]:
    """All of them: those with labels of their own by name, then the twins by name."""
    return *map(_report, sorted(REPORTS.glob("*/labels.yaml"))), *read_twins()


def read_twins() -> tuple[Report, ...]:
    """Two from each source of twins: first the right one, then the wrong one."""
    return tuple(
        _twin(file, right=right)
        for file in sorted(REPORTS.glob("*/twins.*"))
        for right in (True, False)
    )


def _report(file: Path) -> Report:
    content = yaml.safe_load(file.read_text("utf-8"))
    folder = file.parent
    return Report(
        name=folder.name,
        document=folder / content["document"],
        code=folder / content["code"] if "code" in content else None,
        held_back=content["held_back"],
        labels=tuple(map(_label, content["statements"])),
    )


def _twin(file: Path, *, right: bool) -> Report:
    made = twin(file.read_text("utf-8"), right=right)
    code = file.parent / "code"
    return Report(
        name=f"{file.parent.name}-{'right' if right else 'wrong'}",
        document=file,
        code=code if code.is_dir() else None,
        held_back=False,
        labels=tuple(
            Label(
                words=each.words,
                outcome=Consistency.CONSISTENT if right else Consistency.INCONSISTENT,
                kind=each.kind,
                because=each.because,
                elsewhere=each.elsewhere,
            )
            for each in made.statements
        ),
        text=made.text,
    )


def _label(entry: dict[str, Any]) -> Label:
    known = {**entry, "outcome": Consistency(entry["outcome"])}
    return Label(**{**known, "elsewhere": tuple(entry.get("elsewhere", ()))})
