"""`grade rubric`: start a rubric, explain an item, try it on a submission, audit it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import grader.gather
from grader.changes import verdict_before
from grader.cli import main
from grader.rubric_file import load_rubric
from grader.rubric_tools.explaining import check_section
from grader.rubric_tools.starting import template_text
from tests.conftest import SMALL_RUBRIC
from tests.fake_runs import Scripted, write_notebook

Ask = Callable[..., int]
WRONG = (784, 33, 64, 32, 10)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def sandbox(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Scripted:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("GRADE_DATA", raising=False)
    scripted = Scripted(tmp_path / "probe")
    monkeypatch.setattr(grader.gather, "sandboxed_examiner", scripted.opener())
    return scripted


@pytest.fixture
def ask(tmp_path: Path, rubric_file: Path, sandbox: Scripted) -> Ask:
    """`grade rubric small.yaml ...` with recorded runs."""

    def run(*words: str, running: bool = True) -> int:
        usual = ["--offline", "--out", str(tmp_path / "out")] if running else []
        return main(["rubric", str(rubric_file), *words, *usual])

    return run


def test_a_new_rubric_loads_without_complaint_and_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a5.yaml"

    assert main(["rubric", "--new", str(path)]) == 0
    assert load_rubric(path).points == 10
    path.write_text("mine")
    capsys.readouterr()

    assert main(["rubric", str(path), "--new"]) == 1
    assert path.read_text() == "mine"
    (line,) = capsys.readouterr().err.splitlines()
    assert "is there already" in line


def test_a_new_rubric_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "--new"]) == 0
    assert capsys.readouterr().out == template_text()


def test_an_item_is_explained_with_its_settings_and_what_would_decide_it(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("--explain", "wrong-network", running=False) == 0

    told = capsys.readouterr().out
    assert "1/wrong-network  −5 of 15 points, Deep" in told
    assert "It costs points unless architecture(network: deep)" in told
    assert "deep: 784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10, 29,642 parameters" in told
    # What leaves it undecided comes from the page about checks.
    assert "Suspected when they differ but something is in doubt" in " ".join(told.split())


def test_an_item_says_after_what_it_is_asked(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("--explain", "1/fails-with-it", running=False) == 0

    assert "Asked only if 1/wrong-network is met" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--explain", "wrong-netwrk"], "no item has this id"),
        (["--explain", "1/wrong-netwrok"], "did you mean '1/wrong-network'?"),
        (["--try", "/not/there"], "/not/there: no such file or folder"),
        (["--audit", "/not/there"], "/not/there: no such folder"),
        (["--audit"], "name their folder behind --audit"),
    ],
)
def test_what_was_asked_wrongly_is_one_line(
    ask: Ask, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert ask(*words) == 1

    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_every_check_has_a_section_that_explains_it() -> None:
    page = "# Checks\n\n## `plot`\n\nA plot.\n\n### More\n\nMore.\n\n## `svd` and `mean`\n\nBoth.\n"

    assert check_section(page, "plot") == "## `plot`\n\nA plot.\n\n### More\n\nMore.\n"
    assert check_section(page, "mean") == "## `svd` and `mean`\n\nBoth."
    assert check_section(page, "plo") == ""


def test_a_submission_is_tried_with_each_item_and_its_evidence(
    ask: Ask, tmp_path: Path, sandbox: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(tmp_path / "mine" / "a2.ipynb", "print(1)")

    assert ask("--try", str(tmp_path / "mine")) == 0
    told = capsys.readouterr().out
    assert ask("--try", str(tmp_path / "mine")) == 0

    assert "mine  20 of 20 points" in told
    for part in ("✓ kept", "1/wrong-network, −5", "Found: 784 -> 32", "3 of 3 items were decided"):
        assert part in told
    # The second time it comes from the store.
    assert sandbox.runs == ["mine"]


def _cases(folder: Path, expected: str, *names: str) -> Path:
    for name in names:
        write_notebook(folder / name / "a2.ipynb", f"# {name}")
    (folder / "expected.yaml").write_text(expected)
    return folder


def test_an_audit_in_which_all_is_as_it_should_be_ends_with_zero(
    ask: Ask, tmp_path: Path, sandbox: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = "solution: right\nfaults/narrow: {loses: 1/wrong-network, why: one unit more}\n"
    folder = _cases(tmp_path / "cases", expected, "solution", "faults/narrow")
    sandbox.sizes["case-1"] = WRONG

    status = ask("--audit", str(folder))

    told = capsys.readouterr().out
    # Its run was recorded, so what is not certain waits for a person and is no miss.
    assert "0 missed; 0 wrong deductions" in told
    assert "Of a right case 3 of 3 deductions (100 %) are decided without a person." in told
    assert "fails-with-it" in told
    assert status == 0


def test_a_planted_fault_from_which_nothing_follows_may_say_so(ask: Ask, tmp_path: Path) -> None:
    expected = "narrow: {loses: 1/wrong-network, may_lose: []}\n"
    folder = _cases(tmp_path / "cases", expected, "narrow")

    # Nothing is wrong with the file; that the fault is missed is another matter.
    assert ask("--audit", str(folder)) == 2


def test_an_audit_tells_what_is_missed_and_what_is_given_for_nothing(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _cases(tmp_path / "cases", "hand-out: empty\nwide: [2/fails]\n", "hand-out", "wide")

    assert ask("--audit", str(folder)) == 2

    told = capsys.readouterr().out
    assert "wide: kept 2/fails, which it must lose." in told
    assert "hand-out: keeps 20 points for nothing, 1 are tolerable." in told
    assert "1 missed" in told


def test_an_audit_tells_what_is_deducted_wrongly(
    ask: Ask,
    tmp_path: Path,
    rubric_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rubric_file.write_text(
        SMALL_RUBRIC.replace("unless: {architecture: deep}", "when: {architecture: deep}")
        + "    bonus:\n      - {id: runs, points: 1, when: notebook_runs}\n"
    )
    rubric_file.write_text(
        rubric_file.read_text().replace(
            "points: 5\n        when", "statement: No.\n        points: 5\n        when"
        )
    )
    folder = _cases(tmp_path / "cases", "solution: right\n", "solution")

    assert ask("--audit", str(folder)) == 2

    told = capsys.readouterr().out
    assert "solution: lost 1/wrong-network, which it must not." in told
    # A bonus that is given or not is no deduction.
    assert "1 wrong deduction" in told


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("soluton: right\n", "'soluton' is no submission in this folder"),
        ("../solution: right\n", "is no submission in this folder"),
        ("solution: wright\n", "no item has the id 'wright'"),
        ("solution: {loses: [1/wrong-netwrok]}\n", "did you mean '1/wrong-network'?"),
        ("solution: {lose: []}\n", "a case has no key 'lose', did you mean 'loses'?"),
        ("", "the file is empty"),
    ],
)
def test_cases_are_checked_before_anything_runs(
    ask: Ask,
    tmp_path: Path,
    sandbox: Scripted,
    capsys: pytest.CaptureFixture[str],
    expected: str,
    told: str,
) -> None:
    folder = _cases(tmp_path / "cases", expected, "solution")

    assert ask("--audit", str(folder)) == 1

    assert told in capsys.readouterr().err
    assert sandbox.runs == []


def _change(rubric_file: Path, old: str, new: str) -> None:
    text = rubric_file.read_text()
    assert old in text
    rubric_file.write_text(text.replace(old, new))


def test_a_changed_rubric_says_who_gains_or_loses_what_and_why(
    tmp_path: Path,
    rubric_file: Path,
    sandbox: Scripted,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("anna", "ben"):
        write_notebook(tmp_path / "class" / name / "a2.ipynb", f"# {name}")
    words = [str(tmp_path / "class"), "--rubric", str(rubric_file), "--offline"]
    words += ["--out", str(tmp_path / "out")]
    main(words)
    first = capsys.readouterr().out
    _change(rubric_file, "title: A small", "# A remark\ntitle: A small")
    main(words)
    same = capsys.readouterr().out
    _change(
        rubric_file,
        "id: fails\n        points: 2\n        unless: notebook_runs",
        "id: fails\n        points: 2\n        when: notebook_runs\n        statement: It fails.",
    )
    main(words)
    changed = capsys.readouterr().out

    assert "rubric is another one" not in first
    assert "another one than in the last run: no grade of 2 changes." in same
    assert "of 2 submissions, 2 lose." in changed
    assert "−2 2/fails costs 2, before is met" in changed
    assert sandbox.runs == ["anna", "ben"]


def test_another_grade_of_another_submission_is_not_the_rubric_s_doing(
    tmp_path: Path, rubric_file: Path, sandbox: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    write_notebook(tmp_path / "class" / "anna" / "a2.ipynb", "# anna")
    words = [str(tmp_path / "class"), "--rubric", str(rubric_file), "--offline"]
    words += ["--out", str(tmp_path / "out")]
    main(words)
    write_notebook(tmp_path / "class" / "anna" / "a2.ipynb", "# handed in once more")
    _change(rubric_file, "points: 2", "points: 3")
    capsys.readouterr()

    main(words)

    assert "rubric is another one" not in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99}', '{"format": 1}', "\udcff"])
def test_a_verdict_that_nobody_can_read_any_more_stops_nothing(
    tmp_path: Path, content: str
) -> None:
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / "verdict.json").write_bytes(content.encode("utf-8", "surrogateescape"))

    assert verdict_before(tmp_path, "anna", digest="new") is None
    assert verdict_before(tmp_path, "nobody", digest="new") is None
