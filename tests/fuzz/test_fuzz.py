"""Files that are not what they should be: each gets a row and a reason, and harms nothing.

`make fuzz` tries all five hundred, the suite every eighth; both the same ones every time.
"""

import csv
import time
from pathlib import Path

import pytest

from grader.cli import main
from grader.collect import checkpoints
from grader.collect.networks import catch_networks
from grader.course import Course
from grader.ingest import read_one
from grader.records import FileKind, Limits, Rubric
from grader.sandbox import Given, Watch, choose_wall
from grader.sandbox.run import KernelSandbox
from tests.fake_runs import write_notebook
from tests.fuzz.batch import NEIGHBOUR, OUR_FAULT, Batch, graded
from tests.fuzz.mutants import COUNT, HANDED_IN, Mutant, mutants

SECONDS = 60.0
"""Longest that one submission may take where nothing is executed."""
AT_ONCE = 10
"""Checkpoints in one submission."""
NET = """\
import torch
from torch import nn
net = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 2))
net(torch.rand(3, 8))"""


def test_there_are_five_hundred_and_each_is_always_the_same() -> None:
    assert COUNT == 500
    for kind in ("notebook", "checkpoint", "document"):
        first, second = (tuple(mutants(kind, every=16)) for _ in range(2))
        assert first == second


@pytest.mark.sandbox
@pytest.mark.parametrize("kind", HANDED_IN)
def test_every_file_handed_in_gets_a_row_with_a_reason_and_harms_nobody(
    kind: str, every: int, tmp_path: Path, rubric: Rubric, course: Course
) -> None:
    tried = list(mutants(kind, every=every))

    batch = graded(tried, tmp_path, rubric, course)

    rows = _rows(batch)
    assert sorted(rows) == sorted([*(mutant.name for mutant in tried), NEIGHBOUR])
    assert [name for name, row in rows.items() if not (row["grade"] or row["problem"])] == []
    assert {mutant.name: words for mutant in tried if (words := _our_fault(batch, mutant))} == {}
    assert [mutant.name for mutant in tried if not _is_told(batch, mutant)] == []
    slow = {one.id: one.evidence.seconds for one in batch.done.graded if one.evidence}
    assert {name: seconds for name, seconds in slow.items() if seconds > SECONDS} == {}
    assert batch.changed() == set()


def _rows(batch: Batch) -> dict[str, dict[str, str]]:
    with (batch.out / "grades.csv").open(newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _our_fault(batch: Batch, mutant: Mutant) -> list[str]:
    names = ("report.md", "verdict.json")
    text = "".join((batch.out / mutant.name / name).read_text() for name in names)
    return [words for words in OUR_FAULT if words in text]


def _is_told(batch: Batch, mutant: Mutant) -> bool:
    """Whether something of it was read, or it is said why not."""
    (one,) = [each for each in batch.done.graded if each.id == mutant.name]
    read = one.evidence and (one.evidence.notebooks or one.evidence.accounts)
    return bool(one.problem or read or (one.evidence and one.evidence.endings))


def test_every_rubric_is_right_or_wrong_in_lines_that_say_where(
    every: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for mutant in mutants("rubric", every=every):
        path = tmp_path / f"{mutant.name}.yaml"
        path.write_bytes(mutant.content)
        began = time.monotonic()

        status = main(["rubric", str(path)])

        said = capsys.readouterr().err
        lines = said.splitlines()
        assert time.monotonic() - began < SECONDS, mutant.name
        assert (status, bool(lines)) in ((0, False), (1, True)), mutant.name
        assert len(lines) <= 4, said
        for line in lines:
            assert line.startswith(f"{path}:"), mutant.name
            assert line.isprintable(), line
            assert len(line) < len(str(path)) + 500, mutant.name


def test_every_list_of_late_days_is_read_or_refused_in_one_line(
    every: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for mutant in mutants("late", every=max(1, every // 2)):
        path = tmp_path / f"{mutant.name}.csv"
        path.write_bytes(mutant.content)
        # With no submission there, a list that can be read is refused one step later.
        (tmp_path / "class").mkdir(exist_ok=True)
        words = [str(tmp_path / "class"), "--rubric", "a2.yaml", "--late", str(path), "--offline"]

        assert main([*words, "--out", str(tmp_path / "out")]) == 1

        (line,) = capsys.readouterr().err.splitlines()
        assert line.isprintable()
        assert line.startswith((f"{path}:", f"{tmp_path / 'class'}: holds no submission")), line


@pytest.mark.sandbox
@pytest.mark.torch
def test_every_checkpoint_is_told_of_and_none_stops_the_run(every: int, tmp_path: Path) -> None:
    tried = list(mutants("checkpoint", every=every))
    sandbox = KernelSandbox(choose_wall("auto"), threads=1)
    try:
        for start in range(0, len(tried), AT_ONCE):
            _look_at(tried[start : start + AT_ONCE], sandbox, tmp_path / str(start))
    finally:
        sandbox.close()


def _look_at(tried: list[Mutant], sandbox: KernelSandbox, folder: Path) -> None:
    """Hand in these checkpoints beside a notebook, and run it."""
    write_notebook(folder / "anna" / "a2.ipynb", NET)
    for mutant in tried:
        (folder / "anna" / f"{mutant.name}{mutant.suffix}").write_bytes(mutant.content)
    submission = read_one(folder / "anna", into=folder / "private")

    execution = sandbox.run(submission, Given(), Limits(), Watch())

    (run,) = execution.notebooks
    assert [ending.sentence for ending in run.endings] == ["a2.ipynb ran to its end."]
    looks = checkpoints.look(run, catch_networks(run, first=1))
    told, _ = checkpoints.collect_checkpoints(submission, looks)
    handed_in = [file.path for file in submission.files if file.kind is FileKind.CHECKPOINT]
    # A pickle of something else is data, and no checkpoint.
    silent = set(handed_in) - {each.path for each in told}
    assert [path for path in silent if not path.endswith((".pkl", ".pickle"))] == []
    assert [each.path for each in told if len(each.sentence) < 20] == []
