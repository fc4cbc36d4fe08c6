"""What the cells of tables state, whichever way round the table is."""

import pytest

from grader.records import Statistic, Whose
from tests.statement_tables.tabled import claims, of, read

CHOICES = """
Table 1: Shallow network.

| Criterion | Epoch | Val. loss | Test acc. (%) |
|---|---|---|---|
| lowest training loss | 1490 | 0.61 | 82.94 |
| best validation accuracy | 240 | 0.47 | 85.13 |
"""
RUNS = """
Table 2: Validation accuracy of three runs.

| Weight decay | Run 1 | Run 2 | Mean | Std |
|---|---|---|---|---|
| 1e-3 | 82.88 | 82.63 | 82.76 | 0.18 |
| $10^{-4}$ | 82.59 | 83.54 | 83.07 | 0.67 |
"""
TURNED = """
Table 3. Final accuracy (in %) for different learning rates.

|  | lr = 0.1 | lr = 0.001 |
|---|---|---|
| Training | 10.0 | 61.7 |
| Test | 10.0 | 60.7 |
"""
MERGED = """
| Model | Accuracy | | Loss | |
|---|---|---|---|---|
| | Train | Test | Train | Test |
| LeNet | 0.842 | 0.617 | 0.41 | 1.52 |
| MLP | 0.42 | 0.39 | 1.7 | 1.8 |
"""
SETTINGS = """
| Hyperparameter | Value |
|---|---|
| Optimizer | Adam |
| Learning rate | 1e-4 |
| Batch size | 128 |
| Loss | MSE |
| Dropout | none |
| Scheduler | - |
"""
TWO_NETWORKS = """
| | LeNet | MLP |
|---|---|---|
| lr | 0.001 | 0.01 |
| Params | 62,006 | 346,994 |
| Train / test acc. (%) | 84.2 / 61.7 | 70.1 / 50.3 |
"""
LAYERS = """
| Layer | Neurons | Parameters |
|---|---|---|
| hidden 1 | 64 | 50,240 |
| output | 10 | 650 |
| **Total** | | **50,890** |
"""
TRIED = """
| Optimizer | lr | Epochs | Test acc. (%) |
|---|---|---|---|
| SGD | 0.1 | 500 | 83.9 |
| Adam | 0.0001 | 1000 | 81.65 |
"""
GERMAN = """
| n | Parameter | Test acc. [%] |
|---|---|---|
| 32 | 25.450 | 82,4 |
| 128 | 101.770 | 83,9 |
"""
COSTS = """
Stage\ttime\tenergy (Wh)\tCO2 (kg)
deep\t0:07:21\t9.7\t0.0029
wide\t11.65 min\t15.426\t0.0045
"""


@pytest.mark.parametrize(
    ("text", "cell", "quantity", "value"),
    [
        (CHOICES, "85.13", "accuracy", 85.13),
        (CHOICES, "0.47", "loss", 0.47),
        (RUNS, "83.54", "accuracy", 83.54),
        (TURNED, "60.7", "accuracy", 60.7),
        (MERGED, "0.617", "accuracy", 61.7),
        (MERGED, "1.52", "loss", 1.52),
        (SETTINGS, "1e-4", "learning_rate", 1e-4),
        (SETTINGS, "128", "batch_size", 128),
        (TWO_NETWORKS, "346,994", "parameters", 346_994),
        (LAYERS, "50,240", "parameters", 50_240),
        (GERMAN, "82,4", "accuracy", 82.4),
        (GERMAN, "101.770", "parameters", 101_770),
        (COSTS, "0:07:21", "time", 441),
        (COSTS, "11.65", "time", 699),
        (COSTS, "15.426", "energy", 0.015426),
        (COSTS, "0.0045", "carbon", 4.5),
    ],
)
def test_a_number_has_the_quantity_and_unit_of_its_headings(
    text: str, cell: str, quantity: str, value: float
) -> None:
    claim = of(text, cell)

    assert claim.quantity == quantity
    assert claim.value == pytest.approx(value)
    assert claim.amount is not None
    assert claim.amount.allows(value)


@pytest.mark.parametrize(
    ("text", "cell", "network", "split", "epoch", "selection"),
    [
        (CHOICES, "82.94", "shallow network", "test", 1490, "train loss"),
        (CHOICES, "85.13", "shallow network", "test", 240, "validation accuracy"),
        (CHOICES, "0.47", "shallow network", "validation", 240, "validation accuracy"),
        (TURNED, "61.7", "", "train", None, ""),
        (MERGED, "0.617", "lenet", "test", None, ""),
        (MERGED, "1.7", "mlp", "train", None, ""),
        (TWO_NETWORKS, "84.2", "lenet", "train", None, ""),
        (TWO_NETWORKS, "50.3", "mlp", "test", None, ""),
    ],
)
def test_a_number_speaks_of_what_its_row_its_column_and_the_caption_name(
    text: str, cell: str, network: str, split: str, epoch: int | None, selection: str
) -> None:
    subject = of(text, cell).subject

    assert (subject.network, subject.split) == (network, split)
    assert (subject.epoch, subject.selection) == (epoch, selection)


@pytest.mark.parametrize(
    ("text", "cell", "settings"),
    [
        (RUNS, "83.54", {"weight_decay": "0.0001", "run": "2"}),
        (RUNS, "82.76", {"weight_decay": "0.001"}),
        (TURNED, "60.7", {"learning_rate": "0.001"}),
        (GERMAN, "83,9", {"units": "128"}),
        (TRIED, "81.65", {"optimizer": "adam", "learning_rate": "0.0001", "epochs": "1000"}),
    ],
)
def test_a_result_is_told_with_the_settings_of_its_row_and_column(
    text: str, cell: str, settings: dict[str, str]
) -> None:
    assert dict(of(text, cell).subject.settings) == settings


