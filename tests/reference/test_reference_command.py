"""The command `reference`, as it is typed."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from reference.cli import ASKED_WRONGLY, DONE, STOPPED, main

pytestmark = pytest.mark.torch


@pytest.fixture(autouse=True)
def without_real_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADE_DATA", raising=False)


def test_list_names_every_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == DONE

    printed = capsys.readouterr().out
    assert "a2/deep-step-lr: 784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10" in printed
    assert "sgd 0.001, multistep 80 x0.1, batch 128, 1500 epochs on a2/clothing" in printed


def test_show_sets_published_figures_beside_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "a2"]) == DONE

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    deep = next(
        row
        for row in rows
        if row[:4] == ["deep-step-lr", "fashion-mnist", "best_validation", "test_accuracy"]
    )
    assert deep[4] == "84.39"
    assert "±" in deep


def test_train_writes_what_it_reached_and_where_it_rests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "train a2 --only shallow-fixed-lr --runs 2 --epochs 1 --device cpu --stand-in"
    folders = ["--cache", str(tmp_path), "--expected", str(tmp_path)]

    status = main([*asked.split(), *folders])

    assert status == DONE
    said = capsys.readouterr()
    assert "STAND-IN" in said.err
    assert "a2/shallow-fixed-lr: 2 runs of 1 epochs on stand-in" in said.out
    (found,) = json.loads((tmp_path / "a2.json").read_text())["recipes"]["shallow-fixed-lr"][
        "results"
    ]
    assert (found["data"], found["runs"], found["complete"]) == ("stand-in", 2, False)


def test_data_writes_the_full_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "course"

    assert main(["data", str(folder), "--offline", "--cache", str(tmp_path)]) == DONE

    said = capsys.readouterr()
    assert "STAND-IN" in said.err
    assert f"{folder / 'hw2_Q1.npy'}: a2/faces from stand-in" in said.out
    with np.load(folder / "hw2_Q2_and_Q3_data.npz") as file:
        assert file["arr_4"].shape == (784, 60_000)
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["train", "a2", "--only", "deep"], "--only deep: no such recipe, there is shallow-fixed"),
        (["train", "a2", "--data", "/nowhere"], "/nowhere: no such folder, --data takes one that"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    arguments: Sequence[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == ASKED_WRONGLY

    said = capsys.readouterr().err
    assert said.startswith(f"reference: {complaint}")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "the following arguments are required: COMMAND, see reference --help"),
        (["train", "a3"], "argument assignment: invalid choice: 'a3'"),
        (["train", "a2", "--runs", "0"], "argument --runs: '0', expected a whole number from 1 up"),
        (["train", "a2", "--epochs", "x"], "argument --epochs: 'x', expected a whole number"),
    ],
)
def test_a_wrong_option_ends_with_our_own_exit_code(
    arguments: Sequence[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == ASKED_WRONGLY
    said = capsys.readouterr().err
    assert said.startswith(f"reference: {complaint}")
    assert said.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["train", "--help"]])
def test_help_and_version_are_no_errors(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 0
    assert "reference" in capsys.readouterr().out


def test_stopping_from_the_keyboard_says_that_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reference.study.run", stop)

    assert main(["train", "a2", "--stand-in", "--cache", str(tmp_path)]) == STOPPED
    assert "the same command goes on from here" in capsys.readouterr().err
