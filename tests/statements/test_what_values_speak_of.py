"""What a value is of: network, split, epoch, selection, settings; and whose it is."""

import pytest

from grader.collect.statements.subjects import subject_in
from grader.records import Claim, Subject
from tests.statements.reading import claims


def _results(text: str) -> list[Claim]:
    return [claim for claim in claims(text) if claim.quantity in ("accuracy", "loss")]


@pytest.mark.parametrize(
    ("text", "networks"),
    [
        ("The test accuracy of the deep wide MLP is 85.21 %, while the deep MLP gets 84.39 %.",
         ["deep wide mlp", "deep mlp"]),
        ("The deep MLP and the deep wide MLP reached 84.39 % and 85.21 % on the test set.",
         ["deep mlp", "deep wide mlp"]),
        ("Model A has an accuracy of 85 %, model B 82.3 % and model C 83.2 %.",
         ["model a", "model b", "model c"]),
        ("Unlike the CNN, the deep MLP reaches an accuracy of 84.39 %.", ["deep mlp"]),
        ("Our network reaches an accuracy of 84.39 %.", [""]),
        ("The accuracy is 62.1 %, which is 1.3 points above the conv net.", [""]),
    ],
)  # fmt: skip
def test_each_value_goes_to_its_network(text: str, networks: list[str]) -> None:
    assert [claim.subject.network for claim in _results(text)] == networks


@pytest.mark.parametrize(
    ("text", "splits"),
    [
        ("The validation and test accuracies are 83.65 % and 85.13 %.", ["validation", "test"]),
        ("train loss 0.34, val loss 0.50, test accuracy 84.39%", ["train", "validation", "test"]),
        ("Training accuracy: 98.2%. Test accuracy: 95.56%", ["train", "test"]),
        ("It has 74.4 % on the training and 75.0 % on the validation data.",
         ["train", "validation"]),
        ("The lowest validation loss was at epoch 210 (val accuracy 83.45 %, test accuracy "
         "85.08 %).", ["validation", "test"]),
        ("The accuracy is 85.13 %.", [""]),
    ],
)  # fmt: skip
def test_each_value_goes_to_its_split(text: str, splits: list[str]) -> None:
    assert [claim.subject.split for claim in _results(text)] == splits


@pytest.mark.parametrize(
    ("text", "epochs"),
    [
        ("The accuracy peaks at epoch 40 with 84.19 % and falls to 66.92 % at epoch 500.",
         [40, 500]),
        ("epoch 10: test accuracy 64.38 % epoch 20: test accuracy 62.97 %", [10, 20]),
        ("After 50 epochs the training accuracy is 95 % and the test accuracy 57 %.", [50, 50]),
        ("After the first epoch the accuracy was 19.2 %, after the fifth 59.3 %.", [1, 5]),
        ("After about 100 epochs the accuracy is 93 %.", [None]),
    ],
)  # fmt: skip
def test_each_value_goes_to_its_epoch(text: str, epochs: list[int | None]) -> None:
    assert [claim.subject.epoch for claim in _results(text)] == epochs


def test_values_in_a_row_go_to_settings_in_a_row() -> None:
    found = _results(
        "The accuracies for learning rates 10, 0.1 and 0.01 were 10 %, 11 % and 55 %, respectively."
    )

    assert [(claim.value, dict(claim.subject.settings)["learning_rate"]) for claim in found] == [
        (10, "10"),
        (11, "0.1"),
        (55, "0.01"),
    ]


def test_values_of_which_nothing_tells_the_difference_are_told_apart() -> None:
    one, other = _results("The test accuracies are 85.25 % and 85.31 %.")

    assert one.subject != other.subject
    assert one.is_one_of_several


def test_a_number_of_nothing_is_part_of_the_subject() -> None:
    (found,) = _results("With 0.01 the accuracy is 41.3 %.")

    assert found.subject.labels == ("with 0.01",)


def test_a_pronoun_carries_network_and_settings_on_within_a_paragraph_only() -> None:
    same = _results("We train the deep MLP with batch size 4. It reaches an accuracy of 57 %.")
    other = _results("We train the deep MLP with batch size 4.\n\nIt reaches an accuracy of 57 %.")

    assert same[0].subject.network == "deep mlp"
    assert same[0].subject.settings == (("batch_size", "4"),)
    assert other[0].subject.network == ""


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The accuracy is 85 %.", "own"),
        ("In the literature an accuracy of 98.5 % is reported.", "others"),
        ("We expect an accuracy of 90 % with more data.", "others"),
        ("A dropout of 0.5 could help.", "others"),
        ("The default learning rate of Adam is 0.001.", "others"),
        ("The learning rate was 0.01, as in the tutorial.", "own"),
        ("The accuracy is 66.92 %, as can be seen in the plot.", "own"),
        ("According to carbontracker the training emitted 4.1 g of CO2eq.", "own"),
        ("According to the logs the accuracy is 85 %.", "own"),
        ("According to Smith the accuracy is 85 %.", "others"),
    ],
)
def test_what_others_reached_is_not_taken_for_the_own(text: str, whose: str) -> None:
    assert [str(claim.whose) for claim in claims(text) if claim.value is not None] == [whose]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Test", Subject(split="test")),
        ("n = 16", Subject(settings=(("units", "16"),))),
        ("lr = 0.1", Subject(settings=(("learning_rate", "0.1"),))),
        ("Run 2", Subject(settings=(("run", "2"),))),
        ("without dropout", Subject(settings=(("dropout", "no"),))),
        ("Deep wide MLP", Subject(network="deep wide mlp")),
        ("lowest validation loss", Subject(split="validation", moment="best",
                                           selection="validation loss")),
        ("epoch 240", Subject(epoch=240)),
    ],
)  # fmt: skip
def test_headings_tell_what_their_rows_speak_of(text: str, subject: Subject) -> None:
    assert subject_in(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "1-" * 30_000,
        "deep wide " * 20_000,
        "accuracy of " * 10_000,
        "0.1 and " * 10_000,
        "(lr=0.1, " * 10_000,
        "epoch 1 to " * 10_000,
        "accuracy " + "of  is   was    at " * 2_000 + "85 %",
        "10^{" * 10_000 + "±" * 10_000,
        "1" * 100_000,
    ],
    ids=["dashes", "adjectives", "ofs", "ands", "brackets", "trends", "fillers", "signs", "digits"],
)
@pytest.mark.timeout(30)
def test_texts_made_to_take_for_ever_are_read_in_seconds(text: str) -> None:
    claims(text)


def test_what_something_needs_is_not_what_was_done() -> None:
    found = claims("A batch of 1000 needs at least 1000 images.")

    assert {str(claim.whose) for claim in found} == {"unsure"}
