"""What the cells of a table say of each other is computed again."""

import pytest

from grader.records import Consistency
from tests.statement_tables.tabled import checked

GOOD, BAD, OPEN = Consistency.CONSISTENT, Consistency.INCONSISTENT, Consistency.CANNOT_TELL

RUNS = """
| Weight decay | Run 1 | Run 2 | Run 3 | {mean} | {std} |
|---|---|---|---|---|---|
| 1e-3 | 82.88 | 82.87 | 82.63 | {0} | {1} |
"""


def runs(mean: str, deviation: str, *, headings: tuple[str, str] = ("Mean", "Std")) -> str:
    return RUNS.format(mean, deviation, mean=headings[0], std=headings[1])


@pytest.mark.parametrize(
    ("mean", "outcome"),
    [
        ("82.79", GOOD),
        # Rounded inputs leave this open, and cutting off is allowed.
        ("82.80", GOOD),
        ("82.8", GOOD),
        ("82.7", GOOD),
        # In other units.
        ("0.8279", GOOD),
        ("82.59", BAD),
        ("82.97", BAD),
        ("83", GOOD),
        ("~82.5", None),
    ],
)
def test_a_mean_of_runs_is_computed_again(mean: str, outcome: Consistency | None) -> None:
    found = checked(runs(mean, "0.14"))

    assert (found[mean].outcome if mean in found else None) == outcome


@pytest.mark.parametrize(
    ("deviation", "outcome"),
    [("0.14", GOOD), ("0.12", GOOD), ("0.13", GOOD), ("0.1", GOOD), ("0.81", BAD), ("0.20", BAD)],
)
def test_a_deviation_may_be_that_of_a_sample_or_of_a_population(
    deviation: str, outcome: Consistency
) -> None:
    assert checked(runs("82.79", deviation))[deviation].outcome is outcome


def test_the_sentence_shows_the_computation_and_both_sides() -> None:
    found = checked(runs("82.59", "0.81"))

    assert found["82.59"].sentence == (
        "The mean of 82.88, 82.87 and 82.63 is 82.793; the table says 82.59."
    )
    assert found["0.81"].sentence == (
        "The standard deviation of 82.88, 82.87 and 82.63 is 0.142 as that of a sample and 0.116 "
        "as that of a population; the table says 0.81."
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("Mean of 5 runs", "Std of 5 runs"),
        ("Mean of the last 10 epochs", "Std over the last 10 epochs"),
    ],
)
def test_what_was_computed_from_more_than_is_shown_is_not_judged(
    headings: tuple[str, str],
) -> None:
    found = checked(runs("82.59", "0.81", headings=headings))

    assert {held.outcome for held in found.values()} <= {OPEN}


def test_an_empty_cell_among_the_runs_leaves_their_mean_open() -> None:
    text = runs("82.59", "0.14").replace("82.87", "-")

    assert checked(text)["82.59"].outcome is OPEN


TURNED = """
| | 1e-3 | 1e-4 |
|---|---|---|
| Run 1 | 82.88 | 82.59 |
| Run 2 | 82.87 | 83.95 |
| Run 3 | 82.63 | 83.54 |
| Average ± SD | 82.79 ± 0.14 | 83.36 ± 0.07 |
| Best run | 82.88 | 83.59 |
"""


def test_runs_may_stand_below_each_other() -> None:
    outcomes = {cell: held.outcome for cell, held in checked(TURNED).items()}

    assert outcomes == {
        "82.79": GOOD, "0.14": GOOD, "82.88": GOOD, "83.36": GOOD, "0.07": BAD, "83.59": BAD,
    }  # fmt: skip


LAYERS = """
| Layer | Inputs | Neurons | Parameters |
|---|---|---|---|
| hidden 1 | 784 | 64 | 50,240 |
| hidden 2 | 64 | 64 | {0} |
| output | 64 | 10 | 650 |
| **Total** | | | **{1}** |
"""


@pytest.mark.parametrize(
    ("second", "total", "outcomes"),
    [
        ("4,160", "55,050", (GOOD, GOOD)),
        ("4,160", "55,060", (GOOD, BAD)),
        # The total counts the biases that one row forgets.
        ("4,096", "55,050", (BAD, GOOD)),
        ("4,096", "54,986", (BAD, GOOD)),
    ],
)
def test_layers_are_counted_and_added_up(
    second: str, total: str, outcomes: tuple[Consistency, Consistency]
) -> None:
    found = checked(LAYERS.format(second, total))

    assert (found[second].outcome, found[total].outcome) == outcomes


def test_counts_that_leave_out_all_biases_may_be_meant_so() -> None:
    text = """
| Layer | In | Out | Params |
|---|---|---|---|
| fc1 | 784 | 32 | 25,088 |
| fc2 | 32 | 10 | 320 |
"""

    assert {held.outcome for held in checked(text).values()} == {OPEN}


