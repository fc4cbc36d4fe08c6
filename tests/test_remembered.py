"""What was worked out before is used again exactly when nothing changed that it follows from."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import grader.remembered
from grader.consistency.works import Held
from grader.documents import write_evidence
from grader.judge import ask_check, judge
from grader.records import (
    Account,
    Answer,
    Block,
    BlockKind,
    Case,
    CheckCondition,
    Checked,
    Consistency,
    Evidence,
    Expected,
    HeldAgainst,
    Place,
    Rubric,
    Span,
    Statements,
    Verdict,
    WriteUp,
)
from grader.remembered import judge_remembering
from grader.rubric_file import load_rubric
from tests.conftest import SMALL_RUBRIC
from tests.render.invented import an_evidence

Load = Callable[..., Rubric]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The checks that were asked anew."""
    names: list[str] = []

    def ask(condition: CheckCondition, case: Case) -> Answer:
        names.append(condition.check)
        return ask_check(condition, case)

    monkeypatch.setattr(grader.remembered, "ask_check", ask)
    return names


@pytest.fixture(autouse=True)
def held_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The submissions whose documents were held against their work anew."""
    names: list[str] = []

    def hold(evidence: Evidence, *, expected: tuple[Expected, ...]) -> tuple[Held, ...]:
        names.append(evidence.submission)
        return found_out(evidence)

    monkeypatch.setattr(grader.remembered, "held_of", hold)
    return names


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """The small rubric, with one piece of its text replaced by another."""

    def changed(old: str = "", new: str = "") -> Rubric:
        assert old in SMALL_RUBRIC
        path = tmp_path / "small.yaml"
        path.write_text(SMALL_RUBRIC.replace(old, new, 1) if old else SMALL_RUBRIC)
        return load_rubric(path)

    return changed


def an_evidence_with_words() -> Evidence:
    place = Place(file="report.md", line=1)
    blocks = (
        Block(kind=BlockKind.HEADING, text="1 Deep", place=place),
        Block(kind=BlockKind.TEXT, text="See Figure 7.", place=place),
    )
    return replace(an_evidence(), accounts=(an_account("report.md", *blocks),))


def an_account(path: str, *blocks: Block) -> Account:
    write_up = WriteUp(path=path, format="markdown", blocks=blocks)
    return Account(write_up=write_up, statements=Statements(document=path))


def found_out(evidence: Evidence) -> tuple[Held, ...]:
    """What comes of holding, with everything that a record can have."""
    place = Place(file="report.md", line=2, box=(0.1, 2.0, 3.5, 1 / 3))
    record = Checked(
        outcome=Consistency.INCONSISTENT,
        check=HeldAgainst.RUN,
        subject="test accuracy of \x1b[1mdeep — “Net”",
        sentence="The write-up says 5, the run 6.",
        words="accuracy of 5 %",
        place=place,
        span=Span(block=1, start=0, end=4),
        other=Place(file="a.ipynb", cell=3),
    )
    return tuple(
        Held(write_up=account.write_up, checked=(record,)) for account in evidence.accounts
    )


def judged(evidence: Evidence, rubric: Rubric, out: Path) -> Verdict:
    document = write_evidence(evidence)
    found = judge_remembering(evidence, rubric, out=out, document=document)
    assert found.held == found_out(evidence)
    return found.verdict


def judged_anew(evidence: Evidence, rubric: Rubric) -> Verdict:
    checked = tuple(one for each in found_out(evidence) for one in each.checked)
    return judge(evidence, rubric, checked=checked)


def test_the_second_time_nothing_is_asked_and_the_verdict_is_the_same(
    load: Load, tmp_path: Path, asked: list[str], held_anew: list[str]
) -> None:
    evidence, rubric = an_evidence_with_words(), load()

    first = judged(evidence, rubric, tmp_path)
    once, held = list(asked), list(held_anew)
    second = judged(evidence, rubric, tmp_path)

    assert first == second == judged_anew(evidence, rubric)
    # `notebook_runs` stands in two items: what it says of the one, it says of the other.
    assert sorted(once) == ["architecture", "notebook_runs"]
    assert asked == once
    assert held_anew == held == [evidence.submission]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("points: 2\n", "points: 3\n", []),
        ("        needs: [wrong-network]\n", "", []),
        ("id: fails\n", "id: breaks\n", []),
        (
            "unless: notebook_runs\n        needs",
            "when: notebook_runs\n        statement: No.\n        needs",
            [],
        ),
        (
            "unless: {architecture: deep}",
            "unless: {architecture: {network: deep, allow_softmax: false}}",
            ["architecture"],
        ),
        ("title: Runs", "title: Ran", ["architecture", "notebook_runs"]),
        ('id: "2"', 'id: "3"', ["architecture", "notebook_runs"]),
        ("-> 64 ->", "-> 65 ->", ["architecture", "notebook_runs"]),
        ("    task: a2/clothing\n", "", ["architecture", "notebook_runs"]),
    ],
)
def test_a_changed_rubric_asks_only_what_the_change_bears_on(
    load: Load, tmp_path: Path, asked: list[str], old: str, new: str, expected: list[str]
) -> None:
    evidence = an_evidence_with_words()
    judged(evidence, load(), tmp_path)
    asked.clear()
    changed = load(old, new)

    found = judged(evidence, changed, tmp_path)

    assert sorted(asked) == expected
    assert found == judged_anew(evidence, changed)


def test_other_evidence_of_the_same_name_is_held_and_asked_anew(
    load: Load, tmp_path: Path, asked: list[str], held_anew: list[str]
) -> None:
    evidence, rubric = an_evidence_with_words(), load()
    judged(evidence, rubric, tmp_path)
    asked.clear()

    other = replace(evidence, networks=())

    assert judged(other, rubric, tmp_path) == judged_anew(other, rubric)
    assert sorted(asked) == ["architecture", "notebook_runs"]
    assert len(held_anew) == 2


def test_another_program_holds_and_asks_anew(
    load: Load,
    tmp_path: Path,
    asked: list[str],
    held_anew: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    evidence, rubric = an_evidence_with_words(), load()
    judged(evidence, rubric, tmp_path)
    monkeypatch.setattr(grader.remembered, "program_digest", lambda: "another")

    judged(evidence, rubric, tmp_path)

    assert sorted(asked) == sorted(2 * ["architecture", "notebook_runs"])
    assert len(held_anew) == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"held": 5}', b"\xff", b"null"])
def test_what_cannot_be_read_is_worked_out_anew(load: Load, tmp_path: Path, content: bytes) -> None:
    evidence, rubric = an_evidence_with_words(), load()
    first = judged(evidence, rubric, tmp_path)
    (path,) = tmp_path.rglob(f"{evidence.submission}.json")
    path.write_bytes(content)

    assert judged(evidence, rubric, tmp_path) == first
    assert path.read_bytes() != content


def test_a_check_that_fails_is_asked_again(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, rubric = an_evidence_with_words(), load()

    def fail(*_: object) -> Answer:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(grader.remembered, "ask_check", fail)
        failed = judged(evidence, rubric, tmp_path)

    assert "Our check failed" in failed.findings[0].answer.reason
    assert judged(evidence, rubric, tmp_path) == judged_anew(evidence, rubric)


def test_half_characters_in_what_was_found_cost_only_time(load: Load, tmp_path: Path) -> None:
    evidence, rubric = an_evidence_with_words(), load()
    block = Block(
        kind=BlockKind.TEXT, text="See Figure 7 \ud83d.", place=Place(file="\ud83d.md", line=1)
    )
    evidence = replace(evidence, accounts=(an_account("\ud83d.md", block),))

    assert judged(evidence, rubric, tmp_path) == judged(evidence, rubric, tmp_path)
