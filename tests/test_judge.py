"""The judge: from answers to findings, whatever the checks say."""

import copy
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

import grader.judge
from grader.checks import CHECKS
from grader.judge import judge
from grader.notation import bias_count, parameter_count, parse_architecture
from grader.records import (
    Answer,
    Case,
    CellOutcome,
    CellRun,
    CheckCondition,
    Criterion,
    DataUsed,
    Evidence,
    Fact,
    InputSeen,
    Kind,
    LateRule,
    Measurement,
    Network,
    NotebookCells,
    Outcome,
    Place,
    Question,
    RequiredNetwork,
    ReviewCondition,
    Rubric,
    Setting,
    Verdict,
)

DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
HERE = Place(file="a2.ipynb", cell=0)
RAN = NotebookCells(path="a2.ipynb", cells=(CellRun(index=0, outcome=CellOutcome.OK, seconds=1.0),))
EVIDENCE = Evidence(submission="anna", name="Anna", digest="0", notebooks=(RAN,))
MET, NOT_MET, SUSPECTED = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED
OPEN, SKIPPED = Outcome.OPEN, Outcome.SKIPPED


def asks(name: str, *, when: bool = False, **settings: str | Decimal) -> CheckCondition:
    return CheckCondition(
        check=name,
        settings=tuple(Setting(name=key, value=value) for key, value in settings.items()),
        deduct_when=when,
    )


def criterion(
    identifier: str,
    condition: CheckCondition | ReviewCondition,
    *,
    points: str = "2",
    needs: tuple[str, ...] = (),
    look_at: tuple[str, ...] = (),
) -> Criterion:
    return Criterion(
        id=identifier,
        statement=f"{identifier} is right.",
        points=(Decimal(points),),
        condition=condition,
        needs=needs,
        look_at=look_at,
    )


def rubric(*criteria: Criterion, late: LateRule | None = None) -> Rubric:
    architecture = parse_architecture(DEEP)
    deep = RequiredNetwork(
        name="deep",
        notation=DEEP,
        architecture=architecture,
        parameters=parameter_count(architecture),
        biases=bias_count(architecture),
        task="a2/clothing",
    )
    question = Question(id="1", title="One", points=Decimal(10), criteria=criteria)
    return Rubric(
        title="A2",
        source="a2.yaml",
        digest="r",
        points=Decimal(10),
        questions=(question,),
        networks=(deep,),
        late=late,
    )


def outcomes(verdict: Verdict) -> dict[str, Outcome]:
    return {finding.criterion.id: finding.answer.outcome for finding in verdict.findings}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Outcome], str]:
    """Puts a check into the table that always gives this outcome; returns its name."""

    def put(outcome: Outcome) -> str:
        def check(case: Case) -> Answer:
            return Answer(outcome=outcome, reason="So it is.", facts=())

        name = f"always {outcome.value}"
        monkeypatch.setitem(CHECKS, name, check)
        return name

    return put


@pytest.mark.parametrize(
    ("answer", "unless", "when"),
    [
        (MET, MET, NOT_MET),
        (NOT_MET, NOT_MET, MET),
        (SUSPECTED, SUSPECTED, SUSPECTED),
        (OPEN, OPEN, OPEN),
    ],
)
def test_unless_deducts_what_is_not_met_and_when_what_is(
    answers: Callable[[Outcome], str], answer: Outcome, unless: Outcome, when: Outcome
) -> None:
    name = answers(answer)

    verdict = judge(
        EVIDENCE, rubric(criterion("a", asks(name)), criterion("b", asks(name, when=True)))
    )

    assert outcomes(verdict) == {"a": unless, "b": when}


@pytest.mark.parametrize(
    ("need", "asked", "outcome"),
    [
        (MET, NOT_MET, NOT_MET),
        (NOT_MET, NOT_MET, SKIPPED),
        (NOT_MET, MET, SKIPPED),
        (SUSPECTED, NOT_MET, SUSPECTED),
        (OPEN, NOT_MET, SUSPECTED),
        (SUSPECTED, MET, MET),
        (OPEN, OPEN, OPEN),
    ],
)
def test_a_criterion_follows_what_it_needs(
    answers: Callable[[Outcome], str], need: Outcome, asked: Outcome, outcome: Outcome
) -> None:
    # The needing criterion comes first in the rubric: order must not matter.
    needing = criterion("needing", asks(answers(asked)), needs=("needed",))
    needed = criterion("needed", asks(answers(need)))

    verdict = judge(EVIDENCE, rubric(needing, needed))

    assert outcomes(verdict)["needing"] is outcome


def test_what_is_skipped_skips_what_needs_it_and_costs_nothing(
    answers: Callable[[Outcome], str],
) -> None:
    wrong = answers(NOT_MET)
    verdict = judge(
        EVIDENCE,
        rubric(
            criterion("first", asks(wrong)),
            criterion("second", asks(wrong), needs=("first",)),
            criterion("third", asks(wrong), needs=("second",)),
        ),
    )

    assert outcomes(verdict) == {"first": NOT_MET, "second": SKIPPED, "third": SKIPPED}
    assert verdict.lowest == verdict.highest == Decimal(8)
    assert "first is right." in verdict.findings[1].answer.reason


def test_a_deduction_that_hangs_on_an_open_need_says_so(
    answers: Callable[[Outcome], str],
) -> None:
    needed = criterion("needed", asks(answers(OPEN)))
    needing = criterion("needing", asks(answers(NOT_MET)), needs=("needed",))

    answer = judge(EVIDENCE, rubric(needed, needing)).findings[1].answer

    assert answer.reason.startswith("So it is. ")
    assert "needed is right." in answer.reason


