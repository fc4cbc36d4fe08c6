"""Sizes against numbers of parameters and layers; parts against totals."""

import pytest

from grader.consistency.itself.counts import hold_counts
from grader.consistency.itself.totals import hold_totals
from grader.records import Checked, Consistency
from tests.consistency.itself import Reader

SIZES = (784, 32, 10)


def counted(count: str, rest: str = "") -> list[Checked]:
    reader = Reader(f"# 3.3 Size\n\nThe network 784-32-10 has {count} parameters. {rest}")
    reader.sizes("784-32-10", *SIZES).number("parameters", count)
    return list(hold_counts(reader.work))


@pytest.mark.parametrize(
    ("count", "rest", "outcome"),
    [
        ("25,450", "", Consistency.CONSISTENT),
        ("25k", "", Consistency.CONSISTENT),
        ("25,408", "", Consistency.INCONSISTENT),
        ("25,408", "Biases are not counted.", Consistency.CONSISTENT),
        ("25,408", "This excludes the bias terms.", Consistency.CONSISTENT),
        ("26,450", "", Consistency.INCONSISTENT),
        ("25,120", "", Consistency.CONSISTENT),
    ],
)
def test_parameters_are_counted_from_the_sizes(count: str, rest: str, outcome: Consistency) -> None:
    (checked,) = counted(count, rest)

    assert checked.outcome is outcome
    assert count in checked.sentence


def test_the_known_mistake_is_named() -> None:
    (checked,) = counted("25,408")

    assert checked.sentence == (
        "784 → 32 → 10 has 25,450 parameters with its biases; the text (line 3) says 25,408, "
        "which is the number without the biases."
    )


def test_a_convolutional_network_is_not_counted_as_a_dense_one() -> None:
    reader = Reader("# 3 CNN\n\nAfter the conv layers come 400-120-84-10: 62,006 parameters.")
    reader.sizes("400-120-84-10", 400, 120, 84, 10).number("parameters", "62,006")

    assert not list(hold_counts(reader.work))


def test_one_of_several_networks_is_not_accused() -> None:
    reader = Reader("# 3 MLP\n\nWe compare 784-32-10 and 784-64-10. It has 50,890 parameters.")
    reader.sizes("784-32-10", 784, 32, 10).sizes("784-64-10", 784, 64, 10)
    reader.number("parameters", "50,890")

    (checked,) = hold_counts(reader.work)

    assert checked.outcome is Consistency.CONSISTENT


def test_hidden_layers_are_counted() -> None:
    outcomes = []
    for words in ("two", "three"):
        reader = Reader(f"# 3 MLP\n\nIt has {words} hidden layers: 784-32-64-32-10.")
        reader.number("hidden_layers", words, network="the mlp")
        reader.sizes("784-32-64-32-10", 784, 32, 64, 32, 10, network="the mlp")
        outcomes.append([checked.outcome for checked in hold_counts(reader.work)])

    assert outcomes == [[Consistency.INCONSISTENT], [Consistency.CONSISTENT]]


def test_time_for_each_epoch_leads_to_the_total() -> None:
    outcomes = []
    for total in ("11.7 minutes", "25 minutes"):
        text = f"An epoch takes 0.466 s, so 1500 epochs of training took {total}."
        reader = Reader(f"# 3.4 Carbon\n\n{text}")
        reader.number("time", "0.466 s").number("epochs", "1500").number("time", total)
        outcomes.append([checked.outcome for checked in hold_totals(reader.work)])

    assert outcomes == [[Consistency.CONSISTENT], [Consistency.INCONSISTENT]]


def test_energy_leads_to_carbon() -> None:
    outcomes = []
    for total in ("4.538 g", "45.38 g"):
        text = f"It used 0.015426 kWh; with 294.2 g per kWh this is {total} of CO2."
        reader = Reader(f"# 3.4 Carbon\n\n{text}")
        reader.number("energy", "0.015426 kWh").number("carbon", "294.2 g")
        reader.number("carbon", total)
        outcomes.append([checked.outcome for checked in hold_totals(reader.work)])

    assert outcomes == [[Consistency.CONSISTENT], [Consistency.INCONSISTENT]]


def test_steps_follow_from_examples_and_batches() -> None:
    outcomes = []
    for steps in ("63", "625"):
        text = f"With 8,000 images and a batch size of 128 there are {steps} steps per epoch."
        reader = Reader(f"# 2 MLP\n\n{text}")
        reader.number("examples", "8,000").number("batch_size", "128")
        outcomes.append([checked.outcome for checked in hold_totals(reader.work)])

    assert outcomes == [[Consistency.CONSISTENT], [Consistency.INCONSISTENT]]
