"""What the table of grading quality counts: from verdicts as they are written down."""

import json
from pathlib import Path
from typing import Any

from benchmarks.grading_quality.counting import PERSON, Result, lines_of, shares_of
from benchmarks.grading_quality.faults import Assignment, Fault

CHECK: dict[str, Any] = {"check": "training", "settings": []}
REVIEW: dict[str, Any] = {"question": "Is it good?"}


def finding(
    name: str, outcome: str, condition: dict[str, Any] = CHECK, points: str = "2", **more: Any
) -> dict[str, Any]:
    return {
        "criterion": {
            "id": name,
            "points": [points],
            "condition": condition,
            "look_at": [],
            "is_bonus": more.get("is_bonus", False),
        },
        "answer": {"outcome": outcome, "reason": more.get("reason", ""), "facts": []},
    }


def graded(out: Path, name: str, *findings: dict[str, Any]) -> None:
    (out / name).mkdir(parents=True)
    verdict = {"questions": [{"findings": findings}]}
    (out / name / "verdict.json").write_text(json.dumps(verdict))


def assignment(*faults: Fault) -> Assignment:
    return Assignment(name="a2", folder=Path(), solutions=("plain",), faults=faults)


def test_remarks_and_bonus_items_are_no_deductions_and_skipped_ones_ask_nobody(
    tmp_path: Path,
) -> None:
    graded(
        tmp_path,
        "plain",
        finding("1/a", "met"),
        finding("1/b", "skipped"),
        finding("1/c", "open", REVIEW),
        finding("1/d", "suspected"),
        finding("1/remark", "open", points="0"),
        finding("1/bonus", "open", REVIEW, is_bonus=True),
    )

    (share,) = shares_of(assignment(), tmp_path)

    assert (share.decided, share.of, share.reviews) == (2, 4, 1)
    assert str(share).startswith("plain: 2 of 4 deductions decided without a person (50 %)")


def test_an_item_of_several_checks_is_not_taken_for_a_person_s(tmp_path: Path) -> None:
    both = {"parts": [CHECK, {"check": "stated"}], "needs_all": True}
    levels = {"levels": [{"points": "1", "condition": REVIEW}, {"points": "2", "condition": both}]}
    fault = Fault(name="f", what="", solution="plain", loses=frozenset({"1/a"}))
    graded(tmp_path, "plain", finding("1/a", "met", levels), finding("1/b", "met", REVIEW))
    graded(tmp_path, fault.id, finding("1/a", "not met", levels), finding("1/b", "met", REVIEW))

    lines, without = lines_of(assignment(fault), tmp_path)

    assert without == []
    assert [(line.result, line.check) for line in lines[1:]] == [(Result.CAUGHT, "training")]


def test_what_only_a_person_decides_is_said_to_be_a_person_s(tmp_path: Path) -> None:
    fault = Fault(name="f", what="", solution="plain", loses=frozenset({"1/b"}))
    graded(tmp_path, "plain", finding("1/b", "open", REVIEW))
    graded(tmp_path, fault.id, finding("1/b", "open", REVIEW))

    lines, _ = lines_of(assignment(fault), tmp_path)

    assert [(line.result, line.check) for line in lines[1:]] == [(Result.UNDECIDED, PERSON)]
