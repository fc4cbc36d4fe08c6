"""Tables made of printed lines, and numbers one slip of the pen away from a printed one."""

from pathlib import Path

import pytest

from grader.consistency.code import check_code
from grader.consistency.run import check_run
from tests.held_against.works_by_hand import work

LENGTHS = "".join(
    f"length {length} epoch {epoch} loss 0.{length}2{epoch} test_acc {accuracy}\n"
    for length, epoch, accuracy in (
        (3, 50, "0.9990"), (3, 300, "1.0000"), (5, 50, "0.8690"), (5, 300, "0.9970"),
        (7, 300, "0.9130"), (9, 300, "0.6890"), (11, 300, "0.4420"),
    )
)  # fmt: skip
RUNS = {
    f"results/{name}.csv": f"epoch,loss,train_acc,test_acc\n1,2.1,20.11,{first}\n"
    f"2,1.6,{train},{best}\n3,1.4,{last},{test}\n"
    for name, first, train, best, last, test in (
        ("linear", "19.32", "35.10", "39.31", "41.77", "37.59"),
        ("mlp", "25.14", "44.02", "53.58", "69.99", "51.95"),
        ("lenet", "30.55", "58.81", "63.87", "82.87", "60.25"),
    )
}
LOG = "".join(
    f"epoch {epoch} loss {loss} test {test}\n"
    for epoch, loss, test in (
        (1, "2.1042", "33.92"), (9, "1.1243", "51.34"), (10, "1.0871", "52.06"),
        (43, "0.7413", "54.72"), (50, "0.5301", "53.97"),
    )
)  # fmt: skip


def accused(folder: Path, text: str, files: dict[str, str]) -> list[str]:
    code = {"train.py": "import torch\nprint('epoch')\n"} | files
    found = check_run(work(folder, text=text, code=code))
    return [each.sentence for each in found if each.outcome.value == "inconsistent"]


def lengths(*accuracies: str) -> str:
    rows = ("length | 3 | 5 | 7 | 9 | 11", "---|---|---|---|---|---", "test accuracy")
    return "\n".join(f"| {row} |" for row in (*rows[:2], " | ".join((rows[2], *accuracies))))


def runs(*cells: str) -> str:
    rows = ("run | train | test | best", "---|---|---|---", *cells)
    return "\n".join(f"| {row} |" for row in rows)


