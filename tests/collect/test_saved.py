"""Accuracies and losses in saved outputs: read where the words are sure, else left out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.collect.saved import MOST_CHARACTERS, read_saved
from grader.collect.saved.thinning import MOST_OF_A_QUANTITY
from grader.records import Cell, Kind, Notebook, Place, SavedValue, Submission

TRAIN_LOSS, TEST_LOSS = "train_loss", "test_loss"
TRAIN, VALIDATION, TEST = "train_accuracy", "validation_accuracy", "test_accuracy"
VALIDATION_LOSS = "validation_loss"


def saved(*outputs: str, source: str = "") -> tuple[SavedValue, ...]:
    cells = tuple(
        Cell(index=index, kind="code", source=source, saved_output=text)
        for index, text in enumerate(outputs)
    )
    notebook = Notebook(path="a.ipynb", cells=cells)
    return read_saved(
        Submission(id="s", name="s", digest="", folder="", files=(), notebooks=(notebook,))
    )


def values(text: str, source: str = "") -> list[tuple[str, float]]:
    return [(value.quantity, value.value) for value in saved(text, source=source)]


def epochs(text: str) -> list[int | None]:
    return [value.place.epoch for value in saved(text)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Epoch [10/50], Loss: 0.3456, Val Acc: 83.20%", [("loss", 0.3456), (VALIDATION, 83.2)]),
        ("epoch 3 train loss 0.4 test acc 0.91", [(TRAIN_LOSS, 0.4), (TEST, 91)]),
        ("Accuracy of the network on the 10000 test images: 55 %", [(TEST, 55)]),
        ("The accuracy of our network on the test set is about 84.3%", [(TEST, 84.3)]),
        ("{'val_loss': 0.5, 'val_acc': 0.83}", [(VALIDATION_LOSS, 0.5), (VALIDATION, 83)]),
        (
            "9/9 [===] - 1s 5ms/step - loss: 0.2 - accuracy: 0.93 - val_accuracy: 0.91",
            [("loss", 0.2), ("accuracy", 93), (VALIDATION, 91)],
        ),
        ("test_acc: 84.39", [(TEST, 84.39)]),
        ("valAcc=84.39 testACC=83.5", [(VALIDATION, 84.39), (TEST, 83.5)]),
        ("validation/accuracy: 0.84 loss/train: 0.3", [(VALIDATION, 84), (TRAIN_LOSS, 0.3)]),
        ("[1,  2000] loss: 2.208", [("loss", 2.208)]),
        ("test_acc tensor(0.8430, device='cuda:0')", [(TEST, 84.3)]),
        ("test accuracy: np.float64(0.843)", [(TEST, 84.3)]),
        ("Best accuracy so far: 0.84", [("accuracy", 84)]),
        ("Top-1 accuracy: 84.2%", [("accuracy", 84.2)]),
        ("test accuracy: 84.3 ± 0.2 %", [(TEST, 84.3)]),
        ("We reach 84.3% test accuracy.", [(TEST, 84.3)]),
        ("[('loss', 0.45), ('accuracy', 0.84)]", [("loss", 0.45), ("accuracy", 84)]),
        ("accuracy               0.84     10000", [("accuracy", 84)]),
        ("Accuracy (%): 84", [("accuracy", 84)]),
        ("Loss: 1e-3", [("loss", 0.001)]),
        ("val_loss [0.5 0.4]", [(VALIDATION_LOSS, 0.5), (VALIDATION_LOSS, 0.4)]),
        ("{'val_acc': [0.8,\n  0.83]}", [(VALIDATION, 80), (VALIDATION, 83)]),
        ("Test accuracy:\n0.8430\n", [(TEST, 84.3)]),
        ("Test Error: \n Accuracy: 64.5%, Avg loss: 1.09", [(TEST, 64.5), (TEST_LOSS, 1.09)]),
    ],
)
def test_a_number_is_read_by_the_words_before_it(
    line: str, expected: list[tuple[str, float]]
) -> None:
    assert values(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第3轮 训练损失 0.5 测试准确率 84.3%", [(TRAIN_LOSS, 0.5), (TEST, 84.3)]),
        ("测试集上的准确率为：84.39％", [(TEST, 84.39)]),
        ("训练集: 损失=0.5，准确率=84%", [(TRAIN_LOSS, 0.5), (TRAIN, 84)]),
        ("Testgenauigkeit: 84,39 % Trainingsverlust: 0,5", [(TEST, 84.39), (TRAIN_LOSS, 0.5)]),
        ("Genauigkeit auf den Testdaten: 84.39 %", [(TEST, 84.39)]),
        ("Meilleure accuracy de validation : 0.8664", [(VALIDATION, 86.64)]),
        ("검증 정확도: 84.39%", [(VALIDATION, 84.39)]),
    ],
)
def test_the_words_are_known_in_several_languages(
    line: str, expected: list[tuple[str, float]]
) -> None:
    assert values(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Test set: Average loss: 0.0512, Accuracy: 9834/10000 (98%)",
            [(TEST_LOSS, 0.0512), (TEST, 98.34)],
        ),
        ("Train Epoch: 3 [256/600 (43%)]\tLoss: 0.3456", [(TRAIN_LOSS, 0.3456)]),
        ("[Train] loss: 0.5 [Val] acc: 0.79", [(TRAIN_LOSS, 0.5), (VALIDATION, 79)]),
        (
            "train: loss 0.4, acc 0.9 | val: acc 0.8",
            [(TRAIN_LOSS, 0.4), (TRAIN, 90), (VALIDATION, 80)],
        ),
        # The accuracy beside a training loss is often that of the test set: it is not told.
        ("train loss 0.45, accuracy 0.83", [(TRAIN_LOSS, 0.45), ("accuracy", 83)]),
    ],
)
def test_a_split_that_stands_alone_holds_for_what_follows_it(
    line: str, expected: list[tuple[str, float]]
) -> None:
    assert values(line) == expected


def test_two_splits_in_per_cent_are_accuracies_without_the_word() -> None:
    line = "deep: validation 85.85 %, test 85.39 %"

    assert values(line) == [(VALIDATION, 85.85), (TEST, 85.39)]


@pytest.mark.parametrize(
    "line",
    [
        "train 66.70 %, test 33.30 %",
        "test 85.39 %",
        "train 80 %, test 90 %",
        "val error 14.15 %, test error 14.61 %",
        "test size 85.39 %, val size 4.39 %",
    ],
)
def test_shares_of_the_data_and_errors_are_no_accuracies(line: str) -> None:
    assert values(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "correct 8439/10000",
        "Got 8439 / 10000 correct (84.39)",
        "Number of correct predictions: 8,439 out of 10,000",
        "Accuracy: 8439/10000",
    ],
)
def test_two_counts_are_an_accuracy_when_both_stand_there(line: str) -> None:
    assert values(line) == [("accuracy", 84.39)]


@pytest.mark.parametrize(
    "line",
    [
        "Accuracy of plane : 60 %",
        "Accuracy for class: plane is 60.3 %",
        "Accuracy of     5 : 96 %",
        "Accuracy for class 3: 84%",
        "Class 3 accuracy: 0.84",
        "per-class accuracy: [0.8, 0.9]",
        "| class | accuracy |\n| --- | --- |\n| 1 | 60 % |\n| 2 | 50 % |",
        "| item | accuracy |\n| --- | --- |\n| plane | 60 % |\n| cat | 50 % |",
    ],
)
def test_the_accuracy_of_one_class_is_none_of_the_network(line: str) -> None:
    assert values(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "learning rate 0.1, time 3.4 s, 100 images",
        "Correct: 8439",
        "accuracy 32 0.84",
        "loss, accuracy: 0.3, 0.84",
        "Loss / Acc: 0.3 / 0.84",
        "train, val, test accuracy: 0.9, 0.8, 0.7",
        "train/test accuracy: 0.9",
        "accuracy 0.5 vs 0.6",
        "Test accuracies: 0.84, 0.85",
        "Training accuracy: 88-92%",
        "Validation loss decreased (0.512 --> 0.498).  Saving model ...",
        "val_accuracy improved from 0.83120 to 0.84530, saving model",
        "val_loss did not improve from 0.45123",
        "Accuracy improved by 2.3%",
        "accuracy +2.3%",
        "accuracy difference: 0.06",
        "验证集准确率提升 2.3%",
        "accuracy (std): 0.02",
        "Target accuracy: 84%",
        "Random guess accuracy: 10%",
        "accuracy threshold: 0.9",
        "assert accuracy >= 0.84",
        "test_acc > 0.84",
        "Top-5 accuracy: 95.2%",
        "Acc@5 50.2",
        "acc5: 50.2",
        "loss function: 1",
        "loss weight: 0.5",
        "Loss epochs: 50",
        "Total loss: 3.2, running_loss: 345.2",
        "loss_g: 3.521 loss_d: 0.3",
        "loss: nan, accuracy: inf",
        "loss: 12 %",
        "time for the accuracy 3.2 s",
        "computed accuracy in 3.2 s",
        "Train on 8000 samples, validate on 2000 samples",
        "tensor(0.3456, grad_fn=<NllLossBackward0>) 0.5",
        "tensor(0.8430)",
        "The model's accuracy: 84,390",
        "accuracy: 1.2.3",
        "accuracy: 142.0",
        "accuracy: -0.5",
        "Computing accuracy:  45%|####5     | 45/100 [00:10<00:12,  4.5it/s]",
        "Validation:  45%|####5     | 45/100 [00:10<00:12,  4.5it/s]",
    ],
)
def test_what_is_not_sure_to_be_an_accuracy_or_a_loss_is_left_out(line: str) -> None:
    assert values(line) == []


def test_numbers_of_parameters_are_left_to_the_claims() -> None:
    assert values("parameters: 29642\ntotal params 118,346") == []


def test_a_setting_in_the_words_is_no_value() -> None:
    assert values("Test accuracy for lr=0.01: 84.2%") == [(TEST, 84.2)]
    assert values("Accuracy with batch size 4: 57%") == [("accuracy", 57)]
    assert values("Test accuracy (n=32): 84.1") == [(TEST, 84.1)]
    assert values("accuracy for lr=0.01 momentum=0.9: 84%") == [("accuracy", 84)]
    assert values("Accuracy after 10 epochs: 84.2%") == [("accuracy", 84.2)]


def test_a_progress_bar_gives_its_values_and_not_its_progress() -> None:
    bar = "Epoch 3:  45%|████▌     | 45/100 [00:10<00:12,  4.5it/s, loss=0.345, acc=0.83]"

    assert values(bar) == [("loss", 0.345), ("accuracy", 83)]
    assert epochs(bar) == [3, 3]


@pytest.mark.parametrize("text", ["acc 0.843", "acc 84.3%", "acc 84.3", "acc: 84.3 percent"])
def test_fractions_and_per_cent_are_the_same(text: str) -> None:
    assert values(text) == [("accuracy", 84.3)]


def test_one_is_all_only_beside_fractions() -> None:
    assert values("acc 0.98\nacc 1.0") == [("accuracy", 98), ("accuracy", 100)]
    assert values("acc: 1.0") == []
    assert values("acc: 1") == []
    assert values("acc: 84.3\nacc: 1.0") == [("accuracy", 84.3)]


def test_a_small_number_among_per_cent_is_left_out_when_bare_and_kept_with_its_sign() -> None:
    assert values("acc: 0.98\nacc: 12.5") == [("accuracy", 12.5)]
    assert values("acc: 0.98 %\nacc: 12.5 %") == [("accuracy", 0.98), ("accuracy", 12.5)]


def test_a_fraction_with_the_sign_of_per_cent_is_left_out() -> None:
    assert values("accuracy 0.84 %") == []


def test_nothing_right_is_zero_in_every_scale() -> None:
    assert values("acc: 0.0\nacc: 12.5") == [("accuracy", 0), ("accuracy", 12.5)]


PRINTED_FRAME = """\
   epoch  train_loss  val_acc
