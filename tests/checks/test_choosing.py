"""Which of several networks answers a question."""

from decimal import Decimal

import pytest

from grader.checks.choosing import choose
from grader.checks.measured.predictions import accuracy
from grader.records import Evaluation, Kind, Measurement, Outcome
from tests.checks.trained import account, at, case, network, required

NETS = (network("n1"), network("n2", checkpoint="models/best.pt"), network("n3"))


def looked_at(of: str, cell: int, *, trained_on: bool | None = False) -> Evaluation:
    return Evaluation(
        network=of,
        examples=100,
        times=1,
        mode_training=False,
        gradients=False,
        same_data_as_training=trained_on,
        shuffled=False,
        place=at(cell),
    )


def test_one_candidate_is_no_choice() -> None:
    assert choose(case(), NETS[:1]).fact is None


def test_the_best_comes_first_where_nothing_else_tells() -> None:
    choice = choose(case(networks=NETS), NETS)

    assert choice.network.id == "n1"
    assert choice.fact is not None
    assert choice.fact.text.startswith("net (n1) of 3 candidates, because ")


def test_the_last_evaluation_on_other_data_tells() -> None:
    seen = (looked_at("n3", 4), looked_at("n1", 2), looked_at("n2", 9, trained_on=True))

    assert choose(case(networks=NETS, evaluations=seen), NETS).network.id == "n3"


def test_the_write_up_goes_before_the_last_evaluation() -> None:
    one = case(
        networks=NETS,
        evaluations=(looked_at("n3", 4),),
        accounts=(account(text="All figures are of best.pt, our final network."),),
    )

    assert choose(one, NETS).network.id == "n2"


def test_what_does_what_was_asked_goes_before_everything_else() -> None:
    one = case(
        networks=NETS,
        evaluations=(looked_at("n3", 4),),
        accounts=(account(text="All figures are of best.pt, our final network."),),
    )

    assert choose(one, NETS, doing_it={"n1"}).network.id == "n1"
    assert choose(one, NETS, doing_it={"n1", "n3"}).network.id == "n3"
    assert choose(one, NETS, doing_it=set()).network.id == "n2"


@pytest.mark.parametrize(("last", "told"), [("n1", "84.5 %"), ("n2", "85 %")])
def test_an_accuracy_is_told_of_the_network_that_was_evaluated_last(last: str, told: str) -> None:
    values = {"n1": 84.5, "n2": 85.0, "n3": 60.0}
    measured = tuple(
        Measurement(
            network=of,
            task="a2/clothing",
            metric="accuracy",
            value=value,
            examples=60_000,
            kind=Kind.MEASURED,
            place=at(0),
        )
        for of, value in values.items()
    )
    one = case(
        required(task="a2/clothing"),
        networks=(network("n1"), network("n2"), network("n3")),
        measurements=measured,
        evaluations=(looked_at(last, 5),),
    )
    answer = accuracy(one, network="shallow", at_least=Decimal(84))

    assert answer.outcome is Outcome.MET
    assert answer.facts[1].text.startswith(told)
    assert [fact.label for fact in answer.facts] == ["Expected", "Found", "Chosen", "Candidates"]
