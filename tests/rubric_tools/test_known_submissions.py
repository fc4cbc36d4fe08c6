"""A class that is known already is judged in several processes, with the same results."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.known import FEWEST, conclude_known
from grader.records import Evidence, Missing, Submission
from grader.render.graded import GradedSubmission


def _submission(number: int) -> Submission:
    return Submission(
        id=f"s{number}", name=f"S {number}", digest="0", folder="", files=(), notebooks=()
    )


@pytest.mark.parametrize("size", [3, FEWEST + 7])
def test_everyone_comes_out_in_order_with_evidence_and_late_days(size: int, tmp_path: Path) -> None:
    known = [_submission(number) for number in range(size)]
    found = {
        one.id: Evidence(submission=one.id, name=one.name, digest="0")
        for one in known
        if one.id != "s1"
    }
    late: Mapping[str, int] = {"s2": 3}

    def finish(
        one: Submission, evidence: Evidence | Missing, *, late_days: int | None, known: bool
    ) -> GradedSubmission:
        assert known
        (tmp_path / one.id).write_text(str(os.getpid()))
        problem = evidence.reason if isinstance(evidence, Missing) else f"late: {late_days}"
        own = None if isinstance(evidence, Missing) else evidence
        return GradedSubmission(
            verdict=None, evidence=own, id=one.id, name=one.name, problem=problem
        )

    graded = conclude_known(known, found, finish, late=late)

    assert list(graded) == [one.id for one in known]
    assert {name: one.evidence for name, one in graded.items() if one.evidence} == found
    assert graded["s2"].problem == "late: 3"
    assert "left out by --only" in graded["s1"].problem
    used = {path.read_text() for path in tmp_path.iterdir()}
    assert (used == {str(os.getpid())}) is (size < FEWEST or (os.cpu_count() or 1) < 2)