0      1        0.50     83.2
1      2        0.40     84.0
"""
PIPES = """\
Epoch | Train Loss | Val Acc
----------------------------
    1 |     0.5000 | 83.20%
    2 |     0.4000 | 84.00%
"""
CSV = "epoch,train_loss,val_acc\n1,0.5,83.2\n2,0.4,84.0\n"
MARKDOWN = (
    "| epoch | train loss | val acc (%) |\n| --- |\n| 1 | 0.5 | **83.2** |\n| 2 | .4 | 84 |\n"
)
LATEX = r"""
\begin{tabular}{lrr}
\toprule
epoch & train\_loss & val\_acc \\
\midrule
1 & 0.5 & 83.2\% \\
2 & 0.4 & \textbf{84}\% \\
\bottomrule
"""


@pytest.mark.parametrize("table", [PRINTED_FRAME, PIPES, CSV, MARKDOWN, LATEX])
def test_a_table_is_read_by_its_heads(table: str) -> None:
    assert values(table) == [
        (TRAIN_LOSS, 0.5),
        (VALIDATION, 83.2),
        (TRAIN_LOSS, 0.4),
        (VALIDATION, 84),
    ]
    assert epochs(table) == [1, 1, 2, 2]


def test_heads_and_rows_together_name_a_cell() -> None:
    by_row = "       loss  accuracy\ntrain   0.3      0.90\ntest    0.4      0.84\n"
    by_head = "| metric | train | test |\n|---|---|---|\n| accuracy | 0.9 | 0.84 |\n"

    assert values(by_row) == [(TRAIN_LOSS, 0.3), (TRAIN, 90), (TEST_LOSS, 0.4), (TEST, 84)]
    assert values(by_head) == [(TRAIN, 90), (TEST, 84)]


def test_the_summaries_of_loggers_are_read() -> None:
    boxed = "┃   Test metric   ┃  DataLoader 0  ┃\n┡━━╇━━┩\n│  test_acc   │    0.84390    │\n└─┘"

    assert values(boxed) == [(TEST, 84.39)]
    assert values("| test_acc | 0.83 |\n| epoch | 10 |\n| train_loss | 0.3 |") == [
        (TEST, 83),
        (TRAIN_LOSS, 0.3),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "       val_acc\ncount     50.0\nmean      0.80\nstd       0.01\n",
        "| metric | paper |\n| accuracy | 98.5 |\n",
        "| network | accuracy difference |\n| --- |\n| deep | 2.5 |\n",
        "| | shallow | deep |\n| --- |\n| accuracy | 98.5 | 97.5 |\n",
        "loss 0.5 | 3\n",
        "train loss test acc\n0.5 0.4 0.3 0.2\n",
    ],
)
def test_tables_of_something_else_give_nothing_wrong(table: str) -> None:
    assert [value for _, value in values(table) if value != 0.5] == []


QUICKSTART = """\
Epoch 1
-------------------------------
loss: 2.3  [    0/60000]
loss: 2.2  [ 6400/60000]
Test Error:
 Accuracy: 51.6%, Avg loss: 2.1

