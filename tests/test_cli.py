"""The command line: what can be asked, and what the exit status says."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import grader.gather
from grader import __version__, cli
from grader.cli import Exit, main
from grader.errors import GraderError
from grader.options import grade_parser, inspect_parser, settings_from
from grader.records import Limits, RunMode
from grader.records.execution import MEBIBYTE
from grader.settings import SANDBOX_CHOICES
from tests.conftest import SMALL_RUBRIC
from tests.fake_runs import Scripted, interrupt, sandbox_lost, write_notebook


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def sandbox(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Scripted:
    """Recorded runs take the place of the real sandboxes; the user's cache is not touched."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv("GRADE_DATA", raising=False)
    scripted = Scripted(tmp_path / "probe")
    monkeypatch.setattr(grader.gather, "sandboxed_examiner", scripted.opener())
    return scripted


@pytest.fixture
def grade(tmp_path: Path, rubric_file: Path, sandbox: Scripted) -> Callable[..., int]:
    """`grade class --rubric ... --offline` with more words behind."""
    for name in ("anna", "ben"):
        write_notebook(tmp_path / "class" / name / "a2.ipynb", f"# {name}")

    def run(*words: str) -> int:
        usual = ["--rubric", str(rubric_file), "--offline", "--out", str(tmp_path / "out")]
        return main([str(tmp_path / "class"), *usual, *words])

    return run


def test_a_class_that_needs_nobody_ends_with_zero(
    grade: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade() == Exit.ALL_GRADED

    printed = capsys.readouterr().out
    assert "2 run now, 0 known already" in printed
    assert "stand-in" in printed
    assert f"Class page: {tmp_path / 'out' / 'index.html'}" in printed


def test_a_second_run_says_that_it_ran_nothing(
    grade: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    grade()
    capsys.readouterr()

    assert grade() == 0
    assert "0 run now, 2 known already" in capsys.readouterr().out


def test_what_waits_for_a_person_ends_with_two(
    grade: Callable[..., int], sandbox: Scripted
) -> None:
    sandbox.parts["ben"] = sandbox_lost

    assert grade() == int(Exit.WAITS_FOR_A_PERSON)


def test_a_review_item_waits_for_a_person(
    grade: Callable[..., int], rubric_file: Path, sandbox: Scripted
) -> None:
    review = '      - {id: look, points: 1, review: "Is it good?"}\n'
    rubric_file.write_text(SMALL_RUBRIC + review)

    assert grade() == 2


def test_ctrl_c_ends_with_its_own_status(
    grade: Callable[..., int], sandbox: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    sandbox.parts["ben"] = interrupt

    assert grade() == int(Exit.STOPPED)
    assert "the same command goes on there" in capsys.readouterr().err


def test_late_days_are_read_from_a_file(
    grade: Callable[..., int], tmp_path: Path, sandbox: Scripted
) -> None:
    (tmp_path / "late.csv").write_text("submission,days\nanna,1\n")

    assert grade("--late", str(tmp_path / "late.csv")) == 0
    verdict = json.loads((tmp_path / "out" / "anna" / "verdict.json").read_text())
    assert verdict["grade"]["highest"] in ("18", "18.0")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "nobody"], "nobody: no submission has this id"),
        (["--late", "/not/there.csv"], "/not/there.csv"),
        (["--data", "/not/there"], "/not/there: no such folder"),
        (["--rubric", "/not/there.yaml"], "/not/there.yaml: cannot be read"),
    ],
)
def test_being_asked_wrongly_ends_with_one_and_one_line(
    grade: Callable[..., int], words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(*words) == int(Exit.ASKED_WRONGLY)

    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["x", "--rubric"],
        ["x", "--rubric", "r", "--workers", "0"],
        ["x", "--rubric", "r", "--workers", "²"],
        ["x", "--rubric", "r", "--time", "soon"],
        ["x", "--rubric", "r", "--time", "0"],
        ["x", "--rubric", "r", "--memory", "-1"],
        ["x", "--rubric", "r", "--memory", "1"],
        ["x", "--rubric", "r", "--sandbox", "jail"],
        ["x", "--rubric", "r", "--nonsense"],
        ["inspect"],
        ["rubric"],
        ["rubric", "a.yaml", "--schema"],
    ],
)
def test_words_that_make_no_sense_end_with_one(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "--help" in line


def test_the_rubric_is_checked_before_any_submission_is_looked_at(
    rubric_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric_file.write_text(SMALL_RUBRIC.replace("points: 20", "points: 21").replace("784", "785"))

    assert main(["/not/there", "--rubric", str(rubric_file)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert all(line.startswith(f"{rubric_file}:") for line in lines)


def test_the_statuses_are_those_that_are_promised() -> None:
    assert [int(status) for status in Exit] == [0, 1, 2, 130]


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    printed = capsys.readouterr().out
    options = "rubric out workers only data sandbox time memory fresh late offline".split()
    assert all(f"--{option}" in printed for option in options)
    assert "exit status" in printed


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"grade {__version__}\n"


@pytest.mark.parametrize(
    ("word", "field", "value"),
    [
        ("--time=90", "wall_seconds", 90),
        ("--time=10m", "wall_seconds", 600),
        ("--time=1.5h", "wall_seconds", 5_400),
        ("--cell-time=2s", "cell_seconds", 2),
        ("--cpu-time=1H", "cpu_seconds", 3_600),
        ("--memory=512M", "memory_bytes", 512 * MEBIBYTE),
        ("--memory=2GiB", "memory_bytes", 2_048 * MEBIBYTE),
        ("--disk=1.5g", "disk_bytes", 1_536 * MEBIBYTE),
        ("--file-size=1000", "file_bytes", 1_000),
        ("--output-size=64k", "output_bytes", 65_536),
        ("--processes=8", "processes", 8),
    ],
)
def test_each_limit_has_an_option(word: str, field: str, value: float) -> None:
    options = grade_parser().parse_args(["x", "--rubric", "r", word])

    limits = settings_from(options, data=None).limits

    assert getattr(limits, field) == value
    others = [name for name in Limits.__slots__ if name != field]
    assert all(getattr(limits, name) == getattr(Limits(), name) for name in others)


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ((), Limits()),
        (("--run", "full"), Limits(mode=RunMode.FULL)),
        (("--run", "saved"), Limits(mode=RunMode.SAVED)),
        (("--gpu",), Limits(gpu_share=1.0, memory_bytes=16_384 * MEBIBYTE)),
        (("--gpu", "--gpu-share", ".5", "--memory=1G"), Limits(gpu_share=0.5, memory_bytes=2**30)),
    ],
)
def test_how_time_and_devices_are_used_can_be_chosen(
    words: tuple[str, ...], limits: Limits
) -> None:
    assert settings_from(inspect_parser().parse_args(["x", *words]), data=None).limits == limits


def test_a_share_of_a_gpu_without_a_gpu_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path), "--gpu-share", "0.5"]) == 1
    assert "so add --gpu" in capsys.readouterr().err


