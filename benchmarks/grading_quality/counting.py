"""Verdicts against what was planted: caught, undecided, missed, wrongly deducted."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from scipy.stats import binomtest

from benchmarks.grading_quality.faults import Assignment, Fault

PERSON = "a person"
"""Who decides where no check has a say."""


class Result(StrEnum):
    """What became of one planted fault, or of one item that nothing was done to."""

    CAUGHT = "caught"
    UNDECIDED = "undecided"
    """A person is asked, with what the evidence points at."""
    MISSED = "missed"
    WRONG = "wrongly deducted"
    KEPT = "kept"
    """A solution or a harmless change that loses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a verdict."""

    id: str
    """Of the rubric."""
    outcome: str
    """`met`, `not met`, `suspected`, `open` or `skipped`."""
    decided_by: str
    """The name of the first check that has a say, or `a person`."""
    words: str
    """Its reason, facts and pointers."""
    deducts: bool
    """Whether it can cost points: no remark, no bonus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the deductions were decided on one complete submission."""

    submission: str
    """Its name."""
    decided: int
    """Deductions that are met, not met or skipped: no person is asked."""
    reviews: int
    """Deductions that are a person's by the rubric."""
    of: int
    """All deductions."""

    def __str__(self) -> str:
        share = 100 * self.decided / self.of if self.of else 0.0
        return (
            f"{self.submission}: {self.decided} of {self.of} deductions decided without a person"
            f" ({share:.0f} %); {self.reviews} of the others are a person's by the rubric"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is told of one submission."""

    submission: str
    """Its name."""
    result: Result
    """The worst of what was found."""
    check: str
    """What decides the item that it is about, or `all`."""
    told: str
    """Which items, and why."""


def read_items(folder: Path) -> dict[str, Item] | None:
    """The items of a graded submission by their ids; None if there is no verdict."""
    path = folder / "verdict.json"
    if not path.is_file():
        return None
    verdict = json.loads(path.read_text("utf-8"))
    findings = [each for question in verdict["questions"] for each in question["findings"]]
    return {item.id: item for item in map(_item, findings)}


def _item(finding: dict[str, Any]) -> Item:
    criterion, answer = finding["criterion"], finding["answer"]
    facts = [f"{fact['label']} {fact['text']}" for fact in answer["facts"]]
    return Item(
        id=criterion["id"],
        outcome=answer["outcome"],
        decided_by=next(_checks_of(criterion["condition"]), PERSON),
        words=" | ".join([answer["reason"], *facts, *criterion["look_at"]]),
        deducts=not criterion["is_bonus"] and any(map(float, criterion["points"])),
    )


def _checks_of(condition: dict[str, Any]) -> Iterator[str]:
    """The names of the checks that have a say."""
    if "check" in condition:
        yield condition["check"]
    for part in condition.get("parts", ()):
        yield from _checks_of(part)
    for level in condition.get("levels", ()):
        yield from _checks_of(level["condition"])


def lines_of(assignment: Assignment, out: Path) -> tuple[list[Line], list[str]]:
    """A line for each submission, and the names of those that have no verdict."""
    lines, without = [], []
    solutions: dict[str, Mapping[str, Item]] = {}
    for name in assignment.solutions:
        items = read_items(out / name)
        if items is None:
            without.append(name)
            continue
        solutions[name] = items
        lost = [item for item in items.values() if item.outcome == "not met"]
        suspected = [item for item in items.values() if item.outcome == "suspected"]
        lines.append(_kept(name, lost, suspected))
    for fault in assignment.faults:
        items = read_items(out / fault.id)
        before = solutions.get(fault.solution)
        if items is None or before is None:
            without.append(fault.id)
        else:
            lines.append(_line(fault, items, before))
    return lines, without


def _kept(name: str, lost: list[Item], suspected: list[Item]) -> Line:
    told = "; ".join(f"{item.id} {item.outcome}: {item.words}" for item in [*lost, *suspected])
    result = Result.WRONG if lost else Result.UNDECIDED if suspected else Result.KEPT
    return Line(submission=name, result=result, check="all", told=told)


def _line(fault: Fault, items: Mapping[str, Item], before: Mapping[str, Item]) -> Line:
    expected = fault.loses | fault.may_lose
    wrong = [
        item
        for item in items.values()
        if item.outcome == "not met" and item.id not in expected and _was(before, item) != "not met"
    ]
    own = [items[name] for name in sorted(fault.loses) if name in items]
    check = own[0].decided_by if own else "all"
    if wrong:
        told = "; ".join(f"{item.id}: {item.words}" for item in wrong)
        return Line(submission=fault.id, result=Result.WRONG, check=wrong[0].decided_by, told=told)
    if fault.is_harmless:
        other = [item for item in items.values() if item.outcome != _was(before, item)]
        told = "; ".join(f"{item.id} {_was(before, item)} → {item.outcome}" for item in other)
        result = Result.UNDECIDED if other else Result.KEPT
        return Line(submission=fault.id, result=result, check="all", told=told)
    absent = sorted(fault.loses - set(items))
    told = "; ".join([f"{name}: no such item" for name in absent])
    told = told or "; ".join(f"{item.id} {item.outcome}: {item.words}" for item in own)
    return Line(submission=fault.id, result=_own_result(fault, own, absent), check=check, told=told)


def _own_result(fault: Fault, own: list[Item], absent: list[str]) -> Result:
    """Caught only for the right reason: the words that must be there are there."""
    words = " ".join(item.words for item in own).lower()
    if absent or not all(part.lower() in words for part in fault.shows):
        return Result.MISSED
    outcomes = {item.outcome for item in own} - {"skipped"}
    if outcomes == {"not met"}:
        return Result.CAUGHT
    return Result.MISSED if "met" in outcomes or not outcomes else Result.UNDECIDED


def shares_of(assignment: Assignment, out: Path) -> list[Share]:
    """What was decided without a person on each correct solution."""
    shares = []
    for name in assignment.solutions:
        items = [item for item in (read_items(out / name) or {}).values() if item.deducts]
        undecided = [item for item in items if item.outcome in ("open", "suspected")]
        reviews = [item for item in undecided if item.decided_by == PERSON]
        if items:
            shares.append(
                Share(
                    submission=name,
                    decided=len(items) - len(undecided),
                    reviews=len(reviews),
                    of=len(items),
                )
            )
    return shares


def _was(before: Mapping[str, Item], item: Item) -> str:
    return before[item.id].outcome if item.id in before else ""


def limits(times: int, of: int) -> tuple[float, float]:
    """Exact 95 % limits of a share (Clopper and Pearson, 1934), in per cent."""
    if not of:
        return 0.0, 100.0
    found = binomtest(times, of).proportion_ci(0.95, method="exact")
    return 100 * float(found.low), 100 * float(found.high)


def table(lines: Iterable[Line]) -> str:
    """The results by check as a Markdown table, all of them in the last row."""
    by_check: dict[str, Counter[Result]] = {}
    for line in lines:
        by_check.setdefault(line.check, Counter())[line.result] += 1
    total = sum(by_check.values(), Counter[Result]())
    head = "| check | submissions | " + " | ".join(Result) + " | wrong, 95 % limits |"
    rows = [head, "| --- " * (len(Result) + 3) + "|"]
    for name, counted in [*sorted(by_check.items()), ("**all**", total)]:
        low, high = limits(counted[Result.WRONG], counted.total())
        cells = " | ".join(str(counted[result]) for result in Result)
        rows.append(f"| {name} | {counted.total()} | {cells} | {low:.1f}–{high:.1f} % |")
    return "\n".join(rows)