Epoch 2
-------------------------------
loss: 2.1  [    0/60000]
loss: 2.0  [ 6400/60000]
Test Error:
 Accuracy: 57.6%, Avg loss: 1.9

Done!
"""
KERAS = """\
Epoch 1/2
9/9 [==] - 4s 2ms/step - loss: 0.29 - val_loss: 0.2
Epoch 2/2
9/9 [==] - 4s 2ms/step - loss: 0.19 - val_loss: 0.18
3/3 [==] - 1s 1ms/step - loss: 0.15
Test loss: 0.15
"""


def test_lines_under_the_name_of_an_epoch_belong_to_it() -> None:
    assert epochs(QUICKSTART) == [1, 1, 1, 1, 2, 2, 2, 2]


def test_what_comes_after_the_last_epoch_is_not_of_it() -> None:
    assert epochs(KERAS) == [1, 1, 2, 2, None, None]
    assert epochs("Epoch 1\nacc: 0.8\nFinished\nacc: 0.8") == [1, None]


@pytest.mark.parametrize(
    ("line", "epoch"),
    [
        ("Epoch: 003 | Val Acc: 83.20%", 3),
        ("epoch=7 loss=0.5", 7),
        ("Epochs 3/10, loss 0.5", 3),
        ("第12轮 损失 0.5", 12),
        ("{'loss': 0.45, 'epoch': 2.0}", 2),
        ("Best val acc: 83.65 at epoch 240", 240),
        ("Epoch 10, best val acc so far: 83.65", None),
        ("epochs: 50, loss 0.5", None),
        ("loss 0.5 after 50 epochs", None),
    ],
)
def test_the_epoch_is_told_by_its_line(line: str, epoch: int | None) -> None:
    assert epochs(line) == [epoch]


def test_epochs_are_counted_from_one_however_they_were_printed() -> None:
    assert epochs("Epoch 0 loss 0.5\nEpoch 1 loss 0.4") == [1, 2]
    assert epochs("Epoch 1 loss 0.5\nEpoch 2 loss 0.4") == [1, 2]


@pytest.mark.parametrize("source", ["test_acc", "x = 1\ntest_acc.item()  # x", "print(test_acc)"])
def test_a_lone_number_is_named_by_the_last_line_of_its_code(source: str) -> None:
    assert values("tensor(0.8430)\n", source) == [(TEST, 84.3)]
    assert values("Test accuracy:\n0.8430\n", source) == [(TEST, 84.3)]


@pytest.mark.parametrize("source", ["1 - test_acc", "def f():\n    test_acc", "model", "", "((("])
def test_a_lone_number_of_other_code_is_left_out(source: str) -> None:
    assert values("0.8430\n", source) == []


def test_a_value_knows_its_line_its_cell_and_that_it_is_claimed() -> None:
    _, value = saved("loss 0.5", "  x\n  deep: test accuracy 84.39 %  \n")

    assert value == SavedValue(
        quantity=TEST,
        value=84.39,
        words="deep: test accuracy 84.39 %",
        place=Place(file="a.ipynb", cell=1),
        kind=Kind.CLAIMED,
    )


def test_the_words_of_a_long_line_are_cut_around_the_number() -> None:
    (value,) = saved("x; " * 2_000 + "test acc 0.84; " + "y " * 2_000)

    assert "test acc 0.84" in value.words
    assert len(value.words) <= 300


def test_of_thousands_of_values_first_last_and_best_are_kept_in_order() -> None:
    losses = [1 + (number - 1_234) ** 2 / 1e6 for number in range(3_000)]
    text = "".join(f"epoch {at + 1} loss {loss:.6f}\n" for at, loss in enumerate(losses))

    found = saved(text)

    assert len(found) == MOST_OF_A_QUANTITY
    kept = [value.place.epoch or 0 for value in found]
    assert kept == sorted(kept)
    assert {1, 1_235, 3_000} <= set(kept)


def test_a_flood_is_read_up_to_the_limit() -> None:
    line = "loss 0.5\n"
    flood = "x" * (MOST_CHARACTERS - len(line))

    assert len(saved(line, flood, line)) == 1


PIECES = (
    "loss ", "acc: 1 ", "accuracy of 10 images ", "loss, ", "loss | x\n", "| loss | 1 |\n",
    "loss  x\n", "loss 1\n", "(", "[", "loss: [1, ", "{'loss': [1,\n", "1,", "1.", "1,111", "9",
    "a", "_", "损失0", "\n", "| \n", "---\n", "loss | acc\n---\n", "epoch 1 loss 1 ", "45%|█",
    "class | 1\nloss | 1\n", "a | 1\n", "(lr=1", "± 1 ", "84.3% x ", "  ", "\t", "a&", "'loss',",
    "test 1.1% val 1.2% ", "Epoch 1\n\nloss 1\nacc 1\n", "aB", "5e-", "- ", "-> ", "acc@1 ", "$",
    "\\textbf{", "x=1(", "epoch | loss\n1 | 2\n", "\x1c", "٣",
)  # fmt: skip


@pytest.mark.timeout(120)  # far more than it takes on a busy machine
@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    # A quadratic step would take minutes for a text as long as this.
    found = saved(piece * (100_000 // len(piece)), "test accuracy: 84.30 %\n")

    assert found[-1].quantity == "test_accuracy"


WORDS = st.sampled_from(
    "loss acc test val train epoch Epoch best class top tensor ( ) [ ] { } , : ; = | & % / - > . "
    "1 0.5 84.3% 1,5 10,000 5e-3 9/10 -1 + ± @ # ' \" \n \t \\\\ --- 损失 准确率 第 轮 it s".split(
        " "
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from([" ", "", "  "]))
def test_no_text_makes_it_fail_and_accuracies_are_in_per_cent(
    words: list[str], between: str
) -> None:
    text = between.join(words)

    for value in saved(text, source="acc"):
        assert re.fullmatch("((train|validation|test)_)?(accuracy|loss)", value.quantity)
        assert value.quantity.endswith("loss") or 0 <= value.value <= 100
        assert value.words