def test_a_computation_in_one_cell_is_held_against_the_count_in_the_next() -> None:
    text = """
| Layer | Computation | Parameters |
|---|---|---|
| fc1 | 784 × 64 + 64 | 50,240 |
| fc2 | 64 · 64 + 64 | 4,096 |
| shape | 3×3×64 | 12 |
"""
    found = checked(text)

    assert found["4,096"].outcome is BAD
    assert found["4,096"].sentence == "64 · 64 + 64 is 4,160; the table says 4,096."
    assert found["50,240"].outcome is GOOD
    assert "12" not in found


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        (
            "| Model | Train | Test | Gap |\n|---|---|---|---|\n"
            "| A | 99.2 | 85.1 | 14.1 |\n| B | 98.2 | 84.1 | 14.1 |\n| C | 97.2 | 84.1 | 12.1 |",
            {"14.1": GOOD, "12.1": BAD},
        ),
        (
            "| Variant | Last (%) | Difference to base |\n|---|---|---|\n| base | 60.92 | 0.00 |\n"
            "| augmented | 62.18 | +1.26 |\n| MSE | 63.07 | +2.51 |\n| lr 0.01 | 38.05 | -22.87 |",
            {"+1.26": GOOD, "+2.51": BAD, "-22.87": GOOD},
        ),
        (
            # Relative or in points: either reading is right.
            "| | SGD | Adam | Change (%) |\n|---|---|---|---|\n| Train | 80.0 | 84.0 | 5.0 |\n"
            "| Test | 60.0 | 63.0 | 5.0 |\n| Val | 62.0 | 63.0 | 1.6 |",
            {"5.0": GOOD, "1.6": GOOD},
        ),
        (
            # Between which of the three, nothing tells.
            "| Model | Train | Val | Test | Drop |\n|---|---|---|---|---|\n"
            "| A | 99.2 | 86.1 | 85.1 | 7.7 |\n| B | 98.2 | 86.0 | 84.1 | 3.3 |",
            {},
        ),
        (
            "Stage\ttime\tenergy (kWh)\ndeep\t0:07:21\t0.009700\nwide\t0:11:39\t0.015426\n"
            "total\t0:19:10\t0.025126",
            {"0:19:10": BAD, "0.025126": GOOD},
        ),
        (
            # An overall accuracy is no sum; a best epoch is not the best of the columns.
            "| Class | Accuracy | Best |\n|---|---|---|\n| cat | 55.1 | 60.2 |\n"
            "| dog | 65.3 | 61.0 |\n| Total | 60.9 | 63.3 |",
            {},
        ),
        (
            "| Netz | Test acc. (%) |\n|---|---|\n| A | 85,0 |\n| B | 82,3 |\n| C | 83,2 |\n"
            "| Mittel | 84,5 |",
            {"84,5": BAD},
        ),
        (
            # Not all epochs are shown that may be in the average.
            "| Epoch | Train loss |\n|---|---|\n| 1 | 2.1 |\n| 10 | 1.1 |\n| 50 | 0.4 |\n"
            "| Average | 0.8 |",
            {"0.8": OPEN},
        ),
        (
            # An improvement may be one from row to row.
            "| Model | Val acc | Test acc | Improvement |\n|---|---|---|---|\n"
            "| base | 80.0 | 79.0 | - |\n| aug | 82.0 | 81.5 | 4.4 |",
            {},
        ),
        (
            "| | precision | support |\n|---|---|---|\n| 0 | 0.80 | 10 |\n| 1 | 0.90 | 90 |\n"
            "| macro avg | 0.83 | 100 |\n| weighted avg | 0.89 | 100 |",
            {},
        ),
    ],
)
def test_differences_sums_and_means_over_all_kinds_of_tables(
    text: str, outcomes: dict[str, Consistency]
) -> None:
    assert {cell: held.outcome for cell, held in checked(text).items()} == outcomes


def test_what_is_called_the_best_is_held_against_its_column() -> None:
    text = """
| Model | Test accuracy (%) |
|---|---|
| LeNet | 61.7 |
| MLP (best) | 52.1 |
| Linear | 39.0 |
"""
    found = checked(text)

    assert found["52.1"].outcome is BAD
    assert "61.7" in found["52.1"].sentence
    assert checked(text.replace("52.1", "62.1"))["62.1"].outcome is GOOD
    # The best moment of a network is not the best of all networks.
    assert checked(text.replace("Linear", "MLP (final)")) == {}


def test_an_accuracy_beyond_a_hundred_per_cent_cannot_be() -> None:
    text = (
        "| Model | Test accuracy (%) | Loss |\n|---|---|---|\n| A | 85.1 | 185.1 |\n| B | {} | 1 |"
    )

    assert checked(text.format("185.1"))["185.1"].outcome is BAD
    assert checked(text.format("100")) == {}


def test_tables_of_strangers_break_nothing() -> None:
    cells = ["", "|", "\\", "1e999", "9" * 50, "±", "0/0", "∞", "\u202e12", "1:2:3:4", "((((", "-0"]
    rows = "\n".join("| " + " | ".join(cells[at:] + cells[:at]) + " |" for at in range(len(cells)))
    headings = (
        "Mean",
        "Std",
        "Total",
        "Run 1",
        "Run 2",
        "Δ",
        "Best",
        "",
        "Params",
        "In",
        "Out",
        "Acc",
    )

    assert checked(f"| {' | '.join(headings)} |\n{'|---' * 12}|\n{rows}") is not None


@pytest.mark.parametrize(
    ("counts", "sentence", "outcomes"),
    [
        # Two rows tell the network, and that biases are counted.
        (("25,450", "101,770", "406,528"), "", (GOOD, GOOD, BAD)),
        (("25,408", "101,632", "407,050"), "All counts include the biases.", (BAD, BAD, GOOD)),
        (("25,408", "101,632", "407,050"), "", (OPEN, OPEN, GOOD)),
        (("25,450", "101,770", "407,500"), "", (GOOD, GOOD, BAD)),
        (("25,408", "101,632", "406,528"), "", ()),
    ],
)
def test_counts_over_the_width_of_a_layer_are_counted_alike(
    counts: tuple[str, ...], sentence: str, outcomes: tuple[Consistency, ...]
) -> None:
    rows = "\n".join(f"| {n} | {count} |" for n, count in zip((32, 128, 512), counts, strict=True))
    found = checked(f"| n | Parameters |\n|---|---|\n{rows}\n\n{sentence}")

    assert tuple(found[count].outcome for count in counts if count in found) == outcomes
