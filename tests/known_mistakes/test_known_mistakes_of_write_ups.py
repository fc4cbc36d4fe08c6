"""What markers have seen in write-ups is found in reports that contain it, and in no other."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.collect.write_ups.reader import Opened
from grader.hold import hold_documents
from grader.records import Checked, Consistency
from tests.known_mistakes import a2_twins, a7_twins, cs324_twins, hw2_twins
from tests.known_mistakes.twin import Twin

ALL = (*a2_twins.TWINS, *hw2_twins.TWINS, *a7_twins.TWINS, *cs324_twins.TWINS)

BEYOND = {
    "a rise where the accuracy falls",
    "noise that is another one than in the code",
    "a softmax that is left in for the squared error",
    "the loss that ends higher",
    "a training accuracy in place of the test accuracy",
    "another kernel of pooling than in the code",
    "the best weight decay",
    "two biases counted where the recurrence has one",
}
"""What is not found yet. None of it is called right, or called wrong where it is right."""


class NoReader:
    """Opens nothing: the reports are Markdown."""

    def open(self, file: Path, form: str) -> Opened:
        raise AssertionError(f"{file} is no {form}")


@pytest.mark.parametrize("twin", ALL, ids=lambda twin: twin.name)
def test_what_markers_have_seen_is_found(
    twin: Twin, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if twin.name in BEYOND:
        request.applymarker(pytest.mark.xfail(reason="not found yet", strict=False))
    found = held(twin.report.replace("@", twin.wrong), twin.code, twin.printed, tmp_path)

    assert [one.sentence for one in found if one.outcome is Consistency.INCONSISTENT]


@pytest.mark.parametrize("twin", ALL, ids=lambda twin: twin.name)
def test_the_twin_without_it_is_not_accused(twin: Twin, tmp_path: Path) -> None:
    code = twin.right_code or twin.code
    found = held(twin.report.replace("@", twin.right), code, twin.printed, tmp_path)

    assert [one.sentence for one in found if one.outcome is Consistency.INCONSISTENT] == []


def held(report: str, code: str, printed: str, folder: Path) -> Sequence[Checked]:
    """What is said of a report with this code."""
    document = folder / "report.md"
    document.write_text(report, "utf-8")
    work = folder / "code"
    if code:
        work.mkdir()
        (work / "train.py").write_text(code, "utf-8")
        if printed:
            (work / "train.log").write_text(printed, "utf-8")
    (one,) = hold_documents((document,), work if code else None, NoReader(), into=folder / "into")
    return one.checked