def test_means_and_deviations_are_not_values() -> None:
    assert of(RUNS, "82.88").statistic is Statistic.VALUE
    assert of(RUNS, "82.76").statistic is Statistic.MEAN
    assert of(RUNS, "0.67").statistic is Statistic.SPREAD
    # Beside accuracies in per cent a small deviation is no fraction of one.
    assert of(RUNS, "0.67").value == pytest.approx(0.67)


def test_a_mean_and_its_deviation_may_share_a_cell() -> None:
    text = """
| Model | Test accuracy, mean ± std (%) |
|---|---|
| A | 85.1 ± 0.3 |
"""

    assert of(text, "85.1").statistic is Statistic.MEAN
    assert of(text, "0.3").statistic is Statistic.SPREAD


def test_settings_are_claims_of_names_and_numbers_and_denials() -> None:
    assert of(SETTINGS, "Adam").name == "adam"
    assert of(SETTINGS, "MSE").quantity == "loss_function"
    dropout = of(SETTINGS, "none")
    assert (dropout.quantity, dropout.denied) == ("dropout", True)
    assert "-" not in [told.cell for told in claims(SETTINGS)]


def test_settings_that_vary_over_rows_are_several_unless_networks_tell_them_apart() -> None:
    assert of(TRIED, "0.1").is_one_of_several
    assert of(TRIED, "SGD").is_one_of_several
    assert not of(TWO_NETWORKS, "0.01").is_one_of_several
    assert not of(SETTINGS, "1e-4").is_one_of_several


def test_the_count_of_a_layer_is_not_that_of_the_network() -> None:
    assert of(LAYERS, "50,240").subject.labels == ("hidden 1",)
    assert of(LAYERS, "50,890").subject.labels == ()


def test_rows_of_the_literature_are_not_held_against_the_author() -> None:
    text = """
| Method | Test accuracy |
|---|---|
| LeCun et al. | 98.5 % |
| Ours | 95.6 % |
"""

    assert of(text, "98.5").whose is Whose.OTHERS
    assert of(text, "95.6").whose is Whose.OWN


@pytest.mark.parametrize(
    "text",
    [
        # Differences, ranks and other scores are no accuracies of their own.
        "| Model | Gap | Rank |\n|---|---|---|\n| A | 2.1 | 1 |\n| B | 3.4 | 2 |",
        "| | precision | recall |\n|---|---|---|\n| cat | 0.81 | 0.72 |\n| accuracy | | 0.83 |",
        # Nothing says what these are.
        "| A | B |\n|---|---|\n| 1.2 | 3.4 |\n| 5.6 | 7.8 |",
        "Table 1: Accuracies.\n\n| Model | Epochs | Batch |\n|---|---|---|\n| A | - | n/a |",
    ],
)
def test_what_is_not_understood_is_not_claimed(text: str) -> None:
    assert claims(text) == []


def test_a_caption_that_names_another_network_than_its_section_is_not_believed() -> None:
    text = """
# 2 Convolutional network

The layers of the reduced VGG are counted here.

Table 1: Parameters of the recurrent network.

| Layer | Parameters |
|---|---|
| conv1 | 1,792 |
"""

    assert of(text, "1,792").subject.network == ""


def test_every_claim_lies_where_its_number_stands() -> None:
    text = f"# 2.4 Study\n{RUNS}"
    write_up = read(text)

    for told in claims(text):
        claim = told.claim
        assert claim.is_listed
        assert claim.subject.question == "2.4"
        assert claim.span is not None
        assert claim.sentence is not None
        assert claim.sentence.start <= claim.span.start < claim.span.end <= claim.sentence.end
        line = text.split("\n")[(claim.place.line or 0) - 1]
        assert told.cell in line or told.cell == "10^{-4}"
    assert len(write_up.blocks) == 3


CHOICES = """# 2.1 Picking the best

| | Lowest train loss | Lowest val loss | Highest val accuracy |
| --- | --- | --- | --- |
| Epoch | 1496 | 218 | 263 |
| Train loss | 0.2311 | 0.3874 | 0.3716 |
| Val accuracy (%) | 81.05 | 83.30 | 83.75 |
| Test accuracy (%) | 82.66 | 85.01 | 85.17 |
"""


def test_columns_may_tell_by_what_the_best_was_picked() -> None:
    # The same table lying on its side: its headings name no values.
    found = {
        (claim.quantity, claim.subject.split, claim.subject.selection): claim.value
        for claim in (told.claim for told in claims(CHOICES))
    }

    assert found["accuracy", "test", "validation accuracy"] == 85.17
    assert found["accuracy", "validation", "train loss"] == 81.05
    assert found["loss", "train", "validation loss"] == 0.3874
    assert of(CHOICES, "85.01").subject.epoch == 218


def test_columns_of_best_values_of_several_networks_are_values() -> None:
    text = CHOICES.replace("Epoch", "MLP").replace("Train loss", "Deep MLP")
    text = text.replace("Val accuracy (%)", "Wide MLP").replace("Test accuracy (%)", "CNN")

    found = {(told.claim.quantity, told.claim.subject.split) for told in claims(text)}

    assert {("loss", "train"), ("loss", "validation"), ("accuracy", "validation")} >= found