def test_a_review_item_is_open_and_shows_where_to_look() -> None:
    condition = ReviewCondition(question="Does it compare both?")
    verdict = judge(EVIDENCE, rubric(criterion("a", condition, look_at=("claims about accuracy",))))

    answer = verdict.findings[0].answer
    assert answer.outcome is OPEN
    assert answer.facts == (Fact(label="Look at", text="claims about accuracy"),)
    assert verdict.highest == verdict.lowest == Decimal(10)
    assert verdict.is_provisional


def test_a_remark_costs_nothing(answers: Callable[[Outcome], str]) -> None:
    verdict = judge(EVIDENCE, rubric(criterion("a", asks(answers(NOT_MET)), points="0")))

    assert verdict.highest == verdict.lowest == Decimal(10)


@pytest.mark.parametrize("outcome", [SUSPECTED, OPEN])
def test_a_remark_that_is_undecided_waits_for_nobody(
    answers: Callable[[Outcome], str], outcome: Outcome
) -> None:
    verdict = judge(EVIDENCE, rubric(criterion("a", asks(answers(outcome)), points="0")))

    assert verdict.waiting == ()
    assert not verdict.is_provisional


def test_a_check_that_fails_is_open_and_the_others_are_still_asked(
    monkeypatch: pytest.MonkeyPatch, answers: Callable[[Outcome], str]
) -> None:
    def broken(case: Case) -> Answer:
        raise KeyError("a secret at 0x7f00")

    monkeypatch.setitem(CHECKS, "broken", broken)
    verdict = judge(
        EVIDENCE,
        rubric(criterion("a", asks("broken")), criterion("b", asks(answers(NOT_MET)))),
    )

    assert outcomes(verdict) == {"a": OPEN, "b": NOT_MET}
    assert "KeyError" in verdict.findings[0].answer.reason
    assert "0x7f00" not in verdict.findings[0].answer.reason


def test_a_matching_that_fails_leaves_everything_open(
    monkeypatch: pytest.MonkeyPatch, answers: Callable[[Outcome], str]
) -> None:
    def broken(evidence: Evidence, required: tuple[RequiredNetwork, ...]) -> None:
        raise RecursionError

    monkeypatch.setattr(grader.judge, "match_networks", broken)

    verdict = judge(EVIDENCE, rubric(criterion("a", asks(answers(NOT_MET)))))

    assert outcomes(verdict) == {"a": OPEN}


@pytest.mark.parametrize(
    "notebooks",
    [
        (),
        (NotebookCells(path="a2.ipynb", cells=()),),
        (replace(RAN, cells=(CellRun(index=0, outcome=CellOutcome.NOT_RUN, seconds=0.0),)),),
    ],
)
def test_a_submission_of_which_nothing_ran_is_open_throughout(
    answers: Callable[[Outcome], str], notebooks: tuple[NotebookCells, ...]
) -> None:
    asked = rubric(
        criterion("a", asks(answers(NOT_MET))),
        criterion("b", asks(answers(MET), when=True)),
        criterion("c", ReviewCondition(question="Is it good?"), needs=("a",)),
    )

    verdict = judge(replace(EVIDENCE, notebooks=notebooks), asked)

    assert set(outcomes(verdict).values()) == {OPEN}
    assert verdict.highest == Decimal(10)


@pytest.mark.parametrize(
    ("days", "highest"), [(None, "10"), (0, "10"), (1, "9"), (7, "3"), (8, "0")]
)
def test_late_days_cap_the_grade(days: int | None, highest: str) -> None:
    rule = LateRule(per_day=Decimal("0.1"), reject_after_days=7)

    verdict = judge(EVIDENCE, rubric(late=rule), late_days=days)

    assert verdict.highest == Decimal(highest)
    assert (verdict.late is None) == (not days)


def test_late_days_without_a_rule_cost_nothing() -> None:
    verdict = judge(EVIDENCE, rubric(), late_days=3)

    assert verdict.late is None


def test_the_whole_road_is_walked_from_networks_to_points() -> None:
    seen = InputSeen(shape=(784,), minimum=0.0, maximum=1.0, scaling="0..1")
    network = Network(
        id="n1",
        name="net",
        class_name="Net",
        layers=DEEP,
        parameters=29_642,
        trainable_parameters=29_642,
        bias_parameters=138,
        kind=Kind.MEASURED,
        place=HERE,
        method="export",
        input=seen,
        steps=10,
    )
    measurement = Measurement(
        network="n1",
        task="a2/clothing",
        metric="accuracy",
        value=61.2,
        examples=60_000,
        kind=Kind.MEASURED,
        place=HERE,
    )
    evidence = replace(
        EVIDENCE,
        networks=(network,),
        measurements=(measurement,),
        data=DataUsed(name="Fashion-MNIST", stand_in=False, digest="0"),
    )
    asked = rubric(
        criterion("layers", asks("architecture", network="deep")),
        criterion(
            "accuracy",
            asks("accuracy", network="deep", at_least=Decimal(84)),
            needs=("layers",),
        ),
    )
    before = copy.deepcopy((evidence, asked))

    verdict = judge(evidence, asked)

    assert outcomes(verdict) == {"layers": MET, "accuracy": NOT_MET}
    assert verdict.highest == verdict.lowest == Decimal(8)
    assert (verdict.submission, verdict.name, verdict.rubric) == ("anna", "Anna", "A2")
    assert judge(evidence, asked) == verdict
    assert (evidence, asked) == before
    assert set(CHECKS) >= {"architecture", "accuracy"}
