"""Control groups: where they are made, whether they are entered, and that none is left."""

import contextlib
import subprocess
from pathlib import Path

import pytest

from grader.records import Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox import control_group
from grader.sandbox.control_group import ControlGroup
from grader.sandbox.strength import kernel_limits


@pytest.fixture
def second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Groups of the second version, in plain folders: ours, in one whose groups are limited."""
    ours = tmp_path / "app.slice" / "ours.scope"
    ours.mkdir(parents=True)
    for folder, limits in ((ours, ""), (ours.parent, "memory pids")):
        (folder / "cgroup.controllers").write_text("memory pids")
        (folder / "cgroup.subtree_control").write_text(limits)
    usual = Path.mkdir

    def mkdir(path: Path) -> None:
        usual(path)
        for kind in (path.parent / "cgroup.subtree_control").read_text().split():
            (path / f"{kind}.max").write_text("max")
        (path / "cgroup.procs").touch()

    monkeypatch.setattr(Path, "mkdir", mkdir)
    monkeypatch.setattr(control_group, "_own_folder", lambda kind: ours)
    monkeypatch.setattr(control_group, "REMOVE_SECONDS", 0.0)
    return ours


def test_a_group_that_holds_processes_gets_its_limited_group_beside_it(
    second_version: Path,
) -> None:
    group = ControlGroup(Limits(memory_bytes=100 * MEBIBYTE, processes=8))

    (made,) = second_version.parent.glob("grade-*")
    assert group.held == ("pids", "memory")
    assert str(made / "cgroup.procs") in group.prefix()
    assert int((made / "memory.max").read_text()) > 100 * MEBIBYTE


def test_without_any_controller_nothing_is_said_to_hold(second_version: Path) -> None:
    (second_version.parent / "cgroup.subtree_control").write_text("")

    group = ControlGroup(Limits())

    assert group.held == ()
    assert group.prefix() == []


def test_a_group_that_nobody_may_enter_holds_nothing(second_version: Path) -> None:
    # In plain folders the number of a process is written, and the process goes nowhere.
    assert not ControlGroup(Limits()).is_entered()
    assert kernel_limits() == ()


@pytest.mark.sandbox
def test_where_the_machine_lets_us_a_process_is_really_held() -> None:
    with contextlib.closing(ControlGroup(Limits(memory_bytes=-600 * MEBIBYTE))) as group:
        if "memory" not in group.held or not group.is_entered():
            pytest.skip("no memory is held here by control groups")
        folders = [Path(word).parent for word in group.prefix() if word.endswith("cgroup.procs")]
        program = "x = b'x' * (400 << 20)"
        command = [*group.prefix(), "/usr/bin/env", "python3", "-c", program]

        done = subprocess.run(command, capture_output=True, check=False)

        assert done.returncode != 0
        assert [name.value for name in group.limits_hit()] == ["memory"]
    assert [folder for folder in folders if folder.exists()] == []
