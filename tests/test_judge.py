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
    Condition,
    Criterion,
    DataUsed,
    Evidence,
    Fact,
    InputSeen,
    JointCondition,
    Kind,
    LateRule,
    Level,
    LevelsCondition,
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
    condition: Condition,
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


def level(points: str, condition: CheckCondition | ReviewCondition) -> Level:
    return Level(points=Decimal(points), condition=condition)


def leveled(*levels: Level, needs: tuple[str, ...] = ()) -> Criterion:
    return replace(
        criterion("a", LevelsCondition(levels=levels), needs=needs),
        points=tuple(each.points for each in levels),
    )


@pytest.mark.parametrize(
    ("cheap", "dear", "outcome", "lowest", "highest", "waits"),
    [
        (MET, MET, MET, 10, 10, False),
        (NOT_MET, MET, NOT_MET, 9, 9, False),
        (NOT_MET, NOT_MET, NOT_MET, 7, 7, False),
        (MET, NOT_MET, NOT_MET, 7, 7, False),
        (NOT_MET, SUSPECTED, NOT_MET, 7, 9, True),
        (NOT_MET, OPEN, NOT_MET, 9, 9, True),
        (SUSPECTED, NOT_MET, NOT_MET, 7, 7, False),
        (OPEN, NOT_MET, NOT_MET, 7, 7, False),
        (SUSPECTED, MET, SUSPECTED, 9, 10, True),
        (SUSPECTED, OPEN, SUSPECTED, 9, 10, True),
        (OPEN, SUSPECTED, SUSPECTED, 7, 10, True),
        (OPEN, MET, OPEN, 10, 10, True),
        (OPEN, OPEN, OPEN, 10, 10, True),
    ],
)
def test_the_dearest_level_that_is_certain_costs_and_doubt_makes_an_interval(
    answers: Callable[[Outcome], str],
    cheap: Outcome,
    dear: Outcome,
    outcome: Outcome,
    lowest: int,
    highest: int,
    waits: bool,
) -> None:
    item = leveled(level("1", asks(answers(cheap))), level("3", asks(answers(dear))))

    verdict = judge(EVIDENCE, rubric(item))

    assert verdict.findings[0].answer.outcome is outcome
    assert (verdict.lowest, verdict.highest) == (Decimal(lowest), Decimal(highest))
    assert verdict.is_provisional is waits


def test_a_level_that_a_person_decides_waits_beside_one_that_is_certain(
    answers: Callable[[Outcome], str],
) -> None:
    person = ReviewCondition(question="Is it all wrong?")
    item = leveled(level("1", asks(answers(NOT_MET))), level("3", person))

    verdict = judge(EVIDENCE, rubric(item))

    (finding,) = verdict.waiting
    assert (finding.lost, finding.undecided) == (Decimal(1), OPEN)
    assert finding.levels[1].question == "Is it all wrong?"
    assert verdict.highest == Decimal(9)


def test_a_level_hangs_on_what_its_item_needs(answers: Callable[[Outcome], str]) -> None:
    needed = criterion("needed", asks(answers(OPEN)))
    item = leveled(
        level("1", asks(answers(MET))), level("3", asks(answers(NOT_MET))), needs=("needed",)
    )

    verdict = judge(EVIDENCE, rubric(needed, item))

    assert (verdict.lowest, verdict.highest) == (Decimal(7), Decimal(10))


