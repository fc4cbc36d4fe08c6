"""The road of a class, with recorded runs: no kernel is started here."""

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from grader.course import Course
from grader.errors import SettingsError
from grader.examine import Examiner
from grader.gather import OpenExaminer
from grader.grade import GradedClass, grade_class
from grader.records import Outcome
from grader.rubric_file import load_rubric
from grader.settings import Settings
from grader.store import Store
from reference.data import Source, raw_splits, stand_in_source
from tests.fake_runs import Scripted, interrupt, sandbox_lost, write_notebook

Grade = Callable[..., GradedClass]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return stand_in_source(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def course(source: Source) -> Course:
    """The data that the small rubric asks for; made once, since it takes a while."""
    return Course(source, files=["hw2_Q2_and_Q3_data.npz"], tasks=["a2/clothing"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class of three."""
    for name in ("anna", "ben", "cleo"):
        write_notebook(tmp_path / "class" / name / "a2.ipynb", f"# {name}\nprint(1)")
    return tmp_path / "class"


@pytest.fixture
def sandbox(tmp_path: Path, source: Source) -> Scripted:
    images = raw_splits(source, "a2/clothing")[0].images
    return Scripted(tmp_path / "probe", rows=(images[:4] / 255).astype(np.float32))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def grade(folder: Path, out: Path, rubric_file: Path, course: Course, sandbox: Scripted) -> Grade:
    """Grades the class."""
    scratch = iter(range(100))

    def run(
        settings: Settings | None = None,
        *,
        late: dict[str, int] | None = None,
        opener: OpenExaminer | None = None,
        right: float = 0.9,
    ) -> GradedClass:
        rubric = load_rubric(rubric_file, data=course.used.name)
        place = out.parent / f"scratch-{next(scratch)}"
        place.mkdir()
        return grade_class(
            folder,
            rubric,
            course,
            replace(settings or Settings(), out=out),
            late=late or {},
            graded_on="2026-01-02",
            scratch=place,
            console=Console(file=io.StringIO()),
            open_examiner=opener or sandbox.opener(right=right),
        )

    return run


@contextlib.contextmanager
def nobody(settings: Settings, course: Course, store: Store) -> Iterator[Examiner]:
    """An examiner that must not be opened: opening it starts processes."""
    raise AssertionError("something was to be run")
    yield


def grades(done: GradedClass) -> dict[str, Decimal | None]:
    return {one.id: one.verdict.highest if one.verdict else None for one in done.graded}


def test_a_right_network_gets_all_points_and_everything_is_written(grade: Grade, out: Path) -> None:
    done = grade()

    assert grades(done) == dict.fromkeys(("anna", "ben", "cleo"), Decimal(20))
    assert done.executed == 3
    assert done.page == out / "index.html"
    for name in ("report.html", "report.md", "verdict.json", "evidence.json"):
        assert (out / "anna" / name).stat().st_size > 100
    assert (out / "grades.csv").read_text().count("\n") == 4
    assert "<b>ok" not in (out / "anna" / "report.html").read_text()


def test_a_wrong_network_loses_its_points_once(grade: Grade, sandbox: Scripted) -> None:
    sandbox.sizes["ben"] = (784, 32, 64, 31, 10)

    done = grade()

    assert grades(done)["ben"] == Decimal(15)
    (ben,) = [one for one in done.graded if one.id == "ben"]
    assert ben.verdict is not None
    outcomes = {f.criterion.id: f.answer.outcome for f in ben.verdict.findings}
    assert outcomes == {
        "1/wrong-network": Outcome.NOT_MET,
        "1/fails-with-it": Outcome.SKIPPED,
        "2/fails": Outcome.MET,
    }


@pytest.mark.parametrize(("right", "per_cent"), [(0.9, 90), (0.1, 10), (0.0, 0), (1.0, 100)])
def test_a_network_is_worth_what_we_measure(grade: Grade, right: float, per_cent: float) -> None:
    done = grade(Settings(only=("anna",)), right=right)

    evidence = json.loads((done.page.parent / "anna" / "evidence.json").read_text())
    (measurement,) = evidence["measurements"]
    assert measurement["value"] == pytest.approx(per_cent, abs=0.01)
    assert (measurement["kind"], measurement["examples"]) == ("measured", 50_000)
    assert measurement["note"] == "inputs divided by 255, to 0..1"


def test_a_second_run_starts_nothing(grade: Grade, out: Path) -> None:
    first = grade()
    report = (out / "anna" / "report.html").read_bytes()

    second = grade(opener=nobody)

    assert second.executed == 0
    assert grades(second) == grades(first)
    assert (out / "anna" / "report.html").read_bytes() == report


def test_changed_points_are_judged_anew_without_running_anything(
    grade: Grade, rubric_file: Path, sandbox: Scripted
) -> None:
    sandbox.sizes["ben"] = (784, 32, 64, 31, 10)
    assert grades(grade())["ben"] == Decimal(15)
    text = rubric_file.read_text()
    assert text.count("points: 5\n        unless: {architecture") == 1

    rubric_file.write_text(
        text.replace("points: 5\n        unless: {arch", "points: 7\n        unless: {arch")
    )
    done = grade(opener=nobody)

    assert grades(done)["ben"] == Decimal(13)
    assert grades(done)["anna"] == Decimal(20)


def test_fresh_runs_everything_again(grade: Grade, sandbox: Scripted) -> None:
    grade()

    done = grade(Settings(fresh=True))

    assert done.executed == 3
    assert sorted(sandbox.runs) == ["anna", "anna", "ben", "ben", "cleo", "cleo"]


def test_only_what_changed_is_run_again(grade: Grade, folder: Path, sandbox: Scripted) -> None:
    grade()
    write_notebook(folder / "ben" / "a2.ipynb", "print('changed')")

    assert grade().executed == 1
    assert sandbox.runs[3:] == ["ben"]


def test_each_report_is_written_as_soon_as_it_is_judged(
    grade: Grade, out: Path, sandbox: Scripted
) -> None:
    written: list[str] = []
    sandbox.parts["cleo"] = lambda _: written.extend(p.parent.name for p in out.glob("*/*.html"))

    grade()

    # With one worker the last run begins after the first report was written, or as it is.
    assert "anna" in written


def test_a_sandbox_that_fails_is_not_run_again_and_costs_nobody_a_point(
    grade: Grade, out: Path, sandbox: Scripted
) -> None:
    sandbox.parts["ben"] = sandbox_lost

    done = grade()

    (ben,) = [one for one in done.graded if one.id == "ben"]
    # Starting a kernel is tried again inside the sandbox; here that would multiply the attempts.
    assert sandbox.runs.count("ben") == 1
    assert (ben.verdict, ben.evidence) == (None, None)
    assert ben.problem == "the sandbox failed: the machine is full"
    assert not (out / "ben").exists()
    assert '"the sandbox failed: the machine is full"' in (out / "grades.csv").read_text()
    assert grades(done)["anna"] == Decimal(20)


def test_what_failed_is_run_again_by_the_next_command(grade: Grade, sandbox: Scripted) -> None:
    sandbox.parts["ben"] = sandbox_lost
    grade()
    del sandbox.parts["ben"]

    done = grade()

    assert (done.executed, grades(done)["ben"]) == (1, Decimal(20))


def test_only_named_submissions_are_run_and_the_others_stay_in_the_gradebook(
    grade: Grade, sandbox: Scripted
) -> None:
    done = grade(Settings(only=("ben",)))

    assert sandbox.runs == ["ben"]
    assert grades(done) == {"anna": None, "ben": Decimal(20), "cleo": None}
    assert done.graded[0].problem == "not run yet: left out by --only"


def test_named_submissions_are_run_beside_what_is_known(grade: Grade, sandbox: Scripted) -> None:
    grade()

    done = grade(Settings(only=("ben",), fresh=True))

    assert sandbox.runs[3:] == ["ben"]
    assert grades(done) == dict.fromkeys(("anna", "ben", "cleo"), Decimal(20))


@pytest.mark.parametrize("late", [{"dora": 1}, {}])
def test_a_name_that_nobody_has_is_refused_before_anything_runs(
    grade: Grade, late: dict[str, int]
) -> None:
    settings = Settings() if late else Settings(only=("dora",))

    with pytest.raises(SettingsError, match="dora: no submission has this id, there are anna, ben"):
        grade(settings, late=late, opener=nobody)


def test_late_days_cap_the_grade_without_running_anything(grade: Grade) -> None:
    grade()

    done = grade(late={"anna": 2, "cleo": 8}, opener=nobody)

    assert grades(done) == {"anna": Decimal(16), "ben": Decimal(20), "cleo": Decimal(0)}


def test_the_same_files_under_two_names_are_two_students(grade: Grade, folder: Path) -> None:
    source = (folder / "anna" / "a2.ipynb").read_bytes()
    (folder / "ben" / "a2.ipynb").write_bytes(source)
    grade()

    done = grade(opener=nobody)

    names = [one.evidence.submission for one in done.graded if one.evidence]
    assert names == ["anna", "ben", "cleo"]
    evidence = json.loads((done.page.parent / "ben" / "evidence.json").read_text())
    assert (evidence["submission"], evidence["name"]) == ("ben", "ben")


def test_ctrl_c_keeps_what_is_done(grade: Grade, out: Path, sandbox: Scripted) -> None:
    sandbox.parts["cleo"] = interrupt
    with pytest.raises(KeyboardInterrupt):
        grade()
    assert (out / "anna" / "report.html").exists()
    del sandbox.parts["cleo"]

    done = grade()

    assert done.executed == 1
    assert grades(done) == dict.fromkeys(("anna", "ben", "cleo"), Decimal(20))


def test_two_workers_grade_as_one_does(grade: Grade) -> None:
    done = grade(Settings(workers=2))

    assert [one.id for one in done.graded] == ["anna", "ben", "cleo"]
    assert grades(done) == dict.fromkeys(("anna", "ben", "cleo"), Decimal(20))


@pytest.mark.parametrize("left", ["[" * 5_000, "{}", "\x00", None])
def test_a_probe_that_was_lied_to_costs_nobody_the_class(
    grade: Grade, sandbox: Scripted, left: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests import fake_runs

    def forge(folder: Path, *_: object) -> None:
        if left is None:
            (folder / "networks.json").mkdir()
        else:
            (folder / "networks.json").write_text(left)

    monkeypatch.setattr(fake_runs, "leave_network", forge)

    done = grade(Settings(only=("anna",)))

    (anna,) = [one for one in done.graded if one.id == "anna"]
    assert anna.verdict is not None
    assert anna.evidence is not None
    assert anna.evidence.networks == ()
    assert any("could not be read" in ending.sentence for ending in anna.evidence.endings)
