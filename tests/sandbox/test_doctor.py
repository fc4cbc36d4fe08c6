"""`grade doctor`: what it says of machines that hold everything, less, or nothing."""

import logging
import os
import shutil
from pathlib import Path

import pytest

from grader.cli import main
from grader.doctor.command import examine
from grader.doctor.finding import State
from grader.doctor.machine import machine
from grader.sandbox import bubblewrap, choose_wall, control_group
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.strength import shortfalls

GIVEN_UP = "#!/bin/sh\ncase \"$*\" in *seccomp*) echo 'no filter' >&2; exit 1;; esac\nexit 0\n"


@pytest.mark.sandbox
def test_each_limit_is_tried_on_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["doctor"])

    said = capsys.readouterr().out
    assert status == 0
    for what in ("network", "calls of the kernel", "memory limit", "process limit", "disk limit"):
        assert any(what in line and line[:4].strip() in ("ok", "less") for line in said.split("\n"))


def test_without_a_wall_it_says_so_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    assert examine() is False
    assert "install bubblewrap" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("proc/sys/user/max_user_namespaces", "0", "no user namespaces"),
        ("proc/sys/kernel/unprivileged_userns_clone", "0", "only root"),
        ("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor"),
        (".dockerenv", "", "inside of one"),
    ],
)
def test_what_is_in_the_way_is_named_with_what_to_do(
    tmp_path: Path, file: str, content: str, words: str
) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{content}\n")

    refused = [one for one in machine(wall_stands=False, root=tmp_path) if words in one.words]
    stands = [one for one in machine(wall_stands=True, root=tmp_path) if words in one.words]

    assert refused[0].advice
    assert stands[0].state is State.TOLD


def test_root_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 0)

    assert any("root" in one.words for one in machine(wall_stands=True, root=tmp_path))


def test_a_kernel_without_filters_gets_the_wall_without_one_and_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    program = tmp_path / "bwrap"
    program.write_text(GIVEN_UP)
    program.chmod(0o755)
    monkeypatch.setattr(bubblewrap, "find_program", lambda: str(program))

    with caplog.at_level(logging.WARNING):
        wall = choose_wall("auto")

    assert isinstance(wall, Bubblewrap)
    assert wall.filters is False
    assert len(caplog.messages) == 1
    assert "calls of the kernel are not filtered" in caplog.messages[0]


def test_without_control_groups_it_is_said_that_memory_is_only_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(control_group, "_own_folder", lambda kind: None)

    assert any("memory" in words for words in shortfalls(Bubblewrap()))