@pytest.mark.parametrize(
    ("text", "files", "there"),
    [
        (lengths("100%", "99.7%", "91.3%", "68.9%", "42.4%"), {"rnn.log": LENGTHS}, "0.442"),
        (lengths("100%", "99.7%", "91.3%", "68.9%", "44.2%"), {"rnn.log": LENGTHS}, ""),
        # Another number of the same length was printed.
        (lengths("100%", "86.9%", "91.3%", "68.9%", "44.2%"), {"rnn.log": LENGTHS}, ""),
        # More do not fit: the table is of another run.
        (lengths("100%", "98.2%", "93.5%", "70.1%", "42.4%"), {"rnn.log": LENGTHS}, ""),
        # What is told more roughly is the same.
        (lengths("100%", "99.7%", "91%", "69%", "44%"), {"rnn.log": LENGTHS}, ""),
        (
            runs("linear | 41.77 | 37.59 | 39.31", "MLP | 66.99 | 51.95 | 53.58",
                 "LeNet | 82.87 | 60.25 | 63.87"),
            RUNS, "69.99",
        ),
        (
            runs("linear | 41.77 | 37.59 | 39.31", "MLP | 69.99 | 51.95 | 53.58",
                 "LeNet | 82.87 | 60.25 | 63.87"),
            RUNS, "",
        ),
        # Means of several runs, of which the last is here.
        (
            runs("linear | 41.12 | 37.20 | 39.01", "MLP | 69.45 | 51.15 | 53.18",
                 "LeNet | 82.17 | 60.85 | 63.27"),
            RUNS, "",
        ),
        # The third row is of the epoch of the best one.
        (
            runs("linear | 41.77 | 37.59 | 39.31", "MLP | 69.99 | 51.95 | 53.58",
                 "LeNet | 58.81 | 63.87 | 63.87"),
            RUNS, "",
        ),
    ],
)  # fmt: skip
def test_one_cell_that_does_not_follow_the_rule_of_the_others_is_shown(
    tmp_path: Path, text: str, files: dict[str, str], there: str
) -> None:
    found = accused(tmp_path, text, files)

    assert len(found) == bool(there)
    assert all(there in each for each in found)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Best of all epochs 57.42 (epoch 43).", "54.72"),
        ("The loss sinks to 1.1871 in the tenth.", "1.0871"),
        ("The maximum of 54.72 % is reached in epoch 34.", "43"),
        ("Best of all epochs 54.72 (epoch 43).", ""),
        ("The loss sinks to 1.0871 in the tenth.", ""),
        ("The maximum of 54.72 % is reached in epoch 43.", ""),
        # Means, differences, other people's values, other runs, amounts with units.
        ("On average over three runs, epoch 43 has 57.42.", ""),
        ("In the literature epoch 43 has 57.42.", ""),
        ("A second run of a colleague has 57.42 at epoch 43.", ""),
        ("Epoch 43 took 57.42 s.", ""),
        ("By epoch 43 that are 57.42 points.", ""),
        # Only the last digit differs: it may be another run.
        ("At epoch 43 we have 54.76 %.", ""),
        ("At epoch 43 we have 57.42 %. As said, 57.42 % is much.", ""),
        ("The layer has a loss of 1.1871 after the tenth layer.", ""),
        ("The test accuracy is 54.72 % and the training of epoch 34 is slow.", ""),
    ],
)
def test_a_number_beside_an_epoch_is_the_one_that_was_printed_then(
    tmp_path: Path, text: str, there: str
) -> None:
    found = accused(tmp_path, text, {"mlp.log": LOG})

    assert len(found) == bool(there)
    assert all(there in each for each in found)


NET = (
    "import torch\nfrom torch import nn\nfrom torchvision import transforms as T\n"
    "net = nn.Sequential(nn.Conv2d(3, 64, 3), nn.ReLU(), nn.Conv2d(64, 128, 3), nn.Flatten(),"
    " nn.Linear(100352, 10))\nflip = T.RandomHorizontalFlip()\n"
    "opt = torch.optim.SGD(net.parameters(), lr=0.1)\nfor epoch in range(90):\n"
    "    for x in torch.rand(5, 5, 3, 32, 32):\n        opt.zero_grad()\n"
    "        nn.CrossEntropyLoss()(net(flip(x)), x[:, 0, 0, :10].argmax(1)).backward()\n"
    "        opt.step()\n    if epoch % 10 == 0:\n        print(epoch)\n"
)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("The second convolution has 73,586 parameters.", "73,856"),
        ("One image in three is mirrored horizontally.", "0.5"),
        ("The test accuracy is computed every 100 epochs.", "10"),
        ("Evaluation is done at every hundredth epoch.", "10"),
        ("The second convolution has 73,856 parameters.", ""),
        ("One image in two is mirrored horizontally.", ""),
        ("Half of the images are mirrored.", ""),
        ("The test accuracy is computed every 10 epochs.", ""),
        ("The accuracy rises by a point every 20 epochs.", ""),
        ("The test accuracy falls a little every 20 epochs.", ""),
        ("The original network has 73,586 parameters.", ""),
        ("My student number is 73586.", ""),
        ("There are 73,586 images.", ""),
        ("It would have 73,586 parameters.", ""),
    ],
)
def test_counts_and_shares_are_those_of_the_code(tmp_path: Path, text: str, there: str) -> None:
    found = [
        each.sentence
        for each in check_code(work(tmp_path, text=text, code={"net.py": NET}))
        if each.outcome.value == "inconsistent"
    ]

    assert len(found) == bool(there)
    assert all(there in each for each in found)
