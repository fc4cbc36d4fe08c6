"""A class that is known already is judged in several processes, with the same results."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.documents import write_evidence
from grader.known import FEWEST, conclude_known
from grader.records import Evidence, Missing, Submission
from grader.render.graded import GradedSubmission
from grader.store import Store


def _submission(number: int) -> Submission:
    return Submission(
        id=f"s{number}", name=f"S {number}", digest="0", folder="", files=(), notebooks=()
    )


@pytest.mark.parametrize("size", [3, FEWEST + 7])
def test_everyone_comes_out_in_order_with_evidence_and_late_days(size: int, tmp_path: Path) -> None:
    known = [_submission(number) for number in range(size)]
    late: Mapping[str, int] = {"s2": 3}
    folder = tmp_path / "processes"
    folder.mkdir()

    def finish(
        one: Submission,
        evidence: Evidence | Missing,
        *,
        late_days: int | None,
        document: str | None = None,
    ) -> GradedSubmission:
        (folder / one.id).write_text(str(os.getpid()))
        if isinstance(evidence, Missing):
            told = evidence.reason
        else:
            assert document == write_evidence(evidence)
            told = f"{evidence.submission}, {evidence.name}, late: {late_days}"
        return GradedSubmission(verdict=None, evidence=None, id=one.id, name=one.name, problem=told)

    with Store(tmp_path / "out") as store:
        for one in known:
            # What another one handed in as well was stored under the other's name.
            name = "Somebody else" if one.id == "s2" else one.name
            if one.id != "s1":
                store.keep(f"key {one.id}", Evidence(submission=one.id, name=name, digest="0"))
        keys = {one.id: f"key {one.id}" for one in known}

        graded = conclude_known(known, keys, store, finish, late=late)

    assert list(graded) == [one.id for one in known]
    assert graded["s2"].problem == "s2, S 2, late: 3"
    assert "left out by --only" in graded["s1"].problem
    used = {path.read_text() for path in folder.iterdir()}
    assert (used == {str(os.getpid())}) is (size < FEWEST or (os.cpu_count() or 1) < 2)