def test_the_option_goes_before_the_environment_for_data() -> None:
    named = inspect_parser().parse_args(["x", "--data", "/option"])
    unnamed = inspect_parser().parse_args(["x"])

    assert settings_from(named, data=Path("/environment")).data == Path("/option")
    assert settings_from(unnamed, data=Path("/environment")).data == Path("/environment")


def test_no_wall_is_never_chosen_by_itself() -> None:
    assert settings_from(inspect_parser().parse_args(["x"]), data=None).sandbox == "auto"
    assert set(SANDBOX_CHOICES) == {"auto", "bubblewrap", "docker", "podman", "none"}


def test_a_rubric_is_printed_readably(
    rubric_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rubric", str(rubric_file)]) == 0
    assert "A small rubric" in capsys.readouterr().out


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_inspecting_to_the_screen_prints_json_alone(
    sandbox: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(tmp_path / "a2.ipynb", "print(1)")

    assert main(["inspect", str(tmp_path / "a2.ipynb"), "--offline", "--json", "-"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["format"] == 1
    assert found["networks"][0]["parameters"] == 29_642


def test_inspecting_writes_a_file_and_describes(
    sandbox: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(tmp_path / "a2.ipynb", "print(1)")
    target = tmp_path / "evidence.json"

    assert main(["inspect", str(tmp_path / "a2.ipynb"), "--offline", "--json", str(target)]) == 0

    assert json.loads(target.read_text())["format"] == 1
    assert "29,642" in capsys.readouterr().out


def test_inspecting_what_cannot_be_run_says_why(
    sandbox: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(tmp_path / "a2.ipynb", "print(1)")
    monkeyed: dict[str, Any] = {"a2": sandbox_lost, "a2.ipynb": sandbox_lost}
    sandbox.parts |= monkeyed

    assert main(["inspect", str(tmp_path / "a2.ipynb"), "--offline"]) == 1
    assert "the machine is full" in capsys.readouterr().err


def test_a_failure_of_ours_is_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(words: list[str]) -> Exit:
        raise GraderError("here: it went wrong")

    monkeypatch.setattr(cli, "_grade", fail)

    assert main(["anything"]) == 1
    assert capsys.readouterr().err == "here: it went wrong\n"


def test_the_command_stays_within_its_size() -> None:
    # The places that want to grow: a hard limit keeps logic out of them.
    for name, most in (("cli.py", 150), ("grade.py", 80)):
        lines = (Path(cli.__file__).parent / name).read_text().splitlines()
        assert len(lines) <= most, name


def test_the_scratch_folder_is_gone_after_a_run(
    grade: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    with contextlib.ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setattr("tempfile.tempdir", str(place))
        grade()

    assert list(place.iterdir()) == []