@pytest.mark.parametrize(
    ("first", "second", "every", "either"),
    [
        (MET, MET, MET, MET),
        (MET, NOT_MET, NOT_MET, MET),
        (NOT_MET, NOT_MET, NOT_MET, NOT_MET),
        (MET, SUSPECTED, SUSPECTED, MET),
        (MET, OPEN, OPEN, MET),
        (NOT_MET, OPEN, NOT_MET, OPEN),
        (NOT_MET, SUSPECTED, NOT_MET, SUSPECTED),
        (SUSPECTED, OPEN, SUSPECTED, OPEN),
        (SUSPECTED, SUSPECTED, SUSPECTED, SUSPECTED),
        (OPEN, OPEN, OPEN, OPEN),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_checks_are_joined_without_ever_making_doubt_certain(
    answers: Callable[[Outcome], str],
    first: Outcome,
    second: Outcome,
    every: Outcome,
    either: Outcome,
    turned: bool,
) -> None:
    parts = (asks(answers(first)), asks(answers(second)))
    parts = parts[::-1] if turned else parts
    verdict = judge(
        EVIDENCE,
        rubric(
            criterion("all", JointCondition(parts=parts, needs_all=True)),
            criterion("any", JointCondition(parts=parts, needs_all=False)),
        ),
    )

    assert outcomes(verdict) == {"all": every, "any": either}


def test_a_check_that_fails_inside_others_leaves_only_itself_open(
    monkeypatch: pytest.MonkeyPatch, answers: Callable[[Outcome], str]
) -> None:
    def broken(case: Case) -> Answer:
        raise KeyError

    monkeypatch.setitem(CHECKS, "broken", broken)
    parts = (asks("broken"), asks(answers(MET)))

    verdict = judge(EVIDENCE, rubric(criterion("a", JointCondition(parts=parts, needs_all=False))))

    assert outcomes(verdict) == {"a": MET}


def bonus(
    identifier: str,
    condition: CheckCondition | ReviewCondition,
    *points: str,
    needs: tuple[str, ...] = (),
) -> Criterion:
    levels = tuple(Decimal(each) for each in points)
    return replace(criterion(identifier, condition, needs=needs), points=levels, is_bonus=True)


@pytest.mark.parametrize(
    ("answer", "grade", "waits"),
    [(MET, 10, False), (NOT_MET, 8, False), (SUSPECTED, 8, True), (OPEN, 8, True)],
)
def test_a_bonus_adds_points_only_for_certain_and_never_costs_any(
    answers: Callable[[Outcome], str], answer: Outcome, grade: int, waits: bool
) -> None:
    verdict = judge(
        EVIDENCE,
        rubric(criterion("a", asks(answers(NOT_MET))), bonus("b", asks(answers(answer)), "2")),
    )

    assert verdict.lowest == verdict.highest == Decimal(grade)
    assert verdict.is_provisional is waits


@pytest.mark.parametrize(
    ("of_question", "of_rubric", "grade"),
    [
        (None, None, 10),
        (None, Decimal(12), 12),
        (None, Decimal(20), 13),
        (Decimal(11), Decimal(12), 11),
        (Decimal(11), None, 10),
    ],
)
def test_bonus_items_lead_to_no_more_than_the_caps(
    answers: Callable[[Outcome], str],
    of_question: Decimal | None,
    of_rubric: Decimal | None,
    grade: int,
) -> None:
    asked = rubric(bonus("b", asks(answers(MET)), "3"))
    question = replace(asked.questions[0], at_most=of_question)

    verdict = judge(
        EVIDENCE,
        replace(asked, questions=(question,), at_most=of_rubric),
    )

    assert verdict.highest == verdict.lowest == Decimal(grade)


def test_deductions_floor_at_zero_before_a_bonus_is_added(
    answers: Callable[[Outcome], str],
) -> None:
    verdict = judge(
        EVIDENCE,
        rubric(
            criterion("a", asks(answers(NOT_MET)), points="9"),
            criterion("b", asks(answers(NOT_MET)), points="9"),
            bonus("c", asks(answers(MET)), "3"),
        ),
    )

    assert verdict.highest == Decimal(3)


def test_a_bonus_of_several_levels_gives_the_least_and_waits_for_more(
    answers: Callable[[Outcome], str],
) -> None:
    asked = replace(rubric(bonus("b", asks(answers(MET)), "1", "3")), at_most=Decimal(20))

    verdict = judge(EVIDENCE, asked)

    assert verdict.highest == Decimal(11)
    assert verdict.is_provisional


def test_a_bonus_that_hangs_on_something_open_is_not_given_yet(
    answers: Callable[[Outcome], str],
) -> None:
    needed = criterion("needed", asks(answers(OPEN)))
    asked = rubric(needed, bonus("b", asks(answers(MET)), "2", needs=("needed",)))

    verdict = judge(EVIDENCE, replace(asked, at_most=Decimal(12)))

    assert verdict.highest == Decimal(10)
