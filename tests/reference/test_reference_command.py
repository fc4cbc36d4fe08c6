"""The command `reference`, as it is typed."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from reference.command.cli import ASKED_WRONGLY, DONE, NOT_AS_EXPECTED, STOPPED, main

pytestmark = pytest.mark.torch


@pytest.fixture(autouse=True)
def without_real_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADE_DATA", raising=False)


def test_list_names_every_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == DONE

    printed = capsys.readouterr().out
    assert "a2/deep-step-lr: 784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10" in printed
    assert (
        "    sgd 0.001, momentum 0.9, multistep 80 x0.1, batch 128, cross entropy, inputs 0..1, "
        "1500 epochs on a2/clothing" in printed
    )
    assert "hw2/lenet: " in printed
    assert max(map(len, printed.splitlines())) <= 120


def test_list_tells_what_is_wrong_on_purpose_and_what_is_not_trained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list", "a2"]) == DONE

    printed = capsys.readouterr().out
    assert "    wrong turn: inputs from 0 to 255, not scaled" in printed
    assert "    computed by singular value decomposition, nothing is trained" in printed
    assert "hw2/" not in printed


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
    assert "no real data for a2/clothing, this is the STAND-IN" in said.err
    assert "a2/shallow-fixed-lr: 2 runs of 1 epoch on stand-in" in said.out
    assert (
        "reference train a2 --only shallow-fixed-lr --device cuda --runs 5 "
        f"--expected {tmp_path} --stand-in\n" in said.out
    )
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
        (
            ["train", "a2", "--only", "deep"],
            "--only deep: no such recipe, there is autoencoder-16,",
        ),
        (["train", "a2", "--data", "/nowhere"], "/nowhere: no such folder, --data takes one that"),
        (["train", "a3"], "a3: no such assignment, there is a2, hw2, a7, cs324, or name a Python"),
        (["list", "nowhere.py"], "nowhere.py: no such file, expected a Python file with RECIPES"),
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

    monkeypatch.setattr("reference.command.studies.run", stop)

    assert main(["train", "a2", "--stand-in", "--cache", str(tmp_path)]) == STOPPED
    assert "the same command goes on from here" in capsys.readouterr().err


# A course's own recipes, in a Python file.

OWN = """
from torch import nn

from grader.records import Regime
from reference.recipe import Published, Recipe


def network():
    return nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 2))


RECIPES = (
    Recipe(
        assignment="ours",
        name="small",
        task="moons",
        layers="2 -> 4 -> relu -> 2",
        network=network,
        regime=Regime(
            optimizer="sgd",
            learning_rate=0.1,
            batch_size=100,
            epochs=3,
            loss="cross_entropy",
            scaling="none",
        ),
        published=(Published(metric="test_accuracy", at="end", low=1.0),),
        file=__file__,
    ),
)
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "ours.py"
    file.write_text(OWN)
    return file


def test_a_courses_own_recipes_are_trained_shown_and_checked(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--cache", str(tmp_path / "cache"), "--offline"]

    assert main(["train", str(own), "--runs", "5", "--device", "cpu", *folders]) == DONE

    said = capsys.readouterr()
    assert "ours/small: 5 runs of 3 epochs on moons" in said.out
    assert "incomplete" not in said.out
    assert said.err == ""  # the moons are no stand-in on any machine
    assert (tmp_path / "expected" / "ours.json").exists()

    assert main(["show", str(own)]) == DONE
    shown = capsys.readouterr().out
    assert " points\n" in shown
    assert "  small: not explained yet" in shown
    assert "g CO2eq per run of 3 epochs" in shown

    assert main(["check", str(own), "--device", "cpu", *folders]) == DONE
    assert "ours/small: test_accuracy" in capsys.readouterr().out


def test_a_check_that_fails_has_an_exit_code_of_its_own(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--cache", str(tmp_path / "cache"), "--offline", "--device", "cpu"]
    main(["train", str(own), "--runs", "2", *folders])
    file = tmp_path / "expected" / "ours.json"
    content = json.loads(file.read_text())
    (result,) = content["recipes"]["small"]["results"]
    for end in ("mean", "minimum", "maximum"):
        result["curves"]["test_accuracy"][end] = [0.0, 0.0, 0.0]
    file.write_text(json.dumps(content))

    assert main(["check", str(own), *folders]) == NOT_AS_EXPECTED
    assert ": NOT as expected" in capsys.readouterr().out


def test_why_ours_differ_is_told_from_the_recipes_own_file(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text(f'"""Ours.\n\nDiffers: the moon\nis full.\n"""\n{OWN}')

    main(["train", str(own), "--runs", "1", "--cache", str(tmp_path / "cache"), "--offline"])
    main(["show", str(own)])

    assert "  small: the moon is full." in capsys.readouterr().out


def test_what_was_never_trained_is_said_to_be(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(own)]) == DONE

    assert "Not trained yet: small" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("RATE = 0.1", "no RECIPES in it, expected a tuple of Recipe"),
        ("RECIPES = ()", "RECIPES is (), expected a tuple of Recipe"),
        ("RECIPES = (1,)", "RECIPES holds a int, expected a tuple of Recipe"),
        ("import os\n1 / 0", "line 2: ZeroDivisionError: division by zero"),
        ("import os\n1 +", "line 2: SyntaxError: invalid syntax"),
        ("import nowhere", "line 1: ModuleNotFoundError: No module named 'nowhere'"),
        ("raise SystemExit('enough')", "line 1: SystemExit: enough"),
        (OWN + "\nRECIPES += RECIPES", "two recipes have one name, expected a name for each"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(
    own: Path, text: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text(text)

    assert main(["list", str(own)]) == ASKED_WRONGLY

    said = capsys.readouterr().err
    assert said.startswith(f"reference: {own}")
    assert complaint in said
    assert said.count("\n") == 1


def test_a_reader_who_leaves_early_gets_no_traceback() -> None:
    command = f"{sys.executable} -m reference list a2 | head -n 1"

    found = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)

    assert found.stdout.startswith("a2/autoencoder-16: ")
    assert found.stderr == ""
